"""A text without the people in it: for lessons that are kept for training."""

from feedback_service.routing.personal_data.finder import find_personal_data
from feedback_service.routing.personal_data.found import PersonalData

STANDS_FOR = {
    PersonalData.EMAIL: "[thư điện tử]",
    PersonalData.PHONE: "[số điện thoại]",
    PersonalData.IDENTITY: "[số căn cước]",
    PersonalData.PLATE: "[biển số]",
    PersonalData.ACCOUNT: "[số tài khoản]",
    PersonalData.LAND: "[số thửa đất]",
    PersonalData.ADDRESS: "[địa chỉ]",
    PersonalData.NAME: "[tên]",
}


def mask(text: str) -> str:
    """The text with every piece of personal data replaced by what it is: `gọi [số điện thoại]`."""
    pieces: list[str] = []
    done = 0
    for found in find_personal_data(text):
        pieces += (text[done : found.start], STANDS_FOR[found.kind])
        done = found.end
    return "".join((*pieces, text[done:]))
