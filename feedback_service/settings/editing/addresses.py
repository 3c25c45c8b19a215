"""A section's word in the address, as the settings' pages name it."""

from feedback_service.pack.sections import SECTIONS, Section

_WORDS = {
    "commune": "xa",
    "emergency": "so-khan-cap",
    "units": "don-vi",
    "topics": "linh-vuc",
    "kinds": "loai-viec",
    "deadlines": "thoi-han",
    "holidays": "ngay-nghi",
    "make_up_days": "lam-bu",
    "hours": "gio-lam",
    "receiving": "tinh-ngay-nhan",
    "areas": "dia-ban",
    "answers": "mau-tra-loi",
    "plain_words": "loi-de-hieu",
    "procedures": "thu-tuc",
    "channels": "kenh",
    "media": "phuong-tien",
    "retention": "thoi-gian-luu",
    "rights": "quyen-ca-nhan",
    "indices": "chi-so",
    "reports": "bao-cao",
    "posts": "bai-dang",
    "prints": "an-pham",
    "radio": "ban-tin",
    "spoken_words": "cach-doc",
}
"""In the order of the pages; a section that has no word here comes last, under its own name."""


def address_of(section: Section) -> str:
    return _WORDS.get(section.name, section.name)


def section_at(address: str) -> Section | None:
    return next((section for section in ordered() if address_of(section) == address), None)


def ordered() -> list[Section]:
    places = {name: place for place, name in enumerate(_WORDS)}
    return sorted(SECTIONS.values(), key=lambda section: places.get(section.name, len(places)))
