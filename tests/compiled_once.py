"""What every application of a test run has in common is compiled once: its addresses and its statements.

Five thousand applications have the same addresses, which Werkzeug takes apart every time: a tenth of a second each.
And SQLAlchemy writes every statement out anew for every engine: an eighth of the whole run.
"""

from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_OUTCOME = ("_parts", "_trace", "_converters")
_addresses: dict[tuple[object, ...], dict[str, Any]] = {}
_statements: LRUCache[Any, Any] = LRUCache(5000)


def compile_addresses_once() -> None:
    """The converters know the first application's map, which none of them reads."""
    compile_whole: Callable[[Rule], None] = Rule.compile

    def once(rule: Rule) -> None:
        key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults))
        known = _addresses.get(key)
        if known is None:
            compile_whole(rule)
            _addresses[key] = _outcome(rule)
        else:
            _take_over(rule, known)

    cast("Any", Rule).compile = once


def _outcome(rule: Rule) -> dict[str, Any]:
    builders: dict[str, Any] = {name: getattr(rule, name).__func__ for name in ("_build", "_build_unknown")}
    return {name: getattr(rule, name) for name in _OUTCOME} | builders | {"arguments": rule.arguments}


def _take_over(rule: Rule, known: dict[str, Any]) -> None:
    for name in _OUTCOME:
        setattr(rule, name, known[name])
    rule.arguments = set(known["arguments"])
    rule._build = known["_build"].__get__(rule, None)
    rule._build_unknown = known["_build_unknown"].__get__(rule, None)


def compile_statements_once() -> None:
    """Two engines of one kind talk to the same release of one server, so what is written for one suits the other."""
    dialect, engine = cast("Any", DefaultDialect), cast("Any", Engine)
    dialect.__hash__ = lambda one: hash(type(one))
    dialect.__eq__ = lambda one, other: type(one) is type(other)
    engine._compiled_cache = property(lambda _: _statements, lambda _, _own: None)
