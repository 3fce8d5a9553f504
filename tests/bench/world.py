"""So many demonstration banners in one, with somebody of each role signed in."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from data.domain.problem import Gate, ProblemStatus
from data.domain.roles import Actor
from data.migrations import migrate
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.person import Person
from data.models.problem import Problem
from data.models.visit import Visit, VisitPerson
from data.queries.demonstration import PASSWORD
from data.runtime import Runtime, Settings, open_runtime
from data.sample import seed
from data.sample.size import DEMONSTRATION
from data.services.recommend import recommend_for
from data.services.sessions import actor_for_token, sign_in

COUNTED = {"experts": Expert, "farms": Farm, "people": Person, "questions": Problem, "visits": Visit,
           "person-visit links": VisitPerson}


@dataclass
class World:
    settings: Settings
    runtime: Runtime
    seconds: float
    sizes: dict[str, int]
    tokens: dict[str, str] = field(default_factory=dict)

    def actor(self, login: str) -> Actor:
        with self.runtime.reading(None) as ctx:
            return actor_for_token(ctx.session, self.token(login), ctx.now)

    def token(self, login: str) -> str:
        if login not in self.tokens:
            with self.runtime.writing(None) as ctx:
                self.tokens[login] = sign_in(ctx, login, PASSWORD, "bench")
        return self.tokens[login]

    def waiting_problem(self) -> int:
        """A question that waits for the officer and needs no telephone first."""
        return self._problem(Problem.status == ProblemStatus.WAITING, Problem.gate.is_distinct_from(
            Gate.ANIMAL_EPIDEMIC), Problem.gate.is_distinct_from(Gate.HANDOVER))

    def problem_of_expert(self, login: str) -> int:
        return self._problem(
            Problem.status == ProblemStatus.IN_PROGRESS, Problem.expert_id == self.actor(login).expert_id,
        )

    def problem_of_farm(self, login: str) -> int:
        return self._problem(Problem.farm_id == self.actor(login).farm_id)

    def recommend(self) -> int:
        with self.runtime.writing(self.actor("officer")) as ctx:
            return recommend_for(ctx, self.waiting_problem())

    def _problem(self, *conditions) -> int:
        with self.runtime.reading(None) as ctx:
            return ctx.session.scalar(select(func.min(Problem.id)).where(*conditions))


def make_world(folder: Path, scale: int) -> World:
    settings = Settings(f"sqlite:///{folder / 'desk.db'}", folder)
    migrate(settings.database_url)
    runtime = open_runtime(settings)
    begun = time.perf_counter()
    seed(runtime, DEMONSTRATION.times(scale))
    seconds = time.perf_counter() - begun
    runtime.close()
    runtime = open_runtime(settings)  # as after a start: nothing is fitted yet
    with runtime.reading(None) as ctx:
        sizes = {
            name: ctx.session.scalar(select(func.count()).select_from(model)) for name, model in COUNTED.items()
        }
    return World(settings, runtime, seconds, sizes)
