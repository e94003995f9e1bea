"""Who is who: the colour, dash and marker by which a run is known in every panel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.scenes.axis import FACTOR
from thalweg.scenes.text import one_line

MANY = 8
"""Up to as many runs have a colour and an entry in the key each."""


@dataclass(frozen=True)
class Look:
    """How one run is drawn.

    Attributes
    ----------
    label : str
        What the key says.
    colour : int or None
        Index into the theme's palette; None where `shade` says the colour.
    shade : float or None
        Position on the theme's colour scale, from 0 to 1.
    dash, marker : int
        Indices into the dashes and marker shapes: the second cue, for eyes that see few colours.
    """

    label: str
    colour: int | None = None
    shade: float | None = None
    dash: int = 0
    marker: int = 0


@dataclass(frozen=True)
class Scale:
    """The colour scale of many runs: which hyperparameter it shows, from where to where."""

    label: str
    low: float
    high: float
    log: bool

    def shade(self, value: float) -> float:
        """Position of a value on the scale, from 0 to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Cast:
    """The looks of all runs, shape (run,), and what the key lists."""

    looks: tuple[Look, ...] = ()
    key: tuple[Look, ...] = ()
    scale: Scale | None = None


def cast(runs: Trajectories | None) -> Cast:
    """Give every run its look.

    Up to eight runs differ in colour, dash and marker. More runs share the look of their optimizer where there are
    few of those (many starts, many seeds); else they are coloured by the hyperparameter that they differ in, and
    each kind of optimizer has its dash.
    """
    if runs is None:
        return Cast()
    dataset = runs.dataset
    labels = [one_line(str(label)) for label in dataset["label"].values]
    if len(labels) <= MANY:
        return cast_by_name(labels)
    groups = [one_line(optimizer.label) for optimizer in runs.optimizers]
    if len(set(groups)) <= MANY:
        return cast_by_name(groups)
    names = [str(name) for name in dataset["optimizer"].values]
    varied = _varied(runs)
    if varied is None or len(set(names)) > max(4, len(set(groups)) // 3):
        return cast_by_name(groups)
    label, values = varied
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    scale = Scale(label, low, high, low > 0 and high / low >= FACTOR)
    kinds = list(dict.fromkeys(names))
    looks = [
        # A run whose rate is a schedule has no place on the scale: it is drawn in the palette's first colour.
        Look(group, shade=scale.shade(v), dash=kinds.index(name))
        if math.isfinite(v)
        else Look(group, colour=0, dash=kinds.index(name))
        for group, name, v in zip(groups, names, values.tolist(), strict=True)
    ]
    key = [Look(kind, shade=0.5, dash=index) for index, kind in enumerate(kinds)]
    return Cast(tuple(looks), tuple(key) if len(key) > 1 else (), scale)


def cast_by_name(names: list[str]) -> Cast:
    """Give every name a look; runs of one name share it."""
    order = list(dict.fromkeys(names))
    # Colours come again after eight, each time with other dashes and markers.
    by_name = {
        name: Look(name, index, None, index + 3 * (index // MANY), index + 5 * (index // MANY))
        for index, name in enumerate(order)
    }
    return Cast(tuple(by_name[name] for name in names), tuple(by_name.values()))


def _varied(runs: Trajectories) -> tuple[str, np.ndarray] | None:
    """The numeric hyperparameter with the most different values, `lr` where it ties."""
    best: tuple[int, bool, str, np.ndarray] | None = None
    for name, values in runs.dataset.coords.items():
        if (
            values.dims != ("run",)
            or name in ("run", "start", "seed")
            or values.dtype.kind not in "fiu"
        ):
            continue
        data = values.values.astype(float)
        different = len(set(data[np.isfinite(data)].tolist()))
        if different > 1 and (best is None or (different, name == "lr") > best[:2]):
            best = (different, name == "lr", str(name), data)
    return None if best is None else (best[2], best[3])
