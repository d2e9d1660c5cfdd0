"""The patients: the numbers that scikit-learn ships, in their own units, and that a caller may write into them."""

from __future__ import annotations

import numpy as np
from sklearn.datasets import load_diabetes

from utils import data


def test_the_patients_are_those_that_scikit_learn_ships(capsys):
    bunch = load_diabetes(scaled=False)
    patients = data.diabetes()
    assert np.array_equal(patients.X, bunch.data) and np.array_equal(patients.y, bunch.target)
    assert patients.X.dtype == patients.y.dtype == float
    said = capsys.readouterr().out
    assert all(word in said for word in ("Source", "Licence", "Row", "442 patients"))


def test_each_feature_has_the_name_of_its_column():
    codes = ("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6")
    assert tuple(load_diabetes().feature_names) == codes
    features, X, _ = data.diabetes()
    assert len(features) == len(codes) == X.shape[1]
    total, hdl, ratio = (X[:, features.index(name)] for name in ("total cholesterol", "HDL", "cholesterol / HDL"))
    assert np.corrcoef(total / hdl, ratio)[0, 1] > 0.95  # what the eighth column is called is what it holds


def test_writing_into_the_patients_does_not_reach_the_next_ones():
    first = data.diabetes()
    first.X[:], first.y[:] = 0, 0
    assert data.diabetes().X.any() and data.diabetes().y.any()
