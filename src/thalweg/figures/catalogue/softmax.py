"""Softmax at several temperatures, with its entropy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from thalweg.figures.figure import Claim, Figure, Layout, Steps, changed
from thalweg.figures.parameters import Several
from thalweg.scenes.text import apart, listing, number, spoken

if TYPE_CHECKING:
    from thalweg.figures.panel import Panel


@dataclass(frozen=True)
class Data:
    """Probabilities, shape (temperature, class), their entropies in nats, and a scan of the entropy over T."""

    logits: np.ndarray
    temperatures: np.ndarray
    shares: np.ndarray
    entropy: np.ndarray
    scan: np.ndarray
    scanned: np.ndarray


def softmax(logits: np.ndarray, temperatures: np.ndarray) -> np.ndarray:
    """Probabilities, shape (temperature, class); the largest exponent is 0, so that none overflows."""
    scaled = logits / temperatures[:, None]
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _entropy(shares: np.ndarray) -> np.ndarray:
    return -(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=1)


def compute(logits: tuple[float, ...], temperature: tuple[float, ...]) -> Data:
    """Softmax of the logits at every temperature."""
    z, t = np.array(logits), np.array(sorted(temperature))
    scan = np.geomspace(min(0.1, t[0]), max(10.0, t[-1]), 161)
    shares = softmax(z, t)
    return Data(z, t, shares, _entropy(shares), scan, _entropy(softmax(z, scan)))


COOLING = 48
"""Temperatures that an animation shows before the figure itself."""


def cooled(data: Data, k: int) -> Data:
    """One temperature alone, on its way from the highest to the lowest of the scan."""
    if k == COOLING:
        return data
    t = np.geomspace(data.scan[-1], data.scan[0], COOLING)[k : k + 1]
    shares = softmax(data.logits, t)
    return replace(data, temperatures=t, shares=shares, entropy=_entropy(shares))


def draw(panels: Sequence[Panel], data: Data) -> None:
    """Bars of the probabilities, and the entropy against the temperature."""
    bars, curve = panels
    many = len(data.logits)
    names = [(float(k), number(z)) for k, z in enumerate(data.logits)]
    bars.frame(
        "logit of the class", "probability", (-0.6, many - 0.4), (0, 1), grid="y", xnames=names
    )
    wide = 0.8 / len(data.temperatures)
    curve.frame(
        "temperature T",
        "entropy in nats",
        (data.scan[0], data.scan[-1]),
        (0, 1.12 * np.log(many)),
        log="x",
    )
    curve.guide(y=float(np.log(many)), label=f"ln {many}: all classes alike")
    curve.curve(data.scan, data.scanned, "ink", width=0.8)
    for look, (t, name, share, nats) in enumerate(
        zip(
            data.temperatures,
            apart(data.temperatures.tolist()),
            data.shares,
            data.entropy,
            strict=True,
        )
    ):
        at = np.arange(many) + (look - (len(data.temperatures) - 1) / 2) * wide
        bars.bars(at, share, look, f"T = {name}", width=wide)
        curve.dot(float(t), float(nats), look, f"{nats:.2f}")


figure = Figure(
    name="softmax",
    title="Softmax and temperature",
    caption="Softmax turns logits into probabilities: a low temperature favours the largest logit, a high one "
    "makes all alike.",
    tags=("activation",),
    parameters=(
        Several("logits", (3.0, 1.5, 1.0, 0.0, -1.0), -20.0, 20.0, "one a class", least=2, most=10),
        Several("temperature", (0.25, 1.0, 4.0), 0.05, 100.0, "temperatures", most=5),
    ),
    layout=Layout("ab", widths=(1.35, 1), size=(9.6, 4.2)),
    compute=compute,
    draw=draw,
    claims=(
        Claim(
            "the probabilities of each temperature add up to 1",
            lambda data: np.allclose(data.shares.sum(axis=1), 1) and data.shares.min() >= 0,
            wrong=changed(shares=lambda shares: shares * 1.1),
        ),
        Claim(
            "a larger logit never has a smaller probability",
            lambda data: np.all(np.diff(data.shares[:, np.argsort(data.logits)]) >= -1e-12),
            wrong=changed(shares=lambda shares: shares[:, ::-1]),
        ),
        Claim(
            "the entropy grows with the temperature, up to ln n",
            lambda data: (
                np.all(np.diff(data.scanned) >= -1e-9)
                and data.scanned[-1] <= np.log(len(data.logits)) + 1e-9
            ),
            wrong=changed(scanned=lambda scanned: scanned[::-1]),
        ),
        Claim(
            "at the highest temperature the largest probability is the smallest of all temperatures",
            lambda data: np.argmin(data.shares.max(axis=1)) == len(data.temperatures) - 1,
            wrong=changed(shares=lambda shares: shares[::-1]),
            always=False,
        ),
    ),
    alt=lambda data: (
        f"Left: the probabilities of {len(data.logits)} classes with the logits "
        f"{listing([spoken(z) for z in data.logits])}. The largest logit gets "
        + listing(
            [
                f"{spoken(s.max())} at T = {t}"
                for t, s in zip(
                    apart(data.temperatures.tolist(), write=spoken), data.shares, strict=True
                )
            ]
        )
        + f". Right: the entropy grows with the temperature, from {spoken(data.scanned[0])} nats at "
        f"T = {spoken(data.scan[0])} to {spoken(data.scanned[-1])} at T = {spoken(data.scan[-1])}; the most would be "
        f"{spoken(np.log(len(data.logits)))}."
    ),
    steps=Steps(
        count=lambda data: COOLING + 1, at=cooled, tell=lambda data, k: "cooling" * (k < COOLING)
    ),
)
