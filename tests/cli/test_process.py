"""The program as a process of its own: signals, pipes, terminals, completion."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import thalweg as tw
from cli.driver import Program

CALL = [sys.executable, "-m", "thalweg"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*CALL, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_python_m_thalweg_is_the_program() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"thalweg {tw.__version__}\n", "")


def test_an_error_has_no_traceback() -> None:
    done = run("descend", "rosenbrok")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        'thalweg: error: no function is called "rosenbrok"; did you mean "rosenbrock"? '
        "(`thalweg functions` lists them)\n",
    )


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Programs that are started heed Ctrl-C, even where the tests run in the background and do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_one_line() -> None:
    long = ["descend", "himmelblau", "-O", "sgd:lr=0.001", "--steps", "1e8", "--every", "1e6"]
    with subprocess.Popen(
        [*CALL, *long], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        # What was chosen is said right before the run.
        assert process.stderr.readline() == "start: x = 0, y = 0, the catalogue's start\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "thalweg: stopped\n")


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("turn", ["0", "360"], ids=["one process", "several"])
@pytest.mark.parametrize("frame", [1, 100], ids=["while it begins", "while it draws"])
def test_ctrl_c_leaves_no_half_animation(tmp_path: Path, turn: str, frame: int) -> None:
    # Large enough to take a minute.
    run = ["descend", "himmelblau", "-O", "sgd:lr=0.001", "--start", "0,0", "--steps", "2000"]
    drawn = ["--panel", "surface", "--frames", "1500", "--size", "1400x1000", "--turn", turn]
    with subprocess.Popen(
        [*CALL, *run, *drawn, "-q", "-o", "a.mp4"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as process:
        until = time.monotonic() + 60
        while not any(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.02)
        time.sleep(frame / 20)
        # A terminal sends it to all of them.
        process.send_signal(signal.SIGINT)
        # Ends only when none of its copies holds the pipe any more.
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "thalweg: stopped\n")
    assert list(tmp_path.iterdir()) == []


WRITES = (
    ["functions"],
    ["--help"],
    ["fit", "--help"],
    ["--version"],
    ["descend", "bowl", "--json", "-q"],
)


@pytest.mark.parametrize("arguments", WRITES, ids=" ".join)
def test_a_full_disk_behind_stdout_is_one_line(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*CALL, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (
        2,
        "thalweg: error: cannot write to stdout: No space left on device\n",
    )


@pytest.mark.parametrize("arguments", WRITES, ids=" ".join)
def test_a_closed_pipe_is_quiet(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run(
            [*CALL, *arguments], stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (141, "")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    call = f"{shlex.join(CALL)} {line}"
    return subprocess.run(["sh", "-c", call], capture_output=True, text=True, check=False)


def test_without_stdout_there_is_an_error_only_if_something_was_to_be_written() -> None:
    done = shell("functions >&-")
    assert (done.returncode, done.stderr) == (
        2,
        "thalweg: error: cannot write to stdout: it is closed\n",
    )
    done = shell("descend bowl --steps 1 --quiet >&-")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("redirected", ["2>&-", "2>/dev/full"])
def test_without_stderr_the_results_are_still_there(redirected: str) -> None:
    done = shell(f"descend bowl --steps 1 {redirected}")
    assert (done.returncode, done.stdout.split()[0]) == (0, "run")
    assert shell(f"descend 'x(' {redirected}").returncode == 2


def test_a_table_in_ascii_has_hyphens_for_what_ascii_lacks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    program("descend", "-x**2", "--start", "1", "--start", "-1", "--steps", "1")
    rows = written.getvalue().decode().splitlines()[1:4]
    assert set(rows[0]) == {"-", "+"}
    assert rows[2].replace("|", "").split() == ["SGD", "lr=0.5", "from", "(-1)", "-4", "-2", "1"]


def test_a_terminal_without_greek_gets_a_question_mark(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding="ascii"))
    assert program("descend", "ravine", "-O", "sgd", "--steps", "1").code == 0
    assert written.getvalue().splitlines()[1] == (
        b"SGD: lr = 0.05, which is 1/?max of the Hessian at the start"
    )


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("thalweg des", ["descend"]),
        ("thalweg descend rosen", ["rosenbrock"]),
        ("thalweg descend bowl --st", ["--start", "--steps"]),
        ("thalweg descend bowl -O rms", ["rmsprop"]),
        ("thalweg descend bowl -O RMS", ["RMSprop"]),
        ("thalweg descend bowl -O clip", ["clipnorm", "clipvalue"]),
        ("thalweg descend bowl -O 'clipnorm(rm", ["clipnorm(rmsprop"]),
        ('thalweg descend bowl -O "lookahead(clipnorm(adamw', ["lookahead(clipnorm(adamw"]),
        ("thalweg descend bowl --by o", ["optimizer"]),
        ("thalweg fit x.csv --loss m", ["mse", "mae"]),
        ("thalweg fit x.csv --theme d", ["dark"]),
        ("thalweg fit x.csv --panel pro", ["profile"]),
        ("thalweg fit x.csv --size s", ["slide", "square"]),
        ("thalweg optimizers rm", ["rmsprop"]),
    ],
)
def test_the_shell_completes(
    program: Program, monkeypatch: pytest.MonkeyPatch, typed: str, offered: list[str]
) -> None:
    monkeypatch.setenv("_THALWEG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    done = program()
    assert (done.code, done.out.split(), done.err) == (0, offered, "")


def on_a_terminal(columns: int, *arguments: str) -> str:
    """What a terminal of that width shows."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
    environment |= {"TERM": "xterm-256color"}
    with subprocess.Popen(
        [*CALL, *arguments], stdout=slave, stderr=slave, stdin=slave, env=environment
    ) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # Linux says so that the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.wait() == 0
    os.close(master)
    return shown.decode()


def test_on_a_terminal_a_run_that_diverged_is_red_and_nothing_is_wider_than_it() -> None:
    shown = on_a_terminal(
        80,
        *("descend", "x**2 + 10*y**2", "-O", "sgd:lr=0.05,0.11", "--steps", "100"),
        *("--start", "-1.8,0.6", "--start", "1,1"),
    )
    assert re.search(r"\x1b\[31mSGD lr=0.11 from", shown)
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["steps", "to", "diverged"],
        ["run", "loss", "x", "y", "1%", "at"],
    ]
    assert len(lines) == 13
    assert max(map(len, lines)) <= 80
    assert "descending" not in shown


@pytest.mark.parametrize("arguments", [["-O", "newton"], ["--start", "3,3", "--start=-100,-100"]])
def test_a_table_that_is_too_wide_gives_its_parameters_away(arguments: list[str]) -> None:
    shown = on_a_terminal(60, "descend", "himmelblau", "-O", "sgd:lr=0.001", *arguments)
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).splitlines()
    assert any(line.startswith("parameter ") for line in lines)
    (head,) = [line for line in lines if line.startswith("run ")]
    assert "x" not in head.split()
