"""The demonstration banner: 乌拉特中旗 with invented people, relative to today, the same for the same day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from data.domain.errors import Conflict
from data.domain.places import PopulationKind
from data.models.account import Account
from data.models.person import Person
from data.models.place import County, Place
from data.models.taxonomy import Industry, ProblemType
from data.register.concepts import CONCEPTS
from data.sample.accounts import add_accounts
from data.sample.agreements import add_agreements
from data.sample.changes import change_register
from data.sample.experts import add_experts
from data.sample.farms import add_farms
from data.sample.follow_ups import write_follow_ups
from data.sample.going_on import go_on
from data.sample.history import write_problems
from data.sample.known_trainings import write_known_trainings
from data.sample.names import DUTY_PHONE, OFFICE_PHONE
from data.sample.people import add_people
from data.sample.pictures import draw_pictures
from data.sample.planning import plan_cases
from data.sample.projects import add_projects
from data.sample.signed_answers import write_signed_answers
from data.sample.size import DEMONSTRATION, Size
from data.sample.telling import write_past_notices
from data.sample.ties import add_conflicts
from data.sample.trainings import write_trainings
from data.sample.works import add_bases, add_flagships, add_outcomes
from data.sample.world import COUNTY, World
from data.services.clocks import calendar_of
from data.services.context import Context
from data.services.county import install_county
from data.services.engines import shipped_engine
from data.services.identity_run import keep_findings, look_for_pairs
from data.services.register_cards import write_missing_cards

PLACES = Path(__file__).resolve().parent.parent / "places" / "1508"
EMPTY_VILLAGE = (120, 700)
REGISTER_SHARE = 0.8  # no village has more of its residents in the register than this


def build_sample(ctx: Context, size: Size = DEMONSTRATION) -> None:
    """Fill an empty, migrated database with the demonstration banner.

    Deterministic for `ctx.today` and `size`, except the salt of the passwords' hash. Everything happened before
    today. Raises Conflict('setup_done') when there are accounts already.
    """
    if ctx.session.scalar(select(Account.id).limit(1)) is not None:
        raise Conflict("setup_done")
    install_county(ctx.session, PLACES, COUNTY, demonstration=True)
    _set_phones(ctx)
    world = _world(ctx, size)
    pictures = draw_pictures(ctx)
    names = dict(ctx.session.execute(select(Place.code, Place.name)).all())
    add_people(world, names)
    add_experts(world)
    add_farms(world)
    add_projects(world)
    add_accounts(world)
    add_conflicts(world)
    add_bases(world)
    add_flagships(world, dict(ctx.session.execute(select(Industry.code, Industry.id)).all()))
    add_outcomes(world)
    add_agreements(world, pictures["list"])
    stories = write_problems(world, plan_cases(world), pictures, shipped_engine(ctx.runtime).understand)
    write_trainings(world, pictures["list"])
    write_known_trainings(world, pictures["list"])
    _set_populations(ctx, world)
    world.insert(ctx.session)
    change_register(ctx, world)
    go_on(ctx, world, stories)
    write_past_notices(ctx, world)
    write_follow_ups(ctx, world)
    write_signed_answers(ctx, world)
    for concept in CONCEPTS.values():
        write_missing_cards(ctx, concept)
    _ask_who_is_who(ctx, world)


def _ask_who_is_who(ctx: Context, world: World) -> None:
    """The engine's own run of last night."""
    at_midnight = replace(ctx, now=world.midnight)
    keep_findings(at_midnight, look_for_pairs(at_midnight, COUNTY))


def _set_phones(ctx: Context) -> None:
    """Office and duty phone of the bureau, unassigned as all the others: nobody answers."""
    county = ctx.session.get_one(County, COUNTY)
    county.office_phone = OFFICE_PHONE
    county.settings = {**county.settings, "duty_phone": DUTY_PHONE}


def _world(ctx: Context, size: Size) -> World:
    types = ctx.session.scalars(select(ProblemType))
    urgencies = {problem_type.code: problem_type.urgency for problem_type in types}
    return World(ctx.today, size, calendar_of(ctx, COUNTY), urgencies)


def _set_populations(ctx: Context, world: World) -> None:
    """Residents of each village and gacha, of towns as their sum: synthetic, never fewer than the register knows."""
    registered: dict[str, int] = {}
    for row in world.rows[Person]:
        registered[row["place_code"]] = registered.get(row["place_code"], 0) + 1
    places = {place.code: place for place in ctx.session.scalars(select(Place).where(Place.county_code == COUNTY))}
    totals: dict[str, int] = {}
    for code, place in sorted(places.items()):
        if len(code) == 12:
            bounds = world.villages[code].residents if code in world.villages else EMPTY_VILLAGE
            known = round(registered.get(code, 0) / REGISTER_SHARE)
            place.registered_population = max(world.rng.randint(*bounds), known)
            place.population_kind, place.population_year = PopulationKind.REGISTERED, ctx.today.year - 1
            for above in (code[:9], code[:6]):
                totals[above] = totals.get(above, 0) + place.registered_population
    for code, total in totals.items():
        places[code].registered_population = total
        places[code].population_kind, places[code].population_year = PopulationKind.REGISTERED, ctx.today.year - 1
    ctx.session.flush()
