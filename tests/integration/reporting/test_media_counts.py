"""Biểu 07 counts for each medium what its form in the pack says; its code is the commune's own affair."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Broadcast, Bulletin, Officer, Placement, PlacementScan, PlanWork
from feedback_service.reporting.periods.media_counts import media_table
from feedback_service.vocabulary import Material, MediumForm, PaperState
from tests.builders.cases import NOW, an_officer

SINCE, UNTIL = date(2026, 1, 1), date(2026, 3, 31)


def renamed(pack: Pack) -> Pack:
    """Another commune: the same forms under codes of its own."""
    return replace(
        pack,
        media=tuple(replace(medium, code=f"kenh-{place}") for place, medium in enumerate(pack.media)),
    )


def counts(session: Session, form: MediumForm, pack: Pack) -> tuple[str, ...]:
    """Pieces, minutes, sheets, views, other works."""
    place = next(place for place, medium in enumerate(pack.media) if medium.form == form)
    return media_table(session, SINCE, UNTIL, pack).lines[place].cells[2:7]


def on_air(session: Session, officer: Officer) -> None:
    bulletin = Bulletin(
        year=2026,
        number=1,
        since=SINCE,
        until=UNTIL,
        title="x",
        parts={},
        state=PaperState.APPROVED,
        seconds=300,
        author_id=officer.id,
        made_at=NOW,
    )
    session.add(bulletin)
    session.flush()
    session.add_all(
        Broadcast(
            bulletin_id=bulletin.id, at=NOW + timedelta(days=day), officer_id=officer.id, entered_at=NOW
        )
        for day in (0, 1, 60)
    )


def hangs(session: Session, officer: Officer, material: Material, copies: int) -> None:
    placed = Placement(
        code=material.value,
        name="Chợ",
        material=material,
        copies=copies,
        made_at=NOW,
        officer_id=officer.id,
    )
    session.add(placed)
    session.flush()
    session.add(PlacementScan(placement_id=placed.id, day=NOW.date(), n=7))


def test_each_form_is_counted_whatever_its_medium_is_called(session: Session, pack: Pack) -> None:
    pack, officer = renamed(pack), an_officer(session)
    on_air(session, officer)
    for material, copies in ((Material.LEAFLET, 200), (Material.POSTER, 3), (Material.BANNER, 2)):
        hangs(session, officer, material, copies)
    leaflets = next(medium for medium in pack.media if medium.form == MediumForm.LEAFLET)
    session.add(
        PlanWork(
            medium_code=leaflets.code,
            unit_code="VP",
            day=NOW.date(),
            what="Phát ở chợ",
            amount=50,
            minutes=30,
            officer_id=officer.id,
            entered_at=NOW,
        )
    )
    session.flush()
    assert counts(session, MediumForm.RADIO, pack) == ("2", "10", "0", "0", "0")
    assert counts(session, MediumForm.LEAFLET, pack) == ("0", "30", "253", "14", "1")
    assert counts(session, MediumForm.BANNER, pack) == ("0", "0", "2", "7", "0")
    assert counts(session, MediumForm.POSTS, pack) == ("0", "0", "0", "0", "0")
