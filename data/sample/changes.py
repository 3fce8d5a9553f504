"""What the keepers of the register changed over the months, by its own service, so that its history has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from data.domain.roles import Actor
from data.models.account import Account
from data.register.concepts import CONCEPTS
from data.sample.texts import read_toml
from data.sample.world import World, at
from data.services.context import Context
from data.services.register import edit, retire

HOUR, MINUTE = 16, 20


def change_register(ctx: Context, world: World) -> None:
    """The changes of changes.toml, each on its day and by an officer."""
    account = ctx.session.get_one(Account, world.officers[0])
    officer = Actor(account.id, 0, account.role, account.name, account.area_code)
    for entry in read_toml("changes.toml")["change"]:
        moment = at(world.today + dt.timedelta(days=entry["days"]), HOUR, MINUTE).astimezone(dt.UTC)
        _change(replace(ctx, now=moment, signed_in=officer), entry)


def _change(then: Context, entry: dict) -> None:
    concept = CONCEPTS[entry["concept"]]
    named = select(concept.model).where(concept.model.name == entry["name"]).order_by(concept.model.id)
    record = then.session.scalars(named).first()
    if "retire" in entry:
        retire(then, concept, record.id, record.version, entry["retire"])
    else:
        edit(then, concept, record.id, record.version, entry["set"], entry["reason"])
