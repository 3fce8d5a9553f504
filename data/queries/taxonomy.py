"""The code lists in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from data.domain.places import county_of
from data.domain.problem import Gate
from data.models.expert import Expert
from data.models.place import Place
from data.models.taxonomy import Industry, ProblemType
from data.services.context import Context


@dataclass(frozen=True)
class ProblemTypeName:
    code: str
    name: str
    short_name: str
    gate: Gate | None


@dataclass(frozen=True)
class IndustryName:
    """`is_proposal`: the county has not confirmed its list yet."""

    code: str
    name: str
    short_name: str
    is_proposal: bool


def problem_types(ctx: Context) -> list[ProblemTypeName]:
    """All problem types, by code; the one for "unsure" comes last."""
    rows = ctx.session.scalars(select(ProblemType).order_by(ProblemType.code))
    return [
        ProblemTypeName(row.code, row.name_en, row.name_en, row.gate) if ctx.lang == "en"
        else ProblemTypeName(row.code, row.name, row.short_name, row.gate)
        for row in rows
    ]


def industries(ctx: Context) -> list[IndustryName]:
    """The industries of the actor's county that are in use, by code."""
    return industries_of(ctx, county_of(ctx.actor.area_code))


def industries_of(ctx: Context, county_code: str) -> list[IndustryName]:
    """The industries of a county that are in use, by code."""
    rows = ctx.session.scalars(
        select(Industry).where(Industry.county_code == county_code, Industry.is_active)
        .order_by(Industry.code)
    )
    return [
        IndustryName(row.code, row.name_en, row.short_name_en, row.is_proposal) if ctx.lang == "en"
        else IndustryName(row.code, row.name, row.short_name, row.is_proposal)
        for row in rows
    ]


def has_industry(ctx: Context, county_code: str, code: str) -> bool:
    """The county keeps such an industry."""
    return ctx.session.scalar(
        select(Industry.id).where(Industry.county_code == county_code, Industry.code == code, Industry.is_active)
    ) is not None


def code_names(ctx: Context) -> dict[tuple[str, str], str]:
    """(kind, code) -> words for the codes in reasons; kinds problem_type, industry, place, expert (id as text)."""
    county = county_of(ctx.actor.area_code)
    places = ctx.session.execute(select(Place.code, Place.name, Place.name_en).where(Place.county_code == county))
    experts = ctx.session.execute(select(Expert.id, Expert.name).where(Expert.county_code == county))
    return {
        **{("problem_type", row.code): row.short_name for row in problem_types(ctx)},
        **{("industry", row.code): row.short_name for row in industries(ctx)},
        **{("place", code): name_en if ctx.lang == "en" else name for code, name, name_en in places},
        **{("expert", str(id_)): name for id_, name in experts},
    }
