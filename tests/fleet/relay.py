"""What stands for a host's network where there are no network namespaces: a relay that is cut."""
from __future__ import annotations

import select
import socket
import struct
import threading

NO_LINGER = struct.pack("ii", 1, 0)  # a close sends RST
TICK = 0.02  # seconds


class Relay(threading.Thread):
    """Connects whoever comes to 127.0.0.1:`port` to a port of this machine, until close()."""

    def __init__(self, target: int) -> None:
        super().__init__(daemon=True)
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pairs: list[tuple[socket.socket, socket.socket]] = []  # who came, and the target's
        self._silent: list[socket.socket] = []  # those who came, and do not know that it is over
        self._cut = self._closed = False
        self.port = int(self._listener.getsockname()[1])
        self.start()

    def cut(self) -> None:
        """The target sees its connections end, those who came see nothing at all: the worst there
        is for them, as what they held over there is given away at once."""
        self._cut = True

    def heal(self) -> None:
        """Old connections are reset, new ones come through."""
        self._cut = False

    def close(self) -> None:
        """Ends it, and all connections."""
        self._closed = True
        self.join()

    def run(self) -> None:
        """The thread."""
        while not self._closed:
            self._change()
            sources = [self._listener, *(side for pair in self._pairs for side in pair)]
            ready = select.select(sources, [], [], TICK)[0]
            if self._listener in ready:
                self._accept()
            for pair in list(self._pairs):
                if not all(pass_on(pair[i], pair[1 - i]) for i in (0, 1) if pair[i] in ready):
                    self._pairs.remove(pair)
                    reset(*pair)
        reset(self._listener, *self._silent, *(side for pair in self._pairs for side in pair))

    def _change(self) -> None:
        if self._cut:
            reset(*(far for _, far in self._pairs))
            self._silent += [near for near, _ in self._pairs]
            self._pairs.clear()
        else:
            reset(*self._silent)
            self._silent.clear()

    def _accept(self) -> None:
        near = self._listener.accept()[0]
        if self._cut:
            self._silent.append(near)
            return
        try:
            self._pairs.append((near, socket.create_connection(("127.0.0.1", self._target), 5)))
        except OSError:
            reset(near)


def pass_on(source: socket.socket, target: socket.socket) -> bool:
    """Once, what there is; False: one of them has ended."""
    try:
        data = source.recv(65536)
        target.sendall(data)
    except OSError:
        return False
    return bool(data)


def reset(*connections: socket.socket) -> None:
    """Closes them with RST."""
    for connection in connections:
        try:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
        except OSError:
            pass
        connection.close()
