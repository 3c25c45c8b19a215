"""What the model learned under an earlier pack, read under this one: topics move between units, new ones come. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from math import exp

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.model import Model
from feedback_service.routing.learned.reading import Reading, confidence, first_of


def as_the_pack_says(
    reading: Reading, topics: Mapping[str, float], named: Mapping[str, float], pack: Pack, model: Model
) -> Reading:
    """A topic that moved takes along what it says for its old office; one that the model does not know speaks with
    its part of what the lexicon found (`topics`). `named` as the model was asked.
    """
    offices = dict(reading.offices)
    whole = sum(topics.values())
    for office, here in pack.topics_by_office.items():
        for topic in here:
            then = model.homes.get(topic.code)
            if then is None:
                _make_room(offices, office, topics.get(topic.code, 0.0) / (whole or 1.0))
            elif then != office:
                going = offices.get(then, 0.0) * _part(topic.code, then, reading, model)
                offices[then] = offices.get(then, 0.0) - going
                offices[office] = offices.get(office, 0.0) + going
    if offices == dict(reading.offices):
        return reading
    ordered = tuple(sorted(offices.items(), key=lambda item: (-item[1], item[0])))
    return replace(reading, offices=ordered, confidence=confidence(ordered, first_of(named), model.settings))


def _make_room(offices: dict[str, float], office: str, part: float) -> None:
    if part > 0:
        for name in offices:
            offices[name] *= 1 - part
        offices[office] = offices.get(office, 0.0) + part


def _part(topic: str, office: str, reading: Reading, model: Model) -> float:
    """How much of what was said for `office` was said for this topic."""
    spoken = {
        name: exp(min(score, 50.0))
        for name, score in reading.topics.items()
        if model.homes.get(name) == office
    }
    return spoken.get(topic, 0.0) / (sum(spoken.values()) or 1.0)
