"""Vietnamese is the sources' own language; the catalogue holds only what libraries say in English."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import wtforms
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, StringField
from wtforms.form import Form
from wtforms.validators import InputRequired, Length

from feedback_service.language import TranslatedMeta
from tests.unit.translations.catalogues import catalogue, entries, forms, singular

WTFORMS = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"


class SmallForm(Form):
    class Meta(TranslatedMeta):
        pass

    name = StringField(validators=[InputRequired()])
    place = StringField(validators=[Length(max=3)])
    number = IntegerField()


@pytest.fixture
def speaking_vietnamese(tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue("vi"))
    app = Flask("form")
    Babel(app, default_locale="vi", default_translation_directories=str(tmp_path))
    with app.test_request_context():
        yield


def test_whatever_wtforms_can_say_is_translated() -> None:
    said = {singular(message.id) for message in read_po(BytesIO(WTFORMS.read_bytes())) if message.id}
    assert said - set(entries("vi")) == set()


def test_nothing_in_it_is_empty_or_a_guess() -> None:
    unready = [
        message.id for message in entries("vi").values() if message.fuzzy or not all(forms(message.string))
    ]
    assert unready == []


@pytest.mark.usefixtures("speaking_vietnamese")
def test_a_form_without_words_of_its_own_says_in_vietnamese_what_is_wrong() -> None:
    form = SmallForm(MultiDict({"place": "buôn", "number": "hai"}))
    form.validate()
    assert form.errors == {
        "name": ["Xin điền ô này."],
        "place": ["Dài quá 3 chữ cái. Xin bớt lại."],
        "number": ["Xin ghi một số tròn."],
    }
