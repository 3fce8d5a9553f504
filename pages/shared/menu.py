"""All screens: address, file, name, icon, and in whose menu each stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.domain.roles import Role
from data.i18n import N_

FOLDER = Path(__file__).resolve().parent.parent
ADMIN, OFFICER, COOPERATIVE, EXPERT, LEADER, INFORMANT = (
    Role.ADMIN, Role.OFFICER, Role.COOPERATIVE, Role.EXPERT, Role.LEADER, Role.INFORMANT,
)
MAIN, REGISTER, SETTINGS = "", N_("名册"), N_("管理")


@dataclass(frozen=True)
class Listed:
    """One screen. `menu` are the roles that find it in their menu; everybody else meets its guard. `others_title`:
    its name for whoever asks and calls for others."""

    path: str
    file: Path
    title: str
    icon: str
    menu: tuple[Role, ...] = ()
    section: str = MAIN
    others_title: str = ""

    def title_for(self, role: Role | None) -> str:
        """What the screen is called in the menu of `role`."""
        return self.others_title if role in (OFFICER, INFORMANT) and self.others_title else self.title

    def section_for(self, role: Role | None) -> str:
        """Under which heading; what belongs to the reader alone needs none."""
        return MAIN if role in (COOPERATIVE, EXPERT) else self.section


def _listed(
    path: str, file: str, title: str, icon: str, *menu: Role, section: str = MAIN, for_others: str = "",
) -> Listed:
    return Listed(path, FOLDER / file, title, f":material/{icon}:", menu, section, for_others)


SCREENS = {screen.path: screen for screen in (
    _listed("today", "problems/today.py", N_("今天"), "today", OFFICER),
    _listed("to-call", "problems/calls.py", N_("要打的电话"), "phone_forwarded", OFFICER, INFORMANT),
    _listed("problems", "problems/list.py", N_("问题"), "forum", OFFICER, LEADER),
    _listed("board", "board/board.py", N_("派单板"), "view_kanban", OFFICER),
    _listed(
        "my-questions", "problems/mine.py", N_("我的问题"), "forum", COOPERATIVE, INFORMANT,
        for_others=N_("这一片的问题"),
    ),
    _listed(
        "ask", "problems/ask.py", N_("问专家"), "edit_square", COOPERATIVE, OFFICER, INFORMANT,
        for_others=N_("替人登记"),
    ),
    _listed("impact", "impact/impact.py", N_("服务成效"), "insights", LEADER, OFFICER),
    _listed("periods", "impact/periods.py", N_("结账"), "lock", LEADER),
    _listed("training", "visits/training.py", N_("记一次培训"), "school", OFFICER, EXPERT),
    _listed("coverage", "board/coverage.py", N_("专家覆盖"), "radar", LEADER, OFFICER),
    _listed("my-work", "visits/my_work.py", N_("我的活"), "work", EXPERT),
    _listed("experts", "experts/list.py", N_("专家"), "badge", OFFICER, LEADER, section=REGISTER),
    _listed("farms", "farms/list.py", N_("农户与合作社"), "agriculture", OFFICER, LEADER, section=REGISTER),
    _listed("farm", "farms/farm.py", N_("我家的资料"), "agriculture", COOPERATIVE),
    _listed("signed-answers", "visits/answers.py", N_("公开答复"), "verified", OFFICER, section=REGISTER),
    _listed("same-person", "persons/pairs.py", N_("是不是同一个人"), "group", OFFICER, section=REGISTER),
    _listed("sending-units", "sending_units/list.py", N_("派出单位名册"), "apartment", OFFICER, section=REGISTER),
    _listed("projects", "projects/projects.py", N_("科技项目"), "folder_special", OFFICER, LEADER, section=REGISTER),
    _listed("platforms", "projects/platforms.py", N_("平台"), "hub", OFFICER, LEADER, section=REGISTER),
    _listed("bases", "projects/bases.py", N_("园区和基地"), "yard", OFFICER, LEADER, section=REGISTER),
    _listed(
        "agreements", "projects/agreements.py", N_("三方协议"), "handshake", OFFICER, LEADER, EXPERT, COOPERATIVE,
        section=REGISTER,
    ),
    _listed("industries", "industries/industries.py", N_("产业目录"), "eco", OFFICER, LEADER, section=REGISTER),
    _listed("words", "admin/words.py", N_("旗里的词"), "translate", OFFICER, ADMIN, section=SETTINGS),
    _listed("duty", "problems/duty.py", N_("值班表"), "call", OFFICER, section=SETTINGS),
    _listed(
        "office-hours", "admin/office_hours.py", N_("上班时间和农时"), "schedule", OFFICER, ADMIN, section=SETTINGS,
    ),
    _listed("ladder", "admin/ladder.py", N_("往上报的规则"), "stairs", OFFICER, ADMIN, section=SETTINGS),
    _listed("leaving", "admin/leaving.py", N_("有人离岗，交接"), "swap_horiz", OFFICER, section=SETTINGS),
    _listed("policy", "admin/policy.py", N_("推荐的规则"), "balance", OFFICER, LEADER, ADMIN, section=SETTINGS),
    _listed("expert", "experts/expert.py", N_("我的资料"), "badge", EXPERT),
    _listed("places", "places/list.py", N_("地方"), "map", OFFICER, LEADER, ADMIN, section=REGISTER),
    _listed("imports", "imports/list.py", N_("导入"), "upload_file", OFFICER, section=REGISTER),
    _listed("outlines", "admin/outlines.py", N_("地图轮廓"), "draw", ADMIN, section=SETTINGS),
    _listed("accounts", "admin/accounts.py", N_("用户"), "manage_accounts", ADMIN, section=SETTINGS),
    _listed("import", "imports/one.py", N_("一份导入的表"), "upload_file"),
    _listed("expert-edit", "experts/edit.py", N_("改专家的资料"), "edit"),
    _listed("service-record", "experts/service_record.py", N_("服务记录"), "verified"),
    _listed("experts-grid", "experts/grid.py", N_("成批改专家"), "table_edit"),
    _listed("farm-edit", "farms/edit.py", N_("改农户、合作社的资料"), "edit"),
    _listed("farms-grid", "farms/grid.py", N_("成批改农户与合作社"), "table_edit"),
    _listed("sending-unit", "sending_units/unit.py", N_("一个派出单位"), "apartment"),
    _listed("place", "places/place.py", N_("一个地方"), "location_on"),
    _listed("place-change", "places/change.py", N_("登记地方变更"), "call_split"),
    _listed("place-changes", "places/changes.py", N_("地方变更的经过"), "history"),
    _listed("project", "projects/project.py", N_("一个项目"), "folder_special"),
    _listed("project-edit", "projects/project_edit.py", N_("改项目"), "edit"),
    _listed("projects-grid", "projects/projects_grid.py", N_("成批改项目"), "table_edit"),
    _listed("platform", "projects/platform.py", N_("一个平台"), "hub"),
    _listed("platform-edit", "projects/platform_edit.py", N_("改平台"), "edit"),
    _listed("platforms-grid", "projects/platforms_grid.py", N_("成批改平台"), "table_edit"),
    _listed("base", "projects/base.py", N_("一个园区、基地"), "yard"),
    _listed("base-edit", "projects/base_edit.py", N_("改园区、基地"), "edit"),
    _listed("bases-grid", "projects/bases_grid.py", N_("成批改园区和基地"), "table_edit"),
    _listed("agreement", "projects/agreement.py", N_("一份协议"), "handshake"),
    _listed("agreement-edit", "projects/agreement_edit.py", N_("改协议"), "edit"),
    _listed("agreements-grid", "projects/agreements_grid.py", N_("成批改协议"), "table_edit"),
    _listed("industry", "industries/industry.py", N_("一个产业"), "eco"),
    _listed("industry-edit", "industries/industry_edit.py", N_("改产业"), "edit"),
    _listed("industries-grid", "industries/industries_grid.py", N_("成批改产业"), "table_edit"),
    _listed("same-person-decided", "persons/decided.py", N_("认过的"), "history"),
    _listed("same-person-check", "persons/check.py", N_("抽查：机器认得准不准"), "fact_check"),
    _listed("person", "persons/person.py", N_("一个人"), "person"),
    _listed("problem", "problems/problem.py", N_("一件问题"), "forum"),
    _listed("can-take", "problems/can_take.py", N_("能不能派"), "rule"),
    _listed("chat", "problems/chat.py", N_("贴聊天记录"), "content_paste"),
    _listed("receipt", "problems/receipt.py", N_("回执"), "receipt_long"),
    _listed("confirm", "problems/confirm.py", N_("解决了没有"), "check_circle"),
    _listed("log-visit", "visits/log.py", N_("记一次"), "edit_calendar"),
    _listed("visit", "visits/visit.py", N_("一次到访"), "edit_calendar"),
    _listed("period", "impact/period.py", N_("一份结账"), "lock"),
    _listed("impact-detail", "impact/detail.py", N_("这个数怎么来的"), "insights"),
)}

HOMES = {
    OFFICER: "today", COOPERATIVE: "my-questions", EXPERT: "my-work", LEADER: "impact", ADMIN: "accounts",
    INFORMANT: "my-questions",
}
ROLE_NAMES = {
    OFFICER: N_("科技局"),
    COOPERATIVE: N_("农户和合作社"),
    EXPERT: N_("特派员"),
    LEADER: N_("领导"),
    ADMIN: N_("管理员"),
    INFORMANT: N_("信息员"),
}


def in_menu_order(role: Role | None) -> list[Listed]:
    """Every screen, the home of `role` first."""
    home = HOMES[role] if role else None
    return sorted(SCREENS.values(), key=lambda screen: screen.path != home)


def page_of(role: Role) -> str:
    """Where a question is read: whoever asked, or asks for others, has the receipt."""
    return "receipt" if role in (COOPERATIVE, INFORMANT) else "problem"
