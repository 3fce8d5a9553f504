"""What would have to change for an expert to be first: each way is tried on the scoring and the ladder themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.ranking.assessed import Assessed, is_qualified
from matching.ranking.features import QueryReading, asked_types, calls_own, fit_of
from matching.ranking.ladder import climb
from matching.ranking.policy import Policy
from matching.ranking.reasons import ReasonCode as Code
from matching.ranking.results import Param, Reason
from matching.ranking.scoring import load_part, place_part, rounded, total_of, wish_part
from matching.text.taxonomy import UNSURE

MINUTE_STEP = 5
WAYS = 3


@dataclass(frozen=True)
class WhatIf:
    """The board of one question: everybody assessed, and the weights of the question's concepts."""

    reading: QueryReading
    assessed: Sequence[Assessed]
    concept_weights: Mapping[str, float]
    policy: Policy

    def ways_to_lead(self, one: Assessed) -> list[Reason]:
        """At most WAYS single changes, each enough alone; who is first already has none.

        For somebody kept away or not qualified: the rank that would follow once that is mended.
        """
        if one.objections:
            return self._rank(Code.RANK_IF_FREE, replace(one, objections=()))
        if not one.qualified:
            return self._if_declared(one, Code.RANK_IF_DECLARED)
        rank = self._rank_of(one)
        if rank == 1:
            return []
        if rank is None:
            others = self._ranked(self.assessed)
            return [_way(Code.RANK_IF_NEEDED, least=self.policy.wanted)] if others else []
        ways = [
            *self._if_asked(one), *self._if_less_open(one), *self._if_nearer(one),
            *self._if_declared(one, Code.LEAD_DECLARED),
        ]
        return ways[:WAYS] or self._if_gone(one, rank)

    def _if_asked(self, one: Assessed) -> list[Reason]:
        if one.expert.id in self.reading.query.requested:
            return []
        query = replace(self.reading.query, requested=(one.expert.id,))
        board = [self._with(other, wish=wish_part(query, other.expert)) for other in self.assessed]
        asked = next(other for other in board if other.expert.id == one.expert.id)
        return [_way(Code.LEAD_ASKED)] if self._rank_of(asked, board) == 1 else []

    def _if_less_open(self, one: Assessed) -> list[Reason]:
        def loaded(count: int) -> Assessed:
            return self._with(one, load=load_part(replace(one.expert, open_count=count)))

        fewer = self._first_enough(range(one.expert.open_count - 1, -1, -1), loaded)
        return [] if fewer is None else [_way(Code.LEAD_LESS_OPEN, open=fewer)]

    def _if_nearer(self, one: Assessed) -> list[Reason]:
        def moved(minutes: int) -> Assessed:
            return self._with(one, place=place_part(minutes, self.policy))

        now = one.minutes if one.minutes is not None else round(self.policy.unknown_minutes[one.ring])
        nearer = self._first_enough(range((now - 1) // MINUTE_STEP * MINUTE_STEP, 0, -MINUTE_STEP), moved)
        return [] if nearer is None else [_way(Code.LEAD_NEARER, minutes=nearer)]

    def _if_declared(self, one: Assessed, code: Code) -> list[Reason]:
        """As if the profile named the kinds asked about and the crop."""
        asked = (type_ for type_ in asked_types(self.reading) if type_ != UNSURE)
        types = [type_ for type_ in asked if not calls_own(one.knowledge, type_)]
        crop = self.reading.crop
        crops = [crop] if crop and crop not in one.knowledge.declared_crops else []
        if not types and not crops:
            return []
        knowledge = replace(
            one.knowledge, declared_types=one.knowledge.declared_types | set(types),
            declared_crops=one.knowledge.declared_crops | set(crops),
        )
        fit = fit_of(self.reading, knowledge, self.concept_weights, self.policy)
        changed = replace(self._with(one, subject=fit.subject), knowledge=knowledge, fit=fit)
        changed = replace(changed, qualified=is_qualified(fit, changed.parts, self.policy))
        fields: list[Param] = [*(["problem_type", type_] for type_ in types), *(["crop", name] for name in crops)]
        if code is Code.RANK_IF_DECLARED:
            return self._rank(code, changed, fields=fields)
        return [_way(code, fields=fields)] if self._rank_of(changed) == 1 else []

    def _if_gone(self, one: Assessed, rank: int) -> list[Reason]:
        """When nothing of one's own is enough: those ahead would have to be away."""
        ahead = {other.expert.id for other in self._ranked(self.assessed)[: rank - 1]}
        left = [other for other in self.assessed if other.expert.id not in ahead]
        is_enough = self._rank_of(one, left) == 1
        return [_way(Code.LEAD_OTHERS_GONE, count=rank - 1) if is_enough else _way(Code.LEAD_NOTHING_ALONE)]

    def _rank(self, code: Code, changed: Assessed, **params: Param) -> list[Reason]:
        rank = self._rank_of(changed) if changed.qualified else None
        return [] if rank is None else [_way(code, rank=rank, **params)]

    def _first_enough(self, steps: Iterable[int], changed: Callable[[int], Assessed]) -> int | None:
        """The smallest change that makes first; `steps` from the smallest to the greatest."""
        tried = list(steps)
        if not tried or self._rank_of(changed(tried[-1])) != 1:
            return None
        return next(step for step in tried if self._rank_of(changed(step)) == 1)

    def _with(self, one: Assessed, **parts: float) -> Assessed:
        changed = rounded({**one.parts, **parts})
        return replace(one, parts=changed, total=total_of(changed, self.policy))

    def _rank_of(self, one: Assessed, board: Sequence[Assessed] | None = None) -> int | None:
        """From 1 on the board where `one` stands as it is given here; None where it is not proposed."""
        rest = [other for other in board or self.assessed if other.expert.id != one.expert.id]
        order = [other.expert.id for other in self._ranked([one, *rest])]
        return order.index(one.expert.id) + 1 if one.expert.id in order else None

    def _ranked(self, board: Sequence[Assessed]) -> tuple[Assessed, ...]:
        return climb(self.reading, board, self.policy.wanted).ranked


def _way(code: Code, **params: Param) -> Reason:
    return Reason("change", code.value, params)
