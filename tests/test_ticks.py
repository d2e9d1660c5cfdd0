"""Ticks and images that the course draws itself look like Matplotlib's, and give way to them when asked for more."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib.axis import XAxis, YAxis
from matplotlib.image import AxesImage
from PIL import Image

from utils import figures, style
from utils._images import SharpImage


def pixels(ax) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(figures.png(ax))).convert("L"), dtype=int)


SEEN = 45


def unlikeness(one, two) -> float:
    """Largest difference of the mean of 8 by 8 pixels: a letter may stand a fraction of a pixel aside."""
    rows, columns = one.shape[0] // 8 * 8, one.shape[1] // 8 * 8
    blocks = (one - two)[:rows, :columns].reshape(rows // 8, 8, columns // 8, 8)
    return float(np.abs(blocks.mean(axis=(1, 3))).max())


def plain_axes(axes):
    """Do what Matplotlib does when it makes an Axes."""
    axes.xaxis, axes.yaxis = XAxis(axes, clear=False), YAxis(axes, clear=False)
    for axis, sides in ((axes.xaxis, ("bottom", "top")), (axes.yaxis, ("left", "right"))):
        for side in sides:
            axes.spines[side].register_axis(axis)


@pytest.fixture(autouse=True)
def course_settings():
    """Matplotlib's own ticks are made at odd moments, so the settings hold for the whole of a test."""
    with style.context():
        yield


def line(ax):
    ax.plot([0, 10], [1, 2])
    ax.set(xlabel="mass in kg", ylabel="price", title="Prices")


def long_numbers(ax):
    ax.plot([0, 10], [1000.5, 1002])


def both_logarithmic(ax):
    ax.loglog([1, 1e4], [1e-8, 2])
    ax.grid(True)
    ax.set(xlabel="n", ylabel="error")


def words_for_numbers(ax):
    ax.bar([0, 1, 2], [3, 4, -5])
    ax.set_xticks([0, 1, 2], ["hill", "bay", "Port"])
    ax.grid(True, axis="y", color="#DDDDDD", linestyle="--")


def small_and_without_marks(ax):
    ax.plot([0, 10], [3, 4])
    ax.tick_params(length=0, labelsize=9, pad=6, labelcolor=style.QUIET)


def upside_down(ax):
    ax.plot([0, 10], [3, 4])
    ax.invert_yaxis()
    ax.set_aspect("equal")


def spine_outside(ax):
    ax.plot([0, 10], [3, 4])
    ax.spines["left"].set_position(("outward", 12))
    ax.set_ylabel("height")


def only_marks(ax):
    ax.plot([0, 10], [3, 4])
    ax.tick_params(labelleft=False, bottom=False)
    ax.minorticks_on()


def window_inside_ticks(ax):
    ax.plot([0, 10], [3, 4])
    ax.set_xticks([0, 2, 4, 20])
    ax.set_xlim(1, 5)


PAINTED = [line, long_numbers, both_logarithmic, words_for_numbers, small_and_without_marks, upside_down]
PAINTED += [spine_outside, only_marks, window_inside_ticks]


@pytest.mark.parametrize("draw", PAINTED)
def test_painted_ticks_look_like_matplotlibs(draw, monkeypatch):
    _, ax = style.new_figure(5, 3.5)
    draw(ax)
    ours = pixels(ax)
    assert not ax.xaxis.majorTicks and not ax.yaxis.majorTicks  # nobody needed one
    monkeypatch.setattr(style.CourseAxes, "_init_axis", plain_axes)
    _, ax = style.new_figure(5, 3.5)
    draw(ax)
    theirs = pixels(ax)
    assert unlikeness(ours, theirs) < SEEN


def test_a_missing_label_would_be_seen(monkeypatch):
    pictures = []
    for labels in (["hill", "bay", "Port"], ["hill", "bay", ""]):
        _, ax = style.new_figure(5, 3.5)
        ax.bar([0, 1, 2], [3, 4, -5])
        ax.set_xticks([0, 1, 2], labels)
        pictures.append(pixels(ax))
    assert unlikeness(*pictures) > SEEN


@pytest.mark.parametrize(
    "ask",
    [
        lambda ax: ax.tick_params(labelrotation=40),
        lambda ax: ax.xaxis.tick_top(),
        lambda ax: ax.set_xticks([2, 4], ["two", "four"], rotation=40),
        lambda ax: [label.set_color(style.SECOND) for label in ax.get_xticklabels()],
        lambda ax: ax.plot([0, 1e9], [0, 1e9]),  # needs "1e9" at the end of the axis
        lambda ax: ax.set_xticks([2, 4], ["two\nlines", "four"]),
    ],
    ids=["rotated", "on top", "properties", "single labels", "offset", "two lines"],
)
def test_whoever_asks_for_more_gets_matplotlibs_ticks(ask, monkeypatch):
    pictures = []
    for plain in (False, True):
        if plain:
            monkeypatch.setattr(style.CourseAxes, "_init_axis", plain_axes)
        _, ax = style.new_figure(5, 3.5)
        ax.plot([0, 5], [0, 5])
        ask(ax)
        pictures.append(pixels(ax))
    assert unlikeness(*pictures) < SEEN


def test_ticks_that_are_asked_for_are_there_with_their_words():
    _, ax = style.new_figure(5, 3.5)
    ax.plot([0, 4], [0, 1])
    ax.set_xticks([0, 2, 4], ["a", "b", "c"])
    figures.png(ax)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b", "c"]
    assert ax.get_xticklabels()[0].get_color() == style.INK
    assert ax.xaxis.get_ticks_position() == "bottom" and ax.yaxis.get_ticks_position() == "left"
    assert ax.xaxis.get_major_ticks()[0].gridline.get_clip_box() is not None


def test_grid_lines_stop_at_the_axes():
    _, ax = style.new_figure(5, 3.5)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    before = pixels(ax)
    ax.grid(True)
    changed = np.argwhere(np.abs(pixels(ax) - before) > 8)
    box = ax.get_window_extent().extents
    rows = before.shape[0] - changed[:, 0]
    assert len(changed) > 100
    assert changed[:, 1].min() >= box[0] - 2 and changed[:, 1].max() <= box[2] + 2
    assert rows.min() >= box[1] - 2 and rows.max() <= box[3] + 2


def test_a_name_placed_by_hand_stays():
    _, ax = style.new_figure(5, 3.5)
    ax.plot([0, 5], [0, 5])
    ax.set_xlabel("x")
    ax.xaxis.set_label_coords(0.9, -0.05)
    figures.png(ax)
    assert ax.xaxis.label.get_position() == (0.9, -0.05)


# --- images -----------------------------------------------------------------------------------------------------------


def random(shape, kind=float):
    rng = np.random.default_rng(5)
    return rng.integers(0, 255, shape, dtype=np.uint8) if kind is np.uint8 else rng.random(shape)


IMAGES = {
    "numbers": lambda ax: ax.imshow(random((8, 9))),
    "from below, stretched": lambda ax: ax.imshow(random((8, 9)), origin="lower", extent=(0, 3, 5, 1), aspect="auto"),
    "bytes": lambda ax: ax.imshow(random((30, 40, 3), np.uint8)),
    "transparent, larger than the window": lambda ax: (
        ax.imshow(random((300, 500, 4)), interpolation="nearest"),
        ax.set(xlim=(100, 220.5), ylim=(50, 10.2)),
    )[0],
    "masked, partly outside": lambda ax: (
        ax.imshow(np.ma.masked_greater(random((20, 20)), 0.8), interpolation="nearest", extent=(0, 1, 0, 1)),
        ax.set(xlim=(-1, 0.5)),
    )[0],
    "smoothed by Matplotlib": lambda ax: ax.imshow(random((200, 300))),
    "pale": lambda ax: ax.imshow(random((8, 9)), alpha=0.4),
    "nowhere": lambda ax: (ax.imshow(random((8, 9))), ax.set(xlim=(50, 60)))[0],
}


@pytest.mark.parametrize("name", IMAGES)
def test_images_are_matplotlibs_to_the_pixel(name):
    _, ax = style.new_figure(5, 3.5)
    image = IMAGES[name](ax)
    assert type(image) is SharpImage
    ours = pixels(ax)
    image.__class__ = AxesImage
    theirs = pixels(ax)
    # where the rim of an entry falls into a pixel, either neighbour may have it
    assert np.mean(np.abs(ours - theirs) > 8) < 5e-3
