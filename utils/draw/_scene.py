"""A small world of flat faces and straight lines in space, painted so that near things hide far things.

Matplotlib's three-dimensional Axes sorts whole polygons by their mean depth, which is wrong as soon as two of them cut
through each other. Here every face and line is first cut along all planes of the scene. After that each piece lies on
one definite side of every plane, and one sort paints them right for any viewpoint: nothing on the far side of a plane
can hide what is on the viewer's side, so far sides come first, plane after plane (a binary space partition with the
same plane at each level). The order is made anew for the view at each drawing.

Source: H. Fuchs, Z. Kedem, B. Naylor, "On visible surface generation by a priori tree structures", SIGGRAPH 1980.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from utils.linalg.geometry import split_polygon

FACE, HATCH, LINE, HEAD, OVER = range(5)  # what lies in the same place is painted in this order; OVER: over everything
CLEAR = (0.0, 0.0, 0.0, 0.0)


HEAD_LENGTH, HEAD_WIDTH = 13.0, 10.0  # of an arrow, in pixels at 100 dots per inch


class Item(NamedTuple):
    """A face (three corners or more) or a line (two) before it is cut."""

    kind: int
    corners: np.ndarray
    face: tuple
    edge: tuple
    width: float
    dash: object
    group: object = None
    tail: np.ndarray | None = None  # of an arrow whose head this is


def viewpoint(M):
    """Return the eye of a projection matrix in homogeneous data coordinates, shape (4,); the last entry is 0 or 1.

    The eye is the one point (or, last entry 0, the one direction) that the projection cannot place on the screen.
    """
    eye = np.linalg.svd(M[[0, 1, 3]])[2][-1]
    if abs(eye[3]) > 1e-9 * np.abs(eye).max():
        return eye / eye[3]
    eye[3] = 0.0
    return eye if M[2] @ eye < 0 else -eye


class Scene(Collection):
    """Faces and lines of one three-dimensional Axes, painted back to front."""

    def __init__(self):
        super().__init__(zorder=2, capstyle="round", joinstyle="round")
        self._planes = np.empty((0, 4))  # unit normal and height, one row per plane
        self._items = []
        self._stale_pieces = True
        self.contents = None  # what `planes` has drawn so far
        self.set_in_layout(False)

    @classmethod
    def of(cls, ax):
        """Return the scene of an Axes, made on first use."""
        for artist in ax.collections:
            if isinstance(artist, cls):
                return artist
        scene = cls()
        ax.add_collection(scene, autolim=False)
        return scene

    def add_plane(self, a, c):
        """Cut everything along the plane ``a . x = c``, seen or not."""
        length = np.linalg.norm(a)
        row = np.append(np.asarray(a, dtype=float), c) / length
        if row[np.argmax(np.abs(row[:3]) > 1e-9)] < 0:
            row = -row
        if not (np.abs(self._planes - row) < 1e-9).all(axis=1).any():
            self._planes = np.vstack([self._planes, row])
        self._stale_pieces = True

    def remove_group(self, group):
        """Take away what was added under a name."""
        self._items = [item for item in self._items if item.group != group]
        self._stale_pieces = True

    def add_face(self, polygon, color, *, alpha=0.6, plane=None, group=None):
        """Add a convex polygon, shape (k, 3); ``plane`` is its (a, c) if known."""
        polygon = np.asarray(polygon, dtype=float)
        if len(polygon) < 3:
            return
        if plane is None:
            normal = np.cross(polygon[1] - polygon[0], polygon[2] - polygon[0])
            plane = normal, normal @ polygon[0]
        self.add_plane(*plane)
        self._items.append(Item(FACE, polygon, to_rgba(color, alpha), CLEAR, 0.0, "-", group))

    def add_line(self, start, end, color, *, width=1.5, dash="-", alpha=1.0, kind=LINE, group=None):
        """Add a straight line between two points."""
        ends = np.array([start, end], dtype=float)
        if np.allclose(ends[0], ends[1]):
            return
        self._items.append(Item(kind, ends, CLEAR, to_rgba(color, alpha), width, dash, group))
        self._stale_pieces = True

    def add_arrow(self, start, end, color, *, width=2.4, dash="-", group=None):
        """Add a line that ends in an arrow head, which turns to the viewer."""
        start, end = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
        if np.allclose(start, end):
            return
        near = end - 1e-6 * (end - start)
        self.add_line(start, end - 0.04 * (end - start), color, width=width, dash=dash, group=group)
        self._items.append(Item(HEAD, np.array([near, end]), to_rgba(color), to_rgba(color), 0.5, "-", group, start))

    def _cut(self):
        """Cut all items along all planes and note each piece's side of every plane."""
        pieces = []
        for item in self._items:
            parts = [item.corners]
            for row in self._planes:
                parts = [piece for part in parts for piece in ([part] if item.kind == HEAD else _split(part, row))]
            pieces += [(part, item) for part in parts]
        self._pieces = pieces
        self._stale_pieces = False
        if not pieces:
            return
        counts = np.array([len(part) for part, _ in pieces])
        self._starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._corners = np.concatenate([part for part, _ in pieces])
        heights = self._corners @ self._planes[:, :3].T - self._planes[:, 3]
        extent = 1e-7 * max(1.0, np.abs(self._corners).max())
        above = np.maximum.reduceat(heights, self._starts, axis=0) > extent
        below = np.minimum.reduceat(heights, self._starts, axis=0) < -extent
        self._sides = above.astype(int) - below.astype(int)
        self._kinds = np.array([item.kind for _, item in pieces])

    def painting_order(self, M):
        """Return the indices of the pieces from back to front for a projection matrix."""
        if self._stale_pieces:
            self._cut()
        if not self._pieces:
            return np.empty(0, dtype=int)
        eye = viewpoint(M)
        toward = np.sign(self._planes[:, :3] @ eye[:3] - self._planes[:, 3] * eye[3]).astype(int)
        # a line in a plane counts to the viewer's side, so that faces that end at the line do not cover half of it
        sides = np.where((self._sides == 0) & (self._kinds[:, None] > FACE), 1, self._sides * toward)
        return np.lexsort([self._kinds, *sides.T[::-1], self._kinds >= OVER])

    def do_3d_projection(self):
        """Project and order the pieces for the Axes' present view (called by the Axes when it is drawn)."""
        M = self.axes.M
        order = self.painting_order(M)
        if not len(order):
            self.set_paths([])
            return 0.0
        h = np.column_stack([self._corners, np.ones(len(self._corners))]) @ M.T
        flat = h[:, :2] / h[:, 3:]
        paths = []
        for k in order:
            start, count = self._starts[k], len(self._pieces[k][0])
            corners = flat[start : start + count]
            item = self._pieces[k][1]
            if item.kind == HEAD:
                paths.append(self._head(item, M))
            elif count == 2:
                paths.append(Path(corners))
            else:
                paths.append(Path(np.vstack([corners, corners[:1]]), closed=True))
        items = [self._pieces[k][1] for k in order]
        self.set_paths(paths)
        self.set_facecolor([item.face for item in items])
        self.set_edgecolor([item.edge for item in items])
        self.set_linewidth([item.width for item in items])
        self.set_linestyle([item.dash for item in items])
        return 0.0

    def _head(self, item, M):
        """Return the triangle of an arrow's head, as it lies on the screen."""
        h = np.column_stack([[item.tail, item.corners[1]], np.ones(2)]) @ M.T
        tail, tip = self.axes.transData.transform(h[:, :2] / h[:, 3:])
        length = np.hypot(*(tip - tail))
        if length < 1e-6:
            return Path(np.tile(h[1, :2] / h[1, 3], (3, 1)))
        along = (tip - tail) / length
        scale = self.axes.get_figure(root=True).dpi / 100
        reach = min(HEAD_LENGTH * scale, 0.5 * length)
        side = np.array([-along[1], along[0]]) * reach * HEAD_WIDTH / HEAD_LENGTH / 2
        triangle = np.array([tip, tip - reach * along + side, tip - reach * along - side, tip])
        return Path(self.axes.transData.inverted().transform(triangle), closed=True)


def _split(part, row):
    """Return the one or two pieces of a polygon or a line that a plane leaves."""
    if len(part) > 2:
        below, above = split_polygon(part, row[:3], row[3])
        return [below] if below is above else [piece for piece in (below, above) if len(piece)]
    h = part @ row[:3] - row[3]
    if h[0] * h[1] < 0 and min(abs(h)) > 1e-9:
        middle = part[0] + h[0] / (h[0] - h[1]) * (part[1] - part[0])
        return [np.array([part[0], middle]), np.array([middle, part[1]])]
    return [part]
