"""`flask retrain`. What training needs is imported when it is called."""

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.pack.model import Pack

if TYPE_CHECKING:
    from feedback_service.routing.learning.retraining import Wish

BUSY = 3  # as apart.py knows it


@click.command()
@click.option("--force", is_flag=True, help="Also where few lessons are new.")
@click.option(
    "--dry-run", "dry", is_flag=True, help="Trains and compares; writes nothing, switches nothing on."
)
@click.option("--back", is_flag=True, help="Goes back to the model before the one in force.")
@click.option("--json", "as_json", is_flag=True)
@click.option("--nightly", is_flag=True, help="As the worker does it by night: comes last for the processor.")
@click.option("--officer", type=int, hidden=True, help="Who asked for it on the screen.")
def retrain(force: bool, dry: bool, back: bool, as_json: bool, nightly: bool, officer: int | None) -> None:
    """Trains routing's model again with what officers confirmed and corrected; keeps the better one, and says why.

    Ends with 0 when all went well, whatever was decided; 2: it could not be done; 3: somebody else is training.
    """
    if back:
        _back()
        return
    from feedback_service.routing.learning.apart import gently
    from feedback_service.routing.learning.retraining import Wish
    from feedback_service.routing.learning.switching import ASKED, NIGHTLY

    if nightly or officer:
        gently()
    _train(Wish(NIGHTLY if nightly else ASKED, officer, force, dry), as_json)


def _train(wish: "Wish", as_json: bool) -> None:
    from feedback_service.routing.judging import RowsNotReadable
    from feedback_service.routing.learned.corpus import CorpusNotReadable
    from feedback_service.routing.learning.material import workshop_of
    from feedback_service.routing.learning.one_at_a_time import AlreadyRetraining, the_only_one
    from feedback_service.routing.learning.retraining import NoCorpus, retrain
    from feedback_service.routing.learning.telling import told

    pack, began = _pack(), now()
    try:
        with the_only_one(began):
            outcome = retrain(pack, workshop_of(pack), wish, began, lambda step: click.echo(step, err=True))
    except AlreadyRetraining:
        _fail("Somebody else is training at this moment.", BUSY)
    except NoCorpus:
        _fail(f"No messages to train on: {workshop_of(pack).home / 'corpus'} is empty.")
    except (CorpusNotReadable, RowsNotReadable) as wrong:
        _fail(str(wrong))
    click.echo(told(outcome, as_json))


def _back() -> None:
    from feedback_service.routing.learning.switching import NothingToGoBackTo, go_back, is_shipped

    try:
        with transaction() as session:
            row = go_back(session, None, now())
    except NothingToGoBackTo:
        _fail("The shipped model is in force: there is none before it.")
    name = "The shipped model" if is_shipped(row) else f"Model {row.figures.get('version', row.id)}"
    click.echo(f"{name} is in force again. Every process takes it up within half a minute.")


def _pack() -> Pack:
    try:
        return current_pack(db.session())
    except NoPackLoaded:
        _fail("No pack is loaded: run flask load-pack.")


def _fail(said: str, code: int = 2) -> NoReturn:
    click.echo(said, err=True)
    sys.exit(code)
