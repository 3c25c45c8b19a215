"""The commune pack as frozen values: what a commune is, with nothing of it in code.

Read from YAML files (pack/files.py) or from the version kept in the database (pack/current.py). Pure:
standard library and vocabulary only, so that rules anywhere may take a Pack. Whatever is not known for sure
says so in `unverified`, and settings shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from feedback_service.pack.model_answers import AnswerTemplate as AnswerTemplate
from feedback_service.pack.model_answers import PlainWord as PlainWord
from feedback_service.pack.model_areas import Area as Area
from feedback_service.pack.model_areas import area_in
from feedback_service.pack.model_calendar import Calendar as Calendar
from feedback_service.pack.model_calendar import DayOff as DayOff
from feedback_service.pack.model_calendar import Hours as Hours
from feedback_service.pack.model_deadlines import DeadlineRule as DeadlineRule
from feedback_service.pack.model_deadlines import Extend as Extend
from feedback_service.pack.model_media import Medium as Medium
from feedback_service.pack.model_posts import PostRule as PostRule
from feedback_service.pack.model_prints import PrintedText as PrintedText
from feedback_service.pack.model_procedures import Procedure as Procedure
from feedback_service.pack.model_radio import Radio as Radio
from feedback_service.pack.model_radio import SpokenWord as SpokenWord
from feedback_service.pack.model_rating import AfterAnswer as AfterAnswer
from feedback_service.pack.model_rating import IndexPack as IndexPack
from feedback_service.pack.model_reports import ReportRule as ReportRule
from feedback_service.pack.model_rights import RetentionRule as RetentionRule
from feedback_service.pack.model_rights import RightRule as RightRule
from feedback_service.pack.model_words import NO_TEXT
from feedback_service.pack.model_words import Abbreviation as Abbreviation
from feedback_service.pack.model_words import Keyword as Keyword
from feedback_service.pack.model_words import Text as Text
from feedback_service.vocabulary import Channel, Kind, Visibility

OUTSIDE = "NGOAI"  # all bodies outside the commune, where offices are counted (the contract)


@dataclass(frozen=True, slots=True)
class EmergencyNumber:
    number: str
    name: Text
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Commune(AfterAnswer):
    """`code_prefix` stands before every case code; `sms_name` is the unaccented name that opens an SMS."""

    code: str
    name: Text
    authority: Text
    brand: Text
    province: Text
    address: Text
    code_prefix: str
    sms_name: str
    time_zone: str
    hotline: str
    sms_number: str
    email: str
    website: str
    emergency: tuple[EmergencyNumber, ...]
    triage_unit: str  # the unit whose clerks triage
    sealed_unit: str  # the unit that holds denunciations: the leaders
    publishing_unit: str
    sms_price: int = 0  # đồng a segment; 0: not known
    small_hamlet: int = 60  # houses; in a smaller one a story without a name may still tell whose it is
    office_unit: str = ""  # whose head hears of what is a day late; "": the triage unit
    remote: bool = False  # the whole commune is vùng sâu, vùng xa; else each area says so
    unverified: bool = False
    map_tiles: str = ""  # https://…/{z}/{x}/{y}.png; "": no map, the list by area alone
    map_attribution: str = ""  # whose map it is, shown under it


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that answers for cases, or a body outside. `parent` is the contract's unit that it counts as."""

    code: str
    name: Text
    short: Text
    subjects: Text
    head_title: str = ""
    parent: str = ""
    outside: bool = False
    phone: str = ""
    email: str = ""
    unverified: bool = False
    retired: bool = False
    successor: str = ""  # who took over what it led, once retired


@dataclass(frozen=True, slots=True)
class Topic:
    """What people write about. `unit` leads, `supports` help; `area_units` redirect by place."""

    code: str
    number: int  # row in the routing table of the commune's rules; 0 for none
    name: Text
    unit: str
    supports: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    kind: Kind = Kind.PHAN_ANH
    sensitive: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class KindRule:
    """A legal kind: how it is called, what the public may learn, and the words that give it away."""

    kind: Kind
    name: Text
    legal_basis: str
    visibility: Visibility
    cues: tuple[Keyword, ...] = ()
    unit: str = ""  # goes here whatever the topic says (denunciations: the leaders)
    unit_when: str = ""  # code of a signal: `unit` counts only where it is raised; empty means always
    guidance: Text = NO_TEXT  # told to the citizen, for example that a signature is needed
    unverified: bool = False
    formal: bool = False  # accepted in writing first (thụ lý): only then does the limit of the decision run
    signed: bool = False  # only a signed petition counts; a text is answered with how to write one
    publication: Text = NO_TEXT  # what is made public of it, and by which rule
    steps: tuple[Text, ...] = ()  # the way of this kind, for officers
    letter: bool = False  # answered by an official letter, whatever else is sent


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that raise a flag: `danger`, `sensitive`, `spam`. All phrases of `all_of` must be there."""

    code: str
    flag: str
    any_of: tuple[Keyword, ...]
    all_of: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # emergency numbers to show first
    name: Text = NO_TEXT
    seals: bool = False  # the case exists only for named people: children, violence at home


@dataclass(frozen=True, slots=True)
class ContactChannel:
    """A way in, as printed on the channels page, the leaflet and the banner."""

    code: str
    name: Text
    value: str  # what one dials, writes to or visits
    href: str
    hours: Text
    note: Text
    intake: Channel | None = None
    unverified: bool = False


@dataclass(frozen=True)
class Pack:
    """Everything about one commune. `version` is the number it has in the database, 0 while only in files."""

    commune: Commune
    units: tuple[Unit, ...]
    topics: tuple[Topic, ...]
    kinds: tuple[KindRule, ...]
    signals: tuple[Signal, ...]
    deadlines: tuple[DeadlineRule, ...]
    calendar: Calendar
    areas: tuple[Area, ...]
    channels: tuple[ContactChannel, ...]
    media: tuple[Medium, ...]
    triage_threshold: float
    version: int = 0
    abbreviations: tuple[Abbreviation, ...] = ()
    retention: tuple[RetentionRule, ...] = ()
    rights: tuple[RightRule, ...] = ()
    answers: tuple[AnswerTemplate, ...] = ()
    plain_words: tuple[PlainWord, ...] = ()
    indices: tuple[IndexPack, ...] = ()
    reports: tuple[ReportRule, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    posts: tuple[PostRule, ...] = ()
    prints: tuple[PrintedText, ...] = ()
    radio: tuple[Radio, ...] = ()
    spoken_words: tuple[SpokenWord, ...] = ()

    @cached_property
    def unit_by_code(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def topic_by_code(self) -> Mapping[str, Topic]:
        return {topic.code: topic for topic in self.topics}

    @cached_property
    def office_by_unit(self) -> Mapping[str, str]:
        """The office that a unit counts as: its parent, or itself. Bodies outside the commune are one."""
        return {unit.code: OUTSIDE if unit.outside else unit.parent or unit.code for unit in self.units}

    @cached_property
    def topics_by_office(self) -> Mapping[str, tuple[Topic, ...]]:
        found: dict[str, tuple[Topic, ...]] = {}
        for topic in self.topics:
            name = self.office_by_unit.get(topic.unit, topic.unit)
            found[name] = (*found.get(name, ()), topic)
        return found

    @cached_property
    def area_by_code(self) -> Mapping[str, Area]:
        """Also the thôn that share a name, each in its former commune: "ea-tih-thon-1"."""
        own = {area.code: area for area in self.areas}
        return own | {
            one.code: one for area in self.areas for code in area.within if (one := area_in(area, own[code]))
        }

    @cached_property
    def kind_rule(self) -> Mapping[Kind, KindRule]:
        return {rule.kind: rule for rule in self.kinds}
