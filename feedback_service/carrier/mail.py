"""E-mail by SMTP. SMTP_URL is `smtp://[user:password@]host[:587]` (STARTTLS where offered) or
`smtps://…[:465]`.
"""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from feedback_service.carrier.protocols import (
    CannotTell,
    Capabilities,
    ErrorClass,
    Known,
    Outcome,
    OutgoingMessage,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.config import ConfigurationError
from feedback_service.vocabulary import DeliveryStatus

TIMEOUT = 20.0  # seconds for each answer of the server


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    encrypted: bool
    user: str
    password: str

    @classmethod
    def from_url(cls, url: str) -> "SmtpServer":
        """Raises ConfigurationError."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ConfigurationError("SMTP_URL must look like smtp://user:password@host:587 or smtps://host.")
        encrypted = parts.scheme == "smtps"
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if encrypted else 587),
            encrypted=encrypted,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


@dataclass(frozen=True, slots=True)
class MailGateway:
    server: SmtpServer
    sender: str
    timeout: float = TIMEOUT

    name = "smtp"
    capabilities = Capabilities()

    def send(self, message: OutgoingMessage) -> Outcome:
        mail = self._compose(message)
        try:
            smtp = self._connect()
        except smtplib.SMTPAuthenticationError:
            return Refused(ErrorClass.CONFIGURATION, "login")
        except (OSError, smtplib.SMTPException) as error:
            return Refused(ErrorClass.TEMPORARY, type(error).__name__)
        try:
            return self._hand_over(smtp, mail, message.recipient)
        finally:
            smtp.close()

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        return CannotTell("smtp_keeps_no_list", ever=False)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.server.encrypted:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                self.server.host, self.server.port, timeout=self.timeout, context=context
            )
        else:
            smtp = smtplib.SMTP(self.server.host, self.server.port, timeout=self.timeout)
            smtp.ehlo()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
        if self.server.user:
            smtp.login(self.server.user, self.server.password)
        return smtp

    def _compose(self, message: OutgoingMessage) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self.sender
        mail["To"] = message.recipient
        mail["Subject"] = message.subject
        # The same for every attempt: mail systems drop what they hold already.
        mail["Message-ID"] = f"<thong-bao-{message.id}@{self.sender.rpartition('@')[2].rstrip('>')}>"
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices in answer
        mail.set_content(message.body)
        return mail

    def _hand_over(self, smtp: smtplib.SMTP, mail: EmailMessage, recipient: str) -> Outcome:
        try:
            smtp.ehlo_or_helo_if_needed()
            for code, class_if_final in (
                (smtp.mail(self.sender)[0], ErrorClass.CONFIGURATION),
                (smtp.rcpt(recipient)[0], ErrorClass.PERMANENT),
            ):
                if code >= 400:
                    return _refused(code, class_if_final)
        except (OSError, smtplib.SMTPException) as error:
            return Refused(ErrorClass.TEMPORARY, type(error).__name__)
        return _give_words(smtp, mail)


def _give_words(smtp: smtplib.SMTP, mail: EmailMessage) -> Outcome:
    """From here on an end that was not seen is unclear: the server may have taken the mail."""
    try:
        code, _ = smtp.data(mail.as_bytes(policy=SMTP))
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, ErrorClass.PERMANENT)
    except (OSError, smtplib.SMTPException) as error:
        return Unclear(type(error).__name__)
    if code != 250:
        return _refused(code, ErrorClass.PERMANENT)
    return Sent(reference=str(mail["Message-ID"]), status=DeliveryStatus.SENT, finished=True)


def _refused(code: int, class_if_final: ErrorClass) -> Refused:
    return Refused(class_if_final if code >= 500 else ErrorClass.TEMPORARY, f"smtp_{code}")
