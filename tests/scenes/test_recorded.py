"""Trainings that were recorded, shown by themselves: the losses of their batches are all that is known."""

from __future__ import annotations

import numpy as np
import xarray as xr

import thalweg as tw
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.blackbox import Recorded
from thalweg.scenes.frames import Reel
from thalweg.scenes.loss import Loss
from thalweg.scenes.parameters import Parameters

STEP = np.arange(0, 60, 10)
BATCH = np.array([4.2, 3.0, 2.5, 1.5, 1.35, np.nan])


def recorded(batch: np.ndarray, params: int = 8) -> tw.Trajectories:
    """A run whose last parameter moves most, with the losses of its batches alone."""
    names = [f"w[{k}]" for k in range(params)]
    theta = STEP[:, None] * 0.01 * np.arange(params)
    dataset = xr.Dataset(
        {
            "theta": (("run", "step", "param"), theta[None]),
            "loss": (("run", "step"), np.full((1, len(STEP)), np.nan)),
            "batch_loss": (("run", "step"), batch[None]),
        },
        {
            "step": STEP,
            "param": names,
            "optimizer": ("run", ["SGD"]),
            "label": ("run", ["SGD"]),
            "diverged_at": ("run", [-1]),
        },
    )
    return tw.Trajectories(dataset, Recorded("net", names), (RecordedOptimizer("SGD"),))


def test_the_losses_of_batches_are_shown_and_called_so() -> None:
    runs = recorded(BATCH)
    scene = tw.Scene(runs)
    loss, parameters = scene.pictures
    assert isinstance(loss, Loss)
    assert isinstance(parameters, Parameters)
    (curve,) = loss.curves
    np.testing.assert_array_equal(curve.step, STEP[:-1])
    np.testing.assert_array_equal(curve.value, BATCH[:-1])
    assert loss.y.label == "loss of the batch"
    assert loss.y.limits[0] < 1.35
    assert loss.y.limits[1] > 4.2
    assert (loss.batches, loss.marks) == ((), ())
    # All of the run counts for what moved, and for the axis.
    named = [line.param for strip in parameters.strips for line in strip.lines if line.strong]
    assert named == [2, 3, 4, 5, 6, 7]
    assert parameters.strips[0].limits[1] > 3.5
    assert scene.alt.endswith(
        "SGD starts with loss 4.2 and ends after 50 steps with loss 1.35, each that of a batch."
    )
    assert "SGD  loss of the last batch 1.35" in repr(runs)
    assert scene.ranking == (1.35,)
    assert scene.runs is not None
    assert Reel(scene.runs).at(50).loss.tolist() == [1.35]
    # What was recorded stays as it is.
    assert np.isnan(runs.dataset.loss.values).all()


def test_where_no_loss_is_known_the_picture_says_so() -> None:
    scene = tw.Scene(recorded(np.full(6, np.nan)))
    loss = scene.pictures[0]
    assert isinstance(loss, Loss)
    assert (loss.title, loss.words, loss.marks) == ("no loss is known", "No loss is known.", ())
    assert scene.alt.endswith("SGD starts and ends after 50 steps; no loss is known.")


def test_a_full_loss_that_is_known_now_and_then_hides_nothing() -> None:
    runs = recorded(BATCH)
    full = np.array([[np.nan, 3.1, np.nan, np.nan, 1.4, np.nan]])
    dataset = runs.dataset.assign(loss=(("run", "step"), full))
    scene = tw.Scene(tw.Trajectories(dataset, runs.problem, runs.optimizers))
    loss, parameters = scene.pictures
    assert isinstance(loss, Loss)
    assert isinstance(parameters, Parameters)
    assert loss.y.label == "loss"
    assert loss.curves[0].value.tolist() == [3.1, 1.4]
    assert len(loss.batches[0].step) == 5
    assert parameters.strips[0].limits[1] > 3.5
    assert scene.alt.endswith("SGD starts with loss 3.1 and ends after 50 steps with loss 1.4.")
