"""Thirteen measurements of 178 wines from three kinds of vines, as scikit-learn brings them."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

__all__ = ["Wines", "wine"]

FEATURES = (
    "alcohol",
    "malic acid",
    "ash",
    "alkalinity of ash",
    "magnesium",
    "total phenols",
    "flavanoids",
    "nonflavanoid phenols",
    "proanthocyanins",
    "color intensity",
    "hue",
    "od280",
    "proline",
)
VINES = ("vine A", "vine B", "vine C")


class Wines(NamedTuple):
    """Names of the features, the measurements, and the kind of vine of each wine; see `wine`."""

    features: tuple[str, ...]
    X: np.ndarray
    vines: np.ndarray


@functools.cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    # Importing scikit-learn takes a second or more, so it waits until the wines are asked for.
    from sklearn.datasets import load_wine

    return load_wine(return_X_y=True)


def wine() -> Wines:
    """Return thirteen measurements of 178 wines and the kinds of their vines, and print where they come from.

    Nothing is downloaded: the data are a file of scikit-learn.

    Returns
    -------
    Wines
        A named tuple of ``features`` (thirteen names), ``X`` (ndarray of float, shape (178, 13), one row per wine, in
        the units of the laboratory) and ``vines`` (ndarray of str, shape (178,), "vine A", "vine B" or "vine C").
        Fresh arrays each time: write into them as you like.

    Notes
    -----
    The source numbers the kinds of vines; the letters are ours. It states no units. "od280" is the ratio OD280/OD315
    of the diluted wine, a measure of its protein.

    References
    ----------
    S. Aeberhard, M. Forina, "Wine", UCI Machine Learning Repository, 1991, https://doi.org/10.24432/C5PC7J.

    Examples
    --------
    >>> wines = wine()
    Wine: 178 wines of one region, thirteen measurements, three kinds of vines
    Source: S. Aeberhard, M. Forina: Wine, UCI Machine Learning Repository
            https://doi.org/10.24432/C5PC7J (a file of scikit-learn)
    Licence: CC BY 4.0
    Row: one wine; thirteen measurements in the units of the laboratory, and its kind of vine
    >>> wines.X.shape, wines.vines.shape, wines.features[0], float(wines.X[0, 0]), str(wines.vines[0])
    ((178, 13), (178,), 'alcohol', 14.23, 'vine A')
    """
    X, kinds = _stored()
    print(
        f"Wine: {len(X)} wines of one region, thirteen measurements, three kinds of vines\n"
        "Source: S. Aeberhard, M. Forina: Wine, UCI Machine Learning Repository\n"
        "        https://doi.org/10.24432/C5PC7J (a file of scikit-learn)\n"
        "Licence: CC BY 4.0\n"
        "Row: one wine; thirteen measurements in the units of the laboratory, and its kind of vine"
    )
    return Wines(FEATURES, np.array(X, dtype=float), np.array(VINES)[kinds])
