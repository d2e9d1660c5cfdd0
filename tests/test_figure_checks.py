"""Every guard of `figure_checks` is silent on a good example and complains about a bad one."""

import sys
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from utils import figures, style
from utils.explore import Explorer, choice, explore, slider, toggle

sys.path.insert(0, str(Path(__file__).parent))

import figure_checks  # noqa: E402

ALT = "Two lines cross at the point (2, 1)."


def good_figure():
    """A figure with most kinds of artists, all in the style of the course."""
    fig, (ax, field, space) = style.new_figure(15, 5, columns=3, projection=(None, None, "3d"))
    ax.plot([0, 1, 2], [0, 1, 1], marker="o", label="given")
    ax.plot([0, 2], [1, 0], color=style.SECOND, dashes=style.DASHES[1], alpha=0.5, label="found")
    ax.scatter([1], [0.5], color=style.RESULT, edgecolor=style.PAPER)
    ax.bar([1.5], [0.3], color=style.tint(style.ACCENT, 0.6), edgecolor="none")
    ax.fill_between([0, 1], [0, 0.2], color=style.tint(style.FIRST, 0.8))
    ax.annotate("peak", (1, 1), (0.4, 0.9), arrowprops={"arrowstyle": "->", "color": style.QUIET})
    ax.text(1.4, 0.8, "one", bbox={"boxstyle": "round", "facecolor": style.tint(style.RESULT, 0.85)})
    ax.set(title="All in the palette", xlabel="time (s)", ylabel="way (m)")
    ax.grid(True)
    ax.legend(loc="lower left")
    field.contour(np.arange(12).reshape(3, 4), levels=[5.0], colors=[style.SECOND])
    image = field.imshow(np.arange(12).reshape(3, 4), cmap=style.FIELD_CMAP_ALT)
    fig.colorbar(image, ax=field)
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 1]])
    space.add_collection3d(Poly3DCollection([corners], facecolor=style.FIRST, edgecolor=style.INK, alpha=0.6))
    space.set(xlabel="x", ylabel="y", zlabel="z")
    return fig


# ------------------------------------------------------------------------------------------------- colours


def test_colours_of_the_course_their_tints_and_maps_pass():
    assert figure_checks.colour_complaints(good_figure()) == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda ax: ax.plot([0, 1], color="red"), "Line2D is drawn in #ff0000"),
        (lambda ax: ax.plot([0, 1], "o", color=style.FIRST, mfc="lime"), "Line2D is drawn in #00ff00"),
        (lambda ax: ax.plot([0, 1], color="black"), "Line2D is drawn in #000000"),
        (lambda ax: ax.bar([0], [1], color="tab:blue"), "Rectangle is drawn in #1f77b4"),
        (lambda ax: ax.add_patch(plt.Circle((0, 0), 1, facecolor=style.FIRST, edgecolor="k")), "Circle is drawn in"),
        (lambda ax: ax.scatter([0], [1], color="#12AB34"), "PathCollection is drawn in #12ab34"),
        (lambda ax: ax.text(0, 0, "hello", color="purple"), "Text is drawn in #800080"),
        (lambda ax: ax.text(0, 0, "hello", bbox={"facecolor": "yellow"}), "FancyBboxPatch is drawn in #ffff00"),
        (lambda ax: ax.set_facecolor("ivory"), "Rectangle is drawn in #fffff0"),
        (lambda ax: ax.grid(True, color="pink"), "Line2D is drawn in #ffc0cb"),
        (lambda ax: ax.tick_params(labelcolor="navy"), "Text is drawn in #000080"),
        (lambda ax: ax.imshow(np.eye(2), cmap="jet"), "SharpImage has the colour map jet"),
        (lambda ax: ax.pcolormesh(np.eye(2), cmap="hot"), "QuadMesh has the colour map hot"),
        (lambda ax: ax.scatter([0, 1], [0, 1], c=[0, 1], cmap="rainbow"), "PathCollection has the colour map rainbow"),
        (
            lambda ax: ax.contour(np.arange(9).reshape(3, 3), levels=[2.0], colors=["red"]),
            "QuadContourSet is drawn in #ff0000",
        ),
        (lambda ax: ax.contourf(np.arange(9).reshape(3, 3), cmap="coolwarm"), "has the colour map coolwarm"),
        (lambda ax: ax.annotate("", (0, 0), (1, 1), arrowprops={"color": "teal"}), "is drawn in #008080"),
    ],
)
def test_colours_from_elsewhere_are_seen(spoil, words):
    fig, ax = style.new_figure()
    assert figure_checks.colour_complaints(fig) == []
    spoil(ax)
    assert any(words in one for one in figure_checks.colour_complaints(fig)), figure_checks.colour_complaints(fig)


def test_colours_nobody_sees_and_photographs_pass():
    fig, ax = style.new_figure()
    ax.plot([0, 1], color="red").pop().set_visible(False)
    ax.scatter([0], [1], facecolor="none", edgecolor=style.FIRST)
    ax.imshow(np.zeros((2, 2, 3)))
    ax.imshow(np.eye(2), cmap=style.PHOTO_CMAP)
    assert figure_checks.colour_complaints(fig) == []


def test_a_figure_in_matplotlibs_own_style_is_seen():
    fig = Figure()
    fig.add_subplot().plot([0, 1])
    complaints = " ".join(figure_checks.colour_complaints(fig))
    assert "#1f77b4" in complaints
    assert "#000000" in complaints


GOOD_SOURCE = """
ax.plot(x, y, color=style.FIRST, linestyle="--", marker="o")
ax.plot(x, y, "--", label="r")
ax.scatter(x, y, c=values, cmap=style.FIELD_CMAP, edgecolor="none")
ax.bar(x, y, color=[style.tint(style.SECOND, 0.5) if k else style.PALETTE[0] for k in range(3)])
ax.set_title("red wine, #1 of 3")
wine = {"red": 1, "white": 2}["red"]
color = colours["k"]
ax.imshow(field, cmap=colour_map)
ax.text(0, 0, "b", color=style.INK)
"""


def test_source_that_takes_its_colours_from_style_passes():
    assert figure_checks.source_colour_complaints(GOOD_SOURCE) == []


@pytest.mark.parametrize(
    "line",
    [
        'ax.plot(x, y, color="red")',
        'ax.plot(x, y, c="k")',
        'ax.plot(x, y, "r--")',
        'plt.plot(x, y, "bo")',
        'ax.plot(x, y, color="0.5")',
        "ax.plot(x, y, color=(1, 0, 0))",
        'ax.plot(x, y, color="C1")',
        'blue = "#0072B2"',
        'shades = ["tab:blue", "xkcd:sky"]',
        'ax.scatter(x, y, edgecolors="black")',
        'ax.bar(x, y, color=["red", style.FIRST])',
        'ax.bar(x, y, color="red" if bad else style.FIRST)',
        'ax.text(0, 0, "a", bbox=dict(facecolor="yellow"))',
        'ax.plot(x, y, mfc="w")',
        'ax.set_facecolor("white")',
        'style.tint("red", 0.5)',
        'draw.linalg.arrow(v, color="green")',
        'ax.imshow(a, cmap="gray")',
        "ax.imshow(a, cmap=plt.cm.hot)",
        'ax.imshow(a, cmap=mpl.colormaps["jet"])',
        'plt.set_cmap("jet")',
        "def broken(:",
    ],
)
def test_colours_written_out_in_source_are_seen(line):
    complaints = figure_checks.source_colour_complaints(f"x = 1\n{line}")
    assert complaints
    assert all(one.startswith("Line 2: ") or "cannot be read" in one for one in complaints)


# ------------------------------------------------------------------------------------------------- alt texts


def test_sentences_that_differ_pass():
    assert figure_checks.alt_complaints([ALT, "Two lines run side by side and never meet."]) == []


@pytest.mark.parametrize(
    ("alts", "words"),
    [
        ([ALT, "A plot."], "Figure 2: The alt text is 7 characters long"),
        (["Two lines cross at the point (2, 1)"], "Figure 1: The alt text ends with"),
        ([None], "Figure 1: The alt text is of type NoneType"),
        ([ALT, ALT.replace(" ", "  ").upper()], "is used twice"),
    ],
)
def test_poor_or_repeated_alt_texts_are_seen(alts, words):
    (complaint,) = figure_checks.alt_complaints(alts)
    assert words in complaint


def test_html_of_the_package_passes():
    assert figure_checks.html_complaints(figures.figure_html(style.new_figure(3, 2)[0], ALT)) == []


@pytest.mark.parametrize("tag", ['<img src="a.png">', "<IMG alt=''>", '<img alt="plot" src="b">', "<p><img alt></p>"])
def test_images_without_a_sentence_are_seen_in_html(tag):
    (complaint,) = figure_checks.html_complaints(f'<img alt="{ALT}"> text {tag}')
    assert complaint.startswith("Image 2 ")


# ------------------------------------------------------------------------------------------------- sliders


def axes(n=1):
    fig, ax = style.new_figure(4, 3)
    ax.plot([0, n])
    return ax


def explorer_of(draw, alt="A line that rises to {n} at the end."):
    return explore(draw, alt=alt, n=slider("number", -2, 4, 1, 1))


def test_explorer_that_works_everywhere_passes():
    assert figure_checks.explorer_complaints(explorer_of(axes), np.random.default_rng(0)) == []


def test_positions_are_default_middle_corners_and_random_ones_each_once():
    three = explore(
        lambda a, b, c: axes(), alt="A line, whatever is chosen.", a=slider("a", 0, 10, 1, 3),
        b=choice("b", [*"pqrst"]), c=choice("c", [*"uvwxyz"])
    )  # fmt: skip
    positions = figure_checks.explorer_positions(three, np.random.default_rng(0), n=4)
    assert positions[:2] == [{"a": 3, "b": "p", "c": "u"}, {"a": 5, "b": "r", "c": "x"}]
    assert 32 + 2 <= len(positions) <= 32 + 2 + 4
    two = explore(lambda a, b: axes(), alt="A line, whatever is chosen.", a=slider("a", 0, 2, 1, 1), b=toggle("b"))
    corners = [{"a": a, "b": b} for a in (0, 2) for b in (False, True)]
    assert all(one in figure_checks.explorer_positions(two, np.random.default_rng(0)) for one in corners)


def fails_at(n, action):
    def draw(n_now):
        if n_now == n:
            action()
        return axes(n_now)

    return lambda n: draw(n)


ONE = axes()


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (fails_at(4, lambda: 1 / 0), "At n = 4: ZeroDivisionError: division by zero."),
        (fails_at(-2, lambda: np.array([0.0]) / 0), "At n = -2: warns RuntimeWarning"),
        (fails_at(4, lambda: warnings.warn("old", DeprecationWarning, stacklevel=1)), "At n = 4: warns Deprecation"),
        (lambda n: None if n == -2 else axes(n), "At n = -2: TypeError"),
        (lambda n: ONE, "the same Figure came back"),
        (lambda n: axes(n).set_title("$\\wrong{$").axes, "ValueError"),
        (lambda n: axes(n).text(0, 0, "\N{SNOWMAN WITHOUT SNOW}\U0001fae0").axes, "Glyph"),
    ],
)
def test_trouble_at_some_position_is_seen(draw, words):
    complaints = figure_checks.explorer_complaints(explorer_of(draw), np.random.default_rng(0))
    assert any(words in one for one in complaints), complaints


def test_alt_text_that_fails_at_some_position_is_seen():
    explorer = explorer_of(axes, alt=lambda n: "A line that rises to a point." if n < 4 else "No.")
    (complaint,) = figure_checks.explorer_complaints(explorer, np.random.default_rng(0))
    assert complaint.startswith("At n = 4: ValueError: The alt text is 3 characters long")


def test_figures_left_open_are_seen_and_closed(monkeypatch):
    monkeypatch.setattr(Explorer, "at", lambda self, **values: plt.figure(figsize=(2, 1)))
    complaints = figure_checks.explorer_complaints(explorer_of(axes), np.random.default_rng(0))
    assert "At n = 1: 1 pyplot figures are left open; use style.new_figure." in complaints
    assert plt.get_fignums() == []


# ------------------------------------------------------------------------------------------------- texts


def test_texts_of_a_figure_in_the_style_pass():
    assert figure_checks.text_complaints(good_figure()) == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda ax: ax.text(0.5, 0.5, "tiny", fontsize=8), "'tiny' is set in 8 points"),
        (lambda ax: ax.tick_params(labelsize=9), "is set in 9 points"),
        (
            lambda ax: ax.set_title("A title that is far too long for this figure " * 2),
            "is cut off by the figure's edge",
        ),
        (lambda ax: ax.text(0.9, 0.5, "runs out of the picture"), "'runs out of the picture' is cut off"),
        (lambda ax: ax.set_ylabel("tall", labelpad=60), "'tall' is cut off"),
        (lambda ax: [ax.text(0.5, y, f"row at {y}") for y in (0.50, 0.52)], "'row at 0.5' and 'row at 0.52' lie over"),
        (lambda ax: ax.text(0.5, 1.05, "over the title", ha="center"), "'over the title' and 'Good' lie over"),
        (lambda ax: ax.xaxis.set_label_coords(0.4, -0.06), "'way' and '0.4' lie over"),
        (lambda ax: ax.set_xticks([0.5, 0.52], ["half", "more"]), "'half' and 'more' lie over"),
    ],
)
def test_small_cut_and_overlapping_texts_are_seen(spoil, words):
    fig, ax = style.new_figure(4, 3)
    ax.set(title="Good", xlabel="way", ylabel="time")
    assert figure_checks.text_complaints(fig) == []
    spoil(ax)
    complaints = figure_checks.text_complaints(fig)
    assert any(words in one for one in complaints), complaints


def test_texts_that_are_not_drawn_are_let_off():
    fig, ax = style.new_figure(4, 3)
    ax.set_axis_off()
    ax.set_xlabel("small", fontsize=4)
    ax.text(0.5, 0.5, "small", fontsize=4, visible=False)
    ax.text(3, 3, "far outside", clip_on=True)
    ax.annotate("far outside", (3, 3), annotation_clip=True)
    ax.set_xticks([0, 1, 5])
    assert figure_checks.text_complaints(fig) == []


def test_numbers_that_meet_at_a_corner_of_a_turned_cube_are_let_off_but_other_texts_are_not():
    fig, ax = style.new_figure(4, 4, projection="3d")
    ax.view_init(5, 0)
    assert figure_checks.text_complaints(fig) == []
    for z in (0.5, 0.51):
        ax.text(0.5, 0.5, z, f"point {z}")
    assert any("'point 0.5' and 'point 0.51'" in one for one in figure_checks.text_complaints(fig))
