"""The live page: one file, the same each time, in which nothing that a user names becomes markup."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

import thalweg as tw
from thalweg.errors import OutputError
from thalweg.inputs import PRESETS
from thalweg.optim.recorded import RecordedOptimizer
from thalweg.problems.functions import functions
from thalweg.render.page.html import page, scene_bytes, static
from thalweg.render.page.pack import Pack
from thalweg.render.page.panels import PAGE_PANELS
from thalweg.render.page.presets import presets_bytes
from thalweg.render.page.problem import python_of
from thalweg.render.page.rules import catalogue, rule_of
from thalweg.scenes.panels import PANELS

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"


class Reader(HTMLParser):
    """Collects elements, their attributes and the text of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open:
            self.text.setdefault(self._open[-1], []).append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    return reader


def block(text: str, name: str) -> bytes:
    """What one of the page's compressed blocks holds."""
    found = re.search(
        rf'<script type="application/octet-stream" id="thalweg-{name}">([^<]*)<', text
    )
    assert found is not None
    return zlib.decompress(base64.b64decode(found[1], validate=True), -15)


def unpacked(data: bytes) -> Any:
    """The plain data of a block, arrays in their places; written apart from what packs them."""
    (length,) = struct.unpack_from("<I", data)
    first = -(-(4 + length) // 8) * 8
    kinds = {"f8": "<f8", "f4": "<f4", "i4": "<i4", "u1": "u1"}

    def stand(found: dict[str, Any]) -> Any:
        if set(found) != {"$"}:
            return found
        if isinstance(found["$"], str):
            return float(found["$"])
        kind, offset, shape = found["$"]
        count = int(np.prod(shape))
        return np.frombuffer(data, kinds[kind], count, first + offset).reshape(shape)

    return json.loads(data[4 : 4 + length].decode(), object_hook=stand)


def race(steps: int = 20) -> tw.Trajectories:
    optimizers = [tw.SGD(lr=0.001), tw.Adam(lr=0.1)]
    return tw.descend(functions["rosenbrock"], optimizers, steps=steps)


def fit(**columns: Any) -> tw.Trajectories:
    names = list(columns)
    data = columns or {"x": [0.0, 1.0, 2.0, 3.0], "y": [1.0, 2.9, 5.2, 6.8]}
    target = names[-1] if names else "y"
    model = f"w*`{names[0]}` + b" if names else "w*x + b"
    return tw.descend(tw.Fit(model, data, target=target), tw.SGD(lr=0.05), steps=5)


def test_the_file_is_whole_and_asks_for_nothing() -> None:
    text = page(tw.Scene(race()))
    reader = read(text)
    for tag, attributes in reader.tags:
        assert tag not in ("iframe", "img", "object")
        assert "src" not in attributes
        assert attributes.get("type") != "module"
        if tag == "link":
            assert attributes["href"] == "data:,"
    outside = re.sub(r'id="thalweg-(code|data|presets)">[^<]*<', "", text)
    assert "http:" not in outside
    assert "https:" not in outside
    policy = next(a["content"] for t, a in reader.tags if a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "eval" not in policy
    assert reader.text["title"] == ["Rosenbrock"]
    assert tw.Scene(race()).alt in "".join(reader.text["p"])


def test_it_holds_the_built_program() -> None:
    built = (ROOT / "src/thalweg/static/page.js").read_bytes()
    assert block(page(tw.Scene(race())), "code") == built
    assert not re.search(rb"\beval\(|new Function\(", built)


def test_the_presets_are_those_that_stand_in_the_file() -> None:
    """They were computed before, on whatever machine: what `make presets` writes is the same but for rounding."""
    kept, made = unpacked(static("presets.bin")), unpacked(presets_bytes())
    assert [one["name"] for one in kept] == list(PRESETS)
    _assert_close(kept, made)
    text = page(tw.Scene(race()))
    assert block(text, "presets") == static("presets.bin")
    # What was only recorded cannot run them.
    recorded = tw.descend(
        tw.BlackBox(quarter_bowl, params=("x", "y")), tw.SGD(lr=0.1), steps=2, start=[1, 1]
    )
    assert 'id="thalweg-presets"' not in page(tw.Scene(recorded))


def _assert_close(a: Any, b: Any) -> None:
    if isinstance(a, dict):
        assert list(a) == list(b)
        for name in a:
            _assert_close(a[name], b[name])
    elif isinstance(a, (list, tuple)):
        assert len(a) == len(b)
        for one, other in zip(a, b, strict=True):
            _assert_close(one, other)
    elif isinstance(a, (float, int, np.ndarray)):
        np.testing.assert_allclose(np.asarray(a, float), np.asarray(b, float), rtol=1e-6, atol=1e-9)
    else:
        assert a == b


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert page(tw.Scene(race())) == page(tw.Scene(race()))


def test_save_writes_the_page(tmp_path: Path) -> None:
    scene = tw.Scene(race())
    tw.save(scene, tmp_path / "race.html")
    assert (tmp_path / "race.html").read_text(encoding="utf-8") == page(scene)
    tw.save(race(), tmp_path / "runs.html")
    assert (tmp_path / "runs.html").read_bytes() == (tmp_path / "race.html").read_bytes()


def test_a_concept_figure_has_no_page(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        tw.save(tw.figures.momentum_optimization(), tmp_path / "x.html")
    path = tmp_path / "x.html"
    assert str(caught.value) == (
        f'cannot write "{path}": a concept figure has no page; save it as .svg, .pdf or .png'
    )


@pytest.mark.parametrize(
    ("theme", "begins"), [("light", "auto"), ("auto", "auto"), ("dark", "dark"), ("print", "print")]
)
def test_a_page_begins_in_a_theme(theme: str, begins: str) -> None:
    root = next(
        a for _, a in read(page(tw.Scene(race()), theme=theme)).tags if a.get("id") == "thalweg"
    )
    assert root["data-theme"] == begins


NASTY = "</script><script>alert(1)</script><!-- \"'&"


def test_no_name_becomes_markup() -> None:
    column = "</script><script>alert(1)</script>"
    runs = fit(**{column: [0.0, 1.0, 2.0], "y<b>": [1.0, 2.0, 3.1]})
    plain = [tag for tag, _ in read(page(tw.Scene(fit()))).tags]
    text = page(tw.Scene(runs, panels=["fit", "loss", "data"], title=NASTY))
    assert [tag for tag, _ in read(text).tags] == plain
    assert "alert" not in re.sub(r"&[a-z#0-9x]+;|alert\(1\)(?=&lt;/script)", "", text)
    scene = unpacked(block(text, "data"))
    assert scene["title"] == NASTY
    assert scene["problem"]["fit"]["inputs"] == [column]


@given(st.text(max_size=30))
def test_no_title_becomes_markup(title: str) -> None:
    scene = tw.Scene(RUNS, panels=["loss"], title=title)
    text = page(scene)
    assert [tag for tag, _ in read(text).tags] == TAGS
    assert unpacked(block(text, "data"))["title"] == scene.heading


RUNS = race(3)
TAGS = [tag for tag, _ in read(page(tw.Scene(RUNS, panels=["loss"]))).tags]


def test_the_panels_are_those_of_the_pictures() -> None:
    assert set(PAGE_PANELS) == set(PANELS)
    source = (WEB / "src/panels/index.ts").read_text(encoding="utf-8")
    registry = source[source.index("export const PANELS") :]
    assert set(re.findall(r"^ {2}(\w+): \{", registry, re.MULTILINE)) == set(PANELS)


def test_every_panel_is_described() -> None:
    names = tuple(name for name in PANELS if name not in ("sweep", "profile"))
    scene = unpacked(scene_bytes(tw.Scene(fit(), panels=names)))
    assert list(scene["about"]) == list(names)
    swept = tw.descend(functions["rosenbrock"], tw.SGD(lr=[0.0001, 0.0003, 0.001]), steps=5)
    assert (
        unpacked(scene_bytes(tw.Scene(swept, panels=["sweep"])))["about"]["sweep"]["name"] == "lr"
    )
    line = tw.descend(tw.Formula("x**2"), tw.SGD(lr=0.1), start=[1.0], steps=5)
    assert "profile" in unpacked(scene_bytes(tw.Scene(line)))["about"]


def test_runs_with_a_rule_are_computed_and_others_recorded() -> None:
    live = unpacked(scene_bytes(tw.Scene(race())))
    assert live["runs"]["recorded"] is None
    assert [run["rule"] for run in live["runs"]["runs"]] == [0, 1]
    assert live["about"]["contour"]["ground"]["loss"] is None
    mixed = tw.descend(functions["rosenbrock"], [tw.BFGS(), tw.SGD(lr=0.001)], steps=8)
    scene = unpacked(scene_bytes(tw.Scene(mixed)))
    assert [run["rule"] for run in scene["runs"]["runs"]] == [None, 0]
    wanted = mixed.dataset["theta"].transpose("run", "step", "param").values
    assert np.array_equal(scene["runs"]["recorded"]["theta"], wanted, equal_nan=True)


def test_a_problem_that_is_no_formula_is_shown_as_recorded() -> None:
    bowl = tw.BlackBox(lambda x, y: x**2 + 3 * y**2, params=("x", "y"))
    runs = tw.descend(bowl, tw.SGD(lr=0.1), start=[1.0, 1.0], steps=5)
    scene = unpacked(scene_bytes(tw.Scene(runs)))
    assert scene["problem"]["closed"] is None
    assert not scene["runs"]["live"]
    assert "SGD" in {rule["name"] for rule in scene["rules"]}
    ground = scene["about"]["contour"]["ground"]
    assert ground["loss"].dtype == np.float32
    assert np.allclose(ground["loss"], tw.Scene(runs).ground.loss.T, rtol=1e-6)


def test_the_settings_of_an_optimizer_that_ran_elsewhere_are_kept() -> None:
    runs = tw.descend(functions["rosenbrock"], tw.SGD(lr=0.001), steps=3)
    elsewhere = RecordedOptimizer("AdamW", {"lr": 0.002, "fused": 1.0})
    recorded = dataclasses.replace(runs, optimizers=(elsewhere,))
    (run,) = unpacked(scene_bytes(tw.Scene(recorded)))["runs"]["runs"]
    assert run["rule"] is None
    assert run["hyper"] == {"lr": 0.002, "fused": 1.0}
    assert run["python"] == run["command"] == ""


def test_runs_with_batches_of_their_own_offer_no_call() -> None:
    fit = tw.Fit("w*x + b", {"x": [0.0, 1.0, 2.0], "y": [1.0, 2.0, 3.5]}, target="y")
    runs = tw.descend(fit, tw.SGD(lr=0.1), batches=[[0, 1], [2], [0]])
    scene = unpacked(scene_bytes(tw.Scene(runs, panels=["loss"])))
    assert scene["problem"]["python"] is None
    assert scene["runs"]["recorded"] is not None


def test_a_wrapper_s_numbers_have_places_too() -> None:
    wrapped = tw.ClipNorm(tw.SGD(lr=0.1), max_norm=2.0)
    runs = tw.descend(functions["rosenbrock"], wrapped, steps=2)
    (run,) = unpacked(scene_bytes(tw.Scene(runs)))["runs"]["runs"]
    text = run["python"].format(**run["hyper"])
    assert eval(text, {"tw": tw}) == wrapped  # noqa: S307 - what the page offers to copy


def test_arrays_that_stand_twice_are_kept_once() -> None:
    pack = Pack()
    values = np.linspace(0, 1, 1000)
    data = pack.bytes({"a": pack.array(values), "b": pack.array(values.copy())})
    assert len(data) < 8 * 1000 + 200
    found = unpacked(data)
    assert np.array_equal(found["a"], found["b"])


@given(
    st.lists(st.floats(width=64), max_size=5),
    st.lists(st.integers(-(2**31), 2**31 - 1), max_size=5),
    st.floats(),
)
def test_what_is_packed_comes_back(floats: list[float], whole: list[int], number: float) -> None:
    pack = Pack()
    given_ = {"f": pack.array(np.array(floats)), "i": pack.array(np.array(whole, dtype=np.int32))}
    found = unpacked(pack.bytes({**given_, "n": number}))
    assert np.array_equal(found["f"], floats, equal_nan=True)
    assert np.array_equal(found["i"], whole)
    assert found["n"] == number or (np.isnan(found["n"]) and np.isnan(number))


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule["name"])
def test_equations_lead_where_the_rule_leads(rule: dict[str, Any]) -> None:
    """The program behind the printed equations gives the same theta as that of the step."""
    given: dict[str, Any] = {name: True for name, on in rule["switches"].items() if on}
    if given.get("weight_decay"):
        given["weight_decay"] = 0.01
    if given.get("nesterov"):
        given["momentum"] = 0.9
    assert rule_of(tw.optimizers[rule["name"]](**given)) == rule
    rng = np.random.default_rng(3)
    numbers = [p["value"] if p["name"] != "lr" else 0.1 for p in rule["hyper"]]
    states = [np.abs(rng.normal(size=(1 if s["perRun"] else 2, 1))) + 0.5 for s in rule["states"]]
    theta, g = rng.normal(size=(2, 2, 1))
    inputs = [theta, g, 7.0, np.array([[2.0]]), *states, *numbers]
    step, equations = rule["step"], rule["equations"]
    moved = _run(step, inputs)[0]
    lines = _run(equations["program"], inputs)
    last = max(k for k, line in enumerate(equations["lines"]) if line["theta"])
    assert np.allclose(np.broadcast_to(lines[last], (2, 1)), moved, rtol=1e-12, atol=1e-15)


def _run(program: dict[str, Any], inputs: list[Any]) -> list[np.ndarray]:
    from thalweg.expressions import Program

    made = Program(
        tuple(program["inputs"]),
        tuple(map(tuple, program["instructions"])),
        tuple(program["outputs"]),
    )
    with np.errstate(all="ignore"):
        return [np.asarray(value) for value in made.arrays(*inputs)]


@pytest.mark.parametrize(
    "problem",
    [
        functions["himmelblau"],
        tw.Formula("a**2 + b*a + 2*b**2", params=("b", "a")),
        tw.Fit("w*x + b", {"x": [0.0, 1.5, 2.0], "y": [1.0, 3.0, 5.0]}, target="y", ridge=0.1, standardize=True),
        tw.Fit(
            "a*`the x` + b",
            {"the x": [0.0, 1.0, 2.0], "k": ["no", "yes", "yes"]},
            target="k",
            loss="logistic",
        ),
    ],
    ids=lambda problem: problem.title,
)  # fmt: skip
def test_the_python_that_makes_a_problem_makes_it(problem: Any) -> None:
    text = python_of(problem)
    assert text is not None
    made = eval(text, {"tw": tw})  # noqa: S307 - what the page offers to copy is run here, and nowhere else
    assert made == problem


def quarter_bowl(x: Any, y: Any) -> Any:
    return x**2 + 3 * y**2


def test_samples_come_with_what_can_walk_on_them() -> None:
    problem = tw.BlackBox(quarter_bowl, params=("x", "y"), gradient=lambda x, y: (2 * x, 6 * y))
    runs = tw.descend(problem, tw.SGD(lr=0.1), start=[-1.5, 0.5], steps=3)
    land = tw.landscape(problem, x=(-2, 2), y=(-1, 1), grid=(5, 3))
    data = unpacked(scene_bytes(tw.Scene(runs, land, panels=["contour"])))
    ground = data["about"]["contour"]["ground"]
    assert ground["axes"] == [0, 1]
    x, y = np.meshgrid(np.linspace(-2, 2, 5), np.linspace(-1, 1, 3))
    np.testing.assert_allclose(ground["loss"], quarter_bowl(x, y), rtol=1e-6)
    assert {"SGD", "Adam"} <= {rule["name"] for rule in data["rules"]}
    # Without samples there is nothing to run them on.
    assert unpacked(scene_bytes(tw.Scene(runs, panels=["loss"])))["rules"] == []


def test_runs_on_a_plane_are_in_its_coordinates() -> None:
    problem = tw.Formula("(a - 1)**2 + 4*(b + c)**2 + c**2")
    runs = tw.descend(problem, tw.SGD(lr=0.05), start=[-1, 1, 1], steps=10)
    plane = tw.Plane.pca(runs)
    scene = tw.Scene(runs, tw.landscape(problem, plane=plane, grid=(5, 5)), panels=["contour"])
    data = unpacked(scene_bytes(scene))
    assert data["problem"]["params"] == ["alpha", "beta", "distance"]
    assert data["about"]["contour"]["ground"]["axes"] == [0, 1]
    theta = runs.dataset["theta"].transpose("run", "step", "param").values[0]
    wanted = np.linalg.lstsq(plane.basis.T, (theta - plane.origin).T, rcond=None)[0].T
    np.testing.assert_allclose(data["runs"]["recorded"]["theta"][0, :, :2], wanted, atol=1e-12)


def test_small_multiples_come_with_what_became_of_them() -> None:
    scene = tw.Scene(race(), panels=["loss"], by="optimizer")
    data = unpacked(scene_bytes(scene))
    assert [part["label"] for part in data["parts"]] == ["SGD", "Adam"]
    assert [part["runs"] for part in data["parts"]] == [[0], [1]]
    assert [part["outcome"] for part in data["parts"]] == [part.outcome for part in scene.parts]
    story = unpacked(scene_bytes(tw.Scene(race(), panels=["loss"], by=[0, 20])))
    assert [part["step"] for part in story["parts"]] == [0, 20]


def test_the_catalogue_has_each_rule_with_its_switches_turned() -> None:
    rules = {(rule["name"], tuple(sorted(rule["switches"].items()))) for rule in catalogue()}
    assert len(rules) == len(catalogue())
    assert ("SGD", (("nesterov", False), ("weight_decay", False))) in rules
    assert ("SGD", (("nesterov", True), ("weight_decay", True))) in rules
    decayed = next(
        rule for rule in catalogue() if rule["name"] == "Adam" and rule["switches"]["weight_decay"]
    )
    assert "weight_decay" in [h["name"] for h in decayed["hyper"]]
