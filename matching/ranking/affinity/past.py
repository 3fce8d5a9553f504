"""What is known of people: their own words, their tags, and the texts they handled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.ranking.affinity.space import Space, unit_rows

MOST_ROWS = 200_000
MOST_CHARACTERS = 25_000_000

Read = Callable[[str], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, or a label that stands for somebody."""

    id: str
    text: str = ""
    tags: tuple[str, ...] = ()

    @property
    def profile(self) -> str:
        return " ".join(filter(None, (self.text, *self.tags)))


@dataclass(frozen=True, slots=True)
class Row:
    """A text and who handled it. person: position in the list of people. day: days since 1970, None = unknown."""

    text: str
    person: int
    weight: float = 1.0
    day: float | None = None


@dataclass(frozen=True)
class Past:
    """words: the different texts. texts: their unit rows. handled: weight per text and person. profiles: one unit row
    per person, empty where nothing is written. fields: (people, tags) share of each tag that two or more carry.
    days: one per text, its newest, None when any is unknown.
    """

    words: tuple[str, ...]
    space: Space
    texts: sparse.csr_matrix
    handled: sparse.csr_matrix
    profiles: sparse.csr_matrix
    fields: sparse.csr_matrix
    days: np.ndarray | None

    @classmethod
    def read(cls, people: Sequence[Person], rows: Sequence[Row], read: Read) -> Past:
        """The same for any order of `rows`."""
        kept = _newest_of_each(sorted(rows, key=_row_key))
        place = {text: number for number, text in enumerate(dict.fromkeys(row.text for row in kept))}
        profiles = [person.profile for person in people]
        written = [profile for profile in profiles if profile]
        space, matrix = Space.fit(read(text) for text in (*place, *written))
        shape = (len(place), len(people))
        handled = sparse.csr_matrix(
            ([row.weight for row in kept], ([place[row.text] for row in kept], [row.person for row in kept])), shape,
            dtype=np.float32,
        )
        return cls(
            tuple(place), space, matrix[: len(place)], handled, _spread(matrix[len(place) :], profiles),
            fields_of(people), _days(kept, place),
        )

    def part(self, texts: np.ndarray) -> Past:
        """Only these texts (positions)."""
        days = None if self.days is None else self.days[texts]
        words = tuple(self.words[text] for text in texts.tolist())
        return Past(words, self.space, self.texts[texts], self.handled[texts], self.profiles, self.fields, days)


def fields_of(people: Sequence[Person]) -> sparse.csr_matrix:
    """Row of each person: tags that somebody else carries too, rare ones more, sum 1."""
    owners: dict[str, list[int]] = {}
    for position, person in enumerate(people):
        for tag in sorted(set(person.tags)):
            owners.setdefault(tag, []).append(position)
    shared = [(tag, own) for tag, own in sorted(owners.items()) if 1 < len(own) < len(people)]
    weights = [np.log(len(people) / len(own)) for _, own in shared for _ in own]
    places = [position for _, own in shared for position in own]
    columns = [column for column, (_, own) in enumerate(shared) for _ in own]
    matrix = sparse.csr_matrix((weights, (places, columns)), (len(people), len(shared)), dtype=np.float32)
    totals = np.asarray(matrix.sum(axis=1), dtype=float).ravel()
    totals[totals == 0.0] = 1.0
    return sparse.csr_matrix(sparse.diags(1.0 / totals) @ matrix, dtype=np.float32)


def _row_key(row: Row) -> tuple[int, float, str, float]:
    return (row.person, -(row.day if row.day is not None else 0.0), row.text, row.weight)


def _newest_of_each(rows: Sequence[Row]) -> Sequence[Row]:
    """All, or as many newest ones of each person as fit into the memory; `rows` come person by person, newest first."""
    length = sum(len(row.text) for row in rows) / max(1, len(rows))
    most = int(min(MOST_ROWS, MOST_CHARACTERS / max(1.0, length)))
    if len(rows) <= most:
        return rows
    people = np.array([row.person for row in rows])
    starts = np.searchsorted(people, people)
    ages = np.arange(len(rows)) - starts
    limit = int(np.sort(ages)[most])
    return [row for row, age in zip(rows, ages.tolist(), strict=True) if age < limit]


def _spread(written: sparse.csr_matrix, profiles: Sequence[str]) -> sparse.csr_matrix:
    """Rows of the written profiles at their people's places, empty rows for the others."""
    places = [position for position, profile in enumerate(profiles) if profile]
    shape = (len(profiles), len(places))
    placing = sparse.csr_matrix((np.ones(len(places)), (places, range(len(places)))), shape)
    return unit_rows(placing @ written) if places else sparse.csr_matrix((len(profiles), written.shape[1]))


def _days(rows: Sequence[Row], place: Mapping[str, int]) -> np.ndarray | None:
    days = np.full(len(place), -np.inf)
    for row in rows:
        if row.day is None:
            return None
        days[place[row.text]] = max(days[place[row.text]], row.day)
    return days if len(days) else None
