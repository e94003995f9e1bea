from __future__ import annotations

import numpy as np
from hypothesis import given, strategies as st

from thalweg.scenes.thin import thin


@given(st.integers(1, 3000), st.integers(0, 10))
def test_every_bucket_keeps_its_peaks(n: int, seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=n)
    values[:: max(2, n // 7)] = np.nan
    kept = thin(values, 20)
    known = np.isfinite(values)
    assert np.all(np.diff(kept) > 0)
    assert np.isfinite(values[kept]).all()
    assert len(kept) <= max(80, 0) or len(kept) <= known.sum()
    if known.any():
        assert values[kept].max() == values[known].max()
        assert values[kept].min() == values[known].min()
        assert kept[0] == np.flatnonzero(known)[0]
        assert kept[-1] == np.flatnonzero(known)[-1]


def test_short_curves_are_left_alone() -> None:
    assert thin(np.arange(100.0)).tolist() == list(range(100))
    assert len(thin(np.sin(np.arange(100_000.0)))) <= 2000
