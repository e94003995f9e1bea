"""Recordings: what they keep, what a kill leaves, and checkpoints of other origin."""

from __future__ import annotations

import copy
import gc
import json
import pickle
import subprocess
import sys

import numpy as np
import pytest
import torch
import xarray
from torch import nn

import thalweg as tw
from killing_kit import kills
from networks_kit import cnn, mlp
from thalweg.data.recording import read_buffers
from thalweg.errors import ArgumentError, DataError, StoreError
from thalweg.render.page.html import scene_data
from thalweg.render.page.pack import Pack
from thalweg.scenes.contour import Contour
from thalweg.torch import Network, Recorder, checkpoints

LOSS = nn.CrossEntropyLoss()


def train(model, data, steps, recorder=None, lr=0.5, seen=None):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    model.train()
    for step in range(steps):
        rows = torch.arange(step * 32, step * 32 + 32) % len(data[0])
        if seen is not None:
            seen.append(flat(model))
        loss = LOSS(model(data[0][rows]), data[1][rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
        if recorder is not None:
            recorder.step(loss=loss)
    if seen is not None:
        seen.append(flat(model))
    return losses


def flat(model: nn.Module) -> np.ndarray:
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()]).numpy().copy()


@pytest.mark.parametrize("dtype", ["float32", "float64", "bfloat16"])
def test_every_nth_step_is_kept_and_the_last(tmp_path, data, dtype):
    model, seen = mlp(), []
    recorder = Recorder(model, tmp_path / "run.zarr", every=4, dtype=dtype, label="mine")
    losses = train(model, data, 10, recorder, seen=seen)
    runs = recorder.finish()
    steps = [0, 4, 8, 10]
    assert runs.dataset.step.values.tolist() == steps
    expected = np.stack([seen[k] for k in steps])
    if dtype == "bfloat16":
        expected = torch.tensor(expected).bfloat16().float().numpy()
    np.testing.assert_array_equal(runs.dataset.theta.values[0], expected)
    # A batch's loss belongs to the parameters before its step.
    np.testing.assert_allclose(
        runs.dataset.batch_loss.values[0], [losses[0], losses[4], losses[8], np.nan]
    )
    assert runs.labels == ("mine",)
    assert tw.load(tmp_path / "run.zarr") == runs
    assert recorder.finish() == runs


def test_chosen_parameters_and_buffers(tmp_path, data):
    model = cnn()
    names = ["9.weight", "9.bias"]
    with Recorder(model, tmp_path / "run.zarr", params=names) as recorder:
        train(model, data, 3, recorder)
    runs = tw.load(tmp_path / "run.zarr")
    assert isinstance(runs, tw.Trajectories)
    assert [block.name for block in runs.problem.blocks] == names
    kept = read_buffers(tmp_path / "run.zarr", 3)
    for name, buffer in model.named_buffers():
        np.testing.assert_array_equal(kept[name], buffer.numpy().ravel())


def test_large_models_are_read_when_they_are_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr("thalweg.data.recording.PIECE", 1 << 18)  # two files of 151,501
    model = nn.Sequential(nn.Linear(300, 1000), nn.Linear(1000, 2))
    recorder = Recorder(model, tmp_path / "run.zarr")
    seen = [flat(model)]
    for _ in range(3):
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.add_(torch.randn_like(parameter))
        recorder.step()
        seen.append(flat(model))
    runs = recorder.finish()
    theta = runs.dataset["theta"]
    assert theta.size == 4 * 303_002
    assert not theta.variable._in_memory
    assert "param" not in runs.dataset.coords
    rows = np.stack(seen)
    np.testing.assert_array_equal(theta.isel(run=0, step=2), rows[2])
    np.testing.assert_array_equal(
        theta.isel(param=slice(151_450, 151_550)).values[0], rows[:, 151_450:151_550]
    )
    assert not runs.dataset["theta"].variable._in_memory
    plane = tw.Plane.pca(runs)
    _, size, vectors = np.linalg.svd(
        rows - rows.mean(axis=0, dtype=np.float64), full_matrices=False
    )
    np.testing.assert_allclose(plane.about["explained"], size[:2] ** 2 / np.sum(size**2), rtol=1e-5)
    np.testing.assert_allclose(abs(plane.basis @ vectors[:2].T), np.eye(2), atol=1e-3)
    assert runs.final.shape == (1, 303_002)
    assert runs[0].labels == runs.labels


def test_a_recording_in_several_files_and_an_array_have_one_plane(tmp_path, data, monkeypatch):
    monkeypatch.setattr("thalweg.data.recording.PIECE", 5000)
    monkeypatch.setattr("thalweg.data.components.SLAB", 1 << 13)
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(64, 150), nn.ReLU(), nn.Linear(150, 10))
    with Recorder(model, tmp_path / "run.zarr") as recorder:
        train(model, data, 6, recorder)
    runs = recorder.finish()
    assert len(list((tmp_path / "run.zarr" / "theta" / "c" / "0").iterdir())) == 3
    with pytest.raises(ArgumentError, match="one after the other, not in a list"):
        tw.Plane.pca([runs, runs])  # pyright: ignore[reportArgumentType]
    theta = runs.dataset.theta.values[0].astype(np.float64)
    other = theta[:4] + np.random.default_rng(0).normal(0, 0.01, (4, theta.shape[1]))
    plane = tw.Plane.pca(runs, other)
    _, _, expected = np.linalg.svd(np.concatenate([theta, other]) - plane.origin)
    np.testing.assert_allclose(np.abs(plane.basis @ expected[:2].T), np.eye(2), atol=1e-9)


def test_a_run_on_the_plane_of_its_network(tmp_path, data):
    one, other = mlp(), mlp()
    network = Network(one, LOSS, data)
    runs = []
    for name, model, lr in (("slow", one, 0.1), ("fast", other, 0.5)):
        recorder = Recorder(model, tmp_path / f"{name}.zarr", every=5, label=name)
        train(model, data, 20, recorder, lr=lr)
        runs.append(recorder.finish())
    plane = tw.Plane.pca(*runs)
    land = tw.landscape(network, plane=plane, runs=runs, grid=5, store=tmp_path / "land.zarr")
    assert land.paths is not None
    assert land.paths.labels == ("slow", "fast")
    # Where the full loss was not recorded, it is worked out at each snapshot.
    theta = runs[1].dataset.theta.values[0].astype(float)
    np.testing.assert_allclose(land.paths.dataset.loss.values[1], network.loss(theta), rtol=1e-6)
    at, distance = plane.project(theta)
    np.testing.assert_allclose(land.paths.dataset.theta.values[1, :, :2], at, atol=1e-9)
    np.testing.assert_allclose(land.paths.dataset.theta.values[1, :, 2], distance, atol=1e-9)
    np.testing.assert_allclose(
        land.paths.dataset.plane_loss.values[1], network.loss(plane.point(at)), rtol=1e-5
    )
    loaded = tw.load(tmp_path / "land.zarr")
    assert isinstance(loaded, tw.Landscape)
    assert loaded.paths == land.paths
    with pytest.raises(ArgumentError, match="must be of one problem"):
        tw.landscape(
            Network(nn.Linear(64, 10), LOSS, data),
            plane=tw.Plane.random(Network(nn.Linear(64, 10), LOSS, data)),
            runs=runs,
            grid=3,
        )


def test_of_runs_recorded_at_different_steps_the_picture_says_what_is_left_out(tmp_path, data):
    runs = []
    for name, every, steps in (("a", 7, 30), ("b", 10, 20)):
        model = mlp()
        recorder = Recorder(model, tmp_path / f"{name}.zarr", every=every, label=name)
        train(model, data, steps, recorder)
        runs.append(recorder.finish())
    network = Network(mlp(), LOSS, data)
    plane = tw.Plane.pca(*runs)
    land = tw.landscape(network, plane=plane, runs=runs, grid=3, store=tmp_path / "land.zarr")
    said = "the one step that all runs recorded; up to 5 of a run left out"
    for kept in (land, tw.load(tmp_path / "land.zarr")):
        scene = tw.Scene(kept)
        picture = tw.Scene(kept, panels="contour").pictures[0]
        assert isinstance(picture, Contour)
        assert said in picture.title
        assert said in scene.alt
    # Nothing is said where all have the same steps.
    same = tw.landscape(network, plane=plane, runs=[runs[0], runs[0]], grid=3)
    assert same.paths is not None
    assert "left_out" not in same.paths.dataset.attrs


def test_a_diverged_run_says_so(tmp_path, data):
    model = mlp()
    recorder = Recorder(model, tmp_path / "run.zarr")
    for k in range(6):
        with torch.no_grad():
            next(model.parameters()).mul_(1e12)
        recorder.step(loss=float("nan") if k == 3 else 1.0)
    runs = recorder.finish()
    assert runs.diverged_at.values.tolist() == [3]


def test_a_step_after_finish_is_refused(tmp_path):
    recorder = Recorder(mlp(), tmp_path / "run.zarr")
    recorder.step(loss=1.0)
    runs = recorder.finish()
    with pytest.raises(ArgumentError) as caught:
        recorder.step(loss=1.0)
    assert str(caught.value) == (
        f'step() after finish(): "{tmp_path / "run.zarr"}" is written; record further steps with another Recorder, to'
        " another path"
    )
    assert recorder.finish() == runs


def test_a_folder_has_one_recorder_at_a_time(tmp_path):
    store = tmp_path / "run.zarr"
    first = Recorder(mlp(), store)
    first.step(loss=1.0)
    for path in (store, tmp_path / "." / "run.zarr"):
        with pytest.raises(StoreError) as caught:
            Recorder(mlp(), path)
        assert str(caught.value) == (
            f'another Recorder is still writing "{path}": call its finish(), or choose another path'
        )
    first.step(loss=2.0)
    # What is being written can be read, which stops nobody.
    assert tw.load(store).dataset.step.values[0] == 0
    assert first.finish().dataset.batch_loss.values[0, :2].tolist() == [1, 2]
    with Recorder(mlp(), store) as second:
        second.step(loss=3.0)
    assert tw.load(store).dataset.batch_loss.values[0, 0] == 3


def test_a_recorder_that_is_forgotten_lets_others_write(tmp_path):
    recorder = Recorder(mlp(), tmp_path / "run.zarr")
    for _ in range(3):
        recorder.step(loss=1.0)
    writer = recorder._writer
    del recorder
    gc.collect()
    writer.join()
    # All that it was given is there.
    assert tw.load(tmp_path / "run.zarr").dataset.step.values.tolist() == [0, 1, 2, 3]
    Recorder(mlp(), tmp_path / "run.zarr").finish()


ELSEWHERE = """
import sys, torch
from thalweg.torch import Recorder

recorder = Recorder(torch.nn.Linear(3, 1), sys.argv[1])
recorder.step(loss=1.0)
print("writing", flush=True)
sys.stdin.readline()
"""


def test_another_process_keeps_its_folder_until_it_is_killed(tmp_path):
    store = tmp_path / "run.zarr"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", ELSEWHERE, str(store)], **pipes) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "writing\n"
        with pytest.raises(StoreError, match="another process is writing"):
            Recorder(mlp(), store)
        other.kill()
    with Recorder(mlp(), store) as recorder:
        recorder.step(loss=2.0)
    assert tw.load(store).dataset.batch_loss.values[0, 0] == 2


@pytest.mark.parametrize("kept", ["loss", "full_loss"])
def test_a_loss_that_grew_beyond_measure_is_where_a_run_diverged(tmp_path, kept):
    recorder = Recorder(mlp(), tmp_path / "run.zarr")
    for loss in (0.7, 5e5, 2e6, 1e14, 1.0):
        recorder.step(**{kept: loss})
    # A batch's loss is that before its step.
    assert recorder.finish().diverged_at.values.tolist() == [2 if kept == "loss" else 3]
    recorder = Recorder(mlp(), tmp_path / "run.zarr")
    for loss in (1e3, 5e8, 9e8):
        recorder.step(**{kept: loss})
    assert recorder.finish().diverged_at.values.tolist() == [-1]


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        ({"loss": torch.ones(8)}, "loss must be one number, not an array of shape (8,)"),
        (
            {"full_loss": np.ones((2, 3))},
            "full_loss must be one number, not an array of shape (2, 3)",
        ),
        ({"loss": [1.0, 2.0]}, "loss must be a number, not list"),
    ],
)
def test_a_loss_that_is_no_number_is_refused_at_once(tmp_path, loss, told):
    with Recorder(mlp(), tmp_path / "run.zarr") as recorder:
        with pytest.raises(ArgumentError) as caught:
            recorder.step(**loss)
        assert str(caught.value).startswith(told)
        recorder.step(loss=torch.ones(1))
    assert tw.load(tmp_path / "run.zarr").dataset.batch_loss.values[0, 0] == 1


def test_xarray_reads_the_folder_of_a_recorder(tmp_path):
    model = cnn()
    recorder = Recorder(model, tmp_path / "run.zarr")
    recorder.step(loss=1.0)
    recorder.finish()
    opened = xarray.open_zarr(tmp_path / "run.zarr", consolidated=False)
    assert opened.theta.dims == ("snapshot", "param")
    np.testing.assert_array_equal(opened.theta.values[1], flat(model))
    assert opened.numbers.values[0, [0, 2]].tolist() == [0, 1]


SCRIPT = """
import torch
import zarr.codecs, xarray
import thalweg.torch.recorder, thalweg.data.store, thalweg.problems.blackbox
from killing_kit import kill_again_and_again

torch.set_num_threads(1)

def work(store):
    torch.manual_seed(0)
    model = torch.nn.Linear(600, 600)
    recorder = thalweg.torch.recorder.Recorder(model, store)
    step = 0
    while True:
        step += 1
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.fill_(step)
        recorder.step(loss=float(step))

kill_again_and_again(work, (0.2, 0.6), seed=1, endless=True)
"""


def test_killed_at_any_moment_all_but_the_last_snapshot_is_there(tmp_path):
    store, counts = tmp_path / "run.zarr", []
    for _ in kills(SCRIPT, store):
        if store.exists():
            runs = tw.load(store)
            assert isinstance(runs, tw.Trajectories)
            theta = runs.dataset["theta"]
            count = theta.sizes["step"]
            counts.append(count)
            np.testing.assert_array_equal(runs.dataset.step, np.arange(count))
            for k in range(1, count):
                assert (theta.isel(run=0, step=k).values == k).all()
    assert len(counts) > 10
    assert max(counts) > 3


def safetensors(path, tensors):
    """The format as its documentation has it, written by hand."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, tensor in tensors.items():
        part = tensor.contiguous().view(-1).view(torch.uint8).numpy().tobytes()
        kind = {torch.float32: "F32", torch.bfloat16: "BF16"}[tensor.dtype]
        header[name] = {
            "dtype": kind,
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(part)],
        }
        data += part
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def test_checkpoints(tmp_path):
    models = [mlp() for _ in range(4)]
    torch.save(models[0].state_dict(), tmp_path / "epoch_10.pt")
    torch.save({"epoch": 20, "model_state_dict": models[1].state_dict()}, tmp_path / "epoch_20.pt")
    safetensors(tmp_path / "epoch_30.safetensors", models[2].state_dict())
    parallel = {f"module.{name}": t for name, t in models[3].state_dict().items()}
    torch.save(parallel, tmp_path / "epoch_40.pt")
    files = sorted(tmp_path.glob("epoch_*"), key=lambda path: path.stem)
    runs = checkpoints(mlp(), files, tmp_path / "run.zarr")
    assert runs.dataset.step.values.tolist() == [10, 20, 30, 40]
    np.testing.assert_array_equal(runs.dataset.theta.values[0], [flat(m) for m in models])


def test_a_checkpoint_that_is_not_finite_is_where_the_run_diverged(tmp_path):
    model = mlp()
    for step in (1, 2, 3):
        if step == 3:
            torch.nn.init.constant_(next(model.parameters()), torch.inf)
        torch.save(model.state_dict(), tmp_path / f"epoch_{step}.pt")
        with torch.no_grad():
            next(model.parameters()).mul_(1.5).add_(0.1)
    files = sorted(tmp_path.glob("epoch_*"))
    runs = checkpoints(model, files, tmp_path / "run.zarr")
    assert runs.diverged_at.values.tolist() == [3]
    assert tw.Plane.pca(runs, axes=1).about["snapshots"] == 2


def test_points_of_a_plane_from_checkpoints(tmp_path, data):
    models = [mlp() for _ in range(3)]
    torch.save(models[2].state_dict(), tmp_path / "c.pt")
    network = Network(models[0], LOSS, data)
    points = [
        network.vector(models[0]),
        network.vector(models[1].state_dict()),
        network.vector(tmp_path / "c.pt"),
    ]
    for point, model in zip(points, models, strict=True):
        np.testing.assert_array_equal(point, flat(model))
    land = tw.landscape(network, plane=tw.Plane.through(*points), span=(0, 1), grid=2)
    expected = [float(LOSS(models[k](data[0]), data[1]).detach()) for k in (0, 2, 1)]
    np.testing.assert_allclose(land.loss.ravel()[:3], expected, rtol=1e-6)


class Evil:
    def __reduce__(self):
        return print, ("executed",)


def test_checkpoints_that_are_refused(tmp_path, capsys):
    path = tmp_path / "a.pt"
    with path.open("wb") as file:
        pickle.dump(Evil(), file)
    with pytest.raises(DataError, match=r"is not executed|no checkpoint"):
        checkpoints(mlp(), [path], tmp_path / "run.zarr")
    assert "executed" not in capsys.readouterr().out
    torch.save({"w": Evil()}, path)
    with pytest.raises(
        DataError, match="is a pickle that holds more than tensors, and is not executed"
    ):
        checkpoints(mlp(), [path], tmp_path / "run.zarr")
    torch.save(nn.Linear(64, 10).state_dict(), path)
    with pytest.raises(DataError) as caught:
        checkpoints(mlp(), [path], tmp_path / "run.zarr")
    assert str(caught.value) == (
        f'"{path}" does not match the model: it lacks "0.weight", "0.bias", "2.weight", "2.bias" and 2 more; it has'
        ' "weight", "bias" instead; give the model that was saved'
    )
    torch.save(nn.Linear(3, 10).state_dict(), path)
    with pytest.raises(DataError, match=r'"weight" has shape \(10, 3\), not \(10, 64\)'):
        checkpoints(nn.Linear(64, 10), [path], tmp_path / "run.zarr")
    for text in (
        b"",
        b"\xff" * 20,
        (5).to_bytes(8, "little") + b'{"a":',
        (2).to_bytes(8, "little") + b"[]",
    ):
        bad = tmp_path / "b.safetensors"
        bad.write_bytes(text)
        with pytest.raises(DataError, match="is no safetensors file, or is damaged"):
            checkpoints(mlp(), [bad], tmp_path / "run.zarr")
    with pytest.raises(DataError, match="there is no such file"):
        checkpoints(mlp(), [tmp_path / "none.pt"], tmp_path / "run.zarr")
    assert not (tmp_path / "run.zarr").exists()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"every": 0}, "every must be a whole number of at least 1, not 0"),
        ({"dtype": "int8"}, "dtype must be one of float32, float64, bfloat16, not 'int8'"),
    ],
)
def test_what_bad_input_is_told(tmp_path, settings, expected):
    with pytest.raises(ArgumentError) as caught:
        Recorder(mlp(), tmp_path / "run.zarr", **settings)
    assert str(caught.value) == expected


def recorded_with(optimizer, scheduler, tmp_path, **how):
    """A run of 6 steps, of which every second is kept."""
    recorder = Recorder(how.pop("model"), tmp_path / "run.zarr", 2, optimizer=optimizer, **how)
    for _ in range(6):
        optimizer.step()
        recorder.step(loss=1.0)
        if scheduler is not None:
            scheduler.step()
    return recorder.finish()


@pytest.mark.parametrize("tensor", [False, True])
def test_a_rate_that_changes_is_scheduled_and_has_no_limit(tmp_path, data, tensor):
    model = mlp()
    rate = torch.tensor(0.1) if tensor else 0.1
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    # The rate is the same until the last step but one.
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [5])
    runs = recorded_with(optimizer, scheduler, tmp_path, model=model)
    assert runs.labels == ("SGD lr=scheduled momentum=0.9",)
    assert np.isnan(runs.dataset.lr.values[0])
    assert tw.curvature.sharpness(Network(model, LOSS, data), runs, every=6).limits == (None,)
    assert tw.load(tmp_path / "run.zarr") == runs
    # Projected, saved and loaded, as all other runs.
    land = tw.landscape(
        Network(model, LOSS, data),
        plane=tw.Plane.random(Network(model, LOSS, data)),
        runs=runs,
        grid=3,
    )
    tw.save(land, tmp_path / "land.zarr")
    loaded = tw.load(tmp_path / "land.zarr")
    assert isinstance(loaded, tw.Landscape)
    kept = loaded.paths
    assert kept is not None
    assert kept.labels == runs.labels
    assert kept.optimizers == runs.optimizers


def test_a_rate_that_stays_has_its_limit_and_a_label_of_ones_own_stays(tmp_path, data):
    model = mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    runs = recorded_with(optimizer, None, tmp_path, model=model)
    assert runs.labels == ("SGD lr=0.1",)
    network = Network(model, LOSS, data)
    assert tw.curvature.sharpness(network, runs, every=6).limits == (pytest.approx(20),)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
    runs = recorded_with(optimizer, scheduler, tmp_path, model=model, label="mine")
    assert runs.labels == ("mine",)
    assert tw.curvature.sharpness(network, runs, every=6).limits == (None,)


@pytest.mark.parametrize(
    ("groups", "label"),
    [
        (({"lr": 0.1}, {"lr": 0.2}), "SGD lr=several"),
        (({"weight_decay": 0.1}, {"weight_decay": 0}), "SGD lr=0.1 weight_decay=several"),
        (({"maximize": True}, {"maximize": True}), "SGD lr=0.1 maximize=1"),
    ],
)
def test_groups_that_differ_have_no_limit(tmp_path, groups, label):
    model = nn.Linear(2, 1)
    split = [{"params": [p], **g} for p, g in zip(model.parameters(), groups, strict=True)]
    optimizer = torch.optim.SGD(split, lr=0.1)
    runs = recorded_with(optimizer, None, tmp_path, model=model)
    assert runs.labels == (label,)
    network = Network(model, nn.MSELoss(), (torch.ones(4, 2), torch.ones(4, 1)))
    assert tw.curvature.sharpness(network, runs, every=6).limits == (None,)


def test_what_is_no_optimizer_is_refused(tmp_path):
    model = mlp()
    scheduler = torch.optim.lr_scheduler.ExponentialLR(torch.optim.SGD(model.parameters()), 0.9)
    for other, hint in (
        (scheduler, "not ExponentialLR; give the optimizer that it schedules"),
        (0.1, "not float; give one, or leave it out"),
    ):
        with pytest.raises(ArgumentError) as caught:
            Recorder(model, tmp_path / "run.zarr", optimizer=other)  # pyright: ignore[reportArgumentType]
        assert str(caught.value) == f"optimizer must be one of torch.optim or a name, {hint}"
    assert not (tmp_path / "run.zarr").exists()


def test_a_page_of_a_run_that_names_its_optimizer(tmp_path, data):
    model = mlp()
    network = Network(copy.deepcopy(model), LOSS, data)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
    recorder = Recorder(model, tmp_path / "run.zarr", every=5, optimizer=optimizer)
    train(model, data, 20, recorder, lr=0.2)
    runs = recorder.finish()
    land = tw.landscape(network, plane=tw.Plane.pca(runs), runs=runs, grid=5)
    tw.save(land, tmp_path / "land.html")
    data_of = scene_data(Pack(), tw.Scene(land.paths, land))
    (run,) = data_of["runs"]["runs"]
    assert run["label"] == "SGD lr=0.2 momentum=0.9"
    assert run["python"] == run["command"] == ""
