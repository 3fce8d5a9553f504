"""What `python3 -m data …` does once the environment stands."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from data.bootstrap import ROOT, say
from data.domain.errors import AppError
from data.exchange.county_files import PLACES
from data.i18n.errors import sentence
from data.jobs.turns import run_due
from data.migrations import migrate as migrate_database
from data.queries import demonstration
from data.register.concepts import CONCEPTS
from data.runtime import Runtime, Settings, open_runtime
from data.services.county import install_county
from data.services.files import sweep_orphans
from data.services.recount import count_what_is_missing
from data.services.recount import recount as services_recount
from data.services.register_cards import write_missing_cards
from data.services.sessions import has_accounts, make_setup_token


def run(options: argparse.Namespace) -> None:
    """Run the command; what a person can mend ends it with a sentence, the database as it was."""
    if options.database:
        os.environ["DATABASE_URL"] = options.database
    try:
        COMMANDS[options.command](options)
    except AppError as error:
        sys.exit(f"{sentence(error, 'zh')}\n{sentence(error, 'en')}")
    except (ArgumentError, DBAPIError, NoSuchModuleError) as error:
        detail = str(error).splitlines()[0]
        sys.exit(
            f"数据库用不了（{detail}）。请查DATABASE_URL或--database的写法、数据库开着没有。\n"
            f"The database cannot be used ({detail}). Check DATABASE_URL or --database, and that the server runs."
        )


def start(options: argparse.Namespace) -> None:
    """Migrate, fill a new database, say how to get in, and become the server."""
    _require_free(options.host, options.port)
    migrate(options)
    runtime = open_runtime(Settings.from_env())
    _prepare(runtime, options)
    runtime.close()
    say(f"地址 · address: http://{options.host}:{options.port}   (Ctrl+C 停 · stops)")
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "app.py", "--host", options.host, "--port", str(options.port)])


def migrate(_options: argparse.Namespace) -> None:
    migrate_database(Settings.from_env().database_url)
    _write_cards()
    say("数据库结构是最新的 · the database schema is up to date")


def sample(options: argparse.Namespace) -> None:
    """Fill an empty database with the demonstration banner."""
    migrate(options)
    runtime = open_runtime(Settings.from_env())
    if _has_accounts(runtime):
        sys.exit("库里已经有账号，演示旗只装进空库 · The database has accounts; the demonstration needs an empty one.")
    _seed(runtime)
    runtime.close()


def sweep(_options: argparse.Namespace) -> None:
    """Remove photos and scans whose write broke off. By hand only: a folder may serve more than one database."""
    runtime = open_runtime(Settings.from_env())
    with runtime.reading(None) as ctx:
        removed = sweep_orphans(ctx)
    runtime.close()
    say(f"清掉{removed}个没有记录的文件 · files without a record removed: {removed}")


def recount(_options: argparse.Namespace) -> None:
    """Hold the sums kept beside the visits against the visits; write them anew where they differ."""
    runtime = open_runtime(Settings.from_env())
    with runtime.writing(None) as ctx:
        found = services_recount(ctx)
    runtime.close()
    for county, wrong in found.items():
        say(f"{county}：{wrong}格和记录对不上，已重算 · cells that differed, written anew: {wrong}")


def jobs(options: argparse.Namespace) -> None:
    """The timed work whose turn it is, once; the server does the same every minute."""
    runtime = open_runtime(Settings.from_env())
    found = run_due(runtime, dry_run=options.dry_run)
    runtime.close()
    say("只看不做 · dry run, nothing changed" if options.dry_run else "到点的事做了 · timed work done")
    for name, counts in found.items():
        print(f"    {name:<12} {'  '.join(f'{what} {count}' for what, count in counts.items())}", flush=True)


def _write_cards() -> None:
    """What a step of the schema, or an older version, left without a card could not be searched, and without sums not
    be counted."""
    runtime = open_runtime(Settings.from_env())
    with runtime.writing(None) as ctx:
        for concept in CONCEPTS.values():
            write_missing_cards(ctx, concept)
        count_what_is_missing(ctx)
    runtime.close()


def _prepare(runtime: Runtime, options: argparse.Namespace) -> None:
    if not _has_accounts(runtime) and not options.empty:
        _seed(runtime)
    elif not _has_accounts(runtime):
        _begin_empty(runtime, options)
    else:
        _print_demonstration_accounts(runtime)


def _seed(runtime: Runtime) -> None:
    from data.sample import seed  # only a new demonstration needs its texts and rules

    say("装入演示旗，人和事都是编的 · filling in the demonstration banner; its people are invented")
    seed(runtime)
    _print_demonstration_accounts(runtime)


def _begin_empty(runtime: Runtime, options: argparse.Namespace) -> None:
    with runtime.writing(None) as ctx:
        install_county(ctx.session, PLACES / options.county[:4], options.county, demonstration=False)
        token = make_setup_token(ctx, options.county)
    say(f"空库 · empty database. http://{options.host}:{options.port}/auth/setup")
    say(f"一次性口令 · one-time token for the first administrator: {token}")


def _has_accounts(runtime: Runtime) -> bool:
    with runtime.reading(None) as ctx:
        return has_accounts(ctx.session)


def _print_demonstration_accounts(runtime: Runtime) -> None:
    with runtime.reading(None) as ctx:
        accounts = demonstration.accounts(ctx.session)
    if accounts:
        say(f"演示账号，密码都是 · demonstration accounts, password of all: {demonstration.PASSWORD}")
    for account in accounts:
        print(f"    {account.login:<16} {account.role.value:<12} {account.name}", flush=True)


def _require_free(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sys.exit(
                f"{host}:{port} 用不了（{error.strerror}），换一个端口：--port {port + 1}\n"
                f"{host}:{port} cannot be used ({error.strerror}); choose another port: --port {port + 1}"
            )


COMMANDS = {"start": start, "migrate": migrate, "sample": sample, "sweep": sweep, "jobs": jobs, "recount": recount}
