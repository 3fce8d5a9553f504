"""One problem told from filing to the asker's word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.domain.offers import DeclineReason
from data.domain.problem import Gate, ProblemEventKind, ProblemStatus, Urgency
from data.domain.promises import WORKING_DAY, promised_minutes
from data.domain.register import FarmKind
from data.domain.visit import ConfirmedBy, VisitKind
from data.domain.visit import Outcome as Answer
from data.models.recommendation import Assignment, AssignmentState
from data.models.visit import Confirmation
from data.sample.advising import advice_for
from data.sample.cases import Case, Outcome
from data.sample.life import Life
from data.sample.matchmaking import may_learn_of, pick_expert
from data.sample.names import DUTY_PHONE
from data.sample.serving import Occasion, Served, confirm_visit, log_visit, present, product_for
from data.sample.texts import read_groups
from data.sample.ties import write_refusal, write_request
from data.sample.timetable import Round, Timetable
from data.sample.world import ExpertHere, World
from data.services.context import BEIJING

DECLINES = [reason.value for reason in DeclineReason]
DESK_OF = {"P25": ["自然资源所", "镇司法所"], "P23": ["政策服务窗口", "保险经办窗口"]}
REMOTE, GROUP, BY_ACCOUNT, ASKED_FOR = 0.22, 0.25, 0.8, 0.06
RATINGS, RATING_WEIGHTS = [5, 4, 3, None], [5.0, 3.0, 1.0, 1.0]
TAKEN = [0.75, 0.18, 0.07]  # how often the first, second, third candidate is chosen
OVERRIDES = ["asked", "agreed", "on_the_way"]
ON_DUTY = "值班员"
ASKED_BACK = "再说细一点，能拍照的话正面背面各拍一张"
USED, USED_WEIGHTS = ["yes", "partly", "no"], [7.0, 2.0, 0.5]


@dataclass(frozen=True)
class Advised:
    """A stored recommendation and its candidates, best first."""

    id: int
    expert_ids: tuple[int, ...]


class Story:
    """Walks through a timetable and writes down what happens. `problem` is the row as filed."""

    def __init__(self, world: World, case: Case, problem: dict, urgency: Urgency, table: Timetable):
        self.world, self.case, self.problem, self.table = world, case, problem, table
        self.life = Life(world, problem, urgency)
        self.visits: list[Served] = []
        self.advised: Advised | None = None

    def begin(self) -> None:
        gate = self.problem["gate"]
        self.life.step(
            ProblemEventKind.SUBMITTED, self.table.filed, self.problem["filed_by_id"],
            gate=gate.value if gate else None,
        )
        by_itself = self.problem["filed_by_id"] == self.case.farm.account_id
        if by_itself and self.case.outcome is Outcome.SOLVED and self.world.chance(ASKED_FOR):
            write_request(self.world, self.case, self.problem["id"], self.table.filed)

    def follow(self, advised: Advised) -> None:
        """The recommendation has been stored with its event; the officer mostly takes the first."""
        self.advised = advised
        self.life.skip()
        experts = {expert.id: expert for expert in self.world.experts}
        three = [experts[id_] for id_ in advised.expert_ids[:3]]
        offered = [
            expert for expert in three if expert.quota is None and not expert.is_away and not expert.is_laden
            and may_learn_of(expert, self.case.question)
        ]
        if offered and self.case.expert and not self.case.is_pinned and self.case.expert.quota is None:
            self.case.expert = self.world.one(offered, TAKEN[:len(offered)])

    def go_on(self) -> None:
        """Everything after filing."""
        if self.table.handed_over:
            self._hand_over(self.table.handed_over)
        if self.table.rounds and self.problem["gate"] is Gate.ANIMAL_EPIDEMIC:
            self._tell_duty(self.table.rounds[0])
        if self.table.asked:
            self._ask_back(self.table.asked)
        for place, one in enumerate(self.table.rounds):
            self._round(one, is_last=place == len(self.table.rounds) - 1)

    def _hand_over(self, moment: dt.datetime) -> None:
        desk = self.world.one(DESK_OF[self.problem["problem_types"][0]])
        words = self.world.one(_words(f"hand_over:{desk}"))
        officer = self.world.one(self.world.officers)
        self.life.step(ProblemEventKind.HANDED_OVER, moment, officer, to_whom=desk, words=words)

    def _tell_duty(self, first: Round) -> None:
        """Before anybody is sent: the officer on duty took the call."""
        sent = min([first.assigned, *(first.refused or ())[:1], *(assigned for assigned, _declined in first.declined)])
        moment = max(self.table.filed, sent - dt.timedelta(minutes=1))
        self.life.step(
            ProblemEventKind.DUTY_TOLD, moment, self.world.officers[0], name=ON_DUTY, phone=DUTY_PHONE, words=None,
        )

    def _ask_back(self, moment: dt.datetime) -> None:
        """Once for all that was read as missing; the office's clock stands still."""
        due, missing = self.problem["due_at"], self.problem["understanding"]["missing"]
        self.life.step(
            ProblemEventKind.FACTS_ASKED, moment, self.world.officers[0], facts=list(missing), words=ASKED_BACK,
            was_due=due.isoformat(), left=self.world.calendar.between(moment, due),
        )

    def _round(self, one: Round, *, is_last: bool) -> None:
        expert = self.case.expert
        if not is_last:
            expert = self._other_than(expert) or expert
        if one.refused:
            self._refuse(self._offer(self.case.refused, one.refused[0]), one.refused[1])
        for assigned, declined in one.declined:
            if first := self._other_than(expert):
                self._decline(self._offer(first, assigned), first, declined)
        assignment = self._offer(expert, one.assigned)
        if one.accepted:
            self._accept(assignment, expert, one.accepted)
        visits = [self._visit(expert, place, one) for place in range(len(one.services))]
        if visits and self.case.outcome is not Outcome.IN_PROGRESS:
            self._finish(assignment, expert, visits[-1])
        if one.told:
            self._tell(one.told, visits, solved=is_last and self.case.outcome is Outcome.SOLVED)
        if visits and self.case.outcome is Outcome.UNCONFIRMED:
            self._close(visits[-1].row["logged_at"])

    def _other_than(self, expert: ExpertHere) -> ExpertHere | None:
        return pick_expert(self.world, self.case.question, self.case.farm, self.case.on, besides=expert)

    def _offer(self, expert: ExpertHere, moment: dt.datetime) -> dict:
        officer = self.world.one(self.world.officers)
        is_first = self.advised is None or self.advised.expert_ids[:1] == (expert.id,)
        assignment_id = self.world.add(
            Assignment, problem_id=self.problem["id"], expert_id=expert.id,
            recommendation_id=self.advised.id if self.advised else None,
            state=AssignmentState.OFFERED, assigned_by_id=officer, assigned_at=moment, reply_by=moment,
            answered_at=None, note=self.world.one(_words("note:")),
            override_reason=None if is_first else self.world.one(OVERRIDES),
            override_words=None, decline_reason=None, decline_words=None,
        )
        self.life.step(
            ProblemEventKind.ASSIGNED, moment, officer, expert_id=expert.id, assignment_id=assignment_id,
        )
        assignment = self.world.rows[Assignment][-1]
        assignment["reply_by"] = self.problem["due_at"]
        return assignment

    def _decline(self, assignment: dict, expert: ExpertHere, moment: dt.datetime) -> None:
        reason = self.world.one(DECLINES)
        words = self.world.one(_words(f"decline:{reason}"))
        assignment |= {
            "state": AssignmentState.DECLINED, "answered_at": moment, "decline_reason": reason, "decline_words": words,
        }
        self.life.step(
            ProblemEventKind.DECLINED, moment, expert.account_id, assignment_id=assignment["id"],
            declined_by=expert.id, reason=reason,
        )

    def _refuse(self, assignment: dict, moment: dt.datetime) -> None:
        reason = write_refusal(self.world, self.case, self.problem["id"], moment)
        assignment |= {"state": AssignmentState.REFUSED, "answered_at": moment}
        self.life.step(
            ProblemEventKind.REFUSED, moment, self.case.farm.account_id, expert_id=assignment["expert_id"],
            assignment_id=assignment["id"], reason=reason,
        )

    def _accept(self, assignment: dict, expert: ExpertHere, moment: dt.datetime) -> None:
        assignment |= {"state": AssignmentState.ACCEPTED, "answered_at": moment}
        self.life.step(ProblemEventKind.ACCEPTED, moment, expert.account_id, assignment_id=assignment["id"])

    def _visit(self, expert: ExpertHere, place: int, one: Round) -> Served:
        day, logged_at = one.services[place]
        kind = self._kind()
        question = self.case.question
        goes_on = self.case.outcome is Outcome.IN_PROGRESS or place < len(one.services) - 1
        occasion = Occasion(
            f"{self.problem['number']}-{len(self.visits) + 1}", kind, expert, self.case.farm.place,
            self.problem["industry"], day, logged_at, advice_for(self.world, question, kind),
            self.problem["id"], self.case.farm, product_for(self.world, expert, question),
            self._next_date(one, place) if goes_on else None,
        )
        served = log_visit(self.world, occasion, *present(self.world, self.case.farm, kind))
        self.visits.append(served)
        self.life.step(ProblemEventKind.VISITED, logged_at, expert.account_id, visit_id=served.row["id"])
        return served

    def _kind(self) -> VisitKind:
        if self.world.chance(REMOTE):
            return VisitKind.REMOTE
        is_group = self.case.farm.kind is FarmKind.COOPERATIVE and self.world.chance(GROUP)
        return VisitKind.GROUP if is_group else VisitKind.FIELD

    def _next_date(self, one: Round, place: int) -> dt.date:
        if place + 1 < len(one.services):
            return one.services[place + 1][0]
        return self.world.today + dt.timedelta(days=self.world.rng.randint(1, 6))

    def _finish(self, assignment: dict, expert: ExpertHere, served: Served) -> None:
        assignment["state"] = AssignmentState.FINISHED
        self.life.step(
            ProblemEventKind.FINISHED, served.row["logged_at"], expert.account_id, visit_id=served.row["id"],
        )

    def _close(self, finished: dt.datetime) -> None:
        """Long after the asker's time was over, and two days of calls in vain."""
        minutes = promised_minutes(ProblemStatus.TO_CONFIRM, self.life.urgency) or 0
        closed = self.world.calendar.add(finished, minutes + 2 * WORKING_DAY)
        if closed < self.world.midnight:
            days = [(closed - dt.timedelta(days=ago)).astimezone(BEIJING).date().isoformat() for ago in (2, 1)]
            self.life.step(ProblemEventKind.CLOSED, closed, self.world.officers[0], called_on=days)

    def _tell(self, moment: dt.datetime, visits: list[Served], *, solved: bool) -> None:
        """The asker's word: by the farm's own account, or told to an officer who called."""
        world, farm, fixed = self.world, self.case.farm, self.case.fixed
        by_account = farm.account_id is not None and world.chance(BY_ACCOUNT)
        account_id = farm.account_id if by_account and farm.account_id else world.one(world.officers)
        confirmation_id = world.add(
            Confirmation, token=world.token(), problem_id=self.problem["id"], farm_id=farm.id,
            outcome=Answer.SOLVED if solved else Answer.NOT_SOLVED,
            door=ConfirmedBy.ACCOUNT if by_account else ConfirmedBy.CALL_BACK, recorded_by_id=account_id, at=moment,
            answered_by=farm.contact.name, practice_used=world.one(USED, USED_WEIGHTS),
            rating=fixed.get("rating") or world.one(RATINGS, RATING_WEIGHTS) if solved else world.one([2, 3]),
            words=fixed.get("words") or world.one(_words("solved" if solved else "not_solved")) or None,
        )
        kind = ProblemEventKind.CONFIRMED if solved else ProblemEventKind.NOT_SOLVED
        self.life.step(kind, moment, account_id, confirmation_id=confirmation_id)
        for served in visits:
            if solved:
                confirm_visit(served, farm, confirmation_id, moment, account_id)


def _words(use: str) -> list[str]:
    return read_groups("words.tsv", "use", "words")[use]
