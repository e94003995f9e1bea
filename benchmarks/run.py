"""Run the benchmarks side by side and print ratios: ``python benchmarks/run.py [NAME ...] [--results FOLDER]``.

The ratios compare two things in one run on one machine; the seconds are only there to judge them by. With a folder,
each benchmark also leaves NAME.json there, which docs/benchmarks.md is made from: ``make benchmarks`` runs each in a
process of its own, into benchmarks/results.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from machine import busy, machine, versions
from timing import Row

#: All, each with the packages whose versions decide its result, beside thalweg and NumPy.
BENCHMARKS: dict[str, tuple[str, ...]] = {
    "startup": ("matplotlib", "typer"),
    "epochs": ("sympy",),
    "sweep": ("sympy", "optax", "jax", "torch"),
    "collapse": ("sympy",),
    "figure": ("matplotlib",),
    "figures": ("matplotlib",),
    "animation": ("matplotlib", "av", "celluloid", "pillow"),
    "page": ("plotly",),
    "explore": ("starlette", "uvicorn"),
    "networks": ("torch", "loss-landscapes", "loss-landscape-3d", "losscape", "scikit-learn"),
    "curvature": ("torch", "pyhessian", "hessian-eigenthings", "scikit-learn"),
    "scaling": ("torch", "scikit-learn"),
}


def measured(name: str) -> dict[str, Any]:
    """Run a benchmark; all that a reader needs to judge its figures and to measure them again."""
    before, began = busy(), time.perf_counter()
    rows: list[Row] = list(importlib.import_module(name).rows())
    return {
        "benchmark": name,
        "command": f"python benchmarks/run.py {name}",
        "date": datetime.date.today().isoformat(),
        "seconds": round(time.perf_counter() - began, 1),
        "busy_before": before,
        "machine": machine(),
        "versions": versions(("thalweg", "numpy", *BENCHMARKS[name])),
        "rows": [asdict(row) | {"met": row.met} for row in rows],
    }


def shown(results: Iterable[dict[str, Any]]) -> Table:
    """All rows of results as a table."""
    table = Table("benchmark", "peer", "ours", "other", "ratio", "wanted", "met", "note")
    for row in (row for result in results for row in result["rows"]):
        compared = [f"{row[k]:.4g} {row['unit']}" if row["peer"] else "" for k in ("ours", "other")]
        ratio = f"{row['ratio']:,.4g}" + (f" {row['unit']}" if not row["peer"] else "")
        met = "yes" if row["met"] else "NO"
        table.add_row(row["name"], row["peer"], *compared, ratio, row["bound"], met, row["note"])
    return table


def main() -> None:
    """Read the command line and run what it names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which of {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="write NAME.json there")
    parser.add_argument("--list", action="store_true", help="print the names alone")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is named {', '.join(unknown)}; --list prints the names")
    if arguments.list:
        print("\n".join(BENCHMARKS))
        return
    results = []
    for name in arguments.names or BENCHMARKS:
        results.append(measured(name))
        if arguments.results is not None:
            arguments.results.mkdir(parents=True, exist_ok=True)
            text = json.dumps(results[-1], indent=2, ensure_ascii=False) + "\n"
            (arguments.results / f"{name}.json").write_text(text, encoding="utf-8")
    Console(width=180).print(shown(results))


if __name__ == "__main__":
    main()
