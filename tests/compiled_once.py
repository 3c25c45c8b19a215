"""Four thousand applications in one run have the same addresses; Werkzeug compiles two functions for each of them.

That is a tenth of a second an application, a quarter of the whole run. The functions hold nothing of their
application, so that one set of them serves all.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_compiled: dict[tuple[str, str, bool], Any] = {}


def compile_addresses_once() -> None:
    compile_builder: Callable[..., Any] = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (repr(rule._trace), repr(rule.defaults), append_unknown)
        if key not in _compiled:
            _compiled[key] = compile_builder(rule, append_unknown)
        return _compiled[key]

    Rule._compile_builder = once  # type: ignore[method-assign, assignment]
