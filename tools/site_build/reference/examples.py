"""The scripts in examples/ with all that they draw."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import thalweg as tw
from site_build.blocks import ROOT
from site_build.outside import EXAMPLES
from site_build.reference.made import MadePage


def page() -> MadePage:
    """Every script: what it says of itself, its pictures, and the script to take away."""
    made = MadePage(EXAMPLES)
    parts = [
        "# Examples",
        "Scripts of a page each, which draw whole stories.",
        "[The demo's data set](data.md) is one that you can begin with.",
    ]
    for module, path in scripts():
        words, _, call = (module.__doc__ or "").partition("\n\n")
        source = f"../source/examples/{path.name}"
        parts += [
            f"## {path.stem.replace('_', ' ').capitalize()}",
            " ".join(words.split()),
            f"[{path.name}]({source}){{ download }}: `{call.strip()}`",
        ]
        parts += [made.picture(scene, f"{path.stem}-{name}") for name, scene in scenes(module)]
        made.files[f"source/examples/{path.name}"] = path.read_bytes()
    made.text = "\n\n".join(parts) + "\n"
    return made


def scripts() -> Iterator[tuple[ModuleType, Path]]:
    """Import the scripts, none of which draws before it is asked; one of them imports another."""
    folder = str(ROOT / "examples")
    if folder not in sys.path:
        sys.path.append(folder)
    for path in sorted((ROOT / "examples").glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module, path


def scenes(module: ModuleType) -> Iterator[tuple[str, tw.Scene]]:
    """What a script draws; of an animation, what its last frame shows."""
    if hasattr(module, "animations"):
        yield from ((name, scene) for name, (scene, _) in module.animations().items())
    else:
        yield from module.scenes().items()
