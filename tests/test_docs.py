"""The examples in docstrings, in README.md and in docs/ run as they stand, and print what the pages say."""

import doctest
import importlib
import importlib.util
import json
import pkgutil
import re
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from site_build import blocks, notebooks, outside
from site_build.reference import api, commands, examples, optimizers

import thalweg as tw
from thalweg.errors import MissingExtra

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*blocks.pages(), ROOT / "CONTRIBUTING.md"]
LESSONS = [page for page in PAGES if page.parent.name == "lessons" and page.name != "index.md"]
#: What only thalweg itself imports from.
INNER = {"__main__", "expressions", "inputs"}
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")


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


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_python_blocks(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if page.name == "notebook.md":
        monkeypatch.setattr("thalweg.viewing._in_notebook", lambda: True)

    def after(block, printed):
        if block.output is not None:
            assert blocks.same(printed, block.output), f"{block.output!r} is printed as {printed!r}"

    text = page.read_text(encoding="utf-8")
    blocks.run(text, str(page), blocks.scope(page), after)
    # Each fence of output belongs to a block that was compared.
    found = [block.output for block in blocks.blocks(text)]
    assert text.count("```output") == sum(output is not None for output in found)


def test_what_the_page_on_many_machines_does_with_processes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # Not forked: a process that has run PyTorch or JAX must not be.
    pool = partial(ProcessPoolExecutor, 2, get_context("spawn"))
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", lambda _wanted: pool())
    page = (blocks.DOCS / "distributed.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```py\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    bowl = tw.Formula("x**2 + 10*y**2")
    scope = {"tw": tw, "network": bowl, "plane": tw.Plane([0, 0], [[1, 0], [0, 1]])}
    exec(compile(code, "distributed.md", "exec"), scope)  # noqa: S102
    assert tw.load("land.zarr").dataset["computed"].all()


@pytest.mark.parametrize(
    ("printed", "said", "same"),
    [
        ("loss 7.003  after 35 steps\n", "loss 7.003 after 35 steps", True),
        ("loss 7.003 after 35 steps", "loss 7.004 after 35 steps", True),
        ("loss 7.003 after 35 steps", "loss 7.003 after 36 steps", False),
        ("loss 7.003", "loss 7.2", False),
        ("loss 7.003", "cost 7.003", False),
        ("rate -4.7e-15", "rate 2.1e-15", True),
        ("[0.8 0.7]", "[0.8 0.7 0.6]", False),
    ],
)
def test_what_counts_as_the_same_output(printed, said, same):
    assert blocks.same(printed, said) is same


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        where = (page.parent / target).resolve()
        assert where.exists() or is_generated(where), target


def is_generated(where: Path) -> bool:
    """Whether the build of the site makes this page: those of the reference, and what is copied from elsewhere."""
    if not where.is_relative_to(blocks.DOCS):
        return False
    place = where.relative_to(blocks.DOCS).as_posix()
    made = {f"reference/api/{stem}.md" for stem in api.CHAPTERS}
    drawn = {f"reference/{name}.md" for name in ("commands", "figures", "functions", "optimizers")}
    return place in made | drawn | {outside.EXAMPLES, *outside.PAGES}


@pytest.mark.parametrize("page", LESSONS, ids=lambda p: p.stem)
def test_lessons_are_notebooks(page):
    text = page.read_text(encoding="utf-8")
    cells = json.loads(notebooks.notebook(text))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    words = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    for cell in code:
        compile(cell, page.name, "exec")
    # What a folded answer runs stays in its words; all else is in the cells.
    answers = "".join(re.findall(r"<details.*?</details>", text, re.DOTALL))
    assert len(code) + answers.count("```python") == text.count("```python")
    assert words.count("<details>") == text.count("<details") >= 3
    assert "```output" not in words
    assert any(cell.splitlines()[-1].startswith("tw.show(") for cell in code)
    assert ".html" in text  # the live page


def named(path: str) -> object:
    """What a dotted name means."""
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        return getattr(named(module), name)


def public() -> dict[str, object]:
    """Every public name: those of the package, and of the modules that say what is theirs."""
    found = {f"thalweg.{name}": getattr(tw, name) for name in tw.__all__}
    for home in {module.name for module in pkgutil.iter_modules(tw.__path__)} - INNER:
        module = importlib.import_module(f"thalweg.{home}")
        names = getattr(module, "__all__", ())
        found |= {f"thalweg.{home}.{name}": getattr(module, name) for name in names}
    errors = importlib.import_module("thalweg.errors")
    found |= {
        f"thalweg.errors.{name}": value
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, tw.ThalwegError)
    }
    return found


def test_every_public_name_has_a_place_in_the_reference():
    documented = [
        named(path)
        for chapter in api.CHAPTERS.values()
        for path in chapter.names
        if "lightning" not in path
    ]
    documented += optimizers.kinds().values()
    modules = {"thalweg.schedules", "thalweg.curvature", "thalweg.optim.schedules"}
    modules |= {"thalweg.compute.curvature"}  # their functions are in the list one by one
    data = {"thalweg.__version__", "thalweg.optim.WRAPPERS"}
    missing = [
        path
        for path, value in public().items()
        if path not in modules | data and not any(value is one for one in documented)
    ]
    assert missing == []
    chapters = [f"thalweg.schedules.{name}" for name in tw.schedules.__all__]
    assert set(chapters) <= set(api.CHAPTERS["optimizers"].names)


def test_the_reference_asks_for_names_where_they_are_defined():
    # `thalweg.compute.descend` is a module, and `thalweg.descend` the function in it.
    text = "".join(page.text for page in api.pages())
    for home in (
        "compute.descend.descend",
        "torch.network.Network",
        "problems.functions.Functions",
    ):
        assert f"::: thalweg.{home}\n" in text
    assert text.count("::: ") == sum(len(chapter.names) for chapter in api.CHAPTERS.values())


def test_every_command_and_option_is_in_the_generated_page(capsys):
    from thalweg.cli.program import run

    text = commands.page().text
    for path, command in commands.every(commands.program()):
        assert re.search(rf"^##+ {path}$", text, re.MULTILINE)
        section = re.split(rf"^##+ {path}$", text, maxsplit=1, flags=re.MULTILINE)[1]
        section = re.split(r"^##+ ", section, maxsplit=1, flags=re.MULTILINE)[0]
        assert run([*path.split()[1:], "--help"]) == 0
        told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", capsys.readouterr().out))
        assert told - set(re.findall(r"--[a-z][a-z-]*", section)) == set(), command.name


def test_every_example_has_its_place():
    found = {path.name for _, path in examples.scripts()}
    assert found == {path.name for path in (ROOT / "examples").glob("*.py")}


def test_the_site_names_every_page():
    # Read as text: MkDocs, whose file this is, is not what the tests need.
    named_there = set(re.findall(r"[\w/-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    written = {page.relative_to(blocks.DOCS).as_posix() for page in blocks.DOCS.rglob("*.md")}
    assert written <= named_there
    assert {f"reference/api/{stem}.md" for stem in api.CHAPTERS} <= named_there
    assert all(
        (blocks.DOCS / page).exists() or is_generated(blocks.DOCS / page) for page in named_there
    )
    # The lessons have a list of their own.
    first = set(LINK.findall((blocks.DOCS / "index.md").read_text(encoding="utf-8")))
    lessons = {page.relative_to(blocks.DOCS).as_posix() for page in LESSONS}
    assert written - lessons - {"index.md"} <= first


def test_the_packages_own_docstring_names_what_it_offers():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name in tw.__all__:
            assert getattr(tw, name) is not None
