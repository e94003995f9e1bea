"""The clock: step, epoch, loss and parameters above the panels, in figures that stand still while they count."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from thalweg.render.animation.digits import Digits
from thalweg.render.style import Style
from thalweg.scenes.frames import Moment, Reel
from thalweg.scenes.scene import Scene
from thalweg.scenes.text import MINUS, one_line, power_of_ten, symbol

MOST = 4
"""Up to as many parameters are told."""

LONGEST = 8
"""Letters of a parameter's name that have room."""

GAP = 1.3
"""Between two fields, in em."""


class Steady:
    """Writes numbers of one quantity so that their digits do not move.

    They have as many decimals as the last one needs; where they span many powers of ten, one digit before the point.

    Parameters
    ----------
    values : array
        All that will be written.
    """

    def __init__(self, values: np.ndarray) -> None:
        known = values[np.isfinite(values)]
        size = np.abs(known[known != 0])
        self.spans = bool(size.size and (size.max() >= 1e5 or size.max() < 1e-3))
        if size.size and known.min() >= 0:
            self.spans |= float(size[-1]) < 1e-4 * float(size.max()) or float(size[-1]) < 1e-3
        self.decimals = 2
        if size.size and not self.spans:
            # What only falls, as a loss does, is told as exactly at its end as at its beginning.
            told = known.min() >= 0 or abs(known[-1]) > 1e-3 * size.max()
            last = float(size[-1]) if told else float(size.max())
            self.decimals = min(max(2 - math.floor(math.log10(last)), 0), 4)
        self.widest = max(
            (self(v) for v in np.unique(known)[[0, -1]].tolist()) if known.size else ["0"], key=len
        )
        if self.spans and size.size:
            exponents = {math.floor(math.log10(float(v))) for v in (size.min(), size.max())}
            self.widest = max(("8.88×" + power_of_ten(e) for e in exponents), key=len)
            self.widest = MINUS * bool(known.min() < 0) + self.widest

    def __call__(self, value: float) -> str:
        """Write a number."""
        if not math.isfinite(value):
            return "not finite"
        sign = MINUS if value < 0 else ""
        if not self.spans:
            text = f"{abs(value):,.{self.decimals}f}"
            return text if not any(c in "123456789" for c in text) else sign + text
        mantissa, exponent = f"{abs(value):.2e}".split("e")
        return sign + (mantissa + "×" + power_of_ten(int(exponent)) if value else "0")


@dataclass(frozen=True)
class _Field:
    name: str
    widest: str
    tell: Callable[[Moment], str]
    left: bool


def _fields(scene: Scene, reel: Reel) -> list[_Field]:
    found = [
        _Field("step", f"{int(reel.step[-1]):,}", lambda moment: f"{moment.step:,}", False),
    ]
    if reel.epoch is not None:
        tenths = Steady(np.array([0.1]))
        tenths.decimals = 1
        last = tenths(float(reel.epoch[-1]))
        found.append(_Field("epoch", last, lambda moment: tenths(moment.epoch), False))
    loss = reel.loss
    lowest = np.min(loss, axis=0, where=np.isfinite(loss), initial=np.inf)
    told = Steady(lowest)
    name = "loss" if len(loss) == 1 else "lowest loss"

    def least(moment: Moment) -> str:
        return told(float(np.min(moment.loss, where=np.isfinite(moment.loss), initial=np.inf)))

    found.append(_Field(name, told.widest, least, told.spans))
    names = [symbol(one_line(name)) for name in scene.problem.params]
    if len(loss) == 1 and len(names) <= MOST and max(map(len, names)) <= LONGEST:
        for k, name in enumerate(names):
            write = Steady(reel.theta[0, :, k])

            def tell(moment: Moment, k: int = k, write: Steady = write) -> str:
                return write(float(moment.theta[0, k]))

            found.append(_Field(name, write.widest, tell, write.spans))
    return found


class Clock:
    """Words and numbers at the right end of the title's line, or of the one below it.

    Parameters
    ----------
    figure : Figure
    lines : list of Text
        Title and subtitle, and an empty line where both are too long.
    scene : Scene
    reel : Reel
    style : Style

    Attributes
    ----------
    fits : bool
        Whether there was room.
    """

    def __init__(
        self, figure: Figure, lines: list[Text], scene: Scene, reel: Reel, style: Style
    ) -> None:
        fields = _fields(scene, reel)
        theme, em = style.theme, style.font / 72 * figure.dpi
        self._digits = Digits(figure, style.small, theme.ink, theme.paper)
        width, height = figure.bbox.width, figure.bbox.height
        margin = (0.012 if figure.get_figwidth() > 4 else 0.02) * width
        sizes = [(self._digits.width(f.name), self._digits.width(f.widest)) for f in fields]
        gap, small = GAP * em, 0.35 * em
        # What there is no room for is left out, the last parameter first, but never step and loss.
        least = next(k for k, f in enumerate(fields) if f.name.endswith("loss")) + 1
        rooms = [width - margin - line.get_window_extent().x1 - 2 * em for line in lines]
        count, line = len(fields), None
        while line is None and count >= least:
            total = sum(a + small + b for a, b in sizes[:count]) + gap * (count - 1)
            line = next((k for k, room in enumerate(rooms) if room >= total), None)
            count -= line is None
        self.fits = line is not None
        count = max(count, least)
        # On the line's own baseline.
        top = lines[line].get_position()[1] * height if line is not None else height - em
        own = float(lines[line].get_fontsize()) if line is not None else style.font
        self._baseline = round(top - 0.95 * own / 72 * figure.dpi)
        self._places: list[tuple[_Field, float]] = []
        x = width - margin
        for field, (name, value) in zip(
            fields[count - 1 :: -1], sizes[count - 1 :: -1], strict=True
        ):
            self._places.append((field, x - value * field.left))
            x -= value + small
            figure.text(
                x / width, self._baseline / height, field.name,
                fontsize=style.small, color=theme.quiet, va="baseline", ha="right",
            )  # fmt: skip
            x -= name + gap

    def draw(self, pixels: np.ndarray, moment: Moment) -> None:
        """Tell a moment on a frame, shape (height, width, 4)."""
        for field, x in self._places:
            words = field.tell(moment)
            left = x if field.left else x - self._digits.width(words)
            self._digits.write(pixels, words, left, self._baseline)
