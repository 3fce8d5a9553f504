"""Records of the demonstration that pictures and tests open by their id."""

from __future__ import annotations

from sqlalchemy import func, select

from data.domain.problem import ProblemStatus
from data.models.agreement import Agreement
from data.models.demo_base import DemoBase
from data.models.expert import Expert
from data.models.farm import Farm
from data.models.problem import Problem
from data.models.project import Platform, Project
from data.models.sending_unit import SendingUnit
from data.models.taxonomy import Industry
from data.models.visit import Visit, VisitPerson
from data.runtime import Settings, open_runtime
from tests.processes import Server


def records_of(server: Server) -> dict[str, int]:
    """What a path's {names} stand for: the first of each kind, a question that waits, and one of 韩喜莲's orchard."""
    runtime = open_runtime(Settings(server.database_url, server.folder))
    with runtime.reading(None) as ctx:
        first = {
            name: ctx.session.scalar(select(func.min(model.id))) or 0
            for name, model in {
                "project": Project, "platform": Platform, "base": DemoBase, "agreement": Agreement,
                "industry": Industry, "unit": SendingUnit,
            }.items()
        }
        found = {
            **first,
            "expert": ctx.session.scalar(select(Expert.id).where(Expert.name == "贺海峰")),
            "farm": ctx.session.scalar(select(Farm.id).where(Farm.name == "韩喜莲家")),
            "problem": ctx.session.scalar(
                select(Problem.id).where(Problem.status == ProblemStatus.WAITING, Problem.gate.is_(None)).limit(1)
            ),
            "visit": ctx.session.scalar(select(func.max(Visit.id))),
            "person": ctx.session.scalar(select(VisitPerson.person_id).limit(1)),
        }
    runtime.close()
    return found
