"""What the served side says of one visit when it is called: it was so, or it was not. Of questions: `confirmations`."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from data.domain.errors import InvalidInput, NotAllowed
from data.domain.permissions import Permission, Reach, reach_of
from data.domain.places import county_of
from data.domain.text import NAME_MAX, required_text
from data.domain.visit import ConfirmedBy, VisitEventKind
from data.models.person import Person
from data.models.visit import Confirmation, Visit, VisitExpert, VisitPerson
from data.queries.scope import find
from data.services import visit_events
from data.services.confirmations import own_people
from data.services.context import Context
from data.services.numbers import touch_county
from data.services.visits import REASON_MAX, check_version


def confirm_by_call(ctx: Context, visit_id: int, version: int, person_id: int, answered_by: str) -> int:
    """Somebody named at the visit was called and says it was so; how many people that confirms: the one called, the
    named of the same household, and, when the one called speaks for the unit of the visit, its own members. Only then
    is the visit itself confirmed.

    Raises NotFound visit_unknown; NotAllowed own_visit; Conflict changed_meanwhile, visit_voided; InvalidInput
    not_at_visit, text_*.
    """
    visit = _held(ctx, Permission.CALLBACK_RECORD, visit_id, version)
    who = required_text(answered_by, "answered_by", longest=NAME_MAX)
    unit = set(own_people(ctx, visit.farm_id)) if visit.farm_id else set()
    links = _spoken_for(ctx, visit, person_id, unit)
    speaks_for_unit = person_id in unit
    confirmation = Confirmation(
        token=str(uuid.uuid4()), visit_id=visit.id, farm_id=visit.farm_id if speaks_for_unit else None,
        door=ConfirmedBy.CALL_BACK, recorded_by_id=ctx.account_id, at=ctx.now, answered_by=who,
    )
    ctx.session.add(confirmation)
    ctx.session.flush()
    for link in links:
        link.confirmation_id = link.confirmation_id or confirmation.id
    kind = VisitEventKind.CONFIRMED if speaks_for_unit else VisitEventKind.CALLED
    visit_events.append(
        ctx, visit, kind, confirmation_id=confirmation.id, answered_by=who,
        person_ids=sorted(link.person_id for link in links),
    )
    return len(links)


def dispute(ctx: Context, visit_id: int, version: int, answered_by: str, reason: str) -> None:
    """The served side says that it was not so: by its own account, or to an officer on the phone. The visit is in no
    total until somebody has looked into it.

    Raises as `confirm_by_call`; Conflict visit_step_not_possible for one that is disputed already.
    """
    is_own = reach_of(ctx.actor.role, Permission.VISIT_CONFIRM) is Reach.OWN_FARM
    visit = _held(ctx, Permission.VISIT_CONFIRM if is_own else Permission.CALLBACK_RECORD, visit_id, version)
    visit_events.append(
        ctx, visit, VisitEventKind.DISPUTED, answered_by=required_text(answered_by, "answered_by", longest=NAME_MAX),
        reason=required_text(reason, "reason", longest=REASON_MAX),
    )


def uphold(ctx: Context, visit_id: int, version: int, reason: str) -> None:
    """An officer has looked into a disputed visit, and it was so after all: it counts again, not yet confirmed.

    Raises as `dispute`.
    """
    visit = _held(ctx, Permission.VISIT_VOID, visit_id, version)
    visit_events.append(ctx, visit, VisitEventKind.UPHELD, reason=required_text(reason, "reason", longest=REASON_MAX))


def _held(ctx: Context, permission: Permission, visit_id: int, version: int) -> Visit:
    """The visit, locked, unless the one who records is one who made it, in whatever role he signs in."""
    touch_county(ctx, county_of(ctx.actor.area_code))
    visit = find(ctx, permission, Visit, visit_id, lock=True)
    check_version(visit, version)
    made_by = ctx.session.scalars(select(VisitExpert.expert_id).where(VisitExpert.visit_id == visit.id)).all()
    if ctx.actor.expert_id is not None and ctx.actor.expert_id in made_by:
        raise NotAllowed("own_visit", visit.id)
    return visit


def _spoken_for(ctx: Context, visit: Visit, person_id: int, unit: set[int]) -> list[VisitPerson]:
    whole = aliased(Person)
    named = ctx.session.execute(
        select(VisitPerson, whole.household_id).join(Person, Person.id == VisitPerson.person_id)
        .join(whole, whole.id == func.coalesce(Person.same_as_id, Person.id))
        .where(VisitPerson.visit_id == visit.id).order_by(VisitPerson.person_id)
    ).all()
    homes = {link.person_id: household for link, household in named}
    if person_id not in homes:
        raise InvalidInput("not_at_visit", visit.id, field="person_id")
    together = {person for person, household in homes.items() if household and household == homes[person_id]}
    together |= {person_id, *(unit if person_id in unit else ())}
    return [link for link, _household in named if link.person_id in together]
