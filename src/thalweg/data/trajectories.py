"""Recorded runs of optimizers: where each was, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, SupportsIndex

import numpy as np

from thalweg.data.checks import check_variable
from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.problems.names import LISTED

if TYPE_CHECKING:
    import xarray as xr

    from thalweg.optim import Optimizer
    from thalweg.problems.base import Problem

#: A run diverged when its loss exceeds this multiple of its first (or of 1, if that is larger).
DIVERGED = 1e6

# More runs than this do not fit a screen.
_RUNS_LISTED = 20


def limit_of(first: np.ndarray) -> np.ndarray:
    """The loss above which a run that began with `first` has diverged."""
    return DIVERGED * np.maximum(1.0, np.abs(np.where(np.isfinite(first), first, 1.0)))


@dataclass(frozen=True, eq=False, repr=False)
class Trajectories:
    """Runs of optimizers on one problem, recorded at the same steps.

    Parameters
    ----------
    dataset : xarray.Dataset
        Dimensions ``run, step, param``. Variables: ``theta`` (run, step, param); ``loss`` (run, step),
        the full loss; where recorded, ``gradient`` (run, step, param), used to leave that step,
        ``batch_loss`` (run, step), and the state of the optimizers, (run, step, param) or (run, step),
        NaN for runs without it. Coordinates: ``step`` (int, 0 is the start); ``param`` (str; above 10,000
        parameters there is none, and the problem's `blocks` say where each part begins); on
        ``run`` the ``optimizer`` (str), a unique ``label`` (str), ``diverged_at`` (int: the step, or
        -1), and where known the hyperparameters by name, ``start`` (int) and ``seed`` (int).
    problem : Problem
        What was minimised.
    optimizers : tuple of Optimizer
        The optimizer of each run.

    Raises
    ------
    ArgumentError
        'trajectories need a variable "theta" of dimensions (run, step, param); it has (step, run,
        param)', and the like.
    """

    dataset: xr.Dataset
    problem: Problem
    optimizers: tuple[Optimizer, ...]

    __hash__ = None  # type: ignore[assignment] - equality compares arrays

    def __post_init__(self) -> None:
        object.__setattr__(self, "optimizers", tuple(self.optimizers))
        _check(self)

    @property
    def labels(self) -> tuple[str, ...]:
        """The unique, readable name of each run."""
        return tuple(str(label) for label in self.dataset["label"].values)

    @property
    def steps(self) -> int:
        """The last step."""
        return int(self.dataset["step"].values[-1])

    @property
    def diverged_at(self) -> xr.DataArray:
        """The step at which each run was found to diverge, or -1: int (run,)."""
        return self.dataset["diverged_at"]

    @property
    def diverged(self) -> xr.DataArray:
        """Whether each run diverged: bool (run,)."""
        return (self.diverged_at >= 0).rename("diverged")

    @property
    def final(self) -> xr.DataArray:
        """The last point of each run: float64 (run, param), with its step as a coordinate.

        For a run that diverged this is its last record: what it had when that was noticed.
        """
        return self.dataset["theta"].isel(step=self._last())

    @property
    def final_loss(self) -> xr.DataArray:
        """The full loss at `final`: float64 (run,), with its step as a coordinate."""
        return self.dataset["loss"].isel(step=self._last())

    def sel(self, **coordinates: Any) -> Trajectories:
        """Select runs by their coordinates.

        Parameters
        ----------
        **coordinates
            A value, or a list of them, for a coordinate on ``run``: ``optimizer="SGD"``,
            ``lr=[0.1, 0.2]``, ``seed=0``.

        Returns
        -------
        Trajectories
            The runs that match all, in their order.

        Raises
        ------
        UnknownName
            'runs have no coordinate "ls"; did you mean "lr"? They have label, lr, optimizer'
        ArgumentError
            'no run has lr=0.3; the values of lr are 0.1, 0.2'
        """
        known = {str(name): c for name, c in self.dataset.coords.items() if c.dims == ("run",)}
        keep = np.ones(len(self), dtype=bool)
        for name, wanted in coordinates.items():
            if name not in known:
                hint = nearest(name, known) or ";"
                they = " They" if hint.endswith("?") else " they"
                raise UnknownName(
                    f'runs have no coordinate "{name}"{hint}{they} have {", ".join(sorted(known))}'
                )
            keep &= np.isin(known[name].values, np.atleast_1d(wanted))
            if not keep.any():
                values = list(dict.fromkeys(known[name].values.tolist()))
                listed = ", ".join(str(v) for v in values[:10]) + (", ..." * (len(values) > 10))
                asked = ", ".join(f"{key}={value!r}" for key, value in coordinates.items())
                raise ArgumentError(f"no run has {asked}; the values of {name} are {listed}")
        return self._take(np.flatnonzero(keep))

    def until(self, step: int) -> Trajectories:
        """The same runs as they were at a step, with nothing of what came after it.

        Parameters
        ----------
        step : int
            The last one recorded by then is the last of the result. A run that diverged later has not diverged yet.

        Returns
        -------
        Trajectories
            Every run, with the steps from the first one recorded to `step`.

        Raises
        ------
        ArgumentError
            'the runs are recorded from step 0 to 50; there is nothing until step -1'
        """
        steps = self.dataset["step"].values
        if step < steps[0]:
            raise ArgumentError(
                f"the runs are recorded from step {steps[0]} to {steps[-1]};"
                f" there is nothing until step {step}"
            )
        kept = self.dataset.isel(step=slice(0, int(np.sum(steps <= step))))
        later = kept["diverged_at"].values > step
        known = np.where(later, -1, kept["diverged_at"].values)
        kept = kept.assign_coords(diverged_at=("run", known))
        return Trajectories(kept, self.problem, self.optimizers)

    def __len__(self) -> int:
        return self.dataset.sizes["run"]

    def __iter__(self) -> Iterator[Trajectories]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, key: SupportsIndex | str | slice | Iterable[int | str]) -> Trajectories:
        """Select runs by number, label, slice, or a list of numbers or labels."""
        if isinstance(key, slice):
            return self._take(np.arange(len(self))[key])
        each = key if isinstance(key, Iterable) and not isinstance(key, str) else [key]
        return self._take(np.array([self._index(one) for one in each], dtype=int))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Trajectories):
            return NotImplemented
        return (
            self.problem == other.problem
            and self.optimizers == other.optimizers
            and self.dataset.equals(other.dataset)
        )

    def __repr__(self) -> str:
        # A label may hold anything, but takes one line.
        labels = [
            "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in label)
            for label in self.labels[:_RUNS_LISTED]
        ]
        width = max(map(len, labels))
        runs = "1 run" if len(self) == 1 else f"{len(self)} runs"
        lines = [f"Trajectories of {self.problem.title}: {runs} of {self.steps} steps"]
        end = self.final_loss.values
        for run, label in enumerate(labels):
            at = int(self.diverged_at.values[run])
            note = f", diverged at step {at}" if at >= 0 else ""
            lines.append(f"  {label:<{width}}  {self._worth(run, float(end[run]))}{note}")
        if len(self) > _RUNS_LISTED:
            lines.append(f"  and {len(self) - _RUNS_LISTED} more")
        return "\n".join(lines)

    def _worth(self, run: int, loss: float) -> str:
        """The loss of a run in words; of a recorded one only its batches' may be known."""
        if np.isnan(loss) and "batch_loss" in self.dataset:
            batch = self.dataset["batch_loss"].values[run]
            known = batch[np.isfinite(batch)]
            if len(known) and not np.isfinite(self.dataset["loss"].values[run]).any():
                return f"loss of the last batch {known[-1]:.6g}"
        return f"loss {loss:.6g}"

    def _index(self, key: object) -> int:
        if isinstance(key, str):
            if key not in self.labels:
                raise UnknownName(f'no run is labelled "{key}"{nearest(key, self.labels)}')
            return self.labels.index(key)
        if isinstance(key, bool | np.bool_) or not isinstance(key, int | np.integer):
            raise ArgumentError(f"a run is selected by its number or label, not {key!r}; use sel()")
        if not -len(self) <= key < len(self):
            raise ArgumentError(f"there is no run {key}; runs are numbered 0 to {len(self) - 1}")
        return int(key) % len(self)

    def _take(self, indices: np.ndarray) -> Trajectories:
        if len(indices) == 0:
            raise ArgumentError(
                f"the selection holds no run; runs are numbered 0 to {len(self) - 1}"
            )
        chosen = tuple(self.optimizers[index] for index in indices)
        return Trajectories(self.dataset.isel(run=indices), self.problem, chosen)

    def _last(self) -> xr.DataArray:
        """Index of the last record of each run, (run,)."""
        steps = self.dataset["step"].values
        last = np.full(len(self), len(steps) - 1)
        if not self.diverged.values.any():
            return self.diverged_at.copy(data=last)
        if self.dataset.sizes["param"] > LISTED:
            # Too much to be read for this: a run's last record is that of the step at which it diverged.
            stop = np.searchsorted(steps, self.diverged_at.values, side="right") - 1
        else:
            unknown: np.ndarray = np.isnan(self.dataset["theta"].values)
            recorded = ~np.any(unknown, axis=2)
            # The last record without NaN; a run that diverged has nothing but NaN after it.
            stop = len(steps) - 1 - recorded[:, ::-1].argmax(axis=1)
            stop[~recorded.any(axis=1)] = 0
        return self.diverged_at.copy(data=np.where(self.diverged.values, stop, last))


def _check(runs: Trajectories) -> None:
    """Raise ArgumentError unless the dataset has the form that is promised."""
    dataset, what = runs.dataset, "trajectories"
    check_variable(what, dataset, "theta", ("run", "step", "param"), "f")
    check_variable(what, dataset, "loss", ("run", "step"), "f")
    for name, dims in {"gradient": ("run", "step", "param"), "batch_loss": ("run", "step")}.items():
        if name in dataset:
            check_variable(what, dataset, name, dims, "f")
    check_variable(what, dataset, "step", ("step",), "iu")
    large = dataset.sizes["param"] > LISTED
    if not large:
        check_variable(what, dataset, "param", ("param",), "U")
    check_variable(what, dataset, "optimizer", ("run",), "U")
    check_variable(what, dataset, "label", ("run",), "U")
    check_variable(what, dataset, "diverged_at", ("run",), "i")
    for dim in ("run", "step", "param"):
        if dataset.sizes[dim] == 0:
            raise ArgumentError(f"{what} need at least one {dim}, not none")
    steps = dataset["step"].values
    if steps[0] < 0 or (np.diff(steps) <= 0).any():
        raise ArgumentError(f"the steps of {what} must rise from 0, not {steps.tolist()[:10]}")
    known = runs.problem.params
    if large:
        if len(known) != dataset.sizes["param"]:
            raise ArgumentError(
                f"the parameters of {what} must be those of the problem, which has {len(known):,},"
                f" not {dataset.sizes['param']:,}"
            )
    else:
        params = tuple(str(name) for name in dataset["param"].values)
        if params != tuple(known):
            raise ArgumentError(
                f"the parameters of {what} must be those of the problem,"
                f" {tuple(known)[:10]}, not {params[:10]}"
            )
    labels = runs.labels
    if len(set(labels)) < len(labels):
        twice = next(label for label in labels if labels.count(label) > 1)
        raise ArgumentError(f'two runs are labelled "{twice}"; give each a label of its own')
    if len(runs.optimizers) != len(labels):
        raise ArgumentError(
            f"{what} need one optimizer for each of {len(labels)} runs, not {len(runs.optimizers)}"
        )
