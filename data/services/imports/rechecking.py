"""The register may have changed since a list was compared: what is new must be new still, what is known there."""

from __future__ import annotations

from contextlib import suppress

from data.domain.errors import Conflict, InvalidForm
from data.exchange.workbooks.register_check import values_of
from data.queries.import_questions import same_questions
from data.queries.import_records import in_use
from data.queries.import_services import service_names, visits_by_key
from data.queries.register_keys import register_keys
from data.services.context import Context
from data.services.imports.alike import certain_keys, repeats
from data.services.imports.plan import Plan


def check_still_new(ctx: Context, plan: Plan) -> None:
    """Nobody has added one of the new rows, by hand or by another list. Hold the county's row.

    Raises Conflict import_register_changed(count).
    """
    clashes = _known_by_keys(ctx, plan) | _brought_by_others(ctx, plan)
    if plan.list.kind == "visits":
        clashes |= _served_already(ctx, plan)
    elif plan.list.kind == "problems":
        clashes |= _asked_already(ctx, plan)
    if clashes:
        raise Conflict("import_register_changed", plan.list.id, count=len(clashes))


def check_still_there(ctx: Context, plan: Plan) -> None:
    """Records that rows were taken for are in use. Raises Conflict import_record_gone(sheet, row)."""
    joined = [join for join in plan.joined if join.row_id is None]
    there = in_use(ctx, plan.list.kind, (join.record_id for join in joined if join.record_id))
    for join in joined:
        if join.record_id not in there:
            raise Conflict("import_record_gone", join.record_id, sheet=join.row.sheet, row=join.row.row)


def _known_by_keys(ctx: Context, plan: Plan) -> set[int]:
    kind = plan.list.kind
    there = {
        key: one.id for one in register_keys(ctx.session, plan.list.county_code, kind)
        for key in certain_keys(kind, values_of(one))
    }
    return {
        one.id for one in plan.new if {there.get(key) for key in certain_keys(kind, one.values)} - {None, one.like_id}
    }


def _brought_by_others(ctx: Context, plan: Plan) -> set[int]:
    """Rows that another list has brought in word for word."""
    found = repeats(ctx, plan.list.kind, [one.fingerprint for one in plan.new], but=plan.list.id)
    there = in_use(ctx, plan.list.kind, found.values())
    return {one.id for one in plan.new if found.get(one.fingerprint, 0) in there - {one.like_id}}


def _served_already(ctx: Context, plan: Plan) -> set[int]:
    """Rows of an expert, a day and a place of which there is a service, unless it is the list's own or somebody has
    said that the row is another."""
    names, services = service_names(ctx), {}
    for one in plan.new:
        with suppress(InvalidForm):
            services[one.id] = names.read(one.values)
    there = visits_by_key(ctx, (service.day for service in services.values()))
    own = {None, *plan.list.made.get("visit", [])}
    return {
        one.id for one in plan.new if one.id in services
        and {there.get(key) for key in services[one.id].keys} - own - {one.like_id}
    }


def _asked_already(ctx: Context, plan: Plan) -> set[int]:
    own = set(plan.list.made.get("problem", []))
    found = same_questions(ctx, [one.values for one in plan.new])
    return {plan.new[place].id for place, problem_id in found.items() if problem_id not in own}
