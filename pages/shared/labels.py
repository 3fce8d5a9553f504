"""Words for the codes of the domain: statuses, whose turn, titles, reasons, grades of evidence (without letters)."""

from __future__ import annotations

from data.domain.branches import Branch
from data.domain.place_changes import ChangeKind
from data.domain.places import PlaceKind
from data.domain.problem import Ball, ProblemEventKind, ProblemStatus, Rung, Urgency
from data.domain.ties import ConflictKind, RefusalReason
from data.domain.visit import Grade, Readiness, VisitKind
from data.i18n import N_, _
from data.i18n.reasons import missing_fact

PLACE_KIND = {
    PlaceKind.TOWN: N_("镇"), PlaceKind.SUMU: N_("苏木"), PlaceKind.TOWNSHIP: N_("乡"),
    PlaceKind.SUBDISTRICT: N_("街道"), PlaceKind.FARM: N_("农牧场"), PlaceKind.VILLAGE: N_("村"),
    PlaceKind.GACHA: N_("嘎查"), PlaceKind.COMMUNITY: N_("社区"), PlaceKind.SETTLEMENT: N_("其他村级单位"),
    PlaceKind.CITY: N_("市"), PlaceKind.BANNER: N_("旗"), PlaceKind.COUNTY: N_("县"), PlaceKind.DISTRICT: N_("区"),
}
PLACE_CHANGE = {
    ChangeKind.MERGE: N_("合并"), ChangeKind.SPLIT: N_("拆分"), ChangeKind.RENAME: N_("改名"),
    ChangeKind.MOVE: N_("划到别的苏木镇"),
}
STATUS = {
    ProblemStatus.WAITING: N_("待指派"),
    ProblemStatus.ASKED: N_("等农户补充"),
    ProblemStatus.OFFERED: N_("等专家答复"),
    ProblemStatus.IN_PROGRESS: N_("专家在办"),
    ProblemStatus.TO_CONFIRM: N_("等农户确认"),
    ProblemStatus.SOLVED: N_("已解决"),
    ProblemStatus.UNCONFIRMED: N_("未确认结案"),
    ProblemStatus.UNSOLVED: N_("没解决，再派"),
    ProblemStatus.HANDED_OVER: N_("转出"),
}
WHAT_TO_DO = {
    ProblemStatus.WAITING: N_("轮到科技局：请指派专家"),
    ProblemStatus.ASKED: N_("轮到农户：补充几样"),
    ProblemStatus.UNSOLVED: N_("轮到科技局：没解决，请再派"),
    ProblemStatus.OFFERED: N_("轮到{expert}：请答复接不接"),
    ProblemStatus.IN_PROGRESS: N_("轮到{expert}：去办，办完记一次"),
    ProblemStatus.TO_CONFIRM: N_("轮到农户：解决了没有"),
    ProblemStatus.SOLVED: N_("已解决"),
    ProblemStatus.UNCONFIRMED: N_("未确认结案"),
    ProblemStatus.HANDED_OVER: N_("已转出"),
}
NEXT_STEP = {
    ProblemStatus.WAITING: N_("等科技局指派"),
    ProblemStatus.ASKED: N_("等农户补充，这段时间不算科技局的"),
    ProblemStatus.UNSOLVED: N_("等科技局再派"),
    ProblemStatus.OFFERED: N_("等{expert}答复"),
    ProblemStatus.IN_PROGRESS: N_("{expert}在办"),
    ProblemStatus.TO_CONFIRM: N_("等农户确认"),
}
BALL_LOOK = {
    Ball.BUREAU: ("green", "assignment_ind"),
    Ball.EXPERT: ("blue", "badge"),
    Ball.ASKER: ("violet", "agriculture"),
    Ball.NOBODY: ("gray", "check_circle"),
}
EVENT = {
    ProblemEventKind.SUBMITTED: N_("收到问题，给了回执"),
    ProblemEventKind.CORRECTED: N_("改了要点"),
    ProblemEventKind.RECOMMENDED: N_("读出要点，推荐了专家"),
    ProblemEventKind.FACTS_ASKED: N_("一次问清了还缺什么"),
    ProblemEventKind.FACTS_GIVEN: N_("农户补充了"),
    ProblemEventKind.DUTY_TOLD: N_("动物防疫值班的人接了电话"),
    ProblemEventKind.ASSIGNED: N_("已派给{expert}"),
    ProblemEventKind.WITHDRAWN: N_("撤回了指派"),
    ProblemEventKind.PUT_BACK: N_("撤回了指派，还是没解决"),
    ProblemEventKind.ACCEPTED: N_("{expert}接下了"),
    ProblemEventKind.DECLINED: N_("{expert}接不了"),
    ProblemEventKind.LAPSED: N_("{expert}到时没有答复"),
    ProblemEventKind.RAISED: N_("往上、往外请人"),
    ProblemEventKind.RAISE_PROPOSED: N_("按规则该往外请人了"),
    ProblemEventKind.JOINED: N_("和别的几户并成一件事"),
    ProblemEventKind.LEFT: N_("单独办，不和别的几户并"),
    ProblemEventKind.SECOND_ASKED: N_("另请{expert}独立看一看"),
    ProblemEventKind.SECOND_GIVEN: N_("又请了一位专家看过"),
    ProblemEventKind.SECOND_DECLINED: N_("另请的{expert}没看"),
    ProblemEventKind.PART_HANDED_OVER: N_("一部分转给别的单位"),
    ProblemEventKind.REFUSED: N_("农户想换一位，没有请{expert}"),
    ProblemEventKind.SLOTS_OFFERED: N_("{expert}给了几个时间，等农户选"),
    ProblemEventKind.SLOT_CHOSEN: N_("农户选好了时间"),
    ProblemEventKind.VISITED: N_("{expert}记了一次服务"),
    ProblemEventKind.FINISHED: N_("{expert}说办完了"),
    ProblemEventKind.CONFIRMED: N_("农户确认解决了"),
    ProblemEventKind.NOT_SOLVED: N_("农户说没解决"),
    ProblemEventKind.ASKED_AGAIN: N_("到日子没有回话，再问一次"),
    ProblemEventKind.CLOSED: N_("没联系上农户，先按未确认结案"),
    ProblemEventKind.REOPENED: N_("没解决，原编号重新打开"),
    ProblemEventKind.NUMBER_CORRECTED: N_("改了农户的电话"),
    ProblemEventKind.HANDED_ON: N_("负责这件事的人换了"),
    ProblemEventKind.HANDED_OVER: N_("转出了"),
}
PARTS = {
    "subject": N_("对口"),
    "text": N_("经历像不像"),
    "place": N_("路程"),
    "load": N_("手上"),
    "record": N_("办结"),
    "wish": N_("点名和语言"),
    "idle": N_("轮次"),
    "flagship": N_("一镇一品"),
}
OUTCOMES = {
    "confirmed": N_("农户确认了"),
    "reported": N_("等农户确认"),
    "unsolved": N_("没解决"),
}
OVERRIDE_REASONS = {
    "asked": N_("农户点名"),
    "agreed": N_("有约在先"),
    "on_the_way": N_("路上顺便"),
    "other": N_("其他"),
}
OVERRIDES = {
    **OVERRIDE_REASONS, "board": N_("整盘一起排的"), "next": N_("上一位接不了，按规则顺着派的"),
    "claimed": N_("专家自己认领的"), "handed_on": N_("原来的人离岗，交接的"),
}
BY_RULE = {
    "declined": N_("上一位接不了，顺着派给{expert}"), "lapsed": N_("上一位没答复，顺着派给{expert}"),
    "claimed": N_("{expert}认领了"),
}
RUNGS = {
    Rung.PLATFORM: N_("请平台（小院、工作站）"), Rung.OUTSIDE: N_("请旗外的专家队"), Rung.LEADER: N_("报给领导"),
}
DECLINE_REASONS = {
    "not_my_field": N_("不是我的专长"),
    "too_far": N_("太远"),
    "no_time": N_("没空"),
    "other": N_("其他"),
}
REFUSAL_REASONS = {
    RefusalReason.NOT_HELPED: N_("上回没办好"),
    RefusalReason.NOT_UNDERSTOOD: N_("说不到一块"),
    RefusalReason.INTERESTED: N_("有利害关系"),
    RefusalReason.OTHER: N_("其他"),
}
CONFLICT = {
    ConflictKind.SELLS_INPUT: N_("卖农资给它，或者有这家店"),
    ConflictKind.MEMBER: N_("是它的成员、股东"),
    ConflictKind.KIN: N_("亲属"),
    ConflictKind.SAME_UNIT: N_("同一个单位"),
    ConflictKind.ASSESSOR: N_("考核、验收它"),
}
BRANCH = {
    Branch.PLANT: N_("种的"), Branch.ANIMAL: N_("养的"), Branch.MACHINE: N_("农机具"), Branch.MARKET: N_("卖货"),
    Branch.COOPERATIVE: N_("合作社的事"), Branch.POLICY: N_("政策、手续"),
}
URGENCY = {
    Urgency.CRITICAL: N_("紧急"),
    Urgency.HIGH: N_("要快"),
    Urgency.NORMAL: N_("平常"),
    Urgency.PLANNING: N_("不急，作打算"),
}
VISIT_KIND = {
    VisitKind.FIELD: N_("到地里"),
    VisitKind.REMOTE: N_("电话微信"),
    VisitKind.TRAINING: N_("培训"),
    VisitKind.GROUP: N_("集体服务"),
}
READINESS = {
    Readiness.READY: N_("都备好了"), Readiness.PARTLY: N_("备了一部分"), Readiness.NOT: N_("没备"),
}
GRADE = {
    Grade.SIGNED_LIST: (N_("有签字名单"), "green", "fact_check"),
    Grade.CONFIRMED: (N_("本人或户主确认"), "green", "check_circle"),
    Grade.NAMED_ONLY: (N_("只有专家记录"), "gray", "edit_note"),
}


def fact_label(code: str) -> str:
    """A fact's name as a label: in English it begins with a capital, unlike within a sentence."""
    words = missing_fact(code, _)
    return words[:1].upper() + words[1:]


def label(table: dict, code: object, **words: str) -> str:
    """The words for `code` in the reader's language, placeholders filled."""
    return _(table[code]).format(**words)
