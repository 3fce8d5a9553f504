"""Each part of the affinity against a slow, obvious version of itself."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from matching.ranking.affinity import ridge as ridge_module
from matching.ranking.affinity.english import stem
from matching.ranking.affinity.nearest import NEAREST, NearestTexts
from matching.ranking.affinity.past import Past, Person, Row, fields_of
from matching.ranking.affinity.ridge import Ridge, balanced, kernel_of
from matching.ranking.affinity.signals import SIGNALS, activity
from matching.ranking.affinity.space import Columns, Space, row_vector, unit_rows
from matching.ranking.affinity.tokens import tokens
from matching.ranking.affinity.topics import Topics
from matching.ranking.affinity.validation import newcomers
from matching.ranking.affinity.weights import STRENGTHS, Weights, choose, learn, log_shares, reciprocal_ranks

QUICK = settings(max_examples=60, deadline=None)


def random_rows(count: int, features: int, seed: int = 1) -> sparse.csr_matrix:
    return unit_rows(sparse.random(count, features, density=0.2, format="csr", random_state=seed))


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (("planting", "planted", "plants"), "plant"), (("planned", "planning"), "plan"), (("studies",), "study"),
        (("diseases", "disease"), "diseas"), (("grass",), "grass"), (("virus",), "virus"), (("ing",), "ing"),
    ],
)
def test_forms_of_a_word_are_one(words, same):
    assert {stem(word) for word in words} == {same}


def test_tokens_of_two_scripts():
    found = tokens("西梅剪枝 pruning the plum trees, 西梅")
    assert found["西梅"] == pytest.approx(1 + math.log(2))
    assert {"西", "剪枝", "~西梅", "prun", "plum", "plum tree", "^plu"} <= found.keys()
    assert "the" not in found
    assert found["~西梅"] < found["西梅"]


def test_tokens_of_nothing():
    assert tokens("") == tokens("，。!") == {}


def test_a_concept_is_a_token_of_its_own(engine):
    folk, book = (tokens(text, engine.lexicon.find(text)) for text in ("山药蛋", "马铃薯"))
    assert {name for name in folk.keys() & book.keys() if name.startswith("#")} == {"#crop.potato"}


def test_a_vector_is_the_row_it_was_fitted_on():
    documents = [{"a": 1.0, "b": 2.0}, {"b": 1.0}, {"c": 1.0, "a": 0.5}]
    space, matrix = Space.fit(documents)
    for row, document in enumerate(documents):
        vector, kept = space.vector({**document, "unknown": 3.0}), row_vector(matrix, row)
        assert vector.columns.tolist() == kept.columns.tolist()
        assert vector.values == pytest.approx(kept.values, rel=1e-5)
        assert math.hypot(*vector.values) == pytest.approx(1.0, rel=1e-5)


@QUICK
@given(st.integers(0, 1000))
def test_a_product_by_columns_is_the_product(seed):
    matrix = random_rows(7, 20, seed)
    vector = row_vector(random_rows(1, 20, seed + 1), 0)
    dense = np.zeros(20)
    dense[vector.columns] = vector.values
    assert Columns(matrix).dot(vector) == pytest.approx(matrix @ dense, abs=1e-6)


@QUICK
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), max_size=25, unique=True), st.integers(0, 99))
def test_the_mean_of_the_nearest(pairs, seed):
    random = np.random.default_rng(seed)
    cosines, profiles = np.round(random.random(9), 1).astype(np.float32), random.random(4).astype(np.float32)
    handled = np.zeros((9, 4))
    for text, person in pairs:
        handled[text, person] = 1.0
    found = NearestTexts(sparse.csr_matrix(handled)).mean(cosines, profiles)
    for person in range(4):
        own = sorted(cosines[handled[:, person] > 0].tolist(), reverse=True)[:NEAREST]
        expected = (sum(own) + (NEAREST - len(own)) * profiles[person]) / NEAREST
        assert found[person] == pytest.approx(expected, abs=1e-5)


def ridge_of(rows, targets, penalty=0.5, power=1.0):
    return Ridge.fit(rows, kernel_of(rows), targets, balanced(targets, power), penalty)


def test_the_dual_ridge_is_the_primal_one():
    rows, targets = random_rows(30, 12), sparse.csr_matrix(np.eye(3, dtype=np.float32)[np.arange(30) % 3])
    weights = np.diag(balanced(targets, 1.0))
    dense = rows.toarray()
    primal = np.linalg.solve(dense.T @ weights @ dense + 0.5 * np.eye(12), dense.T @ weights @ targets.toarray())
    query = random_rows(1, 12, 5)
    cosines = np.asarray((rows @ query.T).todense()).ravel()
    assert ridge_of(rows, targets).scores(cosines) == pytest.approx((query @ primal).ravel(), abs=1e-4)


def test_conjugate_gradients_come_to_the_same(monkeypatch):
    rows, targets = random_rows(60, 30), sparse.csr_matrix(np.eye(4, dtype=np.float32)[np.arange(60) % 4])
    exact = ridge_of(rows, targets)
    monkeypatch.setattr(ridge_module, "DENSE_ROWS", 10)
    assert ridge_of(rows, targets).dual == pytest.approx(exact.dual, abs=2e-3)


def test_a_ridge_without_means_scores_nobody(monkeypatch):
    rows, targets = random_rows(60, 30), sparse.csr_matrix(np.eye(4, dtype=np.float32)[np.arange(60) % 4])
    monkeypatch.setattr(ridge_module, "DENSE_ROWS", 10)
    monkeypatch.setattr(ridge_module, "MOST_WORK", 100)
    assert ridge_of(rows, targets).scores(np.ones(60, dtype=np.float32)).tolist() == [0.0] * 4


def test_topics_span_what_svd_spans():
    rows = random_rows(60, 25)
    topics = Topics.fit(rows)
    count = topics.of_rows(rows).shape[1]
    exact = np.linalg.svd(rows.toarray(), full_matrices=False)[2][:count]
    shared = np.linalg.svd(exact @ topics._basis)[1]
    assert shared[: count - 3] == pytest.approx(1.0, abs=0.02)


def test_the_tags_that_several_carry_are_fields():
    people = [Person("a", tags=("dairy", "own")), Person("b", tags=("dairy", "feed")), Person("c", tags=("feed",)),
              Person("d")]
    fields = fields_of(people).toarray()
    assert fields.shape == (4, 2)
    assert fields.sum(axis=1).tolist() == pytest.approx([1.0, 1.0, 1.0, 0.0])


def test_recent_activity_fades_and_unseen_people_keep_a_share():
    people = [Person("old"), Person("new"), Person("never")]
    rows = [Row("a", 0, day=0.0), Row("b", 0, day=1.0), Row("c", 1, day=400.0)]
    active = activity(Past.read(people, rows, tokens))
    assert active[0, 0] > active[1, 0] > active[2, 0]
    assert active[1, 2] > active[0, 2]
    assert np.isfinite(active).all()


def test_the_order_of_rows_changes_no_past():
    people = [Person("a"), Person("b")]
    rows = [Row("羊拉稀", 0, day=2.0), Row("玉米发黄", 1, day=1.0), Row("羊拉稀", 1, 0.5, 3.0)]
    one, two = (Past.read(people, given, tokens) for given in (rows, rows[::-1]))
    assert (one.texts != two.texts).nnz == 0
    assert (one.handled != two.handled).nnz == 0
    assert one.days.tolist() == two.days.tolist()
    assert one.handled.shape == (2, 2)


def test_log_shares_are_logs_of_shares():
    logs = log_shares(np.array([[1.0, 2.0, 900.0], [0.0, 0.0, 0.0]]))
    assert np.exp(logs).sum(axis=1) == pytest.approx(1.0)
    assert np.exp(logs[1]) == pytest.approx(1 / 3)


def test_weights_follow_much_evidence_and_stay_with_little():
    random = np.random.default_rng(3)
    signals = random.random((400, 5, len(SIGNALS))) * 0.2
    right = random.integers(0, 5, 400)
    shares = np.eye(5)[right]
    signals[:, :, SIGNALS.index("nearest")] += 0.4 * shares
    prior = Weights.prior()
    much, little = learn(signals, shares, prior, 1.0), learn(signals[:1] * 0.01, shares[:1], prior, 1.0)
    assert much.values[SIGNALS.index("nearest")] > prior.values[SIGNALS.index("nearest")] + 5
    assert little.array() == pytest.approx(prior.array(), abs=0.2)
    assert much.learned == 400


def test_what_the_prior_explains_moves_it_little():
    random, prior = np.random.default_rng(4), Weights.prior()
    signals = random.random((300, 5, len(SIGNALS)))
    as_the_prior_says = np.exp(log_shares(signals @ prior.array()))
    shares = np.eye(5)[[random.choice(5, p=row) for row in as_the_prior_says]]
    assert choose(signals, shares, prior).array() == pytest.approx(prior.array(), abs=1.5)
    told = signals.copy()
    told[:, :, SIGNALS.index("young")] -= shares
    chosen = choose(told, shares, prior)
    assert chosen.learned == 300
    assert chosen.values[SIGNALS.index("young")] < 0
    assert sorted(STRENGTHS, reverse=True) == list(STRENGTHS)


def test_reciprocal_ranks_by_hand():
    scores, shares = np.array([[3.0, 2.0, 1.0], [0.0, 5.0, 1.0]]), np.array([[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]])
    assert reciprocal_ranks(scores, shares).tolist() == [0.5, 1.0]


def test_newcomers_are_practised_only_where_there_are_any():
    people = [Person(str(n), f"植保 {n}") for n in range(20)]
    rows = [Row(f"病虫 {n} {k}", n) for n in range(16) for k in range(10)]
    past = Past.read(people, rows, tokens)
    ((known, held),) = newcomers(past)
    hidden = {int(past.handled[text].indices[0]) for text in held}
    assert 1 <= len(hidden) <= 3
    assert not {int(past.handled[text].indices[0]) for text in known} & hidden
    assert not list(newcomers(Past.read(people[:16], rows, tokens)))
