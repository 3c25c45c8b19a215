"""How long the statistics take with the kept figures of many cases, against those of few: `python -m bench.statistics`.

Only the kept figures are written, as the cases of a year would leave them: nothing of the page reads a case, but for
the oldest that waits, which an index knows. Prints the time of each page, read and made anew and then
unchanged, and the ratio.
"""

import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from bench.many_cases import fill
from feedback_service import create_app
from feedback_service.database import db
from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import Tally
from feedback_service.records.tally import figures_of
from feedback_service.vocabulary import Channel, LateReason, Publication, Role, Status, Visibility
from tests.builders.cases import an_officer, load_pack
from tests.databases import migrate, settings_for

FEW, MANY = 2_000, int(os.environ.get("BENCH_CASES", "200000"))
TIMES = int(os.environ.get("BENCH_TIMES", "15"))
PAGES = ("/thong-ke?ky=12-thang", "/thong-ke.csv?ky=12-thang", "/thong-ke.json?ky=12-thang", "/")
_COLUMNS = ("book", "measure", "day", "unit_code", "kind", "topic_code", "channel", "area_code", "sealed")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_measured(Path(folder), amount) for amount in (FEW, MANY))
    for page in many:
        print(
            f"{page:40} {FEW:>7} cases {few[page]:7.1f} ms   {MANY:>7} cases {many[page]:7.1f} ms"
            f"   ratio {many[page] / few[page]:.2f}"
        )


def _measured(folder: Path, amount: int) -> dict[str, float]:
    """The middle of some tries in milliseconds, by page."""
    url, data = f"sqlite:///{folder}/{amount}.sqlite3", folder / str(amount)
    data.mkdir()
    migrate(url, data)
    app = create_app(settings_for(url, data))
    with app.app_context():
        session = db.session()
        pack = load_pack(session)
        officer = an_officer(session, Role.OFFICER, "KT")
        session.commit()
        fill(session, pack, min(amount, 10_000), officer.id, fold)  # for the oldest that waits
        rows = Counter(key for case in _cases(pack, amount) for key in figures_of(case.__getitem__))
        session.execute(
            insert(Tally), [dict(zip(_COLUMNS, key, strict=True), n=n) for key, n in rows.items()]
        )
        session.commit()
        print(f"{amount} cases: {session.scalar(select(func.count(Tally.id)))} rows of kept figures")
    first = {f"{page} first": _time(app, page, ("kept_pages", "kept_figures")) for page in PAGES}
    return first | {f"{page} unchanged": _time(app, page) for page in PAGES}


def _time(app: Flask, page: str, shelves: tuple[str, ...] = ()) -> float:
    """`shelves` are emptied before each try."""
    client, taken = app.test_client(), []
    for _ in range(TIMES + 1):
        for shelf in shelves:
            app.extensions.pop(shelf, None)
        began = time.perf_counter()
        answer = client.get(page)
        taken.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status
    return statistics.median(taken[1:])


def _cases(pack: Pack, amount: int) -> Iterator[dict[str, Any]]:
    """A year of cases as figures_of asks for them: nineteen of twenty answered, one of fifteen of them late."""
    lot, today = random.Random(1), date.today()  # noqa: DTZ011  figures, not secrets
    units = [unit.code for unit in pack.units if not unit.outside]
    for _ in range(amount):
        received = today - timedelta(days=lot.randrange(365))
        days = min(int(lot.expovariate(0.2)), 60)
        ended = received + timedelta(days=days)
        answered, late = lot.random() < 0.95 and ended <= today, lot.random() < 0.07
        rating = lot.choice([None, None, 4, 3, 2, 1]) if answered else None
        yield {
            "status": Status.ANSWERED if answered else Status.IN_PROGRESS,
            "visibility": Visibility.LISTED,
            "unit_code": lot.choice(units),
            "kind": lot.choice(pack.kinds).kind,
            "topic_code": lot.choice(pack.topics).code,
            "channel": lot.choice(list(Channel)),
            "area_code": lot.choice(pack.areas).code,
            "received_on": received,
            "due_on": received + timedelta(days=10),
            "answered_on": ended if answered else None,
            "closed_on": ended if answered else None,
            "late": late,
            "late_because": lot.choice(list(LateReason)).value if late else "",
            "days_taken": days if answered else None,
            "publication": lot.choice([Publication.PUBLISHED, Publication.NONE]),
            "reopened_on": None,
            "rated_on": ended if rating else None,
            "rating": rating,
            "solved": rating > 2 if rating else None,
        }


if __name__ == "__main__":
    main()
