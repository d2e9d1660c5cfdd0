"""Images that are quick to draw where every pixel of an array becomes a rectangle of one colour.

Matplotlib first enlarges the array to the pixels of the screen, and then finds a colour for each of those. For nearest
neighbours it is the same, and several times as fast, to find the colours of the array and to repeat them.
"""

from __future__ import annotations

import numpy as np
from matplotlib.image import AxesImage

_LARGE = 3  # Matplotlib smooths an image that is enlarged less than this, unless it is told "nearest"


class SharpImage(AxesImage):
    """An image of an Axes that enlarges by repeating, if nothing else is asked of it."""

    def make_image(self, renderer, magnification=1.0, unsampled=False):
        """Return the pixels (bottom row first), where they begin, and no further transform."""
        place = self.get_transform()
        array = self.get_array()
        if unsampled or magnification != 1 or self.get_alpha() is not None:
            return super().make_image(renderer, magnification, unsampled)
        if not (place.is_affine and place.is_separable and self.get_clip_on()):
            return super().make_image(renderer, magnification, unsampled)
        left, right, bottom, top = self.get_extent()
        if self.origin == "upper":
            bottom, top = top, bottom  # from here on: the end at which the first row is, and the other one
        first, last = place.transform([(left, bottom), (right, top)])
        larger = np.abs(last - first) / array.shape[1::-1]
        if not (
            self.get_interpolation() == "nearest" or (self.get_interpolation() == "auto" and larger.min() > _LARGE)
        ):
            return super().make_image(renderer, magnification, unsampled)
        picked, begins = [], []
        for k, size in enumerate(array.shape[1::-1]):
            window = (self.get_clip_box() or self.axes.bbox).get_points()[:, k]
            low, high = np.floor(np.clip(sorted((first[k], last[k])), *sorted(window)) + 0.5)
            centres = np.arange(low, high) + 0.5
            which = np.floor((centres - first[k]) / (last[k] - first[k]) * size).astype(int)
            picked.append(np.clip(which, 0, size - 1))
            begins.append(low)
        if not all(map(len, picked)):
            return None, 0, 0, None
        colours = np.ascontiguousarray(self.to_rgba(array, bytes=True)).view(np.uint32)[..., 0]  # a number each
        return colours[picked[1]].take(picked[0], axis=1)[..., None].view(np.uint8), *begins, None
