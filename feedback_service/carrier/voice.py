"""A telephone call as the service sees it: what is said to the caller, and what comes of it.

An answer is a row of instructions, done in their order. `then` and `told` name the next step of the call
(`chon?luot=2`); what comes after an instruction with `then` is done only where that step was never asked for.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """Read out by the machine, in Vietnamese."""

    text: str


@dataclass(frozen=True, slots=True)
class Play:
    """A recorded file. `address` is where the provider fetches it."""

    address: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Waits for keys while `said` is heard; `then` follows whether or not any was pressed."""

    then: str
    digits: int
    said: tuple[Say | Play, ...]
    seconds: int = 6


@dataclass(frozen=True, slots=True)
class Record:
    """A message after the beep. `told` hears of the finished recording, also when the caller hung up."""

    then: str
    told: str
    seconds: int
    silence_seconds: int


@dataclass(frozen=True, slots=True)
class Connect:
    """Rings somebody for `seconds`. `told` hears whether that somebody picked up. Nothing is recorded."""

    number: str
    then: str
    told: str
    seconds: int


@dataclass(frozen=True, slots=True)
class HangUp:
    pass


Instruction = Say | Play | Ask | Record | Connect | HangUp


@dataclass(frozen=True, slots=True)
class HeardRecording:
    """`address` is where the provider keeps it, "" where there is none: silence, or it failed."""

    source_id: str
    address: str
    seconds: int


@dataclass(frozen=True, slots=True)
class CallNews:
    """One thing that a provider tells of a call. `caller` "" where the number was withheld.

    `talk_seconds` None: this does not say whether an officer was spoken to; 0: nobody was. `is_over`: both have
    hung up, after `seconds`. `about_officer`: it is told of the officer's end of the line.
    """

    call_id: str
    caller: str = ""
    status: str = ""
    digits: str = ""
    seconds: int = 0
    talk_seconds: int | None = None
    is_over: bool = False
    about_officer: bool = False
    recording: HeardRecording | None = None
