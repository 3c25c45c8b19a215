"""A mail server on loopback that keeps what it took and refuses what it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class SmtpSimulator:
    """`answers`: what to say to a verb (MAIL, RCPT, DATA, or "." for the end of the mail) instead of yes.

    The answer "" closes the connection without one.
    """

    answers: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    port: int = 0


class _Handler(socketserver.StreamRequestHandler):
    simulator: SmtpSimulator

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].split(":")[0].upper()
            if verb == "QUIT" or not self._reply(verb, "354 go on" if verb == "DATA" else "250 yes"):
                return
            if verb == "DATA" and "DATA" not in self.simulator.answers and not self._take():
                return

    def _take(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if not self.simulator.answers.get(".", "").startswith(("4", "5")):
            mail = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            self.simulator.mails.append(mail)
        return self._reply(".", "250 taken")

    def _reply(self, verb: str, usual: str) -> bool:
        answer = self.simulator.answers.get(verb, usual)
        if answer:
            self._say(answer)
        return bool(answer)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away."""


@contextmanager
def running(simulator: SmtpSimulator) -> Iterator[SmtpSimulator]:
    """Sets `simulator.port`."""
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"simulator": simulator}))
    simulator.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
