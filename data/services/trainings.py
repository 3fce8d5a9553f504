"""A training or a group guidance is written down, by who held it or by an officer; the names of its list come after."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotFound
from data.domain.permissions import Permission, Subject, require
from data.domain.places import TOWN, VILLAGE, check_code, county_of
from data.domain.roles import Role
from data.domain.text import required_text
from data.domain.visit import VisitEventKind, VisitKind, VisitStatus
from data.domain.visit_form import TrainingForm, check_heads, check_held_on
from data.models.expert import Expert
from data.models.place import Place
from data.models.taxonomy import Industry
from data.models.visit import Visit, VisitExpert, VisitProject
from data.queries.projects import projects_of_training
from data.services import visit_events
from data.services.context import Context
from data.services.numbers import next_training_number, touch_county

KINDS = (VisitKind.TRAINING, VisitKind.GROUP)


def log_training(ctx: Context, form: TrainingForm, token: str) -> int:
    """The id of the visit; the same `token` again gives the same. Nobody is named yet: heads count as heads.

    An expert logs what he held himself. Raises NotAllowed; NotFound place_unknown, expert_unknown, project_unknown;
    Conflict token_used; InvalidInput training_kind, trainer_missing, day_in_future, day_too_old, heads_range, text_*.
    """
    check_code(form.place_code, TOWN, VILLAGE)
    require(ctx.actor, Permission.TRAINING_LOG, Subject(place_code=form.place_code))
    touch_county(ctx, county_of(ctx.actor.area_code))
    earlier = ctx.session.scalar(select(Visit).where(Visit.token == token))
    if earlier is not None:
        return _own(ctx, earlier)
    experts, visit = _experts(ctx, form), _visit(ctx, form, token)
    projects = _projects(ctx, form, experts)
    ctx.session.add(visit)
    ctx.session.flush()
    ctx.session.add_all(VisitExpert(visit_id=visit.id, expert_id=one) for one in experts)
    ctx.session.add_all(VisitProject(visit_id=visit.id, project_id=one) for one in projects)
    ctx.session.flush()
    visit_events.append(
        ctx, visit, VisitEventKind.LOGGED, person_ids=[], heads=visit.head_count, project_ids=projects,
        known=[], doubtful=[],
    )
    return visit.id


def _own(ctx: Context, visit: Visit) -> int:
    if visit.logged_by_id != ctx.actor.account_id:
        raise Conflict("token_used")
    return visit.id


def _visit(ctx: Context, form: TrainingForm, token: str) -> Visit:
    if form.kind not in KINDS:
        raise InvalidInput("training_kind", field="kind")
    check_held_on(form.service_day, ctx.today)
    check_heads(form.heads)
    county = county_of(form.place_code)
    if ctx.session.scalar(select(Place.code).where(Place.code == form.place_code, Place.valid_to.is_(None))) is None:
        raise NotFound("place_unknown", field="place")
    own = select(Industry.code).where(Industry.county_code == county, Industry.code == form.industry)
    return Visit(
        number=next_training_number(ctx, county, form.service_day.year), token=token, county_code=county,
        place_code=form.place_code, industry=ctx.session.scalar(own), kind=form.kind, service_day=form.service_day,
        advice=required_text(form.topic, "topic"), head_count=form.heads, status=VisitStatus.LOGGED,
        logged_by_id=ctx.actor.account_id, logged_at=ctx.now,
    )


def _experts(ctx: Context, form: TrainingForm) -> list[int]:
    """Those who held it, of the county; an expert's own self is always among them."""
    own = [ctx.actor.expert_id] if ctx.actor.role is Role.EXPERT and ctx.actor.expert_id else []
    wanted = sorted({*form.expert_ids, *own})
    if not wanted:
        raise InvalidInput("trainer_missing", field="experts")
    here = select(Expert.id).where(Expert.county_code == county_of(form.place_code), Expert.id.in_(wanted))
    if unknown := set(wanted) - set(ctx.session.scalars(here)):
        raise NotFound("expert_unknown", min(unknown), field="experts")
    return wanted


def _projects(ctx: Context, form: TrainingForm, experts: Sequence[int]) -> list[int]:
    choices = projects_of_training(ctx, experts, form.place_code, form.service_day)
    if unknown := set(form.project_ids) - {one.id for one in choices}:
        raise NotFound("project_unknown", min(unknown), field="projects")
    return sorted(set(form.project_ids))
