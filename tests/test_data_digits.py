"""The digits: that they are scikit-learn's, that a caller may write into them, and that they say where they come from."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from sklearn.datasets import load_digits

from utils import data


def test_the_digits_are_those_that_scikit_learn_ships():
    handwritten, shipped = data.digits(), load_digits()
    assert np.array_equal(handwritten.images, shipped.images) and handwritten.images.shape == (1797, 8, 8)
    assert np.array_equal(handwritten.X, shipped.data) and handwritten.X.dtype == np.float64
    assert np.array_equal(handwritten.labels, shipped.target) and handwritten.labels.dtype == np.int64


def test_a_row_is_its_image_row_by_row():
    handwritten = data.digits()
    assert handwritten.X[5, 8 * 3 + 2] == handwritten.images[5, 3, 2]


def test_the_ink_goes_from_0_to_16_in_whole_numbers_and_each_digit_is_there():
    images, _, labels = data.digits()
    assert images.min() == 0 and images.max() == 16 and np.array_equal(images, np.round(images))
    assert set(labels.tolist()) == set(range(10)) and np.bincount(labels).min() >= 170


def test_writing_into_the_digits_reaches_neither_the_next_ones_nor_each_other():
    first = data.digits()
    first.images[:] = -1
    assert first.X.min() == 0
    first.X[:] = -2
    first.labels[:] = 99
    again = data.digits()
    assert again.images.min() == 0 and again.X.min() == 0 and again.labels.max() == 9


def test_source_licence_and_row_are_printed(capsys):
    data.digits()
    told = capsys.readouterr().out
    for part in ("1797", "Alpaydin", "10.24432/C50P49", "scikit-learn", "CC BY 4.0", "one image", "64 pixels"):
        assert part in told


def test_scikit_learn_waits_until_the_digits_are_asked_for():
    code = "import sys; from utils import data; data.digits; print('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
