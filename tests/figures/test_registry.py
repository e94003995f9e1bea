"""Names, lazy imports, and figures from other packages."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

import thalweg as tw
import thalweg.figures
from thalweg.errors import ArgumentError, UnknownName
from thalweg.figures.figure import Figure
from thalweg.figures.registry import Registry, registry


def test_the_figures_are_a_mapping_and_attributes() -> None:
    assert tw.figures is thalweg.figures
    assert list(tw.figures) == sorted(tw.figures) == list(registry)
    assert set(registry) <= set(dir(tw.figures))
    assert len(tw.figures) == len(registry) >= 10
    assert "relu" in tw.figures
    assert tw.figures.relu is tw.figures["relu"] is registry["relu"]
    assert isinstance(tw.figures.relu, Figure)


def test_an_unknown_figure() -> None:
    told = 'there is no figure "rleu"; did you mean "relu"? `thalweg figures list` lists all'
    with pytest.raises(UnknownName) as caught:
        tw.figures["rleu"]
    assert str(caught.value) == told
    with pytest.raises(AttributeError) as missing:
        _ = tw.figures.rleu
    assert str(missing.value) == told
    assert not hasattr(tw.figures, "__path_of_nothing__")


def test_a_figure_is_imported_when_it_is_used() -> None:
    code = """
        import sys
        import thalweg as tw
        names = list(tw.figures)
        assert not [m for m in sys.modules if m.startswith("thalweg.figures.catalogue.")]
        result = tw.figures.relu()
        assert result.claims[0].holds and result.alt
        loaded = [m for m in sys.modules if m.startswith("thalweg.figures.catalogue.")]
        assert loaded == ["thalweg.figures.catalogue.relu"], loaded
        for name in names:
            tw.figures[name]
        heavy = ("matplotlib", "scipy", "sympy", "xarray", "zarr", "thalweg.compute", "thalweg.render")
        print([m for m in heavy if m in sys.modules])
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


PACKAGE = '''
"""Figures of another package."""

from thalweg.figures.figure import Claim, Figure, changed


def compute(n: int = 3) -> dict:
    return {"squares": [k * k for k in range(n)]}


def draw(panels, data) -> None:
    (panel,) = panels
    panel.frame("k", "k²", (0, 2), (0, 4))
    panel.curve(range(3), data["squares"])


squares = Figure(
    name="squares",
    title="Squares",
    caption="Squares grow faster and faster.",
    tags=("data",),
    compute=compute,
    draw=draw,
    claims=(
        Claim("0 comes first", lambda data: data["squares"][0] == 0, wrong=changed(squares=lambda s: [1])),
        Claim("4 comes last", lambda data: data["squares"][-1] == 4, wrong=changed(squares=lambda s: [1])),
    ),
    alt=lambda data: f"The last square is {data['squares'][-1]}.",
)
nonsense = 3
'''


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """The registry where a package with figures is installed."""
    (tmp_path / "other_figures.py").write_text(PACKAGE, encoding="utf-8")
    info = tmp_path / "other_figures-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: other-figures\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[thalweg.figures]\n"
        "squares = other_figures:squares\n"
        "relu = other_figures:squares\n"
        "wrong = other_figures:nonsense\n"
        "absent = other_figures:absent\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield Registry()
    sys.modules.pop("other_figures", None)


def test_other_packages_bring_figures(others: Registry, tmp_path: Path) -> None:
    assert "squares" in others
    assert "squares" not in registry
    result = others.squares()
    assert [claim.holds for claim in result.claims] == [True, True]
    tw.save(result, tmp_path / "squares.svg")
    assert "The last square is 4." in (tmp_path / "squares.svg").read_text(encoding="utf-8")


def test_nobody_replaces_a_figure_of_the_catalogue(others: Registry) -> None:
    assert others["relu"] is registry["relu"]


def test_an_entry_point_that_leads_to_no_figure(others: Registry) -> None:
    with pytest.raises(ArgumentError) as caught:
        others["wrong"]
    assert str(caught.value) == (
        'the entry point "wrong" of thalweg.figures must lead to a Figure, not to a int'
    )


def test_an_entry_point_that_leads_nowhere(others: Registry) -> None:
    with pytest.raises(ArgumentError) as caught:
        others["absent"]
    assert str(caught.value) == (
        'the figure "absent" of other-figures cannot be imported: '
        "module 'other_figures' has no attribute 'absent'"
    )


def test_tags() -> None:
    assert {figure.name for figure in registry.tagged("activation")} >= {"relu", "sigmoid"}
    assert len(registry.tagged(None)) == len(registry)
    with pytest.raises(UnknownName, match=r'^no figure has the tag "activaton"; did you mean "act'):
        registry.tagged("activaton")
