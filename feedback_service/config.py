"""Settings of the installation, read once from the environment and checked at start.

What the commune decides (units, deadlines, texts) is not here but in the commune pack.
Every variable stands in docs/settings.md.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from feedback_service.platform_settings import NO_PLATFORMS, PlatformSettings, read_platform_settings
from feedback_service.platform_settings import ConfigurationError as ConfigurationError

GATEWAYS = ("console", "twilio", "smsgate")


@dataclass(frozen=True, slots=True)
class Config:
    """`embedded` is True without DATABASE_URL: SQLite under `data_dir`, with keys made on the first start."""

    database_url: str
    secret_key: str
    contact_keys: tuple[str, ...]  # newest first; texts are encrypted with the first, read with any
    data_dir: Path
    public_base_url: str
    port: int = 8000
    demo: bool = False
    embedded: bool = True
    sms_gateways: tuple[str, ...] = ("console",)  # the first is preferred, the others step in for it
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_from: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_api_base: str = "https://api.twilio.com"
    twilio_voice_dial: str = ""  # who answers when a caller presses 0
    voice_greeting: str = ""  # address of a recorded greeting
    recording_days: int = 90
    smsgate_url: str = ""
    smsgate_user: str = ""
    smsgate_password: str = ""
    smsgate_signing_key: str = ""
    smsgate_device: str = ""
    quiet_hours: tuple[int, int] | None = (21, 7)
    replies_a_day: int = 20
    spool_least_free: int = (
        64 * 1024 * 1024
    )  # bytes of disk below which nothing is taken in without the database
    smtp_url: str = ""
    mail_from: str = ""
    platforms: PlatformSettings = NO_PLATFORMS
    redis_url: str = ""
    metrics_token: str = ""
    source_url: str = ""
    mfa: str = "required"  # or "optional": officers may do without a second factor
    embed_ancestors: tuple[str, ...] = ()  # sites that may show /nhung in a frame
    template_cache: Path | None = None  # compiled templates: the first reader after a start need not wait
    testing: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Config":
        """Raises ConfigurationError with one clear line."""
        data_dir = Path(environ.get("DATA_DIR") or "instance").absolute()
        data_dir.mkdir(parents=True, exist_ok=True)
        database_url = environ.get("DATABASE_URL", "")
        embedded = not database_url
        port = _port(environ.get("PORT", ""))
        config = cls(
            database_url=_database_url(database_url) or f"sqlite:///{data_dir / 'feedback.sqlite3'}",
            secret_key=_secret(environ, "SECRET_KEY", data_dir, embedded),
            contact_keys=tuple(
                _secret(environ, "CONTACT_KEYS", data_dir, embedded).replace(",", " ").split()
            ),
            data_dir=data_dir,
            public_base_url=_base_url(environ.get("PUBLIC_BASE_URL") or f"http://127.0.0.1:{port}"),
            port=port,
            demo=_flag(environ, "DEMO"),
            embedded=embedded,
            sms_gateways=_gateways(environ.get("SMS_GATEWAY", "")),
            twilio_account_sid=environ.get("TWILIO_ACCOUNT_SID", ""),
            twilio_auth_token=environ.get("TWILIO_AUTH_TOKEN", ""),
            twilio_from=environ.get("TWILIO_FROM", ""),
            twilio_messaging_service_sid=environ.get("TWILIO_MESSAGING_SERVICE_SID", ""),
            twilio_api_base=_base_url(environ.get("TWILIO_API_BASE") or "https://api.twilio.com"),
            twilio_voice_dial=_telephone(environ.get("TWILIO_VOICE_DIAL", "")),
            voice_greeting=_base_url(environ["VOICE_GREETING"]) if environ.get("VOICE_GREETING") else "",
            recording_days=_number(environ, "RECORDING_DAYS", 90, 1, 3650),
            smsgate_url=_base_url(environ["SMSGATE_URL"]) if environ.get("SMSGATE_URL") else "",
            smsgate_user=environ.get("SMSGATE_USER", ""),
            smsgate_password=environ.get("SMSGATE_PASSWORD", ""),
            smsgate_signing_key=environ.get("SMSGATE_SIGNING_KEY", ""),
            smsgate_device=environ.get("SMSGATE_DEVICE", ""),
            quiet_hours=_quiet_hours(environ.get("QUIET_HOURS", "21-7")),
            replies_a_day=_number(environ, "SMS_REPLIES_A_DAY", 20, 1, 1000),
            spool_least_free=_number(environ, "SPOOL_LEAST_FREE_MB", 64, 1, 1_000_000_000) * 1024 * 1024,
            smtp_url=environ.get("SMTP_URL", ""),
            mail_from=environ.get("MAIL_FROM", ""),
            platforms=read_platform_settings(environ),
            redis_url=environ.get("REDIS_URL", ""),
            metrics_token=environ.get("METRICS_TOKEN", ""),
            mfa=_one_of(environ, "MFA", ("required", "optional")),
            embed_ancestors=tuple(_origin(one) for one in environ.get("EMBED_ANCESTORS", "").split()),
            template_cache=data_dir / "templates",
            source_url=_base_url(environ["SOURCE_URL"]) if environ.get("SOURCE_URL") else "",
        )
        config.check()
        return config

    def check(self) -> None:
        if "twilio" in self.sms_gateways:
            self._check_twilio()
        if "smsgate" in self.sms_gateways:
            self._check_smsgate()
        if len(self.secret_key) < 32:
            raise ConfigurationError("SECRET_KEY must have at least 32 characters.")

    def _check_twilio(self) -> None:
        if not (self.twilio_account_sid and self.twilio_auth_token):
            raise ConfigurationError(
                "SMS_GATEWAY=twilio also needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
            )
        if not (self.twilio_from or self.twilio_messaging_service_sid):
            raise ConfigurationError(
                "SMS_GATEWAY=twilio also needs TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID."
            )

    def _check_smsgate(self) -> None:
        needed = (self.smsgate_url, self.smsgate_user, self.smsgate_password, self.smsgate_signing_key)
        if not all(needed):
            raise ConfigurationError(
                "SMS_GATEWAY=smsgate also needs SMSGATE_URL, SMSGATE_USER, SMSGATE_PASSWORD and SMSGATE_SIGNING_KEY."
            )


def _gateways(value: str) -> tuple[str, ...]:
    """`twilio`, or `smsgate,twilio`: the first is preferred."""
    names = tuple(name.strip() for name in value.split(",") if name.strip()) or GATEWAYS[:1]
    if not set(names) <= set(GATEWAYS) or len(set(names)) < len(names):
        raise ConfigurationError(f"SMS_GATEWAY must be of {', '.join(GATEWAYS)}, not {value!r}.")
    if "console" in names and len(names) > 1:
        raise ConfigurationError(
            "SMS_GATEWAY=console sends nothing, so it cannot stand beside another gateway."
        )
    return names


def _quiet_hours(value: str) -> tuple[int, int] | None:
    """`21-7`: from 21h to 7h, the commune's time. Empty or `off`: none."""
    if value in {"", "off"}:
        return None
    start, dash, end = value.partition("-")
    if not (
        dash and start.isdecimal() and end.isdecimal() and int(start) < 24 and int(end) < 24 and start != end
    ):
        raise ConfigurationError(f"QUIET_HOURS must be like 21-7, or off, not {value!r}.")
    return int(start), int(end)


def _telephone(value: str) -> str:
    """As a gateway wants it: `+84262…`, blanks and dots left out."""
    number = re.sub(r"[\s.\-]", "", value)
    if number and not re.fullmatch(r"\+[1-9][0-9]{7,14}", number):
        raise ConfigurationError(f"TWILIO_VOICE_DIAL must be like +84262..., not {value!r}.")
    return number


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = environ.get(name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ConfigurationError(f"{name} must be a number from {least} to {most}, not {value!r}.")
    return int(value)


def _one_of(environ: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """The first word is the default."""
    value = environ.get(name) or words[0]
    if value not in words:
        raise ConfigurationError(f"{name} must be {' or '.join(words)}, not {value!r}.")
    return value


def _secret(environ: Mapping[str, str], name: str, data_dir: Path, embedded: bool) -> str:
    """From the environment; the embedded default keeps one that it made itself, readable by its owner only."""
    if environ.get(name):
        return environ[name]
    if not embedded:
        raise ConfigurationError(f"{name} is not set. With DATABASE_URL it must be (openssl rand -hex 32).")
    file = data_dir / name.lower()
    if not file.exists():
        # Several processes may start at once: the first to link its file wins, all read the same one.
        draft = data_dir / f".{name.lower()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            file.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text().strip()


def _database_url(url: str) -> str:
    if url and not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise ConfigurationError(
            "DATABASE_URL must start with postgresql+psycopg:// or sqlite:/// "
            f"(it starts with {url.split('://')[0]}://)."
        )
    return url


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigurationError(f"{url!r} is not an address such as https://phananh.example.vn.")
    return url.rstrip("/")


def _origin(value: str) -> str:
    """`https://xa.example.vn`: a path would be no origin, and a `;` would end the header's rule."""
    if not re.fullmatch(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?", value):
        raise ConfigurationError(f"EMBED_ANCESTORS must be like https://xa.example.vn, not {value!r}.")
    return value


def _port(value: str) -> int:
    if not value:
        return 8000
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise ConfigurationError(f"PORT must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").lower()
    if value not in {"", "0", "1", "false", "true"}:
        raise ConfigurationError(f"{name} must be 0 or 1, not {value!r}.")
    return value in {"1", "true"}
