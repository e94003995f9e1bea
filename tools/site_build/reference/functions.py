"""The catalogue of test functions: each as a picture with its formula."""

from __future__ import annotations

from collections.abc import Iterable

import thalweg as tw
from site_build.reference.made import MadePage
from thalweg.problems.functions import Entry, Point

PATH = "reference/functions.md"
_MANY = 6


def page() -> MadePage:
    """Every function: its formula, its landscape, and two descents from its start."""
    made = MadePage(PATH)
    parts = [
        "# Functions",
        'The test functions that `tw.functions["NAME"]` and `thalweg descend NAME` know. Each stands here with the '
        "paths that the command draws from its start when it is not told which: optimizers and rates are chosen so "
        "that one sees what the function shows, and not for a fair race.",
    ]
    for name, entry in tw.functions.entries.items():
        problem = tw.functions[name]
        parts += [
            f"## {name}",
            f"{entry.shows[0].upper()}{entry.shows[1:].rstrip('.')}.",
            f"$$\n{problem.latex}\n$$",
            made.picture(_scene(problem, entry), name, size=(900, 400)),
            _facts(entry),
        ]
    made.text = "\n\n".join(parts) + "\n"
    return made


def _scene(problem: tw.Formula, entry: Entry) -> tw.Scene:
    race = [tw.optimizers[kind](**hyper) for kind, hyper in entry.race]
    runs = tw.descend(problem, race, start=entry.start, steps=entry.steps)
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
