"""`python3 -m data start | migrate | sample | sweep | recount | jobs`: install, prepare the database, run the desk."""

from __future__ import annotations

import argparse

from data.bootstrap import enter_environment

DEMONSTRATION_COUNTY = "150824"


def main() -> None:
    options = _parser().parse_args()
    enter_environment("data", "requirements.txt")
    from data import commands

    commands.run(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m data", description="安装、准备数据库、启动 · Install, prepare the database, run the desk"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    start = _add(commands, "start", "安装缺的，装入演示旗，启动 · install what is missing, add the demonstration, run")
    start.add_argument("--empty", action="store_true", help="a new database begins empty, with a one-time setup token")
    start.add_argument(
        "--county", default=DEMONSTRATION_COUNTY, metavar="CODE", help="with --empty: 6-digit code of the county"
    )
    start.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    start.add_argument("--port", type=int, default=8501, choices=range(1, 65536), metavar="PORT")
    _add(commands, "migrate", "数据库升到这一版 · bring the database up to this version")
    _add(commands, "sweep", "清掉断了的上传留下的文件 · remove the files of uploads that broke off")
    _add(commands, "recount", "核对成效的合计，对不上的重算 · check the sums of the figures, rebuild those that differ")
    jobs = _add(commands, "jobs", "做到点该做的事 · do the timed work that is due")
    jobs.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")
    _add(commands, "sample", "空库装入演示旗 · fill an empty database with the demonstration banner")
    return parser


def _add(commands: argparse._SubParsersAction, name: str, description: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=description, description=description)
    command.add_argument("--database", metavar="URL", help="e.g. postgresql+psycopg://user:password@host/name")
    return command


if __name__ == "__main__":
    main()
