"""The stage: what stands still is drawn once, and every frame is that picture with what moves drawn over it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from thalweg.render.animation.again import keep_open
from thalweg.render.animation.batches import batch_moves
from thalweg.render.animation.clock import Clock
from thalweg.render.animation.moves import Redraw
from thalweg.render.animation.over import GrowOver
from thalweg.render.figure import Composed
from thalweg.render.marks import Drawn
from thalweg.render.space.turning import Turning
from thalweg.render.style import Style
from thalweg.scenes.frames import Moment, Reel
from thalweg.scenes.scene import Scene


class Stage:
    """A composed figure that is drawn again and again.

    Parameters
    ----------
    scene : Scene
        With runs.
    composed : Composed
        The figure as it is at the end: its layout is that of all frames.
    style : Style
    turn : float
        Degrees that the cameras of panels of three dimensions turn until then.
    """

    def __init__(
        self, scene: Scene, composed: Composed, style: Style, *, turn: float = 0.0
    ) -> None:
        assert scene.runs is not None
        self.style = style
        self.reel = Reel(scene.runs)
        panels = list(composed.panels.values())
        canvas = composed.figure.canvas
        assert isinstance(canvas, FigureCanvasAgg)
        # Drawn whole once: 3-D axes know only then where everything is.
        canvas.draw()
        for panel, view in zip(panels, scene.views, strict=True):
            panel.moves += batch_moves(scene, self.reel, view.picture, panel.ax, style)
            if view.part is not None and view.part.step is None:
                keep_open(panel, view.part.outcome)
        self.fronts = [_Front(panel, turn) for panel in panels]
        self.clock = Clock(composed.figure, composed.head, scene, self.reel, style)
        moving = [artist for front in self.fronts for artist in front.artists]
        shown = [artist.get_visible() for artist in moving]
        for artist in moving:
            artist.set_visible(False)
        turning = [front.panel.ax for front in self.fronts if front.turning is not None]
        for ax in turning:
            ax.set_visible(False)
        canvas.draw()
        self._renderer: Any = canvas.get_renderer()
        self._pixels = np.asarray(self._renderer.buffer_rgba())
        self._still = self._pixels.copy()
        for artist, visible in zip(moving, shown, strict=True):
            artist.set_visible(visible)
        for ax in turning:
            ax.set_visible(True)
        for front in self.fronts:
            front.remember()

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self._pixels.shape[:2]
        return width, height

    def draw(self, step: int, offset: float = 0.0) -> np.ndarray:
        """The frame of a step, shape (height, width, 4): valid until the next one is drawn.

        Parameters
        ----------
        step : int
        offset : float
            Degrees between where cameras that turn stand and where they stand at the end.
        """
        moment = self.reel.at(step)
        np.copyto(self._pixels, self._still)
        for front in self.fronts:
            front.see(offset)
            front.to(moment)
            front.draw_ground(self._renderer)
            front.draw(self._renderer)
        self.clock.draw(self._pixels, moment)
        return self._pixels


class _Front:
    """What of a panel is drawn in every frame: all that moves, and all that may lie over it."""

    def __init__(self, panel: Drawn, turn: float) -> None:
        self.panel, ax = panel, panel.ax
        self.turning = Turning(panel, turn) if turn and panel.space is not None else None
        # Titles stay where they are now: matplotlib would move those that are not shown for a moment.
        ax._autotitlepos = False  # type: ignore[attr-defined]
        self._moving = {artist for move in panel.moves for artist in move.prepare()}
        self._moving |= {artist for artist, step in panel.since if step > 0}
        self._remade = any(isinstance(move, Redraw) for move in panel.moves)
        titles = (ax.title, ax._left_title, ax._right_title)  # type: ignore[attr-defined]
        self._lowest = min(
            (artist.get_zorder() for artist in self._moving if artist not in titles), default=np.inf
        )
        # Numbers, names, the colour bar and tables stand beside the axes, where nothing comes.
        still = (ax.xaxis, ax.yaxis, getattr(ax, "zaxis", None), ax.patch, *ax.child_axes, *titles)
        self._still = {id(artist) for artist in still} - {id(artist) for artist in self._moving}
        self.artists = self._found()
        self._since: list[tuple[Artist, int, bool]] = []

    def _found(self) -> list[Artist]:
        """In order of height."""
        found = [
            artist
            for artist in self.panel.ax.get_children()
            if artist in self._moving
            or (artist.get_zorder() >= self._lowest and id(artist) not in self._still)
        ]
        return sorted(found, key=lambda artist: artist.get_zorder())

    def remember(self) -> None:
        """Note what is shown at the end."""
        self._since = [(artist, step, artist.get_visible()) for artist, step in self.panel.since]

    def see(self, offset: float) -> None:
        """Turn the camera."""
        if self.turning is None:
            return
        self.turning.to(offset)
        for move in self.panel.moves:
            if isinstance(move, GrowOver):
                move.look()

    def to(self, moment: Moment) -> None:
        """Set everything to a moment."""
        for move in self.panel.moves:
            move.to(moment)
        for artist, step, visible in self._since:
            artist.set_visible(visible and moment.step >= step)
        if self._remade:
            self.artists = self._found()

    def draw_ground(self, renderer: Any) -> None:
        """Draw what would stand still if the camera did."""
        if self.turning is None:
            return
        self.turning.clear()
        shown = [artist for artist in self.artists if artist.get_visible()]
        for artist in shown:
            artist.set_visible(False)
        self.panel.ax.draw(renderer)
        for artist in shown:
            artist.set_visible(True)

    def draw(self, renderer: Any) -> None:
        """Draw everything over what stands still."""
        for artist in self.artists:
            if artist.get_visible():
                if isinstance(artist, Poly3DCollection):
                    # Otherwise the axes do this when they are drawn whole.
                    artist.do_3d_projection()
                artist.draw(renderer)
