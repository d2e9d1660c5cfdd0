"""A drawn web shows every link, every rank and every odd page; curves and bars show what was computed."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PolyCollection

from utils import figures, linalg, style
from utils.draw import web

SIX = [(0, 1), (0, 2), (1, 2), (2, 0), (2, 3), (3, 2), (3, 4), (4, 0), (4, 5), (1, 4)]
TRAP = [*SIX, (5, 5)]


def written(ax) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def collections(ax, kind) -> list:
    return [one for one in ax.collections if isinstance(one, kind)]


def polygon_area(points) -> float:
    x, y = points[:-1].T if np.array_equal(points[0], points[-1]) else points.T
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


def test_every_link_is_an_arrow_and_every_page_has_its_letter_and_its_rank():
    ranks = linalg.page_rank(SIX, 6).ranks
    ax = web.pages(SIX, 6, ranks)
    assert len(collections(ax, LineCollection)[0].get_segments()) == len(SIX)
    words = written(ax)
    assert [word for word in words if word in "ABCDEF"] == list("ABCDEF")
    for rank in ranks:
        assert any(word.startswith(f"{rank:.3f}") for word in words)
    assert len(figures.png(ax)) > 1000


def test_areas_go_with_ranks_whatever_the_shape():
    ranks = np.array([0.1, 0.15, 0.2, 0.25, 0.1, 0.2])
    ax = web.pages(SIX, 6, ranks)
    shapes = [path.vertices for path in collections(ax, PolyCollection)[1].get_paths()]
    areas = np.array([polygon_area(shape) for shape in shapes])
    np.testing.assert_allclose(areas / areas.sum(), ranks, rtol=0.02)


def test_odd_pages_are_marked_by_shape_colour_and_word():
    dangling, trap = web.pages(SIX, 6), web.pages(TRAP, 6)
    assert "dangling" in written(dangling) and "trap" in written(trap)
    assert not {"dangling", "trap"} & set(written(web.pages(SIX, 6, marks=False)))
    for ax in (dangling, trap):
        shapes = collections(ax, PolyCollection)[1]
        assert len(shapes.get_paths()[5].vertices) < len(shapes.get_paths()[0].vertices)
        assert not np.array_equal(shapes.get_facecolors()[5], shapes.get_facecolors()[0])


def test_both_directions_of_a_pair_are_apart_and_arrows_touch_no_third_page():
    ax = web.pages(SIX, 6)
    shafts = collections(ax, LineCollection)[0].get_segments()
    ends = [tuple(int(i) for i in link[::-1]) for link in np.argwhere(linalg.link_matrix(SIX, 6) > 0)]
    places = web.layout(SIX, 6)
    there, back = shafts[ends.index((2, 3))], shafts[ends.index((3, 2))]
    assert np.hypot(*(there[len(there) // 2] - back[len(back) // 2])) > 0.1
    for (start, end), shaft in zip(ends, shafts, strict=True):
        for page in set(range(6)) - {start, end}:
            assert np.hypot(*(shaft - places[page]).T).min() > 0.16


@pytest.mark.parametrize("n", [1, 2, 3, 6, 8, 12])
def test_pages_stand_apart_on_a_circle(n):
    places = web.layout([(page, (page + 1) % n) for page in range(n - 1)], n)
    np.testing.assert_allclose(np.hypot(*places.T), 1)
    gaps = np.hypot(*(places[:, None] - places).transpose(2, 0, 1)) + 9 * np.eye(n)
    assert gaps.min() > 0.5


def test_neighbours_in_a_ring_sit_side_by_side():
    ring = [(0, 3), (3, 1), (1, 4), (4, 2), (2, 0)]
    places = web.layout(ring, 5)
    np.testing.assert_allclose([np.hypot(*(places[a] - places[b])) for a, b in ring], 2 * np.sin(np.pi / 5))


def test_a_step_is_told_as_link_or_jump():
    walk = linalg.surf(SIX, 6, steps=60, start=0, rng=np.random.default_rng(1))
    assert web.surfer(walk, 0, SIX, 6).get_title() == "The surfer starts at A"
    for k in range(1, 61):
        ax = web.surfer(walk, k, SIX, 6)
        start, end = walk.pages[k - 1 : k + 1]
        names = f"from {'ABCDEF'[start]} to {'ABCDEF'[end]}"
        assert ax.get_title() == f"Step {k}: {names} by a {'jump' if walk.jumped[k - 1] else 'link'}"
    visits = np.bincount(walk.pages, minlength=6) / 61
    assert all(any(word.startswith(f"{share:.2f}") for word in written(ax)) for share in visits)


def test_bars_are_as_high_as_the_ranks_of_that_iteration():
    result = linalg.page_rank(SIX, 6, keep_steps=True)
    for k in (0, 3, result.iterations):
        ax = web.rank_bars(result.steps, k, final=result.ranks)
        np.testing.assert_allclose([bar.get_height() for bar in ax.patches], result.steps[k])
        marks = collections(ax, LineCollection)[0].get_segments()
        np.testing.assert_allclose([mark[0, 1] for mark in marks], result.ranks)
    top = {web.rank_bars(result.steps, k).get_ylim() for k in (0, 5)}
    assert len(top) == 1  # the axis stays while a slider moves


def test_curves_of_convergence_are_labelled_and_beside_lines_of_their_slope():
    errors = {damping: damping ** np.arange(1.0, 40) for damping in (0.5, 0.85)}
    ax = web.convergence(errors)
    assert ax.get_yscale() == "log" and written(ax) == ["0.5", "0.85"]
    for guide, curve, damping in zip(ax.lines[0::2], ax.lines[1::2], errors, strict=True):
        for line in (guide, curve):
            x, y = line.get_data()
            np.testing.assert_allclose(y[1:] / y[:-1], damping ** np.diff(x))
    assert len(web.convergence(errors, slopes=False).lines) == 2


def test_each_page_is_a_dot_at_its_degree_and_rank():
    generated = linalg.random_web(500, 3000, seed=1)
    ranks = linalg.page_rank(generated.links, 500).ranks
    ax = web.degrees_and_ranks(generated.links, 500, ranks, marks={"the trap": generated.trap})
    x, y = ax.lines[0].get_data()
    np.testing.assert_array_equal(x, np.maximum(np.bincount(generated.links[:, 1], minlength=500), 0.5))
    np.testing.assert_array_equal(y, ranks)
    assert ax.get_xscale() == ax.get_yscale() == "log" and written(ax) == ["the trap"]
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), ranks[generated.trap])


def test_drawing_goes_on_the_axes_given():
    fig, axes = style.new_figure(11, 5, columns=2)
    assert web.pages(SIX, 6, ax=axes[0]) is axes[0]
    assert web.rank_bars([[0.5, 0.5]], ax=axes[1]) is axes[1]
    assert len(figures.png(fig)) > 1000


def test_what_cannot_be_drawn_is_refused_with_a_reason():
    walk = linalg.surf(SIX, 6, steps=5, rng=np.random.default_rng(0))
    for call, words in (
        (lambda: web.pages(SIX, 6, [0.5, 0.5]), "ranks must have 6"),
        (lambda: web.pages(SIX, 6, names="AB"), "names must be 6"),
        (lambda: web.pages(SIX, 6, places=[[0, 0]]), "places"),
        (lambda: web.pages(SIX, 5), "0 to 4"),
        (lambda: web.surfer(walk, 6, SIX, 6), "0 to 5"),
        (lambda: web.rank_bars([[0.5, 0.5]], 1), "0 to 0"),
        (lambda: web.rank_bars([0.5, 0.5]), "rows and columns"),
        (lambda: web.convergence({}), "at least one"),
        (lambda: web.degrees_and_ranks(SIX, 6, [1, 2]), "6 entries"),
    ):
        with pytest.raises(ValueError, match=words):
            call()
