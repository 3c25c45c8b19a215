"""A million cases by SQL: as the tables would stand after centuries of a commune, a twentieth of them open."""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Contact, keyring

BLOCK = 10_000  # cases for each statement: a bounded transaction, also on a busy machine
_OPEN_SHARE = 20  # one of so many
_TROUBLES = (
    "đường bị sạt lở xe máy không đi qua được",
    "đèn đường hỏng ban đêm tối om",
    "rác thải đổ ven suối bốc mùi hôi",
    "nước sinh hoạt mất ba ngày liền",
    "hàng xóm mở nhạc to đến khuya",
    "chó thả rông cắn trẻ con",
    "hỏi thủ tục cấp lại giấy khai sinh",
    "ruộng khô vì kênh bị chặn dòng",
)
_PLACES = ("gần nhà văn hóa", "trước cổng trường", "cạnh chợ cũ", "đầu cầu treo", "sau trạm y tế")
_ASKS = ("đề nghị xã cho sửa", "mong xã xem giúp", "bao giờ thì xong", "xin cảm ơn")

_FILL = """
WITH RECURSIVE numbers(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers WHERE i < {last})
INSERT INTO cases (id, code, submission_id, pin_hash, channel, text, folded, subject, why, place, area_code, anonymous,
    contact_id, kind, topic_code, unit_code, assigned_to, danger, visibility, status, publication, sent_at, entered_at,
    received_on, due_on, answered_on, closed_on, late, late_reason, people, revision)
SELECT i, 'EK-' || i, 'bench:' || i, 'x', 'web', words.text || ' số ' || i, words.folded || ' so ' || i, '', '', '',
    areas.code, {no}, contacts.id, kinds.code, topics.code, units.code,
    CASE WHEN i % 3 = 0 THEN :officer END, i % 997 = 0,
    CASE WHEN i % 211 = 0 THEN 'sealed' ELSE 'internal' END,
    CASE WHEN i % {open} <> 0 THEN 'answered' WHEN i % 7 = 0 THEN 'awaiting_approval'
        WHEN i % 11 = 0 THEN 'awaiting_citizen' WHEN i % 3 = 0 THEN 'received' ELSE 'in_progress' END,
    'none', :at, :at, days.day, days.due,
    CASE WHEN i % {open} <> 0 THEN days.due END, CASE WHEN i % {open} <> 0 THEN days.due END, {no}, '', 1, 1
FROM numbers
JOIN bench_words words ON words.n = (i * 7 + i / 163) % {words}
JOIN bench_codes units ON units.kind = 'unit' AND units.n = (i + i / 11) % {units}
JOIN bench_codes areas ON areas.kind = 'area' AND areas.n = (i * 3 + i / 17) % {areas}
JOIN bench_codes topics ON topics.kind = 'topic' AND topics.n = (i * 5 + i / 23) % {topics}
JOIN bench_codes kinds ON kinds.kind = 'kind' AND kinds.n = (i + i / 29) % {kinds}
JOIN bench_days days ON days.n = CAST(i AS BIGINT) * {days} / {many}
LEFT JOIN contacts ON contacts.id = i % {contacts} + 1
"""


def fill(session: Session, pack: Pack, many: int, officer: int, fold: object) -> None:
    """Bounded: `many` cases in blocks, each committed. `officer`: whose every third case is."""
    made = _tables(session, pack, many, fold)
    dialect = session.get_bind().dialect.name
    no = "false" if dialect == "postgresql" else "0"
    for first in range(1, many + 1, BLOCK):
        last = min(first + BLOCK - 1, many)
        filled = _FILL.format(first=first, last=last, no=no, open=_OPEN_SHARE, many=many, **made)
        session.execute(text(filled), {"officer": officer, "at": "2026-01-05 02:00:00+00:00"})
        session.commit()
    session.execute(text(_TALLIES.replace("false", no)))
    for table in ("bench_words", "bench_codes", "bench_days"):
        session.execute(text(f"DROP TABLE {table}"))
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()


_TALLIES = """
INSERT INTO tallies (book, measure, day, unit_code, kind, topic_code, channel, area_code, sealed, n)
SELECT 'queue', status, due_on, unit_code, '', '', '', '', visibility = 'sealed', count(*) FROM cases
WHERE status <> 'answered' GROUP BY status, due_on, unit_code, visibility = 'sealed'
"""


def _tables(session: Session, pack: Pack, many: int, fold: object) -> dict[str, int]:
    """What the cases are put together from; returns how many there are of each."""
    words = [" ".join(parts) for parts in product(_TROUBLES, _PLACES, _ASKS)]
    codes = {
        "unit": [unit.code for unit in pack.units if not unit.outside],
        "area": [area.code for area in pack.areas],
        "topic": [topic.code for topic in pack.topics],
        "kind": [rule.kind.value for rule in pack.kinds],
    }
    session.execute(text("CREATE TABLE bench_words (n INTEGER PRIMARY KEY, text TEXT, folded TEXT)"))
    session.execute(text("CREATE TABLE bench_codes (kind TEXT, n INTEGER, code TEXT, PRIMARY KEY (kind, n))"))
    session.execute(text("CREATE TABLE bench_days (n INTEGER PRIMARY KEY, day DATE, due DATE)"))
    _add(session, "bench_words", ({"n": n, "text": one, "folded": fold(one)} for n, one in enumerate(words)))  # type: ignore[operator]
    rows = (
        {"kind": kind, "n": n, "code": code} for kind, found in codes.items() for n, code in enumerate(found)
    )
    _add(session, "bench_codes", rows)
    days = list(_days())
    _add(session, "bench_days", ({"n": n, "day": day, "due": due} for n, (day, due) in enumerate(days)))
    contacts = max(1, many // 5)
    for first in range(1, contacts + 1, BLOCK):
        numbers = range(first, min(first + BLOCK, contacts + 1))
        session.execute(insert(Contact), [_contact(number) for number in numbers])
    session.commit()
    counted = {f"{kind}s": len(found) for kind, found in codes.items()}
    return {**counted, "words": len(words), "days": len(days), "contacts": contacts}


def _contact(number: int) -> dict[str, object]:
    """Phone numbers of one in fifty repeat a hundred times."""
    phone = "+84905123456" if number % 2_000 == 0 else f"+84{900_000_000 + number}"
    return {"id": number, "details": {}, "phone_fingerprint": keyring.fingerprint(phone)}


def _days() -> Iterator[tuple[date, date]]:
    """Ten years of days of receipt up to today, each with the day it was due."""
    today = date.today()  # noqa: DTZ011  the queue's quick filters count from the real day
    for back in range(3_650, -1, -1):
        day = today - timedelta(days=back)
        yield day, day + timedelta(days=5 + secrets.randbelow(15))


def _add(session: Session, table: str, rows: Iterator[dict[str, object]]) -> None:
    found = list(rows)
    columns = ", ".join(found[0])
    values = ", ".join(f":{name}" for name in found[0])
    session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"), found)  # noqa: S608  no user's words
