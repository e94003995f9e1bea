"""The catalogue of test functions: each as a picture with its formula."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

import thalweg as tw
from site_build.reference.made import MadePage
from thalweg.compute import stable_rate
from thalweg.problems.functions import Entry, Point

PATH = "reference/functions.md"
STEPS = 100
_MANY = 6


def page() -> MadePage:
    """Every function: its formula, its landscape, and two descents from its start."""
    made = MadePage(PATH)
    parts = [
        "# Functions",
        'The test functions that `tw.functions["NAME"]` and `thalweg descend NAME` know. Each stands here with the '
        f"paths of gradient descent and of Adam from its start, over {STEPS} steps: gradient descent at 1/λmax of the "
        "Hessian there, Adam at a rate with which that many steps cross the view.",
    ]
    for name, entry in tw.functions.entries.items():
        problem = tw.functions[name]
        parts += [
            f"## {name}",
            f"{entry.shows[0].upper()}{entry.shows[1:].rstrip('.')}.",
            f"$$\n{problem.latex}\n$$",
            made.picture(_scene(problem), name, size=(900, 400)),
            _facts(entry),
        ]
    made.text = "\n\n".join(parts) + "\n"
    return made


def _scene(problem: tw.Formula) -> tw.Scene:
    assert problem.domain is not None
    assert problem.start is not None
    start = np.array(problem.start)
    widest = max(high - low for low, high in problem.domain.values())
    rate = stable_rate(problem, start) or stable_rate(problem, start, either_sign=True) or 0.1
    rate = float(f"{rate:.2g}")
    runs = tw.descend(problem, [tw.SGD(lr=rate), tw.Adam(lr=widest / 40)], start=start, steps=STEPS)
    shown = ["surface", "contour"] if len(problem.params) == 2 else ["profile", "loss"]
    return tw.Scene(runs, panels=shown)


def _facts(entry: Entry) -> str:
    several = len(entry.domain) > 1
    view = ", ".join(f"{n} from {a:.4g} to {b:.4g}" for n, (a, b) in entry.domain.items())
    facts = {
        "Formula": f"`{entry.formula}`",
        "View": view,
        "Start": _point(entry.start, several),
        "Minima": _points(entry.minima, several) or "none: it falls for ever",
        "Other minima": _points(entry.local_minima, several),
        "Source": entry.source,
    }
    return "\n".join(f"- {name}: {words}" for name, words in facts.items() if words)


def _point(point: Point, several: bool) -> str:
    shown = ", ".join(f"{v + 0.0:.6g}" for v in point)
    return f"({shown})" if several else shown


def _points(points: Iterable[Point], several: bool) -> str:
    every = list(points)
    shown = ", ".join(_point(p, several) for p in every[:_MANY])
    return shown + (f" and {len(every) - _MANY} more" if len(every) > _MANY else "")
