"""The list on a visit: names pasted or out of a table, sorted out before the reader's eyes, then written."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.domain.name_list import WrittenLine, pasted_lines
from data.domain.places import county_of
from data.domain.visit import VisitKind
from data.domain.visit_form import HEADS_MAX
from data.exchange.name_lists import ReadList, read_name_table
from data.i18n import _, ngettext
from data.services.files import SCAN_MEGABYTES
from data.services.list_sorting import Answers, SortedList, sort_lines
from data.services.name_lists import ListReceipt, NamesOfList, add_names
from pages.shared import state
from pages.shared.components import heading, note
from pages.shared.drafts import DraftForm
from pages.shared.formats import plain
from pages.shared.guards import Screen
from pages.shared.photos import PHOTO_TYPES, refused, upload_limit
from pages.visits import _sorted_list
from pages.visits._loading import View

FIELDS = ("text", "table", "scan", "unnamed", "namesakes", "others", "certain")
TABLES = ("xlsx", "xls", "csv", "txt")
TABLE_MEGABYTES = 20


def draw(screen: Screen, view: View) -> None:
    """Open on a training's page; on any other visit folded away."""
    form = DraftForm(screen, "names", FIELDS, view.page.visit_id)
    if (receipt := form.sent()) is not None:
        _added(view, receipt)
    if view.page.kind in (VisitKind.TRAINING, VisitKind.GROUP):
        heading(_("签到名单"))
        with st.container(border=True, gap="small", key="names_form"):
            _form(screen, form, view)
    else:
        with st.expander(_("名单上还有别的人？贴名字或传表格"), icon=":material/playlist_add:"):
            _form(screen, form, view)


def _form(screen: Screen, form: DraftForm, view: View) -> None:
    st.text_area(
        _("贴名单（一行一人：姓名 手机号 哪个村）"), height=120, placeholder=_("张三 19900000000 宏伟村"),
        **form.field("text"),
    )
    table = st.file_uploader(
        _("或者传签到表（Excel、CSV）"), type=TABLES, max_upload_size=upload_limit(TABLE_MEGABYTES),
        **form.uploads("table"),
    )
    if table:
        read = _table(table.getvalue(), table.name, county_of(view.page.place_code), view.today, screen.lang)
    else:
        read = ReadList(tuple(pasted_lines(form.value("text") or "")), ())
    form.complain("names")
    if read.refusal:
        st.error(plain(read.refusal), icon=":material/error:")
    if not read.lines:
        return
    with screen.reading() as ctx:
        found = sort_lines(ctx, view.page.visit_id, read.lines, {})
    answers = _sorted_list.answers(form, found)
    with screen.reading() as ctx:
        told = sort_lines(ctx, view.page.visit_id, read.lines, answers)
    _sorted_list.summary(told, read.faults)
    _sorted_list.ask(form, found)
    _scan(form)
    _beside(form, view, told)
    _send(form, view, read.lines, answers, told)


def _beside(form: DraftForm, view: View, told: SortedList) -> None:
    """Heads whose names are not on the list: proposed anew until somebody writes another number."""
    on_visit = {person.person_id for person in view.page.people}
    left, last = told.beside(view.page.unnamed, on_visit), form.key("unnamed_proposed")
    if form.value("unnamed") in (None, state.picked(last)):
        form.put("unnamed", left)
        state.pick(last, left)
    st.number_input(
        _("名单以外还有几个人"), min_value=0, max_value=HEADS_MAX, step=1, **form.field("unnamed"),
    )
    form.complain("unnamed_heads", "scan", "photos")
    after = len(on_visit) + told.newcomers(on_visit) + (form.value("unnamed") or 0)
    if after < view.page.head_count:
        note(_("原来记的是 {before} 人，这样记下就只有 {after} 人。").format(before=view.page.head_count, after=after))


def _send(
    form: DraftForm, view: View, lines: tuple[WrittenLine, ...], answers: Answers, told: SortedList,
) -> None:
    if told.looks_doubled:
        st.checkbox(_("看过了：多半是重的，还是要记"), **form.field("certain"))
        form.complain("is_certain")
    form.complain_of_rest()
    scan = next(iter(form.files("scan")), b"")
    names = NamesOfList(
        lines, answers, scan, _("签到名单"), form.value("unnamed") or 0,
        is_certain=bool(form.value("certain")),
    )
    count = len(told.counting)
    st.button(
        ngettext("把这{n}人记到这次服务上", "把这{n}人记到这次服务上", count).format(n=count), type="primary",
        width="stretch", key=form.key("submit"), disabled=not count, on_click=form.send,
        args=(lambda ctx, _token: add_names(ctx, view.page.visit_id, view.page.version, names),),
    )


@st.cache_data(max_entries=20, show_spinner=False)
def _table(content: bytes, name: str, county: str, today: dt.date, lang: str) -> ReadList:
    return read_name_table(name, content, county, today, lang)


def _scan(form: DraftForm) -> None:
    with st.container(key="upload_names_scan", gap="xsmall"):
        st.file_uploader(
            _("名单的照片或扫描件"), type=(*PHOTO_TYPES, "pdf"), max_upload_size=upload_limit(SCAN_MEGABYTES),
            **form.uploads("scan"),
        )
        refused("names_scan")
    if not form.files("scan"):
        note(_("没附照片也能记，人次照算；附上了才算「有签字名单」，才计入受益人数。"))


def _added(view: View, receipt: ListReceipt) -> None:
    state.pick(f"listed:{view.page.visit_id}", receipt)
    st.rerun()


def just_added(view: View) -> None:
    """The receipt of the names just written, until the tab is closed."""
    receipt: ListReceipt | None = state.picked(f"listed:{view.page.visit_id}")
    if receipt is None:
        return
    with st.container(border=True, key="lead_listed", gap="xsmall"):
        said = _("名单{lines}行，记下{people}人次").format(lines=receipt.written, people=receipt.people)
        st.markdown(f":green[:material/check_circle:] **{said}**")
        for words in _receipt_words(receipt):
            note(words)


def _receipt_words(receipt: ListReceipt) -> list[str]:
    words = []
    if receipt.is_signed:
        words.append(_("头一次受益的 {n} 人。").format(n=receipt.newly))
    else:
        words.append(_("还没附名单照片，先不计入受益人数。"))
    if receipt.repeated:
        words.append(_("{n} 行是重复签的，一人只算一次。").format(n=receipt.repeated))
    if receipt.elsewhere:
        words.append(_("{n} 人住在外旗县：人次、人数照算，算在服务的地方。").format(n=receipt.elsewhere))
    if receipt.doubtful:
        words.append(_("{n} 人和名册里的人同名同村，是不是一个人还没认定。").format(n=receipt.doubtful))
    if receipt.waiting:
        words.append(_("{n} 行等人认定，先不计数。").format(n=receipt.waiting))
    return words
