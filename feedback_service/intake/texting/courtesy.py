"""Thanks and OK: words that ask for nothing. Pure.

Only where nothing else is said: "cảm ơn, nhưng đường vẫn hỏng" is a complaint, so every word must be one of these.
"""

import re
from enum import StrEnum

from feedback_service.folding import fold


class Courtesy(StrEnum):
    """ASSENT ("ok", "dạ", "vâng ạ") may also be the answer to a question; thanks never are."""

    THANKS = "thanks"
    ASSENT = "assent"


_THANKS = "(?:xin |rat |chan thanh |thanh that )*(?:cam on|camon|cam o n|c on|cm on)|thanks?(?: you| u)?|thks|tks|thx"
_ASSENT = (
    "da|vang|uh?m?|um+|ok+|oke+|okie|okay|oki|okla|o ke|duoc|dc|roi|dung|phai|chac|dong y|nhat tri|biet|hieu|nhan duoc"
    "|da nhan|yes|yeah|khong sao|ko sao"
)
_POLITE = "a|ah|nhe|nha|nhieu|rat nhieu|lam|qua|roi|vay|the|ha|hen"
_WHOM = (
    "can bo|cac|xa|ubnd|uy ban|nhan dan|co quan|lanh dao|chu tich|chinh quyen|dang|moi nguoi|quy|ben|don vi|tong dai"
    "|anh|chi|em|co|chu|bac|ong|ba|ban|cau|minh|toi|chau|con|gia dinh|ca nha|tat ca|va"
)
_ANY = rf"(?:{_ASSENT}|{_POLITE}|{_WHOM})"
_THANKFUL = re.compile(rf"(?:{_ANY} )*(?:{_THANKS})(?: (?:{_ANY}|{_THANKS}))*")
_ASSENTING = re.compile(
    rf"(?:(?:{_ASSENT})(?: (?:{_ASSENT}|{_POLITE}))*(?: (?:anh|chi|em|co|chu|bac|can bo|xa)(?: (?:{_POLITE}))*)?)"
)
_FRIENDLY = re.compile("[👍🙏❤💕💖😊🙂😀😄😁🥰👌💯🌹💐🌸🤝☺👏\U0001f3fb-\U0001f3ff\ufe0f\u200d]")
_LONGEST = 80  # letters; longer ones say something


def courtesy_of(body: str) -> Courtesy | None:
    """None for every text that says anything else as well."""
    friendly = _FRIENDLY.sub(" ", body)
    plain = " ".join(re.findall(r"[a-z0-9]+|[^\sa-z0-9.,!~:;)(\-'\"*?]", fold(friendly)))
    if not plain:
        return _in_pictures(body) if friendly != body else None
    if len(plain) > _LONGEST or _asks(body):
        return None
    if _THANKFUL.fullmatch(plain):
        return Courtesy.THANKS
    return Courtesy.ASSENT if _ASSENTING.fullmatch(plain) else None


def _in_pictures(body: str) -> Courtesy:
    return Courtesy.ASSENT if re.search("[👍👌💯]", body) else Courtesy.THANKS


def _asks(body: str) -> bool:
    """ "Rồi?", "được chưa?": a question is no courtesy."""
    return "?" in body
