"""Drawing and encoding at the same time: a thread encodes one frame while the next one is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import BinaryIO

import numpy as np

AHEAD = 3
"""Frames that wait at most."""

PATIENCE = 0.1
"""Seconds after which one side looks whether the other still lives."""


class Sink:
    """A file for FFmpeg to write to, which remembers what went wrong: PyAV would tell only that something did."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        """Write."""
        try:
            return self._stream.write(data)
        except OSError as error:
            self.error = self.error or error
            raise

    def seek(self, place: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        """Tell the place."""
        return self._stream.tell()


class _Stopped(BaseException):
    """Ends the encoder from within, which then leaves its file as it is."""


def encode_beside(
    encode: Callable[[Sink, Iterator[np.ndarray]], None],
    stream: BinaryIO,
    frames: Iterable[np.ndarray],
) -> None:
    """Encode frames in a thread while they are drawn in this one.

    matplotlib's drawing needs Python all the time, encoders hardly ever do. Whatever either side raises ends both, and
    is raised here.
    """
    sink = Sink(stream)
    waiting: Queue[np.ndarray | None] = Queue(AHEAD)
    stopped = Event()
    failure: list[BaseException] = []

    def arriving() -> Iterator[np.ndarray]:
        while True:
            try:
                frame = waiting.get(timeout=PATIENCE)
            except Empty:
                if stopped.is_set():
                    raise _Stopped from None
                continue
            if stopped.is_set():
                raise _Stopped
            if frame is None:
                return
            yield frame

    def work() -> None:
        try:
            encode(sink, arriving())
        except BaseException as error:
            failure.append(error)

    def put(frame: np.ndarray | None) -> None:
        while thread.is_alive():
            try:
                waiting.put(frame, timeout=PATIENCE)
            except Full:
                continue
            return

    thread = Thread(target=work, name="thalweg encoder", daemon=True)
    thread.start()
    try:
        for frame in frames:
            # Its place is drawn on again.
            put(frame.copy())
            if not thread.is_alive():
                break
        put(None)
        thread.join()
    except BaseException:
        stopped.set()
        thread.join()
        raise
    if sink.error is not None:
        raise sink.error
    if failure:
        raise failure[0]
