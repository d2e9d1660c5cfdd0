"""Promises of `utils.style`: colours that can be told apart, figures that are readable and leave nothing behind."""

import itertools
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from utils import style

ROLES = {name: getattr(style, name) for name in ("FIRST", "SECOND", "RESULT", "ACCENT", "INK", "QUIET")}
# WCAG 2.1, success criterion 1.4.11: graphical objects need 3:1 against what is next to them; 1.4.3: text needs 4.5:1.
GRAPHICS, TEXT = 3.0, 4.5
# CIEDE2000 of 1 is just noticeable for two patches side by side. Lines are thin and apart, which costs several units
# (Stone, Szafir, Setlur 2014 find 6 to 7 for marks of a fifteenth of an inch), so 10 leaves a margin. Okabe and Ito's
# palette, which was chosen by trial with colour-blind readers, keeps it.
APART = 10


@pytest.mark.parametrize("role", ROLES)
def test_every_colour_stands_out_from_the_paper(role):
    assert style.contrast_ratio(ROLES[role], style.PAPER) >= GRAPHICS


@pytest.mark.parametrize("role", ["INK", "QUIET"])
def test_text_colours_are_readable_on_paper(role):
    assert style.contrast_ratio(ROLES[role], style.PAPER) >= TEXT


def test_contrast_guard_refuses_a_pale_colour():
    assert style.contrast_ratio(style.CONTEXT, style.PAPER) < GRAPHICS
    assert style.contrast_ratio("#F0E442", style.PAPER) < GRAPHICS  # Okabe and Ito's yellow, left out for that reason


@pytest.mark.parametrize("deficiency", [None, "protan", "deutan", "tritan"])
def test_palette_is_told_apart_with_every_colour_vision(deficiency):
    near = {
        (a, b): style.colour_distance(a, b, deficiency)
        for a, b in itertools.combinations((*style.PALETTE, style.INK, style.CONTEXT), 2)
        if style.colour_distance(a, b, deficiency) < APART
    }
    assert near == {}


def test_distance_guard_refuses_red_beside_green_for_the_colour_blind():
    red, green = "#A05A2C", "#6B7A2C"
    assert style.colour_distance(red, green) > APART > style.colour_distance(red, green, "deutan")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [  # Sharma, Wu and Dalal (2005), table 1
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (61, -5, 29), 22.8977),
        ((50, 2.5, 0), (56, -27, -3), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_colour_distance_agrees_with_the_published_test_data(one, two, expected):
    assert style._ciede2000(one, two) == pytest.approx(expected, abs=5e-5)
    assert style._ciede2000(two, one) == pytest.approx(expected, abs=5e-5)


def test_lab_coordinates_of_red_are_the_published_ones():
    assert style._lab(style._linear("#FF0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)


@pytest.mark.parametrize("deficiency", ["protan", "deutan", "tritan"])
def test_greys_look_the_same_with_every_colour_vision(deficiency):
    assert np.array(style._DEFICIENCIES[deficiency]).sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_unknown_deficiency_is_refused_with_the_names_that_exist():
    with pytest.raises(ValueError, match="'protan', 'deutan' or 'tritan'"):
        style.colour_distance("black", "white", "red-green")


def test_dashes_and_markers_keep_step_with_the_palette():
    assert len(style.PALETTE) == len(style.DASHES) == len(style.MARKERS)
    assert len(set(style.PALETTE)) == len(set(style.DASHES)) == len(set(style.MARKERS)) == len(style.PALETTE)


def test_lines_drawn_one_after_another_differ_in_colour_and_dash():
    _, ax = style.new_figure()
    lines = [ax.plot([0, 1], [k, k])[0] for k in range(4)]
    assert [line.get_color() for line in lines] == list(style.PALETTE)
    assert len({str(line._unscaled_dash_pattern) for line in lines}) == 4


def test_tint_runs_from_the_colour_to_the_paper():
    assert style.tint(style.SECOND, 0) == style.SECOND.lower()
    assert style.tint(style.SECOND, 1) == style.PAPER.lower()
    with pytest.raises(ValueError, match="from 0 .* to 1"):
        style.tint(style.SECOND, 1.5)


def test_new_figure_is_unknown_to_pyplot_and_leaves_the_settings_alone():
    import matplotlib.pyplot as plt

    before = dict(mpl.rcParams)
    fig, ax = style.new_figure()
    ax.text(0, 0, "hello")
    ax.plot([0, 1])
    assert isinstance(fig, Figure)
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


def test_context_puts_the_settings_back_after_an_error():
    before = dict(mpl.rcParams)
    with pytest.raises(ZeroDivisionError), style.context(), style.context():
        assert mpl.rcParams["axes.titlesize"] == style.RC["axes.titlesize"]
        1 / 0  # noqa: B018
    assert dict(mpl.rcParams) == before
    assert style._depth == 0


@pytest.mark.parametrize("projection", [None, "3d"])
def test_texts_that_a_notebook_adds_later_are_large_enough(projection):
    fig, ax = style.new_figure(projection=projection)
    place = (0, 0, 0) if projection else (0, 0)
    texts = [ax.text(*place, "a"), ax.set_title("b"), ax.set_xlabel("c"), fig.text(0, 0, "d"), fig.suptitle("e")]
    if projection is None:
        ax.plot([0, 1], label="f")
        texts += [ax.annotate("g", (0, 0)), *ax.legend().get_texts()]
    assert min(text.get_fontsize() for text in texts) >= 11
    assert {text.get_color() for text in texts} == {style.INK}


def test_panels_come_in_the_shape_asked_for():
    assert style.new_figure(9, 4, columns=2)[1].shape == (2,)
    assert style.new_figure(5, 8, rows=3)[1].shape == (3,)
    fig, axes = style.new_figure(9, 8, rows=2, columns=2, projection=(None, "3d", None, "3d"))
    assert [ax.name for ax in axes.flat] == ["rectilinear", "3d", "rectilinear", "3d"]


def test_options_reach_panels_and_figure():
    fig, axes = style.new_figure(
        9, 4, columns=2, sharey=True, width_ratios=(2, 1), facecolor=style.tint(style.INK, 0.9)
    )
    assert axes[0].get_shared_y_axes().joined(*axes)
    assert not axes[0].get_shared_x_axes().joined(*axes)
    assert axes[0].get_position().width == pytest.approx(2 * axes[1].get_position().width)
    assert mpl.colors.to_hex(fig.get_facecolor()) == style.tint(style.INK, 0.9)


def test_empty_axes_run_from_zero_to_one():
    fig, ax = style.new_figure()
    fig.canvas.draw()
    assert (*ax.get_xlim(), *ax.get_ylim()) == (0, 1, 0, 1)


@pytest.mark.parametrize("projection", [None, "3d"])
def test_axes_have_few_ticks_since_each_costs_time(projection):
    _, ax = style.new_figure(projection=projection)
    ax.set(xlim=(-6, 6), ylim=(0, 1000))
    assert 4 <= len(ax.get_xticks()) <= 8
    assert 4 <= len(ax.get_yticks()) <= 8


def test_equal_gives_a_unit_the_same_length_both_ways():
    fig, ax = style.new_figure(7, 4, equal=True)
    ax.set(xlim=(0, 4), ylim=(0, 8))
    fig.canvas.draw()
    (x0, y0), (x1, y1) = ax.transData.transform([(0, 0), (1, 1)])
    assert x1 - x0 == pytest.approx(y1 - y0)


def test_panels_that_cannot_fit_are_refused_with_the_way_out():
    with pytest.raises(ValueError, match="make the figure larger"):
        style.new_figure(3, 3, columns=4)
    with pytest.raises(ValueError, match="one projection for each panel"):
        style.new_figure(9, 4, columns=2, projection=["3d"])


def test_import_loads_neither_pyplot_nor_widgets_nor_ipython():
    code = "import sys, utils.style, utils.figures, utils.explore; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"matplotlib.pyplot", "ipywidgets", "IPython", "pandas", "scipy", "sympy", "sklearn"}


def test_import_leaves_matplotlib_as_it_was():
    code = (
        "import matplotlib as m; before = dict(m.rcParams); import utils.style, utils.figures, utils.explore; "
        "print(dict(m.rcParams) == before)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "True"
