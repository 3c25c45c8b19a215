"""`flask report PERIOD`: the report as DOCX and XLSX."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app

from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.pack.current import current_pack
from feedback_service.reporting.periods.making import make_report
from feedback_service.reporting.periods.spans import PeriodUnknown


@click.command("report")
@click.argument("period")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder; DATA_DIR/reports if left out."
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Figures as they were at the end of this day."
)
def report(period: str, out: Path | None, as_of: datetime | None) -> None:
    """Writes the report of PERIOD (2026-Q1, 2026-H1, 2026-9M, 2026) as DOCX and XLSX."""
    session, config = db.session(), current_app.config["SERVICE"]
    try:
        made = make_report(session, period, current_pack(session), now(), as_of.date() if as_of else None)
    except PeriodUnknown:
        raise click.BadParameter("a period is 2026-Q1, 2026-H1, 2026-9M or 2026") from None
    folder = out or _folder(config)
    folder.mkdir(parents=True, exist_ok=True)
    for ending, content in (("docx", made.docx), ("xlsx", made.xlsx)):
        path = folder / f"bao-cao-{period.upper()}.{ending}"
        path.write_bytes(content)
        click.echo(str(path))


def _folder(config: Config) -> Path:
    return config.data_dir / "reports"
