"""Work that is killed twenty times at random moments, in a process of its own, and looked at after each kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

KILLS = 20


def kills(script: str, store: Path) -> Iterator[None]:
    """Run a script that calls `kill_again_and_again`; after each kill, nothing runs until the next is asked for."""
    here = str(Path(__file__).parent)
    path = os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(
        [sys.executable, "-c", script, str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        for _ in range(KILLS):
            # Killed, or done before.
            assert process.stdout.readline().strip() in {"0", str(int(signal.SIGKILL))}
            yield
            process.stdin.write("\n")
            process.stdin.flush()


def grows(script: str, store: Path) -> None:
    """Kill a script that evaluates a landscape: each time what is there is whole, and it goes on from there."""
    import thalweg as tw

    counts = []
    for _ in kills(script, store):
        if store.exists():
            land = tw.load(store)
            assert isinstance(land, tw.Landscape)
            done = land.dataset.done.values
            for values in land.dataset.data_vars.values():
                assert np.isfinite(values.values[done]).all()
            counts.append(int(done.sum()))
    assert counts == sorted(counts)
    assert len(set(counts)) > 3


def kill_again_and_again(
    work: Callable[[str], object],
    between: tuple[float, float],
    *,
    seed: int,
    endless: bool = False,
) -> None:
    """Do the work for the store that is the script's argument, kill it, and wait for the one who looks.

    Parameters
    ----------
    work : callable
        Gets the store.
    between : (float, float)
        When a kill comes: as parts of the time that the work takes undisturbed, or in seconds if it is endless.
    """
    (store,) = sys.argv[1:]
    whole = 1.0
    if not endless:
        # Measured here, on a machine that may be busy.
        begin = time.monotonic()
        os.waitpid(_begun(work, f"{store}.whole.zarr"), 0)
        whole = time.monotonic() - begin
    rng = np.random.default_rng(seed)
    for _ in range(KILLS):
        child = _begun(work, store)
        time.sleep(rng.uniform(*between) * whole)
        os.kill(child, signal.SIGKILL)
        print(os.waitpid(child, 0)[1], flush=True)
        sys.stdin.readline()


def _begun(work: Callable[[str], object], store: str) -> int:
    # A fork of what has been imported: killed twenty times, imported once.
    child = os.fork()
    if not child:
        work(store)
        os._exit(0)
    return child
