"""Check what is released: what the wheel and the sdist hold, and that each works with nothing but what it asks for.

    .venv-release/bin/python tools/release_check.py dist

Both are installed into empty environments, once with the newest dependencies that pyproject.toml allows and once with
the lowest, on the lowest Python. There the demo runs, and tools/release_smoke.py, in a folder outside of the checkout.
The lowest versions of the extras are looked up, and not installed.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: What the package needs beside its code: the built page, and the marker that it is typed.
NEEDED = tuple(
    f"thalweg/{name}"
    for name in (
        "py.typed",
        *(f"static/{n}" for n in ("app.css", "app.js", "notebook.js", "page.js", "presets.bin")),
    )
)
#: What the build backend adds to an sdist.
ADDED = {"PKG-INFO"}


class Failed(Exception):
    """What is released is not right; the message says what."""


@dataclass(frozen=True)
class Place:
    """An empty environment to install into.

    Attributes
    ----------
    name : str
        What it is called in what is printed.
    resolution : str
        uv's word for which versions are wanted.
    python : str
        The interpreter that it is made with.
    """

    name: str
    resolution: str
    python: str


def run(*command: str | Path, cwd: Path = ROOT, given: str | None = None) -> str:
    """Run a command that has to succeed, without what this process's environment says of Python; return its output."""
    words = [str(word) for word in command]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, cwd=cwd, env=kept, input=given
    )
    if done.returncode != 0:
        raise Failed(f"$ {shlex.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def uv(*words: str | Path, given: str | None = None) -> str:
    """Run uv, of which pip has no lowest resolution."""
    beside = Path(sys.executable).with_name("uv")
    return run(beside if beside.exists() else "uv", *words, "--quiet", given=given)


def tracked(*folders: str) -> dict[str, Path]:
    """The files of the checkout that git knows, by their path in it."""
    names = run("git", "ls-files", "-z", "--", *folders).split("\0")
    return {name: ROOT / name for name in names if name}


def check_wheel(wheel: Path, version: str) -> str:
    """The package as git knows it, the licence, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    info = f"thalweg-{version}.dist-info"
    wanted = {n.removeprefix("src/"): p for n, p in tracked("src/thalweg").items()}
    wanted[f"{info}/licenses/LICENSE"] = ROOT / "LICENSE"
    made = {f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")}
    compare(wheel.name, found, wanted, made)
    return f"{wheel.name}: {len(found)} files, {wheel.stat().st_size / 1e3:,.0f} kB"


def check_sdist(sdist: Path, version: str, include: list[str]) -> str:
    """What pyproject.toml names, as git knows it, and nothing else."""
    top = f"thalweg-{version}/"
    found = {}
    with tarfile.open(sdist) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is None or not member.name.startswith(top):
                raise Failed(f"{sdist.name} holds {member.name}, which is no file in {top}")
            found[member.name.removeprefix(top)] = stream.read()
    folders = [name.removeprefix("/") for name in include]
    wanted = tracked(*folders, "pyproject.toml", ".gitignore")
    compare(sdist.name, found, wanted, ADDED)
    return f"{sdist.name}: {len(found)} files, {sdist.stat().st_size / 1e3:,.0f} kB"


def compare(
    archive: str, found: Mapping[str, bytes], wanted: Mapping[str, Path], made: set[str]
) -> None:
    """Raise if an archive does not hold the files that are wanted and those that its build makes, byte for byte."""
    prefix = "src/" if "src/thalweg/__init__.py" in found else ""
    missing = {*wanted, *made, *(prefix + name for name in NEEDED)} - {*found}
    stray = {*found} - {*wanted, *made}
    changed = {n for n, path in wanted.items() if n in found and path.read_bytes() != found[n]}
    for names, words in (
        (missing, "lacks"),
        (stray, "holds, though git does not know it,"),
        (changed, "has another version of"),
    ):
        if names:
            raise Failed(f"{archive} {words} {', '.join(sorted(names))}")
    empty = [name for name in NEEDED if "static/" in name and not found[prefix + name]]
    if empty:
        raise Failed(f"{archive} has a page that is not built: {', '.join(empty)} empty")


def resolved(
    place: Place, python: str | Path, source: str | Path, *how: str, given: str = ""
) -> str:
    """The versions of all that a source needs, a line each: the newest or the lowest that it allows."""
    words = ("--resolution", place.resolution, "--python", python, "--no-header", "--no-annotate")
    return uv("pip", "compile", source, *words, *how, given=given)


def versions(pinned: str, requirements: list[str]) -> str:
    """Those of the pinned packages that are asked for by name."""
    asked = {normal(re.split(r"[^\w.-]", r)[0]) for r in requirements}
    found = [line.split(";")[0].strip().partition("==") for line in pinned.splitlines()]
    return ", ".join(f"{n} {v}" for n, _, v in found if normal(n) in asked)


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def demo() -> list[str]:
    """The demo's arguments, as the Makefile has them."""
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    command = next(line for line in lines if "bin/thalweg fit" in line)
    return shlex.split(command.split("bin/thalweg", 1)[1])


def try_out(archive: Path, place: Place, project: Mapping[str, Any], build: list[str]) -> None:
    """Install an archive into an empty environment, and use it there."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="release-check-") as name:
        folder, work = Path(name), Path(name, "work")
        (work / "examples/data").mkdir(parents=True)
        (work / "demo").mkdir()
        shutil.copy(ROOT / "examples/data/nebulae.csv", work / "examples/data")
        uv("venv", "--python", place.python, folder / "environment")
        python = folder / "environment/bin/python"
        pinned = resolved(place, python, ROOT / "pyproject.toml")
        (folder / "pins.txt").write_text(pinned, encoding="utf-8")
        backend = resolved(place, python, "-", given="\n".join(build))
        (folder / "build.txt").write_text(backend, encoding="utf-8")
        limits = ("-c", folder / "pins.txt", "--build-constraints", folder / "build.txt")
        uv("pip", "install", "--python", python, *limits, archive)
        runs_on = run(python, "-c", "import platform; print(platform.python_version())").strip()
        kind = "wheel" if archive.suffix == ".whl" else "sdist"
        print(f"{kind}, {place.name} dependencies, Python {runs_on}", flush=True)
        print(f"    {versions(pinned, project['dependencies'])}", flush=True)
        command = [python.with_name("thalweg"), *demo()]
        told = run(*command, cwd=work)
        for drawn in ("demo.svg", "demo.png"):
            if not (work / "demo" / drawn).stat().st_size:
                raise Failed(f"the demo leaves {drawn} empty:\n{told}")
        print("    the demo", flush=True)
        smoke = (ROOT / "tools/release_smoke.py", project["version"])
        print(run(python, "-I", *smoke, cwd=work).rstrip(), flush=True)
    print(f"    {time.perf_counter() - began:.0f} s", flush=True)


def look_up(place: Place, extras: Mapping[str, list[str]]) -> None:
    """Print which versions the extras get."""
    print(f"extras, {place.name} versions, looked up", flush=True)
    for extra, requirements in extras.items():
        how = ("--extra", extra)
        pinned = resolved(place, place.python, ROOT / "pyproject.toml", *how)
        print(f"    {extra}: {versions(pinned, requirements)}", flush=True)


def only(folder: Path, pattern: str) -> Path:
    """The one file of its kind."""
    found = list(folder.glob(pattern))
    if len(found) != 1:
        raise Failed(f"{folder} holds {len(found)} files {pattern}, not one: make build")
    return found[0]


def main(dist: Path) -> None:
    """Check all of it; the first fault ends it."""
    began = time.perf_counter()
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project, build = described["project"], described["build-system"]["requires"]
    version = project["version"]
    include = described["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    wheel, sdist = only(dist, "*.whl"), only(dist, "*.tar.gz")
    print(check_wheel(wheel, version))
    print(check_sdist(sdist, version, include))
    lowest = project["requires-python"].removeprefix(">=")
    places = (Place("newest", "highest", sys.executable), Place("lowest", "lowest-direct", lowest))
    for place in places:
        for archive in (wheel, sdist):
            try_out(archive, place, project, build)
    for place in places:
        look_up(place, project["optional-dependencies"])
    if run("git", "status", "--porcelain", "--untracked-files=no"):
        print("note: the checkout has changes that are not committed")
    if f"## [{version}]" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):
        print(f"note: CHANGELOG.md has no section for {version} yet")
    print(f"release-check: all is well, after {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]).resolve())
    except Failed as failure:
        sys.exit(f"release-check: {failure}")
