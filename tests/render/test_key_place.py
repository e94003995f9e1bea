"""The key on axes of the caller's covers nothing that the panel shows, and stands over no other words."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Literal

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

import thalweg as tw
from render.lint import lint
from thalweg.data.curvature import Sharpness
from thalweg.render.place import Corner


@cache
def runs() -> tw.Trajectories:
    return tw.descend(tw.functions["rosenbrock"], tw.SGD(lr=[0.003, 0.001]), steps=100)


@cache
def sharpness() -> Sharpness:
    return tw.curvature.sharpness(runs().problem, runs())


def covered(ax: Axes) -> list[str]:
    """What of the lines and marks of axes its key covers."""
    key = ax.get_legend()
    assert key is not None
    box = key.get_window_extent()
    found = []
    for artist in ax.get_children():
        if isinstance(artist, Line2D):
            places = artist.get_transform().transform(artist.get_xydata())
        elif isinstance(artist, PathCollection):
            places = artist.get_offset_transform().transform(artist.get_offsets())
        else:
            continue
        dense = [
            start + (end - start) * share
            for start, end in itertools.pairwise(places)
            for share in np.linspace(0, 1, 200)
        ]
        if box.count_contains(np.array([*places, *dense])):
            found.append(str(artist))
    return found


@pytest.mark.parametrize("layout", ["constrained", None])
def test_beside_each_other_on_a_small_figure(layout: Literal["constrained"] | None) -> None:
    figure = Figure(figsize=(3.5, 2.2), layout=layout)
    first, second = figure.subplots(1, 2)
    tw.plot(runs(), panel="contour", ax=first)
    tw.plot(runs(), panel="loss", ax=second)
    figure.draw_without_rendering()
    assert covered(first) == covered(second) == []
    assert first.get_legend().get_window_extent().y1 <= figure.bbox.height


@pytest.mark.parametrize("size", [(3.5, 2.5), (2.2, 2.0), (6.0, 4.0)])
def test_limits_of_stability_do_not_go_through_its_words(size: tuple[float, float]) -> None:
    figure = Figure(figsize=size, layout="constrained")
    ax = tw.plot(sharpness(), ax=figure.subplots())
    figure.draw_without_rendering()
    assert covered(ax) == []
    words = [text.get_text() for text in ax.texts]
    assert words == ["stable up to 667", "stable up to 2000"]
    # On the narrowest the name of an axis is longer than the axis.
    assert [fault for fault in lint(figure) if "sharpness: largest" not in fault] == []


def test_where_there_is_no_room_it_covers_least() -> None:
    figure = Figure(figsize=(2.0, 0.9))
    bowl = tw.Formula("x**2 + 10*y**2")
    right = tw.descend(bowl, tw.SGD(lr=[0.01, 0.02]), start=[2, 1.5], steps=40)
    ax = tw.plot(right, panel="contour", ax=figure.subplots())
    key = ax.get_legend()
    assert key is not None
    box, place = ax.get_window_extent(), key.get_window_extent()
    lines = [line.get_transform().transform(line.get_xydata()) for line in ax.lines]
    every = np.concatenate(lines)

    def within(corner: Corner) -> int:
        key.set_loc(corner)
        return key.get_window_extent().count_contains(every)

    assert box.overlaps(place)
    here = place.count_contains(every)
    corners: tuple[Corner, ...] = ("upper right", "upper left", "lower right", "lower left")
    within_each = list(map(within, corners))
    assert here < within_each[0]
    assert here <= min(within_each) + 2
