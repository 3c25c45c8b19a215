"""Leaflet, poster and banner: one set of data, and PDFs that say what the pack says."""

import re
from pathlib import Path

import pytest

from feedback_service.pack.files import load_files
from feedback_service.pack.model import Pack
from feedback_service.publishing.printing.making import make_sheet
from feedback_service.publishing.printing.sheets import Asked, Layout, Tongue, sheet_of

BASE = "https://phananh.example.vn"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_files(Path("feedback_service/commune/ea-knop"))


def test_the_square_leads_to_the_placement(pack: Pack) -> None:
    sheet = sheet_of(pack, Asked(Layout.LEAFLET, placement="cho"), BASE)
    assert sheet["address"] == "phananh.example.vn/q/cho"


def test_two_languages_stand_together(pack: Pack) -> None:
    assert len(sheet_of(pack, Asked(Layout.POSTER, Tongue.BOTH), BASE)["slogan"]) == 2
    assert len(sheet_of(pack, Asked(Layout.POSTER), BASE)["slogan"]) == 1


@pytest.mark.parametrize(
    ("layout", "pages", "size"),
    [
        (Layout.LEAFLET, 2, (148, 210)),
        (Layout.POSTER, 1, (210, 297)),
        (Layout.BANNER, 1, (800, 1800)),
    ],
)
@pytest.mark.parametrize("tongue", list(Tongue))
@pytest.mark.parametrize("large", [False, True])
def test_a_sheet_has_its_size_and_its_pages(
    pack: Pack, layout: Layout, pages: int, size: tuple[int, int], tongue: Tongue, large: bool
) -> None:
    made = make_sheet(pack, Asked(layout, tongue, large), BASE)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", made)
    assert len(boxes) == pages
    assert [round(float(side) / 72 * 25.4) for side in boxes[0]] == list(size)


def test_the_letters_are_in_the_file(pack: Pack) -> None:
    """A printer's shop has no Be Vietnam Pro."""
    made = make_sheet(pack, Asked(Layout.LEAFLET), BASE)
    assert b"BeVietnamPro" in made
    assert b"/FontFile" in made


def test_the_same_data_is_the_same_file(pack: Pack) -> None:
    asked = Asked(Layout.BANNER, placement="a")
    assert make_sheet(pack, asked, BASE) == make_sheet(pack, asked, BASE)
