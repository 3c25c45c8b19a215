"""How long the public's pages take with 200,000 published texts beside 2,000: `python -m bench.results`.

A database of its own for each engine and size, in a folder that is removed at the end. Pages are made in this process,
from the request to the finished HTML; each address is made anew (`lan=1`, `lan=2`), so that no kept page helps.
"""

import gc
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.many_cases import fill
from feedback_service import create_app
from feedback_service.database import db
from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer, load_pack
from tests.databases import migrate, settings_for

FEW = 2_000
MANY = int(os.environ.get("BENCH_PUBLISHED", "200000"))
TIMES = int(os.environ.get("BENCH_TIMES", "7"))
Taken = dict[str, list[float]]

_TITLES = ("Đường thôn đã đi lại được", "Đèn đường đã sáng lại", "Rác ven suối đã dọn", "Nước sạch đã có lại")
_ANSWERS = ("Phòng Kinh tế đã sửa xong.", "Tổ tự quản đã dọn sạch.", "Điện lực đã thay bóng.")
_SUMMARY = "Bà con báo việc này từ tuần trước."
_PUBLISH = """
INSERT INTO public_texts (case_id, code, state, title, summary, answer, folded, author_id, approver_id, reason,
    proposed_at, published_at, changed_at, content_hash, kind, unit_code, topic_code, area_code, received_on, due_on,
    answered_on, late, revision)
SELECT c.id, c.code, 'published', w.title, :summary, w.answer, w.folded || ' ' || c.folded, :officer, :officer, '',
    c.sent_at, c.sent_at, c.sent_at, w.hash, c.kind, c.unit_code, c.topic_code, c.area_code, c.received_on, c.due_on,
    c.due_on, c.late, 1
FROM cases c JOIN bench_public w ON w.n = c.id % :words WHERE c.id BETWEEN :first AND :last ORDER BY c.id
"""
_LIST = """
UPDATE cases SET visibility = 'listed', publication = 'published',
    kind = CASE WHEN kind IN ('hoi_dap', 'kien_nghi', 'gop_y') THEN kind ELSE 'phan_anh' END
WHERE id BETWEEN :first AND :last
"""


def main() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:  # removed at the end, whatever happens
        for engine in os.environ.get("BENCH_ENGINES", "sqlite postgresql").split():
            if engine == "postgresql" and not os.environ.get("TEST_POSTGRES_URL"):
                continue
            few, many = (_measure(engine, size, Path(folder)) for size in (FEW, MANY))
            found |= _told(engine, few, many)
    return found


def _measure(engine: str, size: int, folder: Path) -> Taken:
    url = _database(engine, size, folder)
    migrate(url, folder)
    app = create_app(settings_for(url, folder))
    with app.app_context():
        began = time.perf_counter()
        session = db.session()
        pack = load_pack(session)
        officer = an_officer(session, Role.PUBLISHER, "VHXH")
        session.commit()
        fill(session, pack, size, officer.id, fold)
        _publish(session, officer, size)
        if engine == "postgresql":
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
        print(f"{engine}: {size} published texts in {time.perf_counter() - began:.0f} s", flush=True)
    gc.freeze()
    taken = _times(app, list(_addresses(pack, size)))
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if engine == "postgresql":
        _recreate(size, drop_only=True)
    return taken


def _database(engine: str, size: int, folder: Path) -> str:
    if engine == "sqlite":
        return f"sqlite:///{folder}/results{size}.sqlite3"
    _recreate(size)
    return f"{os.environ['TEST_POSTGRES_URL'].rsplit('/', 1)[0]}/bench_results_{size}"


def _recreate(size: int, *, drop_only: bool = False) -> None:
    server = os.environ["TEST_POSTGRES_URL"].replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS bench_results_{size} WITH (FORCE)")
        if not drop_only:
            connection.execute(f"CREATE DATABASE bench_results_{size}")


def _publish(session: Session, officer: Officer, size: int) -> None:
    """Every case, in blocks: one in twenty is open again, as `fill` left it."""
    texts = list(product(_TITLES, _ANSWERS))
    session.execute(
        text(
            "CREATE TABLE bench_public (n INTEGER PRIMARY KEY, title TEXT, answer TEXT, folded TEXT, hash TEXT)"
        )
    )
    rows = [_row(n, title, answer) for n, (title, answer) in enumerate(texts)]
    session.execute(text("INSERT INTO bench_public VALUES (:n, :title, :answer, :folded, :hash)"), rows)
    fixed = {"summary": _SUMMARY, "officer": officer.id, "words": len(texts)}
    for first in range(1, size + 1, 20_000):
        block = {"first": first, "last": min(first + 19_999, size)}
        session.execute(text(_LIST), block)
        session.execute(text(_PUBLISH), {**fixed, **block})
        session.commit()
    session.execute(text("DROP TABLE bench_public"))
    session.execute(text("ANALYZE"))
    session.commit()


def _row(n: int, title: str, answer: str) -> dict[str, object]:
    seal = hashlib.sha256("\0".join((title, _SUMMARY, answer)).encode()).hexdigest()
    return {
        "n": n,
        "title": title,
        "answer": answer,
        "folded": fold(f"{title} {_SUMMARY} {answer}"),
        "hash": seal,
    }


def _times(app: Flask, addresses: list[str]) -> Taken:
    browser, taken = app.test_client(), Taken()
    for address in addresses:
        for number in range(TIMES):
            began = time.perf_counter()
            answer = browser.get(f"{address}{'&' if '?' in address else '?'}lan={number}")
            seconds = time.perf_counter() - began
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}")
            if number:  # the first one fills what is kept for all
                taken.setdefault(
                    address.replace(str(_middle(MANY)), "N").replace(str(_middle(FEW)), "N"), []
                ).append(seconds * 1000)
    return taken


def _middle(size: int) -> int:
    return size * 7 // 10


def _addresses(pack: Pack, size: int) -> Iterator[str]:
    area = next(area.code for area in pack.areas if area.is_hamlet and not area.within)
    topic, middle = pack.topics[0].code, _middle(size)
    yield from (
        "/",
        "/ket-qua",
        "/hoi-dap",
        f"/hoi-dap?linh_vuc={topic}",
        "/ket-qua?tu=2020-03-01&den=2020-03-31",
    )
    for one in (
        f"dia_ban={area}",
        f"linh_vuc={topic}",
        "don_vi=KT",
        "trang_thai=dang_lam",
        "trang_thai=da_chuyen",
    ):
        yield f"/ket-qua?{one}"
        yield f"/ket-qua?{one}&don_vi=CA&tu=2019-01-01"
    yield "/ket-qua?trang=sau-20200601-900"
    yield "/ket-qua?trang=truoc-20200601-900"
    for words in (
        "duong",
        "du",
        "sat lo",
        "khongcogica",
        f"so {middle}",
        f"{middle}",
        "EK-7",
        "kinh te cho cu",
    ):
        query = words.replace(" ", "+")
        yield f"/ket-qua?q={query}"
        yield f"/ket-qua?q={query}&dia_ban={area}&linh_vuc={topic}"
    yield f"/ket-qua/EK-{middle}"


def _told(engine: str, few: Taken, many: Taken) -> dict[str, dict[str, float]]:
    print(f"{engine}: ms with {MANY} and with {FEW} published texts")
    for address, taken in sorted(many.items(), key=lambda one: -_share(one[1], 0.5)):
        before = few[address]
        print(f"  {_share(taken, 0.5):7.1f} {_share(before, 0.5):7.1f}  {address}", flush=True)
    all_many = [one for taken in many.values() for one in taken]
    all_few = [one for taken in few.values() for one in taken]
    row = {
        "rps": round(1000 * len(all_many) / sum(all_many), 1),
        "floor_rps": round(1000 * len(all_few) / sum(all_few), 1),
        "ratio": round(sum(all_few) / sum(all_many), 3),
        "p50_ms": round(_share(all_many, 0.5), 2),
        "p95_ms": round(_share(all_many, 0.95), 2),
        "p99_ms": round(_share(all_many, 0.99), 2),
    }
    print(f"public_pages_many_{engine}: {row}", flush=True)
    return {f"public_pages_many_{engine}": row}


def _share(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


if __name__ == "__main__":
    main()
