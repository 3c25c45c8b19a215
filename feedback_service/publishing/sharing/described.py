"""What a page is, in the words of schema.org, for search engines. Pure: only what the page itself shows."""

from collections.abc import Iterable
from typing import Any

from feedback_service.pack.model import Pack

Thing = dict[str, Any]
_CONTEXT = "https://schema.org"


def organisation(pack: Pack, base: str) -> Thing:
    """The commune and the ways to reach it."""
    commune = pack.commune
    own = [one for one in pack.channels if one.intake and one.href.startswith("tel:")]
    return {
        "@context": _CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": f"{base}/#uy-ban",
        "name": commune.authority.vi,
        "url": commune.website,
        "email": commune.email,
        "address": {"@type": "PostalAddress", "streetAddress": commune.address.vi, "addressCountry": "VN"},
        "contactPoint": [
            {
                "@type": "ContactPoint",
                "contactType": one.name.vi,
                "telephone": one.href.removeprefix("tel:"),
                "availableLanguage": ["vi"],
            }
            for one in own
        ],
    }


def questions(asked: Iterable[tuple[str, str]]) -> Thing:
    """(question, answer) as the page shows them."""
    return {
        "@context": _CONTEXT,
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in asked
        ],
    }


def article(result: Any, pack: Pack, base: str, trail: str) -> Thing:
    """`result` as the page of one result has it; `trail` names the list above it."""
    address = f"{base}/ket-qua/{result.code}"
    return {
        "@context": _CONTEXT,
        "@graph": [
            {
                "@type": "Article",
                "headline": result.title[:110],
                "description": result.summary[:300],
                "articleBody": result.answer,
                "inLanguage": "vi",
                "url": address,
                "image": f"{address}/anh-chia-se.png",
                "datePublished": result.answered_on.isoformat(),
                "author": {"@type": "GovernmentOrganization", "name": result.unit},
                "publisher": {"@type": "GovernmentOrganization", "name": pack.commune.authority.vi},
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": trail, "item": f"{base}/ket-qua"},
                    {"@type": "ListItem", "position": 2, "name": result.title, "item": address},
                ],
            },
        ],
    }
