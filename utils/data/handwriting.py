"""Handwritten digits that come inside scikit-learn, as small images and as vectors."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

__all__ = ["Digits", "digits"]


class Digits(NamedTuple):
    """Images, the same images as rows of a matrix, and the digit on each; see `digits`."""

    images: np.ndarray
    X: np.ndarray
    labels: np.ndarray


@functools.cache
def _stored() -> tuple[np.ndarray, np.ndarray]:
    # Importing scikit-learn takes a second or more, so it waits until the digits are asked for.
    from sklearn.datasets import load_digits

    bunch = load_digits()
    return bunch.images, bunch.target


def digits() -> Digits:
    """Return 1797 handwritten digits of 8 × 8 pixels, and print where they come from.

    Nothing is downloaded: the digits are a file of scikit-learn.

    Returns
    -------
    Digits
        A named tuple of ``images`` (ndarray of float, shape (1797, 8, 8), whole numbers from 0, no ink, to 16, full
        ink), ``X`` (ndarray of float, shape (1797, 64), each image laid out row by row as one vector) and ``labels``
        (ndarray of int64, shape (1797,), the digit on each image). Fresh arrays each time: write into them as you like.

    Notes
    -----
    These are the test images of *Optical Recognition of Handwritten Digits*, written by 13 people. Programs cut the
    digits out of printed forms, as black-and-white bitmaps of 32 × 32; each entry counts the dark pixels in a block of
    4 × 4, hence the 17 values. scikit-learn's own description names E. Alpaydin, July 1998, and the UCI repository; the
    licence and the DOI are not in it, they are those of the repository.

    References
    ----------
    E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository (1998),
    https://doi.org/10.24432/C50P49.

    Examples
    --------
    >>> handwritten = digits()
    Digits: 1797 handwritten digits, 0 to 9, as images of 8 x 8 pixels
    Source: E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, 1998
            UCI Machine Learning Repository, https://doi.org/10.24432/C50P49
            (test images; a file of scikit-learn)
    Licence: CC BY 4.0, as UCI gives it: https://creativecommons.org/licenses/by/4.0/
    Row: one image; 64 pixels, row by row, from 0 (no ink) to 16 (full ink), and its label
    >>> handwritten.images.shape, handwritten.X.shape, handwritten.labels.shape
    ((1797, 8, 8), (1797, 64), (1797,))
    """
    images, labels = _stored()
    images = np.array(images, dtype=float)
    print(
        f"Digits: {len(images)} handwritten digits, 0 to 9, as images of 8 x 8 pixels\n"
        "Source: E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits, 1998\n"
        "        UCI Machine Learning Repository, https://doi.org/10.24432/C50P49\n"
        "        (test images; a file of scikit-learn)\n"
        "Licence: CC BY 4.0, as UCI gives it: https://creativecommons.org/licenses/by/4.0/\n"
        "Row: one image; 64 pixels, row by row, from 0 (no ink) to 16 (full ink), and its label"
    )
    # A copy: X on the same memory would change with the images when somebody writes into them.
    return Digits(images, images.reshape(len(images), -1).copy(), np.array(labels, dtype=np.int64))
