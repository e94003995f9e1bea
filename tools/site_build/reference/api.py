"""The API: which name stands on which page; mkdocstrings writes them from the docstrings."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from site_build.reference.made import MadePage


@dataclass(frozen=True)
class Chapter:
    """A page of the API.

    Attributes
    ----------
    title, words : str
    names : tuple of str
        Where each is imported from.
    """

    title: str
    words: str
    names: tuple[str, ...]


CHAPTERS: Mapping[str, Chapter] = {
    "problems": Chapter(
        "Problems",
        "A loss and its gradient over named parameters. [The catalogue of functions](../functions.md) shows those "
        "that come along, [Formulas](../../formulas.md) what may stand in one.",
        (
            "thalweg.Formula",
            "thalweg.Fit",
            "thalweg.BlackBox",
            "thalweg.functions",
            "thalweg.problems.Problem",
            "thalweg.problems.Recorded",
            "thalweg.problems.Block",
            "thalweg.problems.PlaneLike",
            "thalweg.problems.from_spec",
        ),
    ),
    "runs": Chapter(
        "Runs",
        "What optimizers do on a problem, step by step. [The data](../../data.md) says what the arrays hold.",
        (
            "thalweg.descend",
            "thalweg.Trajectories",
            "thalweg.tune",
            "thalweg.Tuning",
            "thalweg.compute.default_start",
            "thalweg.compute.stable_rate",
        ),
    ),
    "optimizers": Chapter(
        "Optimizers",
        "What all optimizers have in common. Each one has its section in [the catalogue](../optimizers.md).",
        (
            "thalweg.optimizers",
            "thalweg.optim.Optimizer",
            "thalweg.optim.Method",
            "thalweg.optim.Wrapper",
            "thalweg.optim.find",
            "thalweg.optim.from_spec",
            "thalweg.schedules.step",
            "thalweg.schedules.milestones",
            "thalweg.schedules.exponential",
            "thalweg.schedules.cosine",
            "thalweg.schedules.linear",
            "thalweg.schedules.polynomial",
            "thalweg.schedules.inverse_sqrt",
            "thalweg.schedules.one_cycle",
            "thalweg.schedules.warmup",
        ),
    ),
    "landscapes": Chapter(
        "Landscapes",
        "The loss over a box or a plane, and its curvature. [Networks](../../networks.md) and "
        "[Curvature](../../curvature.md) say what to believe.",
        (
            "thalweg.landscape",
            "thalweg.Landscape",
            "thalweg.Plane",
            "thalweg.plan",
            "thalweg.compute.Plan",
            "thalweg.curvature.eigenvalues",
            "thalweg.curvature.trace",
            "thalweg.curvature.density",
            "thalweg.curvature.sharpness",
            "thalweg.curvature.stable_limit",
        ),
    ),
    "pictures": Chapter(
        "Scenes and files",
        "What to show, and as what. [Pictures](../../pictures.md), [Animations](../../animations.md) and "
        "[The live page](../../page.md) show it.",
        (
            "thalweg.Scene",
            "thalweg.save",
            "thalweg.load",
            "thalweg.plot",
            "thalweg.show",
            "thalweg.scenes.scene_of",
            "thalweg.widget.PageWidget",
        ),
    ),
    "figures": Chapter(
        "Concept figures",
        "What `tw.figures.NAME(...)` returns, and what a figure of your own is made of. "
        "[The gallery](../figures.md) shows all.",
        (
            "thalweg.figures",
            "thalweg.figures.figure.Figure",
            "thalweg.figures.figure.Claim",
            "thalweg.figures.figure.Layout",
            "thalweg.figures.figure.Steps",
            "thalweg.figures.figure.changed",
            "thalweg.figures.result.Result",
            "thalweg.figures.result.Checked",
            "thalweg.figures.panel.Panel",
            "thalweg.figures.parameters.Real",
            "thalweg.figures.parameters.Whole",
            "thalweg.figures.parameters.Several",
            "thalweg.figures.parameters.Choice",
            "thalweg.figures.parameters.Flag",
        ),
    ),
    "networks": Chapter(
        "Networks",
        "The adapters of PyTorch and JAX. [Networks](../../networks.md) and [JAX](../../jax.md) are the pages to "
        "begin with.",
        (
            "thalweg.torch.Network",
            "thalweg.torch.Recorder",
            "thalweg.torch.checkpoints",
            "thalweg.torch.lightning.RecorderCallback",
            "thalweg.jax.Network",
            "thalweg.jax.Recorder",
        ),
    ),
    "errors": Chapter(
        "Errors",
        "[Errors, causes and cures](../../errors.md) has an example of each.",
        (
            "thalweg.ThalwegError",
            "thalweg.errors.FormulaError",
            "thalweg.errors.DataError",
            "thalweg.errors.ArgumentError",
            "thalweg.errors.UnknownName",
            "thalweg.errors.OutputError",
            "thalweg.errors.StoreError",
            "thalweg.errors.WorkerError",
            "thalweg.errors.MissingExtra",
        ),
    ),
}
"""Pages by the name of their file."""


def pages() -> Iterator[MadePage]:
    """Make all pages of the API."""
    for stem, chapter in CHAPTERS.items():
        parts = [f"# {chapter.title}", chapter.words, *map(_entry, chapter.names)]
        yield MadePage(f"reference/api/{stem}.md", "\n\n".join(parts) + "\n")


def _entry(path: str) -> str:
    """What mkdocstrings is asked for: a name where it is defined, under the name that one imports."""
    lines = [f"::: {_home(path)}", "    options:", f"      heading: {path}"]
    lines.append(f"      toc_label: {path.rpartition('.')[2]}")
    if path.endswith(".Recorder"):
        lines.append("      inherited_members: true")  # what both have in common
    if path == "thalweg.figures":
        lines.append("      members: false")
    return "\n".join(lines)


def _home(path: str) -> str:
    """Where a name is defined; functions are named as their modules here and there, so that paths alone mislead."""
    module, _, name = path.rpartition(".")
    try:
        found = getattr(importlib.import_module(module), name)
    except ImportError:
        # A module that is found as an attribute only, or one whose library is not installed.
        outer, _, inner = module.rpartition(".")
        holder = getattr(importlib.import_module(outer), inner, None)
        found = getattr(holder, name, None)
    if found is None or isinstance(found, ModuleType):
        return path
    kind = found if hasattr(found, "__qualname__") else type(found)
    return f"{kind.__module__}.{kind.__qualname__}"
