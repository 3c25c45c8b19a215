"""Measures, prints a table, writes instance/bench.json. A quarter of an hour on two cores, mostly for many cases."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, text

from bench.load import Taken, press
from bench.requests import TOKEN, form_posts, gets, officer_cookie, texts
from bench.results import main as published_pages
from bench.servers import flask, python, serving

SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
ROUNDS = 3  # service and floor by turns, so that a busy minute of the machine meets both
MANY = int(os.environ.get("BENCH_CASES", "100000"))
FEW = 1_000
OUT = Path("instance") / "bench.json"


def main() -> None:
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _databases(Path(folder)):
            environ = _environ(url, Path(folder) / name)
            flask("db", "upgrade", environ=environ)
            flask("load-pack", environ=environ)
            flask("demo", "--cases", str(FEW), environ=environ)
            results |= _measure(name, url, environ)
    results |= published_pages()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, indent=1))
    print(f"\nWritten to {OUT}")


def _databases(folder: Path) -> Iterator[tuple[str, str]]:
    yield "sqlite", f"sqlite:///{folder}/bench.sqlite3"
    server = os.environ.get("TEST_POSTGRES_URL", "")
    if server:
        base = server.rsplit("/", 1)[0]
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench")
            connection.execute("CREATE DATABASE bench")
        yield "postgresql", f"{base}/bench"


def _environ(url: str, data: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "FLOOR_DATABASE_URL": url.replace("bench.sqlite3", "floor.sqlite3"),
        "DATA_DIR": str(data),
        "DEMO": "1",
        "SECRET_KEY": "b" * 64,
        "CONTACT_KEYS": "c" * 64,
        "PUBLIC_BASE_URL": "http://127.0.0.1:8000",
        "SMS_GATEWAY": "twilio",
        "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_BASE": "http://127.0.0.1:9",  # no worker runs: nothing is sent
    }


def _measure(name: str, url: str, environ: dict[str, str]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    python("-c", "from bench.floor import prepare; prepare()", environ=environ)
    with serving("bench.floor:app", environ) as floor, serving("wsgi:app", environ) as service:

        def beside(what: str, ours: Iterator[bytes], status: bytes, bare: Iterator[bytes]) -> None:
            found[f"{what}_{name}"] = _line(f"{what}_{name}", *_by_turns(service, ours, status, floor, bare))

        beside("form", form_posts("/gui"), b"303", form_posts("/"))
        beside("sms", texts("/webhooks/twilio/sms"), b"200", texts("/"))
        beside("status_page", gets([f"/ho-so/{code}" for code in _codes(url)]), b"200", gets(["/"]))
        beside("results_page", gets(["/ket-qua", "/ket-qua?q=duong"]), b"200", gets(["/"]))
        few = _queue(service)
        flask("demo", "--cases", str(MANY - FEW), environ=environ)
        many = _queue(service)
        found[f"queue_{name}"] = _line(f"queue_{name}", many, few)
        beside("status_page_many", gets([f"/ho-so/{code}" for code in _codes(url)]), b"200", gets(["/"]))
        beside("results_page_many", gets(["/ket-qua", "/ket-qua?q=duong"]), b"200", gets(["/"]))
    return found


def _by_turns(
    service: int, ours: Iterator[bytes], status: bytes, floor: int, bare: Iterator[bytes]
) -> tuple[Taken, Taken]:
    taken, least = Taken(), Taken()
    press(service, ours, status, 0.5)
    press(floor, bare, b"200", 0.5)
    for _ in range(ROUNDS):
        taken.add(press(service, ours, status, SECONDS))
        least.add(press(floor, bare, b"200", SECONDS))
    return taken, least


def _queue(port: int) -> Taken:
    cookie = officer_cookie(port)
    pages: Callable[[], Iterator[bytes]] = lambda: gets(["/can-bo/hang-doi"], cookie)  # noqa: E731
    press(port, pages(), b"200", 0.5, connections=2)
    return press(port, pages(), b"200", SECONDS * 2, connections=2)


def _codes(url: str) -> list[str]:
    with create_engine(url).connect() as connection:
        return list(connection.scalars(text("SELECT code FROM cases ORDER BY code LIMIT 500")))


def _line(name: str, taken: Taken, floor: Taken) -> dict[str, float]:
    row = {
        "rps": round(taken.rps, 1),
        "floor_rps": round(floor.rps, 1),
        "ratio": round(taken.rps / floor.rps, 3) if floor.rps else 0.0,
        "p50_ms": taken.percentile_ms(0.50),
        "p95_ms": taken.percentile_ms(0.95),
        "p99_ms": taken.percentile_ms(0.99),
    }
    wrong = f"  {taken.wrong} answers were wrong" if taken.wrong else ""
    print(
        f"{name:28} {row['rps']:>8} rps  floor {row['floor_rps']:>8}  ratio {row['ratio']:<6}"
        f" p50 {row['p50_ms']} p95 {row['p95_ms']} p99 {row['p99_ms']} ms{wrong}",
        flush=True,
    )
    return row


if __name__ == "__main__":
    main()
