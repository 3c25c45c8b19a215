"""Recordings at Twilio: fetched with our credentials from Twilio's own hosts, then deleted there.

The address stands in a webhook. It is signed, but credentials go nowhere by what a form says: only to the
configured API, and a redirect is followed without them, to Twilio's hosts only.
https://www.twilio.com/docs/voice/api/recording
"""

from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import requests

from feedback_service.carrier.sound import NotThereNow, NotToBeTaken, Sound, sound_of

TIMEOUTS = (5.0, 30.0)  # seconds to connect, seconds between two pieces
MOST_BYTES = 20 * 1024 * 1024  # three minutes of MP3 are one or two
MOST_REDIRECTS = 3
HOSTS = ("twilio.com", "twiliocdn.com")  # and what lies below them
_REDIRECTS = {301, 302, 303, 307, 308}
_GONE = {403, 410, 415, 451}


@dataclass(frozen=True, slots=True)
class TwilioRecordings:
    """`auth_tokens` with blanks between, the newest first."""

    account_sid: str
    auth_tokens: str
    api_base: str
    most_bytes: int = MOST_BYTES
    timeouts: tuple[float, float] = TIMEOUTS

    def fetch(self, address: str) -> Sound:
        """Raises NotThereNow, NotToBeTaken."""
        found, credentials = f"{address}.mp3", True
        for _ in range(MOST_REDIRECTS + 1):
            self._require_ours(found)
            with self._get(found, credentials) as response:
                if response.status_code not in _REDIRECTS:
                    return self._read(response)
                found = urljoin(found, response.headers.get("Location", ""))
            credentials = False
        raise NotToBeTaken("redirects")

    def forget(self, source_id: str) -> None:
        """Deletes Twilio's copy. Raises NotThereNow."""
        address = f"{self.api_base}/2010-04-01/Accounts/{self.account_sid}/Recordings/{quote(source_id, safe='')}.json"
        try:
            response = requests.delete(
                address, auth=self._credentials(), timeout=self.timeouts, allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotThereNow(type(error).__name__) from error
        if response.status_code not in {200, 204, 404}:
            raise NotThereNow(f"http_{response.status_code}")

    def _get(self, address: str, credentials: bool) -> requests.Response:
        try:
            return requests.get(
                address,
                auth=self._credentials() if credentials and self._is_api(urlsplit(address)) else None,
                timeout=self.timeouts,
                allow_redirects=False,
                stream=True,
            )
        except requests.RequestException as error:
            raise NotThereNow(type(error).__name__) from error

    def _read(self, response: requests.Response) -> Sound:
        if response.status_code in _GONE:
            raise NotToBeTaken(f"http_{response.status_code}")
        if response.status_code != 200:
            raise NotThereNow(f"http_{response.status_code}")
        if not response.headers.get("Content-Type", "").startswith(("audio/", "application/octet-stream")):
            raise NotToBeTaken("content_type")
        return sound_of(self._content(response))

    def _content(self, response: requests.Response) -> bytes:
        """Counted while it comes: a length that was announced may be wrong."""
        content = bytearray()
        try:
            for piece in response.iter_content(64 * 1024):
                content += piece
                if len(content) > self.most_bytes:
                    raise NotToBeTaken("too_long")
        except requests.RequestException as error:
            raise NotThereNow(type(error).__name__) from error
        return bytes(content)

    def _require_ours(self, address: str) -> None:
        """Raises NotToBeTaken for any host that is not the provider's."""
        parts = urlsplit(address)
        if not (self._is_api(parts) or _is_twilios(parts)):
            raise NotToBeTaken("host")

    def _is_api(self, parts: SplitResult) -> bool:
        api = urlsplit(self.api_base)
        if (parts.scheme, parts.netloc) == (api.scheme, api.netloc):
            return True
        return _is_twilios(parts) and _is_twilios(api) and (parts.hostname or "").startswith("api.")

    def _credentials(self) -> tuple[str, str]:
        return self.account_sid, (self.auth_tokens.split() or [""])[0]


def _is_twilios(parts: SplitResult) -> bool:
    try:
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").casefold()
    plain = parts.scheme == "https" and port in {None, 443} and "@" not in parts.netloc
    return plain and any(host == ours or host.endswith(f".{ours}") for ours in HOSTS)
