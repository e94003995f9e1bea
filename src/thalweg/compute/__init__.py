"""What computes: runs of optimizers, landscapes, and curvature."""

from thalweg.compute import curvature
from thalweg.compute.descend import descend
from thalweg.compute.landscape import landscape
from thalweg.compute.plan import Plan, plan
from thalweg.compute.starts import default_start, stable_rate
from thalweg.compute.tune import Tuning, tune

__all__ = [
    "Plan",
    "Tuning",
    "curvature",
    "default_start",
    "descend",
    "landscape",
    "plan",
    "stable_rate",
    "tune",
]
