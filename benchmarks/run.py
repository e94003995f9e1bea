"""Run the benchmarks side by side and print ratios: ``python benchmarks/run.py [NAME ...] [--json FILE]``.

The ratios compare two things in one run on one machine; the seconds are only there to judge them by.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.table import Table

NAMES = (
    *("startup", "epochs", "sweep", "collapse", "figure", "figures", "animation", "page"),
    *("explore", "networks", "curvature", "scaling"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", default=NAMES, help=f"which of {', '.join(NAMES)} (default: all)"
    )
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    arguments = parser.parse_args()
    rows = [row for name in arguments.names for row in importlib.import_module(name).rows()]
    table = Table("benchmark", "ours (s)", "other (s)", "ratio", "wanted", "met", "note")
    for row in rows:
        table.add_row(
            row.name,
            f"{row.ours:.4g}",
            f"{row.other:.4g}",
            f"{row.ratio:,.2f}",
            row.bound,
            "yes" if row.met else "NO",
            row.note,
        )
    Console(width=160).print(table)
    if arguments.json:
        machine = {
            "processor": platform.processor() or platform.machine(),
            "python": platform.python_version(),
        }
        packages = {n: version(n) for n in ("thalweg", "numpy", "sympy", "torch", "jax", "optax")}
        result = {
            "machine": machine,
            "versions": packages,
            "rows": [asdict(r) | {"met": r.met} for r in rows],
        }
        arguments.json.write_text(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
