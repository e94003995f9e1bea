"""``thalweg figures``: the concept figures, listed, told, drawn and checked."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from thalweg.cli import names, options, values
from thalweg.cli.helping import Command, Group
from thalweg.cli.listing import details, heading, table
from thalweg.cli.terminal import emit, note, show as show_all
from thalweg.errors import ArgumentError

if TYPE_CHECKING:
    from thalweg.figures.figure import Figure
    from thalweg.figures.parameters import Parameter

FORMATS = ("svg", "pdf", "png", "gif", "mp4", "webp", "apng")

#: Where processes that share work tell each other what they have taken.
_CLAIMS = "THALWEG_CLAIMS"

#: Exit status where a claim is false.
FALSE = 1

#: Figures after which memory is tidied up.
EVERY = 12

EXAMPLES = {
    "list": "thalweg figures list\nthalweg figures list --tag activation\n",
    "show": "thalweg figures show gradient_descent\n",
    "render": """\
thalweg figures render softmax -o pictures --set temperature=0.5,1,2
thalweg figures render relu -o relu.png
thalweg figures render relu tanh -o pictures --format svg,pdf --size column
thalweg figures render --all -o pictures --theme auto
thalweg figures render k_fold -o pictures --format gif,mp4 --size 600x400
""",
    "gallery": "thalweg figures gallery pictures\n",
    "check": "thalweg figures check\nthalweg figures check gradient_descent --set steps=20\n",
}

group = typer.Typer(
    name="figures",
    cls=Group,
    rich_markup_mode=None,
    invoke_without_command=True,
    add_completion=False,
    epilog="thalweg figures list\nthalweg figures render sigmoid -o pictures\n",
)

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Names of figures.", autocompletion=names.complete_figure),
]
Tag = Annotated[
    str | None,
    typer.Option(
        metavar="TAG", help="Those with this tag only.", autocompletion=names.complete_tag
    ),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PARAMETER=VALUE",
        help="A value of a parameter, or several with commas; repeat for other parameters.",
    ),
]


@group.callback()
def figures(context: typer.Context) -> None:
    """List, draw and check the concept figures."""
    if context.invoked_subcommand is None:
        emit(context.get_help() + "\n")


@group.command("list", cls=Command, epilog=EXAMPLES["list"])
def list_(tag: Tag = None) -> None:
    """List the figures."""
    from thalweg.figures.registry import registry

    rows = [
        [one.name, one.title, ", ".join(one.tags), "yes" if one.steps else "no"]
        for one in registry.tagged(tag)
    ]
    show_all(table(["figure", "title", "tags", "moves"], rows))


@group.command("show", cls=Command, epilog=EXAMPLES["show"])
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="Name of a figure.", autocompletion=names.complete_figure
        ),
    ],
) -> None:
    """Tell what a figure shows, its parameters and its claims."""
    from rich.text import Text

    from thalweg.figures.parameters import shown

    (figure,) = _chosen([name])
    result = figure()
    rows = [[one.name, shown(one.default), one.rule, _meaning(one)] for one in figure.parameters]
    parts: list[Any] = [heading(figure.name, figure.title), Text(figure.caption), Text()]
    if rows:
        parts += [table(["parameter", "default", "range", "meaning"], rows, right=(1,)), Text()]
    claims = [[one.words, "holds" if one.holds else "FALSE"] for one in result.claims]
    parts += [table(["claim", "at the defaults"], claims), Text()]
    steps = figure.steps
    moves = "no" if steps is None else f"in {steps.count(result.data)} steps"
    parts.append(details({"tags": ", ".join(figure.tags), "moves": moves, "alt text": result.alt}))
    show_all(*parts)


def _meaning(parameter: Parameter) -> str:
    return parameter.meaning + (f" ({parameter.unit})" if parameter.unit else "")


@group.command("render", cls=Command, epilog=EXAMPLES["render"])
def render(
    chosen: Names = None,
    every: Annotated[bool, typer.Option("--all", help="All figures.")] = False,
    tag: Tag = None,
    output: Annotated[
        list[str] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Folder for the files; made if need be. Of one figure, a file to write; repeat for several."
            " [default: .]",
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAMES",
            help=f"What comes into the folder: {', '.join(FORMATS)}, or several with commas. [default: svg]",
        ),
    ] = None,
    theme: options.Theme = "light",
    size: options.Size = None,
    given: Set = None,
    outlines: Annotated[
        bool, typer.Option("--outlines", help="Letters of an SVG become shapes.")
    ] = False,
    frames: options.Frames = "auto",
    fps: options.Fps = "25",
    hold: options.Hold = "1",
    loop: options.Loop = True,
    duration: options.Duration = None,
    jobs: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Processes that draw at once. [default: the processors, for many figures]",
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Draw figures into a folder, a file for each figure and format, or one figure into files by name.

    Of --all, or of a tag, only figures that move become .gif, .mp4, .webp or .apng.
    """
    from thalweg.cli.motion import Motion, moves

    figures = _chosen(chosen, every=every, tag=tag)
    files = _files(output or (), len(figures), formats)
    kinds = [_kind(path) for path in files] or _kinds(formats or "svg")
    motion = Motion.asked(frames, fps, hold, loop, None, duration)
    films = [kind for kind in dict.fromkeys(kinds) if moves(f".{kind}")]
    if not films:
        listed = [kind for kind in FORMATS if moves(f".{kind}")]
        motion.fits_none(f"give -o a file, or --format a name, of {', '.join(listed)}")
    if films:
        figures = _moving(figures, kinds, films, named=bool(chosen))
    several = (
        _jobs(len(figures), films=bool(films)) if jobs is None else values.whole("--jobs", jobs, 1)
    )
    if files:
        # There is one figure to draw.
        several = 1
    asked = [_read(figure, given) for figure in figures]
    wanted = values.size(size)
    from thalweg.output import save
    from thalweg.render.auto import AUTO, refuse
    from thalweg.render.size import size_of
    from thalweg.render.theme import theme_named

    size_of(wanted)
    for kind in kinds if theme == AUTO else ():
        refuse(kind)
    if theme != AUTO:
        theme_named(theme)
    folder = Path() if files else _folder(output[0] if output else ".")
    shared = ["-o", str(folder), "--format", ",".join(kinds), "--theme", theme, "--jobs", "1"]
    shared += [] if size is None else ["--size", size]
    shared += [word for text in given or () for word in ("--set", text)]
    shared += ["--frames", frames, "--fps", fps, "--hold", hold, *["--no-loop"] * (not loop)]
    shared += [] if duration is None else ["--duration", duration]
    shared += ["--outlines"] * outlines + ["--quiet"] * quiet
    names = [figure.name for figure in figures]
    with _sparing() as spare, _Shared.between(several) as shares:
        others = [
            _elsewhere(["figures", "render", *names, *shared], shares) for _ in range(1, several)
        ]
        try:
            for figure, parameters in zip(figures, asked, strict=True):
                if not shares.take(figure.name):
                    continue
                result = figure(**parameters)
                made = [folder / f"{figure.name}.{kind}" for kind in dict.fromkeys(kinds)]
                for path in files or made:
                    settings = motion.settings(str(path), _nothing)
                    save(result, path, size=wanted, theme=theme, outlines=outlines, **settings)
                    if not quiet:
                        note(f"wrote {path}")
                spare()
        finally:
            statuses = [other.wait() for other in others]
    failed = [status for status in statuses if status]
    # They have said themselves what was wrong.
    if failed:
        raise typer.Exit(failed[0])


def _files(output: Sequence[str], figures: int, formats: str | None) -> list[Path]:
    """The files that are asked for by name; none where the pictures go into a folder."""
    paths = [Path(path) for path in output]
    files = [path for path in paths if _kind(path) in FORMATS and not path.is_dir()]
    if not files:
        if len(paths) > 1:
            raise ArgumentError(
                f"--output takes one folder, or files by name, and got {len(paths)} folders"
            )
        if figures == 1 and output:
            _check_folder(output[0])
        return []
    if len(files) < len(paths):
        other = next(path for path in paths if path not in files)
        raise ArgumentError(
            f'--output takes one folder, or files by name, and got "{files[0]}" and "{other}"; '
            f"a file ends in {', '.join(f'.{kind}' for kind in FORMATS)}"
        )
    if figures > 1:
        raise ArgumentError(
            f'"{files[0]}" is one file, and {figures} figures are asked for: give a folder to --output, '
            f"and --format {_kind(files[0])}"
        )
    if formats is not None:
        raise ArgumentError(
            f'--format is for a folder; of "{files[0]}" the name says what it becomes: leave --format out'
        )
    return files


def _check_folder(given: str) -> None:
    """Refuse a new folder that was meant to be a file of a kind that no figure becomes."""
    path = Path(given)
    if path.suffix and not path.is_dir() and not given.endswith(("/", os.sep)):
        raise ArgumentError(
            f'cannot write "{given}": a figure becomes {", ".join(f".{kind}" for kind in FORMATS)}; '
            f'for a folder of this name, give "{given}/"'
        )


def _kind(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _kinds(formats: str) -> list[str]:
    kinds = [kind.strip().lower() for kind in formats.split(",")]
    unknown = next((kind for kind in kinds if kind not in FORMATS), None)
    if unknown is not None:
        raise ArgumentError(f'there is no format "{unknown}"; the formats are {", ".join(FORMATS)}')
    return kinds


def _moving(
    figures: list[Figure], kinds: Sequence[str], films: Sequence[str], *, named: bool
) -> list[Figure]:
    """The figures that can become all that is asked for; of those asked for by name, each has to."""
    from thalweg.figures.motion import check_moves

    found = [figure for figure in figures if figure.steps is not None]
    if named or not found:
        for figure in figures:
            check_moves(figure)
    if len(found) < len(figures):
        if len(films) < len(kinds):
            raise ArgumentError(
                f"{len(figures) - len(found)} of the {len(figures)} figures do not move: ask for --format "
                f"{','.join(films)} by itself, which leaves them out"
            )
        note(f"{len(figures) - len(found)} of {len(figures)} figures do not move and are left out")
    return found


def _nothing(_done: int, _all: int) -> None:
    """Progress that nobody looks at."""


def _jobs(figures: int, *, films: bool) -> int:
    """Processes for so many figures: each has to begin anew, which takes as long as eight pictures."""
    return max(1, min(os.cpu_count() or 1, figures if films else figures // 8))


@dataclass(frozen=True)
class _Shared:
    """Work that several processes share: whoever makes a file of its name in a folder first does it.

    So that none of them waits for another that got the figures that take long.
    """

    folder: str | None

    @classmethod
    @contextlib.contextmanager
    def between(cls, processes: int) -> Iterator[_Shared]:
        """Among so many processes; in one that another has begun, with that one."""
        if processes == 1:
            yield cls(os.environ.get(_CLAIMS))
            return
        with tempfile.TemporaryDirectory(prefix="thalweg-") as folder:
            yield cls(folder)

    def take(self, name: str) -> bool:
        """Whether this process is the first to ask for it."""
        if self.folder is None:
            return True
        try:
            os.close(os.open(os.path.join(self.folder, name), os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True


def _elsewhere(arguments: list[str], shares: _Shared) -> subprocess.Popen[bytes]:
    """The same program with other arguments, beside this one."""
    environment = os.environ | {_CLAIMS: shares.folder or ""}
    return subprocess.Popen(
        [sys.executable, "-m", "thalweg", *arguments], stdin=subprocess.DEVNULL, env=environment
    )


@group.command("gallery", cls=Command, epilog=EXAMPLES["gallery"])
def gallery(
    output: Annotated[
        str, typer.Argument(metavar="DIR", help="Folder for the page; made if need be.")
    ],
    tag: Tag = None,
    quiet: options.Quiet = False,
) -> None:
    """Write one page of HTML with all figures and their claims."""
    from thalweg.data.atomic import write_atomically
    from thalweg.figures.gallery import page

    text = page(_chosen(None, every=True, tag=tag))
    path = _folder(output) / "index.html"
    write_atomically(path, lambda stream: stream.write(text.encode()))
    if not quiet:
        note(f"wrote {path}")


@group.command("check", cls=Command, epilog=EXAMPLES["check"])
def check(chosen: Names = None, tag: Tag = None, given: Set = None) -> None:
    """Check what the figures claim against what they compute."""
    figures = _chosen(chosen, every=not chosen, tag=tag)
    rows, false = [], 0
    for figure in figures:
        for claim in figure(**_read(figure, given)).claims:
            false += not claim.holds
            mark = "" if claim.holds else "!"
            rows.append([mark + figure.name, claim.words, "holds" if claim.holds else "FALSE"])
    show_all(table(["figure", "claim", "result"], rows))
    if false:
        note(f"thalweg: {false} of {len(rows)} claims are false")
        raise typer.Exit(FALSE)


@contextlib.contextmanager
def _sparing() -> Iterator[Callable[[], None]]:
    """Look for garbage between every few figures only.

    A figure makes some ten thousand objects that refer to each other; looking through all of them again and again while
    they are made takes a fifth of the time.
    """
    on, done = gc.isenabled(), itertools.count(1)
    gc.disable()

    def spare() -> None:
        if next(done) % EVERY == 0:
            gc.collect()

    try:
        yield spare
    finally:
        if on:
            gc.enable()


def _chosen(
    wanted: Sequence[str] | None, *, every: bool = False, tag: str | None = None
) -> list[Figure]:
    """The figures that are asked for by name, tag, or all at once."""
    from thalweg.figures.registry import registry

    if wanted and (every or tag is not None):
        raise ArgumentError("give names of figures, or --all, or --tag; not names and one of these")
    if wanted:
        return [registry[name.replace("-", "_")] for name in values.unique(wanted)]
    if not every and tag is None:
        raise ArgumentError(
            "which figures? Give names, --tag or --all; thalweg figures list lists them"
        )
    return list(registry.tagged(tag))


def _read(figure: Figure, given: Sequence[str] | None) -> dict[str, Any]:
    """Values of parameters, from their texts."""
    from thalweg.figures.parameters import read_all

    known = {one.name: one for one in figure.parameters}
    found: dict[str, Any] = {}
    for text in given or ():
        name, equals, value = text.partition("=")
        name = name.strip().replace("-", "_")
        if not equals:
            raise ArgumentError(
                f'--set takes a name and a value, as in --set {name}=1; got "{text}"'
            )
        if name not in known:
            # Names the nearest.
            read_all(figure.parameters, {name: value}, figure.name)
        found[name] = known[name].read(value.strip())
    return found


def _folder(path: str) -> Path:
    """A folder that is there, or made now."""
    from thalweg.errors import OutputError

    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f'cannot make the folder "{path}": {error.strerror or error}; choose another path'
        ) from error
    return folder
