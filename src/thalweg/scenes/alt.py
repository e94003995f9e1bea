"""The picture in words, for those who cannot see it: made from the computed values, never from a template alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from thalweg.data.trajectories import Trajectories
from thalweg.scenes.batches import of_batches
from thalweg.scenes.beside import common
from thalweg.scenes.look import MANY
from thalweg.scenes.text import count, listing, one_line, spoken, spoken_point
from thalweg.scenes.words import ascii_minus

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

ROUNDING = 1e-12
"""A coordinate on a plane that is this much smaller than the largest of its run is what rounding has left of 0."""


def alt_text(scene: Scene) -> str:
    """Describe a scene in a few sentences."""
    name = one_line(scene.title if scene.title is not None else scene.problem.title)
    sentences = [f"{name}."]
    if scene.several:
        sentences += [
            f"{line[0].upper()}{ascii_minus(line[1:])}." for line in common(scene.several)
        ]
    sentences += [picture.words for picture in scene.pictures]
    if scene.parts:
        shown = [f"{part.label} ({part.outcome})".removesuffix(" ()") for part in scene.parts]
        sentences.append(f"One picture each for {ascii_minus(listing(shown))}.")
    if scene.runs is not None:
        sentences += _runs(scene.runs, _planes(scene))
    return " ".join(sentence for sentence in sentences if sentence)


def _planes(scene: Scene) -> dict[str, Trajectories]:
    """The runs on each of several planes, which have other coordinates on each, by what the planes are called."""
    shown = zip(scene.parts, scene.beside, strict=True) if scene.several else ()
    return {part.label: one.runs for part, one in shown if one.runs is not None}


def _theta(runs: Trajectories) -> np.ndarray:
    return runs.dataset["theta"].transpose("run", "step", "param").values


def _runs(runs: Trajectories, planes: dict[str, Trajectories]) -> list[str]:
    dataset = runs.dataset
    theta = _theta(runs)
    loss = dataset["loss"].transpose("run", "step").values
    step = dataset["step"].values.astype(int)
    labels = [one_line(str(label)) for label in dataset["label"].values]
    stops = runs.diverged_at.values.astype(int).tolist()
    if len(labels) <= MANY:
        batched = of_batches(runs)
        # On several planes none of them has the coordinates.
        places = [
            _Places(theta[r], on_plane="plane" in dataset.attrs, known=not planes)
            for r in range(len(labels))
        ]
        return [
            _run(labels[r], places[r], loss[r], step, stops[r], batched=batched)
            + _ways(labels[r], loss[r], planes)
            for r in range(len(labels))
        ]
    stopped = sum(at >= 0 for at in stops)
    sentences = [f"{len(labels)} runs of up to {count(int(step[-1]), 'step')}."]
    last = np.array([_last(values)[1] for values in loss])
    calm = [r for r in range(len(labels)) if stops[r] < 0]
    if calm:
        best, worst = min(calm, key=lambda r: last[r]), max(calm, key=lambda r: last[r])
        sentences.append(
            f"The lowest loss at the end is {spoken(last[best])} ({labels[best]}), "
            f"the highest {spoken(last[worst])} ({labels[worst]})."
        )
    if stopped:
        sentences.append(f"{stopped} of the runs diverged.")
    return sentences


def _last(values: np.ndarray) -> tuple[int, float]:
    known = np.flatnonzero(~np.isnan(values))
    return (int(known[-1]), float(values[known[-1]])) if len(known) else (0, float("nan"))


@dataclass(frozen=True)
class _Places:
    """Where a run is, in words.

    Attributes
    ----------
    theta : array, shape (step, param)
        On a plane, the last parameter is the distance from it.
    on_plane : bool
    known : bool
        Whether the places are told at all.
    """

    theta: np.ndarray
    on_plane: bool
    known: bool = True

    def at(self, index: int) -> str:
        """A place: ``'(1, 0.5)'``, ``'(1, 0.5), 0.2 off the plane,'``; empty where it has too many numbers."""
        count = self.theta.shape[1]
        if not self.known or (count > 4 and not self.on_plane):
            return ""
        if not self.on_plane:
            return _spoken(self.theta[index].tolist())
        # What rounding has left of a zero is told as one.
        own = self.theta[np.isfinite(self.theta).all(axis=1)]
        size = float(np.abs(own).max(initial=0.0))
        place = np.where(np.abs(self.theta[index]) <= ROUNDING * size, 0.0, self.theta[index])
        *coordinates, away = place.tolist()
        what = "plane" if len(coordinates) > 1 else "line"
        off = f", {spoken(away)} off the {what}," if away else ""
        return _spoken(coordinates) + off


def _spoken(place: Sequence[float]) -> str:
    return spoken_point(place) if len(place) > 1 else spoken(place[0])


def _run(
    label: str, places: _Places, loss: np.ndarray, step: np.ndarray, stop: int, *, batched: bool
) -> str:
    index, value = _last(loss)
    if stop < 0:
        # A loss need not be known where the run was; of a batch, it never is at the end.
        there = np.flatnonzero(np.isfinite(places.theta).all(axis=1))
        index = int(there[-1]) if len(there) else index
    start, end = (f" at {where}" if (where := places.at(k)) else "" for k in (0, index))
    numbers = loss[~np.isnan(loss)]
    first = f" with loss {spoken(numbers[0])}" if len(numbers) else ""
    begin = f"{label} starts{start if first else start.removesuffix(',')}{first}"
    if stop >= 0:
        end = end.removesuffix(",")
        return f"{begin} and diverges at step {stop}{end}, where the loss is {spoken(value)}."
    last = f" with loss {spoken(value)}" if len(numbers) else "; no loss is known"
    end = end if len(numbers) else end.removesuffix(",")
    each = ", each that of a batch" if batched else ""
    return f"{begin} and ends after {count(int(step[index]), 'step')}{end}{last}{each}."


def _ways(label: str, loss: np.ndarray, planes: dict[str, Trajectories]) -> str:
    """From where to where a run goes on each of several planes."""
    index, _ = _last(loss)
    ways = []
    for name, runs in planes.items():
        labels = [one_line(str(one)) for one in runs.labels]
        if label in labels:
            places = _Places(_theta(runs)[labels.index(label)], on_plane=True)
            end = places.at(index).removesuffix(",")
            ways.append(f"from {places.at(0)} to {end} ({ascii_minus(name)})")
    return f" It goes {listing(ways)}." if ways else ""
