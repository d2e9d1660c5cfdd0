"""The photographs: what shape they have, that a caller may write into them, and that they say where they come from."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from sklearn.datasets import load_sample_image

from utils import data


@pytest.mark.parametrize("name", ["china", "flower"])
def test_a_photograph_is_the_one_that_scikit_learn_ships(name):
    photo = data.photograph(name)
    assert photo.dtype == np.uint8 and photo.shape == (427, 640, 3)
    assert np.array_equal(photo, load_sample_image(f"{name}.jpg"))


def test_grey_is_the_weighted_mean_of_the_three_colours():
    photo, grey = data.photograph("flower"), data.photograph("flower", grey=True)
    assert grey.dtype == np.uint8 and grey.shape == (427, 640)
    assert np.abs(grey - photo @ np.array([0.299, 0.587, 0.114])).max() <= 0.51


@pytest.mark.parametrize(("height", "width"), [(427, 640), (100, 150), (1, 1), (np.int64(64), 96)])
def test_height_shrinks_in_proportion(height, width):
    assert data.photograph(height=height).shape == (height, width, 3)
    assert data.photograph(grey=True, height=height).shape == (height, width)


def test_shrinking_keeps_the_mean_brightness():
    assert data.photograph(height=61).mean(axis=(0, 1)) == pytest.approx(data.photograph().mean(axis=(0, 1)), abs=1)


@pytest.mark.parametrize("options", [{}, {"grey": True}, {"height": 50}, {"grey": True, "height": 427}])
def test_writing_into_a_photograph_does_not_reach_the_next_one(options):
    first = data.photograph(**options)
    before = first.copy()
    first[:] = 0
    assert np.array_equal(data.photograph(**options), before)


@pytest.mark.parametrize("name", ["China", "china.jpg", "", None])
def test_a_wrong_name_is_answered_with_those_there_are(name):
    with pytest.raises(ValueError, match="'china' and 'flower'"):
        data.photograph(name)


@pytest.mark.parametrize("height", [0, -3, 428, 10.0, True, "100"])
def test_a_height_that_cannot_be_is_answered_with_the_range(height):
    with pytest.raises(ValueError, match="from 1 to 427"):
        data.photograph(height=height)


@pytest.mark.parametrize(("name", "author"), [("china", "danielbuechele"), ("flower", "vultilion")])
def test_source_licence_and_row_are_printed(name, author, capsys):
    data.photograph(name, height=100)
    told = capsys.readouterr().out
    assert f"by {author}" in told and f"flickr.com/photos/{author}/" in told
    assert "CC BY 2.0" in told and "made smaller" in told and "150 pixels from left to right" in told


def test_scikit_learn_is_imported_only_where_a_photograph_is_asked_for():
    code = "import sys; from utils.data import photograph; assert not {'sklearn', 'PIL'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
