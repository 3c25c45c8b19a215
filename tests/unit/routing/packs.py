"""A commune with three units and a dozen phrases: enough to see how routing thinks."""

from dataclasses import replace

from feedback_service.pack.model import (
    Abbreviation,
    Area,
    Keyword,
    KindRule,
    Pack,
    Signal,
    Text,
    Topic,
    Unit,
)
from feedback_service.vocabulary import Kind, Visibility
from tests.builders.small_pack import a_pack_with_deadlines


def named(name: str) -> Text:
    return Text(name, name)


def a_unit(code: str, parent: str = "", outside: bool = False) -> Unit:
    return Unit(code, named(code), named(code), named(code), parent=parent, outside=outside)


def a_topic(code: str, unit: str, *keywords: Keyword | str, sensitive: bool = False) -> Topic:
    words = tuple(Keyword(word, 2.0) if isinstance(word, str) else word for word in keywords)
    return Topic(code, 0, named(code), unit, keywords=words, sensitive=sensitive)


def a_kind(kind: Kind, *cues: str, visibility: Visibility = Visibility.LISTED, unit: str = "") -> KindRule:
    return KindRule(kind, named(kind.value), "", visibility, tuple(Keyword(cue, 3.0) for cue in cues), unit)


def a_routing_pack(*topics: Topic) -> Pack:
    return replace(
        a_pack_with_deadlines(),
        units=(*map(a_unit, ("VP", "KT", "TTDV")), a_unit("LD", "VP"), a_unit("DIEN", outside=True)),
        topics=topics or TOPICS,
        kinds=KINDS,
        signals=SIGNALS,
        areas=AREAS,
        abbreviations=(Abbreviation("đg", "đường"), Abbreviation("ko", "không"), Abbreviation("k", "không")),
    )


TOPICS = (
    a_topic("roads", "KT", "ổ gà", Keyword("đường", 1.0, without=("mía đường",)), "đường .. lầy|lội"),
    a_topic("lights", "TTDV", "đèn đường", "bóng đèn .. hỏng|không_sáng"),
    a_topic("power", "DIEN", "mất điện"),
    a_topic("children", "VP", "bỏ đói", sensitive=True),
)
KINDS = (
    a_kind(Kind.PHAN_ANH),
    a_kind(Kind.HOI_DAP, "cho hỏi", "phải làm sao ?"),
    a_kind(Kind.TO_CAO, "tố cáo", visibility=Visibility.SEALED, unit="LD"),
    a_kind(Kind.SPAM, visibility=Visibility.COUNTED),
)
SIGNALS = (
    Signal("fire", "danger", (Keyword("cháy nhà", 3.0, without=("phòng cháy",)),), numbers=("114",)),
    Signal("crowd", "danger", (Keyword("nôn ói", 3.0),), all_of=("nhiều người",), numbers=("115", "114")),
    Signal("beaten", "sensitive", (Keyword("đánh vợ", 3.0),), numbers=("113",), seals=True),
    Signal("advert", "spam", (Keyword("vay tiền nhanh", 3.0),)),
)
AREAS = (
    Area("thon-1-a", named("Thôn 1"), parent="a"),
    Area("thon-1-b", named("Thôn 1"), parent="b"),
    Area("thon-11", named("Thôn 11")),
    Area("gone", named("Thôn 5"), retired=True),
)
