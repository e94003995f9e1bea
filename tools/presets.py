"""Write the presets as the live page reads them where no Python runs, into src/thalweg/static/presets.bin.

python tools/presets.py
"""

from __future__ import annotations

from pathlib import Path

import thalweg
from thalweg.render.page.presets import presets_bytes

if __name__ == "__main__":
    path = Path(thalweg.__file__).parent / "static" / "presets.bin"
    path.write_bytes(presets_bytes())
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")
