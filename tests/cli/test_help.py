"""Help, documentation, and the examples in both."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest
import typer
from site_build import blocks

import thalweg as tw
from cli.driver import PAGE, ROOT, Program, commands, documented, shell_blocks
from thalweg import output
from thalweg.cli import main, names
from thalweg.cli.program import app
from thalweg.figures.registry import registry
from thalweg.optim import WRAPPERS
from thalweg.problems.losses import LOSSES
from thalweg.render.auto import AUTO
from thalweg.render.size import NAMES as SIZES
from thalweg.render.theme import THEMES
from thalweg.scenes.panels import PANELS

PROGRAM: Any = typer.main.get_command(app)
COMMANDS: dict[str, Any] = PROGRAM.commands
EVERY: dict[str, Any] = COMMANDS | {
    f"{name} {own}": command
    for name, group in COMMANDS.items()
    for own, command in getattr(group, "commands", {}).items()
}
"""All commands, those of groups too, by the words that one writes."""
OWN = {"--help"}
NETWORK = """
import torch
import thalweg as tw
from thalweg.torch import Network

torch.manual_seed(0)
data = torch.randn(20, 2), torch.randn(20, 1)
model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
network = Network(model, torch.nn.MSELoss(), data)
"""


def examples() -> list[tuple[str, ...]]:
    """Every example of every help page, of the documentation and of README.md, each once."""
    texts = [PROGRAM.epilog, *(command.epilog for command in EVERY.values())]
    for page in blocks.pages():
        text = page.read_text(encoding="utf-8")
        texts += shell_blocks(text)
        # Single lines are indented, but for the list of the commands themselves.
        texts += re.findall(r"^    (thalweg .*)$", text, re.MULTILINE) if page != PAGE else []
    return list(dict.fromkeys(call for text in texts for call in commands(text)))


def test_the_names_in_help_are_those_of_the_library() -> None:
    every = [*tw.optimizers, *WRAPPERS]
    assert set(names.complete_optimizer("")) == {name.lower() for name in every}
    assert tuple(LOSSES) == names.LOSSES
    assert tuple(PANELS) == names.PANELS
    assert (*THEMES, AUTO) == names.THEMES
    assert SIZES == names.SIZES
    assert tuple(sorted(output.WRITERS)) == names.EXTENSIONS


def test_help_lists_the_commands(program: Program) -> None:
    done = program("--help")
    assert done == program("-h") == program()
    assert (done.code, done.err) == (0, "")
    listed = re.search(r"^Commands:\n((?:  .*\n)+)", done.out, re.MULTILINE)
    assert listed is not None
    assert [line.split()[0] for line in listed[1].splitlines()] == list(COMMANDS)
    assert "..." not in listed[1]


@pytest.mark.parametrize("name", list(EVERY))
def test_help_of_a_command_has_all_options_and_ends_with_examples(
    program: Program, name: str
) -> None:
    done = program(*name.split(), "--help")
    assert (done.code, done.err) == (0, "")
    for param in EVERY[name].params:
        assert (param.metavar if param.param_type_name == "argument" else param.opts[0]) in done.out
    before, after = done.out.split("\nExamples:\n")
    assert [line.removeprefix("  ") for line in after.splitlines()] == EVERY[
        name
    ].epilog.splitlines()
    assert max(map(len, done.out.splitlines())) <= 88
    assert before


def test_the_version(program: Program) -> None:
    done = program("--version")
    assert (done.code, done.out, done.err) == (0, f"thalweg {tw.__version__}\n", "")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the examples share, since some draw what others have saved."""
    from cli.driver import DATA

    folder = tmp_path_factory.mktemp("examples")
    (folder / "data.csv").write_text(DATA, encoding="utf-8")
    copytree(ROOT / "examples" / "data", folder / "examples" / "data")
    runs = tw.descend(tw.functions["ravine"], tw.SGD(lr=0.05), steps=5)
    # The examples before them write these; another process may have run those.
    for name in ("run.zarr", "ravine.zarr", "race.zarr"):
        tw.save(runs, folder / name)
    network(folder)
    return folder


def network(folder: Path) -> None:
    """What pages on networks begin with: a file that makes one, its checkpoints and its trainings."""
    import torch

    from thalweg.torch import Recorder

    (folder / "mine.py").write_text(NETWORK, encoding="utf-8")
    made: dict[str, Any] = {}
    exec(NETWORK, made)  # noqa: S102
    model, data = made["model"], made["data"]
    for name in ("training", "first", "second"):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
        recorder = Recorder(model, folder / f"{name}.zarr", optimizer=optimizer)
        for _ in range(4):
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(data[0]), data[1])
            loss.backward()
            optimizer.step()
            recorder.step(loss=loss)
        recorder.finish()
    for name in ("sgd", "adam", "swa"):
        torch.nn.init.normal_(model[0].weight)
        torch.save(model.state_dict(), folder / f"{name}.pt")


@pytest.mark.parametrize("call", examples(), ids=" ".join)
def test_every_example_works(
    call: tuple[str, ...],
    workshop: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def begin(_state: object, sock: socket.socket, ready: Callable[[], None]) -> None:
        """Begin what would go on until Ctrl-C."""
        sock.close()
        ready()

    monkeypatch.setattr("thalweg.app.server.serve", begin)
    # The cluster of the pages is nowhere; tests/integrations has a real one.
    monkeypatch.setattr("thalweg.compute.cluster.Cluster", lambda _address: ThreadPoolExecutor(1))
    if call[0] == "figures" and ({"--all", "--tag"} & {*call} or call[1] == "gallery"):
        # The tests of figures draw every one of them; here it is about the call.
        some = tuple(registry[name] for name in ("relu", "softmax"))
        monkeypatch.setattr(type(registry), "tagged", lambda _self, _tag: some)
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    monkeypatch.chdir(workshop)
    if "--store" in call:
        # Another page keeps another landscape under the same name.
        rmtree(workshop / call[call.index("--store") + 1], ignore_errors=True)
    assert main(call) == 0
    captured = capsys.readouterr()
    if call[0] == "explore":
        assert captured.err.startswith("open http://127.0.0.1:")
    else:
        assert captured.out or "--quiet" in call or {"render", "gallery"} & set(call[:2])
    written = [call[i + 1] for i, word in enumerate(call) if word in ("-o", "--output")]
    assert all((workshop / path).exists() for path in written)


def sections() -> dict[str, str]:
    """Text of each section of the page, by heading."""
    parts = re.split(r"^## (.*)$", documented(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", list(EVERY))
def test_every_command_and_option_is_documented(name: str) -> None:
    group, _, own = name.partition(" ")
    told = [text for heading, text in sections().items() if re.search(rf"\b{group}\b", heading)]
    assert f"thalweg {group}" in sections()
    text = "\n".join(told)
    assert not own or re.search(rf"^\| `{own}[ `]", text, re.MULTILINE)
    for param in EVERY[name].params:
        if param.param_type_name == "argument":
            assert param.metavar in text + documented().split("## ")[0]
            continue
        for option in {*param.opts, *param.secondary_opts} - OWN:
            assert re.search(rf"`{re.escape(option)}[ `]", text), option


def test_nothing_is_documented_that_is_not_there() -> None:
    known = {
        o for c in (PROGRAM, *EVERY.values()) for p in c.params for o in p.opts + p.secondary_opts
    }
    known |= {"--install-completion", "--show-completion", "--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", documented())) <= known
    assert set(re.findall(r"^## thalweg (\w+)$", documented(), re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["descend", "--help"], ["fit", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    heavy = ("numpy", "scipy", "sympy", "xarray", "zarr", "matplotlib")
    code = (
        "import sys; from thalweg.cli import main; main(sys.argv[1:]); "
        f"print('\\n', [m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert (done.stdout.splitlines()[-1].strip(), done.stderr) == ("[]", "")
