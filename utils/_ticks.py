"""Axes whose ticks are quick to draw, because a figure with a slider draws new ones at every step.

Matplotlib makes every tick of three lines and two texts, and lays each text out four times: about a millisecond a tick,
and half of the time of a plain line plot. As long as nobody asks for a tick by itself, the axes here draw their tick
marks as one path and their labels straight from the renderer. Whoever asks for one (``get_xticklabels``, a rotated
label, an axis on the right, a layout engine) gets Matplotlib's own ticks, and Matplotlib's own drawing.
"""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from matplotlib.axis import XAxis, YAxis
from matplotlib.cbook import is_math_text
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.ticker import NullLocator
from matplotlib.transforms import IdentityTransform

# What ``tick_params`` may say of ticks that are painted here; anything else is Matplotlib's business.
_LOOKS = {"length", "width", "color", "pad", "labelsize", "labelcolor", "gridOn"}
_LOOKS |= {"grid_color", "grid_alpha", "grid_linewidth", "grid_linestyle"}


class _LateTicks:
    """What both axes have in common; a mixin for Matplotlib's classes."""

    near, far = "", ""  # the sides with ticks and without
    depth, outward = 0, np.zeros(2)  # the coordinate that leads away from the Axes, and the step along it
    _asleep = False  # while places are being set, no tick is needed
    _label_stays = False

    # ticks that are made when they are needed

    def reset_ticks(self):
        """Forget all ticks; Matplotlib makes the first one of each kind at once, which takes long."""
        self.majorTicks, self.minorTicks = [], []

    def get_major_ticks(self, numticks=None):
        """Return the major ticks, as Matplotlib does; from then on it is Matplotlib that draws them."""
        return self._made("majorTicks", super().get_major_ticks, numticks)

    def get_minor_ticks(self, numticks=None):
        """Return the minor ticks, as Matplotlib does; from then on it is Matplotlib that draws them."""
        return self._made("minorTicks", super().get_minor_ticks, numticks)

    def _made(self, which, get, wanted):
        if self._asleep:
            return []
        if not getattr(self, which) and wanted != 0:
            for tick in get(1):
                tick.set_clip_path(self.axes.patch)  # further ones are copies of it
        return get(wanted)

    def get_ticks_position(self):
        """Return the side on which the ticks are, which Matplotlib reads off the first of each kind."""
        self.get_major_ticks(1)
        self.get_minor_ticks(1)
        return super().get_ticks_position()

    def set_ticks(self, ticks, labels=None, *, minor=False, **kwargs):
        """Set places and labels as Matplotlib does, but return no ticks unless there are properties to give them."""
        self._asleep = not kwargs
        try:
            return super().set_ticks(ticks, labels, minor=minor, **kwargs)
        finally:
            self._asleep = False

    def set_label_coords(self, x, y, transform=None):
        """Place the axis' name by hand, as Matplotlib does, and leave it there."""
        super().set_label_coords(x, y, transform)
        self._label_stays = True

    # ticks that are only painted

    def draw(self, renderer):
        """Draw marks, labels, grid lines and the name of the axis."""
        groups = self._groups()
        if groups is None:
            super().draw(renderer)
            return
        if not self.get_visible():
            return
        renderer.open_group(__name__, gid=self.get_gid())
        for group in groups:
            self._draw_grid(renderer, *group)
        edges = [self._draw_ticks(renderer, *group) for group in groups]
        if not self._label_stays:
            place = list(self.label.get_position())
            edge = min(edges, default=self.axes.bbox.min[self.depth])
            place[self.depth] = edge - self.labelpad * self.get_figure(root=True).dpi / 72
            self.label.set_position(place)
        self.label.draw(renderer)
        renderer.close_group(__name__)
        self.stale = False

    def _groups(self):
        """Return (kind, places, labels, looks) for major and minor ticks; None if Matplotlib has to draw them."""
        if self.majorTicks or self.minorTicks or self.get_label_position() != self.near:
            return None
        low, high = sorted(self.get_transform().transform(self.get_view_interval()))
        slack = 1e-9 * (high - low)
        groups = []
        for kind, ticker in (("minor", self.minor), ("major", self.major)):
            if isinstance(ticker.locator, NullLocator):
                continue
            looks = self.get_tick_params(kind)
            shown = {side: looks.pop(side, side == self.near) for side in (self.near, self.far)}
            named = {side: looks.pop("label" + side, side == self.near) for side in (self.near, self.far)}
            if shown[self.far] or named[self.far] or not looks.keys() <= _LOOKS:
                return None
            places = np.asarray(self.get_minorticklocs() if kind == "minor" else self.get_majorticklocs(), dtype=float)
            labels = ticker.formatter.format_ticks(places)
            if (kind == "major" and ticker.formatter.get_offset()) or any("\n" in label for label in labels):
                return None
            at = self.get_transform().transform(places)
            inside = np.flatnonzero((at >= low - slack) & (at <= high + slack))
            looks |= {"marks": shown[self.near], "labels": named[self.near]}
            groups.append((kind, places[inside], [labels[k] for k in inside], looks))
        return groups

    def _draw_grid(self, renderer, kind, places, labels, looks):
        if looks.get("gridOn") and len(places):
            wanted = {
                name: _setting(looks, f"grid_{name}", f"grid.{kind}.{name}", f"grid.{name}")
                for name in ("color", "alpha", "linewidth", "linestyle")
            }
            self._draw_lines(renderer, self._pixels("grid", places, 0), self._pixels("grid", places, 1), **wanted)

    def _draw_ticks(self, renderer, kind, places, labels, looks):
        """Draw marks and labels; return how far out they reach, in pixels."""
        if not len(places):
            return self.axes.bbox.min[self.depth]
        name = f"{self.axis_name}tick"
        scale = self.get_figure(root=True).dpi / 72
        length = _setting(looks, "length", f"{name}.{kind}.size") * scale
        pad = _setting(looks, "pad", f"{name}.{kind}.pad") * scale
        color = _setting(looks, "color", f"{name}.color")
        foot = self._pixels("tick1", places, 0)
        edge = min([self.axes.bbox.min[self.depth], *foot[:, self.depth]])  # the spine may stand outside
        if looks["marks"] and length > 0:
            width = _setting(looks, "width", f"{name}.{kind}.width")
            self._draw_lines(renderer, foot, foot + length * self.outward, color=color, linewidth=width, clip=False)
            edge -= length
        if not looks["labels"] or not any(labels):
            return edge
        ink = _setting(looks, "labelcolor", f"{name}.labelcolor")
        font = FontProperties(size=_setting(looks, "labelsize", f"{name}.labelsize"))
        gc = renderer.new_gc()
        gc.set_foreground(color if ink == "inherit" else ink)
        _, height, descent = renderer.get_text_width_height_descent("lp", font, False)
        common = height - descent, descent
        height_of_all = self.get_figure(root=True).bbox.height
        reach = edge
        for label, spot in zip(labels, foot + (length + pad) * self.outward, strict=True):
            if not label:
                continue
            math = is_math_text(label)
            text = label if math else label.replace(r"\$", "$")
            width, height, descent = renderer.get_text_width_height_descent(text, font, math)
            x, y, far = self._settled(spot, width, max(height - descent, common[0]), max(descent, common[1]))
            renderer.draw_text(gc, x, height_of_all - y if renderer.flipy() else y, text, font, 0, ismath=math)
            reach = min(reach, far)
        gc.restore()
        return reach

    def _draw_lines(self, renderer, starts, ends, *, clip=True, **looks):
        """Draw separate lines between points in pixels, as one artist."""
        points = np.full((3 * len(starts), 2), np.nan)
        points[0::3], points[1::3] = starts, ends
        line = Line2D(*points.T, marker="", solid_capstyle="butt", transform=IdentityTransform(), **looks)
        line.set_figure(self.get_figure(root=False))
        line.set_snap(True)
        if clip:
            line.set_clip_box(self.axes.bbox)
        line.draw(renderer)


def _setting(looks, name, *keys):
    """Return what ``tick_params`` said, or else the first setting that says something."""
    if looks.get(name) is not None:
        return looks[name]
    return next((mpl.rcParams[key] for key in keys if key in mpl.rcParams and mpl.rcParams[key] is not None), None)


class LateXAxis(_LateTicks, XAxis):
    """The horizontal axis below an Axes."""

    near, far, depth = "bottom", "top", 1
    outward = np.array([0.0, -1.0])

    def _pixels(self, which, places, height):
        return self.axes.get_xaxis_transform(which).transform(np.column_stack([places, np.full(len(places), height)]))

    def _settled(self, spot, width, ascent, descent):
        """Return where a label's baseline begins whose top is centred at a spot, and how far down it reaches."""
        base = spot[1] - ascent
        return spot[0] - width / 2, base, base - descent


class LateYAxis(_LateTicks, YAxis):
    """The vertical axis on the left of an Axes."""

    near, far, depth = "left", "right", 0
    outward = np.array([-1.0, 0.0])

    def _pixels(self, which, places, height):
        return self.axes.get_yaxis_transform(which).transform(np.column_stack([np.full(len(places), height), places]))

    def _settled(self, spot, width, ascent, descent):
        """Return where a label's baseline begins whose right end is at a spot, and how far left it reaches."""
        return spot[0] - width, spot[1] - ascent / 2, spot[0] - width
