"""flask officer add EMAIL, flask officer link EMAIL."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app

from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.errors import Fact
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.staff.factors.having import drop_all
from feedback_service.staff.officers import add_officer, find_officer, link, password_token
from feedback_service.vocabulary import Role

SHIPPED_PACK = Path(__file__).parents[1] / "commune" / "ea-knop"


@click.group()
def officer() -> None:
    """Officers' accounts."""


@officer.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--unit", default="", help="Code of the unit in the pack.")
@click.option("--name", default="", help="As it is shown; the address until then.")
def officer_add(email: str, role: str, unit: str, name: str) -> None:
    """Adds an officer and prints a one-time link to set the password."""
    try:
        with transaction() as session:
            token = add_officer(session, email, Role(role), unit, _pack(), now(), name=name)
        click.echo(_address(token))
    except Fact as fact:
        _fail(str(fact.said))


@officer.command("link")
@click.argument("email")
@click.option(
    "--forget-factor", is_flag=True, help="The second factor is lost: a new one is set up at sign-in."
)
def officer_link(email: str, forget_factor: bool) -> None:
    """Prints a new one-time link: for an administrator who is locked out, when no other is left."""
    with transaction() as session:
        found = find_officer(session, email)
        if found is None or not found.active:
            _fail("There is no open account with this address.")
        if forget_factor:
            drop_all(session, found)
        token = password_token(found)
    click.echo(_address(token))


def _address(token: str) -> str:
    config: Config = current_app.config["SERVICE"]
    return link(config.public_base_url, token)


def _pack() -> Pack:
    try:
        return current_pack(db.session())
    except NoPackLoaded:
        return load_files(SHIPPED_PACK)


def _fail(said: str) -> NoReturn:
    click.echo(said, err=True)
    sys.exit(2)
