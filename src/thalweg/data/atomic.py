"""Files and folders that are replaced whole or not at all.

Something new is written beside the target under a name of its own and then renamed over it, so that a reader, a crash
or a full disk meets either the old or the new. What a killed process left beside is told from what a living one is
writing by a kernel lock (``flock``), which ends with its process; process ids would be reused.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Self, TypeVar

from thalweg.errors import ArgumentError, OutputError, StoreError, ThalwegError

try:
    import fcntl
except (
    ImportError
):  # Windows: nothing left beside is ever taken for dead, and renames alone keep the order
    fcntl = None

_counter = itertools.count()
_D = TypeVar("_D", int, int | None)


def write_atomically(path: str | os.PathLike[str], write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that it is there whole or, after any failure, as it was before.

    Parameters
    ----------
    path : str or path
        The file; a symbolic link is followed.
    write : callable
        Gets the open file and writes the content. Whatever it raises, nothing is replaced.

    Raises
    ------
    OutputError
        'cannot write "out/x.svg": the folder "out" does not exist; create it or choose another path', and the like
        for a folder without permission or a full disk.
    """
    given, target = located(path)
    with explained(given, target):
        mode = _mode_of_file(given, target)
        beside, descriptor = _reserve(target, _make_file)
        try:
            with open(descriptor, "wb") as file:
                write(file)
                file.flush()
                os.fsync(descriptor)
                if mode is not None:
                    os.chmod(beside, mode)
                with locked(target.parent):
                    # Closed first, since Windows renames no open file; that ends the file's own
                    # lock, but here nobody takes it for dead.
                    file.close()
                    os.replace(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _sync(target.parent)


def check_file(path: str | os.PathLike[str]) -> None:
    """Find out before long work whether a file can be written, by making one beside and removing it.

    Raises
    ------
    OutputError
        As `write_atomically`.
    """
    given, target = located(path)
    with explained(given, target):
        _mode_of_file(given, target)
        beside, descriptor = _reserve(target, _make_file)
        os.close(descriptor)
        beside.unlink(missing_ok=True)


def check_folder(path: str | os.PathLike[str], refuse: Callable[[str, Path], None]) -> None:
    """Find out before long work whether a folder can be written or replaced.

    Raises
    ------
    OutputError
        As `write_atomically`.
    """
    given, target = located(path)
    with explained(given, target):
        if os.path.lexists(target):
            refuse(given, target)
        beside, descriptor = _reserve(target, _make_folder)
        if descriptor is not None:
            os.close(descriptor)
        beside.rmdir()


def replace_folder(
    path: str | os.PathLike[str],
    write: Callable[[Path], object],
    refuse: Callable[[str, Path], None],
    *,
    keep: bool = False,
) -> int | None:
    """Write a folder so that it is there whole or, after any failure, as it was before.

    Parameters
    ----------
    path : str or path
        The folder; a symbolic link is followed.
    write : callable
        Gets the empty folder to fill.
    refuse : callable
        Gets the path as given and an existing target; raises where that must not be replaced.
    keep : bool
        Whether the new folder stays locked, from before it has its name until `let_go`.

    Returns
    -------
    int or None
        The lock that is kept, if any.

    Raises
    ------
    OutputError
        As `write_atomically`.
    """
    given, target = located(path)
    with explained(given, target):
        if os.path.lexists(target):
            refuse(given, target)
        beside, descriptor = _reserve(target, _make_folder)
        try:
            write(beside)
            _sync_tree(beside)
            with locked(target.parent):
                if os.path.lexists(target):
                    # Again, since others may have come in between.
                    refuse(given, target)
                dead = _swap(beside, target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            keep = False
            raise
        finally:
            if descriptor is not None and not keep:
                os.close(descriptor)
        if dead is not None:
            shutil.rmtree(dead, ignore_errors=True)
        return descriptor if keep else None


def lost(target: Path) -> bool:
    """Whether a process died between the two renames, or is just there."""
    return not os.path.lexists(target) and os.path.lexists(_old(target))


def recover(target: Path) -> None:
    """Put the old folder back if a process died between the two renames; call it while `locked`."""
    if lost(target):
        os.rename(_old(target), target)


def located(path: str | os.PathLike[str]) -> tuple[str, Path]:
    """Tell the path as the user wrote it, and the place it stands for, with links resolved."""
    try:
        given = os.fsdecode(path)
    except TypeError:
        raise ArgumentError(
            f'path must be a text or a path, not {type(path).__name__}; give it as "run.zarr"'
        ) from None
    if not given or "\0" in given:
        raise ArgumentError(f"path must name a file or folder, not {given!r}; give another")
    return given, Path(os.path.realpath(given))


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from renaming in a folder, for the moment that a rename takes."""
    descriptor = _open_folder(folder)
    try:
        if descriptor is not None:
            _lock(descriptor, wait=True)
        yield
    finally:
        if descriptor is not None:
            # Closing is not enough where another thread has forked in the meantime.
            let_go(descriptor)


def hold(folder: Path) -> int | None:
    """Lock a folder until the descriptor that is returned is closed, or the process ends; None where another holds it.

    Where the file system has no locks, nothing keeps two processes apart.
    """
    descriptor = _open_folder(folder)
    if descriptor is None or fcntl is None:
        return descriptor if descriptor is not None else os.open(os.devnull, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass
    return descriptor


def let_go(descriptor: int) -> None:
    """End a lock, also where processes that were forked meanwhile share it."""
    _unlock(descriptor)
    os.close(descriptor)


def held(given: str, folder: Path) -> int:
    """Lock a folder as `hold` does.

    Raises
    ------
    StoreError
        'another process is writing "land.zarr": wait for it to end, or choose another path'
    """
    with explained(given, folder):
        descriptor = hold(folder)
    if descriptor is None:
        raise StoreError(
            f'another process is writing "{given}": wait for it to end, or choose another path'
        )
    return descriptor


class Holding:
    """What holds a folder for writing until `close`; a context manager."""

    _lock: int | None = None

    def close(self) -> None:
        """Let others write."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextlib.contextmanager
def explained(given: str, target: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError that says what to do."""
    try:
        yield
    except ThalwegError:
        raise
    except OSError as error:
        raise OutputError(f'cannot write "{given}": {_reason(error, given, target)}') from error


def _reason(error: OSError, given: str, target: Path) -> str:
    # The folder in the user's words, unless a link leads elsewhere.
    folder = os.path.dirname(given.rstrip(os.sep)) or "."
    if os.path.realpath(folder) != str(target.parent):
        folder = str(target.parent)
    other = "choose another path"
    if not target.parent.exists() and error.errno in (errno.ENOENT, errno.ENOTDIR):
        if any(parent.is_file() for parent in target.parents):
            return f'the folder "{folder}" cannot be, since a part of it is a file; {other}'
        return f'the folder "{folder}" does not exist; create it or {other}'
    if not target.parent.is_dir():
        return f'"{folder}" is a file, not a folder; {other}'
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f'the folder "{folder}" may not be written to ({error.strerror}); {other}'
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            f"the disk is full ({error.strerror}); nothing was replaced; free some space or {other}"
        )
    return f"{error.strerror or error}; {other}"


def _mode_of_file(given: str, target: Path) -> int | None:
    """Look up the permissions that a file has, or None where there is none yet."""
    if given.endswith(os.sep) or target.is_dir():
        raise OutputError(f'cannot write "{given}": it is a folder; name a file')
    try:
        mode = target.stat().st_mode
    except OSError:
        return None
    # A rename would put a file in the place of a device.
    if not stat.S_ISREG(mode):
        raise OutputError(f'cannot write "{given}": it is not a regular file; choose another path')
    return stat.S_IMODE(mode)


def _reserve(target: Path, make: Callable[[Path], _D]) -> tuple[Path, _D]:
    """Make and lock a file or folder beside the target."""
    with locked(target.parent):
        _remove_dead(target)
        while True:
            beside = _beside(target)
            with contextlib.suppress(FileExistsError):
                return beside, make(beside)


def _make_file(path: Path) -> int:
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | binary, 0o666)
    _lock(descriptor, wait=False)
    return descriptor


def _make_folder(path: Path) -> int | None:
    os.mkdir(path)
    descriptor = _open_folder(path)
    if descriptor is not None:
        _lock(descriptor, wait=False)
    return descriptor


def _open_folder(path: Path) -> int | None:
    """Open a folder, where that can be: not on Windows, nor without permission to read it."""
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{next(_counter)}.tmp")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _swap(new: Path, target: Path) -> Path | None:
    """Rename `new` to the target, and tell where the old one is now, to be removed."""
    old = _old(target)
    dead = _beside(target)
    if os.path.lexists(target):
        if os.path.lexists(old):
            # Left by a crash after the second rename: the target is newer.
            os.rename(old, _beside(target))
        os.rename(target, old)
        try:
            os.rename(new, target)
        except BaseException:
            os.rename(old, target)
            raise
    else:
        os.rename(new, target)
    _sync(target.parent)
    # Under another name before it is removed: half a folder must never be recovered.
    with contextlib.suppress(OSError):
        os.rename(old, dead)
        return dead
    return None


def _remove_dead(target: Path) -> None:
    """Remove what killed processes left beside the target."""
    pattern = re.compile(re.escape(f".{target.name}.") + r"\d+\.\d+\.tmp")
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if not pattern.fullmatch(entry.name) or entry.is_symlink():
                continue
            with contextlib.suppress(OSError):
                descriptor = os.open(entry.path, os.O_RDONLY)
                try:
                    if not _lock(descriptor, wait=False):
                        continue
                    if entry.is_dir():
                        shutil.rmtree(entry.path, ignore_errors=True)
                    else:
                        os.unlink(entry.path)
                finally:
                    os.close(descriptor)


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock an open file or folder; False where that is held elsewhere, or not possible."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        # Taken, or a network file system without such locks.
        return False
    return True


def _unlock(descriptor: int) -> None:
    if fcntl is not None:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)


def _sync(folder: Path) -> None:
    """Have a rename survive a loss of power, where the file system can do that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sync_tree(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            _sync(Path(place, name))
        _sync(Path(place))
