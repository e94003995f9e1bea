"""Files: checked before the run, written after it, listed."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import pytest

import thalweg as tw
from cli.driver import Done, Program, error
from thalweg.errors import OutputError
from thalweg.scenes.panels import PANELS

RUN = ("descend", "bowl", "--steps", "3", "-O", "sgd:lr=0.1", "--start", "1,1")
KNOWN = ".apng, .gif, .html, .mp4, .pdf, .png, .svg, .vti, .vtp, .vts, .webp, .zarr"


def test_files_are_written_and_listed(program: Program, folder: Path) -> None:
    outputs = ["a.svg", "b.PNG", "c.pdf", "d.zarr"]
    done = program(*RUN, *(word for path in outputs for word in ("-o", path)))
    assert (done.code, done.err) == (0, "".join(f"wrote {path}\n" for path in outputs))
    assert (folder / "a.svg").read_bytes()[:5] == b"<?xml"
    assert (folder / "b.PNG").read_bytes()[1:4] == b"PNG"
    assert (folder / "c.pdf").read_bytes()[:4] == b"%PDF"
    assert tw.load("d.zarr").problem == tw.functions["bowl"]


def test_a_file_that_is_asked_for_twice_is_written_once(program: Program) -> None:
    assert program(*RUN, "-o", "a.zarr", "-o", "a.zarr").err == "wrote a.zarr\n"


@pytest.mark.usefixtures("no_run")
@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["-o", "a.gfi"], f'cannot write "a.gfi": unknown extension ".gfi"; known are {KNOWN}'),
        (["-o", "picture"], f'cannot write "picture": it has no extension; known are {KNOWN}'),
        (
            ["-o", "a.svg", "-o", "b.x"],
            f'cannot write "b.x": unknown extension ".x"; known are {KNOWN}',
        ),
        (
            ["-o", "out/a.svg"],
            'cannot write "out/a.svg": the folder "out" does not exist; create it or choose another path',
        ),
        (
            ["-o", "out/a.zarr"],
            'cannot write "out/a.zarr": the folder "out" does not exist; create it or choose another path',
        ),
        (
            ["-o", "a.svg", "--theme", "drak"],
            'unknown theme "drak"; did you mean "dark"? The themes are light, dark, print, and auto for .svg',
        ),
        (
            ["-o", "a.svg", "--size", "slid"],
            'unknown size "slid"; did you mean "slide"? The sizes are default, column, slide, square, '
            "or (width, height) in pixels",
        ),
        (
            ["-o", "a.svg", "--size", "10x10"],
            "size must be two whole numbers of pixels from 160 to 20,000; got (10, 10)",
        ),
        (
            ["-o", "a.svg", "--panel", "countour"],
            f'unknown panel "countour"; did you mean "contour"? The panels are {", ".join(PANELS)}',
        ),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_run(
    program: Program, options: list[str], line: str
) -> None:
    assert program(*RUN, *options) == error(line)


@pytest.mark.usefixtures("no_run")
def test_so_it_is_for_a_fit(program: Program) -> None:
    assert program("fit", "data.csv", "-o", "a.gfi") == error(
        f'cannot write "a.gfi": unknown extension ".gfi"; known are {KNOWN}'
    )


def test_a_panel_that_the_problem_cannot_fill_is_refused_before_the_long_run(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    import thalweg.compute

    steps: list[int] = []
    real = thalweg.compute.descend

    def descend(*given: object, **named: object) -> object:
        steps.append(named["steps"])  # type: ignore[arg-type]
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("thalweg.compute.descend", descend)
    done = program(
        "descend",
        "x**2",
        "--steps",
        "5000",
        "--start",
        "1",
        "-O",
        "sgd:lr=0.1",
        "--panel",
        "contour",
    )
    assert done == error(
        "the contour panel needs a problem with two parameters, or a landscape over two axes; "
        "this problem has 1: pass a landscape"
    )
    assert steps == [1]


def test_panels_size_and_title_reach_the_picture(program: Program, folder: Path) -> None:
    program(
        *(*RUN, "-o", "a.svg", "--panel", "loss", "--size", "640x480", "--title", "Down & <out>"),
        *("--theme", "dark"),
    )
    svg = (folder / "a.svg").read_text(encoding="utf-8")
    assert 'width="640"' in svg
    assert ">Down &amp; &lt;out&gt;</title>" in svg
    runs = tw.descend(tw.functions["bowl"], tw.SGD(lr=0.1), start=[1, 1], steps=3)
    scene = tw.Scene(runs, panels=["loss"], title="Down & <out>")
    tw.save(scene, "same.svg", size=(640, 480), theme="dark")
    assert (folder / "same.svg").read_text(encoding="utf-8") == svg


def test_small_multiples(program: Program, folder: Path) -> None:
    rates = ("descend", "bowl", "--steps", "3", "-O", "sgd:lr=0.1,0.2", "--start", "1,1")
    done = program(*rates, "--by", "lr", "-o", "a.svg", "-o", "run.zarr")
    assert (done.code, done.err) == (0, "wrote a.svg\nwrote run.zarr\n")
    program("render", "run.zarr", "--by", "lr", "-o", "again.svg", "-q")
    assert (folder / "again.svg").read_bytes() == (folder / "a.svg").read_bytes()
    runs = tw.descend(tw.functions["bowl"], tw.SGD(lr=[0.1, 0.2]), start=[1, 1], steps=3)
    tw.save(tw.Scene(runs, by="lr"), "same.svg")
    assert (folder / "same.svg").read_bytes() == (folder / "a.svg").read_bytes()
    refused = program(*rates, "--by", "momentum")
    assert refused.code == 2
    assert refused.err.startswith('thalweg: error: the runs do not differ in "momentum"')


def test_arrows_and_steps(program: Program, folder: Path) -> None:
    steps = ("descend", "bowl", "--steps", "25", "--every", "10", "-O", "sgd:lr=0.1")
    program(*steps, "--by", "0,10,25", "--gradient", "--panel", "contour", "-q", "-o", "a.svg")
    runs = tw.descend(tw.functions["bowl"], tw.SGD(lr=0.1), steps=25, every=10)
    tw.save(tw.Scene(runs, panels=["contour"], by=[0, 10, 25], gradient=True), "same.svg")
    assert (folder / "same.svg").read_bytes() == (folder / "a.svg").read_bytes()


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (
            ["--by", "0,2"],
            "--by 0,2: step 2 is not recorded; --every and --steps say which are, from 0 to 25",
        ),
        (
            ["--gradient", "--panel", "loss"],
            "gradient=True draws arrows on the contour panel; the panels of this scene are loss",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused_before_the_run(
    program: Program, options: list[str], line: str
) -> None:
    bowl = ("descend", "bowl", "--steps", "25", "--every", "10", "-O", "sgd:lr=0.1", "-q")
    assert program(*bowl, *options, "-o", "a.svg") == error(line)


def test_a_failed_file_loses_neither_the_table_nor_the_other_files(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import thalweg.output

    real = thalweg.output.save

    def save(obj: object, path: str, **named: object) -> None:
        if path == "a.svg":
            raise OutputError('cannot write "a.svg": the disk is full')
        real(obj, path, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("thalweg.output.save", save)
    done = program(*RUN, "-o", "a.svg", "-o", "b.zarr")
    assert (done.code, done.err) == (
        2,
        'wrote b.zarr\nthalweg: error: cannot write "a.svg": the disk is full\n',
    )
    assert done.out.startswith("run ")
    assert (folder / "b.zarr").is_dir()


def test_a_saved_run_is_drawn_again(program: Program, folder: Path) -> None:
    program(*RUN, "-o", "run.zarr", "-o", "first.svg")
    done = program("render", "run.zarr", "-o", "again.svg", "-o", "copy.zarr")
    assert done == Done(0, "", "wrote again.svg\nwrote copy.zarr\n")
    assert (folder / "again.svg").read_bytes() == (folder / "first.svg").read_bytes()
    assert tw.load("copy.zarr") == tw.load("run.zarr")
    assert program("render", "run.zarr", "-q", "-o", "third.png", "--panel", "loss") == Done(
        0, "", ""
    )


def test_a_saved_landscape_is_drawn(program: Program, folder: Path) -> None:
    tw.save(tw.landscape(tw.functions["bowl"], grid=(11, 11)), "land.zarr")
    assert program("render", "land.zarr", "-o", "land.svg") == Done(0, "", "wrote land.svg\n")
    assert program("render", "land.zarr", "-o", "loss.svg", "--panel", "loss") == error(
        "the loss panel needs runs; this scene has only a landscape"
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["run.zarr"], "render needs a file to write, as in thalweg render run.zarr -o run.svg"),
        (
            ["nothing.zarr", "-o", "a.svg"],
            'cannot open "nothing.zarr": there is no such folder; check the path',
        ),
        (
            ["nothing.zarr", "-o", "a.gfi"],
            f'cannot write "a.gfi": unknown extension ".gfi"; known are {KNOWN}',
        ),
    ],
)
def test_what_cannot_be_drawn_is_one_line(
    program: Program, arguments: list[str], line: str
) -> None:
    assert program("render", *arguments) == error(line)


def test_an_animation_lasts_and_turns_as_asked(program: Program, folder: Path) -> None:
    long = ["--duration", "2", "--hold", "0.5", "--fps", "4", "--frames", "0,3"]
    small = ["--size", "240x200", "--panel", "surface", "--poster", "p.png"]
    assert program(*RUN, *long, *small, "--turn", "60", "-o", "a.mp4", "-o", "b.gif").code == 0
    with av.open(str(folder / "a.mp4")) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    # Four a second for two seconds, of which the last half a second stands still.
    assert len(frames) == 8
    assert all((one != two).any() for one, two in pairwise(frames[:6]))
    assert (folder / "p.png").read_bytes()[1:4] == b"PNG"
    assert {path.name for path in folder.iterdir()} >= {"a.mp4", "b.gif", "p.png"}


@pytest.mark.usefixtures("no_run")
@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--turn", "round"], '--turn must be a number, not "round"'),
        (["--turn", "1e4"], "turn must be a number of degrees from -720 to 720, not 10000.0"),
        (
            ["--duration", "1"],
            "duration must be a number of seconds that is longer than hold (1) and at most 3600, not 1.0",
        ),
        (["--fps", "0"], "fps must be a number of frames a second from 1 to 60, not 0.0"),
        (
            ["--frames", "some"],
            'frames must be "auto", a number from 2 on, "every 10", "per epoch" or a list of steps; '
            "got 'some'",
        ),
    ],
)
def test_a_motion_that_cannot_be_is_refused_before_the_run(
    program: Program, options: list[str], line: str
) -> None:
    assert program(*RUN, "-o", "a.mp4", *options) == error(line)


def test_what_does_not_turn_is_told_before_the_run(program: Program, folder: Path) -> None:
    before = set(folder.iterdir())
    done = program(*RUN, "-o", "a.mp4", "--turn", "90")
    assert done == error(
        "turn is for panels of three dimensions, such as surface; this scene has contour, loss"
    )
    assert set(folder.iterdir()) == before


@pytest.mark.parametrize(
    "options",
    [["--turn", "360"], ["--frames", "60"], ["--fps", "10"], ["--hold", "5"], ["--no-loop"], ["--duration", "3"]],
)  # fmt: skip
def test_options_of_animations_without_one(
    program: Program, folder: Path, options: list[str]
) -> None:
    done = program("descend", "x**2", "--steps", "2", "-o", "t.svg", *options)
    assert done == error(f"{options[0]} is for animations: give -o one of .apng, .gif, .mp4, .webp")
    assert [path.name for path in folder.iterdir()] == ["data.csv"]
