"""Outlines that several pictures need."""

from __future__ import annotations

import numpy as np


def unit_circle(steps):
    """Return points of the unit circle, the first one again at the end, as columns of an array of shape (2, steps + 1).

    Examples
    --------
    >>> unit_circle(4).round() + 0.0
    array([[ 1.,  0., -1.,  0.,  1.],
           [ 0.,  1.,  0., -1.,  0.]])
    """
    turn = np.linspace(0, 2 * np.pi, steps + 1)
    return np.array([np.cos(turn), np.sin(turn)])
