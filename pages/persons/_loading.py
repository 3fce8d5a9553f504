"""Everything the page of pairs shows, read in one go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.queries.identity_pair import PairPage, pair_page
from data.queries.identity_pairs import PairLine, pair_lines, waiting_ids
from pages.shared import state
from pages.shared.guards import Screen

LATER = "pairs_later"
SHOWN = 8


@dataclass(frozen=True)
class View:
    """`pair`: the one to look at, None when nothing waits. `waiting`: how many wait; `coming`: the next of them."""

    pair: PairPage | None
    waiting: int
    coming: tuple[PairLine, ...]
    now: dt.datetime

    @property
    def is_in_queue(self) -> bool:
        return self.pair is not None and not self.pair.decided_at


def load(screen: Screen, pair_id: int | None) -> View:
    """The pair of the address, else the first that waits and was not put off. Raises what the queries raise."""
    put_off = state.picked(LATER, ())
    with screen.reading() as ctx:
        ids = waiting_ids(ctx)
        queue = [*(one for one in ids if one not in put_off), *(one for one in put_off if one in ids)]
        chosen = pair_id or next(iter(queue), None)
        coming = [one for one in queue if one != chosen][:SHOWN]
        return View(
            pair_page(ctx, chosen) if chosen else None, len(ids), pair_lines(ctx, coming), ctx.now,
        )


def put_off(pair_id: int) -> None:
    """Look at this pair again after all others."""
    state.pick(LATER, (*(one for one in state.picked(LATER, ()) if one != pair_id), pair_id))
