"""``--json``: small, stable, and the same whatever was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import thalweg as tw
from cli.driver import Program


def test_the_whole_object(program: Program, folder: Path) -> None:
    done = program(
        *("descend", "bowl", "-O", "sgd:lr=0.25,momentum=0.5", "--start", "1,-1", "--steps", "2"),
        *("--json", "-o", "run.zarr"),
    )
    assert (done.code, done.err) == (0, "wrote run.zarr\n")
    (run,) = json.loads(done.out)["runs"]
    assert run.pop("loss") == pytest.approx(0.0)
    assert run.pop("distance") == pytest.approx(0.0)
    assert run.pop("parameters") == pytest.approx({"x": 0.0, "y": 0.0})
    assert run == {
        "label": "SGD lr=0.25 momentum=0.5",
        "optimizer": "SGD",
        "hyper": {
            "lr": 0.25,
            "momentum": 0.5,
            "dampening": 0.0,
            "weight_decay": 0.0,
            "nesterov": False,
        },
        "start": {"x": 1.0, "y": -1.0},
        "seed": 0,
        "steps": 2,
        "standardized": None,
        "steps_to_1_percent": 2,
        "stopped_at": None,
        "diverged_at": None,
    }
    rest = json.loads(done.out)
    del rest["runs"]
    assert rest == {
        "format": 1,
        "problem": {
            "kind": "formula",
            "title": "bowl",
            "parameters": ["x", "y"],
            "minima": [{"x": 0.0, "y": 0.0}],
        },
        "steps": 2,
        "reference": {"loss": 0.0, "known": True},
        "notes": [],
        "files": ["run.zarr"],
    }


def test_numbers_are_exact(program: Program) -> None:
    runs = tw.descend(tw.functions["beale"], tw.Adam(lr=0.01), start=[1, 1], steps=30)
    done = program(
        "descend", "beale", "-O", "adam:lr=0.01", "--start", "1,1", "--steps", "30", "--json"
    )
    (run,) = json.loads(done.out)["runs"]
    assert run["loss"] == runs.final_loss.values[0]
    assert list(run["parameters"].values()) == runs.final.values[0].tolist()


def test_what_is_not_finite_is_null(program: Program) -> None:
    done = program("descend", "exp(x**2)", "-O", "sgd:lr=1", "--start", "3", "--json", "-q")
    (run,) = json.loads(done.out)["runs"]
    assert (run["loss"], run["diverged_at"], run["steps"]) == (None, 1, 1)
    assert run["parameters"]["x"] < -1e4


def test_what_the_runs_are_measured_against(program: Program) -> None:
    call = ("descend", "x**2 + 1", "--start", "1", "-O", "sgd:lr=0.1,2", "--json", "-q")
    done = json.loads(program(*call, "--steps", "40").out)
    assert done["reference"] == {"loss": done["runs"][0]["loss"], "known": False}
    assert [run["steps_to_1_percent"] for run in done["runs"]] == [11, None]
    assert [run["diverged_at"] for run in done["runs"]] == [None, 7]
    overflow = json.loads(program("descend", "exp(x**2)", *call[2:3], "40", "--json", "-q").out)
    assert overflow["reference"] is None


def test_wrappers_and_methods(program: Program) -> None:
    wrapped = ("-O", "lookahead(clipnorm(sgd:lr=0.1):max_norm=2):every=3", "-O", "newton:lr=1")
    done = program("descend", "bowl", *wrapped, "--steps", "5", "--start", "1,1", "--json", "-q")
    first, second = json.loads(done.out)["runs"]
    assert (first["optimizer"], first["stopped_at"]) == ("Lookahead(ClipNorm(SGD))", None)
    assert first["hyper"].items() >= {"lr": 0.1, "max_norm": 2, "lookahead_every": 3}.items()
    assert (second["optimizer"], second["stopped_at"]) == ("Newton", 1)


def test_notes_are_kept_even_if_they_are_not_printed(program: Program) -> None:
    done = program("descend", "ravine", "-O", "sgd", "--json", "--quiet", "--steps", "1")
    assert done.err == ""
    assert json.loads(done.out)["notes"] == [
        "start: x = -1.8, y = 0.6, the catalogue's start",
        "SGD: lr = 0.05, which is 1/λmax of the Hessian at the start",
    ]
    assert done.out.isascii()


def test_schedules_and_switches_keep_their_kind(program: Program) -> None:
    done = program("descend", "ravine", "-O", "sgd:lr=0.01/t,momentum=0.9,nesterov", "--json", "-q")
    hyper = json.loads(done.out)["runs"][0]["hyper"]
    assert (hyper["lr"], hyper["nesterov"]) == ("0.01/t", True)
