"""What Zalo and Facebook are told to do by hand, and what anybody would read there."""

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from tests.simulators import facebook
from tests.simulators.zalo import NEVER

if TYPE_CHECKING:
    from tests.simulators.town import Town

Wish = Mapping[str, Any]
SLOW = 5  # times that an article is asked for before it exists


ACTS: Mapping[str, Mapping[str, object]] = {
    "zalo: moderation takes a while": {"verifies": SLOW},
    "zalo: moderation never ends": {"verifies": NEVER},
    "zalo: moderation is at once": {"verifies": 0},
    "zalo: the access token is over": {"expires": True},
    "zalo: the refresh token was used by somebody else": {"refresh_token": "used-elsewhere"},
    "facebook: 85 per cent of our share is used": {"used": 85, "regain": 10},
    "facebook: our share is free again": {"used": 5, "regain": 0},
    "facebook: the page token is revoked": {"token": "revoked"},
    "facebook: the page token is good again": {"token": facebook.TOKEN},
    "facebook: the feed shows new posts late": {"hides": SLOW},
    "facebook: the same words twice are refused": {"refuses_same": True},
}


def act(town: "Town", wish: Wish) -> object:
    """Raises KeyError for a word that is none of ACTS."""
    word = str(wish["do"])
    platform = town.zalo if word.startswith("zalo") else town.facebook
    for name, value in ACTS[word].items():
        setattr(platform, name, value)
    if town.zalo.verifies == 0:
        town.zalo.finish_all()
    return state(town)


def state(town: "Town") -> dict[str, object]:
    zalo, page = town.zalo, town.facebook
    return {
        "zalo": {
            "articles": [one.shown(whole=True) for one in zalo.articles.values()],
            "sent_round": zalo.sent_round,
            "refreshed": len(zalo.refreshed),
            "faults": list(zalo.faults),
        },
        "facebook": {"posts": list(page.posts.values()), "used": page.used, "faults": list(page.faults)},
    }


def shown(town: "Town") -> str:
    """Both platforms as their readers find them."""
    articles = [
        f"{one.form['title']}\n{one.form['description']}"
        + (f"\n(sent round {town.zalo.sent_round.count(one.id)}×)" if one.id in town.zalo.sent_round else "")
        for one in town.zalo.standing()
    ]
    posts = [one["message"] for one in town.facebook.standing()]
    return _wall("Zalo", articles) + _wall("Facebook", posts)


def _wall(name: str, texts: list[str]) -> str:
    rows = "".join(f'<li class="them">{escape(text)}</li>' for text in reversed(texts))
    return f"<h2>{name}: {len(texts)}</h2><ol aria-label='{name}'>{rows}</ol>"
