"""Doing what is due: once, or again and again beside the server."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
from collections.abc import Iterable

from data.jobs.kinds import KINDS, Kind
from data.runtime import Runtime
from data.services.timed_work import give_back, is_due, take

EVERY_SECONDS = 60
log = logging.getLogger(__name__)


def run_due(
    runtime: Runtime, now: dt.datetime | None = None, *, dry_run: bool = False, kinds: Iterable[Kind] = KINDS,
) -> dict[str, dict[str, int]]:
    """Kind -> what came of it, for those whose turn it was. A dry run asks every kind and changes nothing."""
    now = now or dt.datetime.now(dt.UTC)
    if dry_run:
        return {kind.name: kind.run(runtime, now, True) for kind in kinds}
    found = ((kind.name, _turn(runtime, kind, now)) for kind in kinds)
    return {name: result for name, result in found if result is not None}


def wanted() -> bool:
    """DESK_JOBS=off leaves timed work to `python3 -m data jobs`."""
    return os.environ.get("DESK_JOBS", "on") != "off"


def start(runtime: Runtime, kinds: Iterable[Kind] = KINDS, seconds: float = EVERY_SECONDS) -> threading.Event:
    """Take turns in a thread of this process until the event that comes back is set."""
    stop = threading.Event()
    turns = (runtime, stop, tuple(kinds), seconds)
    threading.Thread(target=_take_turns, args=turns, name="timed work", daemon=True).start()
    return stop


def _turn(runtime: Runtime, kind: Kind, now: dt.datetime) -> dict[str, int] | None:
    holder = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:64]
    with runtime.reading(None, now=now) as ctx:
        if not is_due(ctx, kind.name, kind.every):
            return None
    with runtime.writing(None, now=now) as ctx:
        if not take(ctx, kind.name, kind.every, holder):
            return None
    result = kind.run(runtime, now, False)
    with runtime.writing(None, now=now) as ctx:
        give_back(ctx, kind.name, holder, result, is_done=not result.get("left"))
    return result


def _take_turns(runtime: Runtime, stop: threading.Event, kinds: tuple[Kind, ...], seconds: float) -> None:
    """A turn that fails is told in the log and tried again when its lease is over; the others are taken.

    Whatever it is that fails: nobody waits for this thread, so an error that ended it would be seen by nobody.
    """
    while not stop.wait(seconds):
        for kind in kinds:
            try:
                run_due(runtime, kinds=[kind])
            except Exception:
                log.exception("timed work: %s", kind.name)
