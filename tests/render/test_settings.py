"""Nothing of matplotlib's global state is touched, and nothing of it leaks in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from subprocess import run

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

import thalweg as tw
from render import samples
from render.lint import lint
from thalweg.errors import ArgumentError, UnknownName
from thalweg.render.files import write
from thalweg.render.rc import settings
from thalweg.render.size import size_of
from thalweg.render.theme import LIGHT, THEMES, theme_named


def test_settings_are_as_they_were() -> None:
    before = dict(mpl.rcParams)
    write(samples.scenes()["bowl"], BytesIO(), "svg")
    tw.plot(samples.bowl())
    with pytest.raises(UnknownName):
        tw.plot(samples.bowl(), theme="drak")
    assert dict(mpl.rcParams) == before


def test_pyplot_is_never_imported() -> None:
    code = (
        "import sys, io, thalweg as tw\n"
        "runs = tw.descend(tw.Formula('x**2 + y**2'), tw.SGD(lr=0.1), start=[1, 1], steps=3)\n"
        "tw.plot(runs); tw.plot(runs, 'loss')\n"
        "from thalweg.render.files import write\n"
        "write(tw.Scene(runs), io.BytesIO(), 'png')\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    assert run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_every_setting_that_shows_is_set() -> None:
    ours = settings(LIGHT, 9.0)
    left = {name.partition(".")[0] for name in mpl.rcParams if name not in ours}
    assert left <= {
        "backend", "backend_fallback", "date", "figure", "interactive", "keymap", "macosx",
        "savefig", "timezone", "tk", "toolbar", "webagg",
    }  # fmt: skip
    assert [n for n in mpl.rcParams if n.startswith("figure.") and n not in ours] == [
        "figure.hooks",
        "figure.max_open_warning",
        "figure.raise_window",
    ]


def test_threads_do_not_disturb_each_other() -> None:
    scene = samples.scenes()["quartic"]

    def once(theme: str) -> bytes:
        stream = BytesIO()
        write(scene, stream, "svg", theme=theme)
        return stream.getvalue()

    alone = {theme: once(theme) for theme in THEMES}
    with ThreadPoolExecutor(4) as pool:
        order = [*THEMES] * 3
        assert list(pool.map(once, order)) == [alone[theme] for theme in order]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: theme_named("drak"),
            UnknownName,
            'unknown theme "drak"; did you mean "dark"? The themes are light, dark, print, and auto for .svg',
        ),
        (
            lambda: size_of("colum"),
            UnknownName,
            'unknown size "colum"; did you mean "column"? '
            "The sizes are default, column, slide, square, or (width, height) in pixels",
        ),
        (
            lambda: size_of((10, 10)),
            ArgumentError,
            "size must be two whole numbers of pixels from 160 to 20,000; got (10, 10)",
        ),
        (
            lambda: size_of((800.0, 600)),  # type: ignore[arg-type]
            ArgumentError,
            "size must be two whole numbers of pixels from 160 to 20,000; got (800.0, 600)",
        ),
        (
            lambda: size_of((800,)),
            ArgumentError,
            "size must be two whole numbers of pixels from 160 to 20,000; got (800,)",
        ),
    ],
)
def test_errors(call: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message


def test_plot_draws_on_the_axes_it_is_given() -> None:
    figure = Figure(figsize=(12, 9))
    axes = figure.subplots(2, 2)
    for ax, (runs, panel) in zip(
        axes.flat,
        [
            (samples.bowl(), None),
            (samples.bowl(), "loss"),
            (samples.fitted(), "fit"),
            (samples.rates(), "contour"),
        ],
        strict=True,
    ):
        assert tw.plot(runs, panel, ax=ax) is ax
    assert lint(figure) == []
    assert len(figure.axes) == 4


def test_plot_makes_a_figure_of_its_own() -> None:
    ax = tw.plot(samples.bowl(), theme="dark")
    assert ax.get_xlabel() == "x"
    figure = ax.get_figure(root=True)
    assert figure is not None
    assert lint(figure) == []
    assert tw.plot(samples.wall()[1]).get_ylabel() == "y"
    assert tw.plot(samples.scenes()["fitted"], "fit").get_xlabel() == "rain (mm)"


def test_plot_looks_the_same_whatever_the_users_style() -> None:
    def labels() -> list[object]:
        figure = Figure()
        ax = tw.plot(samples.bowl(), "loss", ax=figure.add_subplot())
        figure.draw_without_rendering()
        return [
            ax.xaxis.label.get_fontsize(),
            ax.get_facecolor(),
            [line.get_visible() for line in ax.get_xgridlines()],
            [label.get_fontsize() for label in ax.get_yticklabels()],
        ]

    plain = labels()
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "pink", "axes.grid": True}):
        assert labels() == plain
