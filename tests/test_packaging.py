"""What is shipped: the wheel, the sdist, the public names, and what an import costs."""

from __future__ import annotations

import ast
import email
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import thalweg

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]


def build(kind: str, folder: Path) -> Path:
    # Without isolation: the backend is installed with the tests, so nothing is fetched.
    command = [sys.executable, "-m", "build", f"--{kind}", "--no-isolation"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    info = f"thalweg-{thalweg.__version__}.dist-info"
    names = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    package = {
        path.relative_to(source).as_posix()
        for path in (source / "thalweg").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "thalweg/py.typed" in package
    assert names == package | {
        f"{info}/METADATA",
        f"{info}/RECORD",
        f"{info}/WHEEL",
        f"{info}/entry_points.txt",
        f"{info}/licenses/LICENSE",
    }
    assert wheel.name == f"thalweg-{thalweg.__version__}-py3-none-any.whl"


def test_the_wheel_says_what_the_project_says(wheel: Path) -> None:
    info = f"thalweg-{thalweg.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        metadata = email.message_from_bytes(archive.read(f"{info}/METADATA"))
        scripts = archive.read(f"{info}/entry_points.txt").decode()
        licence = archive.read(f"{info}/licenses/LICENSE").decode()
    assert metadata["Name"] == "thalweg"
    assert metadata["Version"] == PROJECT["version"] == thalweg.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert set(metadata.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])
    assert scripts.split("\n")[:2] == ["[console_scripts]", "thalweg = thalweg.cli:main"]
    assert licence == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_sdist_holds_sources_tests_examples_and_no_junk(sdist: Path) -> None:
    top = f"thalweg-{thalweg.__version__}"
    with tarfile.open(sdist) as archive:
        names = {name.removeprefix(f"{top}/") for name in archive.getnames()}
    for wanted in (
        "LICENSE",
        "README.md",
        "examples/data/README.md",
        "examples/data/nebulae.csv",
        "pyproject.toml",
        "src/thalweg/py.typed",
        "tests/test_packaging.py",
        "web/package-lock.json",
        "web/src/file.ts",
    ):
        assert wanted in names
    assert not [name for name in names if "node_modules" in name]
    assert {name.split("/")[0] for name in names} <= {
        ".gitignore",  # the build backend's own choice: the rules by which it selected
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "PKG-INFO",
        "README.md",
        "benchmarks",
        "docs",
        "examples",
        "mkdocs.yml",
        "pyproject.toml",
        "src",
        "tests",
        "tools",
        "web",
    }
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".tmp", ".old"))]


def test_importing_thalweg_imports_nothing_else_but_pythons_own() -> None:
    # What the interpreter starts with is not ours: an editable install and coverage bring their own.
    code = (
        "import sys; before = set(sys.modules); import thalweg; "
        "print({name.partition('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("{'thalweg'}", "")


def test_type_checkers_know_every_public_name() -> None:
    tree = ast.parse(Path(str(thalweg.__file__)).read_text(encoding="utf-8"))
    (block,) = [
        node for node in tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node)
    ]
    known = {alias.asname for node in ast.walk(block) for alias in getattr(node, "names", ())}
    assert known == set(thalweg.__all__) - {"__version__"}


def test_every_extra_that_is_named_can_be_installed() -> None:
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    texts = [place.read_text(encoding="utf-8") for place in places]
    named = {name for text in texts for name in re.findall(r"thalweg\[(\w+)\]", text)}
    assert "torch" in named
    assert named <= set(PROJECT["optional-dependencies"])


def test_each_library_that_is_not_for_all_has_a_contract() -> None:
    everywhere = {"contourpy", "numpy", "scipy", "sympy", "xarray", "zarr"}
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    kept = {name for contract in contracts for name in contract.get("forbidden_modules", ())}
    imported: set[str] = set()
    for place in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).partition(".")[0])
            elif isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
    assert imported - sys.stdlib_module_names - everywhere - {"thalweg"} <= kept


def test_the_architecture_shows_the_rows_of_imports() -> None:
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.search(r"(?:^    .+\n)+", text.partition("## Who may import whom")[2], re.MULTILINE)
    assert rows is not None
    # What a row says beside its names stands after a gap.
    shown = [re.split(r" {2,}", row.strip())[0] for row in rows[0].splitlines()]
    assert layers == ["__main__", *shown]


@pytest.mark.parametrize("name", thalweg.__all__)
def test_every_public_name_resolves_and_is_documented(name: str) -> None:
    value = getattr(thalweg, name)
    assert name in dir(thalweg)
    assert name == "__version__" or value.__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"^module 'thalweg' has no attribute 'nothing_here'"):
        getattr(thalweg, "nothing_here")  # noqa: B009 - a type checker would refuse the plain form


def test_the_demo_data_give_the_known_line() -> None:
    """Hubble's 24 nebulae: slope, intercept and standard error as in regression textbooks."""
    import numpy as np

    path = ROOT / "examples" / "data" / "nebulae.csv"
    r, v = np.loadtxt(path, delimiter=",", skiprows=1, usecols=(1, 2), unpack=True)
    (slope, intercept), residual = np.polyfit(r, v, 1, full=True)[:2]
    assert (len(r), round(slope, 2), round(intercept, 2)) == (24, 454.16, -40.78)
    # Regressed the other way round, as Ramsey and Schafer do (The Statistical Sleuth, case 7.1).
    slope, intercept = np.polyfit(v, r, 1)
    assert (round(slope, 6), round(intercept, 4)) == (0.001373, 0.3991)
    assert residual[0] / (len(r) - 2) == pytest.approx(232.9**2, rel=1e-3)
