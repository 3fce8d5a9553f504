"""What kinds of lists, their fields and states are called."""

from __future__ import annotations

from data.domain.imports import ListState
from data.i18n import N_

KINDS = {
    "experts": N_("专家"), "farms": N_("农户与合作社"), "people": N_("人员名单"), "visits": N_("服务记录"),
    "problems": N_("问题"), "projects": N_("科技项目"),
}
ICONS = {
    "experts": "badge", "farms": "agriculture", "people": "groups", "visits": "edit_calendar",
    "problems": "forum", "projects": "folder_special",
}
STATES = {
    ListState.UPLOADED: (N_("收到了，还没读"), "orange", "schedule"),
    ListState.REFUSED: (N_("读不了"), "red", "error"),
    ListState.STAGED: (N_("核对中，还没写入"), "orange", "schedule"),
    ListState.MERGED: (N_("写入了"), "green", "check_circle"),
    ListState.UNDONE: (N_("整批撤回了"), "gray", "undo"),
}
PERSON = {
    "name": N_("姓名"), "phone": N_("手机或座机"), "sex": N_("性别"), "ethnicity": N_("民族"),
    "birth_date": N_("出生日期"), "id_number": N_("身份证号"), "remark": N_("备注"),
}
PLACE = {"town": N_("苏木镇"), "village": N_("嘎查村")}
FIELDS = {
    "experts": {
        **PERSON, "kind": N_("哪一种"), "education": N_("学历"), "title": N_("职称"), "post": N_("职务"),
        "unit": N_("工作单位"), "email": N_("邮箱"), "specialty": N_("擅长什么"), "discipline": N_("专业"),
        "town": N_("服务的苏木镇"), "three_areas_year": N_("三区人才，哪一年选派"), "start": N_("服务从哪天"),
        "end": N_("服务到哪天"), "record_no": N_("名册编号"),
    },
    "farms": {
        "name": N_("名称或户主姓名"), "kind": N_("哪一种"), "credit_code": N_("统一社会信用代码"),
        "household_no": N_("户编号"), "contact": N_("谁接电话"), "phone": N_("手机或座机"), **PLACE,
        "industry": N_("产业"), "area_mu": N_("面积（亩）"), "heads": N_("存栏（头只）"), "year": N_("哪一年"),
        "members": N_("成员数"), "founded": N_("成立日期"), "income_wan": N_("年收入（万元）"), "demo": N_("示范牌子"),
        "need": N_("最想解决什么"), "remark": N_("备注"),
        "record_no": N_("名册编号"),
    },
    "visits": {
        "date": N_("哪天"), "expert": N_("专家"), "kind": N_("怎么服务的"), **PLACE, "farm": N_("服务对象"),
        "topic": N_("服务内容"), "heads": N_("人数"), "days": N_("天数"), "result": N_("效果"), "remark": N_("备注"),
    },
    "problems": {
        "text": N_("问题"), "date": N_("哪天"), "asker": N_("谁问的"), "phone": N_("手机或座机"), **PLACE,
        "industry": N_("产业"), "type": N_("问题类型"), "expert": N_("专家"), "answer": N_("答复"),
        "status": N_("状态"), "closed": N_("办结日期"), "remark": N_("备注"),
    },
    "projects": {
        "name": N_("名称"), "goal": N_("要解决什么"), "industry": N_("产业"), "first_day": N_("从哪天"),
        "last_day": N_("到哪天"), "leader": N_("负责人"), "experts": N_("参加的专家"), "partners": N_("合作单位"),
        **PLACE, "funds_wan": N_("经费（万元）"), "funding": N_("从哪来"), "remark": N_("备注"),
    },
    "people": {
        **PERSON, **PLACE, "household_head": N_("户主"), "relation": N_("与户主的关系"), "household_no": N_("户编号"),
        "group": N_("村民小组"),
    },
}
