"""`check` once its packages are there: the report of a file, compared with the register on demand."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from data.domain.errors import AppError
from data.exchange.workbooks.isolated import check_file
from data.exchange.workbooks.report_json import Json, refused_json


def check(options: argparse.Namespace) -> Json:
    """The answer as docs/import-files.md has it."""
    returned = Path(options.returned) if options.returned else None
    report = check_file(Path(options.file), options.kind, options.county, lang=options.lang, returned=returned)
    return report if options.database is None or "refused" in report else with_register(report, options)


def with_register(report: Json, options: argparse.Namespace) -> Json:
    """The report after comparing; what a database needs is imported only here, half a second that most runs spare."""
    from sqlalchemy.exc import SQLAlchemyError

    from data.exchange.workbooks.register_check import compare_with_register
    from data.queries.register_keys import register_keys
    from data.runtime import Settings, open_runtime

    if options.database:
        os.environ["DATABASE_URL"] = options.database
    runtime = open_runtime(Settings.from_env())
    try:
        with runtime.reading(None) as ctx:
            known = register_keys(ctx.session, options.county, options.kind)
    except SQLAlchemyError as error:
        detail = str(error).splitlines()[0]
        return refused_json(AppError("workbook_no_database", detail=detail), options.lang)
    finally:
        runtime.close()
    return compare_with_register(report, options.kind, known, options.lang)
