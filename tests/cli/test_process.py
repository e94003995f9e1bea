"""The program as a process of its own: signals, pipes, terminals, completion."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios

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


def test_a_full_disk_behind_stdout_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*CALL, "functions"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (
        2,
        "thalweg: error: cannot write to stdout: No space left on device\n",
    )


def test_a_closed_pipe_is_quiet() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as closed:
        done = subprocess.run(
            [*CALL, "functions"], stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_without_greek_gets_a_question_mark(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(written, encoding="ascii"))
    assert program("descend", "ravine", "--steps", "1").code == 0
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
    assert len(lines) == 7
    assert max(map(len, lines)) <= 80
    assert "descending" not in shown
