"""What was computed, as labelled arrays: trajectories and landscapes, and their files."""

from __future__ import annotations

from thalweg.data.landscape import Landscape
from thalweg.data.trajectories import Trajectories

__all__ = ["Landscape", "Trajectories"]
