"""The callback in a real training with Lightning."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader, TensorDataset

import thalweg as tw
from thalweg.torch import Network

lightning = pytest.importorskip("lightning.pytorch", reason="pip install 'thalweg[lightning]'")
pytestmark = pytest.mark.filterwarnings("ignore")

torch.manual_seed(0)
X = torch.randn(32, 3)
Y = X @ torch.tensor([[1.0], [-2.0], [0.5]])


class Line(lightning.LightningModule):
    def __init__(self, fails_at: int = -1) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.line = torch.nn.Linear(3, 1)
        self.fails_at = fails_at

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.line(x)

    def training_step(self, batch: Any, number: int) -> torch.Tensor:
        if number == self.fails_at:
            raise RuntimeError("the data are broken")
        x, y = batch
        return torch.nn.functional.mse_loss(self(x), y)

    def configure_optimizers(self) -> torch.optim.Optimizer:
        return torch.optim.SGD(self.parameters(), lr=0.05)


def fit(store: Path, module: Line, every: int = 1, **how: Any) -> Any:
    from thalweg.torch.lightning import RecorderCallback

    callback = RecorderCallback(store, every=every)
    trainer = lightning.Trainer(
        max_epochs=2,
        accelerator="cpu",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        default_root_dir=store.parent,
        callbacks=[callback],
        **how,
    )
    try:
        trainer.fit(module, DataLoader(TensorDataset(X, Y), batch_size=8))
    except RuntimeError:
        if module.fails_at < 0:
            raise
    return callback.runs


def by_hand(accumulated: int) -> tuple[list[np.ndarray], list[float]]:
    """The same training in plain PyTorch."""
    line = Line().line
    optimizer = torch.optim.SGD(line.parameters(), lr=0.05)

    def now() -> np.ndarray:
        return torch.cat([p.detach().reshape(-1) for p in line.parameters()]).numpy().copy()

    seen, losses, total = [now()], [], 0.0
    for number in range(8):
        rows = slice(8 * (number % 4), 8 * (number % 4) + 8)
        loss = torch.nn.functional.mse_loss(line(X[rows]), Y[rows]) / accumulated
        loss.backward()
        total += float(loss)
        if (number + 1) % accumulated == 0:
            optimizer.step()
            optimizer.zero_grad()
            seen.append(now())
            losses.append(total)
            total = 0.0
    return seen, losses


@pytest.mark.parametrize("accumulated", [1, 2])
def test_it_records_each_step_of_the_optimizer(tmp_path: Path, accumulated: int) -> None:
    runs = fit(tmp_path / "run.zarr", Line(), accumulate_grad_batches=accumulated)
    seen, losses = by_hand(accumulated)
    assert runs.dataset.step.values.tolist() == list(range(len(seen)))
    np.testing.assert_allclose(runs.dataset.theta[0], seen, rtol=1e-6)
    np.testing.assert_allclose(runs.dataset.batch_loss[0, :-1], losses, rtol=1e-6)
    assert runs.labels == ("SGD lr=0.05",)


class Manual(Line):
    """Two steps a batch, the second with twice the loss."""

    def __init__(self) -> None:
        super().__init__()
        self.automatic_optimization = False
        self.seen: list[np.ndarray] = []
        self.losses: list[float] = []

    def training_step(self, batch: Any, number: int) -> Any:
        for factor in (1, 2):
            self.seen.append(self.line.weight.detach().numpy().ravel().copy())
            optimizer = self.optimizers()
            loss = factor * super().training_step(batch, number)
            self.losses.append(float(loss))
            optimizer.zero_grad()
            self.manual_backward(loss)
            optimizer.step()


def test_each_step_of_a_manual_optimization_counts(tmp_path: Path) -> None:
    module = Manual()
    runs = fit(tmp_path / "run.zarr", module)
    assert runs.dataset.step.values.tolist() == list(range(17))
    np.testing.assert_array_equal(runs.dataset.theta[0, :-1, :3], module.seen)
    np.testing.assert_allclose(runs.dataset.batch_loss[0, :-1], module.losses, rtol=1e-6)


def test_a_training_that_fails_keeps_what_was_recorded(tmp_path: Path) -> None:
    runs = fit(tmp_path / "run.zarr", Line(fails_at=2))
    assert runs.dataset.step.values.tolist() == [0, 1, 2]
    assert tw.load(tmp_path / "run.zarr").dataset.step.size == 3


def test_its_runs_are_those_of_a_network_of_the_module(tmp_path: Path) -> None:
    module = Line()
    runs = fit(tmp_path / "run.zarr", module, every=3)
    assert runs.dataset.step.values.tolist() == [0, 3, 6, 8]
    # A module that was trained still knows its trainer, which a copy of it takes along.
    network = Network(module, torch.nn.MSELoss(), (X, Y))
    expected = float(torch.nn.functional.mse_loss(module(X), Y))
    assert float(network.loss(runs.final.values[0])) == pytest.approx(expected, rel=1e-6)


def test_the_page_on_lightning_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = Path(__file__).parents[2] / "docs" / "howto" / "lightning.md"
    scope: dict[str, Any] = {}
    for code in re.findall(r"^```py\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        exec(compile(code, str(page), "exec"), scope)  # noqa: S102
    assert (tmp_path / "landscape.svg").exists()
    assert scope["runs"].dataset["step"].values[-1] == 40
