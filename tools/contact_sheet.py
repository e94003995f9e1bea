"""Draw every panel, every example and the default picture of five data sets onto two sheets, light and dark.

    python tools/contact_sheet.py [FOLDER]

The pictures stand small, at which they still have to be readable.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from site_build.reference.examples import scenes, scripts

import thalweg as tw
from thalweg.inputs.propose import propose
from thalweg.problems.table import read_table
from thalweg.render.files import write
from thalweg.scenes.panels import PANELS

ROOT = Path(__file__).resolve().parent.parent
SETS = ("diabetes", "wine", "iris", "breast_cancer", "digits")
COLUMNS, GAP, HEAD = 4, 24, 44
GROUND = {"light": ("#e8ebef", "#1b1f24"), "dark": ("#2a3038", "#edf1f5")}


def panels() -> Iterator[tuple[str, tw.Scene]]:
    """Every panel, alone."""
    bowl = tw.Formula("x**2 + 10*y**2")
    rates = tw.descend(bowl, tw.SGD(lr=[0.02, 0.09, 0.105]), start=[-1.8, 0.6], steps=30)
    sweep = tw.descend(bowl, tw.SGD(lr=np.geomspace(0.001, 0.12, 30)), start=[-1.8, 0.6], steps=50)
    quartic = tw.Formula("0.1*x^4 - 0.5*x^3 - 0.2*x^2 + 2*x + 2")
    curve = tw.descend(quartic, tw.SGD(lr=[0.02, 0.2]), start=[2.5], steps=20)
    rng = np.random.default_rng(0)
    x1, x2 = rng.normal(size=(2, 60))
    table = {"x1": x1, "x2": x2, "y": 2 * x1 - 1.5 * x2 + rng.normal(size=60)}
    plane = tw.Fit("w1*x1 + w2*x2 + b", table, target="y")
    flat = tw.descend(plane, tw.SGD(lr=0.1), start=[-3.0, 4.0, 0.0], steps=30)
    runs = {
        "profile": curve,
        "sweep": sweep,
        "fit": flat,
        "parameters": flat,
        "diagram": flat,
        "data": flat,
    }
    for name in PANELS:
        yield f"panel {name}", tw.Scene(runs.get(name, rates), panels=name)


def examples() -> Iterator[tuple[str, tw.Scene]]:
    """Everything that the scripts in examples/ draw."""
    for module, path in scripts():
        for name, scene in scenes(module):
            yield f"{path.name}: {name}", scene


def data_sets() -> Iterator[tuple[str, tw.Scene]]:
    """What `thalweg fit data.csv` draws of scikit-learn's data sets."""
    from sklearn import datasets

    for name in SETS:
        frame = getattr(datasets, f"load_{name}")(as_frame=True).frame
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{name}.csv"
            frame.to_csv(file, index=False)
            chosen = propose(read_table(file), None, None, None)
            problem = tw.Fit(chosen.model, file, chosen.target, loss=chosen.loss, standardize=True)
        zeros = np.zeros(len(problem.params))
        rate = 1 / float(np.linalg.eigvalsh(problem.hessian(zeros))[-1])
        yield f"thalweg fit {name}.csv", tw.Scene(tw.descend(problem, tw.SGD(lr=rate), start=zeros))


def sheet(pictures: list[tuple[str, tw.Scene]], theme: str) -> Image.Image:
    """All pictures in columns, each below its name."""
    ground, ink = GROUND[theme]
    drawn = []
    for name, scene in pictures:
        stream = io.BytesIO()
        write(scene, stream, "png", theme=theme)
        image = Image.open(stream).convert("RGB")
        small = (image.width // 3, image.height // 3)
        drawn.append((name, image.resize(small, Image.Resampling.LANCZOS)))
    widest = max(image.width for _, image in drawn)
    columns: list[list[tuple[str, Image.Image]]] = [[] for _ in range(COLUMNS)]
    heights = [GAP] * COLUMNS
    places = []
    for name, image in drawn:
        shortest = heights.index(min(heights))
        columns[shortest].append((name, image))
        places.append((GAP + shortest * (widest + GAP), heights[shortest]))
        heights[shortest] += image.height + HEAD
    result = Image.new("RGB", (GAP + COLUMNS * (widest + GAP), max(heights)), ground)
    pen = ImageDraw.Draw(result)
    font = ImageFont.load_default(size=13)
    for (name, image), (x, y) in zip(drawn, places, strict=True):
        pen.text((x, y), name, fill=ink, font=font)
        result.paste(image, (x, y + 20))
    return result


def main(folder: Path) -> None:
    """Write both sheets."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = [*panels(), *examples(), *data_sets()]
    for theme in GROUND:
        path = folder / f"contact-sheet-{theme}.png"
        # Few colours are enough, and take a third of the room.
        sheet(pictures, theme).quantize(
            256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        ).save(path, optimize=True)
        print(f"wrote {path}: {len(pictures)} pictures, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or [ROOT / "contact-sheet"]))
