from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

import thalweg as tw
from render import samples
from render.lint import lint
from render.test_artists import composed, lines, words
from thalweg.render.layout import size_for
from thalweg.render.marks import Drawn
from thalweg.scenes import Scene
from thalweg.scenes.contour import Contour


def places(panels: dict[str, Drawn]) -> list[tuple[float, float]]:
    """Corners of the places that the pictures got, in fractions of the figure."""
    found = [drawn.ax.get_subplotspec() for drawn in panels.values()]
    figure = next(iter(panels.values())).ax.get_figure(root=True)
    assert figure is not None
    boxes = [spec.get_position(figure) for spec in found if spec is not None]
    return [(round(box.x0, 2), round(box.width, 2)) for box in boxes]


def test_five_panels_leave_no_cell_empty() -> None:
    found = places(composed(samples.scenes()["five panels"]).panels)
    upper, lower = {width for _, width in found[:2]}, {width for _, width in found[2:]}
    assert len(found) == 5
    assert min(upper) > 1.3 * max(lower)


@pytest.mark.parametrize("size", [(3000, 600), (600, 3000)])
def test_three_panels_fill_a_strip(size: tuple[int, int]) -> None:
    scene = samples.scenes()["surface"]
    assert size_for(scene, size).pixels == size
    found = composed(scene, size)
    boxes = [panel.ax.get_window_extent() for panel in found.panels.values()]
    k = 0 if size[0] > size[1] else 1
    middles = [(box.p0[k] + box.p1[k]) / 2 for box in boxes]
    assert middles == sorted(middles, reverse=bool(k)), "one row or one column"


def test_of_ten_pictures_only_full_rows_have_a_bar() -> None:
    found = list(composed(samples.scenes()["by ten optimizers"]).panels.values())
    rows = [len(drawn.artists.get("bar", [])) for drawn in found]
    assert rows == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0]
    starts = [drawn.ax.get_window_extent().x0 for drawn in found[:4]]
    gaps = [b - a for a, b in pairwise(starts)]
    assert max(gaps) - min(gaps) < 2


def test_in_rows_every_picture_has_its_name() -> None:
    scene = samples.scenes()["panels in rows"]
    found = composed(scene).panels
    assert {
        label: drawn.ax.get_title("left").splitlines()[0] for label, drawn in found.items()
    } == {label: label.partition(", ")[2] for label in found}


@pytest.mark.parametrize("size", ["default", "column"])
def test_what_became_of_a_run_is_never_cut(size: str) -> None:
    for name in ("by ten optimizers", "by rate"):
        scene = samples.scenes()[name]
        found = composed(scene, size).panels.values()
        for drawn, part in zip(found, scene.parts, strict=True):
            title = " ".join(drawn.ax.get_title("left").split())
            assert title == " ".join(f"{part.label} {part.outcome}".split())


def test_at_step_0_all_runs_are_at_the_start() -> None:
    found = composed(Scene(samples.bowl(), panels="contour", by=[0, 5])).panels
    first, later = found.values()
    assert "end" not in first.artists
    assert len(lines(first, "start")) == 1
    assert len(lines(later, "end")) == 3


def test_few_of_many_runs_are_told_where_they_leave() -> None:
    rates = [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.11, 0.12]
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=rates), start=[-1.8, 0.6], steps=15)
    found = composed(Scene(runs, panels="contour")).panels["contour"]
    assert len(words(found)) == len(found.labels) == 2
    assert all(text.startswith("leaves at step ") for text in words(found))


def test_a_path_that_covers_the_view_is_a_thin_line() -> None:
    problem = samples.line(40, standardize=True)
    runs = tw.descend(problem, tw.SGD(lr=0.5), start=[0.0, 0.0], steps=600, batch_size=2)
    noisy = composed(Scene(runs, panels="contour")).panels["contour"]
    calm = composed(Scene(samples.fitted(), panels="contour")).panels["contour"]
    (thin,), (thick,) = lines(noisy, "path"), lines(calm, "path")
    assert thin.get_linewidth() < 0.5 * thick.get_linewidth()
    assert "dots" not in noisy.artists
    assert len(thin.get_xdata()) == 601, "every recorded point"  # type: ignore[arg-type]


CHAIN = tw.Formula("(a - 1)**2 + 3*(b - a**2)**2 + 2*(c - b)**2 + (d - c)**2")


@cache
def chain() -> tw.Trajectories:
    return tw.descend(CHAIN, [tw.SGD(lr=0.02), tw.Adam(lr=0.05)], start=[-1, 1, 0.5, 0], steps=20)


def said_above(drawn: Drawn) -> str:
    return " ".join(drawn.ax.get_title("left").split())


@pytest.mark.parametrize("size", ["default", "column"])
@pytest.mark.parametrize(
    "name", ["checkpoint_epoch_{}", "a_much_longer_name_of_the_checkpoint_of_epoch_{}"]
)
def test_what_plane_it_is_goes_on_in_further_lines(size: str, name: str) -> None:
    names = [name.format(n) for n in ("000", "010", "020")]
    theta = chain().dataset["theta"].values[0]
    plane = tw.Plane.through(theta[0], theta[10], theta[20] + [0, 0.3, 0, 0], labels=names)
    land = tw.landscape(CHAIN, plane=plane, grid=7, runs=chain())
    scene = Scene(None, land, ["surface", "contour"])
    found = composed(scene, size)
    assert lint(found.figure) == []
    first, *others = (said_above(drawn) for drawn in found.panels.values())
    assert all(one.partition("% of the motion lies in it")[1] for one in (first, *others))
    if size == "default" or name.startswith("checkpoint"):
        assert f"plane through {names[0]}, {names[1]} and {names[2]}" in first


@pytest.mark.parametrize(("planes", "size"), [(3, "default"), (2, "column"), (5, "default")])
def test_how_much_of_the_motion_lies_in_each_plane(planes: int, size: str) -> None:
    at = chain().final.values[0]
    lands = [
        tw.landscape(
            CHAIN,
            plane=tw.Plane.random(CHAIN, at, seed=seed, normalize=None),
            span=[(-2, 2), (-2, 2)],
            grid=7,
            runs=chain(),
        )
        for seed in range(planes)
    ]
    scene = Scene(None, lands)
    found = composed(scene, size)
    assert lint(found.figure) == []
    lines_above = set()
    for view, drawn in zip(scene.views, found.panels.values(), strict=True):
        assert isinstance(view.picture, Contour)
        said = view.picture.title.replace("\n", " ")
        assert "% of the motion lies in it path up to" in said
        assert view.part is not None
        assert said_above(drawn) == f"{view.part.label} {said}"
        lines_above.add(drawn.ax.get_title("left").count("\n"))
    # The names of a row stand in one line, however long what follows them is.
    assert len(lines_above) == 1
