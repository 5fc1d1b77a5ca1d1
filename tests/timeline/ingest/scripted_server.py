"""A real server on loopback that answers each path as a test wrote it, well or badly, byte for byte."""

import socket
import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress

Answer = bytes | Callable[[socket.socket, bytes], None]


class ScriptedServer:
    """Answers `path` with the bytes or the behaviour given for it; keeps every request it received."""

    def __init__(self, answers: dict[str, Answer]):
        self.answers = answers
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.closed = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def _accept(self):
        while not self.closed.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    return
                request += received
            self.requests.append(request)
            answer = self.answers.get(request.split(b" ", 2)[1].decode(), b"")
            if callable(answer):
                answer(connection, request)
            else:
                connection.sendall(answer)

    def close(self):
        self.closed.set()
        self._listener.close()


@contextmanager
def serving(answers: dict[str, Answer]):
    server = ScriptedServer(answers)
    try:
        yield server
    finally:
        server.close()


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Write a whole and honest answer; header names with underscores for hyphens."""
    lines = {"Content-Length": str(len(body)), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
