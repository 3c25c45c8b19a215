"""The model: the same pieces in every release, the same answers after a round trip, nothing stored that could run."""

import io
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from feedback_service.routing.judging import read_rows
from feedback_service.routing.learned.features import BUCKETS, pieces_of, word_buckets
from feedback_service.routing.learned.in_force import shipped_model
from feedback_service.routing.learned.model import FLAGS, KINDS, OFFICES, Model, heard, scores
from feedback_service.routing.learned.reading import read
from feedback_service.routing.learned.storing import ModelNotReadable, from_bytes, to_bytes
from feedback_service.routing.proposing import propose_by
from feedback_service.routing.rules_words import split_words
from tests.builders.learning import CORPUS, REGRESSION, a_home, train_small
from tests.builders.rules import a_pack_of_rules

PACK = a_pack_of_rules()
NO_ABBREVIATIONS: Any = {}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_home(tmp_path_factory.mktemp("commune"))


@pytest.fixture(scope="module")
def model(home: Path) -> Model:
    from feedback_service.routing.learned.corpus import read_corpus

    return train_small(read_corpus(home / "corpus"), PACK)


def test_pieces_never_change_or_stored_models_would_read_nonsense() -> None:
    words = split_words("Đường hư", NO_ABBREVIATIONS)
    pieces = pieces_of(words)
    assert pieces.words.tolist()[:6] == [5359, 14833, 23056, 29571, 33989, 38067]
    assert pieces.letters.tolist()[:5] == [1142, 1914, 4744, 6483, 7127]
    assert pieces.accented.tolist() == [33686, 58233, 61248]
    assert word_buckets(words).tolist() == [39483, 47997, 14833]


@pytest.mark.parametrize("text", ["", "a", "🙂🙂", "0905", "đường " * 5000, "\u200b\u200b", "<script>"])
def test_every_text_has_pieces_within_bounds_and_an_answer(text: str, model: Model) -> None:
    pieces = pieces_of(split_words(text, NO_ABBREVIATIONS))
    assert all(((family >= 0) & (family < BUCKETS)).all() for family in pieces.families)
    assert propose_by(model, text, PACK).unit in PACK.unit_by_code


def test_thirty_messages_are_enough_to_learn_two_offices(model: Model) -> None:
    said = {text: propose_by(model, text, PACK).unit for text, _ in REGRESSION}
    assert said == dict(REGRESSION)


def test_the_same_messages_give_the_same_model(model: Model, home: Path) -> None:
    from feedback_service.routing.learned.corpus import read_corpus

    again = train_small(read_corpus(home / "corpus"), PACK)
    assert to_bytes(again) == to_bytes(model)
    assert again.version == model.version


def test_shares_of_the_offices_add_up_and_confidence_is_a_probability(model: Model) -> None:
    reading = read(split_words("cầu hỏng", NO_ABBREVIATIONS), {}, model)
    assert sum(share for _, share in reading.offices) == pytest.approx(1)
    assert 0 <= reading.confidence <= 1
    assert set(reading.kinds) == set(model.labels[KINDS])


def test_it_answers_the_same_after_a_round_trip(model: Model) -> None:
    kept = from_bytes(to_bytes(model))
    assert (kept.version, kept.commune, kept.names) == (model.version, model.commune, model.names)
    for text, _ in REGRESSION:
        words = split_words(text, NO_ABBREVIATIONS)
        first, second = (scores(heard(words, {}, one), one) for one in (model, kept))
        assert first == second
        assert set(first) >= {OFFICES, FLAGS}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", pickle.dumps({"a": 1})])
def test_what_is_no_model_is_refused(content: bytes) -> None:
    with pytest.raises(ModelNotReadable):
        from_bytes(content)


class Bomb:
    """Says so when somebody unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a pickle was loaded",)


def test_a_pickle_inside_is_never_loaded(model: Model) -> None:
    with pytest.raises(ModelNotReadable):
        from_bytes(changed(model, bias=np.array([Bomb()], dtype=object)))


@pytest.mark.parametrize("name", ["format", "bits"])
def test_another_format_is_refused(model: Model, name: str) -> None:
    with np.load(io.BytesIO(to_bytes(model))) as arrays:
        about = json.loads(bytes(arrays["about"])) | {name: 99}
    with pytest.raises(ModelNotReadable):
        from_bytes(changed(model, about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)))


def test_a_cut_file_is_refused(model: Model) -> None:
    with pytest.raises(ModelNotReadable):
        from_bytes(to_bytes(model)[:-100])


def test_a_shipped_file_that_is_damaged_or_of_another_commune_is_none(tmp_path: Path, model: Model) -> None:
    damaged, abroad = tmp_path / "damaged.npz", tmp_path / "abroad.npz"
    damaged.write_bytes(b"no model")
    abroad.write_bytes(to_bytes(replace(model, commune="xa-khac")))
    assert shipped_model(damaged, PACK.commune.code) is None
    assert shipped_model(abroad, PACK.commune.code) is None
    assert shipped_model(tmp_path / "none.npz", PACK.commune.code) is None


def test_the_regression_messages_can_be_read(home: Path) -> None:
    rows = read_rows(home / "corpus" / "regression.jsonl")
    assert [(row.text, row.unit) for row in rows] == list(REGRESSION)
    assert CORPUS.count("\n") > 30


def changed(model: Model, **arrays: object) -> bytes:
    with np.load(io.BytesIO(to_bytes(model))) as kept:
        named = {name: kept[name] for name in kept.files}
    content = io.BytesIO()
    np.savez_compressed(content, **{**named, **arrays})
    return content.getvalue()
