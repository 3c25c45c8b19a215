"""Ready-made requests as citizens, a gateway and officers send them."""

import http.client
import itertools
import re
import uuid
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

WORDS = "Đường thôn 4 lầy lội, mưa xuống xe máy không đi được, đề nghị xã cho sửa"
BASE_URL = "http://127.0.0.1:8000"
TOKEN = "bench-token"
_READY = 20_000  # signatures are made before the clock runs


def form_posts(path: str) -> Iterator[bytes]:
    for _ in itertools.count():
        boundary = uuid.uuid4().hex
        fields = {"noi_dung": WORDS, "dien_thoai": "0905 123 456", "dia_ban": "", "ma_gui": uuid.uuid4().hex}
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        body = ("".join(parts) + f"--{boundary}--\r\n").encode()
        yield _post(path, f"multipart/form-data; boundary={boundary}", body)


def texts(path: str) -> Iterator[bytes]:
    """Each from another phone, so that each opens a case."""
    return itertools.cycle([_text(path, number) for number in range(_READY)])


def _text(path: str, number: int) -> bytes:
    form = {
        "MessageSid": f"SM{uuid.uuid4().hex}",
        "From": f"+8490{number:07d}",
        "To": "+15005550006",
        "Body": WORDS,
        "NumMedia": "0",
        "NumSegments": "2",
    }
    signature = RequestValidator(TOKEN).compute_signature(BASE_URL + path, form)
    header = f"X-Twilio-Signature: {signature}\r\n"
    return _post(path, "application/x-www-form-urlencoded", urlencode(form).encode(), header)


def _post(path: str, kind: str, body: bytes, header: str = "") -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    )
    return head.encode() + header.encode() + b"\r\n" + body


def gets(paths: Sequence[str], cookie: str = "") -> Iterator[bytes]:
    line = f"Cookie: {cookie}\r\n" if cookie else ""
    ready = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{line}\r\n".encode() for path in paths]
    return itertools.cycle(ready)


def officer_cookie(port: int) -> str:
    """Signs in as the first demo officer of a unit, as one click on the sign-in page does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/can-bo/dang-nhap")
    answer = connection.getresponse()
    page, cookie = answer.read().decode(), _session(answer)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    door = re.search(r'action="(/can-bo/demo/\d+)"', page.split("officer-")[-1]) or re.search(
        r'action="(/can-bo/demo/\d+)"', page
    )
    if not (token and door):
        raise SystemExit("The sign-in page shows no demo officers.")
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", door[1], urlencode({"csrf_token": token[1]}), headers)
    answer = connection.getresponse()
    answer.read()
    return _session(answer) or cookie


def _session(answer: http.client.HTTPResponse) -> str:
    return (answer.getheader("Set-Cookie") or "").split(";")[0]
