"""How long each page of the queue takes with very many cases: `BENCH_CASES=1000000 python -m bench.queue`.

A database of its own for each engine, in a folder that is removed at the end. Pages are made in this process, from the
request to the finished HTML, without the network.
"""

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import psycopg
from flask import Flask
from sqlalchemy import event, select, text

from bench.many_cases import fill
from feedback_service import create_app
from feedback_service.database import db
from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer, load_pack
from tests.builders.desk import at_desk
from tests.databases import migrate, settings_for

MANY = int(os.environ.get("BENCH_CASES", "1000000"))
TIMES = int(os.environ.get("BENCH_TIMES", "12"))
SLOWEST = 25  # lines of the table
QUEUE = "/can-bo/hang-doi"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:  # removed at the end, whatever happens
        for name, url in _databases(Path(folder)):
            _measure(name, url, Path(folder))
    server = os.environ.get("TEST_POSTGRES_URL", "")
    if server:
        _recreate(server, drop_only=True)


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    wanted = os.environ.get("BENCH_ENGINES", "sqlite postgresql").split()
    if "sqlite" in wanted:
        yield "sqlite", f"sqlite:///{folder}/queue.sqlite3"
    server = os.environ.get("TEST_POSTGRES_URL", "")
    if server and "postgresql" in wanted:
        _recreate(server)
        yield "postgresql", f"{server.rsplit('/', 1)[0]}/bench_queue"


def _recreate(server: str, *, drop_only: bool = False) -> None:
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS bench_queue WITH (FORCE)")
        if not drop_only:
            connection.execute("CREATE DATABASE bench_queue")


def _measure(name: str, url: str, folder: Path) -> None:
    migrate(url, folder)
    app = create_app(settings_for(url, folder))
    with app.app_context():
        session = db.session()
        pack = load_pack(session)
        officers = {role: an_officer(session, role, "KT") for role in (Role.OFFICER, Role.HEAD)}
        officers |= {role: an_officer(session, role, "VP") for role in (Role.CLERK, Role.LEADER)}
        officers[Role.PUBLISHER] = an_officer(session, Role.PUBLISHER, "VHXH")
        session.commit()
        began = time.perf_counter()
        fill(session, pack, MANY, officers[Role.OFFICER].id, fold)
        if name == "postgresql":
            session.commit()
            with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE cases"))
        print(f"{name}: {MANY} cases in {time.perf_counter() - began:.0f} s", flush=True)
        addresses = list(_addresses(pack, officers[Role.OFFICER].id))
    gc.freeze()  # what was made so far is nobody's garbage
    _take_times(name, app, officers, addresses)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _take_times(name: str, app: Flask, officers: dict[Role, Officer], addresses: list[str]) -> None:
    watch, slowest = Watch(app), list[tuple[float, float, str, str]]()
    every, asked = list[float](), list[float]()
    for role, officer in officers.items():
        with app.app_context():
            browser = at_desk(app, db.session.scalars(select(Officer).where(Officer.id == officer.id)).one())
        for address in addresses:
            taken, asking = list[float](), list[float]()
            for _ in range(TIMES):
                watch.seconds, began = 0.0, time.perf_counter()
                answer = browser.get(address)
                taken.append((time.perf_counter() - began) * 1000)
                asking.append(watch.seconds * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{address} for {role} answered {answer.status_code}")
            every += taken[1:]
            asked += asking[1:]
            slowest.append((_share(asking[1:], 0.95), _share(taken[1:], 0.95), role.value, address))
    print(f"{name}: pages p50 {_share(every, 0.5):.1f} ms, p95 {_share(every, 0.95):.1f} ms")
    print(f"{name}: the database's part p50 {_share(asked, 0.5):.1f} ms, p95 {_share(asked, 0.95):.1f} ms")
    for database, page, name, address in sorted(slowest, reverse=True)[:SLOWEST]:
        print(f"  database {database:6.1f}  page {page:6.1f}  {name:9} {address}", flush=True)


class Watch:
    """The seconds that statements took, from being sent to their first row."""

    def __init__(self, app: Flask) -> None:
        self.seconds = 0.0
        self._began = 0.0
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._begin)
            event.listen(db.engine, "after_cursor_execute", self._end)

    def _begin(self, *_: object) -> None:
        self._began = time.perf_counter()

    def _end(self, *_: object) -> None:
        self.seconds += time.perf_counter() - self._began


def _share(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(share * len(taken)))]


def _addresses(pack: Pack, officer: int) -> Iterator[str]:
    area, topic = pack.areas[0].code, pack.topics[0].code
    yield QUEUE
    for view in ("tre", "hom-nay", "tuan", "cho-duyet", "cho-ba-con", "moi", "phoi-hop"):
        yield f"{QUEUE}?loc={view}"
    about = (
        f"dia_ban={area}",
        f"linh_vuc={topic}",
        "loai=phan_anh",
        "loai=to_cao",
        "don_vi=KT",
        f"nguoi={officer}",
    )
    narrow = (*about, "cua=toi", "cua=chua-giao", "tu_ngay=2020-03-01&den_ngay=2020-03-31", "nguoi=999999")
    for one in narrow:
        yield f"{QUEUE}?{one}"
        yield f"{QUEUE}?{one}&gom=tat-ca"
    for first, second in product(
        (f"dia_ban={area}", "loai=khieu_nai", "loc=cho-duyet"), (f"linh_vuc={topic}", "cua=toi")
    ):
        yield f"{QUEUE}?{first}&{second}"
        yield f"{QUEUE}?{first}&{second}&gom=tat-ca&tu_ngay=2019-01-01"
    yield f"{QUEUE}?gom=tat-ca"
    yield f"{QUEUE}?gom=tat-ca&sau=0.2020-01-01.5000"
    yield f"{QUEUE}?sau=0.2020-01-01.5000"
    words = (
        "duong",
        "sat lo",
        "cho xa",
        "rac ven suoi",
        "khongcogica",
        "du",
        f"so {MANY // 2}",
        "xe may nha van hoa",
    )
    for word in (*words, "0905 123 456", "EK-1234-567X", "900000007"):
        query = word.replace(" ", "+")
        yield f"{QUEUE}?q={query}"
        yield f"{QUEUE}?q={query}&dia_ban={area}&linh_vuc={topic}"


if __name__ == "__main__":
    main()
