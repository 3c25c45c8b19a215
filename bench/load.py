"""A bounded load on loopback: a few connections that send ready-made requests and take the time of each."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Taken:
    """Seconds of each answered request, and how many were not answered as they should be."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    wall: float = 0.0

    @property
    def rps(self) -> float:
        return len(self.seconds) / self.wall if self.wall else 0.0

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 2) if ordered else 0.0

    def add(self, other: "Taken") -> None:
        self.seconds += other.seconds
        self.wrong += other.wrong
        self.wall += other.wall


def press(port: int, requests: Iterator[bytes], status: bytes, seconds: float, connections: int = 8) -> Taken:
    """Sends for `seconds`; every answer must carry `status`. Loopback only."""
    taken, lock, end = Taken(), threading.Lock(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_one, args=(port, requests, status, end, taken, lock))
        for _ in range(connections)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.wall = time.monotonic() - began
    return taken


def _one(
    port: int, requests: Iterator[bytes], status: bytes, end: float, taken: Taken, lock: threading.Lock
) -> None:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    mine: list[float] = []
    wrong = 0
    while time.monotonic() < end:
        with lock:
            request = next(requests)
        began = time.perf_counter()
        connection.sendall(request)
        head, closed = _answer(connection.recv)
        mine.append(time.perf_counter() - began)
        wrong += not head.startswith(b"HTTP/1.1 " + status)
        if closed:
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.close()
    with lock:
        taken.seconds += mine
        taken.wrong += wrong


def _answer(receive: Callable[[int], bytes]) -> tuple[bytes, bool]:
    """The head of one answer, read to its end, and whether the server closes after it."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = receive(65536)
        if not piece:
            return data, True
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lower = head.lower()
    length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in lower else 0
    while len(body) < length:
        body += receive(65536)
    return head, b"connection: close" in lower
