"""Zalo and Facebook on loopback, for every test here."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.builders.posts import Media, media


@pytest.fixture
def platforms(app: Flask) -> Iterator[Media]:
    with media(app) as both:
        yield both
