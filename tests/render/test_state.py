"""The state panel as it is drawn: arrows where the numbers put them, words over nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

import thalweg as tw
from render import samples
from render.lint import lint
from thalweg.data import Trajectories
from thalweg.render.figure import Composed, compose
from thalweg.render.files import write
from thalweg.render.layout import size_for
from thalweg.render.marks import Drawn
from thalweg.render.rc import private
from thalweg.render.state_plot import KINDS
from thalweg.render.theme import LIGHT
from thalweg.scenes import Scene
from thalweg.scenes.frames import Reel
from thalweg.scenes.state import State

OPTIMIZERS = [
    tw.SGD(lr=0.0005),
    tw.SGD(lr=0.0005, momentum=0.9),
    tw.SGD(lr=0.0005, momentum=0.9, nesterov=True),
    tw.Adagrad(lr=0.3),
    tw.RMSprop(lr=0.02),
    tw.Adam(lr=0.05),
    tw.AdamW(lr=0.05, weight_decay=0.5),
    tw.Lion(lr=0.02),
]


@pytest.fixture(scope="module")
def runs() -> Trajectories:
    return tw.descend(tw.functions["rosenbrock"], OPTIMIZERS, start=[-1.5, 2.0], steps=50)


def composed(scene: Scene, size: str | tuple[int, int] | None = None) -> Composed:
    how = size_for(scene, size)
    with private(LIGHT, how.font):
        return compose(scene, how, LIGHT)


def inner(drawn: Drawn, role: str) -> Axes:
    (axes,) = drawn.artists[role]
    assert isinstance(axes, Axes)
    return axes


def tips(axes: Axes) -> list[np.ndarray]:
    """Where the heads of the arrows point, in data units."""
    heads = [p for p in axes.patches if isinstance(p, PathPatch)]
    return [np.asarray(p.get_path().vertices)[1] for p in heads]


@pytest.mark.parametrize("run", range(len(OPTIMIZERS)), ids=[o.label for o in OPTIMIZERS])
@pytest.mark.parametrize("step", [1, 5, 50])
def test_arrows_point_where_the_numbers_say(runs: Trajectories, run: int, step: int) -> None:
    scene = Scene(runs[[run]].until(step), panels="state")
    found = composed(scene)
    drawn = found.panels["state"]
    plot = inner(drawn, "plot")
    state = scene.pictures[0]
    assert isinstance(state, State)
    (x0, x1), (y0, y1) = plot.get_xlim(), plot.get_ylim()
    ends = tips(plot)
    for arrow in state.arrows:
        if not np.any(arrow.reach):
            continue
        size = np.max(np.abs(arrow.reach))
        direction = [
            tip
            for tip in ends
            if abs(tip[0] * arrow.reach[1] - tip[1] * arrow.reach[0])
            <= 1e-9 * size * np.max(np.abs(tip))
        ]
        assert direction, arrow.kind
        assert all(x0 < x < x1 and y0 < y < y1 for x, y in ends)
    assert any(np.allclose(tip, state.arrows[-1].reach) for tip in ends)
    box = plot.get_window_extent()
    assert box.width / (x1 - x0) == pytest.approx(box.height / (y1 - y0), rel=1e-3), "equal units"
    assert lint(found.figure) == []


@pytest.mark.parametrize("size", ["default", "column", "slide", (640, 480)])
@pytest.mark.parametrize("panels", [["state"], ["contour", "state", "loss"]])
def test_nothing_overlaps_at_any_size(
    runs: Trajectories, size: str | tuple[int, int], panels: list[str]
) -> None:
    for run in (0, 5, 7):
        assert lint(composed(Scene(runs[[run]], panels=panels), size=size).figure) == []


@pytest.mark.parametrize(
    "scene",
    [
        Scene(samples.quartic(), panels="state"),
        Scene(samples.many_weights(), panels="state"),
        Scene(samples.bowl(), panels=["contour", "state"], by=[0, 1, 50]),
        Scene(samples.bowl(), panels="state", by="run"),
        Scene(samples.batches(), panels="state"),
        Scene(samples.diverged()[[0]], panels="state"),
    ],
)
def test_every_kind_is_drawn(scene: Scene) -> None:
    assert lint(composed(scene).figure) == []


def test_every_arrow_differs_in_colour_and_dash() -> None:
    assert len({kind.colour for kind in KINDS.values()}) == len(KINDS)
    assert len({str(kind.dash) for kind in KINDS.values()}) == len(KINDS)


def test_one_parameter_has_its_arrows_above_the_curve() -> None:
    scene = Scene(samples.quartic(), panels="state")
    plot = inner(composed(scene).panels["state"], "plot")
    (state,) = scene.pictures
    assert isinstance(state, State)
    assert state.seen is not None
    for tip in tips(plot):
        assert tip[1] > np.max(state.seen.loss)


def test_bars_are_as_long_as_their_numbers() -> None:
    scene = Scene(samples.many_weights(), panels="state")
    (state,) = scene.pictures
    assert isinstance(state, State)
    plot = inner(composed(scene).panels["state"], "plot")
    values = np.concatenate([v / np.max(np.abs(v)) for _, v in state.quantities])
    signed = np.repeat([np.any(v < 0) for _, v in state.quantities], len(state.shown))
    lengths = np.array([bar.get_width() for bar in plot.patches])  # type: ignore[attr-defined]
    np.testing.assert_allclose(lengths, values * np.where(signed, 0.24, 0.36))


def test_the_table_is_written(runs: Trajectories) -> None:
    drawn = composed(Scene(runs[["Adam lr=0.05"]], panels="state")).panels["state"]
    texts = [text.get_text() for text in inner(drawn, "board").texts]
    assert "v ← β₂\N{THIN SPACE}v + (1 − β₂)\N{THIN SPACE}g²" in texts
    assert any(text.startswith("step t = 50, η = 0.05, β₁ = 0.9") for text in texts)
    assert "the parts add up to the step, each scaled by parameter" in texts


def test_an_animation_shows_every_step(runs: Trajectories) -> None:
    scene = Scene(runs[["Adam lr=0.05"]], panels="state")
    drawn = composed(scene).panels["state"]
    plot, board = inner(drawn, "plot"), inner(drawn, "board")
    (move,) = drawn.moves
    assert set(move.prepare()) == {plot, board}
    last = [text.get_text() for text in board.texts]
    reel = Reel(runs[["Adam lr=0.05"]])
    for step in (7, 0, 50):
        move.to(reel.at(step))
        texts = [text.get_text() for text in board.texts]
        if step == 7:
            assert any(text.startswith("step t = 7,") for text in texts)
            theta = reel.theta[0]
            assert any(np.allclose(tip, theta[7] - theta[6]) for tip in tips(plot))
        elif step == 0:
            assert texts == ["the start: no step is taken yet"]
            assert tips(plot) == []
    assert texts == last


def test_a_file_stays_small(runs: Trajectories) -> None:
    stream = io.BytesIO()
    write(Scene(runs[["Adam lr=0.05"]], panels="state"), stream, "svg")
    assert len(stream.getvalue()) < 90_000


def test_on_axes_of_the_callers(runs: Trajectories) -> None:
    figure = Figure(figsize=(6, 5))
    ax = figure.add_subplot()
    assert tw.plot(runs, panel="state", ax=ax) is ax
    figure.draw_without_rendering()
    assert lint(figure) == []


def test_the_key_stands_above_the_arrows_on_small_axes(runs: Trajectories) -> None:
    figure = Figure(figsize=(5, 3.5))
    ax = tw.plot(runs, panel="state", ax=figure.add_subplot())
    figure.draw_without_rendering()
    key = ax.get_legend()
    assert key is not None
    # Of the runs, only the one whose step is shown.
    own = {text.get_text() for text in key.get_texts()} & {o.label for o in OPTIMIZERS}
    assert own == {ax.get_title("left").removeprefix("a step of ")}
    plot = ax.child_axes[0]
    assert key.get_window_extent().y0 > plot.get_window_extent().y1


def test_the_smallest_axes_have_arrows_with_names_and_no_key(runs: Trajectories) -> None:
    figure = Figure(figsize=(3.2, 2.6))
    ax = tw.plot(runs, panel="state", ax=figure.add_subplot())
    figure.draw_without_rendering()
    assert ax.get_legend() is None
    assert "step" in {text.get_text() for text in ax.child_axes[0].texts}


@pytest.mark.parametrize("lr", [0.05, 0.1])
def test_labels_leave_the_heads_of_arrows_free(lr: float) -> None:
    problem = tw.functions["rosenbrock"] if lr < 0.1 else tw.Formula("x**2 + 10*y**2")
    start = None if lr < 0.1 else [-1.8, 0.6]
    moved = tw.descend(problem, tw.Adam(lr=lr), start=start, steps=60)
    scene = Scene(moved, panels="state", by=[1, 5, 50])
    size = size_for(scene, "column")
    with private(LIGHT, size.font):
        found = compose(scene, size, LIGHT)
    found.figure.draw_without_rendering()
    for drawn in found.panels.values():
        plot = drawn.ax.child_axes[0]
        heads = [patch for patch in plot.patches if isinstance(patch, PathPatch)]
        labels = [Text.get_window_extent(text) for text in plot.texts]
        assert len(heads) >= 2
        assert len(labels) >= 2
        for head in heads:
            tip = head.get_transform().transform(np.asarray(head.get_path().vertices)[1])
            assert not any(box.contains(*tip) for box in labels)
