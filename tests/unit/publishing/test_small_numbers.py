"""Numbers that could point at somebody are not shown, and cannot be worked out from those that are."""

from datetime import date

import pytest

from feedback_service.publishing.figure_links import desk_list, public_list
from feedback_service.reporting.figures import Counted, shown
from feedback_service.reporting.figures.asked import Asked, read_asked
from feedback_service.reporting.figures.carrying import plain
from feedback_service.reporting.figures.small import gathered, size
from feedback_service.reporting.figures.tables import Row, never_alone
from tests.builders.cases import shipped_pack

TODAY = date(2026, 5, 20)


def groups(**received: int) -> dict[str, Counted]:
    return {code: Counted(received=n) for code, n in received.items()}


def asked(**given: str) -> Asked:
    return read_asked(given, shipped_pack(), range(2025, 2027), TODAY)


@pytest.mark.parametrize(("n", "is_shown"), [(0, None), (4, None), (5, 5)])
def test_below_five_is_no_number(n: int, is_shown: int | None) -> None:
    assert shown(n) == is_shown


def test_small_groups_are_one_row_together() -> None:
    alone, others = gathered(groups(a=9, b=3, c=2))
    assert (list(alone), others and others.received) == (["a"], 5)


def test_a_single_small_group_takes_the_next_one_with_it() -> None:
    alone, others = gathered(groups(a=9, b=6, c=2))
    assert (list(alone), others and others.received) == (["a"], 8)


def test_the_rows_add_up_to_the_total_and_no_row_is_small() -> None:
    for many in range(1, 12):
        found = {str(n): Counted(received=n % 7, days={n: 1}, answered=1) for n in range(many)}
        alone, others = gathered(found)
        rows = [*alone.values(), *([others] if others else [])]
        assert sum(row.received for row in rows) == sum(one.received for one in found.values())
        assert sum(sum(row.days.values()) for row in rows) == many
        assert all(size(row) >= 5 for row in rows) or len(rows) == 1


def test_kinds_of_which_only_totals_are_known_stand_alone_in_whole_years_only() -> None:
    pack = shipped_pack()
    assert never_alone(asked(), pack) == frozenset()
    assert "khieu_nai" in never_alone(asked(ky="quy-1"), pack)
    assert "khieu_nai" in never_alone(asked(don_vi="KT"), pack)
    assert "phan_anh" not in never_alone(asked(ky="quy-1"), pack)


def test_a_period_has_not_more_days_than_have_passed() -> None:
    quarter = asked(ky="quy-2")
    assert (quarter.since, quarter.until, quarter.is_current) == (date(2026, 4, 1), TODAY, True)
    past = asked(nam="2025", ky="quy-1")
    assert (past.until, past.is_current) == (date(2025, 3, 31), False)


@pytest.mark.parametrize(
    "given",
    [
        {"nam": "1999"},
        {"nam": "²⁰²⁶"},
        {"ky": "quy-9"},
        {"ky": "quy-4"},
        {"don_vi": "'"},
        {"nam": "x" * 5000},
    ],
)
def test_what_makes_no_sense_is_the_year_so_far(given: dict[str, str]) -> None:
    assert asked(**given) == asked()


def test_addresses_given_out_before_still_lead_there() -> None:
    assert asked(ky="nam-truoc") == asked(nam="2025")
    assert asked(ky="12-thang").since == date(2025, 6, 1)


def test_a_cell_is_no_formula() -> None:
    assert plain("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert plain("Thôn 5") == "Thôn 5"


def test_what_is_published_leads_to_its_results_and_nothing_else_does() -> None:
    row = Row("KT", "Phòng Kinh tế", Counted(received=3, published=2))
    assert (
        public_list("published", "units", row, asked()) == "/ket-qua?don_vi=KT&tu=2026-01-01&den=2026-05-20"
    )
    assert public_list("received", "units", row, asked()) == ""
    assert public_list("published", "topics", Row("", "Còn lại", row.counted), asked()) == ""


def test_officers_are_led_into_their_queue() -> None:
    row = Row("KT", "Phòng Kinh tế", Counted(received=3, waiting_late=1))
    assert desk_list("waiting_late", "units", row, asked()) == "/can-bo/hang-doi?loc=tre&don_vi=KT"
    assert desk_list("received", "units", row, asked()).endswith(
        "don_vi=KT&tu_ngay=2026-01-01&den_ngay=2026-05-20&gom=tat-ca"
    )
