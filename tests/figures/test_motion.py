"""Figures that move: which frames there are, and what the files hold."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

import thalweg as tw
from figures.kit import NAMES, result
from render.lint import lint
from thalweg.errors import ArgumentError, OutputError
from thalweg.figures.compose import compose, size_for
from thalweg.figures.motion import Film, animate, film_size, frames_of
from thalweg.figures.registry import registry
from thalweg.figures.result import Result
from thalweg.render.rc import private
from thalweg.render.theme import theme_named

KINDS = ("gif", "mp4", "webp", "apng")
SIZE = (480, 300)
MOVING = tuple(name for name in NAMES if registry[name].steps is not None)
# One process for all tests of a figure, which is drawn once for them.
moving = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in MOVING]
)
THEME = theme_named("light")


def small() -> Result:
    return registry["valley2"](steps=3)


@cache
def made(kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    animate(small(), out, kind, size=SIZE, **how)
    return out.getvalue()


def decoded(kind: str, data: bytes) -> tuple[list[np.ndarray], list[float]]:
    """All frames as RGB, and how long each stands, in seconds."""
    if kind == "mp4":
        with av.open(io.BytesIO(data), "r") as container:
            frames = [
                frame.reformat(format="rgb24", src_colorspace=1, dst_colorspace=1).to_ndarray()
                for frame in container.decode(video=0)
            ]
        return frames, [0.04] * len(frames)
    frames, times = [], []
    with Image.open(io.BytesIO(data)) as image:
        for k in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(k)
            frames.append(np.asarray(image.convert("RGB")))
            times.append(image.info["duration"] / 1000)
    return frames, times


def drawn(what: Result) -> list[np.ndarray]:
    size = film_size(what, SIZE)
    with private(THEME, size.font):
        film = Film(what, size, THEME)
        return [film.draw(k)[..., :3].copy() for k in range(film.count)]


def told(what: Result, k: int) -> Result:
    steps = what.figure.steps
    assert steps is not None
    return Result(what.figure, what.parameters, steps.at(what.data, k))


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_is_a_frame(kind: str) -> None:
    frames, times = decoded(kind, made(kind))
    wanted = drawn(small())
    assert len(wanted) == 4
    # Half a second each at 25 frames a second, and the last one a second longer.
    assert sum(times) == pytest.approx(4 * 12 / 25 + 1, abs=0.002)
    if kind == "mp4":
        assert len(frames) == 4 * 12 + 25
        frames = frames[::12][:4]
    assert len(frames) == 4
    for frame, own in zip(frames, wanted, strict=True):
        away = np.abs(frame.astype(int) - own)
        if kind in ("webp", "apng"):
            assert away.max() == 0
        else:
            assert away.mean() < (2.5 if kind == "mp4" else 0.5)
    for k in range(3):
        assert (wanted[k] != wanted[k + 1]).any()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_each_time(kind: str) -> None:
    again = io.BytesIO()
    animate(small(), again, kind, size=SIZE)
    assert again.getvalue() == made(kind)


def test_what_the_files_tell() -> None:
    with Image.open(io.BytesIO(made("apng"))) as image:
        assert image.info["Description"] == small().alt
        assert image.info["Title"] == "A long valley"
        assert image.info["loop"] == 0
    with Image.open(io.BytesIO(made("apng", loop=False))) as image:
        assert image.info["loop"] == 1
    assert made("gif", theme="dark") != made("gif")
    _, times = decoded("gif", made("gif", fps=10, hold=0.0))
    assert sum(times) == pytest.approx(4 * 12 / 10)


def test_figures_that_tell_a_story_move() -> None:
    assert set(MOVING) >= {
        "adam_bias_correction",
        "convolutional_layer",
        "dropout_regularization",
        "early_stopping",
        "false_minima",
        "gradient_descent",
        "gru_cell",
        "k_fold",
        "learning_rate_effects",
        "lstm_cell",
        "minibatch_noise",
        "momentum_optimization",
        "plateau",
        "recurrent_neural_network",
        "saddle_point",
        "softmax",
        "transformer_block",
        "valley",
        "valley2",
    }


@moving
def test_nothing_jumps_and_no_words_overlap(name: str) -> None:
    what = result(name)
    size = size_for(what.figure.layout)
    with private(THEME, size.font):
        whole = compose(what, size, THEME)
        steps = what.figure.steps
        assert steps is not None
        count = steps.count(what.data)
        for k in {0, count // 2, count - 1}:
            one = compose(told(what, k), size, THEME, like=whole)
            assert lint(one.page) == [], k
            for panel, other in zip(one.panels, whole.panels, strict=True):
                place, wanted = (p.ax.get_position(original=True).bounds for p in (panel, other))
                assert place == wanted
                for side in ("get_xlim", "get_ylim"):
                    assert getattr(panel.ax, side)() == getattr(other.ax, side)(), (k, side)


@moving
def test_frames_differ_and_the_last_is_the_picture(name: str) -> None:
    what = result(name)
    steps = what.figure.steps
    assert steps is not None
    count = steps.count(what.data)
    size = film_size(what, SIZE)
    with private(THEME, size.font):
        film = Film(what, size, THEME)
        first, second, last = (film.draw(k)[..., :3].astype(int) for k in (0, 1, count - 1))
        page = compose(what, size, THEME).page
        page.canvas.draw()
        still = np.asarray(page.canvas.buffer_rgba())[..., :3].astype(int)  # type: ignore[attr-defined]
    assert (first != second).any()
    assert (second != last).any()
    # But for the words in the corner.
    differs = np.argwhere((last != still).any(axis=2))
    assert len(differs) == 0 or (differs[:, 0].max() < 40 and differs[:, 1].min() > SIZE[0] / 2)


def test_a_frame_knows_nothing_of_what_comes_later() -> None:
    long, short = registry["adam_bias_correction"](), registry["adam_bias_correction"](steps=20)
    seen = told(long, 19).data
    assert seen.seen == 20
    np.testing.assert_allclose(seen.corrected[: seen.seen], short.data.corrected)
    late = told(result("early_stopping"), 50).data
    np.testing.assert_array_equal(late.last, late.models[50])
    assert late.seen == 51
    assert late.seen < result("early_stopping").data.stop + 1 or np.array_equal(
        late.best, result("early_stopping").data.best
    )


def test_softmax_cools() -> None:
    what = result("softmax")
    entropies = [float(told(what, k).data.entropy[0]) for k in range(48)]
    assert np.all(np.diff(entropies) < 0)
    for k in (0, 20, 47):
        data = told(what, k).data
        powers = np.exp(np.array(data.logits) / data.temperatures[0])
        np.testing.assert_allclose(data.shares[0], powers / powers.sum())


def test_dropout_draws_other_masks() -> None:
    what = result("dropout_regularization")
    shown = [told(what, k).data.masks for k in range(13)]
    flat = {np.concatenate([one for mask in masks for one in mask]).tobytes() for masks in shown}
    assert len(flat) == 12
    for masks in shown:
        assert all(mask[0].all() and mask[-1].all() for mask in masks)


def test_which_frames() -> None:
    what = registry["plateau"]()
    steps, ticks = frames_of(what)
    assert steps == tuple(range(121))
    assert set(ticks) == {1}
    many = frames_of(registry["plateau"](steps=2000))[0]
    assert (many[0], many[-1]) == (0, 2000)
    assert 100 < len(many) <= 150
    assert frames_of(what, 3) == ((0, 60, 120), (1, 1, 1))
    assert frames_of(what, "every 50")[0] == (0, 50, 100, 120)
    assert frames_of(what, [7, 3, 7])[0] == (3, 7)
    for frames, line in (
        ([3, 121], "frames: plateau has steps from 0 to 120, and not 121"),
        (
            "per epoch",
            'frames="per epoch" needs runs on data; a figure has steps of its own: choose "every 2" or a number of '
            "frames",
        ),
        (
            "all",
            'frames must be "auto", a number from 2 on, "every 10", "per epoch" or a list of steps; got \'all\'',
        ),
    ):
        with pytest.raises(ArgumentError) as caught:
            frames_of(what, frames)
        assert str(caught.value) == line


def test_saving(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path, poster = tmp_path / "valley.gif", tmp_path / "valley.png"
    tw.save(
        small(),
        path,
        size=SIZE,
        poster=poster,
        frames=[0, 2],
        progress=lambda k, n: seen.append((k, n)),
    )
    assert seen == [(1, 2), (2, 2)]
    frames, _ = decoded("gif", path.read_bytes())
    assert len(frames) == 2
    with Image.open(poster) as image:
        assert image.size == SIZE
        assert image.info["Description"] == small().alt
        np.testing.assert_array_equal(np.asarray(image), drawn(small())[-1])
    with pytest.raises(ArgumentError, match=r'^theme "auto" is for \.svg'):
        tw.save(small(), path, theme="auto")
    with pytest.raises(OutputError, match=r"a poster is a \.png"):
        tw.save(small(), path, poster=tmp_path / "x.jpg")


def test_a_figure_without_steps_does_not_move(tmp_path: Path) -> None:
    path = tmp_path / "relu.gif"
    with pytest.raises(ArgumentError) as caught:
        tw.save(tw.figures.relu(), path)
    assert str(caught.value) == (
        "relu does not move: it is one picture without steps. Save it as .svg, .pdf or .png; "
        "`thalweg figures list` says which figures move"
    )
    assert not path.exists()
