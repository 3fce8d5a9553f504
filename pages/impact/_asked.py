"""What the reader asked for, from the address: place, period, project, industry, month."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import NoReturn

import streamlit as st

from data.i18n import N_, _
from data.queries.impact import Impact, data_version, impact
from data.queries.impact_scope import NO_PROJECT, ImpactScope, PeriodKind, PlacesAs, check_scope, scope_of
from data.services.context import Context
from pages.shared import state
from pages.shared.menu import SCREENS

PERIODS = {PeriodKind.QUARTER: N_("本季"), PeriodKind.YEAR: N_("近一年"), PeriodKind.ALL: N_("全部")}


@dataclass(frozen=True)
class Asked:
    """`month` as 2026-03 narrows the period to it. `places` "then": places as they were when a record was written."""

    period: PeriodKind = PeriodKind.YEAR
    town: str | None = None
    industry: str | None = None
    project: int | None = None
    month: str | None = None
    places: str | None = None

    @property
    def is_narrowed(self) -> bool:
        return any(part is not None for part in (self.town, self.industry, self.project, self.month))

    def scope(self, ctx: Context) -> ImpactScope:
        month = dt.date.fromisoformat(f"{self.month}-01") if self.month else None
        return scope_of(
            ctx, self.period, month, town=self.town, industry=self.industry, project_id=self.project,
            places_as=PlacesAs(self.places or PlacesAs.NOW),
        )

    def query(self, **changes: object) -> dict[str, str]:
        """The address of the same question, changed; what is not narrowed is left out."""
        return {name: str(value) for name, value in {**asdict(self), **changes}.items() if value is not None}

    def way_on(self, label: str, **changes: object) -> None:
        """A link to the rows of the same question, changed: what a tap on a chart does, for keyboards."""
        st.page_link(
            SCREENS["impact-detail"].file, label=label, icon=":material/chevron_right:", icon_position="right",
            query_params=self.query(**changes),
        )

    def open_detail(self, **changes: object) -> NoReturn:
        """Go to the rows of the same question, changed."""
        st.switch_page(SCREENS["impact-detail"].file, query_params=self.query(**changes))


def from_address() -> Asked:
    """What the address says; anything that cannot be read is as if it were not there."""
    kind = state.word_in_address("period")
    return Asked(
        PeriodKind(kind) if kind in set(PeriodKind) else PeriodKind.YEAR,
        state.word_in_address("town"), state.word_in_address("industry"), state.number_in_address("project"),
        _month(state.word_in_address("month")),
        PlacesAs.THEN.value if state.word_in_address("places") == PlacesAs.THEN else None,
    )


def choose_period(asked: PeriodKind) -> PeriodKind:
    """本季, 近一年 or 全部."""
    return st.segmented_control(
        _("哪段时间"), list(PERIODS), default=asked, format_func=lambda kind: _(PERIODS[kind]), required=True,
        label_visibility="collapsed", key="impact_period",
    ) or asked


def figures(ctx: Context, scope: ImpactScope) -> Impact:
    """The figures of `scope`, counted anew only after a change in the county. Raises as `check_scope`."""
    check_scope(ctx, scope)
    return _counted(ctx.runtime.settings.database_url, data_version(ctx), ctx.lang, scope, ctx)


@st.cache_data(max_entries=300, show_spinner=False)
def _counted(database: str, version: int, lang: str, scope: ImpactScope, _ctx: Context) -> Impact:
    return impact(_ctx, scope)


def _month(word: str | None) -> str | None:
    try:
        return word and dt.datetime.strptime(word, "%Y-%m").strftime("%Y-%m")
    except ValueError:
        return None


def narrowed_to(found: Impact) -> list[str]:
    """What the figures are narrowed to, beside the place: project and industry in words."""
    industry = found.scope.industry
    names = {bar.code: bar.name for bar in found.industries}
    places = _("按当时的地方") if found.scope.places_as is PlacesAs.THEN else None
    project = _("不属于任何项目") if found.scope.project_id == NO_PROJECT else found.project
    return [word for word in (project, names.get(industry, industry), places) if word]
