"""The state panel describes one step, and every number of it is what the step was."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

import thalweg as tw
from render import samples
from thalweg.data import Trajectories
from thalweg.errors import ArgumentError
from thalweg.optim import (
    SAM,
    WRAPPERS,
    ClipNorm,
    ClipValue,
    Lookahead,
    Method,
    Optimizer,
    optimizers,
)
from thalweg.optim.notation import SYMBOLS as LATEX
from thalweg.scenes import Scene
from thalweg.scenes.equations import SYMBOLS, glyph
from thalweg.scenes.state import State
from thalweg.scenes.step import Step, step_of
from thalweg.scenes.text import number

BOWL = tw.Formula("x**2 + 10*y**2 + x*y")


def variants() -> list[Optimizer]:
    """Every rule with a rate that moves, and what its switches make of it."""
    rules = [kind for kind in optimizers.values() if not issubclass(kind, Method)]
    plain = [kind(lr=0.02) for kind in rules]
    decayed = [
        kind(lr=0.02, weight_decay=0.1) for kind in rules if "weight_decay" in kind.hyper_ranges
    ]
    return [
        *plain,
        *decayed,
        tw.SGD(lr=0.02, momentum=0.9),
        tw.SGD(lr=0.02, momentum=0.9, nesterov=True),
        tw.SGD(lr="0.1/(1 + t)", momentum=0.9, dampening=0.1),
        tw.RMSprop(lr=0.02, momentum=0.5, centered=True),
        tw.Adam(lr="cosine(0.1, 30, warmup=5)", amsgrad=True),
        tw.Adam(lr=0.1, weight_decay=0.1, decoupled_weight_decay=True),
        tw.SignSGD(lr=0.02, momentum=0.9),
        tw.ASGD(lr=0.02, t0=0),
        tw.Adagrad(lr=0.1, lr_decay=0.1),
        ClipNorm(tw.Adam(lr=0.1)),
        ClipValue(tw.SGD(lr=0.02, momentum=0.9)),
        Lookahead(tw.SGD(lr=0.02)),
        SAM(tw.SGD(lr=0.02)),
    ]


VARIANTS = variants()


@pytest.fixture(scope="module")
def runs() -> Trajectories:
    return tw.descend(BOWL, VARIANTS, start=[-1.8, 0.6], steps=30)


# -- reading what is written ------------------------------------------------------------------------------------------

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵗ", "0123456789-t")


def read(text: str, names: dict[str, str]) -> str:
    """A right-hand side as Python, read by someone who has only what is written.

    Parameters
    ----------
    names : dict of str to str
        Python's names for the symbols.
    """
    # Longer symbols first, so that η⁺ is not read as η.
    symbols = sorted(names, key=len, reverse=True)
    token = re.compile(
        r"\s*(?:(?P<word>if|else|sign|max|min|sum)|(?P<name>"
        + "|".join(map(re.escape, symbols))
        + r")|(?P<number>\d+(?:\.\d+)?(?:e[+−]?\d+)?)|(?P<power>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵗ]+)"
        r"|(?P<sign>.))"
    )
    out: list[str] = []
    ended = False  # Whether a factor may follow at once.
    bars: list[str] = []
    place = 0
    while place < len(text):
        found = token.match(text, place)
        assert found is not None
        place = found.end()
        kind, value = found.lastgroup, found[found.lastgroup]  # type: ignore[index]
        starts = kind in ("name", "number") or value in ("(", "√", "‖", "|", "sign", "max", "min")
        closing = value in ("‖", "|") and bars[-1:] == [value] and ended
        if starts and ended and not closing:
            out.append("*")
        ended = False
        if kind == "name":
            out.append(names[value])
            ended = True
        elif kind == "number":
            out.append(value.replace("−", "-"))
            ended = True
        elif kind == "power":
            out.append(f"**({value.translate(_PLAIN)})")
            ended = True
        elif value in ("‖", "|"):
            if closing:
                bars.pop()
                ended = True
            else:
                bars.append(value)
                out.append("norm" if value == "‖" else "abs")
            out.append(")" if closing else "(")
        elif value == "√":
            rest = token.match(text, place)
            assert rest is not None
            if rest.lastgroup == "name":
                out.append(f"sqrt({names[rest['name']]})")
                place, ended = rest.end(), True
            else:
                out.append("sqrt")
        else:
            out.append(
                {"−": "-", "·": "*", "^": "**", "≥": ">=", "≤": "<="}.get(value, f" {value} ")
            )
            ended = value == ")"
    return "".join(out)


def chosen(condition: Any, one: Any, other: Any) -> Any:
    return np.where(condition, one, other)


def evaluated(text: str, names: dict[str, str], values: dict[str, Any]) -> Any:
    """The value of what is written."""
    found = re.fullmatch(r"(.*) if (.*), else (.*)", text)
    if found:
        one, condition, other = (evaluated(part, names, values) for part in found.groups())
        return np.where(condition, one, other)
    known = {
        "sqrt": np.sqrt,
        "abs": np.abs,
        "sign": np.sign,
        "norm": np.linalg.norm,
        "max": np.maximum,
        "min": np.minimum,
        "__builtins__": {},
    }
    return eval(read(text, names), known, dict(values))  # noqa: S307 - of our own equations


def recompute(step: Step, gradient: Any, start: dict[str, Any]) -> dict[str, Any]:
    """Go through the written equations with nothing but the written values before the step."""
    symbols = dict.fromkeys([*(row.symbol for row in step.rows), *(n for n, _ in step.constants)])
    symbols |= dict.fromkeys(["t", "L", "θ", "g", *start])
    names = {symbol: f"v{k}" for k, symbol in enumerate(symbols)}
    names["t"] = "t"  # It may stand as a power.
    values: dict[str, Any] = {names[s]: v for s, v in [*step.constants, *start.items()]}
    values["t"] = float(step.number)
    values[names["θ"]] = step.before
    for row in step.rows:
        slope = re.match(r"∇L\((.)\)", row.text)
        if slope:
            point = values[names[slope[1]]]
            value = gradient(np.asarray(point))
        elif row.text == "its schedule at t":
            value = row.after
        else:
            value = evaluated(row.text, names, values)
        np.testing.assert_allclose(
            np.broadcast_to(value, row.after.shape), row.after, rtol=1e-9, atol=1e-14
        )
        values[names[row.symbol]] = value
    return {symbol: values[name] for symbol, name in names.items() if name in values}


@pytest.mark.parametrize("run", range(len(VARIANTS)), ids=[o.label for o in VARIANTS])
@pytest.mark.parametrize("index", [1, 2, 10, 30])
def test_the_next_point_follows_from_what_is_written(
    runs: Trajectories, run: int, index: int
) -> None:
    step = step_of(runs, run, index)
    # The values before the step: those of the table, and those states that are never assigned.
    start: dict[str, Any] = {}
    for row in step.rows:
        if row.before is not None and row.symbol not in ("θ", "g"):
            start.setdefault(row.symbol, row.before)
    start["L"] = float(runs.dataset["loss"].values[run, index - 1])
    found = recompute(step, BOWL.gradient, start)
    recorded = runs.dataset["theta"].values[run, index]
    np.testing.assert_allclose(found["θ"], recorded, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(step.after, recorded)
    form = runs.optimizers[run].form
    for symbol, state in form.state.items():
        if state.name in runs.dataset and glyph(symbol) in found:
            value = runs.dataset[state.name].isel(run=run, step=index).values
            np.testing.assert_allclose(
                np.squeeze(found[glyph(symbol)]), value, rtol=1e-9, atol=1e-14
            )


@pytest.mark.parametrize("run", range(len(VARIANTS)), ids=[o.label for o in VARIANTS])
def test_the_parts_add_up_to_the_step(runs: Trajectories, run: int) -> None:
    for index in (1, 7, 30):
        step = step_of(runs, run, index)
        total = sum(step.shares.values(), np.zeros(2))
        np.testing.assert_allclose(total, step.taken, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize("run", range(len(VARIANTS)), ids=[o.label for o in VARIANTS])
def test_every_number_shown_is_rounded_and_nothing_else(runs: Trajectories, run: int) -> None:
    scene = Scene(runs[[run]], panels="state")
    (state,) = scene.pictures
    assert isinstance(state, State)
    assert state.step is not None
    for line, row in zip(state.lines, state.step.rows, strict=False):
        assert line.symbol == row.symbol
        for k, (before, after) in enumerate(line.cells):
            for text, values in ((before, row.before), (after, row.after)):
                if text:
                    assert values is not None
                    assert spelled(text) == pytest.approx(values[k], rel=6e-4, abs=1e-300)
        if row.before is not None:
            for (before, after), old, new in zip(line.cells, row.before, row.after, strict=False):
                close = abs(old - new) <= 1e-9 * max(abs(old), abs(new))
                assert close or before != after, "a change is seen"
    written = dict(part.split(" = ") for part in state.settings[1:])
    assert {name: spelled(text) for name, text in written.items()} == pytest.approx(
        dict(state.step.constants), rel=1e-5
    )
    assert state.settings[0] == "step t = 30"


def spelled(text: str) -> float:
    """The number that a text shows."""
    plain, _, power = text.replace("−", "-").partition("×10")
    return float(plain) * 10.0 ** (int(power.translate(_PLAIN)) if power else 0)


def test_steps_are_known_in_closed_form() -> None:
    runs = tw.descend(BOWL, tw.SGD(lr=0.02, momentum=0.9), start=[-1.8, 0.6], steps=3)
    step = step_of(runs, 0, 3)
    momentum = runs.dataset["momentum"].values[0]
    gradient = runs.dataset["gradient"].values[0, 2]
    np.testing.assert_allclose(step.shares["memory"], -0.02 * 0.9 * momentum[2])
    np.testing.assert_allclose(step.shares["gradient"], -0.02 * gradient)
    assert step.plain is not None
    np.testing.assert_allclose(step.plain, -0.02 * gradient)
    assert set(step.shares) == {"memory", "gradient"}
    runs = tw.descend(BOWL, tw.AdamW(lr=0.1, weight_decay=0.3), start=[-1.8, 0.6], steps=3)
    step = step_of(runs, 0, 3)
    m, v = (runs.dataset[name].values[0] for name in ("momentum", "second_moment"))
    scale = -0.1 / (1 - 0.9**3) / (np.sqrt(v[3] / (1 - 0.999**3)) + 1e-8)
    np.testing.assert_allclose(step.shares["memory"], scale * 0.9 * m[2])
    np.testing.assert_allclose(step.shares["gradient"], scale * 0.1 * step.gradient)
    np.testing.assert_allclose(step.shares["place"], -0.1 * 0.3 * step.before)
    runs = tw.descend(BOWL, tw.Lion(lr=0.1), start=[-1.8, 0.6], steps=3)
    step = step_of(runs, 0, 3)
    assert set(step.shares) == {"rest"}, "a sign is linear in nothing"


def state_of(runs: Trajectories, **settings: Any) -> State:
    (found,) = Scene(runs, panels="state", **settings).pictures
    assert isinstance(found, State)
    return found


def test_what_is_said_to_add_up_does() -> None:
    momentum = state_of(tw.descend(BOWL, tw.SGD(lr=0.02, momentum=0.9), start=[-1.8, 0.6], steps=5))
    assert [a.kind for a in momentum.arrows] == ["plain", "memory", "step"]
    assert momentum.notes == ("−η g and the other part add up to the step",)
    plain, memory, step = (a.reach for a in momentum.arrows)
    np.testing.assert_allclose(plain + memory, step)
    sgd = state_of(tw.descend(BOWL, tw.SGD(lr=0.02), start=[-1.8, 0.6], steps=5))
    assert [a.kind for a in sgd.arrows] == ["step"]
    assert sgd.notes == ("the step is the plain one, −η g",)
    assert not sgd.closes
    lion = state_of(tw.descend(BOWL, tw.Lion(lr=0.02), start=[-1.8, 0.6], steps=5))
    assert [a.kind for a in lion.arrows] == ["plain", "direction", "step"]
    assert not any("add up" in note for note in lion.notes)
    adagrad = state_of(tw.descend(BOWL, tw.Adagrad(lr=0.5), start=[-1.8, 0.6], steps=5))
    assert adagrad.notes == ("the step is g, scaled for each parameter",)


@pytest.mark.parametrize("run", range(len(VARIANTS)), ids=[o.label for o in VARIANTS])
def test_the_view_shows_the_step(runs: Trajectories, run: int) -> None:
    for index in (1, 30):
        state = Scene(runs[[run]].until(index), panels="state").pictures[0]
        assert isinstance(state, State)
        for shape in (0.9, 1.6, 2.4):
            seen = state.framed(shape).seen
            assert seen is not None
            sides = [high - low for low, high in seen.box]
            assert sides[0] / sides[1] == pytest.approx(shape)
            step = state.arrows[-1].reach
            assert seen.cut[-1] == 1
            if np.any(step):
                assert np.max(np.abs(step) / sides) > 0.08, "it can be seen"
            for (low, high), end in zip(seen.box, step.tolist(), strict=True):
                assert low < 0 < high
                assert low < end < high
            for arrow, cut in zip(state.arrows, seen.cut, strict=True):
                inside = [
                    lo <= r <= hi for (lo, hi), r in zip(seen.box, cut * arrow.reach, strict=True)
                ]
                assert all(inside)


def test_the_close_up_is_the_loss() -> None:
    state = state_of(tw.descend(BOWL, tw.Adam(lr=0.1), start=[-1.8, 0.6], steps=5))
    assert state.seen is not None
    x, y = np.meshgrid(*state.seen.at)
    assert state.step is not None
    x, y = x + state.step.before[0], y + state.step.before[1]
    np.testing.assert_allclose(state.seen.loss, x**2 + 10 * y**2 + x * y)


def test_the_run_that_ended_lowest_is_shown_at_all_steps() -> None:
    chosen = [tw.Adam(lr=0.05), tw.SGD(lr=0.05), tw.SGD(lr=0.5), tw.BFGS()]
    runs = tw.descend(BOWL, chosen, start=[-1.8, 0.6], steps=30)
    scene = Scene(runs, panels="state", by=[1, 30])
    for view in scene.views:
        assert isinstance(view.picture, State)
        assert view.picture.label == "SGD lr=0.05"
        assert view.part is not None
        assert view.picture.step is not None
        assert view.picture.step.number == view.part.step
    apart = [view.picture for view in Scene(runs, panels="state", by="run").views]
    assert [a.label for a in apart if isinstance(a, State)] == list(runs.labels)
    diverged, method = apart[2], apart[3]
    assert isinstance(diverged, State)
    at = int(runs.diverged_at.values[2])
    assert diverged.notes[0] == f"diverged at step {at}: this is its last step"
    assert isinstance(method, State)
    assert method.step is None
    assert method.notes == ("BFGS is a program of its own, whose inner steps are not recorded",)
    assert "not recorded." in method.words


def test_marks_of_all_small_multiples_stand_in_the_key() -> None:
    chosen = [tw.SGD(lr=0.02), tw.SGD(lr=0.02, momentum=0.9), tw.Adam(lr=0.1)]
    runs = tw.descend(BOWL, chosen, start=[-1.8, 0.6], steps=5)
    (picture,) = Scene(runs, panels="state", by="run").pictures
    assert {kind for kind, _ in picture.marks} == {"plain", "memory", "gradient", "step"}


def test_the_start_has_no_step_yet() -> None:
    scene = Scene(samples.bowl(), panels="state", by=[0, 1])
    first, second = (view.picture for view in scene.views)
    assert isinstance(first, State)
    assert isinstance(second, State)
    assert first.notes == ("the start: no step is taken yet",)
    assert second.step is not None


def test_one_parameter() -> None:
    state = state_of(samples.quartic())
    assert state.seen is not None
    assert len(state.seen.box) == 1
    assert state.columns == ("x",)
    assert state.labels == ("change of x",)


def test_many_parameters_show_those_that_move_furthest() -> None:
    runs = samples.many_weights()
    state = state_of(runs)
    step = state.step
    assert step is not None
    assert state.arrows == ()
    assert len(state.shown) == 6
    moved = np.abs(step.taken)
    assert min(moved[list(state.shown)]) >= max(np.delete(moved, state.shown))
    assert "the 6 parameters of 12 that move furthest" in state.notes
    assert [name for name, _ in state.quantities] == ["g", "step"]
    assert len(state.columns) == 2


def test_batches_say_whose_gradient_it_is() -> None:
    state = state_of(samples.batches())
    assert "g is the batch's, the contours are the full loss" in state.notes
    assert state.lines[0].text == "∇L(θ), of the batch"


def test_words_hold_the_values() -> None:
    runs = tw.descend(BOWL, tw.SGD(lr=0.02, momentum=0.9), start=[-1.8, 0.6], steps=1)
    words = Scene(runs, panels="state").alt
    # The gradient at the start is (2x + y, 20y + x) = (-3, 10.2).
    assert "Step 1 of SGD lr=0.02 momentum=0.9 from (-1.8, 0.6) to (-1.74, 0.396)" in words
    assert "step taken (0.06, -0.204)" in words
    assert "g -3 and 10.2; m 0 to -3 and 0 to 10.2; θ -1.8 to -1.74 and 0.6 to 0.396" in words


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: Scene(tw.landscape(BOWL, x=(-1, 1), y=(-1, 1), grid=(5, 5)), panels="state"),
            "the state panel needs runs; this scene has only a landscape",
        ),
        (
            lambda: Scene(tw.descend(BOWL, tw.BFGS(), start=[1, 1], steps=5), panels="state"),
            "the state panel shows the arithmetic of a rule: BFGS is a program of its own, whose inner steps are "
            "not recorded; show the contour panel instead",
        ),
        (
            lambda: Scene(
                tw.descend(BOWL, tw.SGD(lr=0.01), start=[1, 1], steps=50, every=5), panels="state"
            ),
            "the state panel needs the record of a step and of the one before it; the runs have 11 records, and "
            "before that of step 50 comes that of step 45: record every step (every=1)",
        ),
        (
            lambda: Scene(
                tw.descend(
                    samples.line(), SAM(tw.SGD(lr=1e-3)), start=[0, 0], steps=5, batch_size=5
                ),
                panels="state",
            ),
            "the state panel shows the arithmetic of a rule: SAM(SGD) takes two gradients a step, of which only the "
            "second is recorded for batches; show the contour panel instead",
        ),
    ],
)
def test_what_cannot_be_shown_is_refused(make: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        make()
    assert str(caught.value) == message


def test_a_record_that_the_rule_does_not_give_is_refused() -> None:
    runs = tw.descend(BOWL, tw.SGD(lr=0.1), start=[1, 1], steps=3)
    dataset = runs.dataset.copy(deep=True)
    dataset["theta"].values[0, 3, 0] += 1e-6
    forged = Trajectories(dataset, runs.problem, runs.optimizers)
    with pytest.raises(
        ArgumentError, match=r"^step 3 of SGD was not recorded as its rule says: θ is "
    ):
        _ = Scene(forged, panels="state").pictures


def test_every_name_of_a_rule_has_a_symbol_of_its_own() -> None:
    for kind in [*optimizers.values(), *WRAPPERS.values()]:
        names = {*kind.hyper_ranges, *kind.state}
        glyphs = [glyph(name) for name in names]
        assert len(set(glyphs)) == len(glyphs), kind
    # What TeX writes otherwise than the name says is written otherwise here too.
    for name in LATEX:
        assert name in SYMBOLS or glyph(name) != name, name


@given(
    st.sampled_from(VARIANTS),
    st.lists(st.floats(-3, 3), min_size=2, max_size=2),
    st.integers(1, 12),
    st.sampled_from(
        ["x**2 + 10*y**2", "log(x**2 + y**2)", "0*x + 0*y + 2", "exp(x) + y**2", "-x**2 - y"]
    ),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_run_can_be_described(
    optimizer: Optimizer, start: list[float], steps: int, text: str
) -> None:
    problem = tw.Formula(text, params=("x", "y"))
    if not math.isfinite(float(problem.loss(start))):
        return
    state = state_of(tw.descend(problem, optimizer, start=start, steps=steps))
    assert state.words.endswith(".")
    if state.seen is not None:
        for low, high in state.seen.box:
            assert math.isfinite(low)
            assert low < high


def test_numbers_are_read_back() -> None:
    for value in (0.0, -1.5, 3.2e7, -4.5e-12, 12345.0):
        assert spelled(number(value, 10)) == value
