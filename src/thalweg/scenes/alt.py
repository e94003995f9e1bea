"""The picture in words, for those who cannot see it: made from the computed values, never from a template alone."""

from __future__ import annotations

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
        sentences += _runs(scene.runs)
    return " ".join(sentence for sentence in sentences if sentence)


def _runs(runs: Trajectories) -> list[str]:
    dataset = runs.dataset
    theta = dataset["theta"].transpose("run", "step", "param").values
    loss = dataset["loss"].transpose("run", "step").values
    step = dataset["step"].values.astype(int)
    labels = [one_line(str(label)) for label in dataset["label"].values]
    stops = runs.diverged_at.values.astype(int).tolist()
    if len(labels) <= MANY:
        batched = of_batches(runs)
        return [
            _run(labels[r], theta[r], loss[r], step, stops[r], batched=batched)
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


def _run(
    label: str, theta: np.ndarray, loss: np.ndarray, step: np.ndarray, stop: int, *, batched: bool
) -> str:
    index, value = _last(loss)
    if stop < 0:
        # A loss need not be known where the run was; of a batch, it never is at the end.
        there = np.flatnonzero(np.isfinite(theta).all(axis=1))
        index = int(there[-1]) if len(there) else index
    where = [spoken_point(p) if len(p) > 1 else spoken(p[0]) for p in (theta[0], theta[index])]
    known = theta.shape[1] <= 4
    begin = f"{label} starts" + (f" at {where[0]}" if known else "")
    place = f" at {where[1]}" if known else ""
    numbers = loss[~np.isnan(loss)]
    first = f" with loss {spoken(numbers[0])}" if len(numbers) else ""
    if stop >= 0:
        return (
            f"{begin}{first} and diverges at step {stop}{place}, where the loss is {spoken(value)}."
        )
    last = f" with loss {spoken(value)}" if len(numbers) else "; no loss is known"
    each = ", each that of a batch" if batched else ""
    return f"{begin}{first} and ends after {count(int(step[index]), 'step')}{place}{last}{each}."
