"""How we stand with each platform, and connecting anew."""

import hmac
import secrets

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.carrier.platform_words import explain_platform
from feedback_service.carrier.platforms import Renews
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.pack.current import this_pack
from feedback_service.publishing.posting.connecting import connect, new_verifier
from feedback_service.publishing.posting.queries import last_posted, tokens
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("connections", __name__, url_prefix="/can-bo/quan-tri/mang-xa-hoi")
_KEPT = "platform_consent"


@blueprint.get("")
@staff(Role.ADMIN, Role.AUDITOR)
def health() -> str:
    return _page()


@blueprint.post("/<provider>/ket-noi")
@staff(Role.ADMIN)
def begin(provider: str) -> str:
    """Shows the way to the platform's own page; going there by itself would need a wider form-action."""
    platform = _renewing(provider)
    kept = {"provider": provider, "verifier": new_verifier(), "state": secrets.token_urlsafe(16)}
    session[_KEPT] = kept
    return _page(
        consent={provider: platform.consent_address(_back_to(provider), kept["verifier"], kept["state"])}
    )


@blueprint.get("/<provider>/ve")
@staff(Role.ADMIN)
def returned(provider: str) -> str:
    """Back from the platform. A GET changes nothing: one more press finishes it."""
    _renewing(provider)
    return _page(code={provider: (request.args.get("code", ""), request.args.get("state", ""))})


@blueprint.post("/<provider>/xong")
@staff(Role.ADMIN)
def finish(provider: str) -> Response:
    platform, kept = _renewing(provider), session.pop(_KEPT, {})
    same = hmac.compare_digest(str(kept.get("state", "")).encode(), request.form.get("state", "").encode())
    if kept.get("provider") != provider or not same:
        flash(_("Lần kết nối này đã quá lâu hoặc không phải do ông/bà mở. Xin bấm Kết nối lại."), "error")
    else:
        wrong = connect(platform, provider, request.form.get("code", ""), kept["verifier"], now())
        if wrong:
            flash(str(explain_platform(provider, wrong).meaning), "error")
        else:
            flash(_("Đã kết nối."))
    return redirect(url_for("connections.health"), code=303)


def _page(consent: dict[str, str] | None = None, code: dict[str, tuple[str, str]] | None = None) -> str:
    found = tokens(db.session())
    return render_template(
        "settings/platforms.html",
        rules=[rule for rule in this_pack().posts if rule.provider],
        platforms={platform.name: platform for platform in this_carrier().platforms},
        renewing=[platform.name for platform in this_carrier().platforms if isinstance(platform, Renews)],
        tokens=found,
        last={rule.provider: last_posted(db.session(), rule.provider) for rule in this_pack().posts},
        consent=consent or {},
        codes=code or {},
        explain=explain_platform,
        moment=now(),
        back_to=_back_to,
        may_change=current_officer().role == Role.ADMIN,
    )


def _renewing(provider: str) -> Renews:
    platform = this_carrier().platform(provider)
    if not isinstance(platform, Renews):
        abort(404)
    return platform


def _back_to(provider: str) -> str:
    """Registered at the platform, so it is by the public address and not by that of this request."""
    config: Config = current_app.config["SERVICE"]
    return f"{config.public_base_url}{url_for('connections.returned', provider=provider)}"
