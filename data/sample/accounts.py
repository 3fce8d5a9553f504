"""Accounts of the demonstration: one password, printed at the start and shown on the sign-in page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.roles import Role
from data.models.account import Account
from data.queries.demonstration import PASSWORD
from data.sample.texts import read_toml
from data.sample.world import COUNTY, World, at
from data.services.names import pinyin_of
from data.services.sessions import hash_password

OPENED = dt.timedelta(days=600)


@dataclass(frozen=True)
class DemoAccount:
    """`farm` and `expert`: the name of the farm or expert it belongs to."""

    login: str
    name: str
    role: Role
    to_try: str
    area: str = COUNTY
    farm: str | None = None
    expert: str | None = None


DEMO_ACCOUNTS = (
    DemoAccount("officer", "王敏", Role.OFFICER, "今天有哪些问题，看推荐，派给专家"),
    DemoAccount("officer2", "郝建军", Role.OFFICER, "和王敏同时打开一件，看谁先派"),
    DemoAccount("town", "任海霞", Role.OFFICER, "只看得到德岭山镇", area="150824102"),
    DemoAccount("farmer", "韩喜莲", Role.COOPERATIVE, "问专家，看回执，确认解决没有", farm="韩喜莲家"),
    DemoAccount("coop", "郝秀英", Role.COOPERATIVE, "合作社的问题和确认", farm="晨光椒柿合作社（演示）"),
    DemoAccount("expert", "贺海峰", Role.EXPERT, "我的活，记一次到访", expert="贺海峰"),
    DemoAccount("expert2", "苏日娜", Role.EXPERT, "科技小院的专家", expert="苏日娜"),
    DemoAccount("vet", "那日苏", Role.EXPERT, "执业兽医师", expert="那日苏"),
    DemoAccount("leader", "乌云", Role.LEADER, "服务成效，每个数点开看到底"),
    DemoAccount("admin", "邬志强", Role.ADMIN, "开账号、停账号、换密码"),
    DemoAccount("informant", "白秀兰", Role.INFORMANT, "替本村的人问，打该打的电话", area="150824100201"),
)


def add_accounts(world: World) -> None:
    """The named ones, then one for each other expert and each other farm that has its own login."""
    password_hash = hash_password(PASSWORD)
    experts = {expert.name: expert for expert in reversed(world.experts)}
    farms = {farm.name: farm for farm in world.farms}
    for demo in DEMO_ACCOUNTS:
        farm, expert = farms.get(demo.farm or ""), experts.get(demo.expert or "")
        account_id = _add(world, demo, password_hash, farm, expert)
        if demo.role is Role.OFFICER and demo.area == COUNTY:
            world.officers.append(account_id)
    for expert in world.experts:
        if not expert.account_id:
            demo = DemoAccount(_login(world, expert.name), expert.name, Role.EXPERT, "")
            _add(world, demo, password_hash, None, expert)
    for entry in read_toml("farms.toml")["farm"]:
        farm = farms[entry["key"]]
        if "login" in entry and farm.account_id is None:
            demo = DemoAccount(entry["login"], farm.contact.name, Role.COOPERATIVE, "")
            _add(world, demo, password_hash, farm, None)


def _add(world: World, demo: DemoAccount, password_hash: str, farm, expert) -> int:
    account_id = world.add(
        Account, login=demo.login, name=demo.name, role=demo.role, area_code=farm.place if farm else demo.area,
        farm_id=farm.id if farm else None, expert_id=expert.id if expert else None, password_hash=password_hash,
        is_closed=False, created_at=at(world.today - OPENED, 9, 0),
    )
    if farm:
        farm.account_id = account_id
    if expert:
        expert.account_id = account_id
    return account_id


def _login(world: World, name: str) -> str:
    """Pinyin, with a number where it is taken."""
    whole = pinyin_of(name).split()[0]
    taken = {row["login"] for row in world.rows[Account]}
    tries = (whole if n == 1 else f"{whole}{n}" for n in range(1, len(taken) + 2))
    return next(login for login in tries if login not in taken)
