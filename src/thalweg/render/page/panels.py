"""What each panel of the page needs beside the runs: axes, levels, points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from thalweg.expressions import compile_program
from thalweg.problems.fit import Fit
from thalweg.render.page.pack import Pack
from thalweg.render.page.problem import cost_of, grid_values
from thalweg.scenes import data, diagram, fit, loss, sharpness
from thalweg.scenes.axis import Axis
from thalweg.scenes.boundary_fit import BoundaryFit
from thalweg.scenes.contour import Contour
from thalweg.scenes.levels import Levels
from thalweg.scenes.line_fit import LineFit
from thalweg.scenes.marked import Named
from thalweg.scenes.minimum import minimum_from
from thalweg.scenes.plane_fit import PlaneFit
from thalweg.scenes.profile import Profile
from thalweg.scenes.scene import Scene
from thalweg.scenes.structure import network_of
from thalweg.scenes.surface import Surface
from thalweg.scenes.table_fit import TableFit

#: Elements of the largest grid that the page computes itself: a tenth of a second.
MOST_WORK = 20_000_000


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "label": axis.label,
        "limits": list(axis.limits),
        "log": axis.log,
        "names": [list(name) for name in axis.names],
        "whole": axis.whole,
    }


def _levels(levels: Levels) -> dict[str, Any]:
    return {
        "values": list(levels.values),
        "above": levels.above,
        "log": levels.log,
        "floor": levels.floor,
        "ticks": [list(tick) for tick in levels.ticks],
    }


def ground_data(pack: Pack, scene: Scene) -> dict[str, Any]:
    """The grid under a scene; with its losses only where the page cannot compute them."""
    land = scene.ground
    # That of the runs: on a plane, its parameters are the plane's coordinates and the distance from it.
    problem = scene.problem
    dataset = land.dataset.transpose(*reversed(land.axes))
    values = dataset["loss"].values.astype(float)
    done = dataset["done"].values.astype(bool)
    exact = bool((done & dataset["computed"].values).all())
    cost = cost_of(problem)
    own = set(land.axes) <= set(problem.params)
    computes = exact and own and cost is not None and cost * values.size <= MOST_WORK
    where = dict(land.fixed)
    origin = [float(where.get(name, 0.0)) for name in problem.params]
    return {
        "axes": [problem.params.index(name) if own else -1 for name in land.axes],
        "grid": [pack.array(dataset[name].values.astype(float)) for name in land.axes]
        if not computes
        else [_span(dataset[name].values) for name in land.axes],
        "origin": origin,
        "loss": None if computes else grid_values(pack, values),
        "done": None if done.all() else pack.array(done),
        "interpolated": not bool(dataset["computed"].values.all()),
    }


def _span(values: np.ndarray) -> list[float]:
    """First, last and number of evenly spaced values."""
    return [float(values[0]), float(values[-1]), len(values)]


def _map(pack: Pack, scene: Scene, shown: Contour) -> dict[str, Any]:
    return {
        "ground": ground_data(pack, scene),
        "title": shown.title,
        "x": _axis(shown.x),
        "y": _axis(shown.y),
        "levels": _levels(shown.levels),
        "minima": [list(m) for m in shown.minima],
        "equal": shown.equal,
        "gradient": scene.gradient,
        **_named([(one, one.at) for one in shown.named]),
    }


def _named(points: Sequence[tuple[Named, Sequence[float]]]) -> dict[str, Any]:
    """The points that have a name, where a panel of two dimensions marks them; nothing where there are none."""
    named = [
        {"text": one.text, "said": one.said, "at": list(at), "loss": one.loss} for one, at in points
    ]
    return {"named": named} if named else {}


def _described(scene: Scene, name: str) -> Any:
    """What a panel of a scene shows."""
    return scene.pictures[scene.panels.index(name)]


def _contour(pack: Pack, scene: Scene) -> dict[str, Any]:
    return _map(pack, scene, _described(scene, "contour"))


def _surface(pack: Pack, scene: Scene) -> dict[str, Any]:
    shown: Surface = _described(scene, "surface")
    return {
        **_map(pack, scene, shown.map),
        "z": _axis(shown.z),
        "whole": shown.whole,
        "notes": list(shown.notes),
        "camera": [shown.camera.elevation, shown.camera.azimuth],
    }


def _profile(pack: Pack, scene: Scene) -> dict[str, Any]:
    shown: Profile = _described(scene, "profile")
    return {
        "ground": ground_data(pack, scene),
        "title": shown.title,
        "x": _axis(shown.x),
        "y": _axis(shown.y),
        "minima": [list(m) for m in shown.minima],
        **_named(shown.named),
        **({"notes": list(shown.notes)} if shown.notes else {}),
    }


def _loss(_pack: Pack, scene: Scene) -> dict[str, Any]:
    shown = loss.describe(scene)
    return {"x": _axis(shown.x), "y": _axis(shown.y), "title": shown.title}


def _parameters(_pack: Pack, scene: Scene) -> dict[str, Any]:
    problem = scene.problem
    goals = [list(m) for m in problem.minima]
    runs = scene.runs
    if not goals and runs is not None and len(problem.params) <= 6:
        found = minimum_from(problem, np.asarray(runs.final.values[int(np.argmin(scene.ranking))]))
        goals = [] if found is None else [list(found)]
    return {"goals": goals}


def _fit(pack: Pack, scene: Scene) -> dict[str, Any]:
    shown = fit.describe(scene)
    left = list(shown.left_out)
    if isinstance(shown, LineFit):
        return {
            "kind": "line",
            "x": _axis(shown.x),
            "y": _axis(shown.y),
            "points": [pack.array(shown.points_x), pack.array(shown.points_y)],
            "notes": left,
        }
    if isinstance(shown, PlaneFit):
        return {
            "kind": "plane",
            "x": _axis(shown.x),
            "y": _axis(shown.y),
            "z": _axis(shown.z),
            "points": [pack.array(column) for column in shown.points.T],
            "notes": left,
        }
    if isinstance(shown, BoundaryFit):
        return {
            "kind": "boundary",
            "x": _axis(shown.x),
            "y": _axis(shown.y),
            "points": [pack.array(shown.points_x), pack.array(shown.points_y)],
            "second": pack.array(shown.second),
            "names": list(shown.names),
            "notes": left,
        }
    assert isinstance(shown, TableFit)
    problem = shown.problem
    return {
        "kind": "table",
        "x": _axis(shown.x),
        "y": _axis(shown.y),
        "observed": pack.array(shown.observed[shown.rows]),
        "inputs": [pack.array(np.asarray(problem.columns[n])[shown.rows]) for n in problem.inputs],
        "classes": [list(c) for c in shown.classes],
        "notes": left,
    }


def _sharpness(pack: Pack, scene: Scene) -> dict[str, Any]:
    shown = sharpness.describe(scene)
    assert scene.runs is not None
    found = sharpness.known(scene.runs)
    return {
        "x": _axis(shown.x),
        "y": _axis(shown.y),
        "steps": pack.array(found.steps.astype(np.int32)),
        "values": pack.array(found.values),
        "limits": list(found.limits),
        "limit": shown.limit,
    }


def _sweep(_pack: Pack, scene: Scene) -> dict[str, Any]:
    from thalweg.scenes import sweep

    shown = sweep.describe(scene)
    return {
        "name": shown.name,
        "x": _axis(shown.x),
        "y": _axis(shown.y),
        "bound": shown.bound,
        "notes": list(shown.notes),
    }


def _state(_pack: Pack, scene: Scene) -> dict[str, Any]:
    from thalweg.scenes import state

    return {"run": state.describe(scene).follow.run}


def _diagram(_pack: Pack, scene: Scene) -> dict[str, Any]:
    shown = diagram.describe(scene)
    assert isinstance(scene.problem, Fit)
    network = network_of(scene.problem)
    return {
        "equation": shown.equation,
        "layers": [
            [{"key": n.key, "text": n.text, "label": n.label, "bias": n.bias} for n in layer]
            for layer in shown.layers
        ],
        "edges": [{"from": e.source, "to": e.target, "name": e.name} for e in shown.edges],
        # One output an edge: every edge has a weight of its own, in the same order.
        "weights": compile_program(network.weights, network.params).to_json(),
        "order": [k.output for unit in network.units for k in unit.links],
    }


def _data(pack: Pack, scene: Scene) -> dict[str, Any]:
    shown = data.describe(scene)
    return {
        "axes": [_axis(axis) for axis in shown.axes],
        "points": [pack.array(column) for column in shown.points.T],
        "counts": None if shown.counts is None else pack.array(shown.counts),
        "classes": None if shown.classes is None else pack.array(shown.classes),
        "names": list(shown.class_names),
        "notes": list(shown.notes),
        "sheet": {
            "names": list(shown.sheet.names),
            "cells": [list(row) for row in shown.sheet.cells],
            "rows": shown.sheet.rows,
        },
    }


PAGE_PANELS: MappingProxyType[str, Callable[[Pack, Scene], dict[str, Any]]] = MappingProxyType(
    {
        "surface": _surface,
        "contour": _contour,
        "profile": _profile,
        "fit": _fit,
        "loss": _loss,
        "parameters": _parameters,
        "sharpness": _sharpness,
        "sweep": _sweep,
        "state": _state,
        "diagram": _diagram,
        "data": _data,
    }
)
"""What describes each panel; the same set as `thalweg.scenes.panels.PANELS`."""
