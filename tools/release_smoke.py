"""Use an installed thalweg as its users do: every command, every format, a store that is read again, the local app.

    python -I tools/release_smoke.py VERSION

tools/release_check.py runs it in environments of its own, in an empty folder. Nothing of the checkout is imported: `-I`
keeps even this script's folder out. A warning is as wrong as an error, since a user can do nothing about it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

#: What files of each kind begin with, after so many bytes.
BEGINNINGS = {
    "svg": (0, b"<?xml"),
    "png": (0, b"\x89PNG\r\n"),
    "pdf": (0, b"%PDF-"),
    "gif": (0, b"GIF89a"),
    "webp": (8, b"WEBP"),
    "apng": (0, b"\x89PNG\r\n"),
    "mp4": (4, b"ftyp"),
    "html": (0, b"<!doctype html>"),
}
PATIENCE = 120
"""Seconds for what takes a few; only something that hangs gets there."""


def thalweg(*words: str) -> str:
    """Run the command that the package installs, and return what it printed."""
    return run(str(Path(sys.executable).with_name("thalweg")), *words)


def run(*command: str) -> str:
    """Run a command that has to succeed without a warning."""
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=PATIENCE, encoding="utf-8"
    )
    said = done.stdout + done.stderr
    wrong = done.returncode != 0 or any(word in said for word in ("Warning", "Traceback"))
    if wrong:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{said}")
    return said


def expect(true: bool, words: str) -> None:
    """End with these words if it is not so."""
    if not true:
        sys.exit(f"release_smoke: {words}")


def imported(version: str) -> str:
    """The package that is installed here, with all its public names."""
    import thalweg as tw

    place = Path(tw.__file__)
    expect(place.is_relative_to(sys.prefix), f"thalweg comes from {place}, not from {sys.prefix}")
    expect(tw.__version__ == version, f"thalweg says that it is {tw.__version__}, not {version}")
    for name in tw.__all__:
        getattr(tw, name)
    told = run(sys.executable, "-m", "thalweg", "--version")
    expect(told.split() == ["thalweg", version], f"python -m thalweg --version says {told!r}")
    return f"import thalweg with {len(tw.__all__)} names, python -m thalweg"


def helped() -> str:
    """Every command's help."""
    import typer

    from thalweg.cli.program import app

    names = list(getattr(typer.main.get_command(app), "commands", ()))
    expect(len(names) > 1, "the program has no commands")
    for words in ([], *([name] for name in names)):
        told = thalweg(*words, "--help")
        expect("--help" in told, f"thalweg {' '.join(words)} --help says only {told!r}")
    return f"--help of {', '.join(names)}"


def descended() -> str:
    """A run in every format; the store draws the same picture again."""
    files = [f"run.{kind}" for kind in (*BEGINNINGS, "zarr")]
    thalweg("descend", "rosenbrock", "--steps", "20", *(w for f in files for w in ("-o", f)))
    for file in files[:-1]:
        check(Path(file))
    thalweg("render", "run.zarr", "-o", "again.svg")
    same = Path("again.svg").read_bytes() == Path("run.svg").read_bytes()
    expect(same, "a run that was saved and loaded is drawn differently")
    return f"thalweg descend into {', '.join((*BEGINNINGS, 'zarr'))}; render draws the same SVG"


def others() -> str:
    """The other commands."""
    table = "\n".join(["x,y", *(f"{x},{2 * x + x % 3}" for x in range(12))])
    Path("table.csv").write_text(table, encoding="utf-8")
    thalweg("fit", "table.csv", "-o", "fit.svg")
    thalweg("landscape", "x**2 + 10*y**2", "-o", "land.png")
    thalweg("figures", "render", "sigmoid", "-o", "figures", "--format", "svg")
    for file in ("fit.svg", "land.png", "figures/sigmoid.svg"):
        check(Path(file))
    expect("rosenbrock" in thalweg("functions"), "thalweg functions does not know rosenbrock")
    expect("Adam" in thalweg("optimizers"), "thalweg optimizers does not know Adam")
    return "thalweg fit, landscape, figures, functions, optimizers"


def stored() -> str:
    """The library: runs and a landscape are equal to what is loaded again."""
    import thalweg as tw

    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, [tw.SGD(lr=0.05), tw.Adam(lr=0.1)], start=[-1.8, 0.6], steps=20)
    land = tw.landscape(bowl, x=(-2, 2), y=(-1, 1), grid=(21, 21))
    for name, made in (("runs", runs), ("land", land)):
        tw.save(made, f"{name}.zarr")
        expect(tw.load(f"{name}.zarr") == made, f"{name}.zarr is not what was saved")
    grown = tw.landscape(bowl, x=(-2, 2), y=(-1, 1), grid=(21, 21), store="grown.zarr")
    expect(tw.load("grown.zarr").dataset.equals(grown.dataset), "grown.zarr is not what was found")
    return "runs and a landscape saved and loaded, a landscape that resumes"


def explored() -> str:
    """The local app serves its page and answers."""
    command = [str(Path(sys.executable).with_name("thalweg")), "explore", "bowl", "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as app:
        assert app.stderr is not None
        late = threading.Timer(PATIENCE, app.kill)
        late.start()
        try:
            address = app.stderr.readline().strip().removeprefix("open ")
            expect(address.startswith("http://127.0.0.1:"), f"thalweg explore says {address!r}")
            home = address.partition("#")[0]
            sizes = {p: len(fetched(home + p)) for p in ("", "static/app.js", "api/start")}
        finally:
            late.cancel()
            app.terminate()
        said = app.stderr.read()
    expect("Traceback" not in said and "Warning" not in said, f"thalweg explore says {said}")
    expect(min(sizes.values()) > 0, f"thalweg explore answers with nothing: {sizes}")
    return "thalweg explore serves the page and answers"


def fetched(address: str) -> bytes:
    """What a server answers."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read()


def check(file: Path) -> None:
    """Whether a file is of the kind that its name says."""
    after, wanted = BEGINNINGS[file.suffix[1:]]
    found = file.read_bytes()[after : after + len(wanted)]
    expect(found.lower() == wanted.lower(), f"{file} begins with {found!r}")


def main(version: str) -> None:
    """Print what has worked, line by line."""
    print(f"    {imported(version)}", flush=True)
    for step in (helped, descended, others, stored, explored):
        print(f"    {step()}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
