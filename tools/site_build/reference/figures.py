"""The gallery of concept figures, each with its claims, parameters and words."""

from __future__ import annotations

import thalweg as tw
from site_build.reference.made import MadePage, code, table
from thalweg.figures.parameters import shown

PATH = "reference/figures.md"


def page() -> MadePage:
    """Every figure at its defaults."""
    made = MadePage(PATH)
    every = list(tw.figures.values())
    parts = [
        "# Gallery of concept figures",
        f"{len(every)} figures, each computed from its definition; what a caption says is checked on the numbers that "
        "the picture shows. [Concept figures](../figures.md) says how to use one, and how to write one.",
        " · ".join(f"[{figure.title}](#{figure.name})" for figure in every),
    ]
    for figure in every:
        result = figure()
        moves = ", and moves: save it as `.gif` or `.mp4`" if figure.steps is not None else ""
        parts += [
            f"## {figure.title} {{ #{figure.name} }}",
            figure.caption,
            made.picture(result, figure.name),
            f"`tw.figures.{figure.name}()`, about {', '.join(figure.tags)}{moves}.",
            "Claims that are checked:\n\n" + "\n".join(f"- {c.words}" for c in result.claims),
            table(
                ["parameter", "default", "range", "meaning"],
                (
                    [
                        code(p.name),
                        shown(p.default),
                        p.rule,
                        p.meaning + (f" ({p.unit})" * bool(p.unit)),
                    ]
                    for p in figure.parameters
                ),
            ),
        ]
    made.text = "\n\n".join(part for part in parts if part) + "\n"
    return made
