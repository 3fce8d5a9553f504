"""What stations write down about people: each has habits of its own, and errors happen."""

from __future__ import annotations

import csv
import datetime as dt
import random
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from matching.identity.lunar import solar_date
from tests.registers.people import Person
from tests.registers.settings import Settings
from tests.registers.words import CLAN_NAMES, LOOKALIKE, RESPELLINGS, TRADITIONAL, same_sounding

NOTES = ("（户主）", "(户主)", "（低保）", "（妻）", "【组长】", "（已搬走）", "-户主", " 户主")


@dataclass(frozen=True)
class Record:
    id: str
    name: str
    phone: str
    id_number: str
    birth: str
    village_code: str
    household: str


@dataclass(frozen=True)
class _Station:
    """`year` is when its lists were written, which a nominal age counts from."""

    phone: str
    birth_format: int
    year: int
    note: str


class Writer:
    """Writes one record after another; all chance comes from `rng`."""

    def __init__(self, people: Sequence[Person], settings: Settings, rng: random.Random) -> None:
        self.people, self.settings, self.rng = people, settings, rng
        formats = range(len(settings.birth_formats))
        self.stations = [
            _Station(
                f"0478{rng.randrange(10**7):07}" if rng.random() < .5 else f"139{rng.randrange(10**8):08}",
                rng.choices(formats, settings.birth_formats)[0], rng.randint(2022, 2026), rng.choice(NOTES),
            )
            for _ in range(max(6, len(people) // 1500))
        ]
        villages = sorted({person.village for person in people})
        self.renamed = {code: f"{code[:9]}{900 + rng.randrange(90)}" for code in villages
                        if rng.random() < settings.renamed_villages}
        self.neighbours = villages

    def happens(self, rate: float) -> bool:
        return self.rng.random() < rate

    def record(self, record_id: str, person: Person) -> Record:
        station = self.rng.choice(self.stations)
        return Record(
            record_id, self.name(person, station), self.phone(person, station), self.id_number(person),
            self.birth(person, station), self.village(person), self.household(person, station),
        )

    # Names

    def name(self, person: Person, station: _Station) -> str:
        s = self.settings
        given = self._respelled(person.given) if person.is_mongolian else self._misheard(person.given)
        surname = person.surname
        if person.is_mongolian and self.happens(s.clan_name):
            surname = self.rng.choice(CLAN_NAMES) + self.rng.choice(("", "·", "•"))
        elif surname and self.happens(s.title_only):
            return self.rng.choice((f"老{surname}", f"{surname}叔" if person.sex == "男" else f"{surname}婶"))
        if surname and len(given) > 1 and self.happens(s.surname_dropped):
            surname = ""
        name = given + surname if surname and self.happens(s.swapped) else surname + given
        if self.happens(s.traditional):
            name = "".join(TRADITIONAL.get(character, character) for character in name)
        if self.happens(s.spaced):
            name = self.rng.choice((" ", "　")).join((name[:1], name[1:]))
        return name + station.note if self.happens(s.note) else name

    def _misheard(self, given: str) -> str:
        characters = list(given)
        place = self.rng.randrange(len(characters))
        if self.happens(self.settings.same_sound):
            characters[place] = self.rng.choice(same_sounding().get(characters[place], characters[place]))
        elif self.happens(self.settings.wrong_character):
            other = self.rng.choice(sorted(same_sounding()))
            characters[place] = LOOKALIKE.get(characters[place], other)
        return "".join(characters)

    def _respelled(self, given: str) -> str:
        if self.happens(self.settings.respelled):
            possible = [(a, b) for a, b in (*RESPELLINGS, *((b, a) for a, b in RESPELLINGS)) if a in given]
            if possible:
                return given.replace(*self.rng.choice(possible), 1)
        return given

    # Phones

    def phone(self, person: Person, station: _Station) -> str:
        s = self.settings
        if self.happens(s.phone_missing):
            return ""
        number = person.phone
        if self.happens(s.phone_of_station):
            number = station.phone
        elif self.happens(s.phone_of_household):
            number = person.household_phone
        elif self.happens(s.phone_changed):
            number = f"13{self.rng.randrange(10**9):09}"
        elif self.happens(s.landline):
            local = f"{int(person.household[-7:]) % 10**7:07}"
            return self.rng.choice((f"0478-{local}", local, f"0478{local}", f"(0478){local}"))
        if self.happens(s.phone_typo):
            number = self._typo(number)
        return self._dressed(number) if self.happens(s.phone_dressed) else number

    def _dressed(self, number: str) -> str:
        return self.rng.choice((
            f"+86{number}", f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}",
            f"{number}.0", f"86-{number}", f" {number}",
        ))

    def _typo(self, digits: str) -> str:
        place = self.rng.randrange(3, len(digits) - 1)
        kind = self.rng.random()
        if kind < .3:
            return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2:]
        if kind < .4:
            return digits[:place] + digits[place + 1:]
        return digits[:place] + str(self.rng.randrange(10)) + digits[place + 1:]

    # Identity numbers

    def id_number(self, person: Person) -> str:
        s = self.settings
        if self.happens(s.id_missing):
            return ""
        number = person.id_number
        if person.family and self.happens(s.id_of_relative):
            number = self.people[self.rng.choice(person.family)].id_number
        if self.happens(s.id_ruined):
            as_number = int(number[:17]) * 10
            return self.rng.choice((number[:15] + "000", number[:15] + "000", f"{as_number:.2E}", f"{as_number:.5E}"))
        if self.happens(s.id_old) and number[6:8] == "19":
            return number[:6] + number[8:17]
        if self.happens(s.id_typo):
            number = self._typo(number)
        return number.lower() if self.happens(.1) else number

    # Births

    def birth(self, person: Person, station: _Station) -> str:
        s = self.settings
        if self.happens(s.birth_missing):
            return ""
        born = person.birth
        if self.happens(s.year_off):
            born = _moved(born, self.rng.choice((-1, 1)))
        kind = station.birth_format if self.happens(.8) else self.rng.choices(range(5), s.birth_formats)[0]
        if self.happens(s.birth_typo):
            born = self._mistyped(born)
        if kind == 1:
            return self.rng.choice((f"{born.year}", f"{born.year}年"))
        if kind == 2:
            year, month = born.year, born.month
            return self.rng.choice((f"{year}-{month:02}", f"{year}.{month}", f"{year}年{month}月"))
        if kind == 3:
            age = station.year - born.year
            return self.rng.choice((f"{age}岁", f"{age}", f"虚岁{age + 1}"))
        if kind == 4 and (lunar := _lunar(born)):
            return f"农历{lunar[0]}年{lunar[1]}月{lunar[2]}日"
        if self.happens(s.lunar_unmarked) and (lunar := _lunar(born)):
            return f"{lunar[0]}-{lunar[1]:02}-{lunar[2]:02}"
        return self.rng.choice((
            f"{born:%Y-%m-%d}", f"{born:%Y-%m-%d}", f"{born:%Y%m%d}", f"{born.year}/{born.month}/{born.day}",
            f"{born.year}年{born.month}月{born.day}日", f"{born.year}.{born.month}.{born.day}",
        ))

    def _mistyped(self, born: dt.date) -> dt.date:
        kind = self.rng.randrange(3)
        if kind == 0 and born.day <= 12:
            return born.replace(month=born.day, day=born.month)
        if kind == 1:
            return born.replace(day=self.rng.randint(1, 28))
        return _moved(born, self.rng.choice((-10, 10)))

    # Places and households

    def village(self, person: Person) -> str:
        s = self.settings
        if self.happens(s.village_missing):
            return ""
        if self.happens(s.town_only):
            return self.rng.choice((person.village[:9], person.village[:9] + "000"))
        if self.happens(s.village_wrong):
            return self.rng.choice(self.neighbours)
        if person.village in self.renamed and self.happens(.4):
            return self.renamed[person.village]
        return person.village

    def household(self, person: Person, station: _Station) -> str:
        s = self.settings
        if self.happens(s.household_missing):
            return ""
        if self.happens(s.household_own_number):
            return str(zlib.crc32(f"{station.phone}{person.household}".encode()) % 4000 + 1)
        return person.household + "-2" if self.happens(s.household_split) else person.household


def _moved(born: dt.date, years: int) -> dt.date:
    return born.replace(year=born.year + years, day=min(born.day, 28))


def _lunar(born: dt.date) -> tuple[int, int, int] | None:
    """The lunar date of a common one outside leap months, found by trying."""
    for year in (born.year, born.year - 1):
        for month in range(1, 13):
            first = solar_date(year, month, 1)
            if first and 0 <= (born - first).days < 30 and solar_date(year, month, (born - first).days + 1) == born:
                return year, month, (born - first).days + 1
    return None


def write_records(people: Sequence[Person], settings: Settings, seed: int) -> tuple[list[Record], dict[str, int]]:
    """Records in random order, and the person's number per record id."""
    rng = random.Random(seed)
    writer = Writer(people, settings, rng)
    owners = [person for person in people
              for _ in range(rng.choices(range(len(settings.copies)), settings.copies)[0] + 1)]
    rng.shuffle(owners)
    records = [writer.record(f"r{place:07}", person) for place, person in enumerate(owners)]
    return records, {record.id: person.number for record, person in zip(records, owners, strict=True)}


def save(records: Iterable[Record], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.name for field in fields(Record))
        writer.writerows(astuple(record) for record in records)
