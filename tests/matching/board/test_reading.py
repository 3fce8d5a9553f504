"""What is no instance is refused with one sentence; what looks odd but is legal is not."""

from __future__ import annotations

import pytest

from matching.board import InstanceError, read_instance

GOOD = {"scores": [[1, None], [0.5, -2]], "demand": [1, 2], "min_load": [0, 0], "max_load": [2, 2.5]}


@pytest.mark.parametrize(("change", "sentence"), [
    ({"scores": [[1, 2]]}, "scores has 1 entries, but there must be one per problem: 2."),
    ({"scores": [[1, 2], [3]]}, "scores[1] has 1 entries, but there must be one per expert: 2."),
    ({"scores": [[1, 2], 3]}, "scores[1] must be a list."),
    ({"scores": [[1, True], [1, 2]]}, "scores[0][1] must be null or a number between -1e+12 and 1e+12."),
    ({"scores": [[1, "2"], [1, 2]]}, "scores[0][1] must be null or a number between -1e+12 and 1e+12."),
    ({"scores": [[1, 1e13], [1, 2]]}, "scores[0][1] must be null or a number between -1e+12 and 1e+12."),
    ({"demand": [1, -1]}, "demand[1] must be between 0 and 1e+12."),
    ({"demand": [1, 1.5]}, "demand[1] must be a whole number."),
    ({"demand": 3}, "demand must be a list."),
    ({"demand": None}, "demand must be a list."),
    ({"min_load": [0]}, "min_load has 1 entries, but there must be one per expert: 2."),
    ({"max_load": [0, None]}, "max_load[1] must be a number between -1e+12 and 1e+12."),
    ({"weights": [1]}, "weights has 1 entries, but there must be one per problem: 2."),
    ({"weights": [1, 0]}, "weights[1] must be greater than 0."),
    ({"forbidden": [[0]]}, "forbidden[0] must be [problem, expert]."),
    ({"locked": [[0, 2]]}, "locked[0]: there is no expert 2."),
    ({"locked": [[-1, 0]]}, "locked[0]: there is no problem -1."),
    ({"previous": [[0, 1.0]]}, "previous[0]: the expert must be a whole number."),
    ({"must_have": [{"problem": 0, "experts": [0]}]},
     'must_have[0] must be an object with "problem", "experts" and "at_least".'),
    ({"must_have": [{"problem": 0, "experts": [5], "at_least": 1}]}, "must_have[0]: there is no expert 5."),
    ({"must_have": [{"problem": 0, "experts": 1, "at_least": 1}]}, "must_have[0].experts must be a list."),
    ({"apart": [[0, 1, 1]]}, "apart[0] must be [expert, expert]."),
    ({"apart": [[1, 1]]}, "apart[0] names the same expert twice."),
    ({"load_cost": -1}, "load_cost must not be negative."),
    ({"change_cost": "2"}, "change_cost must be a number between -1e+12 and 1e+12."),
    ({"fairness": "max"}, 'fairness must be "none" or "maxmin".'),
    ({"time_limit": 0}, "time_limit must be greater than 0."),
    ({"seed": 1.5}, "seed must be a whole number."),
    ({"forbiden": []}, '"forbiden" is no field of an instance.'),
])
def test_a_fault_is_named_with_its_place(change, sentence):
    with pytest.raises(InstanceError) as refused:
        read_instance({**GOOD, **change})
    assert str(refused.value) == sentence


@pytest.mark.parametrize("data", [[], 3, "x", None])
def test_an_instance_is_an_object(data):
    with pytest.raises(InstanceError, match="must be a JSON object"):
        read_instance(data)


@pytest.mark.parametrize("name", ["scores", "demand", "min_load", "max_load"])
def test_what_is_needed(name):
    with pytest.raises(InstanceError, match=f'needs "{name}"'):
        read_instance({key: value for key, value in GOOD.items() if key != name})


def test_null_is_an_optional_field_left_out():
    read = read_instance({**GOOD, "weights": None, "time_limit": None, "locked": None})
    assert (read.weights.tolist(), read.time_limit, read.locked) == ([1, 1], 10, ())


def test_rules_said_twice_hold_once():
    read = read_instance({**GOOD, "locked": [[1, 0], [0, 0], [1, 0]], "apart": [[1, 0], [0, 1]]})
    assert (read.locked, read.apart) == (((0, 0), (1, 0)), ((0, 1),))


def test_an_empty_board_is_a_board():
    assert read_instance({"scores": [], "demand": [], "min_load": [], "max_load": []}).problems == 0
