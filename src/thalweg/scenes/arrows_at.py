"""The arrows of one step: what it is made of, what it would have been, and what it was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thalweg.scenes.step import Step

SAME = 1e-9
"""Arrows that differ by less, relative to the longer, are one."""

SHORT = 0.06
"""Arrows shorter than this part of the step are said to be too short to be seen."""

_NAMED = {
    "gradient": "this gradient's part",
    "memory": "momentum's part",
    "rest": "the rule's own part",
}


@dataclass(frozen=True, eq=False)
class Arrow:
    """One arrow at the moving point.

    Attributes
    ----------
    kind : str
        ``plain`` (minus rate times gradient), ``direction`` (minus rate times momentum, where the rule does not add
        it), ``gradient``, ``memory``, ``place``, ``rest`` (parts of the step) or ``step``.
    words : str
        What the key says.
    name : str
        What stands beside it.
    reach : array, shape (d,)
        From tail to tip, in units of the parameters.
    """

    kind: str
    words: str
    name: str
    reach: np.ndarray


def arrows_of(step: Step) -> tuple[Arrow, ...]:
    """The arrows of a step, without those that would lie on another one.

    A part that is the whole step is not drawn beside it, and a plain step that is a part of it is drawn once.
    """
    taken, parts = step.taken, dict(step.shares)
    found: list[Arrow] = []
    if step.plain is not None and not _same(step.plain, taken):
        found.append(Arrow("plain", "plain step −η g", "−η g", step.plain))
        if len(parts) > 1 and _same(step.plain, parts.get("gradient", taken)):
            del parts["gradient"]
    if "memory" not in parts and "rest" in parts and step.plain is not None and step.rate:
        # A sign, say, hides where the momentum points.
        for name, value in step.memory[:1]:
            words = f"along momentum, −η {name}"
            found.append(Arrow("direction", words, f"−η {name}", -step.rate * value))
    if len(step.shares) > 1:
        for kind, value in parts.items():
            words = _NAMED.get(kind) or _place(step)
            found.append(Arrow(kind, words, words.removeprefix("this "), value))
    return (*found, Arrow("step", "step taken", "step", taken))


def remarks(step: Step, arrows: tuple[Arrow, ...]) -> tuple[str, ...]:
    """What holds between the arrows, each only where the numbers say so."""
    found = []
    plain = step.plain
    alone = list(step.shares) == ["gradient"]
    if plain is not None and _same(plain, step.taken) and np.any(plain):
        found.append("the step is the plain one, −η g")
    elif alone and _scaled(step):
        found.append("the step is g, scaled for each parameter")
    elif alone:
        found.append("the step goes along −g")
    if closes(step, arrows):
        part = step.shares.get("gradient")
        twice = plain is not None and part is not None and _same(plain, part)
        plural = "s" * (len(step.shares) > 2)
        found.append(
            f"−η g and the other part{plural} add up to the step"
            if twice
            else "the parts add up to the step"
        )
        if _scaled(step):
            found[-1] += ", each scaled by parameter"
    return tuple(found)


def _same(one: np.ndarray, other: np.ndarray) -> bool:
    size = max(float(np.max(np.abs(one), initial=0.0)), float(np.max(np.abs(other), initial=0.0)))
    return bool(np.all(np.abs(one - other) <= SAME * size))


def _scaled(step: Step) -> bool:
    """Whether the gradient's part has a rate of its own for each parameter."""
    part = step.shares.get("gradient")
    if part is None or step.gradient.size < 2:
        return False
    with np.errstate(all="ignore"):
        rates = part / step.gradient
    rates = rates[np.isfinite(rates)]
    return bool(rates.size > 1 and np.ptp(rates) > 1e-6 * np.max(np.abs(rates)))


def _place(step: Step) -> str:
    """What theta's own part is called."""
    averages = {"z", "slow"} & {row.name for row in step.rows}
    return "pull of earlier points" if averages else "weight decay"


def closes(step: Step, arrows: tuple[Arrow, ...]) -> bool:
    """Whether at least two parts are drawn, and add up to the step."""
    if len(step.shares) < 2 or len(arrows) < 3:
        return False
    return _same(sum(step.shares.values(), np.zeros(step.taken.shape)), step.taken)


def short_of(step: Step, arrows: tuple[Arrow, ...]) -> tuple[str, ...]:
    """Names of arrows that are a dot beside the step, along every axis."""
    size = max(
        (float(np.max(np.abs(a.reach), initial=0.0)) for a in arrows if a.kind != "plain"),
        default=0.0,
    )
    unit = np.maximum(np.abs(step.taken), 0.05 * size)
    if not np.isfinite(unit).all() or not unit.any():
        return ()
    unit = np.where(unit > 0, unit, np.inf)
    return tuple(a.name for a in arrows if np.all(np.abs(a.reach) < SHORT * unit))
