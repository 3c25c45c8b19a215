"""The processes of a running service, to be looked at and to be killed."""

import os
import signal

from tests.resilience.books import wait_until
from tests.servers.service import Service, children, command_of


def web_master(service: Service) -> int:
    return program(service, "gunicorn")


def web_worker(service: Service) -> int:
    wait_until(lambda: children(web_master(service)))
    return children(web_master(service))[0]


def sender(service: Service) -> int:
    return program(service, "flask worker")


def program(service: Service, words: str) -> int:
    """Of those that the supervisor keeps running, the one with these words in its command."""

    def found() -> list[int]:
        return [child for child in children(service.process.pid) if words in command_of(child)]

    wait_until(found)
    return found()[0]


def everybody_of(service: Service) -> set[int]:
    kept = children(service.process.pid)
    return {*kept, *(child for process in kept for child in children(process))}


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)
