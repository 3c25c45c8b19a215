"""The figures as tables of named rows: what the page, the CSV and the JSON all show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from feedback_service.handling.limits.lateness import late_words
from feedback_service.language import month as month_words
from feedback_service.language import words
from feedback_service.pack.model import Pack
from feedback_service.records.tally import UNSAID
from feedback_service.reporting.figures.asked import Asked
from feedback_service.reporting.figures.counted import Counted, Figures
from feedback_service.reporting.figures.naming import channel_words
from feedback_service.reporting.figures.small import gathered
from feedback_service.vocabulary import Channel, Visibility

OTHERS = ""


@dataclass(frozen=True, slots=True)
class Row:
    """`code` is OTHERS for what is gathered in one row because each would be too small."""

    code: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Table:
    """`knows_now`: its rows know what waits today."""

    key: str
    name: str
    rows: tuple[Row, ...]
    knows_now: bool = False


@dataclass(frozen=True, slots=True)
class Tables:
    """`late_reasons`: (LateReason or UNSAID, words, cases), most first."""

    asked: Asked
    total: Counted
    tables: tuple[Table, ...]
    late_reasons: tuple[tuple[str, str, int], ...]

    def __getitem__(self, key: str) -> Table:
        return next(table for table in self.tables if table.key == key)


def tables_of(found: Figures, asked: Asked, pack: Pack) -> Tables:
    return Tables(asked, found.total, tuple(_tables(found, asked, pack)), _late_reasons(found.total))


def _tables(found: Figures, asked: Asked, pack: Pack) -> list[Table]:
    units = _named(found.units, lambda code: words(pack.unit_by_code[code].name), pack.unit_by_code)
    kinds = {rule.kind.value: words(rule.name) for rule in pack.kinds}
    month_rows = [Row(f"{day:%Y-%m}", month_words(day), one) for day, one in found.months.items()]
    tables = [
        Table("units", _("Đơn vị"), tuple(sorted(units, key=_late_first)), asked.is_current),
        Table("kinds", _("Loại việc"), _rows(found.kinds, kinds, never_alone(asked, pack))),
        Table("months", _("Tháng"), tuple(month_rows)),
    ]
    if asked.unit:
        return tables
    topics = {topic.code: words(topic.name) for topic in pack.topics}
    channels = {channel.value: channel_words(channel) for channel in Channel}
    areas = {area.code: words(area.name) for area in pack.areas}
    return [
        *tables,
        Table("topics", _("Lĩnh vực"), _rows(found.topics, topics)),
        Table("channels", _("Kênh gửi"), _rows(found.channels, channels)),
        Table("areas", _("Địa bàn"), _rows(found.areas, areas)),
    ]


def never_alone(asked: Asked, pack: Pack) -> frozenset[str]:
    """Kinds of which the public knows only totals stand by themselves in whole years of the whole commune: from
    two overlapping spans, or a unit and the commune, one could work out a single case by subtracting."""
    if asked.is_whole_year and not asked.unit:
        return frozenset()
    return frozenset(rule.kind.value for rule in pack.kinds if rule.visibility != Visibility.LISTED)


def _rows(
    groups: Mapping[str, Counted], names: Mapping[str, str], never: frozenset[str] = frozenset()
) -> tuple[Row, ...]:
    """Those without a name (no place was said, a topic of an earlier pack) are among the others."""
    alone, others = gathered(groups, never | frozenset(code for code in groups if code not in names))
    rows = sorted((Row(code, names[code], one) for code, one in alone.items()), key=_late_first)
    return (*rows, *([Row(OTHERS, _("Còn lại"), others)] if others else []))


def _named(
    groups: Mapping[str, Counted], name: Callable[[str], str], known: Mapping[str, object]
) -> list[Row]:
    return [Row(code, name(code) if code in known else code, one) for code, one in groups.items()]


def _late_first(row: Row) -> tuple[int, int, str]:
    return -(row.counted.late + row.counted.waiting_late), -row.counted.received, row.name


def _late_reasons(total: Counted) -> tuple[tuple[str, str, int], ...]:
    names = {**late_words(), UNSAID: _("Chưa ghi lý do")}
    counts = sorted(total.late_reasons.items(), key=lambda one: (-one[1], one[0]))
    return tuple((code, names.get(code, code), n) for code, n in counts if n)
