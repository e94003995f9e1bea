"""The live page beside a page of Plotly's with the same surface and paths: size, first picture, one step, new paths."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import thalweg as tw
from timing import Row

ROOT = Path(__file__).resolve().parents[1]
STEPS, RUNS = 1000, 8


def plotly_page(runs: tw.Trajectories, land: tw.Landscape, path: Path) -> None:
    """A surface with paths and the loss curves; a step shows the paths up to it."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=1, cols=2, specs=[[{"type": "scene"}, {"type": "xy"}]])
    x, y = (land.dataset[axis].values for axis in land.axes)
    figure.add_trace(go.Surface(x=x, y=y, z=land.loss.T), row=1, col=1)
    theta = runs.dataset["theta"].transpose("run", "step", "param").values
    loss = runs.dataset["loss"].transpose("run", "step").values
    for run, label in enumerate(runs.labels):
        places = {"x": theta[run, :, 0], "y": theta[run, :, 1], "z": loss[run]}
        figure.add_trace(go.Scatter3d(**places, mode="lines", name=label), row=1, col=1)
    for run, label in enumerate(runs.labels):
        figure.add_trace(go.Scatter(y=loss[run], mode="lines", name=label), row=1, col=2)
    figure.update_yaxes(type="log")
    script = f"""
    const div = document.querySelector('.plotly-graph-div');
    const whole = div.data.map((t) => ({{ x: t.x && Array.from(t.x), y: Array.from(t.y), z: t.z && Array.from(t.z) }}));
    window.showStep = (step) => {{
      const space = [], plane = [], all = {{ x: [], y: [], z: [] }}, curves = {{ y: [] }};
      for (let k = 1; k <= {len(runs)}; k++) {{
        space.push(k); plane.push(k + {len(runs)});
        for (const c of ['x', 'y', 'z']) all[c].push(whole[k][c].slice(0, step + 1));
        curves.y.push(whole[k + {len(runs)}].y.slice(0, step + 1));
      }}
      return Plotly.restyle(div, all, space).then(() => Plotly.restyle(div, curves, plane)).then(() => 0);
    }};
    """
    figure.write_html(path, include_plotlyjs=True, post_script=script)


def measured(folder: Path) -> tuple[dict[str, object], dict[str, int]]:
    rosenbrock = tw.functions["rosenbrock"]
    rates = np.geomspace(2e-4, 1.5e-3, RUNS).tolist()
    runs = tw.descend(rosenbrock, [tw.SGD(lr=rate) for rate in rates], steps=STEPS)
    land = tw.landscape(rosenbrock, x=(-2, 2), y=(-1, 3), grid=(101, 101))
    ours, theirs, race = folder / "ours.html", folder / "plotly.html", folder / "race.html"
    tw.save(tw.Scene(runs, land, panels=["surface", "contour", "loss"]), ours)
    plotly_page(runs, land, theirs)
    six = [
        tw.SGD(lr=0.001),
        tw.SGD(lr=0.0005, momentum=0.9),
        tw.RMSprop(lr=0.02),
        tw.Adam(lr=0.1),
        tw.Adagrad(lr=0.5),
        tw.NAdam(lr=0.1),
    ]
    panels = ["surface", "contour", "loss", "parameters", "state"]
    tw.save(tw.Scene(tw.descend(rosenbrock, six, steps=500), panels=panels), race)
    node = shutil.which("node")
    if node is None or not (ROOT / "web/node_modules/playwright-core").exists():
        raise SystemExit("the page is measured in a browser: run `make test-page` once before")
    command = [node, str(ROOT / "web/browser/bench.mjs"), str(ours), str(theirs), str(race)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout), {p.stem: p.stat().st_size for p in (ours, theirs, race)}


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        found, sizes = measured(Path(folder))
    first, scrub = found["first"], found["scrub"]
    assert isinstance(first, dict)
    assert isinstance(scrub, dict)
    paths = float(str(found["paths"]))
    kilobytes = sizes["race"] / 1000
    plotly_size = f"Plotly {sizes['plotly'] / 1000:,.0f} kB"
    ours, theirs = scrub["ours"], scrub["plotly"]
    space = f"in space after {first['space'] / 1e3:.2f} s"
    return [
        Row("page of a race of six", 0, 0, kilobytes, "<= 350", plotly_size, "", "kB"),
        Row(
            "first picture",
            *_seconds(first),
            first["ours"] / first["plotly"],
            "<= 0.5",
            space,
            "Plotly",
        ),
        Row("one step in JavaScript", ours, 0, ours, "<= 8", f"{RUNS} × {STEPS} steps", "", "ms"),
        Row("one step in JavaScript", *_seconds(scrub), theirs / ours, ">= 7", "", "Plotly"),
        Row("new paths", paths, 0, paths, "<= 16", "6 optimizers of 500 steps", "", "ms"),
    ]


def _seconds(found: dict[str, float]) -> tuple[float, float]:
    return found["ours"] / 1e3, found["plotly"] / 1e3
