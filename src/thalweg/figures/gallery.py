"""All figures on one page of HTML that needs no network: pictures, claims, parameters, words and code."""

from __future__ import annotations

import inspect
import io
import re
import sys
from collections.abc import Sequence
from functools import partial
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
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
header > p { max-width: 44rem; margin: 0; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 .3rem; }
h3 { font-size: 1rem; margin: 0 0 .3rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .4rem .8rem; z-index: 1; }
fieldset { border: 0; margin: 1.6rem 0 0; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
legend { padding: 0; margin-bottom: .5rem; color: var(--quiet); }
.choice { position: relative; }
.choice input { position: absolute; inset: 0; margin: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer; }
.choice label { display: block; padding: .2rem .8rem; border: 1px solid var(--faint); border-radius: 99px; }
.choice small { color: var(--quiet); margin-left: .35em; }
.choice input:hover + label { border-color: var(--link); }
.choice input:checked + label { background: var(--link); border-color: var(--link); color: var(--paper); }
.choice input:checked + label small { color: inherit; }
.choice input:focus-visible + label { outline: 3px solid var(--link); outline-offset: 2px; }
.cards { list-style: none; margin: 1.4rem 0 2.5rem; padding: 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr)); }
.cards a { display: block; height: 100%; border: 1px solid var(--faint); border-radius: 10px; overflow: hidden;
  color: var(--ink); text-decoration: none; }
.cards a:hover { border-color: var(--link); }
.cards svg { display: block; width: 100%; aspect-ratio: 2 / 1; padding: .5rem; }
.cards span { display: block; padding: .45rem .8rem .55rem; font-size: .92rem; line-height: 1.3;
  background: var(--card); height: 100%; }
article { border-top: 1px solid var(--faint); padding: 2.5rem 0 2rem; }
figure { margin: 0; }
figcaption { max-width: 44rem; margin: 0 0 1rem; }
.picture { overflow-x: auto; margin: 0 0 .8rem; }
.picture svg { display: block; max-width: 100%; height: auto; }
.tags { color: var(--quiet); font-size: .9rem; margin: 0 0 1.2rem; }
ul.claims { list-style: none; padding: 0; margin: .3rem 0 .8rem; }
ul.claims li { padding-left: 1.5rem; text-indent: -1.5rem; }
ul.claims li::before { content: "\\2713"; display: inline-block; width: 1.5rem; text-indent: 0; color: var(--link); }
ul.claims li.false::before { content: "\\2717"; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .95rem; }
th, td { text-align: left; padding: .25rem 1.2rem .25rem 0; vertical-align: top;
  border-bottom: 1px solid var(--faint); }
details { margin: .5rem 0; }
details p { max-width: 44rem; margin: .4rem 0; }
summary { cursor: pointer; color: var(--link); width: max-content; max-width: 100%; padding: .15rem 0; }
pre { background: var(--card); border-radius: 6px; padding: 1rem; overflow-x: auto; font-size: .84rem;
  line-height: 1.45; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
footer { color: var(--quiet); padding-bottom: 3rem; font-size: .9rem; }
/* On a telephone a picture keeps a size at which its words can be read, and moves sideways. */
@media (max-width: 40rem) { .picture.wide svg { max-width: none; width: 42rem; }
  .picture.wide::before { content: "The picture goes on to the right \\2192"; position: sticky; left: 0;
    display: block; color: var(--quiet); font-size: .85rem; }
  .cards { grid-template-columns: 1fr 1fr; gap: .7rem; } .cards span { font-size: .82rem; padding: .4rem .55rem; } }
@media print { fieldset, .cards, .skip { display: none; } article { break-inside: avoid; } }
"""

WIDE = 460.0
"""Pictures of this width, in points, and more are moved sideways on a telephone."""


def page(figures: Sequence[Figure]) -> str:
    """The page for some figures, each at its defaults."""
    results = [figure() for figure in figures]
    pictures = [picture(result) for result in results]
    tags = sorted({tag for figure in figures for tag in figure.tags})
    articles = "\n".join(map(partial(_article, tags=tags), results, pictures))
    claims = sum(len(result.claims) for result in results)
    false = sum(not claim.holds for result in results for claim in result.claims)
    checked = "all of them hold" if not false else f"{false} of them are false"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Concept figures</title>
<style>{_STYLE}{_filters(tags)}</style>
</head>
<body>
<a class="skip" href="#figures">Skip to the figures</a>
<header>
<h1>Concept figures</h1>
<p>{len(results)} figures, each computed from its definition. What they claim, {claims} statements in all, is checked on
the numbers that they show: {checked}.</p>
{_choices(figures, tags)}
<nav aria-label="Figures">
<ul class="cards">
{"".join(map(partial(_card, tags=tags), results, pictures))}</ul>
</nav>
</header>
<main id="figures">
{articles}
</main>
<footer><p>Made by <code>thalweg figures gallery</code>.</p></footer>
</body>
</html>
"""


def _choices(figures: Sequence[Figure], tags: Sequence[str]) -> str:
    """Buttons of which one is pressed: all figures, or those with a tag."""
    rows = [("all", "tag-all", " checked", len(figures))]
    rows += [
        (tag, f"tag-{k}", "", sum(tag in figure.tags for figure in figures))
        for k, tag in enumerate(tags)
    ]
    choices = "\n".join(
        f'<div class="choice"><input type="radio" name="tag" id="{own}"{checked}>'
        f'<label for="{own}">{escape(tag)} <small>{many}</small></label></div>'
        for tag, own, checked, many in rows
    )
    return f"<fieldset>\n<legend>Show the figures about</legend>\n{choices}\n</fieldset>"


def _filters(tags: Sequence[str]) -> str:
    """Rules that hide what has not the chosen tag; a reader whose browser does not know `:has` sees all."""
    return "".join(
        f"body:has(#tag-{k}:checked) .about:not(.about-{k}) {{ display: none; }}\n"
        for k in range(len(tags))
    )


def _about(figure: Figure, tags: Sequence[str]) -> str:
    """Classes by which the rules find a figure."""
    return " ".join(["about", *(f"about-{tags.index(tag)}" for tag in figure.tags)])


def _size(picture: str) -> tuple[float, float]:
    """Width and height, in points."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    assert found is not None
    return float(found[1]), float(found[2])


def _card(result: Result, picture: str, tags: Sequence[str]) -> str:
    """A link with a small picture, which is the large one used a second time."""
    width, height = _size(picture)
    name = escape(result.name)
    return (
        f'<li class="{_about(result.figure, tags)}"><a href="#{name}">'
        f'<svg viewBox="0 0 {width:g} {height:g}" aria-hidden="true" focusable="false">'
        f'<use href="#{name}-picture" width="{width:g}" height="{height:g}"/></svg>'
        f"<span>{escape(result.title)}</span></a></li>\n"
    )


def _article(result: Result, picture: str, tags: Sequence[str]) -> str:
    figure, name = result.figure, escape(result.name)
    claims = "\n".join(
        f"<li>{escape(one.words)}</li>"
        if one.holds
        else f'<li class="false"><strong>False:</strong> {escape(one.words)}</li>'
        for one in result.claims
    )
    frame = 'class="picture"'
    if _size(picture)[0] >= WIDE:
        # What can be moved sideways is reached by the keyboard, and has a name.
        frame = (
            f'class="picture wide" tabindex="0" role="group" aria-label="{escape(result.title)}"'
        )
    parts = [
        f'<article id="{name}" class="{_about(figure, tags)}" aria-labelledby="{name}-heading">',
        f'<h2 id="{name}-heading">{escape(result.title)}</h2>',
        f"<figure>\n<figcaption>{escape(result.caption)}</figcaption>",
        f"<div {frame}>\n{picture}</div>\n</figure>",
        f'<p class="tags"><code>tw.figures.{name}()</code> · {escape(", ".join(figure.tags))}</p>',
        f'<h3>Claims, checked on these numbers</h3>\n<ul class="claims">\n{claims}\n</ul>',
        f"<details><summary>The picture in words</summary><p>{escape(result.alt)}</p></details>",
        _parameters(figure),
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
        f'<details><summary>Parameters</summary><div class="table"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div></details>"
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
    svg = svg.replace("<svg ", f'<svg id="{own}picture" ', 1)
    svg = re.sub(r"(url\(#|href=\"#)", rf"\1{own}", svg)
    return re.sub(
        r'(?<=aria-labelledby=")[^"]*', lambda m: " ".join(own + one for one in m[0].split()), svg
    )
