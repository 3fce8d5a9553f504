"""Small boards of every kind, as the shell reads them."""

from __future__ import annotations

from hypothesis import strategies as st

SCORES = st.one_of(
    st.integers(-3, 9), st.sampled_from([0.1, 0.2, 0.25, 0.5, 0.7, 2.5, -1.5]), st.sampled_from([None, 0, 1]),
)


@st.composite
def plain_boards(draw, unit=True):
    """Unit loads and hard pairs; with `unit` false also weights and fractional limits."""
    problems, experts = draw(st.sampled_from([(1, 1), (1, 4), (2, 2), (2, 3), (3, 2), (3, 3), (4, 3), (2, 5)]))
    numbers = st.sampled_from([0, 1, 2, 2, 3] if unit else [0, 0.5, 1, 1.5, 2, 3])
    board = {
        "scores": draw(_table(problems, experts)),
        "demand": draw(st.lists(st.sampled_from([0, 1, 1, 1, 2]), min_size=problems, max_size=problems)),
        "min_load": draw(st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), min_size=experts, max_size=experts)),
        "max_load": draw(st.lists(numbers, min_size=experts, max_size=experts)),
    }
    pairs = st.lists(
        st.tuples(st.integers(0, problems - 1), st.integers(0, experts - 1)).map(list), max_size=2, unique_by=tuple
    )
    for name in ("forbidden", "locked", "previous"):
        if draw(st.booleans()):
            board[name] = draw(pairs)
    if draw(st.booleans()):
        board["load_cost"] = draw(st.sampled_from([0, 0.1, 0.5, 2]))
    if draw(st.booleans()):
        board["change_cost"] = draw(st.sampled_from([0, 0.5, 3]))
    return board


@st.composite
def ruled_boards(draw):
    """Everything: weights, groups, people apart, fairness."""
    board = draw(plain_boards(unit=False))
    problems, experts = len(board["demand"]), len(board["max_load"])
    if draw(st.booleans()):
        board["weights"] = draw(st.lists(st.sampled_from([0.5, 1, 1.5, 2]), min_size=problems, max_size=problems))
    if draw(st.booleans()):
        rule = st.fixed_dictionaries({
            "problem": st.integers(0, problems - 1),
            "experts": st.lists(st.integers(0, experts - 1), max_size=3, unique=True),
            "at_least": st.integers(0, 2),
        })
        board["must_have"] = draw(st.lists(rule, max_size=2))
    if experts > 1 and draw(st.booleans()):
        pair = st.lists(st.integers(0, experts - 1), min_size=2, max_size=2, unique=True)
        board["apart"] = draw(st.lists(pair, max_size=2))
    board["fairness"] = draw(st.sampled_from(["none", "maxmin"]))
    return board


@st.composite
def _table(draw, problems, experts):
    return [draw(st.lists(SCORES, min_size=experts, max_size=experts)) for _ in range(problems)]
