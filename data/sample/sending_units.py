"""Who sends the experts: the units of units.toml."""

from __future__ import annotations

from data.domain.register import UnitKind
from data.models.sending_unit import SendingUnit
from data.sample.names import pinyin
from data.sample.texts import read_toml
from data.sample.world import COUNTY, World


def add_sending_units(world: World) -> dict[str, int]:
    """Name -> id."""
    return {
        entry["name"]: world.add(
            SendingUnit, county_code=COUNTY, name=entry["name"], pinyin=pinyin(entry["name"]),
            kind=UnitKind(entry["kind"]), contact_name=entry["contact"], phone=world.phones.next(), is_active=True,
            version=1,
        )
        for entry in read_toml("units.toml")["unit"]
    }
