"""A feed as Atom (RFC 4287), JSON Feed 1.1 and RSS 2.0. Pure. Its words are Vietnamese, as the texts are."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from feedback_service.handling.public.filter import PublicCase
from feedback_service.publishing.feeds.entries import Feed, entry_id, tags_of

ATOM = "http://www.w3.org/2005/Atom"
TTL_MINUTES = "60"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("atom", ATOM)


def atom(feed: Feed) -> str:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "vi"})
    _add(root, "id", f"{feed.page}")
    _add(root, "title", feed.title)
    _add(root, "updated", rfc3339(feed.changed_at))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    _add(ET.SubElement(root, "author"), "name", feed.author)
    _add(root, "icon", feed.icon)
    for case in feed.cases:
        _entry(ET.SubElement(root, "entry"), case, feed)
    return _document(root)


def _entry(entry: ET.Element, case: PublicCase, feed: Feed) -> None:
    _add(entry, "id", entry_id(feed.host, case.code))
    _add(entry, "title", case.title)
    ET.SubElement(entry, "link", rel="alternate", type="text/html", href=_address(feed, case))
    _add(entry, "published", rfc3339(case.published_at))
    _add(entry, "updated", rfc3339(case.changed_at))
    _add(ET.SubElement(entry, "author"), "name", case.unit.vi)
    for tag in tags_of(case):
        ET.SubElement(entry, "category", term=tag)
    _add(entry, "summary", case.summary)
    _add(entry, "content", _html(case)).set("type", "html")


def rss(feed: Feed) -> str:
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.page)
    _add(channel, "description", feed.author)
    _add(channel, "language", "vi")
    _add(channel, "ttl", TTL_MINUTES)
    _add(channel, "lastBuildDate", format_datetime(feed.changed_at))
    ET.SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=feed.address)
    for case in feed.cases:
        item = ET.SubElement(channel, "item")
        _add(item, "title", case.title)
        _add(item, "link", _address(feed, case))
        _add(item, "guid", entry_id(feed.host, case.code)).set("isPermaLink", "false")
        _add(item, "pubDate", format_datetime(case.published_at))
        for tag in tags_of(case):
            _add(item, "category", tag)
        _add(item, "description", _html(case))
    return _document(root)


def json_feed(feed: Feed) -> str:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "icon": feed.icon,
        "language": "vi",
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": entry_id(feed.host, case.code),
                "url": _address(feed, case),
                "title": case.title,
                "summary": case.summary,
                "content_text": "\n\n".join((case.summary, case.answer)),
                "date_published": rfc3339(case.published_at),
                "date_modified": rfc3339(case.changed_at),
                "authors": [{"name": case.unit.vi}],
                "tags": tags_of(case),
            }
            for case in feed.cases
        ],
    }
    return json.dumps(document, ensure_ascii=False)


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _address(feed: Feed, case: PublicCase) -> str:
    base = feed.page.partition("/ket-qua")[0]
    return f"{base}/ket-qua/{case.code}"


def _html(case: PublicCase) -> str:
    """Escaped here once for HTML; the document around it escapes once more."""
    return "".join(_paragraphs(case.summary)) + "<hr>" + "".join(_paragraphs(case.answer))


def _paragraphs(text: str) -> Iterable[str]:
    return (f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _document(root: ET.Element) -> str:
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")
