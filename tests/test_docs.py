"""The examples in docstrings, in README.md and in docs/ run as they stand."""

import doctest
import importlib
import importlib.util
import pkgutil
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import xarray

import thalweg as tw
from thalweg.errors import MissingExtra

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


def modules() -> list[str]:
    found = [module.name for module in pkgutil.walk_packages(tw.__path__, "thalweg.")]
    return ["thalweg", *(name for name in found if not name.endswith("__main__"))]


@pytest.mark.parametrize("name", modules())
def test_docstrings(name):
    if name == "thalweg.torch.lightning" and importlib.util.find_spec("lightning") is None:
        # tests/integrations runs it.
        with pytest.raises(MissingExtra, match=r"pip install 'thalweg\[lightning\]'"):
            importlib.import_module(name)
        return
    module = importlib.import_module(name)
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_python_blocks(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if page.name == "notebook.md":
        monkeypatch.setattr("thalweg.viewing._in_notebook", lambda: True)
    bowl = tw.Formula("x**2 + 10*y**2")
    runs = tw.descend(bowl, tw.SGD(lr=[0.05, 0.2]), start=[-1.8, 0.6], steps=5)
    tw.save(runs, "run.zarr")
    scope = {"tw": tw, "np": np, "xarray": xarray, "runs": runs, "bowl": bowl}
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, str(page), "exec"), scope)  # noqa: S102


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_packages_own_docstring_names_what_it_offers():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in tw.__all__:
            assert getattr(tw, name) is not None
