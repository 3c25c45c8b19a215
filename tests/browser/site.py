"""The service as the browser meets it, with a look behind its desk for the tests."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from feedback_service import create_app
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.demo import fill, raise_demo_alarm
from feedback_service.pack.current import current_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.demo import create_demo_officers
from feedback_service.vocabulary import Publication
from tests.builders.cases import load_pack
from tests.databases import migrate, settings_for
from tests.journeys.browsing import Person

DEMO_CASES = 60
ROAD = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa"
ANSWER = "Kính gửi bà con, xã đã cho xe chở đá lên lấp chỗ sạt, xe máy đi lại được từ sáng nay."


@dataclass(frozen=True)
class Site:
    """`base` is where it answers; `app` the same installation inside this process, to set scenes with."""

    base: str
    app: Flask
    log: Path

    def person(self) -> Person:
        return Person(self.app.test_client())

    def officer(self, name: str) -> Person:
        """Signed in by the name before the @, for example `officer-kt`."""
        return self.person().open("/can-bo/dang-nhap").send(f"/can-bo/demo/{self.number_of(name)}")

    def number_of(self, name: str) -> int:
        with self.app.app_context():
            chosen = select(Officer.id).where(Officer.email == f"{name}@demo.invalid")
            return db.session.scalars(chosen).one()

    def cookie(self, person: Person) -> str:
        """The signed session of somebody in this process, which the running service honours too."""
        found = person.client.get_cookie("phien")
        assert found
        return found.value

    def sent(self, words: str = ROAD, **fields: str) -> tuple[Person, str, str]:
        """A citizen's message by the form: who sent it, the code, the PIN."""
        citizen = self.person().open("/gui").send("/gui", noi_dung=words, **fields)
        code = re.search(r"EK-\d{4}-\d{3}[A-Z]", citizen.text)
        pin = re.search(r"PIN\D{0,40}(\d{4})\b", citizen.text)
        assert code and pin
        return citizen, code[0], pin[1]

    def handled(self, code: str, *, until: str) -> None:
        """The unit takes the case, answers, and the head approves; `until` names the last step done."""
        self._deed("officer-kt", code, "/xac-nhan")
        if until == "confirmed":
            return
        self._deed("officer-kt", code, "/trinh", tra_loi=ANSWER)
        if until == "answer_proposed":
            return
        self._deed("head-kt", code, "/duyet")

    def _deed(self, name: str, code: str, action: str, **fields: str) -> None:
        self.officer(name).open(f"/can-bo/ho-so/{code}").send(action, **fields)

    def last_trouble(self) -> str:
        """The end of the newest traceback that the service has logged."""
        found = re.findall(r'"exception": "(.*?)"}', self.log.read_text())
        return str(found[-1][-400:]) if found else ""

    @cached_property
    def published(self) -> str:
        with self.app.app_context():
            chosen = select(Case.code).where(Case.publication == Publication.PUBLISHED).order_by(Case.id)
            return db.session.scalars(chosen).first() or ""


def settings(folder: Path, base: str) -> Config:
    embedded = settings_for(f"sqlite:///{folder / 'feedback.sqlite3'}", folder)
    return replace(embedded, demo=True, public_base_url=base)


def prepare(folder: Path) -> None:
    """Migrated, with the shipped pack, demo officers and some cases."""
    config = settings(folder, "http://127.0.0.1")
    migrate(config.database_url, folder)
    app = create_app(config)
    with app.app_context():
        load_pack(db.session())
        pack = current_pack(db.session())
        with transaction() as session:
            create_demo_officers(session, pack, now())
        fill(pack, DEMO_CASES, now(), lambda _done: None)
        with transaction() as session:
            raise_demo_alarm(session, pack, now())
        db.session.remove()
        db.engine.dispose()
