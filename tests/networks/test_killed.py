"""A landscape of a network whose process is killed twenty times ends with the same bits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np

import networks_kit
import thalweg as tw
from thalweg.torch import evaluate

SCRIPT = """
import os, signal, sys, time
sys.path.insert(0, sys.argv[2])
import numpy as np, torch
import xarray.backends.zarr, zarr.codecs
from networks_kit import small_landscape
from thalweg.compute.grid import Evaluation
from thalweg.data import growing

growing._APART = growing._SHARE = 0.001
torch.set_num_threads(1)
small_landscape()
keep = Evaluation._keep
Evaluation._keep = lambda *given: (time.sleep(0.01), keep(*given))[1]
rng = np.random.default_rng(2)

def begun(store):
    # A fork of what has been imported: killed twenty times, imported once.
    child = os.fork()
    if not child:
        small_landscape(store=store)
        os._exit(0)
    return child

# How long it takes undisturbed, on a machine that may be busy.
begin = time.monotonic()
os.waitpid(begun(sys.argv[1] + ".whole.zarr"), 0)
whole = time.monotonic() - begin
for _ in range(20):
    child = begun(sys.argv[1])
    time.sleep(rng.uniform(0.03, 0.2) * whole)
    os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
    sys.stdin.readline()
"""


def test_killed_at_any_moment_a_networks_landscape_ends_with_the_same_bits(tmp_path, monkeypatch):
    store, counts = tmp_path / "land.zarr", []
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(store), Path(networks_kit.__file__).parent],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        for _ in range(20):
            assert process.stdout.readline().strip() in {"0", str(int(signal.SIGKILL))}
            if store.exists():
                land = tw.load(store)
                assert isinstance(land, tw.Landscape)
                done = land.dataset.done.values
                assert np.isfinite(land.loss[done]).all()
                assert np.isfinite(land.dataset.accuracy.values[done]).all()
                counts.append(int(done.sum()))
            process.stdin.write("\n")
            process.stdin.flush()
    assert counts == sorted(counts)
    assert len(set(counts)) > 3
    resumed = networks_kit.small_landscape(store=store)
    # Undisturbed, with the mode and the chunk that were chosen then.
    settings = json.loads(resumed.dataset.attrs["settings"])
    monkeypatch.setattr(evaluate, "_fastest", lambda n, p, _: evaluate.make(n, p, settings))
    whole = networks_kit.small_landscape()
    assert resumed.loss.tobytes() == whole.loss.tobytes()
    assert resumed.dataset.equals(whole.dataset)
    assert tw.load(store).dataset.equals(whole.dataset)
