"""Whatever is typed into the boxes of the settings is answered with a page, never with a fault of ours."""

import string

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from feedback_service.pack.model import Pack
from feedback_service.pack.sections import SECTIONS, items_of
from feedback_service.settings.editing.addresses import address_of
from feedback_service.settings.editing.drafting import boxes_for
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press

EDIT = "/can-bo/quan-tri/sua"
ODD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "0",
            "-1",
            "99999999999",
            "1e9",
            "NaN",
            "0001-01-01",
            "9999-12-31",
            "31/02/2026",
            "25:61",
            "07:30:00",
            "\x00",
            "{x",
            "{ten_xa}",
            "../..",
            "KT",
            "KT\nVP",
            "|",
            "a|b",
            "²",
            "javascript:x",
            "x" * 3000,
        ]
    ),
)


def names_of(section: str, pack: Pack) -> list[str]:
    boxes = boxes_for(SECTIONS[section], None, pack, NOW.date())
    plain = [box.name for box in boxes]
    inner = [f"{box.name}-0.{one.name}" for box in boxes for one in box.inner]
    return [
        *plain,
        *inner,
        *(f"{name}.vi" for name in plain),
        *(f"{name}.en" for name in plain),
        "xoa",
        "ban",
    ]


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_any_words_give_a_page(app: Flask, session: Session, pack: Pack, section: str) -> None:
    admin = an_officer(session, Role.ADMIN, "")
    session.commit()
    browser = at_desk(app, admin)
    names = names_of(section, pack)
    entry = items_of(SECTIONS[section], pack)[0]
    begin = f"{EDIT}/{address_of(SECTIONS[section])}"

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(st.sampled_from(names), ODD, max_size=8),
        st.sampled_from(["xem", "luu", "sua", string.punctuation]),
        st.booleans(),
    )
    def typed(boxes: dict[str, str], step: str, new: bool) -> None:
        page = f"{begin}/muc/{entry.key}"
        answer = press(
            browser, f"{begin}/them" if new else page, page, buoc=step, ly_do="thử", **MultiDict(boxes)
        )
        assert answer.status_code in (200, 303, 404, 409, 422)

    typed()
