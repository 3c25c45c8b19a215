"""A candidate must be better to be switched on; one can go back; nothing is trained for nothing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, RoutingModel
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.storing import from_bytes, to_bytes
from feedback_service.routing.learning.comparing import Reason
from feedback_service.routing.learning.material import Workshop
from feedback_service.routing.learning.one_at_a_time import AlreadyRetraining, the_only_one
from feedback_service.routing.learning.retraining import Decided, NoCorpus, Wish, retrain
from feedback_service.routing.learning.switching import NothingToGoBackTo, go_back, in_force, switch_on
from feedback_service.routing.learning.telling import told
from feedback_service.vocabulary import ModelState, Visibility
from tests.builders.cases import NOW
from tests.builders.learning import Trained, a_home, a_lesson, a_workshop, always, lessons_about
from tests.builders.rules import a_pack_of_rules
from tests.builders.rules import in_force as load

LATER = NOW + timedelta(days=1)
NIGHT = Wish()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return a_workshop(tmp_path_factory.mktemp("commune"))


@pytest.fixture
def small(session: Session) -> Pack:
    return load(session, a_pack_of_rules())


@pytest.fixture
def shipped(made: Workshop) -> Model:
    return from_bytes(made.shipped.read_bytes())


def rows(session: Session) -> list[RoutingModel]:
    session.rollback()
    found = select(RoutingModel).order_by(RoutingModel.id)
    return list(session.scalars(found, execution_options={"populate_existing": True}))


def test_without_lessons_nothing_is_trained(session: Session, small: Pack, made: Workshop) -> None:
    outcome = retrain(small, made, Wish(forced=True), NOW)
    assert outcome.decided is Decided.NO_LESSONS
    assert rows(session) == []


def test_few_lessons_wait_unless_somebody_insists(session: Session, small: Pack, made: Workshop) -> None:
    lessons_about(session, small, 5)
    outcome = retrain(small, made, NIGHT, NOW)
    assert (outcome.decided, outcome.waiting.new) == (Decided.TOO_FEW, 5)
    assert "5 new lessons" in told(outcome, as_json=False)
    assert retrain(small, made, Wish(forced=True), NOW).decided is not Decided.TOO_FEW


def test_what_officers_taught_is_in_force_afterwards(session: Session, small: Pack, made: Workshop) -> None:
    lessons_about(session, small, 40)
    outcome = retrain(small, made, NIGHT, NOW)
    assert outcome.decided is Decided.SWITCHED_ON, told(outcome, as_json=False)
    assert outcome.reasons in {(Reason.BETTER,), (Reason.MORE_LESSONS,)}
    (row,) = rows(session)
    assert (row.state, row.switched_on_at) == (ModelState.IN_FORCE, NOW)
    assert row.figures["lessons"] + row.figures["held_back"] == 40
    assert "is in force" in told(outcome, as_json=False)
    assert '"decided": "switched_on"' in told(outcome, as_json=True)


def test_held_back_lessons_are_never_trained_on(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 40)
    training = Trained(shipped)
    outcome = retrain(small, replace(made, train=training), NIGHT, NOW)
    learned = [one for one in training.examples if one.source == "lesson"]
    assert outcome.figures is not None
    assert len(learned) + outcome.figures["held_back"] == 40
    assert outcome.figures["after"]["lessons"]["right"]["total"] == outcome.figures["held_back"] > 0


def test_lessons_count_more_than_the_corpus_and_corrections_most(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 20)
    for number in range(10):
        a_lesson(session, small, f"ổ gà thứ {number} ngoài đồng", "KT")
    session.commit()
    training = Trained(shipped)
    retrain(small, replace(made, train=training), NIGHT, NOW)
    assert {one.weight for one in training.examples} == {1.0, 3.0, 5.0}
    assert not any(one.flags_known for one in training.examples if one.source == "lesson")


def test_the_newest_of_contradictory_lessons_counts(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    for number in range(10):
        a_lesson(session, small, f"Cột số {number} nghiêng", "KT", NOW)
        a_lesson(session, small, f"cot so {number} nghieng", "TTDV", LATER)
    session.commit()
    training = Trained(shipped)
    retrain(small, replace(made, train=training), NIGHT, LATER)
    learned = [one for one in training.examples if one.source == "lesson"]
    assert {one.offices for one in learned} == {("TTDV",)}


def test_a_lesson_of_a_case_sealed_since_is_not_read(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 20)
    lesson = a_lesson(session, small, "chuyện riêng của một nhà", "KT")
    session.get_one(Case, lesson.case_id).visibility = Visibility.SEALED
    session.commit()
    training = Trained(shipped)
    retrain(small, replace(made, train=training), NIGHT, NOW)
    assert not any("riêng" in one.text for one in training.examples)


def test_a_worse_one_is_refused_and_says_why(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 20)
    worse = replace(made, train=Trained(always(shipped, "VHXH")))
    outcome = retrain(small, worse, NIGHT, NOW)
    assert outcome.decided is Decided.REFUSED
    assert Reason.UNITS in outcome.reasons
    (row,) = rows(session)
    assert (row.state, row.weights) == (ModelState.REFUSED, b"")
    assert in_force(session) is None
    assert "refused" in told(outcome, as_json=False)


def test_a_trial_changes_nothing(session: Session, small: Pack, made: Workshop) -> None:
    lessons_about(session, small, 20)
    outcome = retrain(small, made, Wish(dry=True), NOW)
    assert outcome.dry and outcome.figures
    assert rows(session) == []


def test_the_same_lessons_are_not_trained_on_again(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 20)
    same = replace(made, train=Trained(shipped))
    assert retrain(small, same, NIGHT, NOW).decided is Decided.SWITCHED_ON
    assert retrain(small, same, NIGHT, LATER).decided is Decided.TOO_FEW
    assert retrain(small, same, Wish(forced=True), LATER).reasons == (Reason.NO_GAIN,)


def test_a_new_release_is_measured_beside_what_was_trained_here(
    session: Session, small: Pack, made: Workshop, shipped: Model, tmp_path: Path
) -> None:
    lessons_about(session, small, 20)
    assert retrain(small, replace(made, train=Trained(shipped)), NIGHT, NOW).decided is Decided.SWITCHED_ON
    released = Workshop(a_home(tmp_path / "new"), Trained(always(shipped, "VHXH")))
    released.shipped.write_bytes(to_bytes(always(shipped, "TTDV")))
    assert retrain(small, released, NIGHT, LATER).decided is Decided.REFUSED
    assert retrain(small, released, NIGHT, LATER).decided is Decided.TOO_FEW


def test_a_release_that_knows_the_commune_better_takes_over(
    session: Session, small: Pack, shipped: Model, tmp_path: Path
) -> None:
    lessons_about(session, small, 20)
    old, new = (a_release(tmp_path / office, shipped, office) for office in ("VHXH", "TTDV"))
    assert retrain(small, old, NIGHT, NOW).decided is Decided.SWITCHED_ON
    assert retrain(small, new, NIGHT, LATER).decided is Decided.SHIPPED
    row = in_force(session)
    assert row is not None and (row.origin, row.weights) == ("shipped", b"")


def test_another_model_switched_on_meanwhile_stays(
    session: Session, small: Pack, made: Workshop, shipped: Model
) -> None:
    lessons_about(session, small, 20)

    class Interrupted(Trained):
        def __call__(self, *given: object) -> Model:
            switch_on(session, a_model(shipped), NOW)
            session.commit()
            return self.model

    outcome = retrain(small, replace(made, train=Interrupted(shipped)), NIGHT, NOW)
    assert (outcome.decided, outcome.reasons) == (Decided.REFUSED, (Reason.MEANWHILE,))


def test_one_goes_back_step_by_step_to_the_shipped_one(session: Session, small: Pack, shipped: Model) -> None:
    first, second = a_model(shipped), a_model(shipped)
    for row in (first, second):
        session.add(row)
        switch_on(session, row, NOW)
    assert go_back(session, None, LATER) is first
    assert go_back(session, None, LATER).origin == "shipped"
    with pytest.raises(NothingToGoBackTo):
        go_back(session, None, LATER)
    states = [row.state for row in (first, second)]
    assert states == [ModelState.EARLIER, ModelState.EARLIER]


def test_weights_too_old_to_go_back_to_are_let_go(session: Session, small: Pack, shipped: Model) -> None:
    for number in range(8):
        row = a_model(shipped)
        session.add(row)
        switch_on(session, row, NOW + timedelta(days=number))
    session.commit()
    assert [bool(row.weights) for row in rows(session)] == [False, False, *[True] * 6]


def test_only_one_trains_at_a_time(session: Session, small: Pack) -> None:
    with the_only_one(NOW):
        with pytest.raises(AlreadyRetraining), the_only_one(NOW):
            pass
        with the_only_one(NOW + timedelta(hours=1)):
            pass  # whoever held it so long is dead
    with the_only_one(NOW):
        pass


def test_without_a_corpus_nothing_can_be_learned(session: Session, small: Pack, tmp_path: Path) -> None:
    lessons_about(session, small, 20)
    with pytest.raises(NoCorpus):
        retrain(small, Workshop(tmp_path), NIGHT, NOW)


def a_release(folder: Path, model: Model, office: str) -> Workshop:
    """It says one office to everything; what is trained on it says another."""
    home = a_home(folder)
    (home / "corpus" / "regression.jsonl").unlink()
    workshop = Workshop(home, Trained(always(model, "VHXH")))
    workshop.shipped.write_bytes(to_bytes(always(model, office)))
    return workshop


def a_model(model: Model) -> RoutingModel:
    return RoutingModel(
        made_at=NOW,
        state=ModelState.REFUSED,
        origin="nightly",
        reason="better",
        figures={"version": model.version},
        content_hash="x",
        weights=to_bytes(model),
    )
