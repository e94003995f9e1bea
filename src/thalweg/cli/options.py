"""The options, each written once, for all commands that have it.

Numbers are taken as text here and read by `thalweg.cli.values`, so that every message is the program's own.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from thalweg.cli import names

RUN, FIT, PICTURE, REPORT = "The run", "The fit", "Files and pictures", "What is printed"


def option(panel: str, metavar: str, words: str, *names: str) -> Any:
    """An option with a value, under a heading of the help; named as its parameter unless names are given."""
    return typer.Option(*names, metavar=metavar, help=words, rich_help_panel=panel)


def _optimizer(default: str) -> Any:
    return typer.Option(
        "--optimizer",
        "-O",
        metavar="NAME[:HYPER=VALUE,...]",
        help="An optimizer; repeat for several. lr=0.01,0.1 makes one run of each value;"
        f" 'clipnorm(sgd:lr=0.1)' puts one around another. [default: {default}]",
        autocompletion=names.complete_optimizer,
        rich_help_panel=RUN,
    )


Optimizer = Annotated[list[str] | None, _optimizer("sgd")]
Race = Annotated[
    list[str] | None,
    _optimizer("those of the catalogue, if FORMULA is a name and there is no --start; else sgd"),
]
Start = Annotated[
    list[str] | None,
    typer.Option(
        metavar="POINT",
        help="Where the runs begin, as -1.8,0.6 or x=-1.8,y=0.6; repeat for several.",
        rich_help_panel=RUN,
    ),
]
Steps = Annotated[str, option(RUN, "N", "Number of updates.")]
RaceSteps = Annotated[
    str | None,
    option(RUN, "N", "Number of updates. [default: 100; with the catalogue's optimizers, its own]"),
]
Every = Annotated[
    str, typer.Option(metavar="N", help="Record every n-th step.", rich_help_panel=RUN)
]
Seed = Annotated[
    list[str] | None,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed of a start that is drawn; repeat for one start each. [default: 0]",
        rich_help_panel=RUN,
    ),
]
Seeds = Annotated[
    list[str] | None,
    typer.Option(
        "--seed",
        metavar="N",
        help="Seed of the batches' order and of a start that is drawn; repeat for one run each. [default: 0]",
        rich_help_panel=RUN,
    ),
]
BatchSize = Annotated[
    str | None,
    typer.Option(
        metavar="N", help="Rows of a mini-batch. [default: all rows]", rich_help_panel=RUN
    ),
]

Model = Annotated[
    str | None,
    typer.Option(
        metavar="FORMULA",
        help="What predicts the target, as 'w*x + b': names that are columns are inputs, the others parameters."
        " [default: linear in all numeric columns]",
        rich_help_panel=FIT,
    ),
]
Target = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN",
        help="The column to be predicted. [default: the last]",
        rich_help_panel=FIT,
    ),
]
Loss = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"{', '.join(names.LOSSES)}, or a formula in y and yhat."
        " [default: mse; logistic where the target is two texts]",
        autocompletion=names.complete_loss,
        rich_help_panel=FIT,
    ),
]
Ridge = Annotated[
    str,
    typer.Option(metavar="W", help="Weight of the sum of squared parameters.", rich_help_panel=FIT),
]
Lasso = Annotated[
    str,
    typer.Option(
        metavar="W", help="Weight of the sum of absolute parameters.", rich_help_panel=FIT
    ),
]
Delta = Annotated[
    str,
    typer.Option(metavar="D", help="Width of huber's quadratic part.", rich_help_panel=FIT),
]
Standardize = Annotated[
    bool | None,
    typer.Option(
        "--standardize/--no-standardize",
        help="Shift and scale the columns to mean 0 and deviation 1."
        " [default: where the model stays the same]",
        rich_help_panel=FIT,
    ),
]
DropMissing = Annotated[
    bool,
    typer.Option(
        "--drop-missing",
        help="Leave out rows with a missing value, which are an error otherwise.",
        rich_help_panel=FIT,
    ),
]

Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="PATH",
        help=f"A file to write: {', '.join(names.EXTENSIONS)}; repeat for several.",
        rich_help_panel=PICTURE,
    ),
]
Panel = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help=f"A panel of the picture: {', '.join(names.PANELS)}; repeat for several."
        " [default: by the problem and the runs]",
        autocompletion=names.complete_panel,
        rich_help_panel=PICTURE,
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help=f"{', '.join(names.THEMES)}.",
        autocompletion=names.complete_theme,
        rich_help_panel=PICTURE,
    ),
]
Size = Annotated[
    str | None,
    typer.Option(
        metavar="SIZE",
        help=f"{', '.join(names.SIZES)}, or pixels as 1200x800.",
        autocompletion=names.complete_size,
        rich_help_panel=PICTURE,
    ),
]
Title = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="Title of the picture.", rich_help_panel=PICTURE),
]

By = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help=f"One picture for each {', '.join(names.PARTS)} or value of a hyperparameter, as lr;"
        " or for the steps listed, as 0,10,50.",
        autocompletion=names.complete_by,
        rich_help_panel=PICTURE,
    ),
]

Gradient = Annotated[
    bool,
    typer.Option(
        "--gradient", help="Draw arrows of descent on the contour panel.", rich_help_panel=PICTURE
    ),
]

Frames = Annotated[
    str,
    typer.Option(
        metavar="STEPS",
        help="Steps that an animation shows: auto, a number of frames, 'every 10', 'per epoch', or 0,10,50.",
        rich_help_panel=PICTURE,
    ),
]
Fps = Annotated[
    str,
    typer.Option(metavar="N", help="Frames a second of an animation.", rich_help_panel=PICTURE),
]
Duration = Annotated[
    str | None,
    typer.Option(
        metavar="S",
        help="Seconds that an animation lasts, --hold included. [default: as --frames and --fps need]",
        rich_help_panel=PICTURE,
    ),
]
Hold = Annotated[
    str,
    typer.Option(
        metavar="S", help="Seconds that an animation's last frame stands.", rich_help_panel=PICTURE
    ),
]
Loop = Annotated[
    bool,
    typer.Option(
        "--loop/--no-loop",
        help="Whether a .gif, .webp or .apng begins anew at its end.",
        rich_help_panel=PICTURE,
    ),
]
Turn = Annotated[
    str,
    typer.Option(
        metavar="DEGREES",
        help="How far the camera of a panel of three dimensions turns during an animation: 360 is once round.",
        rich_help_panel=PICTURE,
    ),
]
Poster = Annotated[
    str | None,
    typer.Option(
        metavar="PATH",
        help="A .png that gets the last frame of the first animation.",
        rich_help_panel=PICTURE,
    ),
]

Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print no table, no notes and no progress.", rich_help_panel=REPORT
    ),
]
Json = Annotated[
    bool,
    typer.Option("--json", help="Print the table as JSON, for programs.", rich_help_panel=REPORT),
]
