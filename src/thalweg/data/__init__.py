"""What was computed, as labelled arrays: trajectories, planes and landscapes, and their files."""

from __future__ import annotations

from thalweg.data.landscape import Landscape
from thalweg.data.plane import Plane
from thalweg.data.trajectories import Trajectories

__all__ = ["Landscape", "Plane", "Trajectories"]
