"""``thalweg fit``: a model formula and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from thalweg.cli import options

if TYPE_CHECKING:
    from thalweg.problems import Fit

EXAMPLES = """\
thalweg fit data.csv -o fit.svg
thalweg fit data.csv --model "w*x + b" --target y -o fit.svg -o run.zarr
thalweg fit data.csv --model "w*x + b" --target y --optimizer sgd:lr=0.001 \\
    --steps 12000 --every 100 --no-standardize -o fit.pdf
thalweg fit data.csv --model 'a*`size (cm)`**2 + b*x' --target y --loss huber
thalweg fit data.csv --batch-size 4 --seed 0 --seed 1 --drop-missing --json
"""


def fit(
    data: Annotated[str, typer.Argument(metavar="DATA.CSV", help="A CSV file with a header line.")],
    model: options.Model = None,
    target: options.Target = None,
    loss: options.Loss = None,
    ridge: options.Ridge = "0",
    lasso: options.Lasso = "0",
    delta: options.Delta = "1",
    standardize: options.Standardize = None,
    drop_missing: options.DropMissing = False,
    optimizer: options.Optimizer = None,
    start: options.Start = None,
    steps: options.Steps = "100",
    every: options.Every = "1",
    batch_size: options.BatchSize = None,
    seed: options.Seeds = None,
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
    """Fit a model formula to a table."""
    from thalweg.cli import values
    from thalweg.cli.motion import Motion
    from thalweg.cli.picture import Picture
    from thalweg.cli.running import Report, Request, run
    from thalweg.inputs.propose import propose

    motion = Motion.asked(frames, fps, hold, loop, poster, duration, turn)
    picture = Picture.asked(output, panel, theme, size, title, by, gradient, motion)
    request = Request.asked(optimizer, start, steps, every, seed, batch_size)
    weights = {
        "ridge": values.number("--ridge", ridge),
        "lasso": values.number("--lasso", lasso),
        "delta": values.number("--delta", delta),
    }
    report = Report(quiet, json)

    from thalweg.problems import Fit
    from thalweg.problems.table import read_table

    table = read_table(data)
    chosen = propose(table, model, target, loss)
    problem = Fit(
        chosen.model,
        table,
        chosen.target,
        chosen.loss,
        **weights,
        standardize="exact" if standardize is None else standardize,
        missing="drop" if drop_missing else "error",
    )
    for line in chosen.notes:
        report.say(line)
    if standardize is None and not problem.standardize:
        report.say(
            "not standardised: for scaled columns this would be another model (--standardize does so all the same)"
        )
    for line in about(problem, table.rows):
        report.say(line)
    run(problem, request, picture, report)


def about(problem: Fit, rows: int) -> list[str]:
    """What was done to the data that the user may not expect."""
    told = []
    kept = problem.n_rows or 0
    if kept < rows:
        told.append(f"dropped {rows - kept} of {rows} rows, which have a missing value")
    scaled = problem.standardized
    if not scaled:
        return told
    listed = ", ".join(scaled) if len(scaled) <= 6 else f"{len(scaled)} columns"
    shifted = any(shift for shift, _ in scaled.values())
    how = "mean 0, deviation 1" if shifted else "deviation 1; the model has no intercept"
    scaled_loss = problem.target in scaled or problem.loss_name == "logistic"
    what = "the loss and its delta are" if problem.loss_name == "huber" else "the loss is"
    loss = (
        f"{what} in these units"
        if scaled_loss
        else f'"{problem.target}" is not, as its own values matter to the loss'
    )
    told.append(f"standardised: {listed} ({how}); {loss}")
    if problem.original([0.0] * len(problem.params)) is None:
        told.append(
            "the parameters are in these units too: the model has no exact way back to the data's"
        )
    return told
