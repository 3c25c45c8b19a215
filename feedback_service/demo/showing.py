"""What became public of a demo case: most of what may be shown, hours or a day after the answer."""

from datetime import datetime, timedelta

from feedback_service.demo.scene import Scene
from feedback_service.demo.told import Row, Told
from feedback_service.folding import fold
from feedback_service.handling.public.filter import content_hash
from feedback_service.handling.public.procedures import procedures_meant
from feedback_service.records import PublicText
from feedback_service.vocabulary import Kind, Publication, Role, Visibility

_PRIVATE = "Chuyện riêng của một nhà, nói ra thì nhận được người."


def show(told: Told, author: int, settled: datetime, scene: Scene) -> None:
    """Published, waiting for the second person, declined, or not yet looked at."""
    written = scene.office_moment(settled + timedelta(hours=scene.chance.uniform(0.5, 6)), since=settled)
    approved = scene.office_moment(written + timedelta(hours=scene.chance.uniform(0.5, 10)), since=written)
    approver, draw = scene.crew.first(Role.LEADER), scene.chance.random()
    if told.case["visibility"] != Visibility.LISTED or written >= scene.now or approver is None:
        return
    if draw < 0.08:
        told.case["publication"] = Publication.DECLINED
        told.happened(written, approver, f"publication:{Publication.DECLINED}", reason=_PRIVATE)
    elif draw < 0.93:
        _propose(told, author, written, scene)
        if approved < scene.now:
            _publish(told, scene.crew.first(Role.PUBLISHER) or approver, approver, approved)


def _propose(told: Told, author: int, at: datetime, scene: Scene) -> None:
    told.case["publication"] = Publication.PROPOSED
    told.happened(at, author, f"publication:{Publication.DRAFTED}")
    told.happened(at, author, f"publication:{Publication.PROPOSED}")
    told.add(PublicText, _text(told, scene) | {"author_id": author, "proposed_at": at})


def _publish(told: Told, publisher: int, leader: int, at: datetime) -> None:
    """Nobody approves his own words."""
    text = told.parts[PublicText][0]
    approver = leader if text["author_id"] == publisher else publisher
    told.case["publication"] = text["state"] = Publication.PUBLISHED
    text |= {"approver_id": approver, "published_at": at, "changed_at": at, "content_hash": _hash(told)}
    told.happened(at, approver, f"publication:{Publication.PUBLISHED}", hash=text["content_hash"])


def _hash(told: Told) -> str:
    return content_hash(told.title, told.summary, told.answer)


def _text(told: Told, scene: Scene) -> Row:
    case, pack = told.case, scene.pack
    names = (
        pack.topic_by_code[case["topic_code"]].name.vi,
        pack.area_by_code[case["area_code"]].name.vi,
        pack.unit_by_code[case["unit_code"]].name.vi,
    )
    facts = ("code", "kind", "unit_code", "topic_code", "area_code", "received_on", "due_on", "late")
    return {name: case[name] for name in facts} | {
        "state": Publication.PROPOSED,
        "title": told.title,
        "summary": told.summary,
        "answer": told.answer,
        "folded": fold(" ".join([told.code, told.title, told.summary, told.answer, *names])),
        "answered_on": case["answered_on"] or case["closed_on"],
        "approver_id": None,
        "published_at": None,
        "changed_at": None,
        "content_hash": "",
        "reason": "",
        "procedure_code": _procedure(told, scene),
        "revision": 1,
    }


def _procedure(told: Told, scene: Scene) -> str:
    """That which a question is about, as an officer would have named it."""
    meant = procedures_meant(f"{told.title} {told.summary}", scene.pack, 1)
    return meant[0].code if meant and told.case["kind"] == Kind.HOI_DAP else ""
