from __future__ import annotations

import io
import os
import signal
import struct
import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from subprocess import run
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, strategies as st
from mpl_toolkits.mplot3d import proj3d
from PIL import Image

import thalweg as tw
from render import samples
from thalweg.errors import ArgumentError, OutputError
from thalweg.render.animation.animate import animate, animation_size, staged, timed
from thalweg.render.animation.batches import batch_key
from thalweg.render.animation.clock import Clock, Steady
from thalweg.render.animation.several import Several
from thalweg.render.animation.stage import Stage
from thalweg.render.figure import Composed, compose
from thalweg.render.fonts import words_of
from thalweg.render.rc import private
from thalweg.render.size import Size
from thalweg.render.space import extent
from thalweg.render.theme import theme_named
from thalweg.scenes import Scene

KINDS = ("gif", "mp4", "webp", "apng")
SIZE = (480, 260)
STEPS = (0, 1, 3, 8, 50)


def scene() -> Scene:
    return Scene(samples.bowl(), panels=["contour", "loss"])


@cache
def made(kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    animate(scene(), out, kind, size=SIZE, frames=STEPS, **how)
    return out.getvalue()


def decoded(kind: str, data: bytes) -> tuple[list[np.ndarray], list[float]]:
    """All frames as RGB, and how long each stands, in seconds."""
    if kind == "mp4":
        with av.open(io.BytesIO(data), "r") as container:
            rate = container.streams.video[0].average_rate
            assert rate is not None
            frames = [
                f.reformat(format="rgb24", src_colorspace=1, dst_colorspace=1).to_ndarray()
                for f in container.decode(video=0)
            ]
        return frames, [float(1 / rate)] * len(frames)
    frames, times = [], []
    with Image.open(io.BytesIO(data)) as image:
        for k in range(image.n_frames):  # type: ignore[attr-defined]
            image.seek(k)
            frames.append(np.asarray(image.convert("RGB")))
            times.append(image.info["duration"] / 1000)
    return frames, times


def drawn(one: Scene, steps: Sequence[int], size: tuple[int, int] = SIZE) -> list[np.ndarray]:
    how = animation_size(one, size)
    theme = theme_named("light")
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme)
        return [stage.draw(step)[..., :3].copy() for step in steps]


@pytest.mark.parametrize("kind", KINDS)
def test_frames_sizes_and_times(kind: str) -> None:
    frames, times = decoded(kind, made(kind))
    assert all(frame.shape == (SIZE[1], SIZE[0], 3) for frame in frames)
    assert sum(times) == pytest.approx(len(STEPS) / 25 + 1.0, abs=0.002)
    if kind == "mp4":
        assert len(frames) == len(STEPS) + 25
    else:
        assert len(frames) == len(STEPS)
        assert times[:-1] == [0.04] * (len(STEPS) - 1)


@pytest.mark.parametrize("kind", KINDS)
def test_each_frame_is_what_was_drawn(kind: str) -> None:
    frames, _ = decoded(kind, made(kind))
    for frame, wanted in zip(frames, drawn(scene(), STEPS), strict=False):
        away = np.abs(frame.astype(int) - wanted)
        if kind in ("webp", "apng"):
            assert away.max() == 0
        else:
            # Half the resolution in colour, or 255 colours.
            assert away.mean() < (2.5 if kind == "mp4" else 0.4)


def test_frames_differ() -> None:
    frames = drawn(scene(), STEPS)
    assert all((one != two).any() for one, two in pairwise(frames))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_bytes_each_time(kind: str) -> None:
    again = io.BytesIO()
    animate(scene(), again, kind, size=SIZE, frames=STEPS)
    assert again.getvalue() == made(kind)


def test_bytes_do_not_depend_on_what_memory_held_before() -> None:
    program = """
import hashlib, io, numpy as np
from thalweg.render.animation.encode import ENCODERS, Clip
from thalweg.render.animation.pipeline import Sink
from thalweg.render.animation.timing import Timing
rng = np.random.default_rng(0)
ground = np.kron(rng.integers(0, 255, (26, 48, 4)), np.ones((10, 10, 1))).astype(np.uint8)
frames = [np.roll(ground, 7 * k, axis=1) for k in range(6)]
clip = Clip((480, 260), Timing((1,) * 6), "", "", (255, 255, 255), frames)
for kind in sorted(ENCODERS):
    out = io.BytesIO()
    ENCODERS[kind](Sink(out), clip, iter(frames))
    print(kind, hashlib.sha256(out.getvalue()).hexdigest())
"""
    # glibc fills memory that it hands out or takes back with a byte that is asked for.
    found = {
        run(
            [sys.executable, "-c", program], env=os.environ | {"MALLOC_PERTURB_": fill}, check=True,
            capture_output=True, text=True,
        ).stdout
        for fill in ("0", "1", "200")
    }  # fmt: skip
    assert len(found) == 1


def test_gif_has_one_palette_and_stores_what_changed() -> None:
    data = made("gif")
    tables, areas, place = _blocks(data)
    assert tables == 0
    assert areas[0] == SIZE[0] * SIZE[1]
    assert all(area < areas[0] for area in areas[1:])
    assert place == len(data)
    assert b"NETSCAPE2.0\x03\x01\x00\x00" in data
    assert b"NETSCAPE" not in made("gif", loop=False)


def _blocks(data: bytes) -> tuple[int, list[int], int]:
    """Local tables, areas of the frames and the end of a GIF."""
    place = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    tables, areas = 0, []
    while data[place] != 0x3B:
        if data[place] == 0x21:
            place += 2
        else:
            wide, high, flags = struct.unpack_from("<HHB", data, place + 5)
            areas.append(wide * high)
            tables += flags >> 7
            place += 10 + 1 + (3 * 2 ** ((flags & 7) + 1) if flags >> 7 else 0)
        while data[place]:
            place += data[place] + 1
        place += 1
    return tables, areas, place + 1


def test_flat_colours_stay_exact_in_a_gif() -> None:
    frames, _ = decoded("gif", made("gif"))
    last = drawn(scene(), STEPS)[-1]
    colours, counts = np.unique(last.reshape(-1, 3), axis=0, return_counts=True)
    common = colours[np.argsort(-counts)[:12]]
    for colour in common:
        place = (last == colour).all(axis=2)
        assert (frames[-1][place] == colour).all()


def test_loops_and_holds_in_every_container() -> None:
    for kind, word in (("webp", "loop"), ("apng", "loop")):
        for loop in (True, False):
            with Image.open(io.BytesIO(made(kind, loop=loop))) as image:
                assert image.info[word] == (0 if loop else 1)
    frames, times = decoded("gif", made("gif", fps=10, hold=0))
    assert times == [0.1] * len(STEPS)
    frames, _ = decoded("mp4", made("mp4", fps=10, hold=2.0))
    assert len(frames) == len(STEPS) + 20


def test_titles_and_descriptions_are_inside() -> None:
    with av.open(io.BytesIO(made("mp4"))) as container:
        assert container.metadata["title"] == scene().heading
        assert container.metadata["comment"] == scene().alt
    with Image.open(io.BytesIO(made("apng"))) as image:
        assert (image.info["Title"], image.info["Description"]) == (scene().heading, scene().alt)


def test_mp4_can_be_played_everywhere() -> None:
    data = made("mp4")
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(io.BytesIO(data)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")


def test_odd_sizes_get_a_row_and_a_column_of_paper() -> None:
    out = io.BytesIO()
    animate(scene(), out, "mp4", size=(481, 261), frames=STEPS, theme="dark")
    frames, _ = decoded("mp4", out.getvalue())
    assert frames[0].shape == (262, 482, 3)
    paper = np.array([0x12, 0x16, 0x1C])
    assert np.abs(frames[0][-1].astype(int) - paper).max() < 8
    assert np.abs(frames[0][:, -1].astype(int) - paper).max() < 8


@pytest.mark.parametrize("name", sorted(samples.scenes()))
def test_the_last_frame_is_the_static_picture(name: str) -> None:
    one = samples.scenes()[name]
    if one.runs is None:
        return
    size = (700, 500)
    how = animation_size(one, size)
    theme = theme_named("light")
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme)
        wide, high = stage.size
        whole = _at_rest(one, how, stage).figure.canvas
        whole.draw()
        wanted = np.asarray(whole.buffer_rgba())[..., :3].copy()  # type: ignore[attr-defined]
        # Back and forth: nothing of another moment may stay.
        steps = stage.reel.step
        last = int(steps[-1])
        stage.draw(int(steps[len(steps) // 2]))
        frame = stage.draw(last)[..., :3]
    away = np.abs(frame.astype(int) - wanted).max(axis=2)
    head = int(0.2 * high)
    assert (away[head:] > 40).sum() <= 12
    # Above, only the clock is more.
    assert (away[:head, : wide // 4] > 40).sum() == 0


def _at_rest(one: Scene, how: Size, stage: Stage) -> Composed:
    """The picture, with a line for the clock where the heading leaves it no room."""
    style = stage.style
    alone = compose(one, how, style.theme, also=batch_key(one, style))
    if Clock(alone.figure, alone.head, one, stage.reel, style).fits:
        return alone
    return compose(one, how, style.theme, room=True, also=batch_key(one, style))


def test_the_moving_point_is_where_the_data_put_it() -> None:
    runs = tw.descend(tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=0.02), start=[-1.8, 0.6], steps=30)
    one = Scene(runs, panels="contour")
    how = animation_size(one, (600, 460))
    theme = theme_named("light")
    colour = np.array([int(theme.colour(0)[k : k + 2], 16) for k in (1, 3, 5)])
    theta = runs.dataset["theta"].values[0]
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme)
        ax = stage.fronts[0].panel.ax
        for step in (2, 10, 20):
            pixels = stage.draw(step)
            x, y = ax.transData.transform(theta[step])
            at = pixels[pixels.shape[0] - 1 - round(y), round(x), :3]
            assert np.abs(at.astype(int) - colour).max() < 12
            # Where it goes next, nothing of it is yet.
            x, y = ax.transData.transform(theta[step + 4])
            at = pixels[pixels.shape[0] - 1 - round(y), round(x), :3]
            assert np.abs(at.astype(int) - colour).max() > 40


def test_labels_appear_when_it_happens() -> None:
    how = animation_size(scene(), (900, 400))
    theme = theme_named("light")
    with private(theme, how.font, words_of(scene())):
        stage = staged(scene(), how, theme)
        panel = stage.fronts[0].panel
        (label,) = (a for a, _ in panel.since if getattr(a, "get_text", str)().startswith("leaves"))
        shown = []
        for step in (0, 7, 8, 50):
            stage.draw(step)
            shown.append(label.get_visible())
    assert shown == [False, False, True, True]


def test_what_cannot_be_animated(tmp_path: Path) -> None:
    land = Scene(None, tw.landscape(tw.functions["himmelblau"]))
    with pytest.raises(ArgumentError) as caught:
        tw.save(land, tmp_path / "a.gif")
    assert str(caught.value) == (
        "an animation needs runs; this scene has only a landscape: save it as .svg, .pdf or .png"
    )
    wrong: dict[str, Any]
    for wrong, message in (
        ({"fps": 0}, "fps must be a number of frames a second from 1 to 60, not 0"),
        ({"hold": -1}, "hold must be a number of seconds from 0 to 60, not -1"),
    ):
        with pytest.raises(ArgumentError) as caught:
            tw.save(scene(), tmp_path / "a.gif", **wrong)
        assert str(caught.value) == message
    with pytest.raises(OutputError) as refused:
        tw.save(scene(), tmp_path / "a.gif", poster=tmp_path / "a.jpg")
    assert str(refused.value).endswith("a poster is a .png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_a_stop_leaves_no_half_file(tmp_path: Path, kind: str, error: type[BaseException]) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"before")

    def progress(done: int, _all: int) -> None:
        if done == 3:
            raise error

    with pytest.raises(error):
        tw.save(scene(), path, size=SIZE, frames=STEPS, progress=progress)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"before"


def test_a_full_disk_is_told() -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    for kind in KINDS:
        with pytest.raises(OSError, match=r"No space left|Errno"):
            animate(scene(), Full(), kind, size=SIZE, frames=STEPS)


def test_poster_is_the_last_frame(tmp_path: Path) -> None:
    tw.save(scene(), tmp_path / "a.apng", size=SIZE, frames=STEPS, poster=tmp_path / "a.png")
    with Image.open(tmp_path / "a.png") as image:
        poster = np.asarray(image.convert("RGB"))
        assert image.info["Description"] == scene().alt
    frames, _ = decoded("apng", (tmp_path / "a.apng").read_bytes())
    assert (frames[-1] == poster).all()


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    animate(
        scene(), io.BytesIO(), "gif", size=SIZE, frames=STEPS,
        progress=lambda done, every: told.append((done, every)),
    )  # fmt: skip
    assert told == [(k, len(STEPS)) for k in range(1, len(STEPS) + 1)]


def test_the_rows_of_the_batch_are_marked() -> None:
    one = Scene(samples.batches(), panels=["fit", "contour"])
    runs = samples.batches()
    how, theme = animation_size(one, (900, 400)), theme_named("light")
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme)
        panel = stage.fronts[0].panel
        (marks,) = [a for a in panel.ax.lines if a.get_zorder() == 2.6]
        for step in (0, 29, 30, 57, 3):
            stage.draw(step)
            x, y = marks.get_data()
            fit: Any = runs.problem
            theta = runs.dataset["theta"].values[0, step]
            order = stage.reel.rows(0, step)
            assert order is not None
            # The gradient over these rows is the one that was recorded.
            expected = fit.loss_and_gradient(theta, order)[1]
            np.testing.assert_allclose(
                runs.dataset["gradient"].values[0, step], expected, rtol=1e-9, atol=1e-12
            )
            np.testing.assert_array_equal(x, fit.columns["rain (mm)"][order])
            np.testing.assert_array_equal(y, fit.columns["growth (cm)"][order])
        stage.draw(120)
        assert not marks.get_visible()


def turned(**how: Any) -> bytes:
    out = io.BytesIO()
    animate(hills(), out, "apng", size=(300, 240), hold=0, **how)
    return out.getvalue()


@cache
def hills() -> Scene:
    return Scene(samples.bowl(), panels="surface")


def test_a_camera_turns_and_comes_to_rest_where_the_picture_is_seen_from() -> None:
    how, theme = animation_size(hills(), (420, 320)), theme_named("light")
    with private(theme, how.font, words_of(hills())):
        stage = staged(hills(), how, theme, turn=360)
        ax: Any = stage.fronts[0].panel.ax
        space = stage.fronts[0].panel.space
        assert space is not None
        last = stage.draw(50).copy()
        azimuth, middle = ax.azim, box_middle(space)
        frames = []
        for offset in (-360.0, -200.0, -90.0):
            frames.append(stage.draw(50, offset).copy())
            assert ax.azim == azimuth + offset
            # The box neither moves nor leaves its place.
            np.testing.assert_allclose(box_middle(space), middle, atol=1e-6)
            found = extent(space)
            assert (np.array(found.min) >= np.array(space.frame.min) - 2).all()
            assert (np.array(found.max) <= np.array(space.frame.max) + 2).all()
        # Once round is where it was; elsewhere it looks different.
        np.testing.assert_array_equal(frames[0], last)
        assert all((frame != last).any(axis=2).mean() > 0.02 for frame in frames[1:])
        np.testing.assert_array_equal(stage.draw(50), last)


def box_middle(space: Any) -> np.ndarray:
    return space.ax.transData.transform(space.project(space.box.mean(axis=0)[None]))[0]


def test_a_point_over_a_turned_surface_is_where_the_data_put_it() -> None:
    runs = tw.descend(tw.Formula("x**2 + y**2"), tw.SGD(lr=0.05), start=[-1.6, 0.4], steps=10)
    one = Scene(runs, panels="surface")
    how, theme = animation_size(one, (500, 400)), theme_named("light")
    colour = np.array([int(theme.colour(0)[k : k + 2], 16) for k in (1, 3, 5)])
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme, turn=120)
        space = stage.fronts[0].panel.space
        assert space is not None
        seen = 0
        for step, offset in ((2, -60.0), (6, -30.0), (9, -5.0)):
            pixels = stage.draw(step, offset)
            at = (*runs.dataset["theta"].values[0, step], runs.dataset["loss"].values[0, step])
            # matplotlib's own projection, not the one under test.
            x, y, _ = proj3d.proj_transform(at[0], at[1], at[2], space.ax.get_proj())
            x, y = space.ax.transData.transform((x, y))
            here = pixels[pixels.shape[0] - 1 - round(y), round(x), :3]
            seen += bool(np.abs(here.astype(int) - colour).max() < 12)
        # A surface may hide one of them.
        assert seen >= 2


def test_a_turning_camera_moves_while_a_step_stands() -> None:
    frames, _ = decoded("apng", turned(turn=40, frames=[0, 50], duration=0.4, fps=10))
    assert len(frames) == 4
    assert all((one != two).any() for one, two in pairwise(frames))
    still, times = decoded("apng", turned(frames=[0, 50], duration=0.4, fps=10))
    assert times == [0.2, 0.2]
    assert len(still) == 2


@pytest.mark.parametrize("frames", ["auto", 7, [0, 3, 50], "every 10"])
@pytest.mark.parametrize("seconds", [1.5, 4.0, 9.0])
def test_an_animation_lasts_as_long_as_asked(frames: Any, seconds: float) -> None:
    steps, timing = timed(scene(), frames, hold=1.0, duration=seconds)
    starts = timing.starts(1000)
    assert starts[-1] == pytest.approx(1000 * seconds, abs=20)
    stands = np.diff(starts)[:-1]
    # All stand equally long, but for the last, which is held.
    assert np.ptp(stands) <= 1000 / timing.fps + 1
    assert (steps[0], steps[-1]) == (0, 50)


def test_a_longer_animation_shows_more_steps() -> None:
    long = Scene(
        tw.descend(samples.line(standardize=True), tw.SGD(lr=0.001), start=[-2.0, 3.0], steps=5000)
    )
    counts = [len(timed(long, duration=d)[0]) for d in (3.0, 7.0, 21.0)]
    assert counts == pytest.approx([50, 150, 500], rel=0.05)


def test_what_cannot_last_or_turn() -> None:
    wrong: dict[str, Any]
    for wrong, message in (
        (
            {"duration": 1},
            "duration must be a number of seconds that is longer than hold (1) and at most 3600, not 1",
        ),
        (
            {"duration": 1.5, "frames": 40},
            "40 frames in 0.5 seconds are 80 a second, and 60 are the most: "
            "show fewer frames, or let it last longer",
        ),
        ({"turn": 1000}, "turn must be a number of degrees from -720 to 720, not 1000"),
        (
            {"turn": 30},
            "turn is for panels of three dimensions, such as surface; this scene has contour, loss",
        ),
    ):
        with pytest.raises(ArgumentError) as caught:
            animate(scene(), io.BytesIO(), "gif", **wrong)
        assert str(caught.value) == message


needs_fork = pytest.mark.parametrize(
    "processes", [2, 3] if hasattr(os, "fork") else [], ids=lambda n: f"{n} processes"
)


@needs_fork
@pytest.mark.parametrize("kind", KINDS)
def test_several_processes_write_the_same_bytes(kind: str, processes: int) -> None:
    out = io.BytesIO()
    animate(scene(), out, kind, size=SIZE, frames=STEPS, processes=processes)
    assert out.getvalue() == made(kind)


@needs_fork
def test_several_processes_turn_a_camera_like_one(processes: int) -> None:
    how: dict[str, Any] = {"turn": 90, "frames": [0, 2, 9, 20, 50]}
    assert turned(**how, processes=processes) == turned(**how, processes=1)


@needs_fork
def test_a_process_that_is_killed_loses_no_frame(processes: int) -> None:
    def draw(k: int) -> np.ndarray:
        return np.full((2, 3, 4), k, dtype=np.uint8)

    with Several(draw, 40, (2, 3, 4), processes) as several:
        seen = []
        for k, frame in enumerate(several):
            seen.append(int(frame[0, 0, 0]))
            if k == 5:
                os.kill(several.pids[0], signal.SIGKILL)
    assert seen == list(range(40))


@needs_fork
def test_what_a_process_cannot_draw_is_told_here(processes: int) -> None:
    def draw(k: int) -> np.ndarray:
        if k == 7:
            raise ValueError("not the seventh")
        return np.zeros((2, 3, 4), dtype=np.uint8)

    with (
        Several(draw, 20, (2, 3, 4), processes) as several,
        pytest.raises(ValueError, match="not the seventh"),
    ):
        list(several)
    for pid in several.pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@given(st.lists(st.floats(0.002, 1e4), min_size=2, max_size=30))
def test_a_falling_loss_is_told_to_its_end(values: list[float]) -> None:
    values = sorted(values, reverse=True)
    told = Steady(np.array(values))
    for value in (values[0], values[-1]):
        text = told(value).replace(",", "")
        number = text if "×" not in text else None
        if number is not None:
            assert float(number) == pytest.approx(value, rel=0.06)
        assert len(told(value)) <= len(told.widest)


def test_small_multiples_tell_what_became_of_their_runs_at_the_end() -> None:
    runs = tw.descend(
        tw.Formula("x**2 + 10*y**2"), tw.SGD(lr=[0.02, 0.3]), start=[-1.8, 0.6], steps=20
    )
    one = Scene(runs, panels="contour", by="lr")
    how, theme = animation_size(one, (700, 400)), theme_named("light")
    with private(theme, how.font, words_of(one)):
        stage = staged(one, how, theme)
        titles: list[Any] = [front.panel.ax._left_title for front in stage.fronts]  # type: ignore[attr-defined]
        stage.draw(20)
        ends = [title.get_text().split("\n") for title in titles]
        for step in (0, 19):
            stage.draw(step)
            for title, end in zip(titles, ends, strict=True):
                name, *rest = title.get_text().split("\n")
                assert name == end[0]
                assert [line.strip() for line in rest] == [""] * (len(end) - 1)
    assert "diverges" in " ".join(ends[1])
