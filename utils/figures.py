"""How a figure leaves the package: as a picture with words for those who do not see it.

`show` is the one way out. It puts an ``<img alt="…">`` into an HTML figure, because JupyterLab and HTML export drop
the alt text of plain image outputs. `figure_html` and `png` are its pure parts.
"""

import base64
import contextlib
import functools
import html
import math
import re
import struct
import sys
import zlib

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from utils import style

SHORTEST_ALT = 25
"""Characters that an alt text has at least; shorter ones name a figure and do not tell what it shows."""

_CODE_OR_MATH = re.compile(r"(\$\$.+?\$\$|\$[^$]+\$|`[^`]+`)", re.DOTALL)


def show(fig, *, alt, caption=None):
    """Show a figure in the notebook, with its alt text, and close it.

    Outside a notebook one line is printed: ``[Figure]`` and the alt text.

    Parameters
    ----------
    fig : matplotlib.figure.Figure, Axes, or array of Axes
    alt : str
        What a person sees and what it means, in a sentence or two, with the numbers.
    caption : str, optional
        Line below the figure; ``$math$`` is typeset, and words in backticks are set as code.

    Raises
    ------
    ValueError
        If the alt text is not a sentence.
    TypeError
        If `fig` holds no figure.

    Examples
    --------
    >>> from utils import style
    >>> fig, ax = style.new_figure(4, 3)
    >>> show(ax, alt="An empty pair of axes, waiting for its lines.")
    [Figure] An empty pair of axes, waiting for its lines.
    """
    fig, alt = figure_of(fig), checked_alt(alt)
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is None:
        print(f"[Figure] {alt}")
    else:
        from IPython.display import display

        display({"text/html": figure_html(fig, alt, caption), "text/plain": f"[Figure] {alt}"}, raw=True)
    close(fig)


def figure_html(fig, alt, caption=None):
    """Write a figure as HTML: one ``<figure>`` with the picture inside, needing no other file.

    Parameters
    ----------
    fig : matplotlib.figure.Figure, Axes, or array of Axes
    alt : str
        A sentence or two.
    caption : str, optional
        May hold ``$math$`` and words in backticks.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the alt text is not a sentence.

    Examples
    --------
    >>> from utils import style
    >>> fig, ax = style.new_figure(4, 3)
    >>> text = figure_html(fig, "Two axes with nothing between them.", "See `new_figure`, where $a < b$.")
    >>> text[:66]
    '<figure class="course-figure" style="margin:0;max-width:100%"><img'
    >>> "<code>new_figure</code>, where $a &lt; b$." in text
    True
    """
    fig, alt = figure_of(fig), checked_alt(alt)
    width, height = (round(inches * style.SCREEN_DPI) for inches in fig.get_size_inches())
    source = base64.b64encode(png(fig)).decode("ascii")
    # Both width and height: the browser keeps the place while a new picture loads, so the page does not jump.
    return (
        f'<figure class="course-figure" style="margin:0;max-width:100%"><img alt="{html.escape(alt)}" '
        f'src="data:image/png;base64,{source}" width="{width}" height="{height}" style="max-width:100%;height:auto">'
        + (f"<figcaption>{caption_html(caption)}</figcaption>" if caption else "")
        + "</figure>"
    )


def png(fig):
    r"""Draw a figure and pack it as PNG.

    Parameters
    ----------
    fig : matplotlib.figure.Figure, Axes, or array of Axes

    Returns
    -------
    bytes

    Notes
    -----
    The renderer is kept from picture to picture, with the texts that it has drawn and measured. The file is
    written here, not by ``savefig``: without filters and at a low compression level it takes a third of the time and is
    about as small, since a diagram is mostly paper.

    Examples
    --------
    >>> from utils import style
    >>> fig, ax = style.new_figure(4, 3)
    >>> png(fig)[:4]
    b'\x89PNG'
    """
    fig = figure_of(fig)
    if fig.dpi != style.DPI:
        fig.set_dpi(style.DPI)
    renderer = _renderer(*fig.bbox.size, style.DPI)
    renderer.clear()
    try:
        with style.context():
            fig.draw(renderer)
    except Exception:
        _renderer.cache_clear()  # its state may be half-way through something
        raise
    pixels = np.asarray(renderer.buffer_rgba())
    height, width = pixels.shape[:2]
    rows = np.zeros((height, 1 + 4 * width), dtype=np.uint8)  # a leading 0 in each row: no filter
    rows[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


class _Renderer(RendererAgg):
    """Agg renderer that remembers what level texts look like, to the pixel.

    Half the time of a diagram goes into its letters, and while a slider moves most of them stay as they are.
    """

    _MOST_TEXTS, _PAD = 400, 6  # pictures kept; pixels around a text for what sticks out of its box

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self._texts, self._sizes = {}, {}

    def get_text_width_height_descent(self, s, prop, ismath):
        key = s, hash(prop), ismath
        if key not in self._sizes:
            _make_room(self._sizes, self._MOST_TEXTS)
            self._sizes[key] = super().get_text_width_height_descent(s, prop, ismath)
        return self._sizes[key]

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if angle or ismath == "TeX" or gc.get_alpha() != 1:
            return super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        left, top = math.floor(x), math.floor(y)
        x, y = round((x - left) * 64) / 64, round((y - top) * 64) / 64  # the font renderer's own grid
        key = (s, hash(prop), ismath, gc.get_rgb(), gc.get_antialiased(), x, y)
        if key not in self._texts:
            _make_room(self._texts, self._MOST_TEXTS)
            self._texts[key] = self._text_picture(gc, x, y, s, prop, ismath, mtext)
        picture, below = self._texts[key]
        return self.draw_image(gc, left - self._PAD, self.height - top - below, picture)

    def _text_picture(self, gc, x, y, s, prop, ismath, mtext):
        """Draw a text on a sheet of its own; also the height of its base line there."""
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        rows, base = math.ceil(height) + 2 * self._PAD, math.ceil(height - descent) + self._PAD
        sheet = RendererAgg(math.ceil(width) + 2 * self._PAD, rows, self.dpi)
        pen = sheet.new_gc()
        pen.copy_properties(gc)
        pen.set_clip_rectangle(None)
        pen.set_clip_path(None)
        sheet.draw_text(pen, self._PAD + x, base + y, s, prop, 0, ismath, mtext)
        return np.array(sheet.buffer_rgba())[::-1], rows - base


def _make_room(kept, most):
    """Forget the oldest entry of a full dictionary."""
    if len(kept) >= most:
        del kept[next(iter(kept))]


@functools.lru_cache(maxsize=4)
def _renderer(width, height, dpi):
    return _Renderer(width, height, dpi)


def figure_of(drawn):
    """Find the Figure of what a drawing function returned.

    Parameters
    ----------
    drawn : Figure, Axes, any other artist in a figure, or an array or sequence of these

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError
        If there is no figure in it.

    Examples
    --------
    >>> from utils import style
    >>> fig, axes = style.new_figure(8, 3, columns=2)
    >>> figure_of(axes) is figure_of(axes[1]) is fig
    True
    """
    first = drawn
    while isinstance(first, np.ndarray | list | tuple) and len(first):
        first = first[0]
    if isinstance(first, Figure):
        return first
    figure = first.get_figure() if isinstance(first, Artist) else None
    while figure is not None and not isinstance(figure, Figure):
        figure = figure.get_figure() if figure.get_figure() is not figure else figure.figure
    if figure is None:
        raise TypeError(f"got {type(drawn).__name__}, which holds no figure; return the Axes or the Figure drawn on.")
    return figure


def checked_alt(alt):
    """Return an alt text with its spaces tidied, or say what is wrong with it.

    Parameters
    ----------
    alt : str

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is too short to tell anything, or is not a sentence.

    Examples
    --------
    >>> checked_alt("Two lines  cross at the point (2, 1).")
    'Two lines cross at the point (2, 1).'
    >>> checked_alt("A plot.")
    Traceback (most recent call last):
        ...
    ValueError: The alt text is 7 characters long; say in a sentence of at least 25 what one sees and what it means.
    """
    if not isinstance(alt, str):
        raise ValueError(f"The alt text is of type {type(alt).__name__}; write it as a sentence in a string.")
    alt = " ".join(alt.split())
    if len(alt) < SHORTEST_ALT:
        raise ValueError(
            f"The alt text is {len(alt)} characters long; "
            f"say in a sentence of at least {SHORTEST_ALT} what one sees and what it means."
        )
    if not alt.rstrip("\"')”’").endswith((".", "!", "?")):
        raise ValueError(f"The alt text ends with {alt[-12:]!r}; finish the sentence with a full stop.")
    return alt


def caption_html(caption):
    r"""Escape a caption for HTML; math keeps its dollars for the notebook to typeset, backticks become code.

    Parameters
    ----------
    caption : str

    Returns
    -------
    str

    Examples
    --------
    >>> print(caption_html(r"`A @ x` is $\mathbf{A}\mathbf{x}$ & more"))
    <code>A @ x</code> is $\mathbf{A}\mathbf{x}$ &amp; more
    """
    pieces = []
    for piece in _CODE_OR_MATH.split(caption):
        text = html.escape(piece, quote=False)
        pieces.append(f"<code>{text[1:-1]}</code>" if piece.startswith("`") and piece.endswith("`") else text)
    return "".join(pieces)


def close(fig):
    """Close a figure that was made by pyplot; one that was not has nothing to close.

    Parameters
    ----------
    fig : matplotlib.figure.Figure

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> fig = plt.figure()
    >>> close(fig)
    >>> plt.get_fignums()
    []
    """
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)


@contextlib.contextmanager
def closing_new_figures():
    """Close whatever figures pyplot opens inside the block, also when it ends in an error.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> with closing_new_figures():
    ...     fig = plt.figure()
    >>> plt.get_fignums()
    []
    """
    before = _open_figures()
    try:
        yield
    finally:
        for number in _open_figures() - before:
            sys.modules["matplotlib.pyplot"].close(number)


def _open_figures():
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set() if pyplot is None else set(pyplot.get_fignums())
