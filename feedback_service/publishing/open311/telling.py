"""Services and public cases in the words of GeoReport v2. Pure.

Days only, as on every page of ours: hours could tell who came to the office when. No place on the map: the area is
as near as the public may know.
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from feedback_service.georeport import Record
from feedback_service.handling.public.filter import Outcome, PublicCase
from feedback_service.pack.model import Pack, Text, Topic
from feedback_service.vocabulary import EvidenceRole

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-23T00:00:00+07:00"  # when this interface last changed
AREA = "dia_ban"


def discovery(pack: Pack, base: str, english: bool) -> Record:
    commune = pack.commune
    contact = f"{_in(commune.authority, english)}, {commune.email}, {commune.hotline}"
    return {
        "changeset": CHANGED,
        "contact": contact,
        "key_service": f"{base}/du-lieu-mo#open311",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{base}/open311/v2",
                "changeset": CHANGED,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def services(pack: Pack, english: bool) -> list[Record]:
    return [_service(topic, pack, english) for topic in pack.topics]


def _service(topic: Topic, pack: Pack, english: bool) -> Record:
    unit = pack.unit_by_code.get(topic.unit)
    return {
        "service_code": topic.code,
        "service_name": _in(topic.name, english),
        "description": _in(unit.name, english) if unit else "",
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": _in(unit.short, english) if unit else "",
    }


def definition(topic: Topic, pack: Pack, english: bool, words: str) -> Record:
    """`words` ask for the area, in the language of the answer."""
    areas = [area for area in pack.areas if not (area.retired or area.kind)]
    return {
        "service_code": topic.code,
        "attributes": [
            {
                "variable": True,
                "code": AREA,
                "datatype": "singlevaluelist",
                "required": False,
                "datatype_description": "",
                "order": 1,
                "description": words,
                "values": [{"key": area.code, "name": _in(area.name, english)} for area in areas],
            }
        ],
    }


def request_of(case: PublicCase, pack: Pack, english: bool, base: str) -> Record:
    place = [case.area] if case.area else []
    return {
        "service_request_id": case.code,
        "status": status_of(case),
        "status_notes": case.answer,
        "service_name": _in(case.topic, english) if case.topic else "",
        "service_code": case.topic_code,
        "description": f"{case.title}\n{case.summary}",
        "agency_responsible": _in(case.unit, english),
        "service_notice": "",
        "requested_datetime": moment(case.received_on, pack),
        "updated_datetime": _local(case.changed_at, pack),
        "expected_datetime": moment(case.due_on, pack),
        "address": ", ".join(_in(one, english) for one in (*place, pack.commune.name, pack.commune.province)),
        "address_id": case.area_code,
        "zipcode": "",
        "lat": None,
        "long": None,
        "media_url": f"{base}{case.photos[0].url}" if case.photos else "",
    }


def update_of(case: PublicCase, pack: Pack, base: str) -> Record:
    """The answer as an update: what was settled, and when it was told. A correction is told anew under another id."""
    after = next((photo.url for photo in case.photos if photo.role == EvidenceRole.AFTER), "")
    return {
        "update_id": f"{case.code}-{int(case.changed_at.timestamp())}",
        "service_request_id": case.code,
        "status": status_of(case),
        "updated_datetime": _local(case.changed_at, pack),
        "description": case.answer,
        "media_url": f"{base}{after}" if after else "",
    }


def status_of(case: PublicCase) -> str:
    return "open" if case.outcome == Outcome.IN_PROGRESS else "closed"


def moment(day: date, pack: Pack) -> str:
    return datetime.combine(day, time(), ZoneInfo(pack.commune.time_zone)).isoformat()


def _local(at: datetime, pack: Pack) -> str:
    return at.astimezone(ZoneInfo(pack.commune.time_zone)).isoformat(timespec="seconds")


def _in(text: Text, english: bool) -> str:
    return (text.en or text.vi) if english else text.vi
