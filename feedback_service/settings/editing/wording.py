"""What is wrong, in the words of the person at the screen. The files' own messages are for whoever writes files."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

Errors = dict[str, list[LazyString | str]]
"""By the name of the box; "" for what is no box's."""

_SAID: tuple[tuple[str, LazyString], ...] = (
    (r"missing data|is required|must not be empty|may not be null|is empty", _l("Xin điền ô này.")),
    (r"letters without accents", _l("Chỉ dùng chữ không dấu, số và dấu gạch nối, không có khoảng trắng.")),
    (r"one to four capital letters", _l("Từ một đến bốn chữ in hoa.")),
    (r"must be without accents", _l("Viết không dấu, nhiều nhất 30 chữ.")),
    (r"valid integer|valid number|valid float", _l("Xin ghi một số.")),
    (r"valid date", _l("Ngày chưa đúng, ví dụ 13/02/2026.")),
    (r"valid time", _l("Giờ chưa đúng, ví dụ 07:30.")),
    (r"not be below 0", _l("Không được nhỏ hơn 0.")),
    (r"must be between|must be above|must be \d", _l("Số này nằm ngoài khoảng cho phép.")),
    (r"must be one of|valid choice", _l("Xin chọn một trong các mục có sẵn.")),
    (r"be later than `opens`", _l("Giờ đóng cửa phải sau giờ mở cửa.")),
    (r"either one `day`", _l("Ghi một ngày, hoặc cả từ ngày và đến ngày.")),
    (r"the same day as `from`", _l("Đến ngày phải sau từ ngày, nhiều nhất 31 ngày.")),
    (r"each must be the only one", _l("Đã có mục khác dùng mã này rồi.")),
    (r"is none of the", _l("Mục được chọn không có trong danh mục.")),
    (r"outside the commune has no parent", _l("Cơ quan ngoài xã không thuộc đơn vị nào của xã.")),
    (r"former commune has no parent", _l("Xã cũ không thuộc xã cũ khác.")),
    (r"must not be before valid_from", _l("Ngày hết hiệu lực phải sau ngày bắt đầu.")),
    (r"^overlaps", _l("Trùng thời gian với một quy tắc khác cùng loại và cùng đồng hồ.")),
    (r"no limit of the clock", _l("Có loại việc sẽ không còn thời hạn nào. Xin thêm quy tắc thay trước.")),
    (r"a day can stand only once", _l("Ngày này đã có trong lịch.")),
    (r"only a Saturday or Sunday", _l("Chỉ thứ Bảy hoặc Chủ nhật mới làm bù được.")),
    (r"is no time zone", _l("Múi giờ chưa đúng, ví dụ Asia/Ho_Chi_Minh.")),
    (r"no emergency number", _l("Một dấu hiệu nguy hiểm đang dùng số khẩn cấp này, nên chưa bỏ được.")),
    (r"every kind needs one", _l("Mỗi loại việc đều phải có.")),
    (
        r"is no field|a brace is opened",
        _l("Ô trong ngoặc nhọn chưa đúng: mở phải đóng, tên ô phải có trong gợi ý."),
    ),
    (r"must be https://", _l("Địa chỉ phải có dạng https://…/{z}/{x}/{y}.png.")),
    (r"`map_tiles` and", _l("Có bản đồ nền thì phải ghi bản đồ của ai, và ngược lại.")),
    (r"`latitude` and", _l("Vĩ độ và kinh độ đi với nhau: ghi cả hai hoặc bỏ trống cả hai.")),
    (r"either `years`", _l("Hoặc ghi số năm (1 đến 100), hoặc chọn giữ mãi.")),
)


def said(problem: str) -> LazyString | str:
    """A message of a schema or a check in Vietnamese; one that is not known is shown as it is."""
    known = (words for pattern, words in _SAID if re.search(pattern, problem, re.IGNORECASE))
    return next(known, None) or _l("Chưa hợp lệ: %(problem)s", problem=problem)


def errors_of(messages: Any) -> Errors:
    """marshmallow's messages by box: those of a row or of one language stand at the box."""
    errors: Errors = {}
    for place, problem in _flat(messages, ()):
        errors.setdefault(place, []).append(said(problem))
    return errors


def _flat(messages: Any, place: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _flat(inner, place if key == "_schema" else (*place, str(key)))
    else:
        for message in messages:
            yield (place[0] if place else ""), str(message)
