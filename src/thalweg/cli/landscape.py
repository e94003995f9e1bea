"""``thalweg landscape``: the loss on a plane or a line, of a network or a formula."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thalweg.cli import options
from thalweg.cli.options import option
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.data import Landscape, Plane, Trajectories
    from thalweg.problems import Problem

EXAMPLES = """\
thalweg landscape himmelblau --plane random --grid 41 -o hills.svg
thalweg descend ravine --steps 30 -O sgd:lr=0.05 -o ravine.zarr
thalweg landscape ravine --run ravine.zarr --grid 31x21 -o valley.svg -o valley.zarr
thalweg landscape himmelblau --through 3,2 --through=-2.8,3.13 --grid 41 -o minima.svg
thalweg landscape himmelblau --seed 0 --seed 1 --seed 2 --grid 21 -o draws.png
thalweg landscape rosenbrock --plane hessian --span -0.5,0.5 --grid 21 --json
"""

SHARP_STEPS = 50
"""At as many steps of a run its sharpness is computed, each of which takes several passes over the data."""

_BESIDE = (".svg", ".pdf", ".png", ".html", ".zarr")
"""Files that hold several landscapes."""

PLANES = ("pca", "random", "hessian", "line")

_PLANE, _EVALUATION = "The plane", "The evaluation"

Choice = Annotated[
    str | None,
    option(
        _PLANE,
        "NAME",
        "pca: the main directions of the runs; random: filter-normalised; hessian: eigenvectors;"
        " line: from a run's start to its end. [default: pca with runs, else random]",
        "--plane",
    ),
]
Runs = Annotated[
    list[str] | None,
    option(_PLANE, "RUN.ZARR", "A recorded run to show on the plane; repeat for several.", "--run"),
]
Through = Annotated[
    list[str] | None,
    option(
        _PLANE,
        "POINT",
        "A point that the plane goes through, and marks: a checkpoint of a PyTorch network, RUN.ZARR for the end of its"
        " first run, or numbers, as 3,2. Two make a line, three a plane.",
        "--through",
    ),
]
Normalize = Annotated[
    str | None,
    option(
        _PLANE,
        "NAME",
        "Of random directions: filter, layer or none. [default: filter for networks, else none]",
    ),
]
Axes = Annotated[
    str | None,
    option(_PLANE, "N", "2, or 1 for a line. [default: 2; of a single parameter 1]"),
]
Span = Annotated[
    list[str] | None,
    option(
        _PLANE,
        "LOW,HIGH",
        "Range of the coordinates; repeat for the second. [default: the runs' extent, else -1,1]",
    ),
]
Seeds = Annotated[
    list[str] | None,
    option(
        _PLANE,
        "N",
        "Seed of random directions; repeat for several planes beside each other. [default: 0]",
        "--seed",
    ),
]
GridOption = Annotated[
    str | None,
    option(
        _EVALUATION,
        "NxM",
        "Points, as 51x51, or 51 for each axis. [default: 51x51, 201 for a line]",
        "--grid",
    ),
]
Tolerance = Annotated[
    str | None,
    option(
        _EVALUATION,
        "T",
        "Interpolate where points held out are met to this relative error. [default: every point]",
    ),
]
Store = Annotated[
    str | None,
    option(
        _EVALUATION,
        "LAND.ZARR",
        "A folder that grows while it is computed; the same call goes on from there.",
    ),
]

Dask = Annotated[
    str | None,
    option(
        _EVALUATION,
        "ADDRESS",
        "Evaluate on a Dask cluster, by its scheduler's address, as tcp://10.0.0.1:8786.",
        "--dask",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Only measure a few points, and print the time and memory that all would take.",
        rich_help_panel=_EVALUATION,
    ),
]
Workers = Annotated[
    str | None,
    option(
        _EVALUATION,
        "N",
        "How many workers a dry run counts with. [default: the cluster's, else 1]",
    ),
]


def landscape(
    problem: Annotated[
        str,
        typer.Argument(
            metavar="PROBLEM",
            help="module.py:name, a Network or another problem in a Python file, which is executed;"
            " or a formula, or a name that `thalweg functions` lists.",
        ),
    ],
    plane: Choice = None,
    run: Runs = None,
    through: Through = None,
    normalize: Normalize = None,
    axes: Axes = None,
    span: Span = None,
    seed: Seeds = None,
    grid: GridOption = None,
    tolerance: Tolerance = None,
    store: Store = None,
    dask: Dask = None,
    dry_run: DryRun = False,
    workers: Workers = None,
    output: options.Output = None,
    panel: options.Panel = None,
    theme: options.Theme = "light",
    size: options.Size = None,
    title: options.Title = None,
    frames: options.Frames = "auto",
    fps: options.Fps = "25",
    hold: options.Hold = "1",
    loop: options.Loop = True,
    poster: options.Poster = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Evaluate the loss of a network or a formula on a plane."""
    from thalweg.cli import values
    from thalweg.cli.motion import Motion
    from thalweg.cli.picture import Picture
    from thalweg.cli.terminal import Bar, emit, note

    motion = Motion.asked(frames, fps, hold, loop, poster)
    picture = Picture.asked(output, panel, theme, size, title, None, False, motion)
    shape = None if grid is None else _grid(grid)
    accuracy = None if tolerance is None else values.number("--tolerance", tolerance)
    spans = [_pair(text) for text in span or ()]
    count = None if axes is None else values.whole("--axes", axes, 1)
    numbers = [values.whole("--seed", text, 0) for text in values.unique(seed) or ["0"]]
    runs = [values.recorded("--run", path) for path in run or ()]
    if through and plane is not None:
        raise ArgumentError("--through and --plane both say which plane: give one of them")
    kind = "through" if through else plane or ("pca" if runs else "random")
    _check_seeds(numbers, kind, picture.outputs)
    asked = _problem(problem)
    if count is None:
        count = min(2, len(asked.params))
    if "sharpness" in picture.panels and not dry_run:
        with _in_file(problem):
            runs = _sharpened(asked, runs, quiet)

    count_of = None if workers is None else values.whole("--workers", workers, 1)
    if count_of is not None and not dry_run:
        raise ArgumentError(
            "--workers is what a dry run counts with: add --dry-run, or leave it out"
        )
    from contextlib import nullcontext

    from thalweg.cli.through import plane_through
    from thalweg.compute import landscape as evaluate, plan
    from thalweg.compute.cluster import Cluster

    with nullcontext() if dask is None else Cluster(dask) as cluster, _in_file(problem):
        cuts = [
            plane_through(asked, through, 2 if axes is None else count)
            if through
            else _plane(asked, kind, runs, normalize, number, count, store, quiet)
            for number in numbers
        ]
        if dry_run:
            planned = plan(asked, cuts[0], shape, workers=count_of, executor=cluster)
            if json:
                import json as writing

                emit(writing.dumps(planned.summary(), indent=2) + "\n")
            else:
                emit(f"{planned}\n")
            return
        how: dict[str, Any] = {
            "span": None if not spans else spans[0] if len(spans) == 1 else spans,
            "runs": runs or None,
            "tolerance": accuracy,
            "store": store,
            "executor": cluster,
        }
        with Bar("evaluating", wanted=not quiet) as bar:
            lands = (
                evaluate(asked, shape, plane=cuts, progress=bar, **how)
                if len(cuts) > 1
                else (evaluate(asked, shape, plane=cuts[0], progress=bar, **how),)
            )
    first, *others = lands
    failure = picture.write(lands if others else first, wanted=not quiet)
    if json:
        import json as writing

        told = [summary(land, picture.written) for land in lands]
        printed = told if others else told[0]
        emit(writing.dumps(printed, indent=2, allow_nan=False) + "\n")
    elif not quiet:
        emit("".join(map(_words, lands)))
    if not quiet:
        picture.tell()
        if not picture.outputs and store is None and not json:
            note(
                "no file was asked for: -o land.svg draws a picture, -o land.zarr keeps the landscape"
            )
    if failure is not None:
        raise failure


def _check_seeds(numbers: Sequence[int], kind: str, outputs: Sequence[str]) -> None:
    """Refuse several seeds where there is nothing to draw by chance, or a file holds one landscape."""
    if len(numbers) < 2:
        return
    if kind != "random":
        named = "--through" if kind == "through" else f"--plane {kind}"
        raise ArgumentError(
            f"several seeds give the same plane, as nothing is drawn for {named}; give one --seed, or --plane random"
        )
    refused = [path for path in outputs if not path.lower().endswith(_BESIDE)]
    if refused:
        raise ArgumentError(
            f"several seeds make several landscapes beside each other, which {refused[0]} cannot hold: give -o .svg,"
            " .pdf, .png, .html or .zarr, or one --seed"
        )


def summary(land: Landscape, files: list[str]) -> dict[str, Any]:
    """What there is to tell of a landscape, for programs."""
    from thalweg.cli.summary import finite

    assert land.plane is not None
    lowest = land.minimum
    paths = land.paths
    explained = None if paths is None else paths.dataset["explained"].values.tolist()
    return {
        "format": 1,
        "problem": land.problem.title,
        "plane": land.plane.spec(),
        "grid": list(land.loss.shape),
        "computed": int(land.dataset["computed"].values.sum()),
        "interpolation_error": land.error,
        "lowest": None if lowest is None else {"at": lowest.at, "loss": lowest.loss},
        "marks": [finite(mark._asdict()) for mark in land.marks],
        "runs": None if paths is None else list(paths.labels),
        "explained": explained,
        "files": files,
    }


def _words(land: Landscape) -> str:
    from thalweg.scenes.marked import named_points
    from thalweg.scenes.on_plane import heading

    lines = [*heading(land, land.paths).splitlines(), *(one.said for one in named_points(land))]
    return f"{land!r}\n" + "".join(f"  {line}\n" for line in lines)


def _grid(text: str) -> int | tuple[int, ...]:
    parts = text.lower().replace("×", "x").split("x")
    try:
        sizes = tuple(int(part) for part in parts)
    except ValueError:
        raise ArgumentError(f'--grid must be as 51x51, or 51 for each axis, not "{text}"') from None
    return sizes[0] if len(sizes) == 1 else sizes


def _pair(text: str) -> tuple[float, float]:
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise ArgumentError(f'--span must be two numbers, as -1,1, not "{text}"') from None
    return low, high


def _sharpened(problem: Problem, runs: list[Trajectories], quiet: bool) -> list[Trajectories]:
    """The runs with their sharpness, which takes the problem itself: at some of their steps, where they are many."""
    from thalweg.cli.terminal import Bar
    from thalweg.compute.curvature import sharpness

    if not runs:
        raise ArgumentError("--panel sharpness needs a recorded run: give one with --run run.zarr")
    found = []
    for one in runs:
        if "sharpness" in one.dataset:
            found.append(one)
            continue
        every = -(-one.dataset.sizes["step"] // SHARP_STEPS)
        with Bar("curvature", wanted=not quiet) as bar:
            found.append(sharpness(problem, one, every=every, progress=bar).beside(one))
    return found


def _plane(
    problem: Problem,
    name: str,
    runs: list[Trajectories],
    normalize: str | None,
    seed: int,
    axes: int,
    store: str | None,
    quiet: bool,
) -> Plane:
    from thalweg.cli.terminal import Bar
    from thalweg.compute import default_start
    from thalweg.data import Plane
    from thalweg.errors import UnknownName, nearest

    if name not in PLANES:
        raise UnknownName(
            f'unknown plane "{name}"{nearest(name, PLANES)} (known are {", ".join(PLANES)})'
        )
    if name in ("pca", "line") and not runs:
        raise ArgumentError(f"--plane {name} needs a recorded run: give one with --run run.zarr")
    if name == "pca":
        with Bar("reading parameters, twice", wanted=not quiet) as bar:
            beside = None if store is None else f"{store.rstrip(os.sep)}.pca"
            return Plane.pca(*runs, axes=axes, progress=bar, store=beside)
    if name == "line":
        theta = runs[0].dataset["theta"].isel(run=0)
        ends = theta.isel(step=0).values, runs[0].final.isel(run=0).values
        return Plane.through(*ends, labels=("start", "end"))
    # Around the end of a run, where there is one.
    at = runs[0].final.isel(run=0).values if runs else default_start(problem)[0]
    if name == "hessian":
        with Bar("eigenvectors: Hessian-vector products", wanted=not quiet) as bar:
            return Plane.hessian(problem, at, axes=axes, progress=bar)
    if normalize is None:
        normalize = "filter" if any(len(block.shape) > 1 for block in problem.blocks) else "none"
    how = None if normalize == "none" else normalize
    return Plane.random(problem, at, normalize=how, seed=seed, axes=axes)


def _problem(text: str) -> Problem:
    from thalweg.cli.descend import problem as formula
    from thalweg.problems import Problem

    file, colon, name = text.rpartition(":")
    if not colon or not file.endswith(".py"):
        if text.endswith(".py"):
            raise ArgumentError(f"say which problem of the file is meant, as in {text}:network")
        return formula(text)
    with _in_file(text):
        known = _module(file)
    if name not in known:
        from thalweg.errors import UnknownName, nearest

        raise UnknownName(f'"{file}" has no "{name}"{nearest(name, known)}')
    found = known[name]
    if callable(found) and not isinstance(found, Problem):
        with _in_file(text):
            found = found()
    if not isinstance(found, Problem):
        raise ArgumentError(
            f'"{name}" of "{file}" must be a problem, such as thalweg.torch.Network, or a function that returns one;'
            f" it is of type {type(found).__name__}"
        )
    return found


@contextmanager
def _in_file(problem: str) -> Iterator[None]:
    """Name the line of the user's own file where it fails."""
    from thalweg.errors import ThalwegError

    file = problem.rpartition(":")[0]
    try:
        yield
    except ThalwegError:
        raise
    except SyntaxError as error:
        raise ArgumentError(
            f'"{error.filename}" is no Python: line {error.lineno}: {error.msg}'
        ) from error
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f.lineno for f in frames if os.path.realpath(f.filename) == os.path.realpath(file)]
        if not lines:
            raise
        said = " ".join(str(error).split())
        what = type(error).__name__ + (f": {said}" if said else "")
        raise ArgumentError(f'"{file}" fails at line {lines[-1]}: {what}') from error


def _module(file: str) -> dict[str, Any]:
    """Execute the user's own file, as Python would with its folder at hand."""
    import runpy
    import sys
    from pathlib import Path

    if not Path(file).is_file():
        raise ArgumentError(f'cannot read "{file}": there is no such file; check the path')
    sys.path.insert(0, str(Path(file).resolve().parent))
    try:
        return runpy.run_path(file)
    finally:
        sys.path.pop(0)
