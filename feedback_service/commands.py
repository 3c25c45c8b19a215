"""The flask commands, thin: each calls one function and prints.

What only a command needs is imported inside it: the web processes pay for none of it.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask_migrate import Migrate
from sqlalchemy import select

from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import UNREACHABLE, db, is_down, transaction, waiting_at_most
from feedback_service.handling.deadlines.answer import Limit, deadline_answer
from feedback_service.handling.promises import zone_of
from feedback_service.pack.current import NoPackLoaded, current_pack, last_pack
from feedback_service.pack.faults import PackInvalid
from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.reporting.periods.command import report
from feedback_service.routing.learning.command import retrain
from feedback_service.settings.keys.command import keys
from feedback_service.settings.retention.command import retention
from feedback_service.spool import this_spool
from feedback_service.staff.audit.command import audit
from feedback_service.staff.command import officer
from feedback_service.staff.demo import create_demo_officers

SHIPPED_PACK = Path(__file__).parent / "commune" / "ea-knop"
MIGRATIONS = Path(__file__).parent.parent / "migrations"


def init_app(app: Flask) -> None:
    Migrate(app, db, directory=str(MIGRATIONS), compare_type=True)
    for command in (
        load_pack,
        export_pack,
        demo,
        officer,
        route,
        evaluate_routing,
        retrain,
        deadline,
        report,
        retention,
        worker,
        reconcile,
        drain,
        is_away,
        doctor,
        audit,
        keys,
    ):
        app.cli.add_command(command)


@click.command("load-pack")
@click.argument(
    "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), default=SHIPPED_PACK
)
def load_pack(directory: Path) -> None:
    """Loads or updates the commune pack: units, topics, rules, deadlines, calendar, channels, plan."""
    try:
        pack = load_files(directory)
    except PackInvalid as invalid:
        _fail(str(invalid))
    from feedback_service.routing.rehearsing.reapplying import load_from_files
    from feedback_service.routing.rehearsing.telling import fault_lines, loaded_lines

    with transaction() as session:
        loaded = load_from_files(session, pack, now())
    for line in (*loaded_lines(loaded), *fault_lines(loaded.pack)):
        click.echo(line)


@click.command("export-pack")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def export_pack(directory: Path) -> None:
    """Writes the pack in force as files into DIRECTORY: `flask load-pack` makes the same pack of them."""
    from feedback_service.pack.exporting import export_pack as write_files

    pack = _pack()
    try:
        made = write_files(pack, directory)
    except OSError as error:
        _fail(f"{directory} cannot be written: {error.strerror}.")
    click.echo(f"Wrote version {pack.version} as {len(made)} files to {directory}.")


@click.command()
@click.option("--cases", default=300, show_default=True, type=click.IntRange(0, 1_000_000))
@click.option("--if-empty", is_flag=True, help="Do nothing where there are cases already.")
def demo(cases: int, if_empty: bool) -> None:
    """Demo officers and realistic cases over the last 12 months."""
    from feedback_service.demo import fill, fill_demo_rooms, is_empty

    config: Config = current_app.config["SERVICE"]
    if not config.demo:
        _fail("Demo data belongs to a demonstration only: set DEMO=1.")
    if if_empty and not is_empty(db.session()):
        return
    pack = _pack()
    with transaction() as session:
        create_demo_officers(session, pack, now())
    with click.progressbar(length=cases, label="Demo cases", file=sys.stderr) as bar:
        fill(pack, cases, now(), bar.update)
    with transaction() as session:
        fill_demo_rooms(session, pack, now())


@click.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True)
def route(text: str, as_json: bool) -> None:
    """Unit, topic, kind, confidence, danger flags, and the words that decided."""
    from feedback_service.routing.saying import route_text

    click.echo(route_text(text, _pack(), as_json))


@click.command("evaluate-routing")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def evaluate_routing(file: Path, as_json: bool) -> None:
    """Accuracy over labelled rows: by unit, kind, style; flags; speed."""
    from feedback_service.routing.saying import evaluate_file

    try:
        click.echo(evaluate_file(file, _pack(), as_json))
    except ValueError as wrong:
        _fail(str(wrong))


@click.command()
@click.option("--kind", help="Code of a legal kind, for example phan_anh.")
@click.option("--working", type=int, help="Working days.")
@click.option("--calendar", type=int, help="Calendar days.")
@click.option("--from", "start", help="2026-02-13T15:00, local time; now if left out.")
@click.option("--json", "as_json", is_flag=True)
def deadline(
    kind: str | None, working: int | None, calendar: int | None, start: str | None, as_json: bool
) -> None:
    """The promised date and, line by line, why."""
    start = start or now().isoformat()
    try:
        limit = Limit(kind=kind, working=working, calendar=calendar)
        click.echo(deadline_answer(limit, start, _pack(), as_json=as_json))
    except ValueError as wrong:
        _fail(str(wrong))


@click.command()
def worker() -> None:
    """Sends the outbox and runs scheduled work until told to stop."""
    from feedback_service.worker import run_worker

    run_worker(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("is-away", hidden=True)
def is_away() -> None:
    """Succeeds where the database is away and the form can be served all the same (deploy/serve.py)."""
    try:
        with waiting_at_most(2.0), transaction() as session:
            session.execute(select(1))
    except UNREACHABLE as error:
        if is_down(error) and last_pack():
            return
    sys.exit(1)


@click.command()
@click.option("--again", is_flag=True, help="Also what was set aside because it could not be taken in.")
def drain(again: bool) -> None:
    """Takes in what was received while the database was away; the worker does so by itself."""
    from feedback_service.intake import spooling

    if again:
        spooling.put_back(now())
    taken = spooling.drain(current_app._get_current_object())  # type: ignore[attr-defined]
    state = this_spool().state(now())
    click.echo(f"Taken in: {taken}. Waiting: {state.waiting}. Set aside: {state.set_aside}.")


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]), help="Local time.")
@click.option("--gateway", default="", help="Only this one of SMS_GATEWAY.")
def reconcile(since: datetime | None, gateway: str) -> None:
    """Asks each gateway what it received, and takes in what is missing."""
    from feedback_service.intake import reconciling
    from feedback_service.working.polling import poll_receipts

    config: Config = current_app.config["SERVICE"]
    if gateway and gateway not in config.sms_gateways:
        _fail(f"SMS_GATEWAY has no {gateway!r}: it is {','.join(config.sms_gateways)}.")
    local = since.replace(tzinfo=zone_of(_pack())) if since else None
    with click.progressbar(length=0, label="Taken in", show_pos=True, file=sys.stderr) as bar:
        done = reconciling.reconcile(now=now(), since=local, gateway=gateway, took=lambda _: bar.update(1))
    for one in done:
        click.echo(one.said())
    click.echo(f"receipts: {poll_receipts(now=now())} learned by asking.")
    if not done:
        click.echo("No gateway that receives anything is configured: set SMS_GATEWAY.")
    sys.exit(1 if any(one.failed for one in done) else 0)


@click.command()
def doctor() -> None:
    """Checks settings, database, gateways, clock and disk; says what to do."""
    from feedback_service.doctor import examine

    findings = examine(current_app.config["SERVICE"], now())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.about}: {finding.said}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _pack() -> Pack:
    try:
        return current_pack(db.session())
    except NoPackLoaded:
        pack = load_files(SHIPPED_PACK)
        return pack


def _fail(said: str) -> NoReturn:
    click.echo(said, err=True)
    sys.exit(2)
