"""Lessons as notebooks: the same words and code, with pictures where a page has files."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from site_build.blocks import blocks

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:)[^)]+\)")
_DETAILS = re.compile(r"<details.*?</details>", re.DOTALL)


def notebook(text: str) -> str:
    """A notebook in Jupyter's format 4.5, without outputs."""
    cells = [
        _cell(kind, source, f"cell-{number}") for number, (kind, source) in enumerate(_parts(text))
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Words and code in turn; a folded answer stays folded, so its code is words."""
    folded = [match.span() for match in _DETAILS.finditer(text)]
    done = 0
    for block in blocks(text):
        start, end = block.span
        if any(first < start < last for first, last in folded):
            continue
        yield from _words(text[done:start])
        yield "code", shown(block.code)
        done = end
    yield from _words(text[done:])


def _words(text: str) -> Iterator[tuple[str, str]]:
    text = text.strip()
    if text:
        # Other pages are not beside a notebook.
        text = _LINK.sub(r"\1", text)
        yield "markdown", text.replace(' markdown="1"', "").replace("```output", "```text")


def shown(code: str) -> str:
    """The code, with `tw.show` for the last thing that it saves as a picture or page."""
    code = code.strip()
    saved = [
        call
        for statement in ast.parse(code).body
        if isinstance(statement, ast.Expr) and isinstance(call := statement.value, ast.Call)
        if ast.unparse(call.func) == "tw.save" and _is_seen(call.args[1])
    ]
    if not saved:
        return code
    return f"{code}\ntw.show({ast.get_source_segment(code, saved[-1].args[0])})"


def _is_seen(path: ast.expr) -> bool:
    return isinstance(path, ast.Constant) and str(path.value).endswith((".svg", ".png", ".html"))


def _cell(kind: str, source: str, name: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": name,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
