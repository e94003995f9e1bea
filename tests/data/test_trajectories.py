"""Trajectories: what they promise, and what a dataset of another form is told."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr

from thalweg.data import Trajectories
from thalweg.errors import ArgumentError, UnknownName
from thalweg.optim import SGD
from thalweg.problems import Formula

Make = Callable[..., xr.Dataset]


def test_properties(runs: Trajectories):
    assert len(runs) == 3
    assert runs.steps == 3
    assert runs.labels == ("SGD lr=0.1", "SGD lr=0.2", "SGD lr=0.3")
    assert runs.diverged.values.tolist() == [False, True, False]
    assert runs.diverged.name == "diverged"
    assert runs.diverged_at.values.tolist() == [-1, 2, -1]


def test_final(runs: Trajectories):
    assert runs.final.dims == ("run", "param")
    assert runs.final.values.tolist() == [[6.0, 7.0], [12.0, 13.0], [22.0, 23.0]]
    assert runs.final_loss.values.tolist() == [13.0, 25.0, 45.0]
    assert runs.final["step"].values.tolist() == [3, 2, 3]
    assert runs.final["label"].values.tolist() == list(runs.labels)


def test_final_of_a_run_that_diverged(bowl: Formula, run_dataset: Make):
    theta = np.zeros((3, 4, 2))
    theta[0, 2:] = np.nan
    theta[0, 1] = np.inf  # a record, if not a finite one
    theta[1] = np.nan
    theta[2, 3, 1] = np.nan  # not marked as diverged: the last step, whatever it holds
    dataset = run_dataset(
        theta=(("run", "step", "param"), theta), diverged_at=("run", np.array([13, 0, -1]))
    )
    runs = Trajectories(dataset, bowl, (SGD(), SGD(), SGD()))
    assert runs.final["step"].values.tolist() == [1, 0, 3]
    np.testing.assert_array_equal(runs.final.values, [[np.inf] * 2, [np.nan] * 2, [0, np.nan]])


def test_selection_by_number_label_and_slice(runs: Trajectories):
    assert runs[1].labels == ("SGD lr=0.2",)
    assert runs[1].optimizers == (SGD(lr=0.2),)
    assert runs[-1].labels == ("SGD lr=0.3",)
    assert runs["SGD lr=0.3"] == runs[2]
    assert runs[1:].labels == ("SGD lr=0.2", "SGD lr=0.3")
    assert runs[[2, "SGD lr=0.1"]].labels == ("SGD lr=0.3", "SGD lr=0.1")
    assert runs[np.int64(1)] == runs[1]
    assert [run.labels[0] for run in runs] == list(runs.labels)
    assert runs[::-1][::-1] == runs


def test_selection_by_coordinates(runs: Trajectories):
    assert runs.sel(lr=0.2) == runs[1]
    assert runs.sel(optimizer="SGD", seed=0) == runs[:2]
    assert runs.sel(lr=[0.1, 0.3], seed=[1]) == runs[2]
    assert runs.sel() == runs


@pytest.mark.parametrize(
    ("select", "kind", "expected"),
    [
        (lambda r: r[3], ArgumentError, "there is no run 3; runs are numbered 0 to 2"),
        (lambda r: r[-4], ArgumentError, "there is no run -4; runs are numbered 0 to 2"),
        (
            lambda r: r[3:],
            ArgumentError,
            "the selection holds no run; runs are numbered 0 to 2",
        ),
        (lambda r: r[[]], ArgumentError, "the selection holds no run; runs are numbered 0 to 2"),
        (
            lambda r: r[[True, False, True]],
            ArgumentError,
            "a run is selected by its number or label, not True; use sel()",
        ),
        (
            lambda r: r["SGD lr=0.12"],
            UnknownName,
            'no run is labelled "SGD lr=0.12"; did you mean "SGD lr=0.2"?',
        ),
        (
            lambda r: r.sel(sed=1),
            UnknownName,
            'runs have no coordinate "sed"; did you mean "seed"?'
            " They have diverged_at, label, lr, optimizer, seed",
        ),
        (
            lambda r: r.sel(zzz=1),
            UnknownName,
            'runs have no coordinate "zzz"; they have diverged_at, label, lr, optimizer, seed',
        ),
        (
            lambda r: r.sel(lr=0.4),
            ArgumentError,
            "no run has lr=0.4; the values of lr are 0.1, 0.2, 0.3",
        ),
        (
            lambda r: r.sel(seed=1, lr=0.1),
            ArgumentError,
            "no run has seed=1, lr=0.1; the values of lr are 0.1, 0.2, 0.3",
        ),
    ],
)
def test_bad_selections(
    runs: Trajectories,
    select: Callable[[Trajectories], Any],
    kind: type[Exception],
    expected: str,
):
    with pytest.raises(kind) as raised:
        select(runs)
    assert str(raised.value) == expected


def test_equality(runs: Trajectories, bowl: Formula, run_dataset: Make):
    again = Trajectories(run_dataset(), Formula("x**2 + 10*y**2"), runs.optimizers)
    assert runs == again
    assert runs != Trajectories(run_dataset(), Formula("x**2 + 11*y**2"), runs.optimizers)
    assert runs != Trajectories(run_dataset(), bowl, (SGD(lr=0.1), SGD(lr=0.2), SGD(lr=0.4)))
    other = run_dataset()
    other["loss"][0, 0] += 1
    assert runs != Trajectories(other, bowl, runs.optimizers)
    assert runs != "runs"
    with pytest.raises(TypeError, match="unhashable"):
        hash(runs)


def test_frozen(runs: Trajectories):
    with pytest.raises(dataclasses.FrozenInstanceError):
        runs.optimizers = ()  # pyright: ignore[reportAttributeAccessIssue]


def test_repr(runs: Trajectories, bowl: Formula, run_dataset: Make):
    assert repr(runs) == (
        f"Trajectories of {bowl.title}: 3 runs of 3 steps\n"
        "  SGD lr=0.1  loss 13\n"
        "  SGD lr=0.2  loss 25, diverged at step 2\n"
        "  SGD lr=0.3  loss 45"
    )
    many = (
        run_dataset()
        .isel(run=[0] * 22)
        .assign_coords(label=("run", [f"a\n{i}" for i in range(22)]))
    )
    lines = repr(Trajectories(many, bowl, (SGD(),) * 22)).splitlines()
    assert len(lines) == 22
    assert lines[1] == "  a\N{REPLACEMENT CHARACTER}0   loss 13"
    assert lines[-1] == "  and 2 more"
    assert ": 1 run of 3 steps\n" in repr(runs[0])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"theta": None},
            'trajectories need a variable "theta" of dimensions (run, step, param); there is none',
        ),
        (
            {"theta": (("step", "run", "param"), np.zeros((4, 3, 2)))},
            'trajectories need a variable "theta" of dimensions (run, step, param);'
            " it has (step, run, param)",
        ),
        (
            {"loss": (("run", "step"), np.zeros((3, 4), dtype=int))},
            'trajectories need a variable "loss" of dimensions (run, step) and type float;'
            " its type is int64",
        ),
        (
            {"gradient": (("run", "step"), np.zeros((3, 4)))},
            'trajectories need a variable "gradient" of dimensions (run, step, param);'
            " it has (run, step)",
        ),
        (
            {"batch_loss": (("run",), np.zeros(3))},
            'trajectories need a variable "batch_loss" of dimensions (run, step); it has (run)',
        ),
        (
            {"step": None},
            'trajectories need a variable "step" of dimensions (step); there is none',
        ),
        (
            {"label": ("run", [1, 2, 3])},
            'trajectories need a variable "label" of dimensions (run) and type str;'
            " its type is int64",
        ),
        (
            {"diverged_at": None},
            'trajectories need a variable "diverged_at" of dimensions (run); there is none',
        ),
        (
            {"step": ("step", [0, 2, 1, 3])},
            "the steps of trajectories must rise from 0, not [0, 2, 1, 3]",
        ),
        (
            {"step": ("step", [-1, 0, 1, 2])},
            "the steps of trajectories must rise from 0, not [-1, 0, 1, 2]",
        ),
        (
            {"param": ("param", ["x", "z"])},
            "the parameters of trajectories must be those of the problem, ('x', 'y'), not ('x', 'z')",
        ),
        (
            {"label": ("run", ["a", "b", "a"])},
            'two runs are labelled "a"; give each a label of its own',
        ),
    ],
)
def test_bad_datasets(bowl: Formula, run_dataset: Make, changes: dict[str, Any], expected: str):
    with pytest.raises(ArgumentError) as raised:
        Trajectories(run_dataset(**changes), bowl, (SGD(),) * 3)
    assert str(raised.value) == expected


def test_empty_datasets(bowl: Formula, run_dataset: Make):
    with pytest.raises(ArgumentError) as raised:
        Trajectories(run_dataset().isel(step=[]), bowl, (SGD(),) * 3)
    assert str(raised.value) == "trajectories need at least one step, not none"


def test_one_optimizer_a_run(bowl: Formula, run_dataset: Make):
    with pytest.raises(ArgumentError) as raised:
        Trajectories(run_dataset(), bowl, (SGD(),))
    assert str(raised.value) == "trajectories need one optimizer for each of 3 runs, not 1"


def test_import_is_cheap():
    code = (
        "import sys, thalweg.data; print({'xarray', 'zarr', 'sympy', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
