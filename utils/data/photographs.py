"""Two photographs that come inside scikit-learn, as arrays."""

from __future__ import annotations

import functools
import numbers
from typing import NamedTuple

import numpy as np

__all__ = ["photograph"]


class _Facts(NamedTuple):
    shows: str
    author: str
    page: str


_LICENCE = "CC BY 2.0, https://creativecommons.org/licenses/by/2.0/"
_KNOWN = {
    "china": _Facts(
        "a tower above a lake in China", "danielbuechele", "https://www.flickr.com/photos/danielbuechele/6061409035/"
    ),
    "flower": _Facts(
        "an orange flower in front of dark leaves", "vultilion", "https://www.flickr.com/photos/vultilion/6056698931/"
    ),
}


@functools.cache
def _pixels(name: str) -> np.ndarray:
    # Importing scikit-learn takes a second or more, so it waits until a photograph is asked for.
    from sklearn.datasets import load_sample_image

    return load_sample_image(f"{name}.jpg")


def photograph(name: str = "china", *, grey: bool = False, height: int | None = None) -> np.ndarray:
    """Return a photograph as an array of brightnesses from 0 (dark) to 255 (full), and print where it comes from.

    Nothing is downloaded: the photographs are files of scikit-learn, opened with Pillow (which Matplotlib brings
    along).

    Parameters
    ----------
    name : {"china", "flower"}
        A tower above a lake, or an orange flower in front of dark leaves.
    grey : bool, default False
        One brightness for each pixel instead of red, green and blue: 0.299 red + 0.587 green + 0.114 blue, rounded
        (the luma of ITU-R BT.601).
    height : int, optional
        Shrink to so many rows, from 1 to 427; the width follows in proportion. Left out, the photograph keeps its
        427 rows of 640 pixels.

    Returns
    -------
    ndarray of uint8, shape (rows, columns, 3), or (rows, columns) with ``grey=True``
        A fresh array each time: write into it as you like.

    Raises
    ------
    ValueError
        If there is no photograph of that name, or none of that height can be made.

    Notes
    -----
    Both are under a Creative Commons licence (CC BY 2.0). The file that scikit-learn keeps beside them
    (``sklearn/datasets/images/README.txt``) gives their pages on Flickr; for the flower its line of attribution repeats
    the author of the other photograph, and its links lead to vultilion, who is named here.

    Examples
    --------
    >>> small = photograph("china", grey=True, height=100)
    Photograph "china": a tower above a lake in China, by danielbuechele
    Source: https://www.flickr.com/photos/danielbuechele/6061409035/ (a file of scikit-learn)
    Licence: CC BY 2.0, https://creativecommons.org/licenses/by/2.0/ (here turned to grey and made smaller)
    Row: 150 pixels from left to right, each one brightness from 0 to 255; 100 rows from top to bottom
    >>> small.shape, small.dtype
    ((100, 150), dtype('uint8'))
    """
    if name not in _KNOWN:
        raise ValueError(f"There is no photograph {name!r}; there are {' and '.join(map(repr, _KNOWN))}.")
    full = _pixels(name)
    whole = isinstance(height, numbers.Integral) and not isinstance(height, bool)
    if height is not None and not (whole and 1 <= height <= len(full)):
        raise ValueError(f"height is {height!r}; give a whole number of rows from 1 to {len(full)}, or leave it out.")
    image = _changed(full, grey, height)
    _tell(name, image, grey, len(image) < len(full))
    return image


def _changed(full: np.ndarray, grey: bool, height: int | None) -> np.ndarray:
    """Return a copy, in grey and made smaller where asked for."""
    if not grey and height is None:
        return full.copy()
    from PIL import Image

    picture = Image.fromarray(full)
    if grey:
        picture = picture.convert("L")
    if height is not None:
        width = max(1, round(full.shape[1] * height / full.shape[0]))
        picture = picture.resize((width, int(height)), Image.Resampling.LANCZOS)
    return np.array(picture)


def _tell(name: str, image: np.ndarray, grey: bool, smaller: bool) -> None:
    facts = _KNOWN[name]
    changes = " and ".join(["turned to grey"] * grey + ["made smaller"] * smaller)
    entries = "one brightness" if grey else "red, green and blue"
    print(
        f'Photograph "{name}": {facts.shows}, by {facts.author}\n'
        f"Source: {facts.page} (a file of scikit-learn)\n"
        f"Licence: {_LICENCE}{f' (here {changes})' if changes else ''}\n"
        f"Row: {image.shape[1]} pixels from left to right, each {entries} from 0 to 255; "
        f"{len(image)} rows from top to bottom"
    )
