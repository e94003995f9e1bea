"""The page about speed says what the files of results say, and leaves no benchmark out."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from site_build import benchmarks, blocks

ROOT = Path(__file__).resolve().parent.parent
PAGE = (blocks.DOCS / benchmarks.PAGE).read_text(encoding="utf-8")
MARKED = benchmarks.MARK.findall(PAGE)
FILES = sorted(benchmarks.RESULTS.glob("*.json"))
HELPERS = {"machine", "run", "timing"}

ROW = {
    "name": "a sweep",
    "ours": 0.5,
    "other": 4.0,
    "ratio": 8.0,
    "bound": ">= 3",
    "note": "noted",
    "peer": "a loop",
    "unit": "s",
    "met": True,
}
FIGURE = ROW | {"name": "a page", "ratio": 400.0, "bound": "<= 350", "peer": "", "unit": "kB"}
RESULT = {
    "benchmark": "epochs",
    "command": "python benchmarks/run.py epochs",
    "date": "2026-01-02",
    "seconds": 12.3,
    "busy_before": 0.02,
    "machine": {
        "processor": "Abacus 3000",
        "cores": 2,
        "memory_gib": 4.0,
        "virtual": False,
        "system": "Some Linux, x86_64",
    },
    "versions": {"python": "3.11.7", "torch": "2.13.0"},
    "rows": [ROW, FIGURE | {"met": False}],
}


@pytest.fixture
def results(tmp_path, monkeypatch):
    """A folder of results of its own."""
    monkeypatch.setattr(benchmarks, "RESULTS", tmp_path)

    def write(**changes):
        text = json.dumps(RESULT | changes)
        (tmp_path / "epochs.json").write_text(text, encoding="utf-8")
        return benchmarks.filled("before\n\n<!-- benchmark: epochs -->\n\nafter\n")

    return write


def listed() -> list[str]:
    command = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--list"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_every_benchmark_has_results_or_a_reason():
    names = listed()
    assert names
    measured = {file.stem for file in FILES}
    assert [n for n in names if n not in measured and n not in benchmarks.WITHOUT] == []
    assert measured & {*benchmarks.WITHOUT} == set()
    assert {*names, *measured} <= {*MARKED}
    assert len(MARKED) == len({*MARKED})


def test_every_script_is_one_of_them():
    scripts = {file.stem for file in (ROOT / "benchmarks").glob("*.py")} - HELPERS
    assert scripts == {*listed(), *benchmarks.WITHOUT}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_results_are_whole_and_shown(file):
    found = json.loads(file.read_text(encoding="utf-8"))
    assert found.keys() == RESULT.keys()
    assert found["machine"].keys() == RESULT["machine"].keys()
    assert {"python", "thalweg", "numpy"} <= found["versions"].keys()
    assert found["benchmark"] == file.stem
    assert found["rows"]
    filled = benchmarks.filled(f"<!-- benchmark: {file.stem} -->")
    assert benchmarks.measured(found) in filled
    for row in found["rows"]:
        assert row.keys() == ROW.keys()
        assert f"| {row['name']} | " in filled
        if row["peer"] and row["bound"]:
            # The page turns a limit of ours over other around.
            below = row["bound"].startswith("<=")
            one, two = (row["ours"], row["other"]) if below else (row["other"], row["ours"])
            assert row["ratio"] == pytest.approx(one / two)


def test_a_table_comes_from_its_file(results):
    text = results()
    assert text.startswith("before\n\n| what | thalweg |")
    assert "| a sweep | 500 ms | a loop: 4 s | 8 | ≥ 3 | noted |" in text
    assert "| a page | 400 kB |  |  | **≤ 350 kB, missed** | noted |" in text
    assert (
        "`python benchmarks/run.py epochs`, 2026-01-02, in 12.3 s: Abacus 3000, 2 cores, 4 GiB of memory, "
        "Some Linux, x86_64; Python 3.11.7, PyTorch 2.13.0." in text
    )
    assert "relied on" not in text
    assert text.endswith("(../benchmarks/results/epochs.json)\n{ .measured }\n\nafter\n")
    changed = results(rows=[ROW | {"ours": 1.0, "ratio": 0.25, "bound": "<= 0.3"}])
    assert "| a sweep | 1 s | a loop: 4 s | 4 | ≥ 3.33 | noted |" in changed
    free = results(rows=[ROW | {"other": 0.25, "ratio": 0.5, "bound": ""}])
    assert "| a sweep | 500 ms | a loop: 250 ms | 0.5 |  | noted |" in free


def test_a_busy_machine_is_told(results):
    assert "other work took 31 % of the processors" in results(busy_before=0.31)
    assert "other work" not in results(busy_before=None)


def test_without_results_stands_the_reason(results):
    results()
    (said,) = re.findall(r"There are no .*", benchmarks.filled("<!-- benchmark: trajectories -->"))
    assert benchmarks.WITHOUT["trajectories"] in said
    with pytest.raises(ValueError, match="sweep has neither results nor a reason"):
        benchmarks.filled("<!-- benchmark: sweep -->")
