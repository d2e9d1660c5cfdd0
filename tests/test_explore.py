"""Promises of `utils.explore`: figures with sliders that can be driven, read and mended without a browser."""

import gc
import itertools
import re
import sys
import warnings

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from utils import style
from utils.explore import Choice, Explorer, choice, explore, slider, toggle

VIEW = "application/vnd.jupyter.widget-view+json"


def line(slope=1.0, kind="line", marks=False):
    fig, ax = style.new_figure(4, 3)
    ax.plot([0, 1], [0, slope], linestyle="-" if kind == "line" else ":", marker="o" if marks else None)
    return ax


def three_controls(draw=line, alt="A {kind} with slope {slope:.1f} through the origin.", **options):
    controls = {
        "slope": slider("slope", -2, 2, 0.5, 1, "m/s"),
        "kind": choice("kind of line", ["line", "dots", "both"]),
        "marks": toggle("show marks"),
    }
    return explore(draw, alt=alt, **controls, **options)


def one_slider(draw, alt="A figure that depends on a number {n}.", **options):
    return explore(draw, alt=alt, n=slider("number", 0, 4, 1, 2), **options)


def parts(explorer):
    """Widgets of a displayed explorer: inputs by description, picture, the row with the buttons, caption."""
    explorer._repr_mimebundle_()
    *inputs, row, picture, caption = [*explorer._widget.children, *[None] * (explorer.caption is None)]
    return {one.description: one for one in inputs}, picture, row, caption


# ------------------------------------------------------------------------------------------------- without a browser


def test_at_draws_the_figure_at_a_position():
    explorer = three_controls()
    fig = explorer.at(slope=-2, kind="dots")
    assert isinstance(fig, Figure)
    drawn = fig.axes[0].lines[0]
    assert list(drawn.get_ydata()) == [0, -2]
    assert drawn.get_linestyle() == ":"


def test_at_without_values_is_the_default_position():
    assert list(three_controls().at().axes[0].lines[0].get_ydata()) == [0, 1]
    assert three_controls().default == {"slope": 1.0, "kind": "line", "marks": False}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"slope": 2.5}, "slope is 2.5; give a number from -2 to 2."),
        ({"slope": float("nan")}, "slope is nan; give a number from -2 to 2."),
        ({"slope": "steep"}, "slope is 'steep'; give a number from -2 to 2."),
        ({"slope": True}, "slope is True; give a number from -2 to 2."),
        ({"kind": "wave"}, "kind is 'wave'; give one of 'line', 'dots', 'both'."),
        ({"marks": "yes"}, "marks is 'yes'; give one of False, True."),
        ({"slop": 1}, "There is no control 'slop'; use slope, kind, marks."),
    ],
)
def test_wrong_positions_are_refused_with_the_right_ones(values, words):
    for method in (three_controls().at, three_controls().alt_at):
        with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
            method(**values)


def test_whole_sliders_give_whole_numbers_and_refuse_others():
    explorer = one_slider(lambda n: style.new_figure(3 + n, 3)[0])
    assert type(explorer.sample(np.random.default_rng(0), 1)[0]["n"]) is int
    assert explorer.at(n=np.int64(3)).get_figwidth() == 6
    with pytest.raises(ValueError, match="n is 2.5; give a whole number from 0 to 4"):
        explorer.at(n=2.5)


def test_alt_text_follows_the_sliders_as_format_and_as_function():
    assert three_controls().alt_at(slope=-0.5) == "A line with slope -0.5 through the origin."
    explorer = one_slider(
        lambda n: style.new_figure()[0], alt=lambda n: f"There are {'no' if n == 0 else n} lines to see."
    )
    assert explorer.alt_at(n=0) == "There are no lines to see."


def test_corners_are_all_combinations_of_ends_and_options():
    corners = three_controls().corners()
    expected = itertools.product([-2, 2], ["line", "dots", "both"], [False, True])
    assert [tuple(corner.values()) for corner in corners] == list(expected)


def test_middle_and_samples_are_positions_of_the_controls():
    explorer = three_controls()
    assert explorer.middle() == {"slope": 0.0, "kind": "dots", "marks": True}
    samples = explorer.sample(np.random.default_rng(1), 50)
    assert samples == explorer.sample(np.random.default_rng(1), 50)
    assert {one["slope"] for one in samples} == set(np.arange(-2, 2.5, 0.5))
    for one in samples[:3]:
        explorer.at(**one)


def test_positions_carry_no_rounding_dust_and_no_negative_zero():
    tenths = slider("share", -0.3, 0.7, 0.1, 0)
    assert [tenths.position(k) for k in range(11)] == [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    assert str(tenths.position(3)) == "0.0"
    explorer = explore(lambda v: style.new_figure()[0], alt="The share is now {v:.1f} of all.", v=tenths)
    assert explorer.alt_at(v=-0.0) == "The share is now 0.0 of all."


def test_figures_of_pyplot_are_closed_also_after_an_error():
    def draw(n):
        fig, ax = plt.subplots()
        plt.figure()
        return ax if n < 4 else 1 / 0

    explorer = one_slider(draw)
    assert isinstance(explorer.at(), Figure)
    with pytest.raises(ZeroDivisionError):
        explorer.at(n=4)
    assert plt.get_fignums() == []


def test_a_function_that_returns_no_figure_is_told_what_to_return():
    with pytest.raises(TypeError, match="got NoneType, which holds no figure; return the Axes or the Figure"):
        one_slider(lambda n: None).at()


def test_explorers_made_are_listed_even_if_nobody_keeps_them():
    Explorer.created.clear()
    three_controls()
    gc.collect()
    assert [one.default["slope"] for one in Explorer.created] == [1.0]
    for _ in range(100):
        three_controls()
    assert len(Explorer.created) == 64


# ------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: slider("", 0, 1, 1, 0), "name the control in words"),
        (lambda: slider("n", 1, 1, 1, 1), "cannot move; give start < stop, step > 0"),
        (lambda: slider("n", 0, 1, -0.1, 0), "cannot move; give start < stop, step > 0"),
        (lambda: slider("n", 0, float("inf"), 1, 0), "cannot move; give start < stop, step > 0"),
        (lambda: slider("n", 0, 1, 0.3, 0), "not a whole number of steps of 0.3; set stop to 0.9"),
        (lambda: slider("n", 0, 10, 2, 11), "value is 11; give a whole number from 0 to 10"),
        (lambda: slider("n", 0, 10, 2, 3), "the nearest one is 4"),
        (lambda: choice("n", ["one"]), "give at least two different ones"),
        (lambda: choice("n", ["one", "one"]), "give at least two different ones"),
        (lambda: choice("n", ["one", "two"], "three"), "give one of 'one', 'two'"),
        (lambda: toggle(None), "name the control in words"),
        (lambda: explore(line, alt="A line with nothing to move."), "0 controls; give one to 3"),
        (lambda: explore(line, alt="A line.", **{k: toggle(k) for k in "abcd"}), "4 controls; give one to 3"),
        (lambda: explore(line, alt="A line with one control.", slope=3), "make it with slider"),
        (lambda: explore(line, alt="A line with one control.", tilt=toggle("tilt")), "does not take the controls"),
        (lambda: three_controls(alt="The line has slope {slop:.1f}."), "uses {slop}; use the controls: slope, kind"),
        (lambda: three_controls(alt="A line."), "say in a sentence"),
    ],
)
def test_what_cannot_work_is_refused_with_the_way_out(make, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


# ------------------------------------------------------------------------------------------------- in a notebook


def test_display_has_widget_default_picture_and_plain_text():
    bundle = three_controls(caption="Where is $a < b$?")._repr_mimebundle_()
    assert set(bundle) == {VIEW, "text/html", "text/plain"}
    assert bundle["text/plain"] == (
        "[Figure] A line with slope 1.0 through the origin. "
        "(slope (m/s): -2 to 2; kind of line: line, dots, both; show marks: on or off)"
    )
    assert '<img alt="A line with slope 1.0 through the origin."' in bundle["text/html"]
    assert "Where is $a &lt; b$?" in bundle["text/html"]
    assert "Start the notebook to move the sliders: slope (m/s): -2 to 2; kind of line" in bundle["text/html"]


def test_without_widgets_the_default_figure_is_shown(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    bundle = three_controls()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert "<img" in bundle["text/html"]


def test_displaying_twice_shows_the_same_widget():
    explorer = three_controls()
    assert explorer._repr_mimebundle_()[VIEW] == explorer._repr_mimebundle_()[VIEW]


def test_controls_are_described_in_words_with_units_and_show_their_values():
    inputs, picture, row, caption = parts(three_controls(caption="What is $m$?"))
    assert list(inputs) == ["slope (m/s)", "kind of line", "show marks"]
    slope = inputs["slope (m/s)"]
    assert (slope.min, slope.max, slope.step, slope.value, slope.readout) == (-2, 2, 0.5, 1, True)
    assert slope.readout_format == ".1f"
    assert slope.style.description_width == "initial"
    assert slope.layout.width == "100%"
    assert "<img" in picture.value
    assert caption.value == "What is $m$?"


def test_moving_a_slider_changes_the_picture_and_its_alt_text():
    inputs, picture, *_ = parts(three_controls())
    first = picture.value
    inputs["slope (m/s)"].value = -2
    assert "A line with slope -2.0" in picture.value
    inputs["show marks"].value = True
    inputs["kind of line"].value = "dots"
    assert "A dots with slope -2.0" in picture.value
    assert picture.value != first


def test_reset_goes_back_to_the_first_picture_in_one_step():
    drawn = []

    def counted(slope, kind, marks):
        drawn.append(slope)
        return line(slope, kind, marks)

    inputs, picture, row, _ = parts(three_controls(counted))
    first = picture.value
    inputs["slope (m/s)"].value, inputs["show marks"].value = 2, True
    before = len(drawn)
    row.children[-1].click()
    assert row.children[-1].description == "Reset"
    assert picture.value == first
    assert len(drawn) == before + 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda: np.array([1.0]) / np.array([0.0]), "RuntimeWarning: divide by zero encountered in divide"),
        (lambda: warnings.warn("a &lt; b?", stacklevel=1), "UserWarning: a &amp;lt; b?"),
        (lambda: np.linalg.inv(np.zeros((2, 2))), "LinAlgError: Singular matrix"),
    ],
)
def test_trouble_in_the_callback_is_told_in_one_sentence_and_the_next_good_value_recovers(trouble, words):
    def draw(n):
        if n == 3:
            trouble()
        return line(n)

    inputs, picture, *_ = parts(one_slider(draw))
    first, controls = picture.value, inputs["number"]
    controls.value = 3
    assert f"could not be drawn at n = 3: {words}" in picture.value
    assert "<img" not in picture.value
    assert picture.value.count("<") == 2
    controls.value = 4
    assert "<img" in picture.value
    controls.value = 2
    assert picture.value == first


def test_trouble_at_the_default_position_still_displays():
    bundle = one_slider(lambda n: 1 / (n - 2))._repr_mimebundle_()
    assert "ZeroDivisionError" in bundle["text/html"]


def test_news_about_old_calls_does_not_replace_the_picture():
    def draw(n):
        warnings.warn("will go away", DeprecationWarning, stacklevel=1)
        return line(n)

    assert "<img" in one_slider(draw).picture(n=2)


def test_drawing_leaves_settings_warnings_and_garbage_collection_as_they_were():
    settings, filters = dict(mpl.rcParams), list(warnings.filters)
    for draw in (line, lambda slope, kind, marks: 1 / 0):
        three_controls(draw).picture(slope=2)
    assert (dict(mpl.rcParams), list(warnings.filters)) == (settings, filters)
    assert gc.isenabled()


def test_play_walks_from_where_the_slider_stands_to_its_end():
    explorer = explore(
        lambda t: style.new_figure(3 + t, 3)[0],
        alt="Empty axes at moment {t:.1f}.",
        t=slider("t", 0, 2, 0.5, 1, play=True),
    )
    inputs, picture, row, _ = parts(explorer)
    play = row.children[0]
    assert (play.min, play.max, play.value) == (0, 4, 2)
    play.value = 3
    assert inputs["t"].value == 1.5
    assert "moment 1.5" in picture.value
    inputs["t"].value = 0.5
    assert play.value == 1


def test_a_few_short_options_are_buttons_and_many_are_a_list():
    few, many = Choice("few", ("a", "b"), "a"), choice("many", [f"option {k}" for k in range(9)])
    explorer = explore(lambda few, many: line(), alt="A line whatever you choose.", few=few, many=many)
    inputs, *_ = parts(explorer)
    assert [type(one).__name__ for one in inputs.values()] == ["ToggleButtons", "Dropdown"]
    inputs["many"].value = "option 8"


def test_options_may_be_any_values():
    explorer = explore(
        lambda p: line(p or 0), alt="The norm with p = {p} here.", p=choice("p", [1, 2, float("inf"), None])
    )
    inputs, picture, *_ = parts(explorer)
    inputs["p"].value = float("inf")
    assert "p = inf" in picture.value
    assert explorer.alt_at(p=None) == "The norm with p = None here."
