"""The gateway of an installation without one: messages are kept in the outbox and sent nowhere."""

from feedback_service.carrier.protocols import CannotTell, Capabilities, Known, Outcome, OutgoingMessage, Sent


class ConsoleGateway:
    """Takes everything. The words stay in the notification, where administrators can read them; the log has
    none.
    """

    name = "console"
    capabilities = Capabilities(idempotent_send=True)

    def send(self, message: OutgoingMessage) -> Outcome:
        return Sent(reference=f"console-{message.id}", finished=True)

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        return Known(())  # nothing ever leaves, so trying again does no harm
