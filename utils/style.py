"""Colours, line styles and figures of the course: one look, set in one place.

Colours have roles. `FIRST` is what is given, or the first of two; `SECOND` the second, or what is predicted; `RESULT`
what comes out; `ACCENT` a fourth thing that deserves a glance. `INK` is for text, `QUIET` for secondary text, `CONTEXT`
for guide lines only (it is too pale for text). A colour never speaks alone: `DASHES` and `MARKERS` run in step with
`PALETTE`.

The palette is that of Okabe and Ito [1]_; the tests hold every pair of it apart under simulated colour blindness.

References
----------
.. [1] M. Okabe and K. Ito, "Color Universal Design (CUD): How to make figures and presentations that are friendly to
   colorblind people", 2002, revised 2008. https://jfly.uni-koeln.de/color/

Examples
--------
>>> from utils import style
>>> fig, ax = style.new_figure(5, 4)
>>> line, = ax.plot([0, 1], [1, 0], color=style.FIRST, dashes=style.DASHES[0])
"""

import contextlib
import functools

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.axes3d import Axes3D

from utils._images import SharpImage
from utils._ticks import LateXAxis, LateYAxis

FIRST = "#0072B2"
SECOND = "#D55E00"
RESULT = "#009E73"
ACCENT = "#CC79A7"
INK = "#1A1A1A"
QUIET = "#6B6B6B"
CONTEXT = "#BBBBBB"
PAPER = "#FFFFFF"

PALETTE = (FIRST, SECOND, RESULT, ACCENT)
"""Colours by role, in the order in which they are used."""
DASHES = ((), (6, 2), (2, 1.5), (7, 2, 1.5, 2))
"""Dash patterns in step with `PALETTE`: ``ax.plot(…, dashes=DASHES[i])``; the empty one is a solid line."""
MARKERS = ("o", "s", "^", "D")
"""Markers in step with `PALETTE`."""

FIELD_CMAP = "viridis"
"""Colour map of fields and images: even in lightness, and readable with every colour vision."""
FIELD_CMAP_ALT = "cividis"
"""Second colour map, for a field beside another one."""
PHOTO_CMAP = "gray"
"""Colour map of a photograph in shades of grey."""

DPI = 144
"""Dots per inch at which pictures are drawn; they are shown at `SCREEN_DPI`, so they stay sharp on dense screens."""
SCREEN_DPI = 96

RC = {
    "font.size": 12.0,
    "axes.titlesize": 13.0,
    "axes.labelsize": 12.0,
    "xtick.labelsize": 11.0,
    "ytick.labelsize": 11.0,
    "legend.fontsize": 11.0,
    "figure.titlesize": 14.0,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": QUIET,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.titley": 1.0,  # a fixed height: looking for a free one costs a pass over all ticks
    "axes.titlepad": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.prop_cycle": mpl.cycler(color=list(PALETTE)) + mpl.cycler(linestyle=[(0, d) if d else "-" for d in DASHES]),
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "lines.markersize": 8.0,
    "lines.scale_dashes": True,
    "patch.edgecolor": INK,
    "hatch.color": INK,
    "legend.frameon": False,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "image.cmap": FIELD_CMAP,
    "text.hinting": "no_hinting",  # at 144 dots per inch hinting only costs time
}
"""Settings of a course figure. They are never applied globally: see `context`."""

_MARGINS = {"left": 0.75, "right": 0.25, "bottom": 0.65, "top": 0.5}  # inches
_MARGINS_3D = {"left": 0.1, "right": 0.3, "bottom": 0.15, "top": 0.4}
_MARGINS_MIXED = {**_MARGINS, "right": 0.45}  # the name of a third axis stands outside its panel
_GAP_COLUMNS, _GAP_ROWS = 0.8, 0.95  # inches between panels
_TICKS = 6  # steps between ticks, at most: every tick costs about a millisecond

_depth = 0  # how many contexts are open; inside one, styled methods need not open another


@contextlib.contextmanager
def context():
    """Run a block under the settings of the course, and put the caller's back afterwards.

    Contexts may be nested; the inner ones cost nothing.

    Examples
    --------
    >>> import matplotlib
    >>> with context():
    ...     matplotlib.rcParams["axes.titlesize"]
    13.0
    """
    global _depth
    before = None if _depth else {name: mpl.rcParams[name] for name in RC}  # rc_context would copy all 300
    if before:
        mpl.rcParams.update(RC)
    _depth += 1
    try:
        yield
    finally:
        _depth -= 1
        if before:
            mpl.rcParams.update(before)


def _styled(base, names):
    """Methods of `base` that run under the settings of the course, for the body of a subclass."""

    def wrap(method):
        @functools.wraps(method)
        def call(self, *args, **kwargs):
            if _depth:
                return method(self, *args, **kwargs)
            with context():
                return method(self, *args, **kwargs)

        return call

    return {name: wrap(getattr(base, name)) for name in names if hasattr(base, name)}


_AXES_METHODS = (
    "text annotate set_title set_xlabel set_ylabel set_zlabel legend table clabel bar_label pie plot step scatter bar "
    "barh hist stem errorbar boxplot violinplot fill_between axhline axvline axline quiver grid imshow contour "
    "contourf pcolormesh"
).split()
# Matplotlib reads most settings when an artist is made, which may be long after `new_figure` returned: so the methods
# that make artists carry the settings with them, and a notebook's own `ax.text(…)` is as readable as ours.
_AXIS_METHODS = "get_major_ticks get_minor_ticks draw".split()
CourseXAxis = type("CourseXAxis", (LateXAxis,), _styled(LateXAxis, _AXIS_METHODS))
CourseYAxis = type("CourseYAxis", (LateYAxis,), _styled(LateYAxis, _AXIS_METHODS))


def _init_axis(axes):
    """Give an Axes its two axes, as ``Axes._init_axis`` does, but quick ones."""
    axes.xaxis, axes.yaxis = CourseXAxis(axes, clear=False), CourseYAxis(axes, clear=False)
    for axis in (axes.xaxis, axes.yaxis):
        for side in (axis.near, axis.far):
            axes.spines[side].register_axis(axis)


@functools.wraps(Axes.imshow)
def _imshow(axes, *args, **kwargs):
    image = _STYLED["imshow"](axes, *args, **kwargs)
    image.__class__ = SharpImage  # Axes.imshow has no way to ask for another kind of image
    return image


_STYLED = _styled(Axes, _AXES_METHODS)
CourseAxes = type("CourseAxes", (Axes,), _STYLED | {"_init_axis": _init_axis, "imshow": _imshow})
CourseAxes3D = type("CourseAxes3D", (Axes3D,), _styled(Axes3D, _AXES_METHODS))
CourseFigure = type(
    "CourseFigure", (Figure,), _styled(Figure, "text suptitle supxlabel supylabel legend colorbar add_axes".split())
)


def tint(color, amount):
    """Mix a colour towards the paper.

    Parameters
    ----------
    color : color
        Any colour that Matplotlib knows.
    amount : float in [0, 1]
        0 leaves the colour as it is, 1 gives the paper.

    Returns
    -------
    str
        Hex code.

    Raises
    ------
    ValueError
        If `amount` is outside [0, 1].

    Examples
    --------
    >>> tint("#000000", 0.5)
    '#808080'
    >>> tint(FIRST, 0) == FIRST.lower()
    True
    """
    if not 0 <= amount <= 1:
        raise ValueError(f"amount is {amount:g}; give a number from 0 (the colour itself) to 1 (the paper).")
    return _mixed(to_rgb(color), amount)


@functools.lru_cache(maxsize=256)
def _mixed(rgb, amount):
    return to_hex((1 - amount) * np.array(rgb) + amount * np.array(to_rgb(PAPER)))


def new_figure(width=7, height=4.5, *, rows=1, columns=1, projection=None, equal=False, **kwargs):
    """Make a figure in the course's style that pyplot does not know of, so that nothing is left open.

    Margins are fixed in inches: a picture does not jump when a slider changes a label, and no time goes into layout.
    ``layout="constrained"`` asks Matplotlib to work the margins out (about 40 ms more).

    Parameters
    ----------
    width, height : float
        Size in inches; 7 inches are 672 pixels wide on the screen.
    rows, columns : int
        Panels.
    projection : None, "3d", "polar", or a sequence of these, one for each panel
    equal : bool
        Same scale on both axes: wherever an angle or a length means something.
    **kwargs
        `sharex`, `sharey`, `width_ratios`, `height_ratios` go to the panels, everything else to the Figure.

    Returns
    -------
    fig : matplotlib.figure.Figure
    ax : Axes, or ndarray of Axes where there are several panels
        Of shape (columns,), (rows,) or (rows, columns).

    Raises
    ------
    ValueError
        If there are not as many projections as panels.

    Examples
    --------
    >>> fig, ax = new_figure(5, 5, equal=True)
    >>> float(ax.get_aspect())
    1.0
    >>> fig, (left, right) = new_figure(9, 4, columns=2, projection=(None, "3d"))
    >>> right.name
    '3d'
    """
    panels = rows * columns
    projections = [projection] * panels if projection is None or isinstance(projection, str) else list(projection)
    if len(projections) != panels:
        raise ValueError(f"{len(projections)} projections for {panels} panels; give one projection for each panel.")
    panel_options = {k: kwargs.pop(k) for k in ("width_ratios", "height_ratios") if k in kwargs}
    share = {k: kwargs.pop(k) for k in ("sharex", "sharey") if kwargs.get(k) or kwargs.pop(k, None)}
    with context():
        fig = CourseFigure(figsize=(width, height), dpi=kwargs.pop("dpi", DPI), **kwargs)
        FigureCanvasAgg(fig)
        grid = fig.add_gridspec(rows, columns, **panel_options)
        if fig.get_layout_engine() is None:
            _set_margins(grid, width, height, _margins_for(projections))
        axes = np.empty((rows, columns), dtype=object)
        for k, kind in enumerate(projections):
            partner = {name: axes[0, 0] for name in share if k and kind is None}
            axes.flat[k] = _add_panel(fig, grid[k // columns, k % columns], kind, equal, partner)
    return fig, axes[0, 0] if panels == 1 else axes.squeeze()


def _add_panel(fig, place, projection, equal, options):
    kinds = {None: {"axes_class": CourseAxes}, "3d": {"axes_class": CourseAxes3D}}
    ax = fig.add_subplot(place, **kinds.get(projection, {"projection": projection}), **options)
    if projection in kinds:
        for name in "xyz" if projection else "xy":  # not locator_params, which would also autoscale empty axes
            getattr(ax, f"{name}axis").get_major_locator().set_params(nbins=_TICKS)
    if equal:
        ax.set_aspect("equal")
    return ax


def _margins_for(projections):
    if "3d" not in projections:
        return _MARGINS
    return _MARGINS_3D if set(projections) == {"3d"} else _MARGINS_MIXED


def _set_margins(grid, width, height, margins):
    """Turn margins and gaps in inches into the fractions that a GridSpec wants."""
    panel_width = (width - margins["left"] - margins["right"] - (grid.ncols - 1) * _GAP_COLUMNS) / grid.ncols
    panel_height = (height - margins["bottom"] - margins["top"] - (grid.nrows - 1) * _GAP_ROWS) / grid.nrows
    if min(panel_width, panel_height) < 0.5:
        raise ValueError(
            f"{grid.nrows} x {grid.ncols} panels do not fit on {width:g} x {height:g} inches; make the figure larger."
        )
    grid.update(
        left=margins["left"] / width,
        right=1 - margins["right"] / width,
        bottom=margins["bottom"] / height,
        top=1 - margins["top"] / height,
        wspace=_GAP_COLUMNS / panel_width,
        hspace=_GAP_ROWS / panel_height,
    )


# Machado, Oliveira and Fernandes (2009), matrices for severity 1.0, applied to linear RGB.
_DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
_RGB_TO_XYZ = np.array(  # sRGB, white D65 (IEC 61966-2-1)
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def _linear(color):
    """Linear RGB of a colour (sRGB decoded)."""
    rgb = np.array(to_rgb(color))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast_ratio(a, b):
    """Contrast of two colours as WCAG 2.1 defines it [1]_.

    Parameters
    ----------
    a, b : color

    Returns
    -------
    float
        From 1 (same lightness) to 21 (black on white). WCAG asks for 3 for graphical objects and large text, and for
        4.5 for text.

    References
    ----------
    .. [1] https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio

    Examples
    --------
    >>> round(contrast_ratio("black", "white"), 2)
    21.0
    """
    light, dark = sorted((float(_linear(c) @ (0.2126, 0.7152, 0.0722)) for c in (a, b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour_distance(a, b, deficiency=None):
    """Perceived difference of two colours (CIEDE2000 [1]_), for full colour vision or a simulated deficiency [2]_.

    Parameters
    ----------
    a, b : color
    deficiency : {None, "protan", "deutan", "tritan"}
        Which cones are missing; None for full colour vision.

    Returns
    -------
    float
        About 1 is just noticeable side by side; above 10 two colours are told apart at a glance.

    Raises
    ------
    ValueError
        If `deficiency` is not one of the names above.

    References
    ----------
    .. [1] G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula", Color Res. Appl. 30 (2005) 21-30.
    .. [2] G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color
       vision deficiency", IEEE Trans. Vis. Comput. Graph. 15 (2009) 1291-1298.

    Examples
    --------
    >>> round(colour_distance("black", "white"))
    100
    >>> colour_distance("red", "green", "deutan") < colour_distance("red", "green")
    True
    """
    if deficiency is not None and deficiency not in _DEFICIENCIES:
        raise ValueError(f"deficiency is {deficiency!r}; use None, 'protan', 'deutan' or 'tritan'.")
    matrix = np.eye(3) if deficiency is None else np.array(_DEFICIENCIES[deficiency])
    return _ciede2000(*(_lab(np.clip(matrix @ _linear(c), 0, 1)) for c in (a, b)))


def _lab(linear):
    """CIELAB coordinates of a linear RGB colour."""
    xyz = _RGB_TO_XYZ @ linear / _RGB_TO_XYZ.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def _ciede2000(one, two):
    """CIEDE2000 difference of two CIELAB colours; the names follow Sharma et al. (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = (1 - np.sqrt(c7 / (c7 + 25.0**7))) / 2
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    dh = 0.0 if grey else (h2 - h1 + 180) % 360 - 180
    h = h1 + h2 if grey else (h1 + dh / 2) % 360
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))
    l_, c_ = (l1 + l2) / 2, (c1 + c2) / 2
    cosine = lambda degrees: np.cos(np.radians(degrees))  # noqa: E731
    t = 1 - 0.17 * cosine(h - 30) + 0.24 * cosine(2 * h) + 0.32 * cosine(3 * h + 6) - 0.20 * cosine(4 * h - 63)
    s_l = 1 + 0.015 * (l_ - 50) ** 2 / np.sqrt(20 + (l_ - 50) ** 2)
    s_c, s_h = 1 + 0.045 * c_, 1 + 0.015 * c_ * t
    turn = -2 * np.sqrt(c_**7 / (c_**7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2))))
    l_term, c_term, h_term = d_l / s_l, d_c / s_c, d_h / s_h
    return float(np.sqrt(l_term**2 + c_term**2 + h_term**2 + turn * c_term * h_term))
