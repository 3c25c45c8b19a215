"""What is wrong with a change, in words for the field that it stands in."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from feedback_service.routing.rehearsing.checking import Problem, Problems

FIELDS = {
    "phrase": "cum_tu",
    "weight": "trong_so",
    "without": "tru_khi",
    "unit": "don_vi",
    "threshold": "nguong",
    "reason": "ly_do",
}
_WORDS: Mapping[Problem, LazyString] = {
    Problem.NOTHING_WRITTEN: _l("Xin ghi cụm từ."),
    Problem.TOO_LONG: _l("Cụm từ dài quá 200 chữ."),
    Problem.EMPTY_PART: _l("Có phần để trống quanh dấu “..” hoặc “|”. Mỗi phần phải có chữ."),
    Problem.TOO_MANY_FORMS: _l("Cụm từ này có hơn 64 cách viết. Xin tách thành nhiều cụm."),
    Problem.ONLY_EVERYDAY: _l("Toàn chữ thường ngày, tin nào cũng có. Xin thêm chữ nói rõ việc gì."),
    Problem.THERE_ALREADY: _l("Nhóm này đã có cụm từ đó."),
    Problem.NOT_THERE: _l("Không còn cụm từ này. Có thể quy tắc vừa đổi, xin xem lại."),
    Problem.AS_IT_IS: _l("Đang như vậy rồi, không có gì để đổi."),
    Problem.WITHOUT_ALWAYS: _l("Cụm từ trừ ra nằm ngay trong cụm từ này, nên nó không bao giờ được tính."),
    Problem.BAD_WEIGHT: _l("Trọng số phải lớn hơn 0 và không quá 5."),
    Problem.NO_SUCH_UNIT: _l("Không có đơn vị này, hoặc đơn vị đã thôi dùng."),
    Problem.OUT_OF_RANGE: _l("Ngưỡng là một số từ 0 đến 1, ví dụ 0,75."),
    Problem.REASON_MISSING: _l("Xin ghi lý do, để người sau hiểu vì sao đổi."),
}


def errors_of(problems: Problems) -> dict[str, list[LazyString]]:
    """By the name of the box, as error_summary and the fields take them."""
    return {FIELDS[field]: [_WORDS[problem]] for field, problem in problems.items()}
