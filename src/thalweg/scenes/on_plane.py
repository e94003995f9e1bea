"""What a picture of runs on a plane has to say: how much of the runs the plane holds, and how far they are from it."""

from __future__ import annotations

import numpy as np

from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories
from thalweg.scenes.ground import fixed_text
from thalweg.scenes.text import number

#: A path nearer than this fraction of its extent lies on the plane.
_ON = 1e-6


def heading(land: Landscape, runs: Trajectories | None) -> str:
    """What stands above a panel: which plane it is, and how far it can be trusted, each on a line."""
    said = [text] if (text := fixed_text(land)) else []
    if land.plane is not None and runs is not None:
        said += _motion(land, runs)
        said += _away(land, runs)
        if left_out := runs.dataset.attrs.get("left_out"):
            said.append(str(left_out))
    said += interpolation(land)
    if note := land.dataset.attrs.get("note"):
        said.append(str(note))
    return "\n".join(said)


def interpolation(land: Landscape) -> list[str]:
    """How much of a landscape is interpolated, and how well."""
    between = land.dataset["done"].values & ~land.dataset["computed"].values
    if not between.any():
        return []
    error = land.error
    tested = "" if error is None else f", error ≤ {number(100 * error, 2)} % where tested"
    return [f"{number(100 * float(between.mean()), 2)} % interpolated{tested}"]


def _motion(land: Landscape, runs: Trajectories) -> list[str]:
    """How much of the runs' motion lies in the plane, beside what a random walk would have there."""
    explained = runs.dataset.coords.get("explained")
    if explained is None:
        return []
    shares = explained.values[np.isfinite(explained.values)]
    if not len(shares):
        return []
    low, high = (percent(float(share)) for share in (shares.min(), shares.max()))
    text = low if low == high else f"{low} to {high}"
    said = f"{text} % of the motion lies in it"
    plane = land.plane
    walk = None if plane is None else plane.about.get("random_walk")
    if walk:
        said += f" (of a random walk: {number(100 * sum(walk), 2)} %)"
    return [said]


def percent(share: float) -> str:
    """A share in percent, to two digits, or as many as it takes to tell it from the whole."""
    digits = next((n for n in (2, 3, 4, 5) if number(100 * share, n) != "100"), 2)
    return number(100 * share, digits)


def _away(land: Landscape, runs: Trajectories) -> list[str]:
    """How far from the plane the paths go, and what the loss differs by there."""
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    places, distance = theta[..., :-1], theta[..., -1]
    known = np.isfinite(distance)
    if not known.any() or land.plane is None:
        return []
    run, step = np.unravel_index(np.where(known, distance, -1).argmax(), distance.shape)
    extent = np.linalg.norm(
        np.ptp(places[known], axis=0) @ np.diag(np.sqrt(np.diag(land.plane.gram)))
    )
    farthest = float(distance[run, step])
    if farthest <= _ON * max(float(extent), 1e-300):
        return []
    said = f"path up to {number(farthest, 2)} away from it"
    if "plane_loss" in runs.dataset:
        own = float(runs.dataset["loss"].transpose("run", "step").values[run, step])
        there = float(runs.dataset["plane_loss"].transpose("run", "step").values[run, step])
        if np.isfinite([own, there]).all():
            said += f"; loss there {number(own, 2)}, on it {number(there, 2)}"
    return [said]
