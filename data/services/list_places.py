"""Where the people of a list live, as the list says it: a village of the own county, or somewhere in another."""

from __future__ import annotations

from functools import cache

from sqlalchemy import select

from data.domain.errors import InvalidInput
from data.domain.places import COUNTY, PlaceLevel, county_of, town_of
from data.exchange.workbooks.place_finder import PlaceFinder
from data.exchange.workbooks.values.faults import CellFault
from data.models.place import Place
from data.services.context import Context


class ListPlaces:
    """The places of the city around `home`, where the visit took place: who writes nothing lives there."""

    def __init__(self, ctx: Context, home: str):
        self.home, self.county = home, county_of(home)
        self.rows = ctx.session.scalars(
            select(Place).where(Place.code.startswith(self.county[:4]), Place.valid_to.is_(None))
        ).all()
        self.neighbours = {
            row.name: row.code for row in self.rows if row.level is PlaceLevel.COUNTY and row.code != self.county
        }
        self.finder = cache(lambda county: PlaceFinder(self.rows, county))  # type: ignore[arg-type]

    def code_of(self, text: str) -> str:
        """The code of the village, town or other county that `text` names; `home` for no text.

        Raises InvalidInput('list_place_unknown', value=…).
        """
        words = text.strip()
        if not words:
            return self.home
        for name, county in self.neighbours.items():
            if name in words:
                return self._within(county, words.partition(name)[2])
        try:
            return self._found(self.county, words)
        except CellFault:
            raise InvalidInput("list_place_unknown", field="names", value=words) from None

    def _within(self, county: str, rest: str) -> str:
        """As near as the neighbour's own list of places goes; the county itself where it does not know the words."""
        try:
            return self._found(county, rest) if rest.strip() else county
        except CellFault:
            return county

    def _found(self, county: str, words: str) -> str:
        found = self.finder(county).find("", words, town_of(self.home))
        if found is None:
            return self.home if county == self.county else county
        return found.village_code or found.town_code

    def is_elsewhere(self, code: str) -> bool:
        return code[:COUNTY] != self.county
