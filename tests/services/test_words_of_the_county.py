"""Words that a county adds are read at once, checked as they come in, and can be ended."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from data.domain.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data.models.account import AuditEvent
from data.models.county_word import CountyWord
from data.models.problem import Problem
from data.queries.county_words import county_words
from data.services.county_words import WordForm, add_word, end_word, try_words
from data.services.engines import ranker_for, shipped_engine
from data.services.problems import correct_understanding
from data.services.readings import suggestion
from tests.desk import COUNTY, PLUM_VILLAGE, Desk

SUNFLOWER = WordForm("crop", "向日葵", "照阳花、转日莲")
SAID = "照阳花叶子背面一层白霜，咋办"


def add(desk: Desk, form: WordForm, who: str = "王敏") -> int:
    with desk.writing(who) as ctx:
        return add_word(ctx, form)


def test_a_folk_name_is_read_from_the_next_question_on(desk: Desk):
    with desk.reading("王敏") as ctx:
        assert try_words(ctx, SAID).crop_or_animal != "向日葵"
    word = add(desk, SUNFLOWER)
    problem_id = desk.ask(text=SAID, industry=None).problem_id
    with desk.reading("王敏") as ctx:
        assert try_words(ctx, SAID).crop_or_animal == "向日葵"
        assert ctx.session.get_one(Problem, problem_id).crop == "向日葵"
        assert ranker_for(ctx, COUNTY).engine.lexicon.named("转日莲")
        (row,) = county_words(ctx)
        assert (row.id, row.folk, row.added_by) == (word, ("照阳花", "转日莲"), "王敏")


def test_an_ended_word_is_not_read_any_more_but_kept(desk: Desk):
    word = add(desk, SUNFLOWER)
    with desk.writing("王敏") as ctx:
        end_word(ctx, word)
        end_word(ctx, word)
    with desk.reading("王敏") as ctx:
        assert try_words(ctx, SAID).crop_or_animal != "向日葵"
        assert county_words(ctx) == []
        assert ctx.session.get_one(CountyWord, word).ended_at is not None
        done = ctx.session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "county_word")).all()
        assert done == ["county_word:added", "county_word:ended"]
    add(desk, SUNFLOWER)


def test_the_shipped_lexicon_stays_as_it_is(desk: Desk):
    add(desk, SUNFLOWER)
    assert shipped_engine(desk.runtime).lexicon.named("照阳花") == ()


FAULTS = [
    (WordForm("crop", " "), "word_name_missing", "name"),
    (WordForm("crop", "葵"), "word_name_short", "name"),
    (WordForm("crop", "向日葵", "葵、照阳花"), "word_name_short", "folk"),
    (WordForm("crop", "向" * 21), "word_name_long", "name"),
    (WordForm("", "向日葵"), "word_kind_unknown", "kind"),
    (WordForm("stop", "向日葵"), "word_kind_unknown", "kind"),
    (WordForm("crop", "向日葵", industries=("I99",)), "word_industry_unknown", "industries"),
    (WordForm("crop", "向日葵", problem_types=("P77",)), "word_type_unknown", "problem_types"),
    (WordForm("disease", "红秆病", broader="没有这个病"), "word_broader_unknown", "broader"),
    (WordForm("crop", "向日葵", "、".join(f"照阳{n}花" for n in range(21))), "word_many_names", "folk"),
]


def test_each_fault_names_its_field_and_nothing_is_kept(desk: Desk):
    for form, code, field in FAULTS:
        with pytest.raises(InvalidInput) as refused:
            add(desk, form)
        assert (refused.value.code, refused.value.field) == (code, field)
    with desk.reading("王敏") as ctx:
        assert county_words(ctx) == []


def test_the_same_word_twice_is_said(desk: Desk):
    add(desk, SUNFLOWER)
    with pytest.raises(Conflict) as refused:
        add(desk, SUNFLOWER)
    assert refused.value.code == "word_known"


def test_words_hold_for_the_whole_county_so_a_town_s_officer_does_not_change_them(desk: Desk):
    with pytest.raises(NotAllowed):
        add(desk, SUNFLOWER, "镇干部")
    with pytest.raises(NotFound), desk.writing("王敏") as ctx:
        end_word(ctx, 999)


def test_other_words_give_a_suggestion_and_change_nothing_by_themselves(desk: Desk):
    problem_id = desk.ask(text="葡萄叶子背面一层白霜，打什么药", problem_types=("P21",), industry="I4").problem_id
    with desk.reading("王敏") as ctx:
        found = suggestion(ctx, problem_id)
        problem = ctx.session.get_one(Problem, problem_id)
        assert found and (found.problem_type, found.industry, found.crop) == ("P01", None, None)
        assert problem.problem_types == ["P21"]
        version = problem.version
    with desk.writing("王敏") as ctx:
        correct_understanding(ctx, problem_id, version, "I4", "葡萄", ("P21",), PLUM_VILLAGE)
    with desk.reading("王敏") as ctx:
        assert suggestion(ctx, problem_id) is None, "an officer has decided"
