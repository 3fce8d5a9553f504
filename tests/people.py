"""A small county with one account per role, for tests that need somebody to sign in but no history."""

from __future__ import annotations

import datetime as dt

from data.domain.places import PlaceLevel
from data.domain.roles import Role
from data.models.account import Account
from data.models.place import County, Place
from data.runtime import Runtime
from data.services.sessions import hash_password

COUNTY = "150824"
PASSWORD = "西梅 剪枝 2026"


def add_county(runtime: Runtime, *, is_demonstration: bool = False) -> None:
    with runtime.writing(None) as ctx:
        ctx.session.add(Place(
            code=COUNTY, parent_code=None, county_code=COUNTY, level=PlaceLevel.COUNTY, kind="banner",
            name="乌拉特中旗", official_name="乌拉特中旗", name_en="Urad Middle Banner",
        ))
        ctx.session.flush()
        ctx.session.add(County(code=COUNTY, is_demonstration=is_demonstration))


def add_accounts(runtime: Runtime) -> None:
    """One account per role; its login is the role's name."""
    hashed = hash_password(PASSWORD)
    with runtime.writing(None) as ctx:
        ctx.session.add_all(
            Account(
                login=role.value, name=f"测试{role.value}", role=role, area_code=COUNTY, password_hash=hashed,
                created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            )
            for role in Role
        )
