"""Make the pictures that the pages show, with the course's own drawing functions.

python docs/make_pictures.py
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from utils import draw, figures, style

FOLDER = Path(__file__).parent / "pictures"


def one_none_many():
    """Draw the three ways in which two lines meet, side by side."""
    fig, axes = style.new_figure(12, 4.4, columns=3)
    first = np.array([-1.0, 2.0])
    cases = (
        ("One crossing: one solution", [3.0, 2.0], 10.0),
        ("Parallel: no solution", [-1.0, 2.0], -4.0),
        ("One line twice: infinitely many", [2.0, -4.0], -4.0),
    )
    for ax, (title, second, right_side) in zip(axes, cases, strict=True):
        draw.linalg.system(np.array([first, second]), np.array([2.0, right_side]), ax=ax, limits=(-5, 5))
        ax.set_title(title)
    return axes


PICTURES = {"one-none-many.png": one_none_many}


def packed(drawn) -> bytes:
    """Return a figure as a small PNG: a diagram needs no more than 64 colours."""
    image = Image.open(io.BytesIO(figures.png(drawn))).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in PICTURES.items():
        (FOLDER / name).write_bytes(packed(make()))
        print("wrote", FOLDER.name, name)
