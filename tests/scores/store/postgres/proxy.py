"""A way to the server that can be cut at a certain moment, as a network is."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path


class Proxy:
    """Stands at a socket of its own in a folder, and passes on what comes until it has to cut.

    cut_before, cut_after: what a client says upon which its connection is cut, before or after the server has it and
    answered; each once.
    """

    def __init__(self, folder: Path, server: Path) -> None:
        self.cut_before: bytes | None = None
        self.cut_after: bytes | None = None
        self.cuts = 0
        self._server = server
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / server.name))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
            server.connect(str(self._server))
            threading.Thread(target=self._answer, args=(server, client), daemon=True).start()
            while said := client.recv(65536):
                if self.cut_before is not None and self.cut_before in said:
                    self.cut_before, self.cuts = None, self.cuts + 1
                    return
                if self.cut_after is not None and self.cut_after in said:
                    self.cut_after, self.cuts = None, self.cuts + 1
                    client.shutdown(socket.SHUT_RDWR)  # the answer will find nobody
                    server.sendall(said)
                    server.settimeout(10)
                    with contextlib.suppress(OSError):
                        server.recv(1)
                    return
                server.sendall(said)

    @staticmethod
    def _answer(server: socket.socket, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := server.recv(65536):
                client.sendall(said)
            client.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def proxy(folder: Path, server: Path) -> Iterator[Proxy]:
    """Stand between a client and the server whose socket is named."""
    made = Proxy(folder, server)
    try:
        yield made
    finally:
        made.close()
