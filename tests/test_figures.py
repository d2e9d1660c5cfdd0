"""Promises of `utils.figures`: a figure leaves with its words, sharp, and nothing stays open."""

import base64
import io
import re
import struct
import sys

import IPython
import IPython.display
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from PIL import Image

from utils import figures, style

ALT = "Two lines cross at the point (2, 1)."


def picture(text="hello", **options):
    fig, ax = style.new_figure(4, 3, **options)
    ax.plot([0, 1], [0, 1])
    ax.set_title(text)
    ax.set_xlabel("$x_1$ in metres")
    return fig


def pixels(data):
    return np.asarray(Image.open(io.BytesIO(data)))


@pytest.fixture
def notebook(monkeypatch):
    """Pretend to be in a notebook; gives the list of what is displayed."""
    displayed = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    monkeypatch.setattr(IPython.display, "display", lambda data, raw=False: displayed.append((data, raw)))
    return displayed


def test_show_in_a_notebook_gives_an_image_with_alt_text_and_a_line_of_text(notebook):
    figures.show(picture(), alt=ALT, caption="See `solve`: $a < b$ & more")
    ((data, raw),) = notebook
    assert raw
    assert data["text/plain"] == f"[Figure] {ALT}"
    assert f'<img alt="{ALT}" src="data:image/png;base64,' in data["text/html"]
    assert "<figcaption>See <code>solve</code>: $a &lt; b$ &amp; more</figcaption>" in data["text/html"]


def test_show_in_plain_python_prints_one_line(capsys):
    assert figures.show(picture(), alt=ALT) is None
    assert capsys.readouterr().out == f"[Figure] {ALT}\n"


def test_show_closes_a_figure_of_pyplot_and_no_other():
    other, ax = plt.figure(), plt.subplots()[1]
    figures.show(ax, alt=ALT)
    assert plt.get_fignums() == [other.number]
    plt.close(other)


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("", "0 characters long; say in a sentence"),
        ("A plot.", "7 characters long; say in a sentence"),
        ("Two lines that cross at the point (2, 1)", "finish the sentence with a full stop"),
        (None, "write it as a sentence in a string"),
    ],
)
def test_alt_text_that_tells_nothing_is_refused_in_one_sentence_with_the_way_out(alt, words, notebook):
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        figures.show(picture(), alt=alt)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")
    assert notebook == []


@pytest.mark.parametrize("end", [".", "!", "?", '."', ".)"])
def test_alt_text_may_end_in_any_way_that_ends_a_sentence(end):
    assert figures.checked_alt("Two lines that cross once" + end).endswith(end)


def test_alt_text_cannot_break_out_of_its_attribute():
    html = figures.figure_html(picture(), 'Where "a" < b & c > d, the <script> line rises.')
    assert 'alt="Where &quot;a&quot; &lt; b &amp; c &gt; d, the &lt;script&gt; line rises."' in html
    assert html.count("<") == 3  # figure, img, end of figure


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        (r"$\mathbf{A}\mathbf{x} = \mathbf{b}$", r"$\mathbf{A}\mathbf{x} = \mathbf{b}$"),
        ("$$x < y$$", "$$x &lt; y$$"),
        ("`a < b` and <b>", "<code>a &lt; b</code> and &lt;b&gt;"),
        ("a ` alone, 5 $ too", "a ` alone, 5 $ too"),
        ("$a$ `$b$` $c$", "$a$ <code>$b$</code> $c$"),
        ('it\'s "so"', 'it\'s "so"'),
    ],
)
def test_caption_is_escaped_keeps_math_and_marks_code(caption, expected):
    assert figures.caption_html(caption) == expected


def test_picture_has_more_pixels_than_its_place_on_the_screen():
    html = figures.figure_html(picture(), ALT)
    width, height = (int(re.search(rf'{side}="(\d+)"', html).group(1)) for side in ("width", "height"))
    assert (width, height) == (4 * 96, 3 * 96)
    data = base64.b64decode(re.search(r'base64,([^"]+)"', html).group(1))
    assert struct.unpack(">II", data[16:24]) == (4 * 144, 3 * 144)
    assert "max-width:100%;height:auto" in html


def difference_from_matplotlib(fig):
    """Largest difference, in levels of 0 to 255, from the same figure through Matplotlib's own renderer."""
    with style.context():
        renderer = RendererAgg(*fig.bbox.size, fig.dpi)
        fig.draw(renderer)
    return np.abs(np.array(renderer.buffer_rgba()).astype(int) - pixels(figures.png(fig))).max()


SAME = 6  # levels: texts stand on a grid of 1/64 pixel


@pytest.mark.parametrize("projection", [None, "3d"])
def test_picture_is_what_matplotlib_draws_the_first_time_and_again(projection):
    for text in ("hello", "hello", "Zwei Geraden: $x_1 + 2$"):
        fig = picture(text, projection=projection)
        fig.text(0.31, 0.52, "pale", alpha=0.4)
        fig.text(0.61, 0.52, "slanted", rotation=30)
        assert difference_from_matplotlib(fig) <= SAME


def test_comparison_of_pictures_sees_a_text_that_is_off_by_a_pixel(monkeypatch):
    monkeypatch.setattr(figures._Renderer, "_PAD", 7)
    figures._renderer.cache_clear()
    assert difference_from_matplotlib(picture()) <= SAME  # more paper around a text changes nothing
    draw = figures._Renderer._text_picture
    monkeypatch.setattr(figures._Renderer, "_text_picture", lambda self, gc, x, *rest: draw(self, gc, x + 1, *rest))
    figures._renderer.cache_clear()
    assert difference_from_matplotlib(picture()) > 10 * SAME
    figures._renderer.cache_clear()


def test_clipped_text_ends_where_its_axes_end():
    fig, ax = style.new_figure(4, 3)
    ax.set_axis_off()
    ax.text(0.8, 0.5, "clipped at the edge", clip_on=True)
    inked = np.nonzero((pixels(figures.png(fig))[..., :3] < 128).any(axis=(0, 2)))[0]
    assert 0 <= ax.bbox.x1 - inked.max() < 12


def test_the_same_figure_gives_the_same_bytes_whatever_was_drawn_before():
    first = figures.png(picture())
    for k in range(5):
        figures.png(picture(f"number {k}"))
    assert figures.png(picture()) == first


def test_texts_kept_by_the_renderer_are_bounded():
    renderer = figures._renderer(400.0, 300.0, 100)
    renderer._MOST_TEXTS = 5
    fig = Figure(figsize=(4, 3), dpi=100)
    for k in range(20):
        fig.text(0.5, 0.5, f"{k}")
    fig.draw(renderer)
    assert len(renderer._texts) == 5


def test_a_figure_that_fails_half_way_spoils_no_later_one():
    bad = picture()
    bad.axes[0].set_title("$\\nonsense{$")
    with pytest.raises(ValueError, match="nonsense"):
        figures.png(bad)
    fig = picture()
    assert difference_from_matplotlib(fig) <= SAME


def test_figures_of_other_makers_are_drawn_too():
    fig, ax = plt.subplots(figsize=(4, 3))
    assert pixels(figures.png(ax)).shape == (432, 576, 4)
    plt.close(fig)
    assert pixels(figures.png(Figure(figsize=(2, 1), layout="constrained"))).shape == (144, 288, 4)


def test_figure_is_found_in_whatever_a_drawing_function_returns():
    fig, axes = style.new_figure(9, 6, rows=2, columns=2)
    line = axes[0, 0].axhline(0)
    for drawn in (fig, axes, axes[1], axes[0, 1], list(axes[0]), line, fig.subfigures()):
        assert figures.figure_of(drawn) is fig


@pytest.mark.parametrize("drawn", [None, "figure", [], np.array([1.0]), plt])
def test_what_holds_no_figure_is_refused_with_the_way_out(drawn):
    with pytest.raises(TypeError, match="return the Axes or the Figure"):
        figures.figure_of(drawn)


def test_figures_that_a_block_opens_are_closed_even_after_an_error():
    kept = plt.figure()
    with pytest.raises(ZeroDivisionError), figures.closing_new_figures():
        plt.figure()
        1 / 0  # noqa: B018
    assert plt.get_fignums() == [kept.number]
    plt.close(kept)


def test_without_pyplot_there_is_nothing_to_close(monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib.pyplot")
    with figures.closing_new_figures():
        figures.close(picture())
