"""Plain data and arrays as one block of bytes, which the page reads back."""

from __future__ import annotations

import json
import math
import struct
from typing import Any

import numpy as np


class Pack:
    """Collects arrays beside plain data that refers to them.

    The block is the length of the JSON text (4 bytes, little-endian), the text, zeros up to a multiple of 8, and the
    arrays, each at a multiple of 8 bytes. An array stands in the JSON as ``{"$": [type, offset, shape]}``, where the
    offset counts from the first array. A number that is not finite stands as ``{"$": "inf"}``, ``"-inf"`` or ``"nan"``.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._known: dict[bytes, int] = {}
        self._length = 0

    def array(self, values: Any) -> dict[str, Any]:
        """Keep an array, and return what refers to it.

        Whole numbers become int32, truth values bytes, all others float64; or float32 where they were that already.
        """
        array = np.asarray(values)
        kind = {"b": "u1", "i": "i4", "u": "i4"}.get(array.dtype.kind, "f8")
        if array.dtype == np.float32:
            kind = "f4"
        data = np.ascontiguousarray(array, dtype="<" + kind).tobytes()
        # Several panels stand on the same ground.
        offset = self._known.setdefault(data, self._length)
        if offset == self._length:
            padded = data + bytes(-len(data) % 8)
            self._parts.append(padded)
            self._length += len(padded)
        return {"$": [kind, offset, list(array.shape)]}

    def bytes(self, data: Any) -> bytes:
        """The whole block."""
        text = json.dumps(_plain(data), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        encoded = text.encode()
        head = struct.pack("<I", len(encoded)) + encoded
        return head + bytes(-len(head) % 8) + b"".join(self._parts)


def _plain(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(value) for value in data]
    if isinstance(data, (np.floating, float)):
        value = float(data)
        if math.isfinite(value):
            # 0.1 stays 0.1 and 3.0 becomes 3: both are read as the same number.
            return int(value) if value.is_integer() and abs(value) < 2**53 and value else value
        return {"$": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}
    if isinstance(data, np.integer):
        return int(data)
    if isinstance(data, np.bool_):
        return bool(data)
    return data
