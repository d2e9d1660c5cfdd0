"""Guards for figures: each returns its complaints, one sentence apiece; an empty list means nothing to mend."""

from __future__ import annotations

import ast
import itertools
import re
import sys
import warnings
from html.parser import HTMLParser

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.cm import ScalarMappable
from matplotlib.collections import Collection
from matplotlib.colors import is_color_like, to_hex, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import _ImageBase as Image
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text

from utils import figures, style

SMALLEST_FONT = 11  # points
FIELD_CMAPS = {style.FIELD_CMAP, style.FIELD_CMAP_ALT, style.PHOTO_CMAP}
COURSE_COLOURS = (*style.PALETTE, style.INK, style.QUIET, style.CONTEXT, style.PAPER)
MOST_CORNERS = 32


def shown_artists(artist):
    """Walk through what is drawn: nothing invisible, no axes switched off, no ticks out of view."""
    if not artist.get_visible():
        return
    yield artist
    children = list(artist.get_children())
    if isinstance(artist, Axes) and not artist.axison:
        hidden = [a for a in children if isinstance(a, Axis)] + list(artist.spines.values())
        children = [child for child in children if child not in hidden]
    if isinstance(artist, Axis):
        low, high = sorted(artist.get_view_interval())
        slack = 1e-6 * (high - low)
        outside = [t for t in artist.get_major_ticks() if not low - slack <= t.get_loc() <= high + slack]
        children = [child for child in children if child not in outside]
    if isinstance(artist, Text) and artist.get_bbox_patch() is not None:
        children.append(artist.get_bbox_patch())
    if isinstance(artist, Annotation) and artist.arrow_patch is not None:
        children.append(artist.arrow_patch)
    for child in children:
        yield from shown_artists(child)


def drawn(fig):
    """Draw a figure as the course shows it, so that its ticks and labels stand where they belong; give the renderer."""
    with style.context():
        fig.set_dpi(style.DPI)
        renderer = RendererAgg(*fig.bbox.size, fig.dpi)
        fig.draw(renderer)
    return renderer


# ---------------------------------------------------------------------------------------------------------- colours


def is_course_colour(colour) -> bool:
    """Whether a colour is one of `utils.style`, or a tint of one (mixed with white to any degree)."""
    rgb, white = np.array(to_rgba(colour)[:3]), np.ones(3)
    for base in (np.array(to_rgba(one)[:3]) for one in COURSE_COLOURS):
        away = base - white
        share = np.clip((rgb - white) @ away / max(away @ away, 1e-12), 0, 1)
        if np.abs(white + share * away - rgb).max() < 2.5 / 255:
            return True
    return False


def colours_of(artist) -> list:
    """Colours in which an artist leaves a mark."""
    if isinstance(artist, Text):
        return [artist.get_color()] if artist.get_text().strip() else []
    if isinstance(artist, Line2D):
        line = [artist.get_color()] if artist.get_linestyle() not in ("None", "", " ") else []
        marks = [artist.get_markerfacecolor(), artist.get_markeredgecolor()]
        return line + (marks if artist.get_marker() not in (None, "None", "", " ") else [])
    if isinstance(artist, Patch):
        edge = [artist.get_edgecolor()] if artist.get_linewidth() > 0 else []
        return edge + ([artist.get_facecolor()] if artist.get_fill() else [])
    if isinstance(artist, Collection):
        edges = artist.get_edgecolor() if np.any(np.asarray(artist.get_linewidth()) > 0) else []
        faces = artist.get_facecolor() if artist.get_array() is None or has_given_colours(artist) else []
        return [*edges, *faces]
    return []


def has_given_colours(artist) -> bool:
    """Say whether it is a set of contours whose colours were listed, not taken from a colour map."""
    return isinstance(artist, ContourSet) and artist.colors is not None


def colour_complaints(fig) -> list[str]:
    """Colours that are not of `utils.style`, nor tints of them, and colour maps that it does not name."""
    fig, complaints = figures.figure_of(fig), []
    drawn(fig)
    for artist in shown_artists(fig):
        kind = type(artist).__name__
        mapped = isinstance(artist, ScalarMappable) and artist.get_array() is not None
        if isinstance(artist, Image) and mapped and np.ndim(artist.get_array()) == 3:
            mapped = False  # a picture that brings its own colours
        if has_given_colours(artist):
            mapped = False
        if mapped and artist.get_cmap().name not in FIELD_CMAPS:
            complaints.append(f"{kind} has the colour map {artist.get_cmap().name}; use style.FIELD_CMAP.")
        for colour in colours_of(artist):
            if isinstance(colour, str) and colour.lower() in ("none", "auto"):
                continue
            if to_rgba(colour)[3] > 0 and not is_course_colour(colour):
                complaints.append(f"{kind} is drawn in {to_hex(colour)}; use a colour of utils.style or a tint of one.")
    return sorted(set(complaints))


HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
SPECIAL = re.compile(r"C\d|(?:tab|xkcd):.+")
COLOUR_WORD = re.compile(r"(?:\w*colors?|c|[fm]?[fe]c|mfc|mec|mfcalt|colou?r\w*)")
PLOT_FORMAT = re.compile(r"[-.:,ov^<>1234spP*hH+xXDd|_]*[bgrcmykw][-.:,ov^<>1234spP*hH+xXDd|_]*")
PLOTS = {"plot", "plot3D", "errorbar", "stem", "loglog", "semilogx", "semilogy", "step", "fill"}


def source_colour_complaints(source: str) -> list[str]:
    """Colours and colour maps written out in code instead of taken from `utils.style`."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        return [f"The code cannot be read as Python: {error}."]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if HEX.fullmatch(node.value) or SPECIAL.fullmatch(node.value):
                found.append((node, ast.unparse(node)))
        elif isinstance(node, ast.Call):
            found += _colours_in_call(node)
    return [f"Line {node.lineno}: {text}; take the colour from utils.style." for node, text in dict.fromkeys(found)]


def _colours_in_call(call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for keyword in call.keywords:
        if keyword.arg == "cmap" and not _from_style(keyword.value):
            yield keyword.value, f"cmap={ast.unparse(keyword.value)}"
        elif keyword.arg and COLOUR_WORD.fullmatch(keyword.arg):
            yield from ((node, f"{keyword.arg}={ast.unparse(node)}") for node in _colour_literals(keyword.value))
    if re.fullmatch(r"set_\w*colors?|tint", name):
        yield from ((node, f"{name}({ast.unparse(node)})") for arg in call.args for node in _colour_literals(arg))
    if name == "set_cmap":
        yield from ((arg, f"set_cmap({ast.unparse(arg)})") for arg in call.args if not _from_style(arg))
    if name in PLOTS:
        for arg in call.args:
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and PLOT_FORMAT.fullmatch(arg.value):
                yield arg, f"{name}(…, {ast.unparse(arg)})"


def _colour_literals(node):
    """Colours spelled out in an expression: strings, and tuples of numbers."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if is_color_like(node.value) and node.value.lower() != "none" and not HEX.fullmatch(node.value):
            yield node
    elif isinstance(node, ast.Tuple | ast.List) and len(node.elts) in (3, 4) and _all_numbers(node):
        yield node
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        for one in node.elts:
            yield from _colour_literals(one)
    elif isinstance(node, ast.IfExp):
        yield from itertools.chain(_colour_literals(node.body), _colour_literals(node.orelse))
    elif isinstance(node, ast.BinOp):
        yield from itertools.chain(_colour_literals(node.left), _colour_literals(node.right))


def _all_numbers(node):
    return all(isinstance(one, ast.Constant) and isinstance(one.value, int | float) for one in node.elts)


def _from_style(node):
    """Whether an expression is a name of `utils.style`, a variable or None, not a string or another module's map."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "style"
    return isinstance(node, ast.Name) or (isinstance(node, ast.Constant) and node.value is None)


# ---------------------------------------------------------------------------------------------------------- alt texts


def alt_complaints(alts) -> list[str]:
    """Alt texts that are not sentences, or that occur twice in one notebook."""
    complaints, seen = [], set()
    for number, alt in enumerate(alts, 1):
        try:
            alt = figures.checked_alt(alt)
        except ValueError as error:
            complaints.append(f"Figure {number}: {error}")
            continue
        if alt.casefold() in seen:
            complaints.append(f"Figure {number}: the alt text {alt[:60]!r} is used twice; say what is different here.")
        seen.add(alt.casefold())
    return complaints


class _Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.alts = []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt"))


def html_complaints(html: str) -> list[str]:
    """Images in HTML without an alt text that says something."""
    parser, complaints = _Images(), []
    parser.feed(html)
    for number, alt in enumerate(parser.alts, 1):
        try:
            figures.checked_alt(alt or "")
        except ValueError as error:
            complaints.append(f"Image {number} {'has no alt text' if not alt else 'is poorly described'}: {error}")
    return complaints


# ---------------------------------------------------------------------------------------------------------- sliders


def explorer_positions(explorer, rng, n=5) -> list[dict]:
    """Default, middle, corners and random positions, each once; at most `MOST_CORNERS` corners, drawn at random."""
    corners = explorer.corners()
    if len(corners) > MOST_CORNERS:
        corners = [corners[k] for k in sorted(rng.choice(len(corners), MOST_CORNERS, replace=False))]
    positions = [explorer.default, explorer.middle(), *corners, *explorer.sample(rng, n)]
    return [one for k, one in enumerate(positions) if one not in positions[:k]]


def explorer_complaints(explorer, rng, n=5) -> list[str]:
    """What goes wrong at the default, middle, corner and random positions of the sliders."""
    complaints, before = [], None
    for values in explorer_positions(explorer, rng, n):
        where = ", ".join(f"{name} = {value}" for name, value in values.items())
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always")
            try:
                fig, alt = explorer.at(**values), explorer.alt_at(**values)
                figures.checked_alt(alt)
                if not isinstance(fig, Figure):
                    raise TypeError(f"at() gave {type(fig).__name__}, not a Figure")
                figures.png(fig)
                if fig is before:
                    complaints.append(f"At {where}: the same Figure came back; make a new one in each call.")
                before = fig
            except Exception as error:
                complaints.append(f"At {where}: {type(error).__name__}: {error}.")
        complaints += [f"At {where}: warns {one.category.__name__}: {one.message}." for one in heard]
        complaints += _left_open(where)
    return complaints


def _left_open(where):
    pyplot = sys.modules.get("matplotlib.pyplot")
    numbers = pyplot.get_fignums() if pyplot else []
    for number in numbers:
        pyplot.close(number)
    return [f"At {where}: {len(numbers)} pyplot figures are left open; use style.new_figure."] if numbers else []


# ---------------------------------------------------------------------------------------------------------- texts


def text_complaints(fig) -> list[str]:
    """Texts that are too small, cut off by the edge of the figure, or that lie over each other."""
    fig = figures.figure_of(fig)
    boxes, complaints = _text_boxes(fig), []
    edge = fig.bbox.extents
    for text, box in boxes:
        name = repr(text.get_text()[:40])
        if text.get_fontsize() < SMALLEST_FONT - 1e-6:
            complaints.append(f"{name} is set in {text.get_fontsize():g} points; use at least {SMALLEST_FONT}.")
        out = max(edge[0] - box[0], edge[1] - box[1], box[2] - edge[2], box[3] - edge[3])
        if out > 1.5:
            complaints.append(f"{name} is cut off by the figure's edge ({out:.0f} pixels); move it or give it room.")
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        if _collide(one, a, two, b):
            complaints.append(f"{one.get_text()[:40]!r} and {two.get_text()[:40]!r} lie over each other; move one.")
    return complaints


def _text_boxes(fig):
    """Texts that are drawn, each with its box in pixels."""
    renderer, boxes = drawn(fig), []
    for text in shown_artists(fig):
        if isinstance(text, Text) and text.get_text().strip() and text.get_alpha() != 0 and _in_place(text, renderer):
            patch = text.get_bbox_patch()
            # An annotation's own extent takes in its arrow; that of its text does not.
            box = patch.get_window_extent(renderer) if patch else Text.get_window_extent(text, renderer)
            boxes.append((text, box.extents))
    return boxes


def _in_place(text, renderer):
    """Whether a text is not left out for being outside its axes."""
    if isinstance(text, Annotation) and not text._check_xy(renderer):
        return False
    if text.get_clip_on() and text.get_clip_box() is not None:
        return text.get_clip_box().overlaps(Text.get_window_extent(text, renderer))
    return True


def _collide(one, a, two, b):
    """Whether two boxes share more than a rim; boxes of slanted texts are mostly empty and are let off."""
    if one.get_rotation() % 90 or two.get_rotation() % 90:
        return False
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    over = width > 3 and height > 0.25 * min(a[3] - a[1], b[3] - b[1])
    return over and not _ticks_in_space(one, two)


def _ticks_in_space(one, two):
    """Whether both are numbers on the axes of a 3-D figure: at some corner these always meet as it turns."""
    axes = one.axes
    if axes is None or axes is not two.axes or axes.name != "3d":
        return False
    numbers = [label for axis in (axes.xaxis, axes.yaxis, axes.zaxis) for label in axis.get_ticklabels()]
    return one in numbers and two in numbers


# ------------------------------------------------------------------------------------------ what each drawing promises


def words(ax) -> list[str]:
    """Return all texts that are seen on an Axes, after it was drawn."""
    figures.png(ax)
    return [text.get_text() for text in ax.texts if text.get_visible()]


def complaints(drawn) -> list[str]:
    """Texts that cannot be read, and colours that are not the course's, of a Figure, an Axes or an array of Axes."""
    fig = figures.figure_of(drawn)
    return text_complaints(fig) + colour_complaints(fig)


def drawing_complaints(draw_it, *, size=(8, 5), projection=None) -> list[str]:
    """A drawing makes one readable Axes or draws on the one given, returns it, and leaves global settings alone."""
    before, ax = dict(mpl.rcParams), draw_it()
    found = complaints(ax) if isinstance(ax, Axes) else [f"{type(ax).__name__} came back instead of an Axes"]
    fig, mine = style.new_figure(*size, projection=projection)
    if draw_it(mine) is not mine or fig.axes != [mine]:
        found.append("not drawn on the Axes given, or on others besides")
    return found + ["global settings were changed"] * (dict(mpl.rcParams) != before)


def panel_complaints(axes) -> list[str]:
    """A drawing with several panels returns them as an array of Axes of one readable figure."""
    if not isinstance(axes, np.ndarray) or len({ax.figure for ax in axes.flat}) != 1:
        return ["not an array of Axes of one figure"]
    return complaints(axes)
