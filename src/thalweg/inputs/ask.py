"""What a user asks for, as plain data, and the scene that answers it."""

from __future__ import annotations

import hashlib
import math
import tempfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.inputs.presets import PRESETS
from thalweg.inputs.propose import propose

if TYPE_CHECKING:
    from thalweg.data.progress import Progress
    from thalweg.optim import Optimizer
    from thalweg.problems.base import Array, Problem
    from thalweg.problems.fit import Fit
    from thalweg.problems.table import Table
    from thalweg.scenes import Scene

#: Points that can be set by hand, and steps of a run that is asked for.
MOST_POINTS, MOST_STEPS = 2_000, 20_000

#: Part of the view that Adam goes with its first step.
_PART = 0.04


class Tables:
    """Tables that were given, by a name made from their file's name and content; the oldest are dropped.

    Parameters
    ----------
    most : int
        Bytes of the files kept.
    """

    def __init__(self, most: int = 256 << 20) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Table, int]] = OrderedDict()

    def add(self, content: bytes, name: str) -> str:
        """Read a CSV file's content.

        Raises
        ------
        DataError
            As `thalweg.problems.table.read_table`.
        """
        from thalweg.problems.table import read_table

        # The reader names the file in its messages: by the name that the user knows, without its folder.
        safe = Path(name.replace("\\", "/")).name.strip(". \0")
        safe = "".join(letter for letter in safe if letter.isprintable())[:40] or "table.csv"
        key = hashlib.sha256(safe.encode() + b"\0" + content).hexdigest()[:16]
        if key not in self._kept:
            with tempfile.TemporaryDirectory(prefix="thalweg-") as folder:
                path = Path(folder) / safe
                path.write_bytes(content)
                table = read_table(path)
            self._kept[key] = table, len(content)
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and sum(size for _, size in self._kept.values()) > self._most:
            self._kept.popitem(last=False)
        return key

    def __getitem__(self, key: str) -> Table:
        try:
            return self._kept[key][0]
        except KeyError:
            raise UnknownName(
                "this table is not there any more; choose its file once more"
            ) from None


@dataclass(frozen=True)
class Answer:
    """A scene, and what was chosen for the user, in words.

    Attributes
    ----------
    scene : Scene
    notes : tuple of str
    scores : tuple of dict
        With a second table: for each run its ``label`` and the loss at its end on both, ``train`` and ``test``.
    """

    scene: Scene
    notes: tuple[str, ...] = ()
    scores: tuple[dict[str, Any], ...] = ()


def answer(ask: Mapping[str, Any], tables: Tables, progress: Progress | None = None) -> Answer:
    """Make the scene that a user asks for.

    Parameters
    ----------
    ask : mapping
        One of ``preset``, ``function`` (a name of the catalogue), ``formula``, ``points`` (pairs of numbers) with
        ``model``, or ``table`` (what `Tables.add` gave) with ``model``, ``target``, ``loss``, ``test``; and ``steps``.
    tables : Tables
    progress : callable, optional
        Called now and then; what it raises ends the work.

    Raises
    ------
    FormulaError, DataError, ArgumentError, UnknownName
        What cannot be read, and why.
    """
    preset = ask.get("preset")
    if preset is not None:
        return Answer(preset_scene(_text(ask, "preset"), progress))
    problem, notes = _problem(ask, tables)
    from thalweg.compute import default_start
    from thalweg.optim import optimizers

    start, why = default_start(problem)
    race, usual = _race(problem, start, optimizers)
    steps = _whole(ask, "steps", usual, MOST_STEPS)
    if len(start) <= 6:
        shown = ", ".join(f"{n} = {v:.4g}" for n, v in zip(problem.params, start, strict=True))
        notes.append(f"start: {shown}, {why}")
    made = _scene(problem, race, start, steps, progress=progress)
    return Answer(made, tuple(notes), _scores(ask, tables, made))


def preset_scene(name: str, progress: Progress | None = None) -> Scene:
    """The scene of a preset.

    Raises
    ------
    UnknownName
        ``there is no preset "ravines"; did you mean "ravine"?``.
    """
    from thalweg.optim import optimizers

    if name not in PRESETS:
        raise UnknownName(f'there is no preset "{name[:60]}"{nearest(name[:60], PRESETS)}')
    chosen = PRESETS[name]
    race = chosen.race(optimizers)
    return _scene(
        chosen.problem(),
        race,
        chosen.start,
        chosen.steps,
        batch=chosen.batch,
        panels=chosen.panels,
        title=chosen.title,
        progress=progress,
    )


def _scene(
    problem: Problem,
    race: Sequence[Optimizer],
    start: Any,
    steps: int,
    *,
    batch: int | None = None,
    panels: Sequence[str] | None = None,
    title: str | None = None,
    progress: Progress | None = None,
) -> Scene:
    from thalweg.compute import descend
    from thalweg.scenes import Scene

    runs = descend(problem, race, start=start, steps=steps, batch_size=batch, progress=progress)
    return Scene(runs, panels=panels, title=title)


def _problem(ask: Mapping[str, Any], tables: Tables) -> tuple[Problem, list[str]]:
    from thalweg.problems import Fit, Formula
    from thalweg.problems.functions import functions

    if "function" in ask:
        return functions[_text(ask, "function")], []
    if "formula" in ask:
        text = _text(ask, "formula").strip()
        known = text.lower().replace("-", "_").replace(" ", "_")
        return (functions[known] if known in functions else Formula(text)), []
    if "points" in ask:
        return Fit(_text(ask, "model", "w*x + b"), _points(ask["points"]), "y"), []
    if "table" in ask:
        return _fit(ask, tables)
    raise ArgumentError(
        "ask for one of preset, function, formula, points or table; there is "
        + (", ".join(sorted(map(str, ask)))[:80] or "nothing")
    )


def _fit(ask: Mapping[str, Any], tables: Tables) -> tuple[Fit, list[str]]:
    from thalweg.problems import Fit

    table = tables[_text(ask, "table")]
    given = {name: _text(ask, name, "") or None for name in ("model", "target", "loss")}
    chosen = propose(table, given["model"], given["target"], given["loss"])
    # Scaled only where that is another writing of the same model.
    scale = ask.get("standardize", True) is True
    fit = Fit(
        chosen.model,
        table,
        chosen.target,
        chosen.loss,
        standardize="exact" if scale else False,
        missing="drop",
    )
    notes = [note.replace("--", "").replace("pass model", "write a model") for note in chosen.notes]
    dropped = table.rows - (fit.n_rows or 0)
    if dropped:
        notes.append(f"left out: {dropped} of {table.rows} rows, which have a missing value")
    if fit.standardized:
        notes.append("standardised: mean 0, deviation 1; the loss is in these units")
    elif scale:
        notes.append("not standardised: with these columns scaled it would be another model")
    return fit, notes


def _scores(ask: Mapping[str, Any], tables: Tables, scene: Scene) -> tuple[dict[str, Any], ...]:
    """The loss of every run's end on its own table and on the one kept for testing."""
    from thalweg.problems import Fit

    fit, runs = scene.problem, scene.runs
    if not ask.get("test") or not isinstance(fit, Fit) or runs is None:
        return ()
    test = tables[_text(ask, "test")]
    scalings = fit.standardized or {}
    columns: dict[str, Any] = {}
    for name in (*fit.inputs, fit.target):
        values = test.column(name)
        if name in scalings:
            shift, scale = scalings[name]
            values = (values - shift) / scale  # as the training's rows were, not by their own mean
        columns[name] = values
    other = Fit(fit.model, columns, fit.target, fit.loss_name, missing="drop")
    ends = runs.final.values
    own, theirs = fit.loss(ends), other.loss(ends)
    return tuple(
        {"label": label, "train": _finite(a), "test": _finite(b)}
        for label, a, b in zip(runs.labels, own, theirs, strict=True)
    )


def _finite(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _race(problem: Problem, start: Array, kinds: Mapping[str, Any]) -> tuple[list[Optimizer], int]:
    """What runs, and how many steps: the catalogue's, else SGD at 1/λmax, with and without momentum, and Adam."""
    from thalweg.compute import stable_rate
    from thalweg.problems.functions import functions

    entry = functions.entry(problem)
    if entry is not None:
        return [kinds[kind](**hyper) for kind, hyper in entry.race], entry.steps
    rate = stable_rate(problem, start) or stable_rate(problem, start, either_sign=True) or 0.1
    # Without a view of its own, what is seen of a problem reaches about as far as its start.
    reach = 2 * float(abs(start).max(initial=0.0)) or 2.5
    sides = [high - low for low, high in (problem.domain or {}).values()] or [reach]
    rate = float(f"{rate:.2g}")
    step = float(f"{_PART * min(sides):.1g}")
    race = [kinds["SGD"](lr=rate), kinds["SGD"](lr=rate, momentum=0.8), kinds["Adam"](lr=step)]
    return race, 100


def _points(given: Any) -> dict[str, list[float]]:
    rule = f"points must be 2 to {MOST_POINTS} pairs of finite numbers"
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise ArgumentError(f"{rule}, not a {type(given).__name__}")
    if not 2 <= len(given) <= MOST_POINTS:
        raise ArgumentError(f"{rule}; there are {len(given)}")
    for pair in given:
        if (
            not isinstance(pair, Sequence)
            or len(pair) != 2
            or not all(isinstance(v, (int, float)) and abs(v) < 1e12 for v in pair)
        ):
            raise ArgumentError(f"{rule}; one of them is {str(pair)[:40]}")
    return {"x": [float(x) for x, _ in given], "y": [float(y) for _, y in given]}


def _text(ask: Mapping[str, Any], name: str, usual: str | None = None) -> str:
    value = ask.get(name, usual)
    if not isinstance(value, str):
        raise ArgumentError(f"{name} must be text, not {type(value).__name__}")
    return value


def _whole(ask: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    value = ask.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise ArgumentError(
            f"{name} must be a whole number from 1 to {most:,}, not {str(value)[:40]}"
        )
    return value
