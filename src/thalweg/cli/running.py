"""What `descend` and `fit` have in common: from a problem and options to runs, files and a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from thalweg.cli import spelling, values
from thalweg.cli.choice import Choice
from thalweg.cli.picture import Picture
from thalweg.cli.terminal import Bar, emit, note, show, width
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    import numpy as np

    from thalweg.data import Trajectories
    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

#: Parameters of a start that a note lists.
MOST_SHOWN = 6


@dataclass(frozen=True)
class Report:
    """What is printed, and where."""

    quiet: bool
    json: bool
    notes: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Tell people something about the run that they did not ask for."""
        self.notes.append(text)
        if not self.quiet:
            note(text)


@dataclass(frozen=True)
class Request:
    """What the options say about the run."""

    optimizers: Sequence[Choice]
    starts: Sequence[str]
    steps: int
    every: int
    seeds: Sequence[int]
    batch_size: int | None = None
    told: str | None = None  # how the optimizers were chosen, if not by the user

    @property
    def recorded(self) -> list[int]:
        """The steps that are recorded."""
        from thalweg.compute.record import recorded_steps

        return recorded_steps(self.steps, self.every)

    @classmethod
    def asked(
        cls,
        optimizer: list[str] | None,
        start: list[str] | None,
        steps: str,
        every: str,
        seeds: list[str] | None,
        batch_size: str | None = None,
    ) -> Request:
        """Read the options."""
        return cls(
            [spelling.optimizer(text) for text in optimizer or ["sgd"]],
            start or (),
            values.whole("--steps", steps, 1),
            values.whole("--every", every, 1),
            [values.whole("--seed", text, 0) for text in seeds or ["0"]],
            None if batch_size is None else values.whole("--batch-size", batch_size, 1),
        )


def run(problem: Problem, request: Request, picture: Picture, report: Report) -> None:
    """Run, write the files, and print what happened."""
    starts, drawn = _starts(problem, request, report)
    if drawn is not None:
        request = replace(request, seeds=drawn[:1])  # all that was random has been drawn
    _tell_of_losses(problem, starts, report)
    optimizers = _optimizers(problem, request, starts, report)
    picture.fits(lambda: _descend(problem, optimizers, starts, request, steps=1), request.recorded)
    runs = _descend(problem, optimizers, starts, request, wanted=not report.quiet)
    failure = picture.write(runs, wanted=not report.quiet)
    _print(runs, drawn, picture, report)
    if failure is not None:
        raise failure


def _starts(
    problem: Problem, request: Request, report: Report
) -> tuple[np.ndarray, Sequence[int] | None]:
    """The starts, shape (starts, d), and the seeds of those that were drawn, one each, if there are several.

    Raises
    ------
    ArgumentError
        ``several seeds give the same run, as nothing is drawn (the start: as given); give one --seed``.
    """
    import numpy as np

    from thalweg.compute import default_start
    from thalweg.compute.descend import seed_list
    from thalweg.problems import Fit

    several = len(request.seeds) > 1 and request.batch_size is None
    if request.starts:
        _refuse_seeds(problem, "as given", several)
        if isinstance(problem, Fit) and problem.standardize:
            report.say("start: as given, for standardised columns")
        return np.stack([values.start(problem, text) for text in request.starts]), None
    seeds = seed_list(request.seeds)
    point, reason = default_start(problem, seeds[0])
    if several and reason.startswith("a normal draw"):
        listed = ", ".join(map(str, seeds))
        report.say(f"start: one normal draw for each of the seeds {listed}")
        return np.stack([default_start(problem, seed)[0] for seed in seeds]), seeds
    _refuse_seeds(problem, reason, several)
    shown = _listed(problem.params, point)
    brief = reason.startswith("zeros") or len(point) > MOST_SHOWN
    report.say(f"start: {reason}" if brief else f"start: {shown}, {reason}")
    return point[None], None


def _tell_of_losses(problem: Problem, starts: np.ndarray, report: Report) -> None:
    """Say where the loss is not finite at a start, and because of which row: no rate helps such a run."""
    import numpy as np

    from thalweg.problems import Fit

    losses = problem.loss(starts)
    bad = np.flatnonzero(~np.isfinite(losses))
    if not bad.size:
        return
    point = starts[bad[0]]
    where = "" if len(point) > MOST_SHOWN else f" {_listed(problem.params, point)}"
    others = f" (and at {bad.size - 1} more)" if bad.size > 1 else ""
    row = problem.first_not_finite(point) if isinstance(problem, Fit) else None
    why = ""
    if isinstance(problem, Fit) and row is not None:
        names = (*problem.inputs, problem.target)[-MOST_SHOWN:]
        cells = _listed(names, [problem.columns[name][row] for name in names])
        why = f", the first time in row {row + 1} of those used, {cells}"
    report.say(
        f"the loss is {losses[bad[0]]} at the start{where}{others}{why}: no run goes on there"
    )


def _listed(names: Sequence[str], values: Sequence[float] | np.ndarray) -> str:
    return ", ".join(f"{name} = {value:.4g}" for name, value in zip(names, values, strict=True))


def _refuse_seeds(problem: Problem, start: str, several: bool) -> None:
    """Several seeds are for what is drawn: the start, or the batches."""
    if several:
        batches = "draw batches with --batch-size, or " if problem.n_rows is not None else ""
        raise ArgumentError(
            f"several seeds give the same run, as nothing is drawn (the start: {start}); "
            f"{batches}give one --seed"
        )


def _optimizers(
    problem: Problem, request: Request, starts: np.ndarray, report: Report
) -> list[Optimizer]:
    from thalweg.cli.rates import with_rate

    if request.told is not None:
        report.say(request.told)
    built = []
    for choice in request.optimizers:
        # Built in any case: what is wrong with the rest is said before a rate is looked for.
        made = choice.build()
        if choice.needs_rate:
            chosen, why = with_rate(choice, problem, list(starts), request.batch_size)
            report.say(why)
            made = chosen.build()
        built += made
    return built


def _descend(
    problem: Problem,
    optimizers: Sequence[Optimizer],
    starts: np.ndarray,
    request: Request,
    *,
    steps: int | None = None,
    wanted: bool = False,
) -> Trajectories:
    from thalweg.compute import descend

    with Bar("descending", wanted=wanted) as bar:
        return descend(
            problem,
            optimizers,
            start=starts,
            steps=request.steps if steps is None else steps,
            batch_size=request.batch_size,
            seed=list(request.seeds),
            every=request.every,
            progress=bar,
        )


def _print(
    runs: Trajectories, seeds: Sequence[int] | None, picture: Picture, report: Report
) -> None:
    from thalweg.cli.settling import reference
    from thalweg.cli.summary import as_json, summarize

    target = reference(runs)
    summary = summarize(runs, target, seeds)
    if report.json:
        printed = as_json(runs, summary, target, report.notes, picture.written)
        emit(json.dumps(printed, indent=2, allow_nan=False) + "\n")
    elif not report.quiet:
        from thalweg.cli.table import tables

        show(*tables(runs.problem.params, summary, target, width()))
    if report.quiet:
        return
    picture.tell()
    if not picture.outputs and not report.json:
        note("no file was asked for: -o path.svg draws a picture, -o run.zarr keeps the run")
