"""``thalweg descend``: optimizers on a formula."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from thalweg.cli import names, options

if TYPE_CHECKING:
    from thalweg.problems import Formula

EXAMPLES = """\
thalweg descend rosenbrock -o path.svg
thalweg descend "x**2 + 10*y**2" --start -1.8,0.6 --steps 50 \\
    --optimizer sgd:lr=0.05 --optimizer adam:lr=0.1 -o race.svg -o race.png
thalweg descend himmelblau --start 0,0 --start 0,-1 -o starts.svg
thalweg descend bowl --optimizer sgd:lr=0.1,0.5,0.9,1.1 --steps 20 -o rates.svg
thalweg descend ravine --optimizer "sgd:lr=0.09/(1+0.01*t),momentum=0.5" --json
thalweg descend bowl -O sgd:lr=0.3,1.05 --steps 15 --by lr --gradient -o apart.svg
thalweg descend beale --optimizer "clipnorm(sgd:lr=0.1):max_norm=1" -o calm.svg
thalweg descend rosenbrock --optimizer bfgs --optimizer newton -o second-order.svg
thalweg descend "-exp(-x**2 - y**2)" --seed 0 --seed 1
"""


def descend(
    formula: Annotated[
        str,
        typer.Argument(
            metavar="FORMULA",
            help="A loss in its parameters, as 'x**2 + 10*y**2', or a name that `thalweg functions` lists.",
            autocompletion=names.complete_function,
        ),
    ],
    optimizer: options.Race = None,
    start: options.Start = None,
    steps: options.RaceSteps = None,
    every: options.Every = "1",
    seed: options.Seed = None,
    output: options.Output = None,
    panel: options.Panel = None,
    theme: options.Theme = "light",
    size: options.Size = None,
    title: options.Title = None,
    by: options.By = None,
    gradient: options.Gradient = False,
    frames: options.Frames = "auto",
    fps: options.Fps = "25",
    duration: options.Duration = None,
    hold: options.Hold = "1",
    loop: options.Loop = True,
    turn: options.Turn = "0",
    poster: options.Poster = None,
    quiet: options.Quiet = False,
    json: options.Json = False,
) -> None:
    """Run optimizers on a formula."""
    from thalweg.cli.choice import catalogue_race
    from thalweg.cli.motion import Motion
    from thalweg.cli.picture import Picture
    from thalweg.cli.running import Report, Request, run

    function = problem(formula)
    motion = Motion.asked(frames, fps, hold, loop, poster, duration, turn)
    picture = Picture.asked(output, panel, theme, size, title, by, gradient, motion)
    race = None if optimizer or start else catalogue_race(function)
    if race is None:
        request = Request.asked(optimizer, start, steps or "100", every, seed)
    else:
        racers, length = race
        request = Request.asked(None, None, steps or str(length), every, seed)
        told = "optimizers: the catalogue's" + ("" if steps else f", {length} steps")
        request = replace(request, optimizers=racers, told=told)
    run(function, request, picture, Report(quiet, json))


def problem(text: str) -> Formula:
    """Find a function by name, in any capitals and with - for _, or read a formula."""
    from thalweg.problems.functions import functions

    name = text.strip()
    known = name.lower().replace("-", "_")
    # A parameter alone would be a loss without a minimum; it is a name that was misspelled.
    if known in functions or name.isidentifier():
        return functions[known if known in functions else name]
    from thalweg.problems import Formula

    return Formula(text)
