"""Reading what Twilio keeps: one resource, or a list page by page. The credentials go to the configured host only.

https://www.twilio.com/docs/usage/twilios-response#pagination
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests

from feedback_service.carrier.broken_off import TIMEOUTS
from feedback_service.carrier.protocols import NotToBeAsked

MOST_PAGES = 100  # of 1,000 rows: a commune's texts of years


@dataclass(frozen=True, slots=True)
class TwilioAccount:
    sid: str
    token: str
    api_base: str
    timeouts: tuple[float, float] = TIMEOUTS

    def address(self, resource: str, query: Mapping[str, str] | None = None) -> str:
        """`resource` for example "Messages.json"."""
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.api_base}/2010-04-01/Accounts/{self.sid}/{resource}{asked}"

    def read(self, address: str) -> dict[str, Any] | None:
        """None where there is no answer that could be relied on."""
        try:
            response = requests.get(
                address, auth=(self.sid, self.token), timeout=self.timeouts, allow_redirects=False
            )
            answer = response.json() if response.status_code == 200 else None
        except (requests.RequestException, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def pages(self, address: str, rows: str, most: int = MOST_PAGES) -> Iterator[list[dict[str, Any]]]:
        """The rows of each page. Raises NotToBeAsked where the list breaks off or is too long."""
        for _ in range(most):
            page = self.read(address)
            if page is None or not isinstance(page.get(rows), list):
                raise NotToBeAsked("no_list")
            yield page[rows]
            following = urlsplit(str(page.get("next_page_uri") or ""))
            if not following.path:
                return
            address = f"{self.api_base}{following.path}?{following.query}"
        raise NotToBeAsked("list_too_long")


def sending_token(tokens: str) -> str:
    """Of TWILIO_AUTH_TOKEN: the first, newest one sends; the others may still sign webhooks."""
    return next(iter(tokens.split()), "")


def moment(value: object) -> datetime | None:
    """RFC 2822, as in the API of 2010."""
    try:
        return parsedate_to_datetime(str(value)).astimezone(UTC)
    except ValueError:
        return None
