"""Running numbers per county and year, and the version of a county's data.

Both come with one lock on the county's row. Whoever also locks a problem or a record of the register
locks the county first.
"""

from __future__ import annotations

from sqlalchemy import func, select, update

from data.models.place import County
from data.models.problem import Problem
from data.models.visit import Visit
from data.services.context import Context


def touch_county(ctx: Context, county_code: str) -> None:
    """Raise the county's data version, which figures are cached by; other writers of the county wait for us."""
    ctx.session.execute(
        update(County).where(County.code == county_code)
        .values(data_version=County.data_version + 1)
        .execution_options(synchronize_session=False)
    )


def lock_county(ctx: Context, county_code: str) -> None:
    """Other writers of the county wait for us; figures may not change."""
    ctx.session.execute(select(County.code).where(County.code == county_code).with_for_update())


def hold_problem(ctx: Context, problem: Problem) -> None:
    """Lock the county, whose figures will change, then the question, and read it as it is now."""
    touch_county(ctx, problem.county_code)
    ctx.session.refresh(problem, with_for_update={"of": Problem})


def next_problem_number(ctx: Context, county_code: str) -> str:
    """The next "2026-0412": year in Beijing, then at least four digits from 1. The county must be locked."""
    year = f"{ctx.today.year}-"
    # By length first: 2026-10000 comes after 2026-9999.
    last = ctx.session.scalar(
        select(Problem.number).where(Problem.county_code == county_code, Problem.number.startswith(year))
        .order_by(func.length(Problem.number).desc(), Problem.number.desc()).limit(1)
    )
    running = int(last.removeprefix(year)) + 1 if last else 1
    return f"{year}{running:04}"


def next_training_number(ctx: Context, county_code: str, year: int) -> str:
    """The next "T2026-0031" among the county's trainings held in `year`. The county must be locked."""
    return _next_visit_number(ctx, county_code, f"T{year}-")


def next_listed_number(ctx: Context, county_code: str, year: int) -> str:
    """The next "L2026-0031" among the county's services of `year` that came in by a list. The county must be locked."""
    return _next_visit_number(ctx, county_code, f"L{year}-")


def _next_visit_number(ctx: Context, county_code: str, prefix: str) -> str:
    last = ctx.session.scalar(
        select(Visit.number).where(Visit.county_code == county_code, Visit.number.startswith(prefix))
        .order_by(func.length(Visit.number).desc(), Visit.number.desc()).limit(1)
    )
    running = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{running:04}"
