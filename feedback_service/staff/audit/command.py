"""flask audit verify, flask audit export FILE."""

import sys
from pathlib import Path

import click

from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.staff.audit.exporting import exported
from feedback_service.staff.audit.forging import forge_audit_chain
from feedback_service.staff.audit.roots import printed_roots
from feedback_service.staff.audit.verifying import verify


@click.group()
def audit() -> None:
    """The log of every change and every sensitive reading."""


@audit.command("verify")
def audit_verify() -> None:
    """Recomputes the whole log; exit 1 and the first broken place if something was rewritten."""
    forge_audit_chain(now=now(), everything=True)
    found = verify(db.session())
    if found.broken:
        click.echo(f"BROKEN  {found.broken}")
        sys.exit(1)
    click.echo(f"ok  {found.entries} entries, root {found.root}")
    for name, root in printed_roots(db.session(), now()):
        click.echo(f"    {name}  {root}")


@audit.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def audit_export(file: Path) -> None:
    """Writes the log as JSON lines; of sealed cases only the digests."""
    forge_audit_chain(now=now(), everything=True)
    with file.open("w", encoding="utf-8") as lines:
        count = sum(1 for line in exported(db.session()) if lines.write(line + "\n"))
    click.echo(f"{count} entries written to {file}")
