"""Few long runs on plain floats: the same bits as the array loop, without its cost of a call per operation.

A NumPy operation on one number takes as long as on a hundred. So for a few runs, the loss, its gradient and the rule
are written out for each parameter as one Python function. Only programs of IEEE arithmetic take part, so the path is
the same to the bit; where plain floats raise (a division by 0), the array loop does the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from thalweg.expressions import Program
from thalweg.expressions.codegen import SCALAR_SCOPE, scalar_lines

#: Above this many lines a step, arrays are as good.
MAX_LINES = 1_500

#: Fewer steps do not repay the compilation.
MIN_STEPS = 100

#: More runs than this are faster as arrays.
MAX_RUNS = 6


#: ``run(*theta, *states, step, stop, every, limit, rows)`` goes from `step` to `stop`, adds what is recorded before
#: `stop` to `rows` (theta, loss, gradient, states), and returns the step that it came to (`stop`, or where the run
#: diverged, or where plain floats could not go on), and theta and states there.
Runner = Callable[..., tuple[int, tuple[float, ...], tuple[float, ...]]]


@lru_cache(maxsize=64)
def compile_run(loss: Program, rule: Program, per_run: tuple[bool, ...]) -> Runner | None:
    """Compile the loop for one problem and one rule, or None where it would not keep the bits."""
    d = len(loss.inputs)
    theta = [f"p{i}" for i in range(d)]
    first = scalar_lines(loss.instructions, [[p] for p in theta], loss.outputs, "a")
    if first is None:
        return None
    gradient_lines, results = first
    value, slope = results[0][0], [r[0] for r in results[1:]]
    states = [[f"s{k}_{i}" for i in range(1 if one else d)] for k, one in enumerate(per_run)]
    second = scalar_lines(
        rule.instructions,
        [theta, slope, ["t"], [value], *states],
        rule.outputs,
        "b",
        frozenset({2}),
    )
    if second is None:
        return None
    rule_lines, moved = second
    if len(gradient_lines) + len(rule_lines) > MAX_LINES:
        return None
    flat = [n for names in states for n in names]
    after = [
        (names * len(target))[: len(target)]
        for names, target in zip(moved, [theta, *states], strict=True)
    ]
    fresh = [n for names in after for n in names]
    body = [
        *gradient_lines,
        f"if step % every == 0: rows.append(({', '.join([*theta, value, *slope, *flat])},))",
        f"if not ({value} <= limit and {' + '.join(f'{p} - {p}' for p in [*theta, value])} == 0.0): break",
        "t = step + 1.0",
        *rule_lines,
        f"{', '.join([*theta, *flat])}, = {', '.join(fresh)},",
    ]
    names = ", ".join([*theta, *flat, "step", "stop", "every", "limit", "rows"])
    end = f"({', '.join(theta)},), ({''.join(f'{s}, ' for s in flat)})"
    source = "\n".join(
        [
            f"def run({names}):",
            "    try:",
            "        for step in range(step, stop):",
            *(f"            {line}" for line in body),
            "        else:",
            "            step = stop",
            "    except (ArithmeticError, ValueError):",
            "        pass",
            f"    return step, {end}",
        ]
    )
    scope = {"float64": np.float64, **SCALAR_SCOPE}
    exec(compile(source, "<thalweg run>", "exec"), scope)  # noqa: S102
    return scope["run"]
