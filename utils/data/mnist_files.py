"""The full MNIST digits, 28 x 28, for whoever wants more than the embedded ones: from files at hand, or from OpenML."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import numpy as np

from utils.data.handwriting import Digits
from utils.linalg.validation import is_whole

__all__ = ["mnist", "read_idx"]

PARTS = {"train": ("train", 60000), "test": ("t10k", 10000)}
MAGIC = {3: 2051, 1: 2049}  # number of axes -> first four bytes: 0, 0, 8 (bytes without sign), number of axes
LARGEST = 2**31  # bytes; a header that asks for more is not that of handwritten digits
WHERE = "the four files are listed at https://yann.lecun.com/exdb/mnist/ and kept by several mirrors"


def mnist(folder=None, *, part="train", openml=False, limit=None) -> Digits:
    """Return handwritten digits of 28 × 28 pixels from MNIST, and print where they come from.

    The course never needs them, and no notebook loads them by itself: they are 11 megabytes that you have to have, or
    to download.

    Parameters
    ----------
    folder : path, optional
        Where the original files are: ``train-images-idx3-ubyte`` and ``train-labels-idx1-ubyte`` (``t10k-…`` for the
        test part), packed (``.gz``) or not. With ``openml=True``: where scikit-learn keeps what it has downloaded.
    part : {"train", "test"}
        60 000 images, or the 10 000 others.
    openml : bool, default False
        Ask scikit-learn's ``fetch_openml``, which downloads them at the first time.
    limit : int, optional
        Only so many images, the first ones.

    Returns
    -------
    Digits
        A named tuple of ``images`` (ndarray of uint8, shape (n, 28, 28), from 0, no ink, to 255, full ink), ``X``
        (the same memory in shape (n, 784)) and ``labels`` (ndarray of int64, shape (n,)). Turn to floats before you
        subtract: with uint8, 3 - 5 is 254.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or a file is missing in it.
    ValueError
        If a file is cut off, is not what its name says, or images and labels do not belong together; if an argument
        cannot be.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", Proceedings
    of the IEEE 86 (1998) 2278-2324. The format: https://yann.lecun.com/exdb/mnist/

    Examples
    --------
    >>> mnist("a-folder-that-is-not-there")
    Traceback (most recent call last):
    ...
    FileNotFoundError: There is no folder a-folder-that-is-not-there. Give the folder that holds the MNIST files.
    """
    if part not in PARTS:
        raise ValueError(f'part is {part!r}; use "train" or "test".')
    if limit is not None and (not is_whole(limit) or limit < 1):
        raise ValueError(f"limit is {limit!r}; give a whole number of images, at least 1, or leave it out.")
    if folder is None and not openml:
        raise ValueError(
            f"Give the folder that holds the MNIST files ({WHERE}), or openml=True to let scikit-learn download them."
        )
    if openml:
        images, labels = _from_openml(folder, part)
        source = "openml.org, data set mnist_784, version 1, by scikit-learn's fetch_openml"
    else:
        images, labels = _from_folder(Path(folder), part)
        source = f"files in {folder}"
    if limit is not None:
        images, labels = images[:limit].copy(), labels[:limit].copy()
    print(
        f"MNIST: {len(images)} handwritten digits ({part} part) as images of 28 x 28 pixels, from {source}\n"
        "Source: Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, "
        "https://yann.lecun.com/exdb/mnist/\n"
        "Licence: its authors keep the rights; Keras, which passes it on, names CC BY-SA 3.0\n"
        "Row: one image; 784 pixels, row by row, from 0 (no ink) to 255 (full ink), and its label, the digit"
    )
    return Digits(images, images.reshape(len(images), -1), labels)


def read_idx(path) -> np.ndarray:
    """Read an IDX file of bytes, packed with gzip or not.

    Parameters
    ----------
    path : path

    Returns
    -------
    ndarray of uint8
        Shape (n,) for labels, (n, rows, columns) for images.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is cut off, goes on after its last entry, or does not begin as an IDX file of bytes does.

    Notes
    -----
    First four bytes: 0, 0, 8 for bytes without sign, number of axes. Then the length of each axis, four bytes, the
    largest first. Then the entries.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"There is no file {path}.")
    try:
        with path.open("rb") as raw:
            # A browser may have unpacked the file and kept its name, so the first two bytes decide.
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            with gzip.open(raw) if packed else raw as file:
                return _entries(file, path)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(f"{path.name} is packed, and broken or cut off ({error}); download it again.") from error


def _entries(file, path):
    head = file.read(4)
    axes = head[3] if len(head) == 4 else 0
    if len(head) < 4 or head[:3] != b"\0\0\x08" or not 1 <= axes <= 3:
        first = int.from_bytes(head, "big") if len(head) == 4 else f"only {len(head)} bytes long"
        raise ValueError(
            f"{path.name} is not an IDX file of bytes: its first number should be {MAGIC[3]} (images) or {MAGIC[1]} "
            f"(labels), but is {first}."
        )
    lengths = file.read(4 * axes)
    if len(lengths) < 4 * axes:
        raise ValueError(f"{path.name} is cut off within its first {4 + 4 * axes} bytes; download it again.")
    shape = tuple(int.from_bytes(lengths[4 * i : 4 * i + 4], "big") for i in range(axes))
    wanted = 1
    for length in shape:
        wanted *= length
    words = " x ".join(map(str, shape))
    if wanted > LARGEST:
        raise ValueError(f"{path.name} says that it holds {words} entries, more than digits take; download it again.")
    entries = file.read(wanted + 1)
    if len(entries) < wanted:
        raise ValueError(
            f"{path.name} is cut off: it should hold {words} = {wanted} entries, but ends after {len(entries)}. "
            "Download it again."
        )
    if len(entries) > wanted:
        raise ValueError(f"{path.name} goes on after its {words} = {wanted} entries; it is not a whole IDX file alone.")
    return np.frombuffer(bytearray(entries), dtype=np.uint8).reshape(shape)


def _from_folder(folder, part):
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. Give the folder that holds the MNIST files.")
    name = PARTS[part][0]
    pictures, answers = _found(folder, f"{name}-images", 3), _found(folder, f"{name}-labels", 1)
    images, labels = read_idx(pictures), read_idx(answers)
    if images.ndim != 3:
        raise ValueError(
            f"{pictures.name} does not hold images: it begins with {2048 + images.ndim}, images begin with {MAGIC[3]}. "
            "Are the names of the files mixed up?"
        )
    if labels.ndim != 1:
        raise ValueError(
            f"{answers.name} does not hold labels: it begins with {2048 + labels.ndim}, labels begin with {MAGIC[1]}. "
            "Are the names of the files mixed up?"
        )
    return _checked(images, labels.astype(np.int64), f"{pictures.name} and {answers.name}")


def _found(folder, start, axes):
    names = [f"{start}{mark}idx{axes}-ubyte{end}" for mark in "-." for end in ("", ".gz")]  # some mirrors write a dot
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"In {folder} there is neither {names[0]} nor {names[1]}; {WHERE}.")


def _checked(images, labels, names):
    if images.shape[1:] != (28, 28):
        raise ValueError(f"The images are {images.shape[1]} x {images.shape[2]} pixels, those of MNIST 28 x 28.")
    if len(images) != len(labels):
        raise ValueError(f"{names} do not belong together: {len(images)} images, but {len(labels)} labels.")
    if not len(images):
        raise ValueError(f"{names} hold no images.")
    if labels.min() < 0 or labels.max() > 9:
        raise ValueError(f"A label is {labels[(labels < 0) | (labels > 9)][0]}; labels are the digits 0 to 9.")
    return images, labels


def _from_openml(folder, part):
    from sklearn.datasets import fetch_openml

    home = None if folder is None else str(folder)
    bunch = fetch_openml("mnist_784", version=1, as_frame=False, data_home=home)
    pixels, labels = np.asarray(bunch.data), np.asarray(bunch.target)
    if pixels.ndim != 2 or pixels.shape[1] != 784:
        raise ValueError(f"OpenML sent a table of shape {pixels.shape}; that of MNIST has 784 columns, one per pixel.")
    if len(pixels) != len(labels):
        raise ValueError(f"What OpenML sent does not belong together: {len(pixels)} images, but {len(labels)} labels.")
    if not (np.isfinite(pixels).all() and (pixels == np.clip(np.round(pixels), 0, 255)).all()):
        raise ValueError("OpenML sent brightnesses that are not whole numbers from 0 to 255.")
    # OpenML keeps both parts in one table, the training part first.
    first = PARTS["train"][1]
    rows = slice(0, first) if part == "train" else slice(first, None)
    if len(pixels) <= first and part == "test":
        raise ValueError(f"OpenML sent {len(pixels)} images; the test part begins after the first {first}.")
    try:
        digits = labels[rows].astype(np.int64)
    except ValueError as error:
        raise ValueError("OpenML sent labels that are not the digits 0 to 9.") from error
    return _checked(pixels[rows].astype(np.uint8).reshape(-1, 28, 28), digits, "What OpenML sent")
