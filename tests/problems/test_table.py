"""Tables: what is read from where, and what bad tables are told."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from thalweg.errors import ArgumentError, DataError, UnknownName
from thalweg.problems.table import Table, complete_rows, read_table, two_values

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write bytes or text to a CSV file and give its path."""

    def write(content: str | bytes, name: str = "people.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def columns(table: Table) -> dict[str, list[object]]:
    """Lists that compare, with "nan" for NaN."""
    return {
        name: ["nan" if isinstance(v, float) and math.isnan(v) else v for v in values.tolist()]
        for name, values in table.columns.items()
    }


def message(data: object) -> str:
    with pytest.raises(DataError) as raised:
        read_table(data)
    return str(raised.value)


# -- what is read ------------------------------------------------------------------------------


def test_csv_file(write: Write):
    table = read_table(write("age,name,on\n1,Ada,true\n2.5e1,Bob,False\n"))
    assert columns(table) == {"age": [1.0, 25.0], "name": ["Ada", "Bob"], "on": [1.0, 0.0]}
    assert table.source == "people.csv"
    assert table.rows == 2
    assert table.numeric_columns == ("age", "on")
    assert table.text_columns == ("name",)
    assert table.columns["age"].dtype == np.float64
    assert repr(table) == "Table(2 rows of people.csv: age, name, on)"
    assert read_table(str(write("a\n1\n"))).source == "people.csv"
    assert read_table(table) is table


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "a,b\r\n1,2\r\n",
        "a,b\r1,2\r",
        "\ufeffa,b\n1,2",
        " a , b \n 1 , 2 \n",
        '"a","b"\n"1","2"\n',
        '"a", "b"\n"1", "2"\n',
        "\n\na,b\n\n1,2\n\n  \n",
    ],
)
def test_spellings_of_one_csv_file(write: Write, text: str):
    assert columns(read_table(write(text))) == {"a": [1.0], "b": [2.0]}


def test_one_column(write: Write):
    assert columns(read_table(write("x\n1\n2\n"))) == {"x": [1.0, 2.0]}


def test_quoted_cells(write: Write):
    table = read_table(write('"a, ""b""",c\n"x\ny",1\n"z;",2\n'))
    assert columns(table) == {'a, "b"': ["x\ny", "z;"], "c": [1.0, 2.0]}
    assert [table.place(row) for row in (0, 1)] == ["line 2", "line 4"]


def test_delimiter_fits_the_rows(write: Write):
    # As many commas as semicolons in the header: the rows decide.
    assert columns(read_table(write("x (m, s);y\n1,5;2,5\n"))) == {"x (m, s)": [1.5], "y": [2.5]}
    assert columns(read_table(write('a,"b;c;d"\n1,2\n'))) == {"a": [1.0], "b;c;d": [2.0]}


def test_decimal_comma(write: Write):
    table = read_table(write("a;b;c;d\n3,14;1;1,5;1,5\n-2;2;;1.5\n"))
    assert columns(table) == {
        "a": [3.14, -2.0],
        "b": [1.0, 2.0],
        "c": [1.5, "nan"],
        # Both marks in one column: not guessed.
        "d": ["1,5", "1.5"],
    }


def test_decimal_comma_is_one_choice_for_the_whole_column(write: Write):
    many = 20_000
    late = read_table(write("a;b\n" + "1;1,5\n" * many + "1;2.5\n"))
    assert late.text_columns == ("b",)
    assert late.columns["b"][0] == "1,5"
    assert read_table(write("a;b\n" + "1;2\n" * many + "1;2,5\n")).columns["b"][-1] == 2.5


@pytest.mark.parametrize(
    "cell", ["", " ", "NA", "N/A", "n/a", "NaN", "nan", "null", "NULL", "None", "?", "<NA>", "#N/A"]
)
def test_missing_cells(write: Write, cell: str):
    table = read_table(write(f"x,name\n1,a\n{cell},{cell}\n"))
    assert columns(table) == {"x": [1.0, "nan"], "name": ["a", None]}


def test_a_column_without_values_is_numeric(write: Write):
    assert columns(read_table(write("x,y\n,1\nNA,2\n")))["x"] == ["nan", "nan"]


@pytest.mark.parametrize("cell", ["1_000", "1,000", "٣", "0x10", "1.2.3", "--1", "1 2", "1e"])
def test_what_is_not_a_number(write: Write, cell: str):
    assert read_table(write(f'x\ty\n{cell}\t1\n"1.5"\t1\n')).text_columns == ("x",)


def test_text_after_many_numbers_keeps_the_numbers_as_written(write: Write):
    many = 20_000
    table = read_table(write("x,y\n" + "1.50,2\n" * many + "tall,NA\n"))
    assert table.columns["x"].tolist() == ["1.50"] * many + ["tall"]
    assert table.columns["y"][:-1].tolist() == [2.0] * many
    with pytest.raises(DataError) as raised:
        table.numeric("x")
    assert 'line 20002 holds "tall"' in str(raised.value)


def test_a_pipe(tmp_path: Path):
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    text = "x,y\n" + "1,2\n" * 20_000 + "a,3\n"
    writer = threading.Thread(target=path.write_text, args=(text,))
    writer.start()
    table = read_table(path)
    writer.join()
    assert table.rows == 20_001
    assert table.text_columns == ("x",)


FRAME = {
    "int": [1, 2],
    "bool": [True, False],
    "float": [0.5, math.nan],
    "text": ["a", None],
    "numerals": ["1", " 2.5 "],
    "mixed": [1.5, "tall"],
    "object": [Decimal("1.5"), Fraction(1, 4)],
    "huge": [10**400, -(10**400)],
}
EXPECTED = {
    "int": [1.0, 2.0],
    "bool": [1.0, 0.0],
    "float": [0.5, "nan"],
    "text": ["a", None],
    "numerals": [1.0, 2.5],
    "mixed": ["1.5", "tall"],
    "object": [1.5, 0.25],
    "huge": [math.inf, -math.inf],
}


def test_dict_of_lists():
    table = read_table(FRAME)
    assert columns(table) == EXPECTED
    assert table.source == "the dict"
    assert table.place(1) == "row 2"


def test_data_frame():
    frame = pd.DataFrame(FRAME)
    frame["category"] = pd.Categorical(["u", "v"])
    frame["nullable"] = pd.array([1, None], dtype="Int64")
    frame["truth"] = pd.array([True, None], dtype="boolean")
    frame["day"] = pd.to_datetime(["2020-01-01", None])
    frame[7] = [1, 2]
    table = read_table(frame)
    expected = {**EXPECTED, "category": ["u", "v"], "nullable": [1.0, "nan"], "truth": [1.0, "nan"]}
    found = columns(table)
    assert {name: found[name] for name in expected} == expected
    assert found["7"] == [1.0, 2.0]
    assert table.text_columns == ("text", "mixed", "category", "day")
    assert table.source == "the DataFrame"


def test_structured_array():
    array = np.array([(1, b"a\xc3\xa9"), (2, b"b")], dtype=[("x", "i4"), ("name", "S3")])
    table = read_table(array)
    assert columns(table) == {"x": [1.0, 2.0], "name": ["aé", "b"]}
    assert table.source == "the array"


def test_masked_array():
    table = read_table({"x": np.ma.masked_array([1, 2], [False, True])})
    assert columns(table) == {"x": [1.0, "nan"]}


def test_the_table_is_a_copy_that_cannot_change():
    x = np.array([1.0, 2.0])
    table = read_table({"x": x})
    x[0] = 9
    assert columns(table) == {"x": [1.0, 2.0]}
    with pytest.raises(ValueError, match="read-only"):
        table.columns["x"][0] = 9
    x[0] = 8  # the caller's array stays writable


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(), st.integers(-(2**40), 2**40)), min_size=1, max_size=20),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_what_pandas_writes_is_read(
    folder: Path, rows: list[tuple[float, int]], delimiter: str, comma: bool
):
    frame = pd.DataFrame(rows, columns=["a", "b c"])
    frame["t"] = [f"t{delimiter}{a!r}\n" for a, _ in rows]
    decimal = "," if comma and delimiter != "," else "."
    frame.to_csv(folder / "x.csv", index=False, sep=delimiter, decimal=decimal)
    table = read_table(folder / "x.csv")
    assert table.columns["t"].tolist() == [cell.strip() for cell in frame["t"]]
    for name in ("a", "b c"):
        np.testing.assert_array_equal(table.columns[name], frame[name].to_numpy(np.float64))


# -- what bad tables are told --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "people.csv is empty; it needs a header and at least one row"),
        ("\n \n", "people.csv is empty; it needs a header and at least one row"),
        ("\ufeff", "people.csv is empty; it needs a header and at least one row"),
        ("a,b\n", "people.csv has a header but no rows; add at least one"),
        ("a,b\n\n", "people.csv has a header but no rows; add at least one"),
        (
            "a,b\n1,2\n\n3\n",
            "line 4 of people.csv has 1 cell where the header has 2;"
            " give every row one cell for each column",
        ),
        (
            "a,b\n1,2,3\n",
            "line 2 of people.csv has 3 cells where the header has 2;"
            " give every row one cell for each column",
        ),
        ("a,b,a\n1,2,3\n", 'two columns of people.csv are named "a"; rename one'),
        ("a, a\n1,2\n", 'two columns of people.csv are named "a"; rename one'),
        ("a,,c\n1,2,3\n", "column 2 of people.csv has no name; give it one"),
        (
            "1,2\n2,3\n3,4.5\n",
            'line 1 of people.csv holds numbers where the names of the columns belong ("1", "2");'
            " put a line of names above it, as x,y",
        ),
        (
            "1,5;2;-3;4e1\n2;3;4;5\n",
            'line 1 of people.csv holds numbers where the names of the columns belong ("1,5", "2", "-3", ...);'
            " put a line of names above it, as x,y",
        ),
        (
            "x|y\n1|2\n2|3\n",
            'people.csv separates its cells by "|"; separate them by commas, semicolons or tabs',
        ),
        (
            "x  y\n 1 2\n2  3\n",
            "people.csv separates its cells by spaces; separate them by commas, semicolons or tabs",
        ),
        (
            ",a\n0,1\n",
            "column 1 of people.csv has no name; give it one"
            " (pandas writes its index so, unless told index=False)",
        ),
        (
            b"a,b\n1,caf\xe9\n",
            "people.csv is not a text in UTF-8 (byte 9, in line 2); save it as CSV in UTF-8",
        ),
        (
            b"a,b\n1,caf\xc3",
            "people.csv is not a text in UTF-8 (byte 9, in line 2); save it as CSV in UTF-8",
        ),
        (
            "a,b\n1,2\n".encode("utf-16"),
            "people.csv is not a text in UTF-8 (byte 0, in line 1); save it as CSV in UTF-8",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            "people.csv is not a text in UTF-8 (byte 0, in line 1); save it as CSV in UTF-8",
        ),
        (
            b"PK\x03\x04\n\0\0",
            "people.csv is not a text file (a NUL byte in line 2); save it as CSV in UTF-8",
        ),
        (
            b"a\n" + b"1\n" * 5000 + b"\0\n",
            "people.csv is not a text file (a NUL byte in line 5002); save it as CSV in UTF-8",
        ),
        (
            'a,b\n1,2\n3,"4\n5,6\n',
            "line 3 of people.csv cannot be split into cells (unexpected end of data);"
            " check its quotation marks",
        ),
        (
            'a,b\n"1"2,3\n',
            "line 2 of people.csv cannot be split into cells (',' expected after '\"');"
            " check its quotation marks",
        ),
        (
            'a,b\n1,"' + "x" * 200_000,
            "line 2 of people.csv cannot be split into cells (field larger than field limit"
            " (131072)); check its quotation marks",
        ),
    ],
)
def test_bad_files(write: Write, content: str | bytes, expected: str):
    assert message(write(content)) == expected


@pytest.mark.parametrize(
    "text", ["first city\nNew York\nLos Angeles\n", "the size\n1\n2\n", "a|b\n1\n2\n"]
)
def test_one_column_of_several_words(write: Write, text: str):
    assert len(read_table(write(text)).columns) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'x,y\n"1,000",2\n',
            'line 2 holds "1,000"; write 1000, or 1.000 if the comma is the decimal mark',
        ),
        ('x,y\n"1,234,567.5",2\n', 'line 2 holds "1,234,567.5"; write 1234567.5'),
        ('x,y\n1,2\n"1,5",2\n', 'line 3 holds "1,5"; write 1.5'),
        ('x,y\n"1.234,5",2\n', 'line 2 holds "1.234,5"; write 1234.5'),
        ("x;y\n-1.234,5;2\n", 'line 2 holds "-1.234,5"; write -1234,5'),
        (
            "x;y\n1.234.567;2\n",
            'line 2 holds "1.234.567"; correct the cell or choose another column',
        ),
        ("x,y\n10 %,2\n", 'line 2 holds "10 %"; write 10 without the %'),
        ("x,y\n$5.50,2\n", 'line 2 holds "$5.50"; write 5.50'),
        ("x,y\n12 345.5,2\n", 'line 2 holds "12 345.5"; write 12345.5'),
        ("x,y\ntall,2\n", 'line 2 holds "tall"; correct the cell or choose another column'),
    ],
)
def test_a_number_in_another_spelling_is_told_how_it_is_written(write: Write, text: str, said: str):
    table = read_table(write(text))
    with pytest.raises(DataError) as caught:
        table.numeric("x", "as the target")
    where = 'column "x" of people.csv must be numeric as the target, but '
    assert str(caught.value) == where + said


def test_the_bad_byte_is_found_behind_the_first_block(write: Write):
    content = b"a\n" + ("é" * 499 + "\n").encode() * 1200 + b"\xff\n"
    assert message(write(content)) == (
        "people.csv is not a text in UTF-8 (byte 1198802, in line 1202); save it as CSV in UTF-8"
    )


def test_paths_without_a_file(tmp_path: Path):
    assert message("no/such.csv") == 'there is no file "no/such.csv"; check the path'
    assert message("") == 'there is no file ""; check the path'
    assert message("a\0b") == 'there is no file "a\N{REPLACEMENT CHARACTER}b"; check the path'
    assert message(tmp_path) == f'"{tmp_path}" is a folder; give the path of a CSV file'
    (tmp_path / "file").write_text("x")
    below = tmp_path / "file" / "x.csv"
    assert message(below) == f'cannot read "{below}" (Not a directory); check the path'
    assert message("/dev/zero") == (
        "zero is not a text file (a NUL byte in line 1); save it as CSV in UTF-8"
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, "the dict has no columns; give at least one"),
        ({"x": []}, "the dict has no rows; give at least one"),
        (pd.DataFrame(), "the DataFrame has no columns; give at least one"),
        (pd.DataFrame({"x": []}), "the DataFrame has no rows; give at least one"),
        (
            pd.DataFrame([[1, 2]], columns=["x", "x"]),
            'two columns of the DataFrame are named "x"; rename one',
        ),
        ({"1": [0], 1: [0]}, 'two columns of the dict are named "1"; rename one'),
        ({"x": [0], " ": [0]}, "column 2 of the dict has no name; give it one"),
        (
            {"x": [1, 2], "y": [1]},
            'the columns of the dict must have one length, but "x" has 2 values and "y" has 1;'
            " give them one length",
        ),
        (
            {"x": np.ones((2, 3))},
            'column "x" of the dict must have one dimension, not shape (2, 3);'
            " give one value for each row",
        ),
        (
            {"x": 3.0},
            'column "x" of the dict must have one dimension, not shape ();'
            " give one value for each row",
        ),
        (
            [[1, 2]],
            "data must be a DataFrame, a dict of arrays, a structured array or the path of a CSV"
            " file, not list; give each column a name, as in {'x': x, 'y': y}",
        ),
        (
            np.ones((2, 2)),
            "data must be a DataFrame, a dict of arrays, a structured array or the path of a CSV"
            " file, not ndarray; give each column a name, as in {'x': x, 'y': y}",
        ),
    ],
)
def test_bad_data(data: object, expected: str):
    assert message(data) == expected


def test_a_column_that_is_no_array():
    assert message({"x": [[1, 2], [3]]}).startswith(
        'column "x" of the dict cannot be read as an array ('
    )


def test_text_in_a_numeric_column(write: Write):
    table = read_table(write("height,name\n1,a\n\n2,b\ntall,c\n"))
    with pytest.raises(DataError) as raised:
        table.numeric("height")
    assert str(raised.value) == (
        'column "height" of people.csv must be numeric, but line 5 holds "tall";'
        " correct the cell or choose another column"
    )
    with pytest.raises(DataError) as raised:
        table.numeric("name", "as the target")
    assert str(raised.value) == (
        'column "name" of people.csv must be numeric as the target, but line 2 holds "a";'
        " correct the cell or choose another column"
    )
    with pytest.raises(DataError) as raised:
        read_table({"t": [1.0, np.nan, 2 + 1j]}).numeric("t")
    assert str(raised.value) == (
        'column "t" of the dict must be numeric, but row 1 holds "(1+0j)";'
        " correct the cell or choose another column"
    )


def test_the_cell_that_breaks_a_column_of_decimal_commas(write: Write):
    table = read_table(write("a;b\n1,5;1\n2,5;1\ntall;1\n3,5;1\n"))
    with pytest.raises(DataError) as raised:
        table.numeric("a")
    assert str(raised.value) == (
        'column "a" of people.csv must be numeric, but line 4 holds "tall";'
        " correct the cell or choose another column"
    )


def test_long_and_unprintable_cells_are_shortened(write: Write):
    table = read_table(write("a,b\n" + "\x1b[31m" + "x" * 100 + ",1\n"))
    with pytest.raises(DataError) as raised:
        table.numeric("a")
    cell = "\N{REPLACEMENT CHARACTER}[31m" + "x" * 55 + "..."
    assert f'line 2 holds "{cell}";' in str(raised.value)


@pytest.mark.parametrize(
    ("cell", "shown"), [("inf", "inf"), ("-Infinity", "-inf"), ("1e999", "inf")]
)
def test_infinite_values(write: Write, cell: str, shown: str):
    table = read_table(write(f"x\n1\n{cell}\n"))
    with pytest.raises(DataError) as raised:
        table.numeric("x")
    assert str(raised.value) == (
        f'column "x" of people.csv must be finite, but line 3 holds {shown};'
        " correct the cell or choose another column"
    )


def test_numeric_gives_missing_values_as_nan():
    assert np.isnan(read_table({"x": [1.0, None]}).numeric("x")[1])


def test_unknown_columns():
    table = read_table({"height": [1], "age": [2]})
    with pytest.raises(UnknownName) as raised:
        table.column("hight")
    assert str(raised.value) == (
        'the dict has no column "hight"; did you mean "height"? Its columns are "height", "age"'
    )
    many = read_table({f"c{i}": [1] for i in range(14)})
    with pytest.raises(UnknownName) as raised:
        many.numeric("target")
    listed = ", ".join(f'"c{i}"' for i in range(12))
    assert str(raised.value) == (
        f'the dict has no column "target"; its columns are {listed} and 2 more'
    )


# -- missing values and two-valued columns -------------------------------------------------------


def test_complete_rows(write: Write):
    table = read_table(write("x,y,name,other\n1,2,a,\n,2,a,\n3,4,?,\n5,6,b,\n"))
    with pytest.raises(DataError) as raised:
        complete_rows(table, ["y", "x", "name"])
    assert str(raised.value) == (
        "2 of 4 rows of people.csv have a missing value in the columns used (the first: line 3,"
        ' column "x"); fill them in, or pass missing="drop" (--drop-missing on the command line)'
    )
    with pytest.raises(DataError) as raised:
        complete_rows(table, ["name"])
    assert str(raised.value) == (
        "1 of 4 rows of people.csv has a missing value in the columns used (the first: line 4,"
        ' column "name"); fill them in, or pass missing="drop" (--drop-missing on the command line)'
    )
    kept = complete_rows(table, ["x", "name"], "drop")
    assert {name: values.tolist() for name, values in kept.items()} == {
        "x": [1.0, 5.0],
        "name": ["a", "b"],
    }
    # Nothing is copied where nothing is dropped.
    assert complete_rows(table, ["y"])["y"] is table.columns["y"]


def test_complete_rows_that_are_none(write: Write):
    table = read_table(write("x,y\n1,\n,2\n"))
    with pytest.raises(DataError) as raised:
        complete_rows(table, ["x", "y"], "drop")
    assert str(raised.value) == (
        "2 of 2 rows of people.csv have a missing value in the columns used (the first: line 2,"
        ' column "y"), so that none is left; fill them in or use other columns'
    )


def test_missing_is_error_or_drop():
    with pytest.raises(ArgumentError) as raised:
        complete_rows(read_table({"x": [1]}), ["x"], "skip")  # pyright: ignore[reportArgumentType]
    assert str(raised.value) == 'missing must be "error" or "drop", not \'skip\''


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["yes", "no", "yes", None], ("no", "yes")),
        (["yes", "yes"], None),
        (["a", "b", "c"], None),
        ([0.0, 1.0], None),
    ],
)
def test_two_values(values: list[object], expected: tuple[str, str] | None):
    assert two_values(read_table({"x": values}).column("x")) == expected
