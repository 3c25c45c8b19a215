"""From what lexicon and model heard in a message to one proposal. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback_service.pack.model import Pack, Signal, Topic
from feedback_service.routing.learned.hits import OUTSIDE, counted_office
from feedback_service.routing.learned.model import DANGER as DANGER_HEARD
from feedback_service.routing.learned.model import SENSITIVE as SENSITIVE_HEARD
from feedback_service.routing.learned.model import SPAM as SPAM_HEARD
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.reading import Reading
from feedback_service.routing.places import areas_in
from feedback_service.routing.proposal import ENGINE, Proposal, UnitScore
from feedback_service.routing.reasons import reasons_of
from feedback_service.routing.reasons_heard import flags_heard, kinds_heard, lexicon_share
from feedback_service.routing.rules_flags import (
    DANGER,
    SENSITIVE,
    SPAM,
    dangers_of,
    flagged,
    numbers_of,
)
from feedback_service.routing.rules_kind import decide_kind, unit_for, visibility_of
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.routing.rules_scoring import confidence
from feedback_service.routing.rules_syllables import is_mashed
from feedback_service.routing.rules_words import Words
from feedback_service.vocabulary import Kind, Visibility

_BEST = 3
_TOPIC_FROM = -0.9  # a topic that is heard more faintly is no topic
_NEAR_MISS = 1.3  # of a flag's score
_CLOSE = 0.35  # of sensitive topics and others: how near counts as equal, when the message is sensitive


@dataclass(frozen=True, slots=True)
class Heard:
    """What speaks in one message: the lexicon's hits, what they add up to, and the model's reading, if any."""

    words: Words
    hits: tuple[Hit, ...]
    signals: tuple[Signal, ...]
    topics: Mapping[str, float]
    ranked: tuple[UnitScore, ...]
    reading: Reading | None


def decide(heard: Heard, pack: Pack, model: Model | None, area: str) -> Proposal:
    flags = _flags(heard, model)
    ranked = _ranked(heard, flags, pack)
    topic = pack.topic_by_code.get(ranked[0].topic) if ranked else None
    kind = Kind.SPAM if SPAM in flags else _kind(heard, topic, pack, model)
    visibility = visibility_of(kind, _seals(heard, topic, model), pack)
    told = tuple(signal for signal in heard.signals if signal.flag != DANGER or DANGER in flags)
    sure = 0.0 if SPAM in flags else _sure(heard)
    unit = unit_for(kind, heard.signals, pack) or (ranked[0].unit if ranked else pack.commune.triage_unit)
    return Proposal(
        kind=kind,
        unit=unit,
        topic=topic.code if topic else "",
        confidence=sure,
        confident=sure >= pack.triage_threshold,
        danger=DANGER in flags,
        dangers=dangers_of(told),
        numbers=numbers_of(told),
        sensitive=visibility is Visibility.SEALED or SENSITIVE in flags,
        spam=SPAM in flags,
        visibility=visibility,
        areas=(area,) if area else areas_in(heard.words, heard.hits, pack),
        top=tuple(ranked[:_BEST]),
        reasons=reasons_of(heard.hits, heard.words, counted_office(unit, pack), heard.reading, model),
        version=f"{ENGINE}/pack-{pack.version}" + (f"/model-{model.version}" if model else ""),
        model=model.version if model and heard.reading else "",
        lexicon_share=lexicon_share(heard.ranked, unit, pack),
        kinds=kinds_heard(heard.reading),
        flags=flags_heard(heard.reading, model),
    )


def _flags(heard: Heard, model: Model | None) -> set[str]:
    """The model hears the pack's signals among all else and decides; a signal pulls a near miss over the line."""
    signalled = {flag for flag in (DANGER, SENSITIVE, SPAM) if flagged(heard.signals, flag)}
    up = signalled
    if model and heard.reading:
        up = set()
        for flag, name in ((DANGER, DANGER_HEARD), (SENSITIVE, SENSITIVE_HEARD), (SPAM, SPAM_HEARD)):
            near = _NEAR_MISS if flag in signalled else 0.0
            if heard.reading.flags[name] >= model.settings[f"{name}_from"] - near:
                up.add(flag)
    if _says_nothing(heard.words, heard.hits):
        up.add(SPAM)
    if DANGER in up:
        up.discard(SPAM)
    return up


def _ranked(heard: Heard, flags: set[str], pack: Pack) -> list[UnitScore]:
    if heard.reading is None:
        return list(heard.ranked)
    return [
        _best_within(office, share, heard, SENSITIVE in flags, pack)
        for office, share in heard.reading.offices[:_BEST]
    ]


def _best_within(office: str, share: float, heard: Heard, sensitive: bool, pack: Pack) -> UnitScore:
    """The unit of an office, by its best topic. A sensitive message leans to the topics that seal."""
    assert heard.reading is not None  # noqa: S101  only asked where the model has read
    found = [
        (heard.reading.topics.get(topic.code, heard.topics.get(topic.code, 0.0) / 3 - 1), topic)
        for topic in pack.topics_by_office.get(office, ())
    ]
    ordered = sorted(
        found, key=lambda item: (-item[0] - _CLOSE * (sensitive and item[1].sensitive), item[1].code)
    )
    score, best = ordered[0] if ordered else (0.0, None)
    if best is None or (score < _TOPIC_FROM and office != OUTSIDE and best.code not in heard.topics):
        return UnitScore(_some_unit(office, pack), "", round(share, 3), round(share, 3))
    return UnitScore(best.unit, best.code, round(share, 3), round(share, 3))


def _some_unit(office: str, pack: Pack) -> str:
    if office in pack.unit_by_code:
        return office
    return next((unit.code for unit in pack.units if unit.outside), pack.commune.triage_unit)


def _kind(heard: Heard, topic: Topic | None, pack: Pack, model: Model | None) -> Kind:
    """The kind heard best. One that seals must be carried by the whole message: a guess would hide the case."""
    if heard.reading is None:
        return decide_kind(heard.hits, topic)
    found = heard.reading.kinds
    for name in sorted(found, key=lambda kind: (-found[kind], kind)):
        kind = Kind(name)
        if visibility_of(kind, False, pack) is not Visibility.SEALED or _speaks_of_secrets(heard, model):
            return kind
    return Kind.PHAN_ANH


def _seals(heard: Heard, topic: Topic | None, model: Model | None) -> bool:
    """Sealed by a signal, or by a sensitive topic that the lexicon or the whole message bears out: what is sealed by
    mistake is seen by leaders alone.
    """
    if any(signal.seals for signal in heard.signals):
        return True
    if topic is None or not topic.sensitive:
        return False
    return topic.code in heard.topics or _speaks_of_secrets(heard, model)


def _speaks_of_secrets(heard: Heard, model: Model | None) -> bool:
    if model is None or heard.reading is None:
        return True
    return heard.reading.flags[SENSITIVE_HEARD] >= model.settings["sensitive_from"]


def _sure(heard: Heard) -> float:
    return heard.reading.confidence if heard.reading else confidence(list(heard.ranked))


def _says_nothing(words: Words, hits: Sequence[Hit]) -> bool:
    """No letter and no figure at all, or only letters struck at random."""
    if not any(map(str.isalnum, words.folded)):
        return True
    return is_mashed(words.folded) and not any(hit.entry.about is not About.CONTEXT for hit in hits)
