"""What a loss or a metric of a batch is a mean over: that is its weight among the other batches."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import nn

from thalweg.errors import ArgumentError

_F = nn.functional

#: Losses of classes: means over the targets that are not ignored, each with the weight of its class.
_OF_CLASSES: Mapping[type[nn.Module], Callable[..., Any]] = {
    nn.CrossEntropyLoss: _F.cross_entropy,
    nn.NLLLoss: _F.nll_loss,
}

#: Losses of numbers: means over all of them.
_OF_NUMBERS: Mapping[type[nn.Module], Callable[..., Any]] = {
    nn.BCEWithLogitsLoss: _F.binary_cross_entropy_with_logits,
    nn.BCELoss: _F.binary_cross_entropy,
    nn.MSELoss: _F.mse_loss,
    nn.L1Loss: _F.l1_loss,
    nn.SmoothL1Loss: _F.smooth_l1_loss,
    nn.HuberLoss: _F.huber_loss,
}

#: What PyTorch's losses of classes ignore unless they are told otherwise.
_IGNORED = -100


@dataclass(frozen=True, eq=False)
class Mean:
    """What is known of a loss.

    Attributes
    ----------
    function : callable or None
        PyTorch's own that it is, by its functional form.
    over : str
        ``"classes"``, ``"numbers"``, or, of all losses that are not known, ``"rows"``.
    reduction : str
    weight : tensor or None
        Of the classes.
    ignored : int
        Targets that do not count.
    smoothing : float
        Of the labels.
    """

    function: Callable[..., Any] | None
    over: str
    reduction: str
    weight: torch.Tensor | None = None
    ignored: int = _IGNORED
    smoothing: float = 0.0

    def at(self, device: torch.device) -> Mean:
        """The same on a device."""
        return replace(self, weight=None if self.weight is None else self.weight.to(device))

    def of(self, targets: torch.Tensor) -> float:
        """The weight of a batch with these targets."""
        if self.over == "rows" or self.reduction != "mean":
            return len(targets)
        if self.over == "numbers":
            return targets.numel()
        if targets.is_floating_point():  # shares of the classes, which lie along dimension 1
            return targets.numel() / targets.shape[1] if targets.ndim > 1 else 1
        kept = targets != self.ignored
        if self.weight is None:
            return int(kept.sum())
        return float(self.weight[targets[kept]].sum(dtype=torch.float64))


def mean(loss_fn: Any) -> Mean:
    """Find out what a loss is a mean over, by its class, its function, or the function that a partial one calls."""
    named: Mapping[str, Any] = {}
    if isinstance(loss_fn, functools.partial):
        named = loss_fn.keywords
        reduction = named.get("reduction", "mean")
        # Positional ones would be outputs and targets; older spellings of the reduction are as good as unknown.
        plain = not loss_fn.args and not {"size_average", "reduce"} & set(named)
        function = loss_fn.func if plain else None
    else:
        reduction = getattr(loss_fn, "reduction", "mean")
        function = loss_fn
    for over, known in (("classes", _OF_CLASSES), ("numbers", _OF_NUMBERS)):
        for kind, functional in known.items():
            own = isinstance(loss_fn, kind) and type(loss_fn).forward is kind.forward
            if not own and function is not functional:
                continue
            if over == "numbers":
                return Mean(functional, over, reduction)
            get = (lambda name, other: getattr(loss_fn, name, other)) if own else named.get
            return Mean(
                functional,
                over,
                reduction,
                get("weight", None),
                get("ignore_index", _IGNORED),
                get("label_smoothing", 0.0),
            )
    return Mean(None, "rows", reduction)


@dataclass(frozen=True, eq=False)
class Accuracy:
    """The share of targets that are hit, of those that the loss does not ignore.

    Parameters
    ----------
    loss : Mean
    """

    loss: Mean

    def of(self, targets: torch.Tensor) -> float:
        """The weight of a batch with these targets."""
        return targets.numel() if self.loss.over != "classes" else int(self._kept(targets).sum())

    def __call__(self, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """The share in a batch."""
        along = _classes(outputs, targets, first=self.loss.over == "classes")
        if along is None:
            # A probability is as likely as not at 0.5, and its logit is then 0.
            half = 0.5 if self.loss.function is _F.binary_cross_entropy else 0.0
            hits = (outputs.reshape(targets.shape) > half) == (targets > 0.5)
        else:
            hits = outputs.argmax(dim=along) == targets
        if self.loss.over != "classes":
            return hits.double().mean()
        kept = self._kept(targets)
        return (hits & kept).sum(dtype=torch.float64) / kept.sum()

    def check(self, outputs: Any, targets: torch.Tensor, every: torch.Tensor) -> None:
        """Refuse what is neither one logit nor a number for each class.

        Parameters
        ----------
        outputs, targets
            Of a few samples.
        every : tensor
            The targets of as many as are there.
        """
        if not isinstance(outputs, torch.Tensor):
            raise ArgumentError(
                f'metrics=["accuracy"] needs a model whose outputs are a tensor, not {type(outputs).__name__};'
                " give a metric of your own, {name: f(outputs, targets)}"
            )
        if _classes(outputs, targets, first=self.loss.over == "classes") is not None:
            return
        found = set(every.unique().tolist()) if every.numel() else set()
        if not (found <= {0, 1} or found <= {-1, 1}):
            some = ", ".join(f"{value:g}" for value in sorted(found)[:5])
            raise ArgumentError(
                f'metrics=["accuracy"] of one output for each sample needs targets 0 and 1, or -1 and 1, not {some};'
                " leave it out, or give a metric of your own, {name: f(outputs, targets)}"
            )

    def _kept(self, targets: torch.Tensor) -> torch.Tensor:
        return targets != self.loss.ignored


def _classes(outputs: torch.Tensor, targets: torch.Tensor, *, first: bool) -> int | None:
    """The dimension along which the outputs are those of classes; None for one logit.

    Parameters
    ----------
    first : bool
        Whether the loss has them along dimension 1. Other losses may have them along the last one.
    """
    shape, wanted = tuple(outputs.shape), tuple(targets.shape)
    without = (*shape[:1], *shape[2:])
    found = []
    if outputs.ndim > 1 and shape[1] > 1 and wanted == without:
        found.append(1)
    if outputs.ndim > 2 and shape[-1] > 1 and wanted == shape[:-1] and not first:
        found.append(outputs.ndim - 1)
    if len(found) == 1:
        return found[0]
    single = outputs.ndim == 1 or shape[1] == 1
    if not found and single and wanted in (shape, without, (*shape, 1)):
        return None
    raise ArgumentError(
        'metrics=["accuracy"] knows one logit for each target, or classes along dimension 1 (or the last) with their'
        f" numbers as targets; here are outputs of shape {shape} and targets of shape {wanted}: give a metric of your"
        " own, {name: f(outputs, targets)}"
    )
