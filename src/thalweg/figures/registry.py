"""All figures by name: those of the catalogue, one file each, and those of other packages."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points

from thalweg.errors import ArgumentError, UnknownName, nearest
from thalweg.figures.figure import Figure

GROUP = "thalweg.figures"
"""Entry points of this group, in the metadata of any installed package, name figures."""

_CATALOGUE = "thalweg.figures.catalogue"


class Registry(Mapping[str, Figure]):
    """Figures by name; a figure's file is imported when the figure is first used."""

    def __init__(self) -> None:
        self._loaded: dict[str, Figure] = {}

    @cached_property
    def _own(self) -> frozenset[str]:
        catalogue = importlib.import_module(_CATALOGUE)
        return frozenset(module.name for module in pkgutil.iter_modules(catalogue.__path__))

    @cached_property
    def _others(self) -> dict[str, EntryPoint]:
        """Entry points by name; nobody replaces a figure of the catalogue, and of two packages the first wins."""
        found: dict[str, EntryPoint] = {}
        for entry in entry_points(group=GROUP):
            if entry.name not in self._own:
                found.setdefault(entry.name, entry)
        return found

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted({*self._own, *self._others}))

    def __getitem__(self, name: str) -> Figure:
        if name in self._loaded:
            return self._loaded[name]
        # The catalogue first: asking all installed packages takes longer than a figure.
        if isinstance(name, str) and name in self._own:
            found = importlib.import_module(f"{_CATALOGUE}.{name}").figure
        elif isinstance(name, str) and name in self._others:
            found = _loaded(self._others[name])
        else:
            raise UnknownName(self._unknown(name))
        if not isinstance(found, Figure):
            raise ArgumentError(
                f'the entry point "{name}" of {GROUP} must lead to a Figure, not to a {type(found).__name__}'
            )
        self._loaded[name] = found
        return found

    def __getattr__(self, name: str) -> Figure:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except UnknownName as error:
            raise AttributeError(error.headline) from None

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags, the most frequent first."""
        found = [tag for figure in self.values() for tag in figure.tags]
        return tuple(sorted(set(found), key=lambda tag: (-found.count(tag), tag)))

    def tagged(self, tag: str | None) -> tuple[Figure, ...]:
        """The figures with a tag; all of them if none is given.

        Raises
        ------
        UnknownName
            ``no figure has the tag "activaton"; did you mean "activation"? The tags are ...``.
        """
        if tag is not None and tag not in self.tags:
            hint = nearest(tag, self.tags) or "."
            raise UnknownName(
                f'no figure has the tag "{tag}"{hint} The tags are {", ".join(self.tags)}'
            )
        return tuple(figure for figure in self.values() if tag is None or tag in figure.tags)

    def _unknown(self, name: object) -> str:
        hint = nearest(str(name), self._names)
        return f'there is no figure "{name}"{hint or ";"} `thalweg figures list` lists all'

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __dir__(self) -> list[str]:
        return list(self._names)

    def __repr__(self) -> str:
        return f"<{len(self)} figures: {', '.join(self)}>"


def _loaded(entry: EntryPoint) -> object:
    """What an entry point leads to; whatever is wrong with it is the other package's, which is named."""
    try:
        return entry.load()
    except Exception as error:
        package = entry.dist.name if entry.dist is not None else "another package"
        raise ArgumentError(
            f'the figure "{entry.name}" of {package} cannot be imported: {error or type(error).__name__}'
        ) from error


registry = Registry()
"""What there is."""
