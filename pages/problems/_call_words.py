"""What to say on the phone, and the same as a text to copy: a sentence in plain words for each kind of news."""

from __future__ import annotations

import datetime as dt

from data.domain.notices import Audience, CallResult, NoticeKind
from data.domain.promises import REOPEN_DAYS
from data.domain.worktime import BEIJING
from data.i18n import N_, _
from data.i18n.reasons import missing_fact
from data.queries.notices import NoticeCard
from pages.shared import state
from pages.shared.formats import full_day, inside, moment, phone, shorten
from pages.shared.slot_words import told_slots

N = NoticeKind
ABOUT = {
    N.RECEIPT: N_("报收到"), N.SEARCHING: N_("说一声在另找"), N.FACTS: N_("问清还缺的"),
    N.ASSIGNED: N_("说派给谁了"), N.NEXT: N_("说换了谁"), N.ACCEPTED: N_("说谁来、什么时候"),
    N.SLOTS: N_("问哪个时间方便"), N.SLOT_CHOSEN: N_("说约在什么时候"),
    N.CONFIRM: N_("问解决没有"), N.CONFIRM_AGAIN: N_("再问解决没有"), N.CLOSED: N_("说先结了"),
    N.REOPENED: N_("说重新办"), N.PART: N_("说一部分转给谁"), N.HANDED_OVER: N_("说转给谁了"),
    N.OFFER: N_("问接不接"), N.NOT_NEEDED: N_("说不用去了"), N.SOLVED: N_("说解决了"),
    N.NOT_SOLVED: N_("说没解决"), N.SECOND: N_("请独立看一件"), N.DUTY: N_("报疫病"),
}
SAID = {
    N.RECEIPT: N_("您问的「{words}」收到了，编号{number}，{moment}前给您派好专家。"),
    N.SEARCHING: N_("您问的「{words}」（编号{number}）要换一位专家，正在找，{moment}前派好。"),
    N.FACTS: N_("您问的「{words}」（编号{number}）还想问清：{facts}。知道多少说多少，有照片更好。"),
    N.ASSIGNED: N_("您问的「{words}」（编号{number}）派给了{expert}（{unit}），{moment}前给您回话。"),
    N.NEXT: N_("您问的「{words}」（编号{number}）换了{expert}（{unit}）来办，{moment}前给您回话。"),
    N.ACCEPTED: N_("您问的「{words}」（编号{number}）{expert}接下了，{moment}前到地里看，或者回话。电话{phone}。"),
    N.SLOTS: N_("您问的「{words}」（编号{number}）{expert}接下了，哪个时间方便：{slots}？选一个。专家电话{phone}。"),
    N.CONFIRM: N_("您问的「{words}」（编号{number}）{expert}说办完了。现在解决了没有？"),
    N.CONFIRM_AGAIN: N_("您问的「{words}」（编号{number}）{expert}办完有一阵了，再问您一声：解决了没有？"),
    N.CLOSED: N_("您问的「{words}」（编号{number}）没联系上您，先结了。没解决的话{until}以前说一声，用原编号。"),
    N.REOPENED: N_("您问的「{words}」重新办，还是编号{number}，{moment}前给您派好专家。"),
    N.PART: N_("您问的「{words}」（编号{number}），一部分转给了{whom}：{told}"),
    N.HANDED_OVER: N_("您问的「{words}」（编号{number}）转给了{whom}：{told}"),
    N.OFFER: N_("有一件派给您：编号{number}，{place}，「{words}」。请在{moment}前答复接不接。"),
    N.NOT_NEEDED: N_("编号{number}，{place}那一件，不用您去了。"),
    N.SLOT_CHOSEN: N_("编号{number}，{place}那一件，农户选了{slots}，请按这个时间去。"),
    N.SOLVED: N_("编号{number}，{place}那一件，农户说解决了。"),
    N.NOT_SOLVED: N_("编号{number}，{place}那一件，农户说没解决，科技局再派。"),
    N.SECOND: N_("想请您独立看一件：编号{number}，{place}，「{words}」。原话照片在「我的活」里，{moment}前写在那里。"),
    N.DUTY: N_("{place}，「{words}」，像是动物疫病，编号{number}。请记下是谁接的电话。"),
}
SECOND_UNDATED = N_("想请您独立看一件：编号{number}，{place}，「{words}」。原话照片在「我的活」里，请写在那里。")
WHO = {Audience.ASKER: N_("农户"), Audience.EXPERT: N_("专家"), Audience.DUTY: N_("动物防疫值班")}
RESULTS = {
    CallResult.TOLD: N_("接通说了"), CallResult.NO_ANSWER: N_("没人接"), CallResult.WRONG_NUMBER: N_("号码不对"),
    CallResult.WECHAT: N_("微信已发"),
}
LATER = N_("接通了，还说不准")  # asked, and no answer yet


def said(card: NoticeCard, now: dt.datetime) -> str:
    """The sentence for the phone."""
    details = card.details
    is_undated = card.kind is N.SECOND and card.due_at is None
    return _(SECOND_UNDATED if is_undated else SAID[card.kind]).format(
        number=card.number, words=shorten(card.words, 40), place=card.place, expert=card.expert or "",
        unit=card.expert_unit or "", phone=phone(card.expert_phone),
        moment=inside(moment(card.due_at, now)) if card.due_at else "",
        facts=_("、").join([*(missing_fact(code, _) for code in details.get("facts", ())),
                           *([details["words"]] if card.kind is N.FACTS and details.get("words") else [])]),
        until=full_day(card.written_at.astimezone(BEIJING).date() + dt.timedelta(days=REOPEN_DAYS)),
        slots=inside(told_slots(details, now)),
        whom=" ".join(part for part in (details.get("to_whom"), details.get("name")) if part),
        told=details.get("words") or "",
    )


def text(card: NoticeCard, sender: str, office_phone: str | None, now: dt.datetime) -> str:
    """For WeChat: greeting, the sentence, where to look, whom to call. No phone of the asker stands in a chat."""
    lines = [_("{name}您好，这里是{sender}。").format(name=card.name or "", sender=sender), said(card, now)]
    if card.audience is Audience.EXPERT:
        path = "/my-work" if card.kind is N.SECOND else f"/problem?id={card.problem_id}"
        lines.append(_("详细的在这里：{address}").format(address=state.link_to(path)))
    elif card.audience is Audience.ASKER:
        address = state.link_to(f"/public/receipt?number={card.number}")
        lines.append(_("凭编号和手机号查、回话：{address}").format(address=address))
    if office_phone:
        lines.append(_("有急事打{phone}").format(phone=phone(office_phone)))
    return "\n".join(lines)
