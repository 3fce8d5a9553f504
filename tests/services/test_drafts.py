"""Drafts: what was typed survives, each account has its own, one token until it is discarded."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from data.domain.errors import NotAllowed, Refused
from data.models.account import Draft as DraftRow
from data.services.drafts import VALUES_MAX, Draft, discard_draft, load_draft, save_draft
from tests.village import Village


def load(village: Village, who: str = "expert", form: str = "log_visit", about: int = 7) -> Draft:
    with village.writing(who) as ctx:
        return load_draft(ctx, form, about)


def save(village: Village, values: dict, who: str = "expert") -> None:
    with village.writing(who) as ctx:
        save_draft(ctx, "log_visit", values, 7)


def test_what_was_typed_comes_back_with_the_same_token(village: Village):
    empty = load(village)
    assert empty.values == {} and len(empty.token) == 36
    save(village, {"advice": "剪枝", "people": [1, 2]})
    save(village, {"advice": "剪枝、补钙", "people": [2]})
    assert load(village) == Draft({"advice": "剪枝、补钙", "people": [2]}, empty.token)


def test_saving_first_begins_the_draft(village: Village):
    save(village, {"advice": "剪枝"})
    assert load(village).values == {"advice": "剪枝"}


def test_each_account_form_and_record_has_its_own(village: Village):
    save(village, {"advice": "剪枝"})
    others = (load(village, "vet"), load(village, form="confirm"), load(village, about=8))
    assert all(other.values == {} for other in others)
    assert len({load(village).token, *(other.token for other in others)}) == 4


def test_a_discarded_draft_is_gone_and_the_next_has_another_token(village: Village):
    save(village, {"advice": "剪枝"})
    token = load(village).token
    with village.writing("expert") as ctx:
        discard_draft(ctx, "log_visit", 7)
    assert load(village).values == {} and load(village).token != token


def test_a_discard_that_is_rolled_back_loses_nothing(village: Village):
    save(village, {"advice": "剪枝"})
    with pytest.raises(ZeroDivisionError), village.writing("expert") as ctx:
        discard_draft(ctx, "log_visit", 7)
        raise ZeroDivisionError
    assert load(village).values == {"advice": "剪枝"}


def test_a_draft_is_bounded(village: Village):
    with pytest.raises(Refused, match="draft_too_long"):
        save(village, {"advice": "长" * VALUES_MAX})


def test_two_tabs_at_once_share_one_draft(village: Village):
    start, tokens = threading.Barrier(4), []

    def open_tab() -> None:
        start.wait()
        tokens.append(load(village).token)

    threads = [threading.Thread(target=open_tab) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 4 and len(set(tokens)) == 1
    with village.reading("expert") as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(DraftRow)) == 1


def test_a_stranger_has_no_drafts(village: Village):
    with village.runtime.writing(None) as ctx, pytest.raises(NotAllowed, match="sign_in_first"):
        load_draft(ctx, "log_visit")
