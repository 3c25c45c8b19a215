"""A commune small enough to learn in a second: thirty messages for two offices, and officers who correct."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Lesson, RoutingModel
from feedback_service.routing.learned.corpus import Example
from feedback_service.routing.learned.model import OFFICES, Model
from feedback_service.routing.learned.storing import to_bytes
from feedback_service.routing.learned.whole import train
from feedback_service.routing.learning.material import Tell, Workshop
from feedback_service.routing.learning.switching import switch_on
from feedback_service.vocabulary import Kind, ModelState
from tests.builders.cases import NOW, a_case
from tests.builders.rules import a_pack_of_rules

ROADS = "\n".join(
    f"{what} {where}"
    for what in ("đường có ổ gà to", "mặt đường lầy lội", "cầu hỏng chưa sửa")
    for where in ("ở thôn hai", "gần trường học", "trước chợ", "lối vào rẫy", "đầu dốc")
)
LIGHTS = "\n".join(
    f"{what} {where}"
    for what in ("đèn đường tắt mấy hôm nay", "bóng đèn hỏng", "loa phát thanh rè")
    for where in ("ở thôn hai", "gần trường học", "trước chợ", "lối vào rẫy", "đầu dốc")
)
CORPUS = f"""
= KT - phan_anh
{ROADS}
[!] cầu sập có người rơi xuống suối cứu với
[hoi_dap] cho hỏi bao giờ sửa đường
= TTDV - phan_anh
{LIGHTS}
[*] ông trưởng trạm đánh con nhỏ
[spam] vay tiền nhanh lãi suất thấp gọi ngay
"""
REGRESSION = (
    ("ổ gà to giữa đường", "KT"),
    ("đường lầy lội quá", "KT"),
    ("bóng đèn đường không sáng", "TTDV"),
    ("loa rè không nghe được", "TTDV"),
)


def a_home(folder: Path, corpus: str = CORPUS) -> Path:
    """A commune's folder: the corpus, the regression messages, no shipped model."""
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "messages.txt").write_text(corpus, encoding="utf-8")
    rows = [
        {"text": text, "unit": unit, "also_ok": [], "kind": "phan_anh", "kind_also_ok": []}
        for text, unit in REGRESSION
    ]
    (folder / "corpus" / "regression.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def a_workshop(folder: Path, corpus: str = CORPUS, shipped: bool = True) -> Workshop:
    workshop = Workshop(a_home(folder, corpus), train_small)
    if shipped:
        workshop.shipped.write_bytes(to_bytes(train_small(workshop.corpus(), a_pack_of_rules())))
    return workshop


def train_small(examples: Sequence[Example], pack: Pack, tell: Tell = lambda _: None) -> Model:
    """As the real one, with a tenth of its numbers: a second is long for a test."""
    return train(examples, pack, tell, width=16, rounds=150)


def a_tiny_model(folder: Path, pack: Pack | None = None) -> Model:
    return train_small(Workshop(a_home(folder)).corpus(), pack or a_pack_of_rules())


class Trained:
    """Trains nothing: gives the model that the test wants to see compared, and remembers from what."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.examples: list[Example] = []

    def __call__(self, examples: Sequence[Example], pack: Pack, tell: Tell) -> Model:
        self.examples = list(examples)
        return self.model


def always(model: Model, office: str) -> Model:
    """The same model, which says one office whatever it reads."""
    bias = model.bias.copy()
    bias[model.places[OFFICES]][model.labels[OFFICES].index(office)] += 50
    return replace(model, version=f"all-{office}", bias=bias)


def a_lesson(
    session: Session, pack: Pack, text: str, unit: str, at: datetime = NOW, *, corrected: bool = False
) -> Lesson:
    lesson = Lesson(
        case_id=a_case(session, pack, text).id,
        at=at,
        text=text,
        unit_code=unit,
        kind=Kind.PHAN_ANH,
        corrected=corrected,
    )
    session.add(lesson)
    session.flush()
    return lesson


def lessons_about(session: Session, pack: Pack, count: int) -> None:
    """Words that the corpus does not know, each with another number, for two offices in turn."""
    for number in range(count):
        words, unit = ("cột phát sóng", "TTDV") if number % 2 else ("mương bê tông", "KT")
        a_lesson(session, pack, f"{words} số {number} có chuyện suốt đêm", unit, corrected=True)
    session.commit()


def figures(right: int) -> dict[str, object]:
    share, none = {"right": right, "total": 422}, {"right": 0, "total": 0}
    names = ("right", "strict", "kind", "danger", "sensitive", "automatic", "coverage")
    return {
        "regression": dict.fromkeys(names, share),
        "lessons": dict.fromkeys(names, none) | {"right": {"right": 7, "total": 9}},
    }


def a_trained_one(session: Session, state: ModelState = ModelState.EARLIER, reason: str = "better") -> int:
    row = RoutingModel(
        made_at=NOW,
        state=state,
        origin="nightly",
        reason=reason,
        figures={
            "version": "abcd1234",
            "messages": 9000,
            "lessons": 120,
            "corrected": 31,
            "before": figures(400),
            "after": figures(411),
        },
        content_hash="x",
        weights=b"" if state == ModelState.REFUSED else b"damaged",
    )
    if state == ModelState.IN_FORCE:
        switch_on(session, row, NOW)
    session.add(row)
    session.flush()
    return row.id
