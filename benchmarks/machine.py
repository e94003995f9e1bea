"""What a result was measured on: the machine, and how busy it was with other work just before."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_CPUINFO, _STAT = Path("/proc/cpuinfo"), Path("/proc/stat")


def machine() -> dict[str, Any]:
    """Processor, cores, memory and system, in the words of the system itself."""
    affinity = getattr(os, "sched_getaffinity", None)
    return {
        "processor": _processor(),
        "cores": len(affinity(0)) if affinity is not None else os.cpu_count(),
        "memory_gib": _memory(),
        "virtual": _CPUINFO.exists() and " hypervisor" in _CPUINFO.read_text(),
        "system": _system(),
    }


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Of Python and of packages; those that are not there are left out, and with them what is compared with them."""
    found = {"python": platform.python_version()}
    for name in packages:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def busy(seconds: float = 2.0) -> float | None:
    """The share of all processors that is in use while this process waits; None where nothing says so."""
    if not _STAT.exists():
        return None
    before = _ticks()
    time.sleep(seconds)
    total, idle = (now - then for now, then in zip(_ticks(), before, strict=True))
    return round(1 - idle / total, 3) if total else None


def _ticks() -> tuple[int, int]:
    """All ticks of the processors' clocks, and those without work."""
    # user nice system idle iowait irq softirq steal; guests are in user already.
    counts = [int(word) for word in _STAT.read_text().split("\n", 1)[0].split()[1:9]]
    return sum(counts), counts[3] + counts[4]


def _processor() -> str:
    if _CPUINFO.exists():
        for line in _CPUINFO.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if platform.system() == "Darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    return platform.processor() or platform.machine()


def _memory() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):
        return None


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.machine()}"
    except OSError:
        return platform.platform(terse=True)
