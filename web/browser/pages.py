"""Writes the pages that the browser's tests open.

python web/browser/pages.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import thalweg as tw
from thalweg.optim.recorded import RecordedOptimizer


def main() -> None:
    """Write all pages."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rosenbrock = tw.functions["rosenbrock"]
    race = [
        tw.SGD(lr=0.001),
        tw.SGD(lr=0.0005, momentum=0.9),
        tw.RMSprop(lr=0.02),
        tw.Adam(lr=0.1),
        tw.Adagrad(lr=0.5),
        tw.NAdam(lr=0.1),
    ]
    runs = tw.descend(rosenbrock, race, steps=300)
    panels = ["surface", "contour", "loss", "parameters", "state"]
    tw.save(tw.Scene(runs, panels=panels), folder / "race.html")

    bowl = tw.descend(
        tw.Formula("x**2 + 10*y**2"),
        [tw.SGD(lr=0.05), tw.Adam(lr=0.1)],
        start=[-1.8, 0.6],
        steps=50,
    )
    tw.save(tw.Scene(bowl, panels=["contour", "loss"]), folder / "bowl.html")

    product = tw.Formula("0.5*(a*b*c*d - 1)**2")
    edge = tw.descend(product, tw.SGD(lr=[0.05, 0.1]), start=[0.2, 0.9, 1.9, 2.6], steps=80)
    tw.save(tw.Scene(edge, panels=["sharpness"]), folder / "edge.html")

    # Numbers of the loss as long as they get.
    minute = tw.descend(
        tw.Formula("1e-4*(x**2 - y**2)"), tw.SGD(lr=100.0), start=[1, 0.1], steps=20
    )
    tw.save(tw.Scene(minute, panels=["surface", "contour"]), folder / "minute.html")

    # Limits of 20, 19.8 and 19.6, which lie closer to each other than words are high.
    close = tw.descend(
        product, tw.SGD(lr=[0.1, 0.101, 0.102]), start=[0.2, 0.9, 1.9, 2.6], steps=80
    )
    tw.save(tw.Scene(close, panels=["sharpness"]), folder / "limits.html")

    random = np.random.default_rng(0)
    x = random.uniform(0, 10, 40)
    data = {"x": x, "y": 1.7 * x + 3 + random.normal(size=40)}
    line = tw.Fit("w*x + b", data, target="y", standardize=True)
    fitted = tw.descend(
        line, [tw.SGD(lr=0.1), tw.Adam(lr=0.1)], start=[-1, 1], steps=60, batch_size=8
    )
    names = ["contour", "fit", "loss", "parameters", "diagram", "data"]
    tw.save(tw.Scene(fitted, panels=names), folder / "line.html")

    z = random.normal(size=40)
    plane = tw.Fit(
        "a*x + b*z + c", {**data, "z": z, "y": data["y"] + 2 * z}, target="y", standardize=True
    )
    runs = tw.descend(plane, tw.SGD(lr=0.1), steps=30)
    tw.save(tw.Scene(runs, panels=["fit", "data", "state"]), folder / "plane.html")

    side = np.where(x - 5 + 2 * z > 0, "up", "down")
    classes = tw.Fit(
        "a*x + b*z + c", {"x": x - 5, "z": z, "side": side}, target="side", loss="logistic"
    )
    runs = tw.descend(classes, [tw.SGD(lr=0.1), tw.Adam(lr=0.1)], steps=60)
    tw.save(tw.Scene(runs, panels=["fit", "loss", "data"]), folder / "classes.html")

    column = "</script><script>document.title='broken'</script>"
    nasty = tw.Fit(f"w*`{column}` + b", {column: [0.0, 1, 2], "<b>": [1.0, 2, 3.2]}, target="<b>")
    runs = tw.descend(nasty, tw.SGD(lr=0.05), steps=5)
    title = "<img src=x onerror=\"document.title='broken'\">"
    tw.save(
        tw.Scene(runs, panels=["fit", "data", "diagram", "loss"], title=title),
        folder / "nasty.html",
    )

    black = tw.BlackBox(
        lambda x, y: x**2 + 3 * y**2, params=("x", "y"), gradient=lambda x, y: (2 * x, 6 * y)
    )
    long = tw.descend(black, [tw.SGD(lr=0.01), tw.Adam(lr=0.01)], start=[-1.8, 0.6], steps=25_000)
    tw.save(tw.Scene(long, panels=["contour", "loss"]), folder / "long.html")

    # As a recorder leaves it: the losses of batches, each noted with the step that it led to, and no others.
    short = tw.descend(black, tw.SGD(lr=0.1), start=[-1.8, 0.6], steps=20)
    batch = short.dataset["loss"].copy()
    batch[:, -1] = np.nan
    noted = short.dataset.assign(loss=short.dataset["loss"] * np.nan, batch_loss=batch)
    recorded = tw.Trajectories(noted, black, (RecordedOptimizer("SGD", {"lr": 0.1}),))
    tw.save(tw.Scene(recorded, panels=["loss", "parameters"]), folder / "recorded.html")

    bad = tw.descend(rosenbrock, [tw.SGD(lr=0.01), tw.BFGS()], steps=40)
    tw.save(tw.Scene(bad, panels=["contour", "loss"]), folder / "diverged.html")

    valley = tw.Formula("x**4 - 3*x**2 + x")
    one = tw.descend(
        valley, [tw.SGD(lr=0.02), tw.SGD(lr=0.02, momentum=0.9)], start=[2.0], steps=40
    )
    tw.save(tw.Scene(one), folder / "one.html")

    sampled = tw.landscape(black, x=(-2, 2), y=(-1, 1), grid=(41, 21))
    short = tw.descend(black, [tw.SGD(lr=0.1), tw.BFGS()], start=[-1.5, 0.5], steps=20)
    panels = ["surface", "contour", "loss"]
    tw.save(tw.Scene(short, sampled, panels=panels), folder / "samples.html")

    four = tw.Formula("(a - 1)**2 + 4*(b + c)**2 + (c - 0.5)**2*(1 + a**2) + d**2")
    runs = tw.descend(four, [tw.SGD(lr=0.02), tw.Adam(lr=0.1)], start=[-1, 1, 1, 0.5], steps=40)
    land = tw.landscape(four, plane=tw.Plane.pca(runs), grid=(31, 31))
    tw.save(tw.Scene(runs, land, panels=["contour", "loss"]), folder / "on-plane.html")

    named(folder)

    rates = tw.descend(rosenbrock, tw.SGD(lr=[0.0005, 0.001, 0.02]), steps=60)
    tw.save(tw.Scene(rates, panels=["contour", "loss"], by="lr"), folder / "parts.html")

    swept = tw.SGD(lr=np.geomspace(0.001, 0.2, 40))
    many = tw.descend(tw.Formula("x**2 + 10*y**2"), swept, start=[-1.8, 0.6], steps=50)
    tw.save(tw.Scene(many), folder / "many.html")


def named(folder: Path) -> None:
    """Write the pages whose planes go through named points, one plane or several."""
    valley = tw.Formula("(a - 1)**2 + 4*(b + c)**2 + (c - 0.5)**2*(1 + a**2) + d**2")
    runs = tw.descend(valley, [tw.SGD(lr=0.02), tw.Adam(lr=0.1)], start=[-1, 1, 1, 0.5], steps=40)
    theta = runs.dataset["theta"].values
    corners = theta[0, 0], theta[0, -1], theta[1, 4]
    through = tw.Plane.through(*corners, labels=("beginning", "SGD, the last", "Adam"))
    land = tw.landscape(valley, plane=through, grid=(31, 31), runs=runs)
    tw.save(tw.Scene(runs, land, panels=["contour", "surface"]), folder / "named.html")

    # At the corners of the view, and two so close that their names would lie over each other.
    crowd = {
        "above at the left": (-0.14, 1.14),
        "below at the right": (1.14, -0.14),
        "above at the right": (1.14, 1.14),
        "one": (0.5, 0.5),
        "close to one": (0.51, 0.5),
    }
    crowded = tw.landscape(valley, plane=through.marked(crowd), grid=(31, 31))
    tw.save(tw.Scene(None, crowded, panels=["contour", "surface"]), folder / "crowded.html")

    line = tw.Plane.through(theta[0, 0], theta[0, -1], labels=("before", "after"))
    between = tw.landscape(valley, plane=line, grid=41)
    tw.save(tw.Scene(None, between, panels=["profile"]), folder / "between.html")

    planes = [tw.Plane.random(valley, at=theta[0, -1], seed=seed) for seed in (0, 1, 2)]
    planes = [plane.marked({"SGD": (0, 0), "beside": (0.5, 0.5)}) for plane in planes]
    several = tw.landscape(valley, plane=planes, grid=(21, 21), runs=runs)
    tw.save(tw.Scene(None, several, panels=["contour", "surface"]), folder / "planes.html")


if __name__ == "__main__":
    main()
