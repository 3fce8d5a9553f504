"""Words for kinds of places, of changes, of records at a place, and for what nobody has said yet."""

from __future__ import annotations

from collections.abc import Mapping

from data.domain.places import PopulationKind
from data.i18n import N_, _, ngettext
from data.queries.place_preview import OPEN_PROBLEMS
from data.queries.place_rows import PlaceRow, Population
from pages.shared.formats import number

POPULATIONS = {PopulationKind.REGISTERED: N_("户籍人口"), PopulationKind.RESIDENT: N_("常住人口")}
LACKS = {
    "population": N_("人口"), "population_kind": N_("人口是户籍还是常住、哪一年"), "position": N_("经纬度"),
    "tile": N_("示意图上的位置"), "name_en": N_("英文名"),
}
FIELDS = {
    "name_en": N_("英文名"), "tile_row": N_("示意图第几行"), "tile_column": N_("示意图第几列"),
    "longitude": N_("经度"), "latitude": N_("纬度"), "registered_population": N_("人口"),
    "population_kind": N_("户籍还是常住"), "population_year": N_("哪一年"),
}


def population(found: Population | None) -> str:
    """15,200 人（常住人口，2025年）; 未报."""
    if found is None:
        return _("未报")
    people = ngettext("{n} 人", "{n} 人", found.people).format(n=number(found.people))
    if found.kind is None or found.year is None:
        return _("{people}（没写户籍还是常住、哪一年）").format(people=people)
    return _("{people}（{kind}，{year}年）").format(people=people, kind=_(POPULATIONS[found.kind]), year=found.year)


def who_is_there(row: PlaceRow) -> str:
    farms = ngettext("{n} 户", "{n} 户", row.farms).format(n=number(row.farms))
    people = ngettext("登记 {n} 人", "登记 {n} 人", row.people).format(n=number(row.people))
    return f"{farms} · {people}"


def value(field: str, stored: object) -> str:
    """A stored value of an edit in words."""
    if stored is None:
        return "–"
    return _(POPULATIONS[PopulationKind(str(stored))]) if field == "population_kind" else str(stored)


def affected(counts: Mapping[str, int]) -> str:
    """12户、40人、3件问题（其中没办完1件）…; only what there is."""
    n = {name: number(count) for name, count in counts.items()}
    words = {
        "farm": ngettext("{n}家农户、合作社、企业", "{n}家农户、合作社、企业", counts["farm"]),
        "household": ngettext("{n}户", "{n}户", counts["household"]),
        "person": ngettext("{n}个人", "{n}个人", counts["person"]),
        "problem": ngettext("{n}件问题", "{n}件问题", counts["problem"]),
        OPEN_PROBLEMS: ngettext("其中没办完{n}件", "其中没办完{n}件", counts[OPEN_PROBLEMS]),
        "visit": ngettext("{n}次到访", "{n}次到访", counts["visit"]),
        "expert": ngettext("{n}位专家", "{n}位专家", counts["expert"]),
        "expert_posting": ngettext("专家派驻{n}次", "专家派驻{n}次", counts["expert_posting"]),
        "demo_base": ngettext("{n}个园区、基地", "{n}个园区、基地", counts["demo_base"]),
        "flagship": ngettext("{n}个一镇一品", "{n}个一镇一品", counts["flagship"]),
        "platform": ngettext("{n}个平台", "{n}个平台", counts["platform"]),
        "project_place": ngettext("{n}个项目", "{n}个项目", counts["project_place"]),
        "account": ngettext("{n}个账号", "{n}个账号", counts["account"]),
    }
    shown = [word.format(n=n[name]) for name, word in words.items() if counts[name]]
    return _("、").join(shown) or _("没有记录")
