"""Settings of the platforms that the commune posts on. Part of Config; every variable stands in docs/settings.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BASES = {
    "ZALO_OAUTH_BASE": "https://oauth.zaloapp.com",
    "ZALO_API_BASE": "https://openapi.zalo.me",
    "FACEBOOK_API_BASE": "https://graph.facebook.com",
}
_SHAPES = {
    "ZALO_APP_ID": (r"[0-9]{1,25}", "figures only"),
    "ZALO_OA_ID": (r"[0-9]{1,25}", "figures only"),
    "FACEBOOK_PAGE_ID": (r"[0-9]{1,25}", "figures only"),
    "FACEBOOK_API_VERSION": (r"v[0-9]{1,3}\.[0-9]{1,2}", "like v25.0"),
    **dict.fromkeys(_BASES, (r"https?://[^\s/]+(/[^\s]*)?", "an address such as https://example.vn")),
}
_NEEDED = {
    "ZALO_APP_ID": ("ZALO_APP_SECRET", "ZALO_OA_ID"),
    "FACEBOOK_PAGE_ID": ("FACEBOOK_PAGE_TOKEN", "FACEBOOK_APP_SECRET"),
}
_NAMES = (
    *(
        "ZALO_APP_ID",
        "ZALO_APP_SECRET",
        "ZALO_OA_ID",
        "ZALO_REFRESH_TOKEN",
        "ZALO_OAUTH_BASE",
        "ZALO_API_BASE",
    ),
    *(
        "FACEBOOK_PAGE_ID",
        "FACEBOOK_PAGE_TOKEN",
        "FACEBOOK_APP_SECRET",
        "FACEBOOK_API_BASE",
        "FACEBOOK_API_VERSION",
    ),
)


class ConfigurationError(Exception):
    """A setting is wrong. Its text is the one line that the operator sees."""


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """A platform without its first setting is not used: its posts are made ready to be copied."""

    zalo_app_id: str = ""
    zalo_app_secret: str = ""
    zalo_oa_id: str = ""
    zalo_refresh_token: str = ""  # the first one; those that follow it are kept in the database
    zalo_oauth_base: str = _BASES["ZALO_OAUTH_BASE"]
    zalo_api_base: str = _BASES["ZALO_API_BASE"]
    facebook_page_id: str = ""
    facebook_page_token: str = ""
    facebook_app_secret: str = ""
    facebook_api_base: str = _BASES["FACEBOOK_API_BASE"]
    facebook_api_version: str = "v25.0"


NO_PLATFORMS = PlatformSettings()


def read_platform_settings(environ: Mapping[str, str]) -> PlatformSettings:
    """Raises ConfigurationError."""
    given = {name: environ[name].strip() for name in _NAMES if environ.get(name, "").strip()}
    for name, value in given.items():
        shape, said = _SHAPES.get(name, (r"\S+", "one word without blanks"))
        if not re.fullmatch(shape, value):
            # A secret is not repeated: the line ends up in logs.
            shown = f", not {value!r}" if name in _SHAPES else ""
            raise ConfigurationError(f"{name} must be {said}{shown}.")
    for first, others in _NEEDED.items():
        _check_together(given, first, others)
    return PlatformSettings(
        **{name.lower(): value.rstrip("/") if name in _BASES else value for name, value in given.items()}
    )


def _check_together(given: Mapping[str, str], first: str, others: tuple[str, ...]) -> None:
    missing = [name for name in (first, *others) if name not in given]
    if missing and len(missing) <= len(others):
        there = next(name for name in (first, *others) if name in given)
        raise ConfigurationError(f"{there} also needs {' and '.join(missing)}.")
