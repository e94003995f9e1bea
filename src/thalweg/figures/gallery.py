"""All figures on one page of HTML that needs no network: pictures, claims, parameters, words and code."""

from __future__ import annotations

import inspect
import io
import re
import sys
from collections.abc import Sequence
from html import escape

from thalweg.figures.figure import Figure
from thalweg.figures.parameters import shown
from thalweg.figures.result import Result

_STYLE = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1b1f24; --quiet: #59636e;
  --faint: #d5dae0; --card: #f6f8fa; --link: #044ca1; }
@media (prefers-color-scheme: dark) { :root { --paper: #12161c; --ink: #edf1f5; --quiet: #a3adb8;
  --faint: #39424d; --card: #1a2029; --link: #72bef5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; margin: 0 0 .3rem; }
h2 { font-size: 1.3rem; margin: 0 0 .2rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .4rem .8rem; }
nav dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1.2rem 0; }
nav dt { color: var(--quiet); }
nav dd { margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
article { border-top: 1px solid var(--faint); padding: 2rem 0 1.5rem; }
article > p { margin: 0 0 1rem; }
.picture { overflow-x: auto; margin: 0 0 .8rem; }
.picture svg { display: block; max-width: 100%; height: auto; }
.tags { color: var(--quiet); font-size: .9rem; }
ul.claims { list-style: none; padding: 0; margin: .3rem 0; }
ul.claims li::before { content: "\\2713"; display: inline-block; width: 1.4rem; color: var(--link); }
ul.claims li.false::before { content: "\\2717"; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .95rem; }
th, td { text-align: left; padding: .25rem 1.2rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--faint); }
details { margin: .5rem 0; }
summary { cursor: pointer; color: var(--link); width: max-content; max-width: 100%; }
pre { background: var(--card); border-radius: 6px; padding: 1rem; overflow-x: auto; font-size: .84rem;
  line-height: 1.45; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
footer { color: var(--quiet); padding-bottom: 3rem; font-size: .9rem; }
@media print { nav, .skip { display: none; } article { break-inside: avoid; } }
"""


def page(figures: Sequence[Figure]) -> str:
    """The page for some figures, each at its defaults."""
    results = [figure() for figure in figures]
    articles = "\n".join(map(_article, results))
    claims = sum(len(result.claims) for result in results)
    false = sum(not claim.holds for result in results for claim in result.claims)
    checked = "all of them hold" if not false else f"{false} of them are false"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Concept figures</title>
<style>{_STYLE}</style>
</head>
<body>
<a class="skip" href="#figures">Skip to the figures</a>
<header>
<h1>Concept figures</h1>
<p>{len(results)} figures, each computed from its definition. What they claim, {claims} statements in all, is checked on
the numbers that they show: {checked}.</p>
<nav aria-label="Figures by topic">
{_contents(figures)}
</nav>
</header>
<main id="figures">
{articles}
</main>
<footer><p>Made by <code>thalweg figures gallery</code>.</p></footer>
</body>
</html>
"""


def _contents(figures: Sequence[Figure]) -> str:
    """Links to the figures, by their first tag."""
    topics: dict[str, list[Figure]] = {}
    for figure in figures:
        topics.setdefault(figure.tags[0], []).append(figure)
    rows = []
    for topic in sorted(topics):
        links = " ".join(
            f'<a href="#{escape(one.name)}">{escape(one.title)}</a>' for one in topics[topic]
        )
        rows.append(f"<dt>{escape(topic)}</dt><dd>{links}</dd>")
    return "<dl>\n" + "\n".join(rows) + "\n</dl>"


def _article(result: Result) -> str:
    figure, name = result.figure, escape(result.name)
    claims = "\n".join(
        f"<li>{escape(one.words)}</li>"
        if one.holds
        else f'<li class="false"><strong>False:</strong> {escape(one.words)}</li>'
        for one in result.claims
    )
    parts = [
        f'<article id="{name}" aria-labelledby="{name}-heading">',
        f'<h2 id="{name}-heading">{escape(result.title)}</h2>',
        f"<p>{escape(result.caption)}</p>",
        f'<div class="picture">\n{picture(result)}</div>',
        f'<p class="tags"><code>tw.figures.{name}()</code> · {escape(", ".join(figure.tags))}</p>',
        f'<h3>Claims</h3>\n<ul class="claims">\n{claims}\n</ul>',
        _parameters(figure),
        f"<details><summary>The picture in words</summary><p>{escape(result.alt)}</p></details>",
        _code(figure),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _parameters(figure: Figure) -> str:
    if not figure.parameters:
        return ""
    rows = "\n".join(
        f"<tr><td><code>{escape(one.name)}</code></td><td>{escape(shown(one.default))}</td>"
        f"<td>{escape(one.rule)}{escape(f' ({one.unit})' if one.unit else '')}</td>"
        f"<td>{escape(one.meaning)}</td></tr>"
        for one in figure.parameters
    )
    head = "".join(
        f'<th scope="col">{word}</th>' for word in ("parameter", "default", "range", "meaning")
    )
    return (
        f'<h3>Parameters</h3>\n<div class="table"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div>"
    )


def _code(figure: Figure) -> str:
    """The figure's file, if it can be read."""
    module = sys.modules.get(figure.compute.__module__)
    try:
        source = inspect.getsource(module) if module is not None else ""
    except (OSError, TypeError):
        source = ""
    if not source:
        return ""
    return (
        "<details><summary>The code that draws it</summary>"
        f'<pre tabindex="0"><code>{escape(source)}</code></pre></details>'
    )


def picture(result: Result) -> str:
    """The picture as an SVG element whose ids are its own among all pictures of a page."""
    from thalweg.figures.compose import write

    out = io.BytesIO()
    write(result, out, "svg", theme="auto")
    svg = re.sub(r"^<\?xml[^>]*>\s*", "", out.getvalue().decode())
    own = f"{result.name}-"
    svg = re.sub(r'(?<=<)([^>]*)(?<= id=")', rf"\1{own}", svg)
    svg = re.sub(r"(url\(#|href=\"#)", rf"\1{own}", svg)
    return re.sub(
        r'(?<=aria-labelledby=")[^"]*', lambda m: " ".join(own + one for one in m[0].split()), svg
    )
