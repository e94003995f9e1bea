"""The fit panel: the model beside the data, by the number of inputs and the kind of target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thalweg.errors import ArgumentError
from thalweg.problems.base import Problem
from thalweg.problems.fit import Fit
from thalweg.scenes import boundary_fit, line_fit, plane_fit, table_fit
from thalweg.scenes.fitted import class_names
from thalweg.scenes.needs import need_runs
from thalweg.scenes.text import one_line

if TYPE_CHECKING:
    from thalweg.scenes.scene import Scene

FitPicture = line_fit.LineFit | plane_fit.PlaneFit | boundary_fit.BoundaryFit | table_fit.TableFit
"""A curve; a plane through points; a boundary between two classes; predicted against observed."""


def fit_problem(problem: Problem) -> Fit:
    """Return the problem if the fit panel can show it, or say why not."""
    if not isinstance(problem, Fit):
        raise ArgumentError(
            f'the fit panel needs a Fit to a table; "{one_line(problem.title)}" has no data: '
            "choose the contour, profile or loss panel"
        )
    if not problem.inputs:
        raise ArgumentError(
            f'the fit panel needs a model with an input; "{one_line(problem.model)}" has none: '
            "choose the contour, profile or loss panel"
        )
    return problem


def check(scene: Scene) -> None:
    """Refuse a scene without runs of a model with inputs."""
    need_runs(scene, "fit")
    fit_problem(scene.problem)


def describe(scene: Scene) -> FitPicture:
    """Describe the data and the model where the runs ended."""
    problem = fit_problem(scene.problem)
    if len(problem.inputs) == 1:
        return line_fit.describe(scene, problem)
    if len(problem.inputs) > 2:
        return table_fit.describe(scene, problem)
    if class_names(problem):
        return boundary_fit.describe(scene, problem)
    return plane_fit.describe(scene, problem)
