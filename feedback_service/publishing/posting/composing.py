"""The text for a platform out of public cases and nothing else. A person reads and mends it before it goes anywhere.

The public address stands in each text: by it the post is found again, and readers find the whole answer.
"""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from feedback_service.handling.public.filter import PublicCase
from feedback_service.language import day, words
from feedback_service.pack.model import Pack
from feedback_service.pack.model_posts import PostRule
from feedback_service.publishing.posting.limits import AUTHOR, LIMITS, clipped
from feedback_service.vocabulary import PostShape

FORMS = {PostShape.ARTICLE: "article", PostShape.SHORT: "post", PostShape.PAGE: "page"}


@dataclass(frozen=True, slots=True)
class Composed:
    """`path`: the end of the public address, by which the post is found. `sources`: ids of the public texts in it."""

    title: str
    lead: str
    text: str
    author: str
    path: str
    about: dict[str, object] = field(default_factory=dict)


def path_of(case: PublicCase) -> str:
    return f"/ket-qua/{case.code}"


def compose(case: PublicCase, rule: PostRule, base: str, pack: Pack) -> Composed:
    """`base`: the service's public address. In Vietnamese, whoever composes it."""
    path = path_of(case)
    make = {PostShape.ARTICLE: _article, PostShape.SHORT: _short, PostShape.PAGE: _page}[rule.shape]
    text = make(case, rule, base + path, pack)
    limits = LIMITS[rule.shape]
    return Composed(
        title=clipped(case.title, limits.title) if limits.title else "",
        lead=clipped(case.summary, limits.lead) if limits.lead else "",
        text=text,
        author=rule.author[:AUTHOR],
        path=path,
    )


def facts(case: PublicCase) -> str:
    """When it came, when it was answered, and whether the promise was kept: late is said to be late."""
    kept = _("trễ hẹn") if case.late else _("đúng hẹn")
    said: str = _(
        "Bà con báo ngày %(came)s. Xã trả lời ngày %(answered)s, %(kept)s (hẹn %(due)s).",
        came=day(case.received_on),
        answered=day(case.answered_on),
        kept=kept,
        due=day(case.due_on),
    )
    return said


def how_to_send(base: str, pack: Pack) -> str:
    said: str = _(
        "Gửi phản ánh, kiến nghị: %(address)s hoặc gọi %(hotline)s (giờ hành chính).",
        address=f"{base}/gui",
        hotline=pack.commune.hotline,
    )
    return said


def _article(case: PublicCase, rule: PostRule, address: str, pack: Pack) -> str:
    """What bà con reported stands above it, in the lead, where it is not too long for that."""
    unit, limit = words(case.unit), LIMITS[PostShape.ARTICLE].lead
    return _paragraphs(
        _("Bà con báo: %(summary)s", summary=case.summary) if len(case.summary) > limit else "",
        _("Xã đã làm: %(answer)s", answer=case.answer),
        f"{facts(case)} {_('Đơn vị xử lý: %(unit)s.', unit=unit)}",
        _("Xem đầy đủ: %(address)s", address=address),
        how_to_send(_base(address, case), pack),
    )


def _short(case: PublicCase, rule: PostRule, address: str, pack: Pack) -> str:
    """The hook is the result; hashtags are the commune's and that of the place never: it may be a small hamlet."""
    return _paragraphs(
        case.title,
        clipped(case.answer, 700),
        facts(case),
        _("Xem đầy đủ: %(address)s", address=address),
        how_to_send(_base(address, case), pack),
        " ".join(rule.hashtags),
    )


def _page(case: PublicCase, rule: PostRule, address: str, pack: Pack) -> str:
    place = words(case.area) if case.area else ""
    about = [words(case.topic) if case.topic else "", place]
    return _paragraphs(
        _("Nội dung phản ánh, kiến nghị"),
        case.summary,
        _("Kết quả xử lý"),
        case.answer,
        facts(case),
        _("Lĩnh vực, địa bàn: %(about)s", about=", ".join(filter(None, about))) if any(about) else "",
        _("Đơn vị xử lý: %(unit)s. Mã hồ sơ: %(code)s.", unit=words(case.unit), code=case.code),
        _("Xem đầy đủ: %(address)s", address=address),
        how_to_send(_base(address, case), pack),
        _("Nguồn: %(author)s", author=rule.author) if rule.author else "",
    )


def _base(address: str, case: PublicCase) -> str:
    return address.removesuffix(path_of(case))


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
