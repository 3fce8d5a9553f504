"""Any mixture of changes, batches, undos, retirings and late comers: the ledger gives the record, nothing is lost.

Held against an obvious version: a dict per expert, changed only by steps that named its present version.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from data.domain.errors import Conflict
from data.models.expert import Expert
from data.models.register import RegisterCard
from data.queries.register_history import clash
from data.register.concept import document_of
from data.register.expert import EXPERT
from data.services.context import Context
from data.services.register import edit, restore, retire
from data.services.register_batches import RowEdit, apply, preview, undo
from data.services.register_ledger import changes_of, replay, stored_state
from tests.desk import NOW, Desk

WHO = ("王敏", "李明")
ROWS = st.integers(0, 1)
AGES = st.sampled_from([0, 0, 0, 1])  # how many versions ago the form was opened
DAYS = st.sampled_from(["2026-04-01", "2026-05-01", "2026-06-01"])
ABSENCES = DAYS.map(lambda day: {"first_day": day, "last_day": day, "reason": ""})
LICENCES = st.tuples(st.sampled_from(["", "A1"]), st.none() | DAYS).map(
    lambda one: {"kind": "veterinarian", "number": one[0], "valid_until": one[1]}
)
VALUES = {
    "max_open": st.integers(1, 4), "unit": st.sampled_from(["", "站", "中心"]),
    "crops": st.lists(st.sampled_from(["西梅", "葡萄", "羊"]), unique=True),
    "month_days": st.none() | st.integers(1, 5), "is_outside": st.booleans(),
    "absences": st.lists(ABSENCES, max_size=2, unique_by=str),
    "licences": st.lists(LICENCES, max_size=2, unique_by=str),
}
CHANGES = st.lists(
    st.sampled_from(list(VALUES)).flatmap(lambda name: VALUES[name].map(lambda value: (name, value))),
    min_size=1, max_size=3,
).map(dict)
EDIT = st.tuples(st.just("edit"), ROWS, CHANGES, AGES)
BATCH = st.tuples(st.just("batch"), st.dictionaries(ROWS, CHANGES, min_size=1), AGES)
TURN = st.tuples(st.sampled_from(["retire", "restore"]), ROWS)
UNDO = st.tuples(st.just("undo"), st.integers(0, 1))
STEPS = st.lists(st.one_of(EDIT, EDIT, BATCH, BATCH, UNDO, UNDO, TURN), min_size=4, max_size=10)


@dataclass
class Obvious:
    """One expert as a dict, with the version, and what each batch left behind."""

    document: dict[str, Any]
    version: int
    is_active: bool = True
    batches: dict[int, tuple[dict[str, Any], int]] = field(default_factory=dict)

    def change(self, values: dict[str, Any]) -> bool:
        new = {name: _sorted(value) for name, value in values.items()}
        if all(self.document[name] == value for name, value in new.items()):
            return False
        self.document = {**self.document, **new}
        self.version += 1
        return True


def _sorted(value: Any) -> Any:
    is_rows = isinstance(value, list) and value and isinstance(value[0], dict)
    return sorted(value, key=lambda row: [str(cell) for cell in row.values()]) if is_rows else value


class Play:
    """Takes each step on the database and on the dicts; both must agree on what is refused."""

    def __init__(self, desk: Desk, ctx: Context):
        self.ctx, self.officers = ctx, [replace(ctx, signed_in=desk.actors[who]) for who in WHO]
        self.ids = list(desk.experts.values())[:2]
        self.obvious = [
            Obvious(document_of(EXPERT, expert), expert.version)
            for expert in (ctx.session.get_one(Expert, id_) for id_ in self.ids)
        ]
        self.batches: list[int] = []

    def edit(self, row: int, values: dict, age: int) -> None:
        one = self.obvious[row]
        seen = one.version - age
        try:
            edit(self.officers[age], EXPERT, self.ids[row], seen, values)
        except Conflict as refused:
            assert refused.code == ("record_changed" if age else "record_retired")
            assert age or not one.is_active
            return
        assert not age and one.is_active
        one.change(values)

    def retire(self, row: int) -> None:
        self._turn(row, retire, to=False)

    def restore(self, row: int) -> None:
        self._turn(row, restore, to=True)

    def batch(self, changes: dict[int, dict], age: int) -> None:
        edits = [RowEdit(self.ids[row], self.obvious[row].version - age, values) for row, values in changes.items()]
        faulty = age or not all(self.obvious[row].is_active for row in changes)
        assert bool(faulty) == any(row.errors for row in preview(self.ctx, EXPERT, edits))
        if faulty:
            return
        before = {row: (dict(self.obvious[row].document), self.obvious[row].version) for row in changes}
        batch = apply(self.ctx, EXPERT, edits)
        changed = [row for row, values in changes.items() if self.obvious[row].change(values)]
        assert (batch is not None) == bool(changed)
        for row in changed:
            self.obvious[row].batches[batch] = before[row][0], self.obvious[row].version
        self.batches += [batch] if batch else []

    def undo(self, number: int) -> None:
        if number >= len(self.batches):
            return
        batch = self.batches[number]
        touched = [one for one in self.obvious if batch in one.batches]
        may = touched and all(one.is_active and one.version == one.batches[batch][1] for one in touched)
        try:
            undo(self.ctx, EXPERT, batch)
        except Conflict:
            assert not may
            return
        assert may
        for one in touched:
            one.document, one.version = one.batches.pop(batch)[0], one.version + 1

    def check(self) -> None:
        """Rows, ledger, cards and the dicts say the same."""
        for id_, one in zip(self.ids, self.obvious, strict=True):
            expert = self.ctx.session.get_one(Expert, id_, populate_existing=True)
            steps = changes_of(self.ctx.session, EXPERT, id_)
            assert document_of(EXPERT, expert) == one.document
            assert (expert.version, expert.is_active) == (one.version, one.is_active)
            if steps:
                assert replay(steps) == stored_state(EXPERT, expert)
                assert [step.version for step in steps] == list(range(steps[0].version, expert.version + 1))
                seen = clash(self.officers[0], EXPERT, id_, steps[0].version)
                assert seen is None or seen.base == {n: v for n, v in steps[0].after.items() if n != "is_active"}
            words = self.ctx.session.get(RegisterCard, ("expert", id_)).words.split("\n")
            assert expert.name in words and set(one.document["crops"]) <= set(words)

    def _turn(self, row: int, turn, *, to: bool) -> None:
        one = self.obvious[row]
        try:
            turn(self.ctx, EXPERT, self.ids[row], one.version, "因为")
        except Conflict:
            assert one.is_active is to
            return
        assert one.is_active is not to
        one.is_active, one.version = to, one.version + 1


@settings(max_examples=20)
@given(steps=STEPS)
def test_the_ledger_gives_the_record_whatever_happens(desk: Desk, steps: list[tuple]):
    with desk.reading("王敏", NOW) as ctx:
        play = Play(desk, ctx)
        for name, *arguments in steps:
            getattr(play, name)(*arguments)
            play.check()


def test_two_officers_at_once_and_one_is_told(desk: Desk):
    """Both read version 1; whoever commits second is refused, and the first one's words stand."""
    expert_id = desk.experts["贺海峰"]
    for who, units in (("王敏", "站"), ("李明", "中心")):
        try:
            with desk.writing(who) as ctx:
                edit(ctx, EXPERT, expert_id, 1, {"unit": units})
        except Conflict as refused:
            assert (who, refused.code) == ("李明", "record_changed")
    with desk.reading("王敏") as ctx:
        assert ctx.session.get_one(Expert, expert_id).unit == "站"
