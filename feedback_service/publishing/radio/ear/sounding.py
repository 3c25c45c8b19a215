"""Whether a word could be a Vietnamese syllable; what cannot has to be told how it sounds."""

import re
import unicodedata

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    "(?:iêu|yêu|ươu|ươi|uôi|oai|oay|oao|oeo|uây|uyê|uya|uyu|uai|uay|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ue|ui|uô|uơ|uy|uă|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:ch|ng|nh|[cmnpt])?")


def may_be_vietnamese(word: str) -> bool:
    """By its letters alone: "Tih", "Knốp", "Zalo" cannot."""
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word.casefold())))
    return _SYLLABLE.fullmatch(bare) is not None
