"""Run pages and write what their code prints into their output fences.

python tools/outputs.py docs/lessons/plane.md ...
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from site_build import blocks


def main(paths: list[str]) -> None:
    """Write the outputs of each page."""
    for path in [Path(p).resolve() for p in paths]:
        text = path.read_text(encoding="utf-8")
        printed: list[str] = []

        def after(_block: blocks.Block, out: str, printed: list[str] = printed) -> None:
            printed.append(out)

        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            blocks.run(text, str(path), blocks.scope(path), after)
            os.chdir(path.parent)
        path.write_text(blocks.with_outputs(text, printed), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
