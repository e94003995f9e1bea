"""What stands above a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from thalweg.problems.fit import Fit
from thalweg.problems.names import LISTED
from thalweg.scenes.beside import common
from thalweg.scenes.text import count, formula, number, one_line, point

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene


LONGEST = 80
"""Characters of a formula that stand in a title or a subtitle."""


def title_of(scene: Scene) -> str:
    """The scene's own title, or the problem's."""
    if scene.title is not None:
        return one_line(scene.title)
    problem = scene.problem
    if getattr(problem, "name", None):
        # A name of the catalogue: three_hump_camel.
        return one_line(problem.title).replace("_", " ").capitalize()
    written = formula(problem.title)
    if isinstance(problem, Fit) and len(written) > LONGEST:
        kind = "linear model" if problem.linear else "model"
        inputs, target = count(len(problem.inputs), "input"), one_line(problem.target)
        parameters = "" if problem.linear else f" and {count(len(problem.params), 'parameter')}"
        return f"{target} fitted by a {kind} of {inputs}{parameters}"
    return written


def subtitle(scene: Scene) -> str:
    """The formula where the title is a name, and what all runs have in common: ``'50 steps from (−1.8, 0.6)'``."""
    written = getattr(scene.problem, "text", "")
    named = scene.title is not None or getattr(scene.problem, "name", None)
    parts = [formula(written) if named and 0 < len(written) <= LONGEST else "", _runs(scene)]
    parts += common(scene.several) if scene.several else []
    return "   ·   ".join(part for part in parts if part)


def _runs(scene: Scene) -> str:
    runs = scene.runs
    if runs is None:
        return ""
    dataset = runs.dataset
    steps = count(int(dataset["step"].values[-1]), "step")
    if dataset.sizes["run"] > 1:
        steps = f"{count(dataset.sizes['run'], 'run')} of {steps}"
    if "plane" in dataset.attrs or dataset.sizes["param"] > LISTED:
        return steps
    starts = dataset["theta"].isel(step=0).transpose("run", "param").values
    if not bool(np.all(starts == starts[0])):
        different = len(np.unique(starts, axis=0))
        return f"{steps} from {count(different, 'start')}"
    if starts.shape[1] > 3:
        return steps
    place = starts[0].tolist()
    return f"{steps} from {point(place) if len(place) > 1 else number(place[0])}"
