"""Stands where the service would: takes webhooks, keeps them, answers as told."""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.simulators.postman import Letter, Reply

SERVICE = "http://127.0.0.1:8000"


@dataclass
class Listener:
    """`answers`: what to say to the next webhooks, as (status, body); 200 afterwards."""

    answers: deque[tuple[int, bytes]] = field(default_factory=deque)
    letters: list[Letter] = field(default_factory=list)

    def __call__(self, letter: Letter) -> Reply:
        self.letters.append(letter)
        return Reply(*self.answers.popleft()) if self.answers else Reply(200)

    @property
    def forms(self) -> list[dict[str, str]]:
        return [dict(parse_qsl(letter.body.decode(), keep_blank_values=True)) for letter in self.letters]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(letter.body) for letter in self.letters]
