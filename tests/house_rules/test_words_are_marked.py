"""What a reader sees is marked for translation: no Vietnamese stands in a page or a view outside `_()`."""

import ast
import re

from tests.house_rules.source import ROOT, Source, sources

VIETNAMESE = re.compile(
    r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
MARKED = re.compile(r"""\b(?:_|ngettext)\((?:\s*(?:'[^']*'|"[^"]*")\s*,?)+""")
# Said aloud to the caller, who hears Vietnamese whatever the officer's screen speaks.
ALOUD = re.compile(r'<(\w+)[^>]* lang="vi">.*?</\1>', re.DOTALL)
OWN_NAME = "Tiếng Việt"  # a language is offered by its own name

MARKS = {"_", "_l", "ngettext", "gettext", "lazy_gettext"}
# These speak both languages by themselves, to people who listen, or not to people.
SPEAKS_FOR_ITSELF = {
    "language.py",
    "folding.py",
    "intake/dictation.py",  # letters read out on the telephone
    "intake/texting/language.py",  # what it looks for
    "intake/voice/numbers.py",  # numbers and days, said by the machine that answers
    "notifying/segments.py",
    "staff/demo.py",
    "handling/limits/petition.py",  # papers that the citizen signs and the archives keep, in Vietnamese by law
    "handling/letters/sheet.py",
    "handling/letters/word.py",
    "handling/together/letters.py",
    "handling/together/coming_home.py",  # begins an answer to the citizen
    "handling/together/referring.py",
    "handling/writing/letter.py",
    "reporting/registers/sheet.py",
    "pack/exporting.py",  # the head of a file
    "pack/model_answers.py",  # names that a template's author writes
    "settings/rights/asking.py",  # an article of law
    "settings/rights/forgetting.py",  # what stands instead of what was erased
    "settings/rights/numbers.py",
    "staff/devices.py",  # a browser's name
    "handling/deadlines/answer.py",  # the command `flask deadline`
    "handling/deadlines/day_words.py",
    "handling/deadlines/step_words.py",
    "handling/deadlines/steps.py",
    "handling/workflow.py",  # the law, for who reads the code
    "handling/public/taking_back.py",  # a note that stands in the public text itself, which is Vietnamese
    "publishing/household.py",  # what it looks for
    *(
        f"publishing/radio/spoken/{name}.py"
        for name in ("amounts", "days", "manner", "numbers", "papers", "saying")
    ),
    *(
        f"publishing/radio/composing/{name}.py" for name in ("hours", "told", "wording")
    ),  # read out in Vietnamese
    *(f"publishing/radio/ear/{name}.py" for name in ("hard_to_hear", "seen_only", "sentences", "sounding")),
    *(
        f"publishing/open_data/{name}.py" for name in ("catalogue", "dictionary")
    ),  # both languages, side by side
    *(
        f"reporting/periods/{name}.py"  # the report itself: a paper for superiors, kept and shown as it is signed
        for name in (
            "composing",
            "facts",
            "frozen",
            "making",
            "media_counts",
            "overdue",
            "paper",
            "shapes",
            "spans",
        )
    ),
    *(f"reporting/periods/{name}.py" for name in ("tables", "workbook")),
    "publishing/radio/spoken/dialled.py",
    "publishing/radio/package/facts_told.py",
    "publishing/radio/package/script.py",
    "pack/model_radio.py",
    "pack/schemas_radio.py",
    "publishing/starting.py",  # begins a public text
    "routing/personal_data/masking.py",  # what stands in a text instead
    "routing/personal_data/name_belief.py",  # what it looks for
    "routing/personal_data/name_cues.py",
    "routing/personal_data/name_words.py",
    "routing/rehearsing/filler_words.py",
    "routing/rules_syllables.py",
}
STORIES = "demo/"


def test_no_page_speaks_vietnamese_of_its_own() -> None:
    pages = sorted((ROOT / "templates").rglob("*.html"))
    assert {
        page.name: found for page in pages if (found := _unmarked(page.read_text(encoding="utf-8")))
    } == {}


def test_no_view_and_no_form_speaks_vietnamese_of_its_own() -> None:
    shown = [
        source
        for source in sources()
        if source.name not in SPEAKS_FOR_ITSELF and not source.name.startswith(STORIES)
    ]
    assert [(source.name, text) for source in shown for text in _unmarked_literals(source)] == []


def _unmarked(page: str) -> list[str]:
    for known in (COMMENT, ALOUD, MARKED):
        page = known.sub("", page)
    return [line.strip() for line in page.replace(OWN_NAME, "").splitlines() if VIETNAMESE.search(line)]


def _unmarked_literals(source: Source) -> list[str]:
    marked = {
        id(text)
        for call in ast.walk(source.tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS
        for text in call.args
    }
    documentation = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in marked | documentation
        and VIETNAMESE.search(node.value)
    ]
