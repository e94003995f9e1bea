from __future__ import annotations

import math
import re

import pytest
from hypothesis import given, strategies as st

from thalweg.scenes.on_plane import percent
from thalweg.scenes.text import (
    apart,
    count,
    formula,
    listing,
    number,
    numbered,
    numbers,
    one_line,
    point,
    powers,
    shortened,
    spoken,
    symbol,
    times,
)


def read(text: str) -> float:
    """The number that a reader sees."""
    digits = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
    plain = text.replace("×10", "e").translate(digits)
    return float(plain)


@pytest.mark.parametrize(
    ("value", "seen", "heard"),
    [
        (0.0, "0", "0"),
        (-4.5, "−4.5", "-4.5"),
        (6.84, "6.84", "6.84"),
        (0.000123456, "0.000123", "0.000123"),
        (12345.678, "12346", "12346"),
        (3.2e7, "3.2×10⁷", "3.2e7"),
        (-1e-9, "−1×10⁻⁹", "-1e-9"),
        (9.9999e6, "1×10⁷", "1e7"),
        (math.inf, "∞", "infinity"),
        (-math.inf, "−∞", "-infinity"),
        (math.nan, "not a number", "not a number"),
    ],
)
def test_numbers_as_seen_and_as_heard(value: float, seen: str, heard: str) -> None:
    assert number(value) == seen
    assert spoken(value) == heard


@given(st.floats(-1e307, 1e307))
def test_a_number_is_right_to_its_digits(value: float) -> None:
    assert read(number(value)) == pytest.approx(value, rel=0.00501, abs=5e-324)


@given(
    st.lists(st.floats(-1e4, 1e4).map(lambda v: round(v, 3)), min_size=2, max_size=8, unique=True)
)
def test_numbers_of_one_axis_differ(values: list[float]) -> None:
    texts = numbers(values)
    assert len(set(texts)) == len(values)
    decimals = {len(t.partition(".")[2]) for t in texts if "×" not in t}
    assert len(decimals) <= 1


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=6))
def test_numbers_that_differ_are_told_apart(values: list[float]) -> None:
    for write in (number, spoken):
        texts = apart(values, write=write)
        assert len(set(texts)) == len(set(values))
    assert apart((0.08, 0.1)) == ("0.08", "0.1")
    assert apart((0.0995, 0.1, 0.1004)) == ("0.0995", "0.1", "0.1004")
    assert apart((1.0, 1.0 + 1e-12), most=10) == ("1", "1")


def test_numbers_have_one_number_of_decimals() -> None:
    assert numbers([0, 0.25, 0.5]) == ("0.00", "0.25", "0.50")
    assert numbers([-1, 0, 1]) == ("−1", "0", "1")
    assert numbers([0.0, 2e6, 4e6]) == ("0", "2×10⁶", "4×10⁶")
    assert numbers([]) == ()
    assert numbers([2.0]) == ("2",)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("x", "x"),
        ("x1", "x₁"),
        ("w_12", "w₁₂"),
        ("theta_1", "θ₁"),
        ("lambda", "λ"),
        ("rate", "rate"),
        ("size (cm)", "size (cm)"),
        ("a\nb", "a b"),
    ],
)
def test_symbols(name: str, written: str) -> None:
    assert symbol(name) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x**2 + 10*y**2", "x² + 10y²"),
        ("x^2+10*y^2", "x² + 10y²"),
        ("0.1*x^4-0.5*x^3-0.2*x^2+2*x+2", "0.1x⁴ − 0.5x³ − 0.2x² + 2x + 2"),
        ("(1-x)**2 + 100*(y-x**2)**2", "(1 − x)² + 100·(y − x²)²"),
        ("-x + 1e-5*y", "−x + 10⁻⁵y"),
        ("1e8*x**2 + 2.5e3*y**2 + 2*3*y", "10⁸x² + 2.5×10³y² + 2·3·y"),
        ("x - 1E+06 + 10e-12*sin(x)", "x − 10⁶ + 10×10⁻¹²·sin(x)"),
        ("1.0e3*a_1 - 1.5e-6", "10³a₁ − 1.5×10⁻⁶"),
        ("2*sin(x)*exp(-y)", "2·sin(x)·exp(−y)"),
        ("x**2.5", "x^2.5"),
        ("w*`rain - (mm)` + b", "w·rain - (mm) + b"),
        ("a*x_1 + theta*x2", "a·x₁ + θ·x₂"),
    ],
)
def test_formulas(text: str, written: str) -> None:
    assert formula(text) == written


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        ("w*x + b", {"w": 2.0, "b": -1.0}, "2x − 1"),
        ("w*x + b", {"w": -2.0, "b": 1.0}, "−2x + 1"),
        ("a*x**2 + b*x", {"a": 1.0, "b": -3.0}, "1x² − 3x"),
        ("x + b**2", {"b": -3.0}, "x + (−3)²"),
        ("w*`w b`", {"w": 4.0, "b": 5.0}, "4·w b"),
        ("c*x", {"c": 2.5e-8}, "2.5×10⁻⁸x"),
        (
            "a*year^2 + b*year + c",
            {"a": 357000.0, "b": -1.43e9, "c": 1.435e12},
            "3.57×10⁵·year² − 1.43×10⁹·year + 1.44×10¹²",
        ),
        ("w*`1e5` + b", {"w": -1e6, "b": 2e-7}, "−10⁶·1e5 + 2×10⁻⁷"),
    ],
)
def test_formulas_with_numbers(text: str, values: dict[str, float], written: str) -> None:
    assert numbered(text, values) == written


@given(st.text())
def test_one_line_is_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert not re.search(r"[\x00-\x1f\ud800-\udfff]", line)


def test_phrases() -> None:
    assert point([-1.8, 0.6]) == "(−1.8, 0.6)"
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b", "c"]) == "a, b and c"
    assert count(1, "step") == "1 step"
    assert count(12000, "step") == "12,000 steps"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x**2*y + y**2*x", "x²·y + y²·x"),
        ("x**10*y", "x¹⁰·y"),
        ("1/x**2*y", "1/x²·y"),
        ("(x + y)**2*x", "(x + y)²·x"),
        ("x**2**y", "x^2^y"),
        ("1/2*x", "1/2·x"),
        ("1e3**2 + x**1e2", "(10³)² + x^(10²)"),
        ("x/1e3 + y/2.5e3*z", "x/10³ + y/(2.5×10³)·z"),
        ("1e3*x1e3 + e8*x", "10³·x1e3 + e₈·x"),
        ("2 * x ** 2", "2x²"),
        ("u*`a b`+v*`c`+d", "u·a b + v·c + d"),
    ],
)
def test_a_formula_keeps_its_meaning(text: str, written: str) -> None:
    assert formula(text) == written


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ((0.01, 0.1, 1.0, 10.0), ("0.01", "0.1", "1", "10")),
        ((1e-4, 1e-2, 1.0), ("10⁻⁴", "10⁻²", "10⁰")),
        ((10.0, 1e5), ("10¹", "10⁵")),
        ((0.5, 1.0, 2.0), ("0.5", "1", "2")),
        ((2e-5, 1e-4, 5e-4), ("2×10⁻⁵", "10⁻⁴", "0.0005")),
        ((), ()),
    ],
)
def test_numbers_of_a_log_axis_are_all_powers_of_ten_or_none(
    values: tuple[float, ...], names: tuple[str, ...]
) -> None:
    assert powers(values) == names


def test_how_often() -> None:
    assert [times(n) for n in (0, 1, 2, 20)] == ["never", "once", "2 times", "20 times"]


def test_long_names_lose_whole_words_unless_they_would_look_the_same() -> None:
    iris = ["w_sepal_length_cm", "w_sepal_width_cm", "w_petal_length_cm", "b"]
    assert shortened(iris, 15) == ["w_sepal_length…", "w_sepal_width…", "w_petal_length…", "b"]
    twins = ["w_mean_radius_first", "w_mean_radius_worst"]
    assert shortened(twins, 15) == ["w_mean_r…_first", "w_mean_r…_worst"]
    assert shortened(["abcdefghijklmnopqrst"], 15) == ["abcdefghijklmn…"]


@given(st.lists(st.text("ab_ ", min_size=1, max_size=40), max_size=5), st.integers(8, 20))
def test_shortened_names_are_short(names: list[str], most: int) -> None:
    found = shortened(names, most)
    assert all(len(name) <= most for name in found)
    assert [name for name in names if len(name) <= most] == [
        short for name, short in zip(names, found, strict=True) if len(name) <= most
    ]


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.7612, "76"), (0.9949, "99"), (0.9953, "99.5"), (0.99996, "99.996"), (1.0, "100")],
)
def test_a_share_that_is_not_the_whole_does_not_read_as_the_whole(share: float, said: str) -> None:
    assert percent(share) == said
