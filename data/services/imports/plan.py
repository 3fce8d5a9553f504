"""What merging a list does with each row: a new record, a known one with what the list adds, or nothing yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from data.domain.imports import Decision, ListState, RowState
from data.models.imports import ImportedList, ImportedRow
from data.services.context import Context

SPEAKERS = "farm_contact"  # no table: [unit, who spoke for it before, its members before] of units that were changed
HEADS = "visit_heads"  # no table: [visit, how many heads more it has by the list]
NUMBERED = "person_numbered"  # no table: people known before who got the hash of their identity number
MERGED_AT = "merged_at"  # no table either: the moments of merging
COLUMNS = (
    ImportedRow.id, ImportedRow.sheet, ImportedRow.row, ImportedRow.state, ImportedRow.values, ImportedRow.record_id,
    ImportedRow.like_id, ImportedRow.like_row_id, ImportedRow.likeness, ImportedRow.decision, ImportedRow.made_id,
    ImportedRow.fingerprint,
)


@dataclass(frozen=True)
class Join:
    """A row that is a known record, or the one an earlier row makes. `take`: the list is right where they differ."""

    row: Any
    record_id: int | None
    row_id: int | None
    take: bool
    is_repeat: bool


def own_rows(made: Mapping[str, Sequence[Any]]) -> dict[str, set[Any]]:
    """What a list made, by table, as keys that can be looked up."""
    return {
        table: {tuple(key) if isinstance(key, list) else key for key in keys}
        for table, keys in made.items() if table not in (SPEAKERS, HEADS, NUMBERED, MERGED_AT)
    }


@dataclass
class Plan:
    """`new` rows and `joined` ones in the order of the list; `left` stay out. `made` is filled while merging:
    table -> keys of rows that belong to the list; `record_of`: row -> its record, `before` of rows merged earlier."""

    list: ImportedList
    new: list[Any] = field(default_factory=list)
    joined: list[Join] = field(default_factory=list)
    left: int = 0
    changed: int = 0
    made: dict[str, list] = field(default_factory=dict)
    record_of: dict[int, int] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)

    def resolved(self) -> list[tuple[Join, int]]:
        """Joined rows with their record, once the new ones have theirs; a row whose fellow is left stays out too."""
        found = []
        for join in self.joined:
            record_id = join.record_id or self.record_at(join.row_id)
            if record_id is None:
                self.left += 1
            else:
                self.record_of[join.row.id] = record_id
                found.append((join, record_id))
        return found

    def record_at(self, row_id: int | None) -> int | None:
        """The record that a row of this list made or is."""
        return self.record_of.get(row_id or 0) or self.before.get(row_id or 0)

    def keep(self, table: str, keys: Sequence[Any]) -> None:
        """Remember rows of `table` as made by this list."""
        if keys:
            self.made.setdefault(table, []).extend(keys)


def plan_for(ctx: Context, row: ImportedList) -> Plan:
    """What there is to do; rows that were sent back are no part of it, nor what was merged before."""
    plan = Plan(row)
    rows = ctx.session.execute(
        select(*COLUMNS).where(ImportedRow.list_id == row.id, ImportedRow.state != RowState.REJECTED)
        .order_by(ImportedRow.id)
    )
    is_merged = row.state is ListState.MERGED
    for one in rows:
        record_id = one.made_id or one.record_id
        if is_merged and record_id:
            plan.before[one.id] = record_id
        else:
            _place(plan, one)
    return plan


def _place(plan: Plan, one: Any) -> None:
    likeness: Mapping[str, Any] = one.likeness
    if one.state is RowState.ACCEPTED:
        if one.record_id is None:
            plan.new.append(one)
        else:
            plan.joined.append(Join(one, one.record_id, None, False, bool(likeness.get("is_repeat"))))
    elif one.decision is Decision.DIFFERENT:
        plan.new.append(one)
    elif one.decision in (Decision.SAME, Decision.TAKEN):
        take = one.decision is Decision.TAKEN
        plan.joined.append(Join(one, one.like_id, None if one.like_id else one.like_row_id, take, False))
    else:
        plan.left += 1
