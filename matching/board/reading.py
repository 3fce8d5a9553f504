"""An instance as JSON spells it. Every fault is one sentence that names the field and the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from matching.board.instance import TIME_LIMIT, Instance, MustHave, Pair, instance_of

LARGEST = 1e12
NUMBER = f"a number between {-LARGEST:g} and {LARGEST:g}"
NEEDED = ("scores", "demand", "min_load", "max_load")
OPTIONAL = (
    "weights", "forbidden", "locked", "must_have", "apart", "load_cost", "fairness", "previous", "change_cost",
    "time_limit", "seed",
)


class InstanceError(ValueError):
    """What was read is no instance; the message is the sentence to print."""


def read_instance(data: object) -> Instance:
    """Null stands for an optional field left out. `seed` is only checked: nothing is drawn. Raises InstanceError."""
    if not isinstance(data, Mapping):
        raise InstanceError("The instance must be a JSON object.")
    for name in NEEDED:
        if name not in data:
            raise InstanceError(f'The instance needs "{name}".')
    if unknown := sorted(str(name) for name in data if name not in NEEDED + OPTIONAL):
        raise InstanceError(f'"{unknown[0]}" is no field of an instance.')
    data = {name: value for name, value in data.items() if value is not None or name in NEEDED}
    demand = _counts(data["demand"], "demand")
    max_load = _numbers(data["max_load"], "max_load")
    problems, experts = len(demand), len(max_load)
    _of_length(data["min_load"], "min_load", experts, "expert")
    _seed(data.get("seed", 0))
    return instance_of(
        _scores(data["scores"], problems, experts), demand, _numbers(data["min_load"], "min_load"), max_load,
        weights=_weights(data.get("weights", [1] * problems), problems),
        forbidden=_pairs(data, "forbidden", problems, experts),
        locked=_pairs(data, "locked", problems, experts),
        must_have=_must_have(data.get("must_have", []), problems, experts),
        apart=_apart(data, experts),
        load_cost=_at_least_0(data.get("load_cost", 0), "load_cost"),
        maxmin=_is_maxmin(data.get("fairness", "none")),
        previous=_pairs(data, "previous", problems, experts),
        change_cost=_at_least_0(data.get("change_cost", 0), "change_cost"),
        time_limit=_time_limit(data.get("time_limit", TIME_LIMIT)),
    )


def _scores(rows: object, problems: int, experts: int) -> list[list[float | None]]:
    _of_length(rows, "scores", problems, "problem")
    for problem, row in enumerate(rows):
        _of_length(row, f"scores[{problem}]", experts, "expert")
        for expert, score in enumerate(row):
            if score is not None and not _is_number(score):
                raise InstanceError(f"scores[{problem}][{expert}] must be null or {NUMBER}.")
    return rows


def _weights(values: object, problems: int) -> list[float]:
    _of_length(values, "weights", problems, "problem")
    numbers = _numbers(values, "weights")
    for problem, weight in enumerate(numbers):
        if weight <= 0:
            raise InstanceError(f"weights[{problem}] must be greater than 0.")
    return numbers


def _pairs(data: Mapping[str, Any], name: str, problems: int, experts: int) -> tuple[Pair, ...]:
    """Sorted, each once."""
    found = set()
    for place, pair in enumerate(_list(data.get(name, []), name)):
        where = f"{name}[{place}]"
        if not isinstance(pair, list) or len(pair) != 2:
            raise InstanceError(f"{where} must be [problem, expert].")
        found.add((_index(pair[0], where, "problem", problems), _index(pair[1], where, "expert", experts)))
    return tuple(sorted(found))


def _apart(data: Mapping[str, Any], experts: int) -> tuple[Pair, ...]:
    found = set()
    for place, pair in enumerate(_list(data.get("apart", []), "apart")):
        where = f"apart[{place}]"
        if not isinstance(pair, list) or len(pair) != 2:
            raise InstanceError(f"{where} must be [expert, expert].")
        one, other = sorted(_index(expert, where, "expert", experts) for expert in pair)
        if one == other:
            raise InstanceError(f"{where} names the same expert twice.")
        found.add((one, other))
    return tuple(sorted(found))


def _must_have(rules: object, problems: int, experts: int) -> tuple[MustHave, ...]:
    found = []
    for place, rule in enumerate(_list(rules, "must_have")):
        where = f"must_have[{place}]"
        if not isinstance(rule, Mapping) or set(rule) != {"problem", "experts", "at_least"}:
            raise InstanceError(f'{where} must be an object with "problem", "experts" and "at_least".')
        group = [_index(one, where, "expert", experts) for one in _list(rule["experts"], f"{where}.experts")]
        problem = _index(rule["problem"], where, "problem", problems)
        found.append(MustHave(problem, frozenset(group), _count(rule["at_least"], f"{where}.at_least")))
    return tuple(sorted(set(found), key=lambda rule: (rule.problem, sorted(rule.experts), rule.at_least)))


def _is_maxmin(value: object) -> bool:
    if value not in ("none", "maxmin"):
        raise InstanceError('fairness must be "none" or "maxmin".')
    return value == "maxmin"


def _time_limit(value: object) -> float:
    seconds = _number(value, "time_limit")
    if seconds <= 0:
        raise InstanceError("time_limit must be greater than 0.")
    return seconds


def _seed(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InstanceError("seed must be a whole number.")


def _at_least_0(value: object, name: str) -> float:
    if (number := _number(value, name)) < 0:
        raise InstanceError(f"{name} must not be negative.")
    return number


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise InstanceError(f"{name} must be a list.")
    return value


def _of_length(value: object, name: str, length: int, per: str) -> None:
    if len(_list(value, name)) != length:
        raise InstanceError(f"{name} has {len(value)} entries, but there must be one per {per}: {length}.")


def _numbers(values: object, name: str) -> list[float]:
    return _each(values, name, _number)


def _counts(values: object, name: str) -> list[int]:
    return _each(values, name, _count)


def _each(values: object, name: str, read: Callable[[object, str], Any]) -> list[Any]:
    return [read(value, f"{name}[{place}]") for place, value in enumerate(_list(values, name))]


def _number(value: object, name: str) -> float:
    if not _is_number(value):
        raise InstanceError(f"{name} must be {NUMBER}.")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST


def _count(value: object, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InstanceError(f"{name} must be a whole number.")
    if not 0 <= value <= LARGEST:
        raise InstanceError(f"{name} must be between 0 and {LARGEST:g}.")
    return value


def _index(value: object, where: str, kind: str, size: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InstanceError(f"{where}: the {kind} must be a whole number.")
    if not 0 <= value < size:
        raise InstanceError(f"{where}: there is no {kind} {value}.")
    return value
