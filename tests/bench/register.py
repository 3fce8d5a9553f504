"""`python -m tests.bench.register`: list, search and one edit of experts at 100, 2,000 and 20,000 of them.

Milliseconds of one query or service call, median; figures are printed, nothing is asserted. `DESK_TEST_POSTGRES` is
not used: SQLite in a temporary folder. The names are drawn from the demonstration's own.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, select

from data.domain.register import ExpertKind, Title
from data.domain.roles import Actor, Role
from data.exchange.county_files import places_folder
from data.migrations import migrate
from data.models.account import Account
from data.models.expert import Expert
from data.queries.expert_record import expert_figures
from data.queries.register import BY_CHANGE, BY_COMPLETENESS, ListRequest, list_page
from data.queries.register_history import history
from data.register.expert import EXPERT
from data.runtime import Runtime, Settings, open_runtime
from data.services.county import install_county
from data.services.names import pinyin_of
from data.services.register import edit
from data.services.register_batches import RowEdit, apply
from data.services.register_cards import write_missing_cards

SIZES = (100, 2_000, 20_000)
RUNS = 9
COUNTY = "150824"
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗", "海峰桂芳文涛志远秀兰建国红霞春生玉珍立新晓燕铁柱"
SUBJECTS = ("果树栽培", "植物保护", "土壤肥料", "设施蔬菜", "兽医", "农机维修", "草原与饲草", "品牌与营销")
CROPS = ("西梅", "葡萄", "番茄", "玉米", "向日葵", "绒山羊", "肉羊", "骆驼")
REQUESTS = {
    "list, first page": ListRequest(), "list, a page in the middle": ListRequest(page=400),
    "by last change": ListRequest(order=BY_CHANGE), "by completeness": ListRequest(order=BY_COMPLETENESS),
    "two characters": ListRequest("栽培"), "a name": ListRequest("王海峰"), "initials": ListRequest("whf"),
    "end of a phone": ListRequest("0007"), "nothing found": ListRequest("没有的"),
    "an industry": ListRequest(choices={"industries": "I4"}), "free today": ListRequest(narrow="free"),
    "quiet": ListRequest(narrow="quiet"), "to check": ListRequest(narrow="check"),
}


def main() -> None:
    columns = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, world(Path(folder), size) as (runtime, actor):
            columns.append(_times(runtime, actor))
    print(f"\n{'ms, median':<34}" + "".join(f"{size:>10,}" for size in SIZES) + f"{'growth':>10}")
    for name in columns[0]:
        values = [column[name] for column in columns]
        print(f"{name:<34}" + "".join(f"{value:>10.1f}" for value in values) + f"{values[-1] / values[0]:>10.1f}")


@contextmanager
def world(folder: Path, size: int, url: str | None = None) -> Iterator[tuple[Runtime, Actor]]:
    """A county with an officer and `size` experts, in SQLite unless told otherwise."""
    settings = Settings(url or f"sqlite:///{folder / 'desk.db'}", folder)
    migrate(settings.database_url)
    runtime = open_runtime(settings)
    with runtime.writing(None) as ctx:
        install_county(ctx.session, places_folder(COUNTY), COUNTY, demonstration=True)
        account = Account(
            login="bench", name="王敏", role=Role.OFFICER, area_code=COUNTY, password_hash="-", created_at=ctx.now,
        )
        ctx.session.add(account)
        ctx.session.execute(insert(Expert), list(_experts(size)))
        write_missing_cards(ctx, EXPERT)
        ctx.session.flush()
        actor = Actor(account.id, 0, Role.OFFICER, "王敏", COUNTY)
    yield runtime, actor
    runtime.close()


def _experts(size: int) -> Iterator[dict]:
    rng = random.Random(size)
    for number in range(size):
        name = rng.choice(FAMILY) + "".join(rng.sample(GIVEN, 2))
        yield {
            "county_code": COUNTY, "kind": ExpertKind.PERSON, "name": name, "pinyin": pinyin_of(name),
            "unit": f"第{number % 40}农牧站", "title": rng.choice(list(Title)), "subject": rng.choice(SUBJECTS),
            "profile": "地里的毛病看得多。" * 8, "phone": f"1990{number:07}",
            "home_place": f"{COUNTY}{100 + number % 6}", "industries": [f"I{1 + number % 9}"],
            "problem_types": ["P01"], "disciplines": ["210.40"], "crops": rng.sample(CROPS, 2), "languages": ["zh"],
            "version": 1,
        }


def _times(runtime: Runtime, actor: Actor) -> dict[str, float]:
    times = {name: _median(lambda request=request: _list(runtime, actor, request))
             for name, request in REQUESTS.items()}
    with runtime.reading(actor) as ctx:
        ids = list(ctx.session.scalars(select(Expert.id).order_by(Expert.id).limit(100)))
    versions = dict.fromkeys(ids, 1)
    times["one edit, committed"] = _median(lambda: _edit(runtime, actor, ids[0], versions))
    times["100 rows on the grid, committed"] = _median(lambda: _batch(runtime, actor, ids, versions), 3)
    times["history of one"] = _median(lambda: _history(runtime, actor, ids[0]))
    return times


def _list(runtime: Runtime, actor: Actor, request: ListRequest) -> None:
    with runtime.reading(actor) as ctx:
        page = list_page(ctx, EXPERT, request)
        expert_figures(ctx, [row.id for row in page.rows])


def _edit(runtime: Runtime, actor: Actor, expert_id: int, versions: dict[int, int]) -> None:
    with runtime.writing(actor) as ctx:
        seen = versions[expert_id]
        versions[expert_id] = edit(ctx, EXPERT, expert_id, seen, {"max_open": 1 + seen % 20})


def _batch(runtime: Runtime, actor: Actor, ids: list[int], versions: dict[int, int]) -> None:
    with runtime.writing(actor) as ctx:
        apply(ctx, EXPERT, [RowEdit(id_, versions[id_], {"month_days": 1 + versions[id_] % 20}) for id_ in ids])
    for id_ in ids:
        versions[id_] += 1


def _history(runtime: Runtime, actor: Actor, expert_id: int) -> None:
    with runtime.reading(actor) as ctx:
        history(ctx, EXPERT, expert_id)


def _median(call: Callable[[], None], runs: int = RUNS) -> float:
    call()
    return statistics.median(_timed(call) for _ in range(runs))


def _timed(call: Callable[[], None]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
