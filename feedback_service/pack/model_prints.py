"""The part of the pack's model that knows what is printed beside the channels. Pure."""

from dataclasses import dataclass

from feedback_service.pack.model_words import Text


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A sentence of leaflet, poster and banner. `code` says where it stands: slogan, scan, how, step-1 to step-3,
    danger, signed, privacy."""

    code: str
    text: Text
    unverified: bool = False
