"""Villages of households of people: the truth that stations note down."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.registers.settings import Settings
from tests.registers.words import MEN, MONGOLIAN, SURNAMES, WOMEN

PLACES = Path(__file__).resolve().parents[2] / "data" / "places" / "1508" / "places.csv"
TODAY = dt.date(2026, 6, 30)
CHECK = "10X98765432"
FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Person:
    """`surname` is empty for Mongolian names. `family` are the others of the household, by index."""

    number: int
    surname: str
    given: str
    sex: str
    birth: dt.date
    id_number: str
    village: str
    household: str
    household_phone: str
    phone: str
    is_mongolian: bool
    family: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Village:
    code: str
    surname: str


class _Maker:
    def __init__(self, settings: Settings, rng: random.Random) -> None:
        self.settings, self.rng = settings, rng
        self.surname_weights = [1 / (rank + 3) for rank in range(len(SURNAMES))]
        self.serials: set[str] = set()
        self.numbers: set[str] = set()

    def surname(self, village: _Village) -> str:
        if self.rng.random() < self.settings.surname_cluster:
            return village.surname
        return self.rng.choices(SURNAMES, self.surname_weights)[0]

    def given(self, sex: str, shared: str = "") -> str:
        pool = MEN if sex == "男" else WOMEN
        weights = [1 / (rank + 2) ** self.settings.zipf for rank in range(len(pool))]
        first, second = self.rng.choices(pool, weights, k=2)
        if self.rng.random() < self.settings.fashion:
            rank = self.rng.choices(range(60), [1 / (rank + 2) for rank in range(60)])[0]
            return pool[rank] + pool[(rank * 7 + 3) % len(pool)]
        if shared:
            return shared + second
        return second if self.rng.random() < self.settings.one_character else first + second

    def id_number(self, birth: dt.date, sex: str, county: str) -> str:
        while True:
            serial = self.rng.randrange(500) * 2 + (1 if sex == "男" else 0)
            body = f"{county}{birth:%Y%m%d}{serial:03}"
            if body not in self.serials:
                self.serials.add(body)
                return body + CHECK[sum(int(d) * f for d, f in zip(body, FACTORS, strict=True)) % 11]

    def mobile(self) -> str:
        if self.settings.phone_blocks:
            return self._mobile_of_a_block()
        network = self.rng.choice(("138", "139", "150", "151", "152", "158", "187", "188", "199"))
        return f"{network}{self.rng.randrange(10**8):08}"

    def _mobile_of_a_block(self) -> str:
        """A number that nobody has yet, out of the blocks of ten thousand that the operators gave this county."""
        while True:
            number = f"{1394780 + self.rng.randrange(self.settings.phone_blocks)}{self.rng.randrange(10**4):04}"
            if number not in self.numbers:
                self.numbers.add(number)
                return number

    def born(self, low: int, high: int) -> dt.date:
        return TODAY - dt.timedelta(days=self.rng.randint(low * 365, high * 365))


def make_people(count: int, settings: Settings, seed: int) -> list[Person]:
    """`count` people in households of about three; about 200 people per village where there are enough villages."""
    rng = random.Random(seed)
    maker = _Maker(settings, rng)
    codes = [code for code in village_codes() if code.startswith(settings.villages)]
    rng.shuffle(codes)
    villages = [_Village(code, rng.choices(SURNAMES, maker.surname_weights)[0])
                for code in codes[: max(20, min(len(codes), count // 200))]]
    people: list[Person] = []
    while len(people) < count:
        village = rng.choice(villages)
        household = _household(maker, village, len(people))
        people += household[: count - len(people)]
    by_household: dict[str, list[int]] = {}
    for person in people:
        by_household.setdefault(person.household, []).append(person.number)
    for person in people:
        person.family = tuple(number for number in by_household[person.household] if number != person.number)
    return people


def village_codes() -> list[str]:
    with PLACES.open(encoding="utf-8", newline="") as file:
        return [row["code"] for row in csv.DictReader(file) if row["level"] == "village"]


def _household(maker: _Maker, village: _Village, start: int) -> list[Person]:
    rng = maker.rng
    mongolian = rng.random() < maker.settings.mongolian
    name = f"{village.code}{rng.randrange(10**5):05}"
    phone = maker.mobile()
    people = []
    members = {surname + given: (surname, given, sex, birth)
               for surname, given, sex, birth in _members(maker, village, mongolian)}
    for offset, (surname, given, sex, birth) in enumerate(members.values()):
        own = phone if rng.random() < .25 else maker.mobile()
        people.append(Person(
            start + offset, surname, given, sex, birth, maker.id_number(birth, sex, village.code[:6]), village.code,
            name, phone, own, mongolian,
        ))
    return people


def _members(maker: _Maker, village: _Village, mongolian: bool) -> Iterator[tuple[str, str, str, dt.date]]:
    rng = maker.rng
    head_birth = maker.born(28, 80)
    surname = "" if mongolian else maker.surname(village)

    def named(sex: str, shared: str = "") -> str:
        return rng.choice(MONGOLIAN[sex]) if mongolian else maker.given(sex, shared)

    yield surname, named("男"), "男", head_birth
    if rng.random() < .8:
        wife = "" if mongolian else rng.choices(SURNAMES, maker.surname_weights)[0]
        yield wife, named("女"), "女", head_birth + dt.timedelta(days=rng.randint(-1500, 2500))
    children = rng.choices((0, 1, 2, 3), (.3, .35, .25, .1))[0]
    shared = rng.choice(MEN[:60]) if not mongolian and rng.random() < .4 else ""
    birth = head_birth + dt.timedelta(days=rng.randint(20 * 365, 30 * 365))
    for _ in range(children):
        sex = rng.choice("男女")
        if birth < TODAY:
            yield surname, named(sex, shared), sex, birth
        if rng.random() > .02:  # else twins
            birth += dt.timedelta(days=rng.randint(400, 2500))
    if rng.random() < .15 and head_birth.year > 1960:
        sex = rng.choice("男女")
        of_mother = rng.choices(SURNAMES, maker.surname_weights)[0]
        yield surname if sex == "男" or mongolian else of_mother, named(sex), sex, head_birth - dt.timedelta(
            days=rng.randint(20 * 365, 30 * 365)
        )
