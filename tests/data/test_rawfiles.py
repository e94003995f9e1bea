"""Files of Zarr arrays read and written without Zarr, against Zarr."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zarr
from hypothesis import given, strategies as st

from thalweg.data.rawfiles import RawRows, overwrite_row, replace_piece
from thalweg.errors import StoreError

SHAPE = (5, 23)


def array(folder: Path, dtype: str = "float32", **options: Any) -> Any:
    given: dict[str, Any] = {"chunks": (1, 10), "compressors": None} | options
    return zarr.create_array(folder, shape=SHAPE, dtype=dtype, **given)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    folder = tmp_path_factory.mktemp("raw") / "a"
    values = np.random.default_rng(0).normal(size=SHAPE).astype(np.float32)
    array(folder)[:] = values
    return folder, values


@given(st.lists(st.integers(0, 4), max_size=6), st.integers(0, 23), st.integers(0, 23))
def test_any_part_is_what_zarr_wrote(
    written: tuple[Path, np.ndarray], rows: list[int], first: int, last: int
) -> None:
    folder, values = written
    found = RawRows.of(folder)
    assert found is not None
    np.testing.assert_array_equal(
        found.read(np.array(rows, int), first, last), values[rows][:, first:last]
    )


@pytest.mark.parametrize("dtype", ["float32", "float64", "uint16"])
def test_zarr_reads_what_was_written(tmp_path: Path, dtype: str) -> None:
    values = np.random.default_rng(0).integers(0, 9, SHAPE).astype(dtype)
    kept = array(tmp_path / "a", dtype)
    rows = RawRows.of(tmp_path / "a")
    assert rows is not None
    for number, row in enumerate(values):
        rows.write(number, row)
    np.testing.assert_array_equal(kept[:], values)
    # As Zarr writes them, to the byte.
    array(tmp_path / "b", dtype)[:] = values
    for file in (tmp_path / "b" / "c").rglob("*"):
        if file.is_file():
            same = tmp_path / "a" / file.relative_to(tmp_path / "b")
            assert same.read_bytes() == file.read_bytes()


def test_what_is_kept_otherwise_is_left_to_zarr(tmp_path: Path) -> None:
    array(tmp_path / "packed", compressors="auto")
    array(tmp_path / "several", chunks=(2, 10))
    array(tmp_path / "named", chunk_key_encoding={"name": "default", "separator": "."})
    assert [RawRows.of(tmp_path / n) for n in ("packed", "several", "named")] == [None] * 3


@pytest.mark.parametrize("damage", ["missing", "short"])
def test_a_damaged_file_is_no_zeros(tmp_path: Path, damage: str) -> None:
    array(tmp_path / "a")[:] = 1
    file = tmp_path / "a" / "c" / "3" / "1"
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:12])
    rows = RawRows.of(tmp_path / "a")
    assert rows is not None
    assert rows.read(np.arange(3), 0, 23).shape == (3, 23)
    with pytest.raises(StoreError, match=r"damaged \(snapshot 3 is missing or short\)"):
        rows.read(np.arange(5), 0, 23)


def test_a_piece_is_replaced_whole(tmp_path: Path) -> None:
    kept = array(tmp_path / "a", "float64", chunks=(4, 23))
    values = np.random.default_rng(0).normal(size=SHAPE)
    padded = np.zeros((8, 23))
    padded[:5] = values
    for piece in (0, 1):
        replace_piece(tmp_path / "a", f"{piece}/0", np.ones((4, 23)))
        replace_piece(tmp_path / "a", f"{piece}/0", padded[4 * piece : 4 * piece + 4])
    np.testing.assert_array_equal(kept[:], values)
    assert not list((tmp_path / "a").rglob("*.partial"))


def test_a_row_of_a_piece_is_written_in_place(tmp_path: Path) -> None:
    kept = array(tmp_path / "a", "float64", chunks=(4, 23))
    values = np.random.default_rng(0).normal(size=SHAPE)
    kept[:] = values
    values[1], values[4] = 7, np.nan
    overwrite_row(tmp_path / "a", "0/0", 1, values[1])
    overwrite_row(tmp_path / "a", "1/0", 0, values[4])
    np.testing.assert_array_equal(kept[:], values)
    with pytest.raises(FileNotFoundError):
        overwrite_row(tmp_path / "a", "9/0", 0, values[0])


@pytest.mark.parametrize("refused", [False, True])
def test_large_files_are_written_past_the_systems_memory_where_that_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    monkeypatch.setattr("thalweg.data.rawfiles._DIRECT", 1)
    tried: list[int] = []
    opened = os.open

    def watched(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & getattr(os, "O_DIRECT", 0):
            tried.append(flags)
            if refused:
                raise OSError(22, "Invalid argument")
        return opened(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", watched)
    group = zarr.create_array(
        tmp_path / "a", shape=(3, 9000), chunks=(1, 4501), dtype="float32", compressors=None
    )
    values = np.random.default_rng(0).normal(size=(3, 9000)).astype(np.float32)
    rows = RawRows.of(tmp_path / "a")
    assert rows is not None
    for n, row in enumerate(values):
        rows.write(n, row)
    np.testing.assert_array_equal(group[:], values)
    sizes = {file.stat().st_size for file in (tmp_path / "a" / "c").rglob("*") if file.is_file()}
    assert sizes == {4 * 4501}
    # Who is refused once does not ask again.
    assert len(tried) in ({1} if refused else {1, 6}) or not hasattr(os, "O_DIRECT")
