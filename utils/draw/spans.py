"""What vectors in space can reach: their span, a point, a line or a plane, also shifted by a further vector.

Examples
--------
>>> from utils.draw import spans
>>> ax = spans.reach([[2, 0], [0, 2], [1, 1]], shift=[0, 1, -1], limits=(-4, 4))
"""

from __future__ import annotations

import numpy as np

from utils import linalg as la
from utils import style
from utils.draw import linalg
from utils.draw._scene import Scene

__all__ = ["reach"]


def reach(A, *, shift=(0, 0, 0), ax=None, limits=None, elevation=None, azimuth=None, color=style.FIRST):
    """Draw all points ``shift + A c``: the span of the columns, moved by a vector.

    Independent columns of space reach everything; then only the box is drawn.

    Parameters
    ----------
    A : array_like, shape (3, n)
        The vectors are its columns.
    shift : array_like, shape (3,)
        Where all amounts are 0.
    ax : Axes3D, optional
    limits, elevation, azimuth
        As in `utils.draw.linalg.axes_3d`.
    color : color

    Returns
    -------
    Axes3D

    Raises
    ------
    ValueError
        If A does not have three rows, the shift not three entries, or something is not finite.

    Examples
    --------
    >>> ax = reach([[1], [2], [0]], limits=(-3, 3))  # a line
    >>> ax.name
    '3d'
    """
    A, shift = la.as_matrix(A, shape=(3, None)), la.as_vector(shift, size=3, name="shift")
    ax = linalg.axes_3d(ax, limits, elevation=elevation, azimuth=azimuth)
    scene, box = Scene.of(ax), np.array([ax.get_xlim(), ax.get_ylim(), ax.get_zlim()])
    rank = la.rank(A)
    if rank == 2:
        normal = la.null_space(A.T)[:, 0]
        plane = normal, normal @ shift
        polygon = la.plane_polygon(*plane, box)
        scene.add_face(polygon, color, alpha=0.2, plane=plane)
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
            scene.add_line(p, q, color, alpha=0.5, width=1.4)
    elif rank == 1:
        along = A[:, np.abs(A).max(axis=0).argmax()]
        ends = la.clip_line(shift, along, box)
        if ends is not None:
            scene.add_line(*ends, color, alpha=0.5, width=4)
    elif rank == 0:
        ax.plot(*shift[:, None], "o", color=color, markersize=8, zorder=6)
    return ax
