"""Files are short and are called by what they do."""

import re

from tests.house_rules.source import sources

MOST_LINES = 250
SAYS_NOTHING = re.compile(r"(^|_)(utils?|helpers?|commons?|misc|managers?)(_|$)")


def test_no_file_has_more_lines_than_one_idea_needs() -> None:
    long = {source.name: source.text.count("\n") for source in sources()}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def test_every_name_says_what_is_inside() -> None:
    parts = {part.removesuffix(".py") for source in sources() for part in source.name.split("/")}
    assert [part for part in parts if SAYS_NOTHING.search(part)] == []
