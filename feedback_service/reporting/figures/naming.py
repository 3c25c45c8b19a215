"""What the public calls the ways in which people write."""

from flask_babel import gettext as _

from feedback_service.vocabulary import Channel


def channel_words(channel: Channel) -> str:
    names: dict[Channel, str] = {
        Channel.WEB: _("Trang web"),
        Channel.SMS: _("Tin nhắn"),
        Channel.HOTLINE: _("Điện thoại"),
        Channel.COUNTER: _("Tại quầy"),
        Channel.LETTER: _("Thư"),
    }
    return names.get(channel) or str(_("Ứng dụng khác"))
