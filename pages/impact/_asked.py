"""What the reader asked for, from the address: place, period, project, industry, month."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, replace
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
    """`since` and `until`, as 2026-03, narrow the period to these months. `places` "then": places as they were when a
    record was written. `also`: of the people, those whom this project reached, too."""

    period: PeriodKind = PeriodKind.YEAR
    town: str | None = None
    industry: str | None = None
    project: int | None = None
    since: str | None = None
    until: str | None = None
    places: str | None = None
    also: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return any(part is not None for part in (self.town, self.industry, self.project, self.since))

    def scope(self, ctx: Context) -> ImpactScope:
        """Raises as `check_scope` for another county's project in `also`."""
        scope = scope_of(
            ctx, self.period, self._months(ctx.today), town=self.town, industry=self.industry, project_id=self.project,
            places_as=PlacesAs(self.places or PlacesAs.NOW),
        )
        if self.also is not None:
            check_scope(ctx, replace(scope, project_id=self.also))
        return scope

    def _months(self, today: dt.date) -> tuple[dt.date, dt.date] | None:
        """None where the address names no months, or months that have not come."""
        if self.since is None or self.until is None or not self.since <= self.until:
            return None
        first, last = (dt.date.fromisoformat(f"{word}-01") for word in (self.since, self.until))
        return (first, last) if first <= today else None

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
        _month(state.word_in_address("since")), _month(state.word_in_address("until")),
        PlacesAs.THEN.value if state.word_in_address("places") == PlacesAs.THEN else None,
        state.number_in_address("also"),
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


def months_of(first_day: dt.date, last_day: dt.date) -> dict[str, str]:
    """What narrows the period to the months of these days."""
    return {"since": f"{first_day:%Y-%m}", "until": f"{last_day:%Y-%m}"}


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
