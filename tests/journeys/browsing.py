"""A person without a browser: opens pages, fills in the forms that stand there, and sends them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@dataclass
class Person:
    """Only what a page offers can be done: a form that is not there cannot be sent."""

    client: FlaskClient
    page: BeautifulSoup | None = None
    address: str = ""

    def open(self, address: str) -> "Person":
        return self._take(self.client.get(address, follow_redirects=True), address)

    def send(self, action: str, **fields: object) -> "Person":
        """Sends the form whose address ends with `action`, with what stands in it, changed by `fields`."""
        form = self._form(action)
        data = {**_standing(form), **fields}
        target = str(form.get("action") or self.address)
        kind = "multipart/form-data" if form.get("enctype") else None
        return self._take(
            self.client.post(target, data=data, content_type=kind, follow_redirects=True), target
        )

    def sees(self, words: str) -> bool:
        return " ".join(words.split()) in self.text

    def may(self, action: str) -> bool:
        return any(_ends(form, action) for form in self._page.find_all("form"))

    @property
    def text(self) -> str:
        return " ".join(self._page.get_text(" ").replace("\xa0", " ").split())

    @property
    def _page(self) -> BeautifulSoup:
        assert self.page is not None
        return self.page

    def _form(self, action: str) -> Tag:
        for form in self._page.find_all("form"):
            if _ends(form, action):
                return form
        offered = [form.get("action") for form in self._page.find_all("form")]
        raise AssertionError(f"no form {action!r} at {self.address}; there are {offered}")

    def _take(self, answer: TestResponse, address: str) -> "Person":
        assert answer.status_code < 400, f"{address}: {answer.status}\n{answer.get_data(as_text=True)[:1500]}"
        self.page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        self.address = answer.request.path
        return self


def _ends(form: Tag, action: str) -> bool:
    posts = str(form.get("method") or "").lower() == "post"
    return posts and urlsplit(str(form.get("action") or "")).path.endswith(action)


def _standing(form: Tag) -> dict[str, object]:
    standing: dict[str, object] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "")
        if not name or kind in {"submit", "button", "file"}:
            continue
        if kind in {"checkbox", "radio"} and not field.has_attr("checked"):
            continue
        standing[str(name)] = _value(field)
    return standing


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
    return str(field.get("value", ""))
