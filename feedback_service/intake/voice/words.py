"""The sentences of the telephone, from `templates/voice/<name>.vi.txt`: said, never written."""

from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from feedback_service.carrier.voice import Say
from feedback_service.intake.dictation import spoken, spoken_code
from feedback_service.intake.voice.numbers import day_in_words, hour_in_words, number_in_words

FOLDER = Path(__file__).parents[3] / "templates" / "voice"


def say(name: str, **values: object) -> Say:
    """Raises jinja2.TemplateNotFound, and UndefinedError where a value is missing."""
    words = _environment().get_template(f"{name}.vi.txt").render(values)
    return Say(" ".join(words.split()))


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        code=spoken_code,
        signs=spoken,
        number=number_in_words,
        hour=hour_in_words,
        day=day_in_words,
    )
    return environment
