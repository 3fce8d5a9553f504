"""The administrator's list of accounts, and whom a new one may be for."""

from __future__ import annotations

import pytest

from data.domain.errors import NotAllowed
from data.domain.roles import Actor, Role
from data.queries.accounts import account_choices, accounts
from data.services.accounts import close_account
from tests.village import OTHER_TOWN, Village, on_sqlite


def test_all_accounts_of_the_area_closed_ones_last(village: Village):
    with village.writing("admin") as ctx:
        close_account(ctx, village.actors["leader"].account_id)
    with village.reading("admin") as ctx:
        rows = accounts(ctx)
    assert {row.account_id for row in rows} == {actor.account_id for actor in village.actors.values()}
    assert [row.login for row in rows if row.is_closed] == [rows[-1].login] == ["leader"]
    assert [row.login for row in rows if row.is_own] == ["admin"]
    belongs = {row.login: row.belongs_to for row in rows}
    assert (belongs["cooperative"], belongs["vet"], belongs["officer"]) == ("喜莲果业合作社", "田桂芳", None)


def test_a_town_s_administrator_sees_the_town(village: Village):
    town = Actor(village.actors["admin"].account_id, 0, Role.ADMIN, "镇", OTHER_TOWN)
    with village.runtime.reading(town) as ctx:
        assert {row.login for row in accounts(ctx)} == {"far_officer", "far_cooperative"}
        assert [name for _id, name in account_choices(ctx).farms] == ["远方农场"]


def test_choices_by_pinyin(village: Village):
    with village.reading("admin") as ctx:
        choices = account_choices(ctx)
    assert choices.farms == ((village.farm_id, "喜莲果业合作社"), (village.far_farm_id, "远方农场"))
    assert choices.experts == ((village.expert_id, "贺海峰"), (village.vet_id, "田桂芳"))


@on_sqlite
@pytest.mark.parametrize("who", ["officer", "leader", "cooperative", "expert"])
def test_others_see_no_accounts(village: Village, who: str):
    for read in (accounts, account_choices):
        with village.reading(who) as ctx, pytest.raises(NotAllowed):
            read(ctx)
