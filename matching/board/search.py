"""A first plan soon, and a better one while there is time: construction, then exchanges that pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from matching.board.instance import Instance, Ints
from matching.board.program import Deadline
from matching.board.teams import Teams

PAYS = 1e-9


def constructed(instance: Instance, start: Ints, deadline: Deadline) -> Teams:
    """Teams built from the pairs of a simpler board's plan, complete where that was found, and improved if so.

    Locks first, then the start as far as it breaks nothing; what is left over finds a place by moving others aside.
    """
    teams = Teams(instance)
    teams.take(instance.locked)
    teams.take(instance.pairs(start))
    for problem in sorted(range(instance.problems), key=lambda one: len(teams.options[one])):
        while teams.missing(problem) and not deadline.passed() and _place(teams, problem):
            pass
    for expert in range(instance.experts):
        while teams.load[expert] < teams.least[expert] and not deadline.passed() and _pull(teams, expert):
            pass
    if teams.is_complete():
        improve(teams, deadline)
    return teams


class Move(NamedTuple):
    """The problem goes from expert `old` to `new`, who gives him `aside` in exchange if that is not None."""

    pays: float
    problem: int
    old: int
    new: int
    aside: int | None = None


def _place(teams: Teams, problem: int) -> bool:
    """Fills a free place with the best expert who has room, else by a chain of people each handing one problem on."""
    options, weight = teams.options[problem], teams.weight[problem]
    free = [one for one in options if teams.fits(problem, one) and teams.has_room(one, weight)]
    if free:
        teams.add(problem, max(free, key=lambda one: (options[one] - teams.burden(one, weight), -one)))
        return True
    return _place_by_chain(teams, problem)


def _place_by_chain(teams: Teams, problem: int) -> bool:
    """The shortest chain: each expert takes a problem and hands another on, the last one has room."""
    steps = [_Step(problem, expert, None) for expert in teams.options[problem] if teams.fits(problem, expert)]
    seen = {step.expert for step in steps}
    for step in steps:
        weight = teams.weight[step.problem]
        if teams.has_room(step.expert, weight):
            _walk_back(teams, step)
            return True
        for aside in sorted(teams.tasks[step.expert]):
            more = weight - teams.weight[aside]
            if (aside, step.expert) in teams.fixed or step.moves(aside) or not teams.has_room(step.expert, more):
                continue
            for other in teams.options[aside]:
                if other not in seen and teams.fits(aside, other, step.expert) and teams.can_spare(step.expert, -more):
                    seen.add(other)
                    steps.append(_Step(aside, other, step))
    return False


class _Step(NamedTuple):
    """`problem` comes to `expert`, handed on by the expert of the step before."""

    problem: int
    expert: int
    before: _Step | None

    def moves(self, problem: int) -> bool:
        return self.problem == problem or (self.before is not None and self.before.moves(problem))


def _walk_back(teams: Teams, step: _Step | None) -> None:
    while step is not None:
        if step.before is not None:
            teams.remove(step.problem, step.before.expert)
        teams.add(step.problem, step.expert)
        step = step.before


def _pull(teams: Teams, expert: int) -> bool:
    """Gives the expert a problem that somebody else can spare, the one that costs least."""
    moves = [
        move for problem, options in enumerate(teams.options) if expert in options
        for old in sorted(teams.team[problem]) for move in ways_to(teams, problem, old, expert)
    ]
    best = max(moves, default=None, key=_merit)
    if best is not None:
        _make(teams, best)
    return best is not None


def improve(teams: Teams, deadline: Deadline) -> None:
    """Moves and exchanges that pay, problem after problem, until a round brings nothing."""
    floor = teams.floor()
    moved = True
    while moved:
        moved = False
        for problem in range(len(teams.team)):
            for old in sorted(teams.team[problem]):
                if deadline.passed():
                    return
                ways = (move for move in ways_to_change(teams, problem, old) if move.pays > PAYS)
                best = max((move for move in ways if _is_fair(teams, move, floor)), default=None, key=_merit)
                if best is not None:
                    _make(teams, best)
                    moved = True
                    break


def ways_to_change(teams: Teams, problem: int, old: int) -> Iterator[Move]:
    for new in teams.options[problem]:
        yield from ways_to(teams, problem, old, new)


def ways_to(teams: Teams, problem: int, old: int, new: int) -> Iterator[Move]:
    """Ways to bring `new` to the problem in place of `old`: directly, or in exchange for one of his problems."""
    weight = teams.weight[problem]
    if (problem, old) in teams.fixed or not teams.fits(problem, new, old):
        return
    pays = teams.options[problem][new] - teams.options[problem][old]
    if teams.has_room(new, weight) and teams.can_spare(old, weight):
        yield Move(pays - teams.burden(new, weight) - teams.burden(old, -weight), problem, old, new)
    for aside in sorted(teams.tasks[new]):
        more = weight - teams.weight[aside]
        if (aside, new) not in teams.fixed and _can_exchange(teams, new, old, more) and teams.fits(aside, old, new):
            exchanged = teams.options[aside][old] - teams.options[aside][new]
            burden = teams.burden(new, more) + teams.burden(old, -more)
            yield Move(pays + exchanged - burden, problem, old, new, aside)


def _can_exchange(teams: Teams, new: int, old: int, more: float) -> bool:
    """Whether both stay within their limits when `new` carries `more` than before and `old` as much less."""
    return (
        teams.has_room(new, more) and teams.can_spare(new, -more)
        and teams.has_room(old, -more) and teams.can_spare(old, more)
    )


def _is_fair(teams: Teams, move: Move, floor: float) -> bool:
    """With maxmin: whether no problem falls below what the poorest has."""
    if not teams.instance.maxmin:
        return True
    sums = [teams.sum_of(move.problem) + teams.score(move.problem, move.new) - teams.score(move.problem, move.old)]
    if move.aside is not None:
        sums.append(
            teams.sum_of(move.aside) + teams.score(move.aside, move.old) - teams.score(move.aside, move.new)
        )
    return min(sums) >= floor - PAYS


def _make(teams: Teams, move: Move) -> None:
    teams.remove(move.problem, move.old)
    if move.aside is not None:
        teams.remove(move.aside, move.new)
        teams.add(move.aside, move.old)
    teams.add(move.problem, move.new)


def _merit(move: Move) -> tuple[float, int, int, int]:
    """The best paid, then the one of lowest numbers."""
    return (move.pays, -move.problem, -move.new, -1 if move.aside is None else -move.aside)
