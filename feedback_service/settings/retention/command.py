"""`flask retention`: what is past its time, and having it go."""

import click

from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.settings.retention.running import report_retention, run_retention


@click.command()
@click.option("--dry-run/--run", "dry", default=True, help="Only say what would go, or have it go.")
def retention(dry: bool) -> None:
    """Closed cases past their time (retention.yaml): how many by each rule; their words go with --run."""
    if dry:
        with transaction() as session:
            counts = report_retention(session, now=now()).counts
    else:
        counts = run_retention(now=now())
    for rule, cases in counts.items():
        click.echo(f"{rule}: {cases}")
