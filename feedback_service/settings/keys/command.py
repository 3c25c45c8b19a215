"""flask keys new, flask keys rotate."""

import secrets
import sys

import click
from flask import current_app

from feedback_service.config import Config
from feedback_service.settings.keys.rotating import rotate


@click.group()
def keys() -> None:
    """The keys that contacts, calls and raw messages are sealed with."""


@keys.command("new")
def keys_new() -> None:
    """A new key before those in force. In the embedded default it is written; elsewhere it is printed."""
    config: Config = current_app.config["SERVICE"]
    line = ",".join((secrets.token_hex(32), *config.contact_keys))
    if config.embedded:
        (config.data_dir / "contact_keys").write_text(line)
        click.echo(
            "The new key stands first. Restart the service and the worker, then run: flask keys rotate"
        )
    else:
        click.echo(f"CONTACT_KEYS={line}")
        click.echo("Set it for every process, restart them, then run: flask keys rotate", err=True)


@keys.command("rotate")
def keys_rotate() -> None:
    """Seals everything anew with the first key. Can be cut off and run again; exit 1 while anything is left."""
    config: Config = current_app.config["SERVICE"]
    if len(config.contact_keys) < 2:
        click.echo("There is one key only: nothing to rotate. Begin with: flask keys new")
        return
    with click.progressbar(length=0, label="Sealed anew", show_pos=True, file=sys.stderr) as bar:
        done = rotate(bar.update)
    click.echo(f"{done.values} values and {done.files} files sealed anew; {done.left} left.")
    if done.unreadable:
        click.echo(f"{done.unreadable} values are opened by none of these keys: a key is missing.")
    if done.left:
        sys.exit(1)
    click.echo(
        "The other keys open nothing any more. Take them out when the newest backup is younger than this run."
    )
