"""The same for several cases of the queue: what will happen is shown first, then each is done by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NotYours, OtherCaseMissing
from feedback_service.handling.assign import assign_case
from feedback_service.handling.bulk.deeds import BulkDeed, deeds_of
from feedback_service.handling.bulk.doing import Deed, Outcome, do_each
from feedback_service.handling.bulk.plan import Choice, plan, read_choices
from feedback_service.handling.bulk.words import Words, answer_alike
from feedback_service.handling.forms import LONGEST_REASON, LONGEST_WORDS, NotUnderstood
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.limits.lateness import LONGEST as LATE
from feedback_service.handling.limits.lateness import late_words
from feedback_service.handling.queries import find_case, find_colleague, people_of_queue
from feedback_service.handling.views.case import finder
from feedback_service.handling.writing.shown import remark_words
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.routing.transfer import transfer_case
from feedback_service.routing.views.desk import DESK, blueprint
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/hang-doi/nhieu-viec")
@staff(*DESK)
def bulk() -> AnyResponse:
    """The chosen cases, what will happen to each, and what else has to be said. Changes nothing."""
    chosen = read_choices(request.args.getlist("chon"))
    if not chosen:
        flash(_("Chưa đánh dấu việc nào. Xin đánh dấu ô đầu dòng, rồi chọn việc cần làm."), "error")
        return redirect(url_for("desk.queue", **_list_args()), 303)
    return _page(_deed(request.args), [choice.code for choice in chosen])


@blueprint.post("/hang-doi/nhieu-viec")
@staff(*DESK)
def do_bulk() -> AnyResponse:
    deed, chosen = _deed(request.form), read_choices(request.form.getlist("chon"))
    codes = [choice.code for choice in read_choices(request.form.getlist("trong"))] or [
        choice.code for choice in chosen
    ]
    try:
        _check_lengths()
        if "chep" in request.form:
            return _page(deed, codes, picked=[choice.code for choice in chosen], typed=_with_template())
        with transaction() as session:
            do = _what(session, current_officer(), deed, now())
            lead = Choice.read(request.form.get("dau", "")).code if deed is BulkDeed.MERGE else ""
            outcomes = do_each(session, current_officer(), [one for one in chosen if one.code != lead], do)
    except Fact as fact:
        return _page(deed, codes, fact=fact, picked=[choice.code for choice in chosen])
    return _answer(deed, outcomes, lead)


def _answer(deed: BulkDeed, outcomes: Sequence[Outcome], lead: str) -> AnyResponse:
    left = [outcome for outcome in outcomes if not outcome.done]
    done = [outcome for outcome in outcomes if outcome.done]
    if not left and done:
        flash(ngettext("Đã làm xong %(num)d việc.", "Đã làm xong %(num)d việc.", len(done)), "good")
        return redirect(url_for("desk.queue", **_list_args()), 303)
    codes = [*([lead] if lead else []), *(outcome.code for outcome in left)]
    return _page(deed, codes, done=done, left=left)


def _what(session: Session, officer: Officer, deed: BulkDeed, at: datetime) -> Deed:
    """What is done to each. Raises what is wrong for all of them."""
    form, pack = request.form, this_pack()
    match deed:
        case BulkDeed.ASSIGN:
            return lambda _session, case, officer: _assign(session, case, officer, at)
        case BulkDeed.TRANSFER:
            unit, reason = form.get("don_vi_moi", ""), form.get("ly_do_chuyen", "")
            return lambda _session, case, officer: transfer_case(
                session, case, officer, unit, reason, pack, at
            )
        case BulkDeed.ANSWER:
            words = Words(
                form.get("tra_loi", ""),
                form.get("ly_do_tre", ""),
                bool(form.get("biet")),
                form.get("loai_tre", ""),
            )
            finds = finder()
            return lambda _session, case, officer: answer_alike(
                session, case, officer, words, pack, at, finds
            )
        case BulkDeed.MERGE:
            lead = _lead(session, officer)
            reason = form.get("ly_do", "")
            return lambda _session, case, officer: merge_cases(session, lead, case, officer, pack, at, reason)


def _assign(session: Session, case: Case, officer: Officer, at: datetime) -> None:
    typed = request.form.get("nguoi_lam", "")
    colleague = find_colleague(session, case, int(typed) if typed.isdigit() and len(typed) < 12 else 0)
    if colleague is None:
        raise NotYours(_("Người này không thuộc đơn vị đang giữ hồ sơ. Xin chuyển đơn vị trước."))
    assign_case(session, case, officer, colleague, at)


def _lead(session: Session, officer: Officer) -> Case:
    """Raises OtherCaseMissing, ChangedMeanwhile."""
    choice = Choice.read(request.form.get("dau", ""))
    if not choice.code:
        raise OtherCaseMissing(_("Xin chọn hồ sơ chính, là hồ sơ sẽ được trả lời."))
    lead = find_case(session, officer, choice.code)
    if lead.revision != choice.revision:
        raise ChangedMeanwhile
    return lead


def _with_template() -> Mapping[str, str]:
    """What was typed, with a template after it. Its fields stay: each case fills in its own when it is handed in."""
    typed = request.form.to_dict()
    chosen = [one.text.strip() for one in this_pack().answers if one.code == typed.get("mau")]
    text = "\n\n".join(part for part in (typed.get("tra_loi", "").strip(), *chosen) if part)
    return {**typed, "tra_loi": text}


def _check_lengths() -> None:
    longest = {
        "tra_loi": LONGEST_WORDS,
        "ly_do_chuyen": LONGEST_REASON,
        "ly_do": LONGEST_REASON,
        "ly_do_tre": LATE,
    }
    for name, most in longest.items():
        if len(request.form.get(name, "")) > most:
            raise NotUnderstood(_("Dài quá %(num)d chữ cái. Xin viết gọn lại.", num=most))


def _deed(fields: MultiDict[str, str]) -> BulkDeed:
    """Raises NotYours, for a word that is none as for what the role may not do."""
    try:
        deed = BulkDeed(fields.get("viec", ""))
    except ValueError:
        raise NotUnderstood(_("Xin chọn việc cần làm với các hồ sơ đã đánh dấu.")) from None
    if deed not in deeds_of(current_officer()):
        raise NotYours
    return deed


def _page(
    deed: BulkDeed,
    codes: Sequence[str],
    *,
    fact: Fact | None = None,
    done: Sequence[Outcome] = (),
    left: Sequence[Outcome] = (),
    picked: Sequence[str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    session, officer, pack = db.session(), current_officer(), this_pack()
    session.expire_all()  # as they stand now, after what was just done to some of them
    html = render_template(
        "handling/bulk.html",
        deed=deed,
        lines=plan(session, officer, deed, codes),
        fact=fact,
        done=done,
        left=left,
        picked=picked,
        people=people_of_queue(session, officer),
        units=[unit for unit in pack.units if not unit.retired],
        templates=pack.answers,
        remark_words=remark_words,
        late_sorts=late_words().items(),
        typed=request.form if typed is None else typed,
        back=_list_args(),
    )
    response = make_response(html, fact.status if fact else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _list_args() -> dict[str, Any]:
    """The list as it was: what stands in the address besides the choice."""
    own = {"viec", "chon"}
    return {name: value for name, value in request.args.items() if name not in own}
