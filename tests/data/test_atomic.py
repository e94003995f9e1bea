"""Files that are replaced whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from thalweg.data import store
from thalweg.data.atomic import check_file, write_atomically
from thalweg.errors import ArgumentError, OutputError


def writer(content: bytes) -> Callable[[BinaryIO], object]:
    return lambda file: file.write(content)


def fail(error: BaseException) -> Callable[[BinaryIO], object]:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise error

    return write


def message(path: str | Path, write: Callable[[BinaryIO], object] | None = None) -> str:
    with pytest.raises(OutputError) as raised:
        write_atomically(path, write or writer(b"new"))
    return str(raised.value)


def test_new_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "x.svg"
    write_atomically(path, writer(b"old"))
    assert path.read_bytes() == b"old"
    write_atomically(str(path), writer(b"new"))
    assert path.read_bytes() == b"new"
    monkeypatch.chdir(tmp_path)
    write_atomically("y.svg", writer(b"y"))
    assert sorted(os.listdir(tmp_path)) == ["x.svg", "y.svg"]


def test_permissions(tmp_path: Path):
    path = tmp_path / "x.svg"
    mask = os.umask(0o027)
    try:
        write_atomically(path, writer(b"old"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        path.chmod(0o604)
        write_atomically(path, writer(b"new"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o604
    finally:
        os.umask(mask)


def test_a_link_stays_a_link(tmp_path: Path):
    target, link = tmp_path / "folder" / "x.svg", tmp_path / "link.svg"
    target.parent.mkdir()
    link.symlink_to("folder/x.svg")
    write_atomically(link, writer(b"new"))
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert os.listdir(target.parent) == ["x.svg"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
            "the disk is full (No space left on device); nothing was replaced;"
            " free some space or choose another path",
        ),
        (
            OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
            "the disk is full (Disk quota exceeded); nothing was replaced;"
            " free some space or choose another path",
        ),
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
            'the folder "{folder}" may not be written to (Permission denied); choose another path',
        ),
        (OSError(errno.EIO, os.strerror(errno.EIO)), "Input/output error; choose another path"),
        (OSError("no number"), "no number; choose another path"),
    ],
)
def test_after_an_error_the_old_file_is_there(tmp_path: Path, error: OSError, expected: str):
    path = tmp_path / "x.svg"
    path.write_bytes(b"old")
    expected = expected.format(folder=tmp_path)
    assert message(path, fail(error)) == f'cannot write "{path}": {expected}'
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.svg"]


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OutputError("mine")])
def test_other_errors_pass_through(tmp_path: Path, error: BaseException):
    with pytest.raises(type(error)) as raised:
        write_atomically(tmp_path / "x.svg", fail(error))
    assert raised.value is error
    assert os.listdir(tmp_path) == []


def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("file").write_bytes(b"")
    Path("link.svg").symlink_to("nowhere/x.svg")
    os.mkfifo("pipe.svg")
    assert message("out/x.svg") == (
        'cannot write "out/x.svg": the folder "out" does not exist;'
        " create it or choose another path"
    )
    assert message("file/x.svg") == (
        'cannot write "file/x.svg": "file" is a file, not a folder; choose another path'
    )
    assert message("file/sub/x.svg") == (
        'cannot write "file/sub/x.svg": the folder "file/sub" cannot be, since a part of it is a'
        " file; choose another path"
    )
    assert message("link.svg") == (
        f'cannot write "link.svg": the folder "{tmp_path}/nowhere" does not exist;'
        " create it or choose another path"
    )
    assert message(".") == 'cannot write ".": it is a folder; name a file'
    assert message("x.svg/") == 'cannot write "x.svg/": it is a folder; name a file'
    assert message("pipe.svg") == (
        'cannot write "pipe.svg": it is not a regular file; choose another path'
    )
    assert message("/dev/null") == (
        'cannot write "/dev/null": it is not a regular file; choose another path'
    )
    assert message("/proc/x.svg").startswith('cannot write "/proc/x.svg": ')
    assert message("x" * 300) == (
        f'cannot write "{"x" * 300}": File name too long; choose another path'
    )
    assert sorted(os.listdir()) == ["file", "link.svg", "pipe.svg"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "path must name a file or folder, not ''; give another"),
        ("a\0b", "path must name a file or folder, not 'a\\x00b'; give another"),
        (3, 'path must be a text or a path, not int; give it as "run.zarr"'),
    ],
)
def test_what_is_no_path(path: str, expected: str):
    with pytest.raises(ArgumentError) as raised:
        write_atomically(path, writer(b""))
    assert str(raised.value) == expected


def test_what_a_killed_process_left_is_removed(tmp_path: Path):
    dead, alive, other = (tmp_path / f".x.svg.{n}.tmp" for n in ("1.0", "1.1", "1"))
    for path in (dead, alive, other):
        path.write_bytes(b"half")
    (tmp_path / ".x.svg.1.2.tmp").mkdir()
    (tmp_path / ".x.svg.1.3.tmp").symlink_to(other)
    with open(alive, "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_atomically(tmp_path / "x.svg", writer(b"new"))
    left = {path.name for path in (alive, other)} | {"x.svg", ".x.svg.1.3.tmp"}
    assert set(os.listdir(tmp_path)) == left


def test_a_name_that_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # Another container on the same disk may have the same process id.
    monkeypatch.setattr("thalweg.data.atomic._counter", iter(range(3)))
    with open(tmp_path / f".x.svg.{os.getpid()}.0.tmp", "xb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        write_atomically(tmp_path / "x.svg", writer(b"new"))
    assert (tmp_path / "x.svg").read_bytes() == b"new"


def test_without_kernel_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("thalweg.data.atomic.fcntl", None)
    (tmp_path / ".x.svg.1.0.tmp").write_bytes(b"half")
    write_atomically(tmp_path / "x.svg", writer(b"new"))
    # What nobody can tell to be dead is left alone.
    assert set(os.listdir(tmp_path)) == {"x.svg", ".x.svg.1.0.tmp"}


FULL = """
import resource, sys
from pathlib import Path
from thalweg.data.atomic import write_atomically
from thalweg.errors import OutputError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
try:
    write_atomically(sys.argv[1], lambda file: file.write(b"x" * 5000))
except OutputError as error:
    print(error)
"""


def test_a_full_disk(tmp_path: Path):
    path = tmp_path / "x.svg"
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == (
        f'cannot write "{path}": the disk is full (File too large); nothing was replaced;'
        " free some space or choose another path\n"
    )
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.svg"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000


def test_what_cannot_be_written_is_known_beforehand(tmp_path):
    check_file(tmp_path / "x.svg")
    store.check(tmp_path / "x.zarr")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError) as caught:
        check_file(tmp_path / "none" / "x.svg")
    assert str(caught.value) == (
        f'cannot write "{tmp_path}/none/x.svg": the folder "{tmp_path}/none" does not exist; '
        "create it or choose another path"
    )
    (tmp_path / "x.zarr").mkdir()
    (tmp_path / "x.zarr" / "letter.txt").write_text("mine")
    with pytest.raises(OutputError) as caught:
        store.check(tmp_path / "x.zarr")
    assert str(caught.value) == (
        f'refusing to replace "{tmp_path}/x.zarr": it is not a thalweg store; '
        "remove it or choose another path"
    )
