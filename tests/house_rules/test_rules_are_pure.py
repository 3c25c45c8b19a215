"""Files called `rules…` decide and do nothing else: read, tested and trusted without a database."""

import sys

from tests.house_rules.source import Source, sources

MAY_KNOW = ("feedback_service.vocabulary", "feedback_service.pack.model", "feedback_service.folding")
REACHES_OUT = {"os", "socket", "sqlite3", "subprocess", "urllib", "http", "random", "secrets", "time"}


def test_rules_import_the_standard_library_the_vocabulary_and_the_pack() -> None:
    rules = [source for source in sources() if source.path.stem.startswith("rules")]
    assert rules
    assert [
        f"{rule.name}: {name}" for rule in rules for name in rule.imports() if not _allowed(rule, name)
    ] == []


def _allowed(rule: Source, imported: str) -> bool:
    top = imported.partition(".")[0]
    if top != "feedback_service":
        return top in sys.stdlib_module_names - REACHES_OUT
    beside = f"feedback_service.{'.'.join(rule.name.split('/')[:-1])}."
    return imported.startswith((*MAY_KNOW, f"{beside}rules", f"{beside}proposal"))
