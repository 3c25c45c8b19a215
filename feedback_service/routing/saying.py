"""What `flask route` and `flask evaluate-routing` print: text for people, or one JSON object for machines."""

import json
from pathlib import Path
from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.routing.evaluation import Evaluation, Found, Groups, Share, evaluate
from feedback_service.routing.judging import read_rows
from feedback_service.routing.proposal import FlagHeard, Matter, Proposal, as_dict
from feedback_service.routing.proposing import propose


def route_text(text: str, pack: Pack, as_json: bool) -> str:
    """The proposal for one text, with the words that decided."""
    proposal = propose(text, pack)
    if as_json:
        return json.dumps(as_dict(proposal), ensure_ascii=False, indent=2)
    return "\n".join(_proposal_lines(proposal, text, pack))


def evaluate_file(path: Path, pack: Pack, as_json: bool) -> str:
    """The figures over a JSONL file. Raises RowsNotReadable (see judging.py) or OSError."""
    evaluation = evaluate(read_rows(path), pack)
    if as_json:
        return json.dumps(evaluation_object(evaluation), ensure_ascii=False, indent=2)
    return "\n".join(_evaluation_lines(evaluation))


def evaluation_object(evaluation: Evaluation) -> dict[str, Any]:
    """The object of the contract. A figure is null when the file has nothing to measure it on."""
    return {
        "rows": evaluation.rows,
        "unit": {
            "strict": evaluation.unit_strict.figure,
            "lenient": evaluation.unit_lenient.figure,
            "top3": evaluation.unit_top3.figure,
        },
        "kind": {"strict": evaluation.kind_strict.figure, "lenient": evaluation.kind_lenient.figure},
        "emergency": _found(evaluation.emergency),
        "sensitive": _found(evaluation.sensitive),
        "spam": _found(evaluation.spam),
        "pii": _found(evaluation.pii),
        "automatic": {
            "threshold": evaluation.threshold,
            "coverage": evaluation.coverage.figure,
            "precision": evaluation.automatic_precision.figure,
        },
        "speed_ms": {"p50": evaluation.p50_ms, "p95": evaluation.p95_ms},
        "by_style": _groups(evaluation.by_style),
        "by_unit": _groups(evaluation.by_unit),
        "confusion": [
            {"expected": wanted, "proposed": said, "times": times}
            for wanted, said, times in evaluation.confusion
        ],
    }


def _found(found: Found) -> dict[str, float | None]:
    return {"recall": found.recall.figure, "precision": found.precision.figure}


def _groups(groups: Groups) -> dict[str, dict[str, float | int | None]]:
    return {
        name: {"rows": rows, "strict": strict.figure, "lenient": lenient.figure}
        for name, rows, strict, lenient in groups
    }


def _proposal_lines(proposal: Proposal, text: str, pack: Pack) -> list[str]:
    unit = pack.unit_by_code.get(proposal.unit)
    topic = pack.topic_by_code.get(proposal.topic)
    sure = "confident" if proposal.confident else "to triage"
    flags = [name for name in ("danger", "sensitive", "spam") if getattr(proposal, name)]
    lines = [
        f"unit        {proposal.unit}  {unit.name.vi if unit else ''}",
        f"topic       {proposal.topic or '-'}  {topic.name.vi if topic else ''}",
        f"kind        {proposal.kind.value}  ({proposal.visibility.value})",
        f"confidence  {proposal.confidence:.2f}  {sure}, threshold {pack.triage_threshold:.2f}",
        f"flags       {', '.join(flags) or '-'}",
        f"call first  {' '.join(proposal.numbers) or '-'}",
        f"areas       {', '.join(proposal.areas) or '-'}",
        "best        " + ", ".join(f"{item.unit} {item.share:.0%}" for item in proposal.top),
        "heard       " + (", ".join(map(_flag_words, proposal.flags)) or "-"),
        f"lexicon     {proposal.lexicon_share:.0%} for this unit, alone; model {proposal.model or '-'}",
        f"version     {proposal.version}",
        *(_matter_line(number, matter, text) for number, matter in enumerate(proposal.matters, start=1)),
        "because",
    ]
    return lines + [
        _reason_line(reason.rule, reason.score, reason.spans, text) for reason in proposal.reasons
    ]


def _flag_words(heard: FlagHeard) -> str:
    return f"{heard.flag} {heard.score:.2f} ({'up' if heard.up else 'not up'}, from {heard.up_from:.2f})"


def _matter_line(number: int, matter: Matter, text: str) -> str:
    words = " ".join(text[matter.start : matter.end].split())
    return f"matter {number}    {matter.unit} {matter.topic or '-'} {matter.kind.value} {matter.share:.0%}  “{words}”"


def _reason_line(rule: str, score: float, spans: tuple[tuple[int, int], ...], text: str) -> str:
    words = ", ".join(f"“{text[start:end]}”" for start, end in spans)
    return f"  {score:5.2f}  {rule:<34} {words}"


def _evaluation_lines(evaluation: Evaluation) -> list[str]:
    return [
        f"rows {evaluation.rows}",
        f"unit       strict {_figure(evaluation.unit_strict)}  lenient {_figure(evaluation.unit_lenient)}"
        f"  top 3 {_figure(evaluation.unit_top3)}",
        f"kind       strict {_figure(evaluation.kind_strict)}  lenient {_figure(evaluation.kind_lenient)}",
        *(
            f"{name:<10} recall {_figure(found.recall)}  precision {_figure(found.precision)}"
            for name, found in (
                ("emergency", evaluation.emergency),
                ("sensitive", evaluation.sensitive),
                ("spam", evaluation.spam),
                ("pii", evaluation.pii),
            )
        ),
        f"automatic  threshold {evaluation.threshold}  coverage {_figure(evaluation.coverage)}"
        f"  precision {_figure(evaluation.automatic_precision)}",
        f"speed      p50 {evaluation.p50_ms} ms  p95 {evaluation.p95_ms} ms",
        *_table("style", evaluation.by_style),
        *_table("unit", evaluation.by_unit),
        "confusion (expected → proposed)",
        *(f"  {wanted:<6} → {said:<6} {times}" for wanted, said, times in evaluation.confusion),
    ]


def _table(title: str, groups: Groups) -> list[str]:
    lines = [
        f"  {name:<12} {rows:>4}  {_figure(strict)}  {_figure(lenient)}"
        for name, rows, strict, lenient in groups
    ]
    return [f"by {title:<11} rows  strict          lenient", *lines]


def _figure(share: Share) -> str:
    figure = share.figure
    return f"{'-' if figure is None else format(figure, '.3f')} ({share.right}/{share.total})"
