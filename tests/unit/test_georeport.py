"""Records as XML that any parser reads back, whatever stands in them."""

from xml.etree import ElementTree as ET

import pytest

from feedback_service.georeport import document


@pytest.mark.parametrize(
    "words", ["<b>&amp;</b>", 'Ông "A" & bà', "]]>", "dòng một\ndòng hai", "Buôn Ê Đê 🌾", "</request>"]
)
def test_words_come_back_as_they_were(words: str) -> None:
    found = ET.fromstring(document("service_requests", [{"description": words}], "xml"))  # noqa: S314  our own
    assert found.findtext("request/description") == words


def test_what_xml_cannot_say_is_left_out() -> None:
    found = ET.fromstring(document("errors", [{"code": 400, "description": "a\x00\x0bb"}], "xml"))  # noqa: S314
    assert (found.findtext("error/code"), found.findtext("error/description")) == ("400", "ab")


def test_lists_are_named_for_what_they_hold_and_nothing_is_an_empty_element() -> None:
    one = {"metadata": True, "lat": None, "keywords": "", "values": [{"key": "a"}]}
    assert document("services", [one], "xml").endswith(
        "<services><service><metadata>true</metadata><lat/><keywords/>"
        "<values><value><key>a</key></value></values></service></services>"
    )
    assert document("services", [], "xml").endswith("<services/>")
