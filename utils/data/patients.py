"""Ten measurements of 442 patients with diabetes and how their disease went on, as scikit-learn brings them."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

__all__ = ["Diabetes", "diabetes"]

FEATURES = (
    "age",
    "sex",
    "body mass index",
    "blood pressure",
    "total cholesterol",
    "LDL",
    "HDL",
    "cholesterol / HDL",
    "triglycerides (log)",
    "blood sugar",
)


class Diabetes(NamedTuple):
    """Names of the features, the measurements, and the progression of the disease; see `diabetes`."""

    features: tuple[str, ...]
    X: np.ndarray
    y: np.ndarray


@functools.cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    # Importing scikit-learn takes a second or more, so it waits until the patients are asked for.
    from sklearn.datasets import load_diabetes

    return load_diabetes(return_X_y=True, scaled=False)


def diabetes() -> Diabetes:
    """Return ten measurements of 442 patients and the progression of their diabetes, and print where they come from.

    Nothing is downloaded: the data are a file of scikit-learn.

    Returns
    -------
    Diabetes
        A named tuple of ``features`` (ten names), ``X`` (ndarray of float, shape (442, 10), one row per patient, in
        the units of the measurement) and ``y`` (ndarray of float, shape (442,), a measure of how far the disease
        progressed within a year, from 25 to 346). Fresh arrays each time: write into them as you like.

    Notes
    -----
    Age is in years. Sex is coded 1 and 2, and the source does not say which is which. The six blood values are called
    tc, ldl, hdl, tch, ltg and glu there; ltg is "possibly" the logarithm of the triglycerides level.

    References
    ----------
    B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least Angle Regression", Annals of Statistics 32 (2004), 407-499,
    https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html.

    Examples
    --------
    >>> patients = diabetes()
    Diabetes: 442 patients, ten measurements and the progression of the disease within a year
    Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani: Least Angle Regression
            Annals of Statistics 32 (2004), a file of scikit-learn
            https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html
    Licence: distributed with scikit-learn (BSD 3-Clause); the source names no terms
    Row: one patient; age, sex, body mass index, blood pressure, six blood values
         y: progression, 25 to 346
    >>> patients.X.shape, patients.y.shape, patients.features[2], float(patients.X[0, 2])
    ((442, 10), (442,), 'body mass index', 32.1)
    """
    X, y = _stored()
    print(
        f"Diabetes: {len(X)} patients, ten measurements and the progression of the disease within a year\n"
        "Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani: Least Angle Regression\n"
        "        Annals of Statistics 32 (2004), a file of scikit-learn\n"
        "        https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html\n"
        "Licence: distributed with scikit-learn (BSD 3-Clause); the source names no terms\n"
        "Row: one patient; age, sex, body mass index, blood pressure, six blood values\n"
        f"     y: progression, {y.min():.0f} to {y.max():.0f}"
    )
    return Diabetes(FEATURES, np.array(X, dtype=float), np.array(y, dtype=float))
