"""Labels that find their own place.

A figure with a slider has many positions, and a label placed by hand is in the way in some of them. Here a label brings
candidate places; when the Axes is drawn, and everything else on it is known, the ``Placer`` picks for each label the
candidate that stays inside, off the lines and marks, and off the other labels.
"""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from utils import style
from utils.draw._text import Line

OUTSIDE, OVERLAP, MARK = 60.0, 400.0, 18.0  # costs: per pixel outside, per overlap of two labels, per sample of a mark
NEAR, CLOSE = 12.0, 6.0  # pixels within which a label seems to belong to another line or label, and what that costs
STEP = 6.0  # pixels between samples of a line


def to_pixels(ax, points):
    """Return display coordinates, shape (n, 2), of data points of a flat or a three-dimensional Axes."""
    points = np.atleast_2d(np.asarray(points, dtype=float))
    if hasattr(ax, "get_proj"):
        M = ax.M if ax.M is not None else ax.get_proj()  # the Axes computes M at the beginning of each drawing
        h = np.column_stack([points, np.ones(len(points))]) @ M.T
        points = h[:, :2] / h[:, 3:]
    return ax.transData.transform(points)


def area(ax):
    """Return the box of an Axes in pixels; for one in space all of its place, not only the square of the picture."""
    if hasattr(ax, "get_proj"):
        return ax.get_position(original=True).transformed(ax.get_figure(root=False).transSubfigure)
    return ax.bbox


class Label:
    """A text and a callable ``candidates(ax)`` that returns anchors, directions, gaps and costs in pixels, or None.

    Parameters
    ----------
    text : Text
    candidates : callable
        None instead of arrays hides the label.
    pad : float
        Pixels to keep free around it.
    over_lines : float
        How much it minds to lie on lines: 0 not at all.
    group : str, optional
        For `Placer.remove_group`.
    first : bool
        Choose its place before the others choose theirs.
    optional : bool
        A label with one candidate only: leave it out if that place is taken.
    """

    def __init__(self, text, candidates, *, pad=2.0, over_lines=1.0, group=None, first=False, optional=False):
        self.text = text
        self.candidates = candidates
        self.pad = pad
        self.over_lines = over_lines
        self.group = group
        self.first = first
        self.optional = optional

    def rectangles(self, ax, renderer):
        """Return the centres of all candidate boxes, the size of the box, and the costs; None hides the label."""
        found = self.candidates(ax)
        self.text.set_visible(found is not None)
        if found is None:
            return None
        anchors, directions, gap, costs = found
        self.text.set_position((0, 0))
        box = self.text.get_window_extent(renderer)
        size = np.array([box.width, box.height])
        self.shift = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
        if gap is None:  # a corner of the box goes on the anchor
            return anchors + directions * size / 2, size, np.array(costs, dtype=float)
        reach = (np.abs(directions) * size / 2).sum(axis=1) + gap
        return anchors + directions * reach[:, None], size, np.array(costs, dtype=float)


class Placer(Artist):
    """The artist that places an Axes' labels; it is drawn before everything else and itself draws nothing."""

    def __init__(self):
        super().__init__()
        self.labels, self.segments, self.marks = [], [], []
        self.frame = None  # limits and names of the axes drawn, and their artists
        self.lines = 0  # lines drawn so far: the next one takes the next role
        self.set_zorder(-1e6)
        self.set_in_layout(False)

    @classmethod
    def of(cls, ax):
        """Return the placer of an Axes, made on first use."""
        for artist in ax.artists:
            if isinstance(artist, cls):
                return artist
        return ax.add_artist(cls())

    def add(self, text, candidates, *, color, size=12, halo=True, weight="normal", zorder=20, box=None, **options):
        """Add a label; return its Text. ``options`` go to `Label`."""
        if isinstance(text, str) and "$" in text:
            artist = Text(0, 0, text, color=color, fontsize=size, fontweight=weight, ha="center", va="center", bbox=box)
            if halo:
                artist.set_path_effects([withStroke(linewidth=3.5, foreground=style.PAPER)])
        else:
            runs = ((text, "bold" if weight == "bold" else "plain"),) if isinstance(text, str) else text
            artist = Line(0, 0, runs, color=color, size=size, halo=halo, box=box)
        artist.set_zorder(zorder)
        artist.set_in_layout(False)
        self.axes.add_artist(artist)
        artist.set_transform(IdentityTransform())
        artist.set_clip_on(False)
        self.labels.append(Label(artist, candidates, **options))
        return artist

    def remove_group(self, group):
        """Take away the labels and obstacles that were added under a name."""
        for label in self.labels:
            if label.group == group:
                label.text.remove()
        self.labels = [label for label in self.labels if label.group != group]
        self.segments = [entry for entry in self.segments if entry[2] != group]
        self.marks = [entry for entry in self.marks if entry[2] != group]

    def avoid_segment(self, ends, weight=1.0, group=None):
        """Keep labels off a line between two data points, if there is a choice."""
        self.segments.append((np.asarray(ends, dtype=float), weight, group))

    def avoid_mark(self, point, radius=7, group=None):
        """Keep labels off a marker."""
        self.marks.append((np.asarray(point, dtype=float), radius, group))

    def region(self):
        """Return (x0, y0, x1, y1) in which labels must stay."""
        box, figure = area(self.axes), self.axes.get_figure(root=True).bbox
        grow = 12 if hasattr(self.axes, "get_proj") else -2
        return np.array([
            max(box.x0 - grow, figure.x0 + 3), max(box.y0 - grow, figure.y0 + 3),
            min(box.x1 + grow, figure.x1 - 3), min(box.y1 + grow, figure.y1 - 3),
        ])  # fmt: skip

    def obstacles(self):
        """Return sample points of all lines and marks in pixels, shape (n, 2), and what it costs to cover each."""
        ax, points, costs = self.axes, [np.empty((0, 2))], [np.empty(0)]
        x0, y0, x1, y1 = self.region()
        if self.segments:  # all at once: a transform costs more than its numbers
            ends = np.array([ends for ends, _, _ in self.segments])
            p, q = to_pixels(ax, ends.reshape(-1, ends.shape[-1])).reshape(-1, 2, 2).transpose(1, 0, 2)
            n = np.minimum(np.hypot(*(q - p).T) / STEP, 598).astype(int) + 2
            which = np.repeat(np.arange(len(n)), n)
            along = (np.arange(len(which)) - np.repeat(np.cumsum(n) - n, n)) / (n[which] - 1)
            points.append(p[which] + along[:, None] * (q - p)[which])
            costs.append(np.array([weight for _, weight, _ in self.segments])[which])
        if self.marks:
            turn = np.arange(8) * np.pi / 4
            circle = np.vstack([(0, 0), np.column_stack([np.cos(turn), np.sin(turn)])])
            circle *= ax.get_figure(root=True).dpi / 100
            centres = to_pixels(ax, np.array([point for point, _, _ in self.marks]))
            sizes = np.array([radius for _, radius, _ in self.marks], dtype=float)
            points.append((centres[:, None] + sizes[:, None, None] * circle).reshape(-1, 2))
            costs.append(np.full(len(centres) * len(circle), MARK))
        points, costs = np.concatenate(points), np.concatenate(costs)
        near = ((points >= (x0 - 9, y0 - 9)) & (points <= (x1 + 9, y1 + 9))).all(axis=1)
        return points[near], costs[near]

    def draw(self, renderer):
        """Place all labels for the Axes as it is now."""
        if not self.get_visible() or not self.labels:
            return
        points, weights = self.obstacles()
        soft = np.where(weights < MARK, weights, 0.0)
        hard = weights - soft
        x0, y0, x1, y1 = self.region()
        options = []
        taken = []
        for label in sorted(self.labels, key=lambda label: (not label.first, label.optional)):
            found = label.rectangles(self.axes, renderer)
            if found is None:
                continue
            centres, size, costs = found
            half = size / 2 + label.pad
            low, high = centres - half, centres + half
            if len(centres) == 1:
                box = np.concatenate([low[0], high[0]])
                if label.optional and any((box[:2] < b[2:]).all() and (b[:2] < box[2:]).all() for b in taken):
                    label.text.set_visible(False)
                    continue
                taken.append(box)
            else:
                costs += OUTSIDE * np.maximum(0, np.column_stack([(x0, y0) - low, high - (x1, y1)])).sum(axis=1)
                reach = half + NEAR
                near = ((points >= centres.min(axis=0) - reach) & (points <= centres.max(axis=0) + reach)).all(axis=1)
                dx, dy = (np.abs(points[near, k] - centres[:, k, None]) for k in (0, 1))
                on = (dx <= half[0]) & (dy <= half[1])
                beside = (dx <= reach[0]) & (dy <= reach[1])
                costs += on @ (hard + label.over_lines * soft)[near] + beside @ (0.25 * label.over_lines * soft)[near]
            options.append((label, centres, np.column_stack([low, high]), costs))
        for (label, centres, _, _), best in zip(options, _choose(options), strict=True):
            label.text.set_position(centres[best] - label.shift)


def _choose(options):
    """Return the cheapest candidate of every label, none of them on another label if there is a way."""
    boxes = np.array([option[2][0] for option in options])  # the candidate taken so far
    settled = np.array([len(option[1]) == 1 for option in options])
    choice = [0] * len(options)
    for _ in range(4):
        changed = False
        for k, (_, _, own, costs) in enumerate(options):
            if len(own) == 1:
                continue
            others = boxes[settled & (np.arange(len(options)) != k)]
            width = np.minimum(own[:, None, 2], others[:, 2]) - np.maximum(own[:, None, 0], others[:, 0])
            height = np.minimum(own[:, None, 3], others[:, 3]) - np.maximum(own[:, None, 1], others[:, 1])
            overlap = np.where((width > 0) & (height > 0), OVERLAP + width * height, 0.0)
            overlap += np.where((width > -NEAR) & (height > -NEAR), CLOSE, 0.0)
            best = int(np.argmin(costs + overlap.sum(axis=1)))
            changed |= best != choice[k] or not settled[k]
            choice[k], boxes[k], settled[k] = best, own[best], True
        if not changed:
            break
    return choice


def along(ends, *, gap=6, prefer="ends", away_from=None):
    """Return candidates on both sides of a line between two data points, rather on the far side of ``away_from``."""
    ends = np.asarray(ends, dtype=float)

    def candidates(ax):
        p, q = to_pixels(ax, ends)
        length = np.hypot(*(q - p))
        direction = (q - p) / length if length > 1e-6 else np.array([1.0, 0.0])
        normal = np.array([-direction[1], direction[0]])
        if normal[1] < 0 or (normal[1] == 0 and normal[0] < 0):
            normal = -normal
        if away_from is not None and normal @ (to_pixels(ax, away_from)[0] - p) > 0:
            normal = -normal
        t = np.linspace(0.03, 0.97, 25)
        anchors = p + t[:, None] * (q - p)
        cost = 14 * np.minimum(t, 1 - t) + 1.5 * (t < 0.5) if prefer == "ends" else 14 * np.abs(t - 0.5)
        scale = ax.get_figure(root=True).dpi / 100
        other = 1.5 if away_from is None else 12.0
        return (
            np.tile(anchors, (4, 1)),
            np.repeat([normal, -normal, normal, -normal], 25, axis=0),
            np.repeat([gap, gap, gap + 16, gap + 16], 25) * scale,  # the outer rows for where lines crowd
            np.concatenate([cost, cost + other, cost + 9, cost + other + 9]),
        )

    return candidates


def tip(start, end, *, gap=6):
    """Return candidates beyond the tip of an arrow, and on both sides of its outer half."""
    ends = np.array([start, end], dtype=float)
    beside = along(ends, gap=gap, prefer="middle")
    beyond = around(end, gap=gap + 2, rings=(0, 8))

    def candidates(ax):
        p, q = to_pixels(ax, ends)
        anchors, directions, space, cost = beyond(ax)
        cost = cost + 6 * (1 - directions @ (q - p) / max(np.hypot(*(q - p)), 1e-9))
        more = beside(ax)
        return (
            np.concatenate([anchors, more[0]]),
            np.concatenate([directions, more[1]]),
            np.concatenate([np.full(len(cost), space), more[2]]),
            np.concatenate([cost, more[3] + 3]),
        )

    return candidates


ANGLES = np.radians([45, -45, 135, -135, 0, 180, 90, -90, 22, -22, 158, -158, 68, -68, 112, -112])


def around(point, *, gap=8, rings=(0, 12, 26)):
    """Return candidates in a ring about a data point, the diagonals first."""
    point = np.asarray(point, dtype=float)

    def candidates(ax):
        scale = ax.get_figure(root=True).dpi / 100
        centre = to_pixels(ax, point)[0]
        directions = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
        base = np.linspace(0, 2, len(ANGLES))
        anchors = np.concatenate([centre + ring * scale * directions for ring in rings])
        return (
            anchors,
            np.tile(directions, (len(rings), 1)),
            gap * scale,
            np.concatenate([base + 3 * k for k in range(len(rings))]),
        )

    return candidates


def at_edge(target):
    """Return candidates along the edge of the window, nearest to a data point that lies outside of it."""
    target = np.asarray(target, dtype=float)

    def candidates(ax):
        box = ax.bbox
        far = np.clip(to_pixels(ax, target)[0], -1e6, 1e6)
        s = np.linspace(0.04, 0.96, 19)
        x, y = box.x0 + s * box.width, box.y0 + s * box.height
        anchors = np.concatenate([
            np.column_stack([x, np.full(19, box.y0)]), np.column_stack([x, np.full(19, box.y1)]),
            np.column_stack([np.full(19, box.x0), y]), np.column_stack([np.full(19, box.x1), y]),
        ])  # fmt: skip
        inward = np.repeat([(0, 1), (0, -1), (1, 0), (-1, 0)], 19, axis=0).astype(float)
        near = np.array([np.clip(far[0], box.x0, box.x1), np.clip(far[1], box.y0, box.y1)])
        return anchors, inward, 6, 0.05 * np.hypot(*(anchors - near).T)

    return candidates


def at(point, offset, *, direction):
    """Return the one place beside a point given in data, pixels away."""

    def candidates(ax):
        scale = ax.get_figure(root=True).dpi / 100
        anchor = ax.transData.transform(point)
        return anchor[None, :], np.array([direction], dtype=float), offset * scale, np.zeros(1)

    return candidates


def corners(order=("upper left", "upper right", "lower left", "lower right"), *, gap=7, rows=1):
    """Return the corners of the Axes as candidates, the first one strongly preferred, so that a badge stays put.

    With ``rows``, further lines of text above (or below) the first one in each corner.
    """

    def candidates(ax):
        box, scale = area(ax), ax.get_figure(root=True).dpi / 100
        anchors, directions = [], []
        for name in order:
            top, right = name.startswith("upper"), name.endswith("right")
            x = box.x1 - gap * scale if right else box.x0 + gap * scale
            for row in range(rows):
                rise = (gap + 24 * row) * scale
                anchors.append((x, box.y1 - rise if top else box.y0 + rise))
                directions.append((-1 if right else 1, -1 if top else 1))
        cost = 30.0 * np.arange(len(order))[:, None] + 10.0 * np.arange(rows)
        return np.array(anchors), np.array(directions, dtype=float), None, cost.ravel()

    return candidates


def outline(polygon, *, gap=7):
    """Return candidates outside a flat polygon in space, all around it as it is seen."""
    polygon = np.asarray(polygon, dtype=float)
    t = np.array([0.0, 0.25, 0.5, 0.75])[:, None]
    around_it = np.concatenate([p + t * (q - p) for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True)])

    def candidates(ax):
        scale = ax.get_figure(root=True).dpi / 100
        anchors = to_pixels(ax, around_it)
        low, high = np.array([ax.get_xlim3d(), ax.get_ylim3d(), ax.get_zlim3d()]).T
        middle = to_pixels(ax, (low + high) / 2)[0]
        away = anchors - (0.5 * middle + 0.5 * anchors.mean(axis=0))
        reach = np.hypot(*away.T)
        directions = away / np.where(reach > 1e-9, reach, 1)[:, None]
        cost = 10 * (1 - reach / max(reach.max(), 1e-9)) + 2 * (directions[:, 1] < -0.5)
        return anchors, directions, gap * scale, cost

    return candidates


def inside(points, *, extra=None):
    """Return candidates on top of data points, the first one preferred; then those of ``extra``."""
    points = np.atleast_2d(np.asarray(points, dtype=float))

    def candidates(ax):
        anchors = to_pixels(ax, points)
        directions, cost = np.zeros_like(anchors), np.arange(len(points), dtype=float)
        if extra is None:
            return anchors, directions, 0.0, cost
        a, d, gap, c = extra(ax)
        return (
            np.concatenate([anchors, a]),
            np.concatenate([directions, d]),
            np.concatenate([np.zeros(len(points)), np.full(len(a), gap)]),
            np.concatenate([cost, c + 20]),
        )

    return candidates
