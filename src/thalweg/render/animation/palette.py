"""The 255 colours of a GIF: those that cover an area exactly, and the best of what lies between them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from scipy.spatial import KDTree

COLOURS = 255
"""Of the 256, one stands for what did not change."""

AREA, EXACT = 5e-4, 160
"""Colours of more than this part of the picture are kept as they are, up to so many."""

ROUNDS = 8


def packed(frame: np.ndarray) -> np.ndarray:
    """Colours of a frame (height, width, 4) as one number each, shape (height, width)."""
    return np.ascontiguousarray(frame).view("<u4")[..., 0] & 0xFFFFFF


def unpacked(colours: np.ndarray) -> np.ndarray:
    """The same as red, green and blue, shape (n, 3)."""
    return np.stack([colours & 255, colours >> 8 & 255, colours >> 16 & 255], axis=-1).astype(
        np.uint8
    )


def oklab(rgb: np.ndarray) -> np.ndarray:
    """Colours in a space where equal distances look equally far, shape (n, 3).

    References
    ----------
    Ottosson 2020, A perceptual color space for image processing, https://bottosson.github.io/posts/oklab.
    """
    srgb = rgb / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    cones = linear @ np.array(
        [
            [0.4122214708, 0.2119034982, 0.0883024619],
            [0.5363325363, 0.6806995451, 0.2817188376],
            [0.0514459929, 0.1073969566, 0.6299787005],
        ]
    )
    return np.cbrt(cones) @ np.array(
        [
            [0.2104542553, 1.9779984951, 0.0259040371],
            [0.7936177850, -2.4285922050, 0.7827717662],
            [-0.0040720468, 0.4505937099, -0.8086757660],
        ]
    )


class Palette:
    """Colours, and which of them each colour becomes.

    Parameters
    ----------
    samples : iterable of arrays, shape (height, width, 4)
        Frames that show what the animation shows; the first is taken as the ground of the others.
    """

    def __init__(self, samples: Iterable[np.ndarray]) -> None:
        self.colours = _chosen(*_counted(samples))
        self._tree = KDTree(oklab(self.colours))
        # One entry for each colour there is, filled in when it is met; the system keeps empty pages nowhere.
        self._table = np.zeros(1 << 24, dtype=np.uint8)

    def indices(self, colours: np.ndarray) -> np.ndarray:
        """Entries of the palette, counted from 1, for colours as `packed` gives them."""
        found = self._table[colours]
        missing = found == 0
        if missing.any():
            new = np.unique(colours[missing])
            self._table[new] = 1 + self._tree.query(oklab(unpacked(new)))[1]
            found = self._table[colours]
        return found


def _counted(samples: Iterable[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The colours of some frames, and how often each is met."""
    ground: np.ndarray | None = None
    found = []
    for sample in samples:
        colours = packed(sample)
        if ground is None:
            ground = colours
            # Every second pixel each way tells as much as all of them.
            found.append(np.repeat(colours[::2, ::2].ravel(), 4))
        else:
            found.append(colours[colours != ground])
    return np.unique(np.concatenate(found), return_counts=True)


def _chosen(colours: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """At most `COLOURS` colours that stand for all, shape (n, 3)."""
    if len(colours) <= COLOURS:
        return unpacked(colours)
    order = np.argsort(-counts, kind="stable")
    colours, counts = colours[order], counts[order]
    exact = int(np.sum(counts[:EXACT] > AREA * counts.sum()))
    kept = unpacked(colours[:exact])
    places = oklab(unpacked(colours))
    # Thousands of pixels of one colour need one entry; few pixels of many colours, the rims of letters, need some.
    weights = counts**0.5
    centres = _halved(places[exact:], weights[exact:], COLOURS - exact)
    fixed = places[:exact]
    for _ in range(ROUNDS):
        nearest = _nearest(np.concatenate([fixed, centres]), places) - exact
        mine = nearest >= 0
        total = np.bincount(nearest[mine], weights[mine], len(centres))
        moved = np.stack(
            [np.bincount(nearest[mine], weights[mine] * places[mine, k], len(centres)) for k in range(3)], axis=-1
        )  # fmt: skip
        used = total > 0
        centres[used] = moved[used] / total[used, None]
    # A colour that is met stands for each group: the mean of several may be met nowhere.
    real = np.unique(_nearest(places, centres))
    return np.concatenate([kept, unpacked(colours[real[real >= exact]])])


def _nearest(places: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Index of the place that is nearest to each of those wanted."""
    return np.asarray(KDTree(places).query(wanted)[1])


def _halved(places: np.ndarray, weights: np.ndarray, count: int) -> np.ndarray:
    """Means of `count` groups, made by halving again and again the one with the largest scatter, shape (count, 3)."""
    groups = [np.arange(len(places))]
    scatter = [_scatter(places, weights)]
    while len(groups) < count:
        worst = int(np.argmax(scatter))
        group = groups[worst]
        if len(group) < 2 or scatter[worst] <= 0:
            break
        axis = int(np.argmax(np.var(places[group], axis=0)))
        middle = np.average(places[group, axis], weights=weights[group])
        low = places[group, axis] <= middle
        if low.all() or not low.any():
            scatter[worst] = 0.0
            continue
        for part in (group[low], group[~low]):
            groups.append(part)
            scatter.append(_scatter(places[part], weights[part]))
        del groups[worst], scatter[worst]
    return np.array([np.average(places[g], axis=0, weights=weights[g]) for g in groups])


def _scatter(places: np.ndarray, weights: np.ndarray) -> float:
    middle = np.average(places, axis=0, weights=weights)
    return float((weights[:, None] * (places - middle) ** 2).sum())
