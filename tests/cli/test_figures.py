"""`thalweg figures`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from cli.driver import Done, Program, error
from thalweg.figures.registry import registry


def test_every_figure_is_a_line(program: Program) -> None:
    done = program("figures", "list")
    _, _, *rows = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert [row.split()[0] for row in rows] == list(registry)


def test_a_tag(program: Program) -> None:
    done = program("figures", "list", "--tag", "activation")
    assert "sigmoid " in done.out
    assert "gradient_descent" not in done.out


def test_a_figure_is_told_in_full(program: Program) -> None:
    done = program("figures", "show", "step")
    figure = registry["step"]
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "step: Step function"
    assert figure.caption in done.out
    assert "threshold        0  a number from -10 to 10  where it jumps" in done.out
    for claim in figure.claims:
        assert claim.words in done.out
    assert figure().alt in done.out


def test_files_are_written_and_listed(program: Program, folder: Path) -> None:
    done = program("figures", "render", "relu", "leaky-relu", "-o", "a/b", "--format", "svg,png")
    paths = ["a/b/relu.svg", "a/b/relu.png", "a/b/leaky_relu.svg", "a/b/leaky_relu.png"]
    assert done == Done(0, "", "".join(f"wrote {path}\n" for path in paths))
    assert all((folder / path).exists() for path in paths)


def test_one_figure_is_drawn_into_files_by_name(program: Program, folder: Path) -> None:
    done = program("figures", "render", "relu", "-o", "one.PNG", "-o", "a.svg", "--jobs", "2")
    assert done == Done(0, "", "wrote one.PNG\nwrote a.svg\n")
    assert (folder / "one.PNG").read_bytes().startswith(b"\x89PNG")
    program("figures", "render", "relu")
    assert (folder / "a.svg").read_bytes() == (folder / "relu.svg").read_bytes()
    # A folder is one, whatever it is called.
    (folder / "pictures.png").mkdir()
    assert program("figures", "render", "relu", "-o", "pictures.png").code == 0
    assert (folder / "pictures.png" / "relu.svg").exists()


def test_several_processes_draw_the_same_files(program: Program, folder: Path) -> None:
    names = ("relu", "step", "tanh", "--size", "column", "--quiet")
    one = program("figures", "render", *names, "-o", "one")
    two = program("figures", "render", *names, "-o", "two", "--jobs", "2")
    assert one == two == Done(0, "", "")
    for name in names[:3]:
        made = [(folder / where / f"{name}.svg").read_bytes() for where in ("one", "two")]
        assert made[0] == made[1]


def test_parameters_are_set(program: Program, folder: Path) -> None:
    done = program(
        "figures", "render", "softmax", "--set", "temperature=0.5,2", "--set", "logits=1,2"
    )
    assert (done.code, done.err) == (0, "wrote softmax.svg\n")
    text = (folder / "softmax.svg").read_text(encoding="utf-8")
    assert ">T = 0.5<" in text
    assert ">T = 1<" not in text


def test_a_false_claim_is_told(program: Program) -> None:
    assert program("figures", "check", "gradient_descent").code == 0
    done = program("figures", "check", "gradient_descent", "--set", "lr=0.01,0.02,0.03")
    assert done.code == 1
    assert done.err == "thalweg: 3 of 5 claims are false\n"
    assert done.out.count("FALSE") == 3


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["render", "rleu"],
            'there is no figure "rleu"; did you mean "relu"? `thalweg figures list` lists all',
        ),
        (["render"], "which figures? Give names, --tag or --all; thalweg figures list lists them"),
        (
            ["render", "relu", "--all"],
            "give names of figures, or --all, or --tag; not names and one of these",
        ),
        (
            ["render", "relu", "--jobs", "0"],
            '--jobs must be a whole number of at least 1, not "0"',
        ),
        (
            ["render", "relu", "--format", "jpg"],
            'there is no format "jpg"; the formats are svg, pdf, png, gif, mp4, webp, apng',
        ),
        (
            ["render", "relu", "--set", "reach"],
            '--set takes a name and a value, as in --set reach=1; got "reach"',
        ),
        (
            ["render", "relu", "--set", "reech=3"],
            'relu has no parameter "reech"; did you mean "reach"? Its parameters are reach',
        ),
        (
            ["render", "relu", "--set", "reach=far"],
            'reach must be a number from 2 to 20; got "far"',
        ),
        (
            ["render", "relu", "--theme", "auto", "--format", "svg,png"],
            'theme "auto" is for .svg, which can follow its reader\'s setting; a .png cannot: '
            "choose light, dark or print",
        ),
        (
            ["render", "relu", "tanh", "-o", "both.png"],
            '"both.png" is one file, and 2 figures are asked for: give a folder to --output, and --format png',
        ),
        (
            ["render", "relu", "-o", "a.png", "--format", "svg"],
            '--format is for a folder; of "a.png" the name says what it becomes: leave --format out',
        ),
        (
            ["render", "relu", "-o", "a", "-o", "b"],
            "--output takes one folder, or files by name, and got 2 folders",
        ),
        (
            ["render", "relu", "-o", "a.png", "-o", "b.jpg"],
            '--output takes one folder, or files by name, and got "a.png" and "b.jpg"; a file ends in .svg, .pdf, '
            ".png, .gif, .mp4, .webp, .apng",
        ),
        (
            ["render", "relu", "-o", "data.csv/a"],
            'cannot make the folder "data.csv/a": Not a directory; choose another path',
        ),
        (["show"], "thalweg figures show needs a NAME; see thalweg figures show --help"),
        (
            ["show", "relu", "tanh"],
            'thalweg figures show cannot take "tanh" as well; put quotes around what contains spaces',
        ),
        (["list", "--tga", "x"], 'there is no option "--tga"; did you mean "--tag"?'),
        (
            ["chek"],
            'there is no command "chek"; did you mean "check"? '
            "The commands are list, show, render, gallery, check",
        ),
    ],
)
def test_what_is_wrong_is_one_line(
    program: Program, folder: Path, arguments: list[str], line: str
) -> None:
    before = set(folder.iterdir())
    assert program("figures", *arguments) == error(line)
    assert set(folder.iterdir()) == before


def test_the_gallery_is_one_file(program: Program, folder: Path) -> None:
    done = program("figures", "gallery", "page", "--tag", "network")
    assert done == Done(0, "", "wrote page/index.html\n")
    assert [path.name for path in (folder / "page").iterdir()] == ["index.html"]


def test_a_scene_can_follow_its_readers_setting(program: Program, folder: Path) -> None:
    run = ("descend", "bowl", "--steps", "3", "--quiet")
    assert program(*run, "--theme", "auto", "-o", "a.svg", "-o", "a.zarr").code == 0
    assert "prefers-color-scheme" in (folder / "a.svg").read_text(encoding="utf-8")
    assert program(*run, "--theme", "auto", "-o", "a.svg", "-o", "b.png") == error(
        'theme "auto" is for .svg, which can follow its reader\'s setting; a .png cannot: '
        "choose light, dark or print"
    )


def test_figures_that_move_become_animations(program: Program, folder: Path) -> None:
    how = ("--size", "320x240", "--frames", "2", "--fps", "5", "--hold", "0", "--no-loop")
    done = program("figures", "render", "k_fold", "--format", "gif,png", *how)
    assert done == Done(0, "", "wrote k_fold.gif\nwrote k_fold.png\n")
    with Image.open(folder / "k_fold.gif") as image:
        assert image.n_frames == 2  # type: ignore[attr-defined]
        assert image.size == (320, 240)
        assert image.info["duration"] == 200
        assert "loop" not in image.info


def test_figures_that_do_not_move(program: Program, folder: Path) -> None:
    told = (
        "relu does not move: it is one picture without steps. Save it as .svg, .pdf or .png; "
        "`thalweg figures list` says which figures move"
    )
    assert program("figures", "render", "k_fold", "relu", "--format", "gif") == error(told)
    assert not list(folder.glob("k_fold*"))
    still = [one for one in registry.tagged("evaluation") if one.steps is None]
    every = registry.tagged("evaluation")
    arguments = ("figures", "render", "--tag", "evaluation", "--size", "320x240", "--frames", "2")
    done = program(*arguments, "--format", "apng", "--jobs", "2")
    assert done.code == 0
    # The other process writes to the terminal itself.
    first = done.err.splitlines()[0]
    assert first == f"{len(still)} of {len(every)} figures do not move and are left out"
    written = {path.name for path in folder.glob("*.apng")}
    assert written == {f"{one.name}.apng" for one in every if one.steps is not None}
    assert program(*arguments, "--format", "apng,svg") == error(
        f"{len(still)} of the {len(every)} figures do not move: ask for --format apng by itself, which leaves them out"
    )
    rows = program("figures", "list").out.splitlines()[2:]
    moving = {row.split()[0] for row in rows if row.rstrip().endswith(" yes")}
    assert moving == {one.name for one in registry.values() if one.steps is not None}
    assert "moves     in 6 steps" in program("figures", "show", "k_fold").out
    assert "moves     no" in program("figures", "show", "relu").out


@pytest.mark.parametrize("name", ["fig.eps", "a.jpg", "b.tif", "c.webm", "d.html"])
def test_a_file_of_another_kind_is_no_folder(program: Program, folder: Path, name: str) -> None:
    assert program("figures", "render", "relu", "-o", name) == error(
        f'cannot write "{name}": a figure becomes .svg, .pdf, .png, .gif, .mp4, .webp, .apng; '
        f'for a folder of this name, give "{name}/"'
    )
    assert [path.name for path in folder.iterdir()] == ["data.csv"]
    assert program("figures", "render", "relu", "-o", f"{name}/").code == 0
    assert (folder / name / "relu.svg").exists()
    # Now that it is a folder, there is no doubt.
    assert program("figures", "render", "softmax", "-o", name).code == 0


def test_options_of_animations_without_one(program: Program, folder: Path) -> None:
    done = program("figures", "render", "k_fold", "-o", "k.svg", "--fps", "10")
    assert done == error(
        "--fps is for animations: give -o a file, or --format a name, of gif, mp4, webp, apng"
    )
    assert [path.name for path in folder.iterdir()] == ["data.csv"]
