"""The officer's, leader's and administrator's screens open on the demonstration banner, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data.domain.problem import ProblemStatus
from data.models.problem import Problem
from data.runtime import Runtime
from tests.conftest import copy_sample, running
from tests.pages.conftest import run_entry, words

IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def sample_runtime(sample_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Nothing is written here, so one copy serves all."""
    with running(copy_sample(sample_template, tmp_path_factory.mktemp("smoke") / "sample")) as runtime:
        yield runtime


def one_of(runtime: Runtime, status: ProblemStatus) -> int:
    with runtime.reading(None) as ctx:
        return ctx.session.scalar(select(Problem.id).where(Problem.status == status).limit(1))


def assert_whole(screen: AppTest, lang: str) -> None:
    """No fault, one title; in English nothing but names and quoted words is Chinese."""
    assert not screen.exception and not screen.error
    assert len(screen.title) == 1
    if lang == "en":
        labels = [button.label for button in screen.button] + [box.label for box in screen.selectbox]
        assert not [label for label in labels if IDEOGRAPH.search(re.sub(r"(Assign to) .*", "", label))]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("login", "path"), [("officer", "today"), ("officer", "problems"), ("leader", "problems"),
                                            ("admin", "accounts"), ("town", "today")])
def test_lists_are_whole_in_both_languages(login: str, path: str, lang: str, sign_in):
    sign_in(login)
    screen = run_entry(path, lang=lang)
    assert_whole(screen, lang)
    assert ("演示数据" if lang == "zh" else "Demonstration data") in words(screen)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("status", list(ProblemStatus))
def test_a_question_of_every_status_is_whole(status: ProblemStatus, lang: str, sample_runtime: Runtime, sign_in):
    for login in ("officer", "leader"):
        sign_in(login)
        assert_whole(run_entry("problem", id=one_of(sample_runtime, status), lang=lang), lang)


