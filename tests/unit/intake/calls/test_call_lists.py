"""Lists of calls: what an exchange or a phone writes is read, and whatever else is handed in gets a sentence."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feedback_service.intake.calls.lists.calls import ListedCall, ReadList, RowFault, read_calls
from feedback_service.intake.calls.lists.columns import Columns, columns_of, guess_columns
from feedback_service.intake.calls.lists.table import (
    MOST_BYTES,
    MOST_ROWS,
    ListEmpty,
    ListNotReadable,
    ListTooLarge,
    ListTooLong,
    read_table,
)
from feedback_service.intake.calls.lists.values import RowEnd, read_end, read_seconds, read_start
from feedback_service.vocabulary import CallEnd
from tests.builders.call_lists import FREEPBX, MASTER, PHONE

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
EIGHT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # eight in the morning here


def read(text: str, columns: Columns | None = None) -> ReadList:
    rows = read_table(text.encode())
    return read_calls(rows, columns or guess_columns(rows), HERE, NOW, own="+842623000199")


def ends(found: ReadList) -> list[tuple[str, CallEnd]]:
    return [(call.caller, call.end) for call in found.calls]


BOTH = [("+84912000345", CallEnd.ANSWERED), ("+84905123456", CallEnd.MISSED)]


@pytest.mark.parametrize("text", [MASTER, FREEPBX, PHONE], ids=["asterisk", "freepbx", "phone"])
def test_who_called_and_who_was_missed_is_read_without_asking(text: str) -> None:
    found = read(text)
    assert (ends(found), found.faults) == (BOTH, [])


def test_the_legs_of_one_call_are_one_call_and_taken_if_any_was() -> None:
    first = read(FREEPBX).calls[0]
    assert (first.started_at, first.talk_seconds, first.source_id) == (EIGHT, 60, "1772413200.1")


def test_calls_that_the_office_made_are_left_out() -> None:
    assert (read(FREEPBX).outgoing, read(PHONE).outgoing, read(MASTER).outgoing) == (1, 1, 0)


def test_another_switchboard_that_calls_the_hotline_calls_in() -> None:
    line = "calldate,src,dst,billsec,disposition\n2026-03-02 08:00:00,1022,02623000199,5,ANSWERED\n"
    assert ends(read(line)) == [("1022", CallEnd.ANSWERED)]


def test_a_number_that_was_withheld_is_a_call_without_one() -> None:
    line = "calldate,src,dst,billsec,disposition\n2026-03-02 08:00:00,anonymous,600,0,NO ANSWER\n"
    assert ends(read(line)) == [("", CallEnd.MISSED)]


def test_a_message_on_the_exchange_s_own_machine_is_no_talk() -> None:
    line = "calldate,src,lastapp,billsec,disposition\n2026-03-02 08:00:00,0912000345,VoiceMail,9,ANSWERED\n"
    assert ends(read(line)) == [("+84912000345", CallEnd.VOICEMAIL)]


def test_without_an_id_a_call_is_known_by_its_caller_and_hour() -> None:
    first, again = read(PHONE).calls, read(PHONE).calls
    assert [call.source_id for call in first] == [call.source_id for call in again]
    assert len({call.source_id for call in first}) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("hôm qua,0912000345,5,ANSWERED", RowFault.NO_START),
        ("2027-01-01 08:00:00,0912000345,5,ANSWERED", RowFault.IN_FUTURE),
        ("1999-01-01 08:00:00,0912000345,5,ANSWERED", RowFault.TOO_OLD),
        ("2026-03-02 08:00:00,0912000345,lâu,ANSWERED", RowFault.NO_LENGTH),
        ("2026-03-02 08:00:00,sếp,5,ANSWERED", RowFault.NO_CALLER),
    ],
)
def test_a_line_that_is_no_call_is_named_with_its_reason(row: str, said: RowFault) -> None:
    found = read(f"calldate,src,billsec,disposition\n\n{row}\n")
    assert [(fault.line, fault.said) for fault in found.faults] == [(3, said)]
    assert found.calls == []


def test_the_officer_says_what_a_list_without_names_holds() -> None:
    text = "x;y;z\n0912000345;02/03/2026 08:00:00;nghe\n"
    chosen = Columns(caller=0, start=1, end=2, heading=True)
    assert columns_of(chosen.as_document()) == chosen
    assert ends(read(text, chosen)) == [("+84912000345", CallEnd.ANSWERED)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_every_way_to_write_vietnamese_is_read(encoding: str) -> None:
    rows = read_table("Số gọi,Loại\n0912000345,Gọi đến\n".replace("ố", "ô\u0301").replace("ọ", "o\u0323")
                      .encode(encoding, errors="replace"))  # fmt: skip
    assert rows[0].cells[0] == "Số gọi"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", ListEmpty),
        (b"\n\n  \n", ListEmpty),
        (b"so,gio\n09\x0012,8h\n", ListNotReadable),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ListNotReadable),
        (b"\xff\xfea", ListNotReadable),
        (b'a,"' + b"x" * 200_000 + b'"\n', ListNotReadable),
        (b"a," * 500 + b"\n", ListNotReadable),
        (b"x" * (MOST_BYTES + 1), ListTooLarge),
        (b"1,2\n" * (MOST_ROWS + 2), ListTooLong),
    ],
)  # fmt: skip
def test_a_hostile_file_gets_a_sentence(content: bytes, refusal: type[ListNotReadable]) -> None:
    with pytest.raises(refusal) as refused:
        read_table(content)
    assert str(refused.value.said)


@pytest.mark.parametrize(
    "cell",
    ["2026-03-02 08:00:00", "02/03/2026 08:00", "2026-03-02T08:00:00+07:00", "1772413200", "1772413200000",
     "Mar 2, 2026 8:00:00 AM", "02/03/2026 8h00"],
)  # fmt: skip
def test_moments_are_read_as_lists_write_them(cell: str) -> None:
    assert read_start(cell, HERE) == EIGHT


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("80", 80), ("80.0", 80), ("1:20", 80), ("0:01:20", 80), ("1m 20s", 80), ("", 0), ("lâu lắm", None)],
)
def test_lengths_are_read_as_lists_write_them(cell: str, seconds: int | None) -> None:
    assert read_seconds(cell) == seconds


def test_a_word_that_nobody_knows_says_nothing_of_the_end() -> None:
    assert [read_end(word) for word in ("NO ANSWER", "Cuộc gọi nhỡ", "???")] == [
        RowEnd.MISSED,
        RowEnd.MISSED,
        RowEnd.UNSAID,
    ]


def test_calls_come_the_oldest_first() -> None:
    newest_first = "\n".join([PHONE.splitlines()[0], *reversed(PHONE.splitlines()[1:])])
    calls: list[ListedCall] = list(read(newest_first).calls)
    assert calls == sorted(calls, key=lambda call: call.started_at)
