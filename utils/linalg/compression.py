"""A matrix, or a picture, by fewer numbers: the best approximation of rank k."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.linalg.validation import _as_floats


@dataclass(frozen=True, eq=False)
class LowRank:
    """A picture taken apart once, so that its approximation of any rank is put together fast.

    Attributes
    ----------
    shape : tuple
        Of the picture: (rows, columns) or (rows, columns, channels).
    columns : ndarray of float, shape (channels, rows, r)
        r is the smaller of rows and columns.
    rows : ndarray of float, shape (channels, r, columns)
        The approximation of rank k is ``columns[:, :, :k] @ rows[:, :k]``.
    values : ndarray of float, shape (channels, r)
        Singular values of each channel, the largest first.
    """

    shape: tuple
    columns: np.ndarray
    rows: np.ndarray
    values: np.ndarray

    def image(self, k):
        """Return the best approximation of rank at most k, in the shape of the picture, as floats."""
        k = self._rank(k)
        layers = self.columns[:, :, :k] @ self.rows[:, :k]
        return layers[0] if len(self.shape) == 2 else np.moveaxis(layers, 0, -1)

    def stored_numbers(self, k):
        """Return how many numbers rank k takes: k columns and k rows, for each channel."""
        return self._rank(k) * (self.shape[0] + self.shape[1]) * len(self.values)

    def relative_error(self, k):
        """Return the length of what is missing over the length of the picture, from 1 (k = 0) down to 0."""
        squares = self.values**2
        whole = squares.sum()
        return float(np.sqrt(squares[:, self._rank(k) :].sum() / whole)) if whole else 0.0

    def _rank(self, k):
        most = self.values.shape[1]
        if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 0 <= k <= most:
            raise ValueError(f"k must be a whole number from 0 to {most}, the smaller side, but is {k!r}.")
        return int(k)


def low_rank(image):
    """Take a picture apart into columns times rows, the most important pair first.

    Parameters
    ----------
    image : array_like, shape (m, n) or (m, n, channels)
        Brightnesses of a grey or a coloured picture; any matrix.

    Returns
    -------
    LowRank

    Raises
    ------
    ValueError
        If it is neither, or empty, or holds anything but finite real numbers.

    References
    ----------
    .. [1] C. Eckart, G. Young, "The approximation of one matrix by another of lower rank", Psychometrika 1 (1936)
       211-218.

    Examples
    --------
    >>> pieces = low_rank([[1, 2], [2, 4]])
    >>> pieces.image(1).round(9)
    array([[1., 2.],
           [2., 4.]])
    >>> pieces.stored_numbers(1), round(pieces.relative_error(1), 9)
    (4, 0.0)
    """
    picture = _as_floats(image, "image", "a matrix, or a stack of them,")
    if picture.ndim not in (2, 3) or picture.size == 0:
        raise ValueError(f"image must have shape (rows, columns) or (rows, columns, channels), not {picture.shape}.")
    layers = picture[None] if picture.ndim == 2 else np.moveaxis(picture, -1, 0)
    U, s, V = np.linalg.svd(layers, full_matrices=False)
    return LowRank(picture.shape, U * s[:, None, :], V, s)


def rank_k_approximation(image, k):
    """Return the matrix of rank at most k that is nearest to a given one.

    Parameters
    ----------
    image : array_like, shape (m, n) or (m, n, channels)
        Of a coloured picture each channel is approximated by itself.
    k : int
        From 0 to the smaller of m and n.

    Returns
    -------
    ndarray of float, in the shape of image
        Nearest in the sum of squared differences. Brightnesses may lie a little outside of 0 to 255.

    Notes
    -----
    It takes ``k * (m + n)`` numbers (per channel) instead of ``m * n``. For several k take the picture apart once, with
    `low_rank`, which also knows the error.

    Examples
    --------
    >>> rank_k_approximation([[2, 0], [0, 1]], 1).round(9) + 0
    array([[2., 0.],
           [0., 0.]])
    """
    return low_rank(image).image(k)
