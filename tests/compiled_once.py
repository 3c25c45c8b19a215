"""Five thousand applications in one run have the same addresses; Werkzeug takes each of them apart every time.

That is a tenth of a second an application. What comes of it holds nothing of the application (the converters know
the first one's map, which none of them reads), so that one set serves all.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_OUTCOME = ("_parts", "_trace", "_converters")
_compiled: dict[tuple[object, ...], dict[str, Any]] = {}


def compile_addresses_once() -> None:
    compile_whole: Callable[[Rule], None] = Rule.compile

    def once(rule: Rule) -> None:
        key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults))
        known = _compiled.get(key)
        if known is None:
            compile_whole(rule)
            _compiled[key] = _outcome(rule)
        else:
            _take_over(rule, known)

    Rule.compile = once  # type: ignore[method-assign]


def _outcome(rule: Rule) -> dict[str, Any]:
    builders: dict[str, Any] = {name: getattr(rule, name).__func__ for name in ("_build", "_build_unknown")}
    return {name: getattr(rule, name) for name in _OUTCOME} | builders | {"arguments": rule.arguments}


def _take_over(rule: Rule, known: dict[str, Any]) -> None:
    for name in _OUTCOME:
        setattr(rule, name, known[name])
    rule.arguments = set(known["arguments"])
    rule._build = known["_build"].__get__(rule, None)
    rule._build_unknown = known["_build_unknown"].__get__(rule, None)
