"""The wines: the numbers that scikit-learn ships, under plain names, and that a caller may write into them."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_wine

from utils import data


def test_the_wines_are_those_that_scikit_learn_ships(capsys):
    bunch = load_wine()
    wines = data.wine()
    assert np.array_equal(wines.X, bunch.data)
    assert [f"vine {'ABC'[kind]}" for kind in bunch.target] == wines.vines.tolist()
    said = capsys.readouterr().out
    assert all(word in said for word in ("Source", "Licence", "Row", "178 wines"))


def test_each_feature_has_the_name_of_its_column():
    plain = [name.replace("_", " ").replace("alcal", "alkal").split("/")[0] for name in load_wine().feature_names]
    assert list(data.wine().features) == plain


def test_writing_into_the_wines_does_not_reach_the_next_ones():
    first = data.wine()
    first.X[:], first.vines[:] = 0, "vine B"
    assert data.wine().X.any() and (data.wine().vines != "vine B").any()
