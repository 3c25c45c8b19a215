"""A provider made of its own published API description: it refuses every request that is not as described.

It keeps nothing: what it answers is set by the test, or the first error that is described.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.simulators.answering import Answer, Request, as_json, serving
from tests.simulators.schema import Description, Schema

DESCRIPTIONS = Path(__file__).parent.parent / "data" / "api"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


class DescribedApi:
    """`next`: the body of the next answers, with the status that is described for success; afterwards 404.

    `faults`: what was wrong with the requests so far. `requests`: the operations that were asked for.
    """

    def __init__(self, name: str) -> None:
        self.description = Description(json.loads((DESCRIPTIONS / f"{name}.json").read_text("utf-8")))
        self.next: list[object] = []
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.base = ""

    def operation(self, name: str) -> Schema:
        for path in self.description.document["paths"].values():
            for operation in path.values():
                if operation["operationId"] == name:
                    return dict(operation)
        raise KeyError(name)

    def answer_schema(self, name: str) -> Schema:
        """Of the answer when all is well."""
        _, answer = _success(self.operation(name))
        schema: Schema = answer["content"][JSON]["schema"]
        return schema

    def __call__(self, request: Request) -> Answer:
        found = self._find(request)
        if found is None:
            self.faults.append(f"{request.method} {request.path} is not described")
            return as_json({"message": "not described"}, 404)
        operation, in_path = found
        faults = [*self._faults(request, operation, in_path)]
        self.faults += faults
        self.requests.append(operation["operationId"])
        if faults:
            return as_json({"message": "; ".join(faults)}, 400)
        if not self.next:
            return as_json({"message": "nothing there"}, 404)
        status, _ = _success(operation)
        return as_json(self.next.pop(0), status)

    def _find(self, request: Request) -> tuple[Schema, dict[str, str]] | None:
        for path, operations in self.description.document["paths"].items():
            pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+?)", re.escape(path))
            match = re.fullmatch(pattern, request.path)
            operation = operations.get(request.method.lower())
            if match and operation:
                return operation, {name: unquote(value) for name, value in match.groupdict().items()}
        return None

    def _faults(self, request: Request, operation: Schema, in_path: dict[str, str]) -> Iterator[str]:
        if operation.get("security") != [] and not all(request.basic):
            yield "no user and password"
        described = {(one["in"], one["name"]): one["schema"] for one in operation["parameters"]}
        for name, text in in_path.items():
            yield from self.description.faults(text, described["path", name], name)
        for name, texts in request.query.items():
            schema = described.get(("query", name))
            if schema is None:
                yield f"{name} is not described"
            else:
                yield from self.description.faults(self._typed(texts[0], schema), schema, name)
        if "requestBody" in operation:
            yield from self._faults_of_body(request, operation)

    def _faults_of_body(self, request: Request, operation: Schema) -> Iterator[str]:
        content = operation["requestBody"]["content"]
        sent_as = request.headers.get("Content-Type", "").partition(";")[0]
        if sent_as not in content:
            yield f"{sent_as} is not described"
            return
        schema = self.description.resolve(content[sent_as]["schema"])
        body: Any = request.json
        if sent_as == FORM:
            known = schema["properties"]
            body = {name: self._typed(text, known.get(name, {})) for name, text in request.form.items()}
        yield from self.description.faults(body, schema, "body", closed=True)
        for one_of in operation.get("x-conditional", ()):
            if not any(name in body for name in one_of):
                yield f"one of {', '.join(one_of)} is needed"

    def _typed(self, text: str, schema: Schema) -> Any:
        """What a form or an address can only say as text."""
        match self.description.resolve(schema).get("type"):
            case "integer" if re.fullmatch(r"-?\d+", text):
                return int(text)
            case "boolean" if text in {"true", "false"}:
                return text == "true"
            case "array":
                return [text]
        return text


def _success(operation: Schema) -> tuple[int, Schema]:
    status = next(code for code in operation["responses"] if code.startswith("2"))
    return int(status), operation["responses"][status]


@contextmanager
def described(name: str) -> Iterator[DescribedApi]:
    api = DescribedApi(name)
    with serving(api) as api.base:
        yield api
