"""From a figure to the list that it counts: results that all may read, and for officers the queue's own search."""

from urllib.parse import urlencode

from feedback_service.reporting.figures.asked import Asked
from feedback_service.reporting.figures.tables import OTHERS, Row

# The name of a table's rows in the addresses of the results and of the queue.
_PUBLIC = {"units": "don_vi", "topics": "linh_vuc", "areas": "dia_ban", "total": ""}
_QUEUE = {**_PUBLIC, "kinds": "loai"}
_WAITING = {"waiting": "", "waiting_late": "tre"}


def public_list(key: str, table: str, row: Row, asked: Asked) -> str:
    """The address of the published results behind a figure; empty where there is no such list."""
    if key != "published" or table not in _PUBLIC or _is_others(table, row) or not row.counted.published:
        return ""
    span = {"tu": asked.since.isoformat(), "den": asked.until.isoformat()}
    return _address("/ket-qua", {"don_vi": asked.unit, **_of(_PUBLIC, table, row), **span})


def desk_list(key: str, table: str, row: Row, asked: Asked) -> str:
    """The same of the queue, which shows every officer what is in his reach; empty where it cannot say it."""
    if table not in _QUEUE or _is_others(table, row):
        return ""
    about = {"don_vi": asked.unit, **_of(_QUEUE, table, row)}
    if key in _WAITING:
        return _address("/can-bo/hang-doi", {"loc": _WAITING[key], **about})
    if key != "received":
        return ""
    span = {"tu_ngay": asked.since.isoformat(), "den_ngay": asked.until.isoformat()}
    return _address("/can-bo/hang-doi", {**about, **span, "gom": "tat-ca"})


def _is_others(table: str, row: Row) -> bool:
    return table != "total" and row.code == OTHERS


def _of(names: dict[str, str], table: str, row: Row) -> dict[str, str]:
    return {names[table]: row.code} if names[table] else {}


def _address(path: str, args: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in args.items() if value})
    return f"{path}?{query}" if query else path
