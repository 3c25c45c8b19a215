"""What stands before anything is trained: the model in force, the lessons, and what both are measured on."""

from dataclasses import dataclass

from feedback_service.database import db
from feedback_service.pack.model import Pack
from feedback_service.routing.judging import Row
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.in_force import shipped_model
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learning.material import Workshop, examples_of, lessons, rows_of
from feedback_service.routing.learning.measuring import Measured, measure
from feedback_service.routing.learning.switching import in_force
from feedback_service.routing.learning.taking_up import unpack


@dataclass(frozen=True, slots=True)
class Ground:
    """`row`: id of the model in force, None for the shipped one. `taught`: lessons that it had learned from."""

    row: int | None
    model: Model | None
    taught: int
    shipped: Model | None
    shipped_hash: str
    examples: tuple[Example, ...]
    corrected: int
    held_back: tuple[Row, ...]
    regression: tuple[Row, ...]

    def measured(self, model: Model | None, pack: Pack) -> Measured:
        return measure(model, self.regression, self.held_back, pack)


def survey(pack: Pack, workshop: Workshop) -> Ground:
    """Reads all of it; nothing is held afterwards. Raises RowsNotReadable."""
    session = db.session()
    row, taught = in_force(session), lessons(session, pack)
    own, _ = unpack(row.weights, pack) if row else (None, "")
    session.rollback()
    shipped = shipped_model(workshop.shipped, pack.commune.code)
    return Ground(
        row=row.id if row else None,
        model=own or shipped,
        taught=int(row.figures.get("lessons", 0)) if row and own else 0,
        shipped=shipped,
        shipped_hash=workshop.shipped_hash(),
        examples=tuple(examples_of(taught)),
        corrected=sum(one.corrected for one in taught if not one.held_back),
        held_back=rows_of(taught),
        regression=workshop.regression(),
    )
