"""The outside world behind small protocols. Only this package knows a provider's name."""

from dataclasses import dataclass, field

from flask import Flask, current_app

from feedback_service.carrier.console import ConsoleGateway
from feedback_service.carrier.facebook import Facebook
from feedback_service.carrier.files import FileStore
from feedback_service.carrier.mail import MailGateway, SmtpServer
from feedback_service.carrier.platforms import Platform
from feedback_service.carrier.protocols import Gateway
from feedback_service.carrier.smsgate import SmsGateGateway
from feedback_service.carrier.troubles import Troubles
from feedback_service.carrier.twilio import TwilioGateway
from feedback_service.carrier.twilio_account import sending_token
from feedback_service.carrier.zalo import Zalo
from feedback_service.carrier.zalo_oauth import ZaloOAuth
from feedback_service.config import Config, ConfigurationError
from feedback_service.platform_settings import PlatformSettings

STATUS_CALLBACK = "/webhooks/twilio/status"


@dataclass(frozen=True, slots=True)
class Carrier:
    """The ways out of one installation."""

    texts: tuple[Gateway, ...]  # the preferred one first
    email: Gateway
    files: FileStore
    troubles: Troubles = field(default_factory=Troubles)
    platforms: tuple[Platform, ...] = ()  # where it may post by itself; elsewhere somebody posts by hand

    @property
    def sms(self) -> Gateway:
        return self.texts[0]

    def gateways(self, medium: str) -> tuple[Gateway, ...]:
        """The preferred one first."""
        return self.texts if medium == "sms" else (self.email,)

    def named(self, medium: str, name: str) -> Gateway | None:
        """None for a provider that is in no setting any more."""
        return next((gateway for gateway in self.gateways(medium) if gateway.name == name), None)

    def platform(self, name: str) -> Platform | None:
        """None for one that is not (or no longer) configured."""
        return next((one for one in self.platforms if one.name == name), None)


def init_app(app: Flask, config: Config) -> None:
    """Raises ConfigurationError."""
    app.extensions["carrier"] = Carrier(
        texts=tuple(_sms_gateway(name, config) for name in config.sms_gateways),
        email=_mail_gateway(config),
        files=FileStore(config.data_dir / "files"),
        platforms=platforms_of(config.platforms),
    )


def this_carrier() -> Carrier:
    carrier: Carrier = current_app.extensions["carrier"]
    return carrier


def _sms_gateway(name: str, config: Config) -> Gateway:
    return {"console": _console, "smsgate": _smsgate, "twilio": _twilio}[name](config)


def _console(config: Config) -> Gateway:
    return ConsoleGateway()


def _smsgate(config: Config) -> Gateway:
    return SmsGateGateway(
        url=config.smsgate_url,
        user=config.smsgate_user,
        password=config.smsgate_password,
        device=config.smsgate_device,
    )


def _twilio(config: Config) -> Gateway:
    return TwilioGateway(
        account_sid=config.twilio_account_sid,
        auth_token=sending_token(config.twilio_auth_token),
        sender=config.twilio_messaging_service_sid or config.twilio_from,
        by_service=bool(config.twilio_messaging_service_sid),
        api_base=config.twilio_api_base,
        status_callback=config.public_base_url + STATUS_CALLBACK,
        voice_number=config.twilio_from if config.twilio_messaging_service_sid else "",
    )


def platforms_of(given: PlatformSettings) -> tuple[Platform, ...]:
    """Those that are configured."""
    found: list[Platform] = []
    if given.zalo_app_id:
        oauth = ZaloOAuth(given.zalo_app_id, given.zalo_app_secret, given.zalo_oauth_base)
        found.append(Zalo(oauth, given.zalo_api_base, given.zalo_refresh_token))
    if given.facebook_page_id:
        page = (given.facebook_page_id, given.facebook_page_token, given.facebook_app_secret)
        found.append(Facebook(*page, given.facebook_api_base, given.facebook_api_version))
    return tuple(found)


def _mail_gateway(config: Config) -> Gateway:
    if not config.smtp_url:
        return ConsoleGateway()
    return MailGateway(SmtpServer.from_url(config.smtp_url), _sender(config))


def _sender(config: Config) -> str:
    if not config.mail_from:
        raise ConfigurationError("SMTP_URL also needs MAIL_FROM, the address that citizens see.")
    return config.mail_from
