"""A landscape of a network whose process is killed twenty times ends with the same bits."""

from __future__ import annotations

import json

import networks_kit
import thalweg as tw
from killing_kit import grows
from thalweg.torch import evaluate

SCRIPT = """
import time
import torch
import xarray.backends.zarr, zarr.codecs
from killing_kit import kill_again_and_again
from networks_kit import small_landscape
from thalweg.compute.grid import Evaluation
from thalweg.data import growing

growing._APART = growing._SHARE = 0.001
torch.set_num_threads(1)
small_landscape()
keep = Evaluation._keep
Evaluation._keep = lambda *given: (time.sleep(0.01), keep(*given))[1]
kill_again_and_again(lambda store: small_landscape(store=store), (0.03, 0.2), seed=2)
"""


def test_killed_at_any_moment_a_networks_landscape_ends_with_the_same_bits(tmp_path, monkeypatch):
    store = tmp_path / "land.zarr"
    grows(SCRIPT, store)
    resumed = networks_kit.small_landscape(store=store)
    # Undisturbed, with the mode and the chunk that were chosen then.
    settings = json.loads(resumed.dataset.attrs["settings"])
    monkeypatch.setattr(evaluate, "_fastest", lambda n, p, _: evaluate.make(n, p, settings))
    whole = networks_kit.small_landscape()
    assert resumed.loss.tobytes() == whole.loss.tobytes()
    assert resumed.dataset.equals(whole.dataset)
    assert tw.load(store).dataset.equals(whole.dataset)
