"""Course 1, week 3: vectors and linear transformations."""

from __future__ import annotations

import math

import numpy as np

from utils import linalg
from utils.learn.compare import describe, difference
from utils.learn.definition import Case, Exercise, Named, Slip

# --- C1W3-4 Lab: Working with vectors --------------------------------------------------------------------------------

_BRIGHT = np.array([200, 100, 0, 60], dtype=np.uint8)  # two of these and their squares do not fit into one byte


def _floats(v):
    return np.asarray(v, dtype=float)


def _three(v, first, second, third):
    return np.array([first(v), second(v), third(v)], dtype=float)


def _wrapped_square_root(v):
    return np.sqrt(float((np.asarray(v) ** 2).sum(dtype=np.asarray(v).dtype)))


def _with_and_without_floats(why, wrong):
    """Return two slips of one mistake: for answers that turn pixels into floats, and for those in which they wrap around as well.

    ``wrong(kind, *args)`` applies ``kind`` to the arguments first.
    """

    def in_bytes(*args):
        with np.errstate(all="ignore"):
            return wrong(np.asarray, *args)

    too = " And turn pixels into floats first, `np.asarray(..., dtype=float)`: in uint8 they wrap around at 256."
    return Slip(why, wrong=lambda *args: wrong(_floats, *args)), Slip(why + too, wrong=in_bytes)


def _root_of_squares(v):
    return np.sqrt(float((v**2).sum()))


def _summed_in_bytes(v):
    """Add up with Python's sum, which keeps the type: in uint8 the sums wrap around as the squares do."""
    with np.errstate(all="ignore"):
        return np.array([sum(abs(x) for x in v), sum(x**2 for x in v) ** 0.5, max(abs(x) for x in v)], dtype=float)


def _both_nonzero(u, v):
    u, v = _floats(u), _floats(v)
    if not u.any() or not v.any():
        raise ValueError("a zero vector has no direction")
    return u, v


def _cosine(u, v, *, divide=None, check=True):
    u, v = _both_nonzero(u, v) if check else (_floats(u), _floats(v))
    lengths = np.linalg.norm(u) * np.linalg.norm(v)
    with np.errstate(all="ignore"):
        return float(u @ v / (lengths if divide is None else divide(u, v)))


def _cosine_with(kind, u, v, divide):
    _both_nonzero(u, v)
    u, v = kind(u), kind(v)
    return float(u @ v / divide(u, v))


def _lengths(u, v):
    return np.linalg.norm(u) * np.linalg.norm(v)


def _cosine_or(u, v, instead):
    if not np.any(u) or not np.any(v):
        return instead
    return _cosine(u, v)


def _cosine_unless_short(u, v):
    if np.linalg.norm(_floats(u)) < 1e-6 or np.linalg.norm(_floats(v)) < 1e-6:
        raise ValueError("zero vector")
    return _cosine(u, v)


def _wrapped_cosine(u, v):
    _both_nonzero(u, v)
    with np.errstate(all="ignore"):
        return float((u @ v) / np.sqrt(float(u @ u) * float(v @ v)))


def _cosine_unless_sum_zero(u, v):
    if _floats(u).sum() == 0 or _floats(v).sum() == 0:
        raise ValueError("zero vector")
    return _cosine(u, v)


def _dot_in_bytes(u, v):
    """Take the dot product in the type of the arguments; `np.linalg.norm` turns into floats by itself."""
    _both_nonzero(u, v)
    return float((u @ v) / (np.linalg.norm(u) * np.linalg.norm(v)))


def _angle(u, v, *, clip=True, turn=np.degrees, of=np.arccos, size=lambda c: c):
    u, v = _both_nonzero(u, v)
    c = size(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)))
    with np.errstate(invalid="ignore"):
        return float(turn(of(np.clip(c, -1.0, 1.0) if clip else c)))


def _angle_of_units(u, v):
    """Go wrong where rounding leaves a cosine above 1, whichever way it was computed."""
    u, v = _both_nonzero(u, v)
    c = u @ v / (np.linalg.norm(u) * np.linalg.norm(v))
    return float("nan") if c >= 1.0 else float(np.degrees(np.arccos(max(c, -1.0))))


def _angle_by_math(u, v):
    u, v = _both_nonzero(u, v)
    return math.degrees(math.acos(u @ v / (np.linalg.norm(u) * np.linalg.norm(v))))


def _angle_unchecked(u, v):
    u, v = _floats(u), _floats(v)
    with np.errstate(all="ignore"):
        return float(np.degrees(np.arccos(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), -1.0, 1.0))))


def _distances(A, B, *, measure=lambda gap: np.sqrt((gap**2).sum(axis=2))):
    return measure(_floats(A)[:, None, :] - _floats(B)[None, :, :])


def _distances_with(kind, A, B, measure):
    return np.asarray(measure(kind(A)[:, None, :] - kind(B)[None, :, :]), dtype=float)


def _are_distances(result, A, B):
    """Hold a result to the distances; nan has a cause here that a learner should hear about."""
    right = _distances(A, B)
    if (
        isinstance(result, np.ndarray)
        and result.shape == right.shape
        and result.dtype.kind == "f"
        and np.isnan(result).any()
    ):
        return (
            "Entries are nan where two points are equal. In $|a|^2 + |b|^2 - 2\\,a\\cdot b$ rounding can leave a tiny negative number "
            "there, which has no root. Lift it to 0 with `np.maximum(..., 0)`, or subtract first and square afterwards."
        )
    return difference(result, right, atol=1e-6)


def _distances_wrapped(A, B):
    gap = (np.asarray(A)[:, None, :] - np.asarray(B)[None, :, :]).astype(float)
    return np.sqrt((gap**2).sum(axis=2))


def _squares_in_bytes(A, B):
    gap = np.asarray(A)[:, None, :] - np.asarray(B)[None, :, :]
    return np.sqrt((gap**2).sum(axis=2).astype(float))


def _row_by_row(A, B):
    return np.linalg.norm(_floats(A) - _floats(B), axis=1)


def _neighbours(
    D, k, *, order=lambda D: np.argsort(D, axis=1, kind="stable"), check=True, take=lambda places, k: places[:, :k]
):
    D = np.asarray(D)
    if check and not 1 <= k <= D.shape[1]:
        raise ValueError("k must be from 1 to the number of columns")
    return take(order(D), k)


def _are_places(result, D, k):
    """Hold a result to the right places; right distances at other places come from a sort that is not stable."""
    right = _neighbours(D, k)
    why = difference(result, right)
    if not isinstance(result, np.ndarray) or result.shape != right.shape:
        return why
    if why is None and result.dtype.kind not in "iu":
        return (
            f"The places are right, but as decimals (dtype {result.dtype}), which cannot be used as indices. Make the array of whole "
            "numbers: `np.zeros(..., dtype=int)`."
        )
    if why is not None and result.dtype.kind in "iu" and ((result >= 0) & (result < D.shape[1])).all():
        distinct = all(len(set(row)) == k for row in result.tolist())
        if distinct and (np.take_along_axis(D, result, axis=1) == np.take_along_axis(D, right, axis=1)).all():
            return (
                "The distances are right, but among equal ones another place than the earliest came first: the sort that `np.argsort` "
                'uses by default may swap them. `np.argsort(..., kind="stable")` keeps the earlier place first.'
            )
    return why


def _last_of_ties_first(D):
    n = D.shape[1]
    return (n - 1) - np.argsort(D[:, ::-1], axis=1, kind="stable")


def _votes(labels, k, *, tie="smallest"):
    """Return the winner among the labels of the neighbours, nearest first."""
    counts = np.bincount(labels[:k])
    if tie == "smallest":
        return int(counts.argmax())
    best = np.flatnonzero(counts == counts.max())
    if tie == "nearest":
        return int(next(label for label in labels if label in best))
    return int(best[-1])


def _knn(X, y, Q, k, *, vote=_votes, order=None, distance=None):
    D = _distances(Q, X) if distance is None else distance(Q, X)
    places = np.argsort(D, axis=1, kind="stable") if order is None else order(D)
    y = np.asarray(y)
    return np.array([vote(y[row[:k]], k) for row in places])


def _cosine_distances(Q, X):
    Q, X = _floats(Q), _floats(X)
    with np.errstate(all="ignore"):
        return 1 - (Q @ X.T) / np.linalg.norm(Q, axis=1)[:, None] / np.linalg.norm(X, axis=1)[None, :]


def _block_distances(Q, X):
    return np.abs(_floats(Q)[:, None, :] - _floats(X)[None, :, :]).sum(axis=2)


def _knn_whole_table(X, y, Q, k):
    return np.bincount(np.asarray(y)[np.argsort(_distances(Q, X), axis=1, kind="stable")[:, :k]]).argmax()


_SQUARES = np.array([[0.0, 0.0], [3.0, 4.0], [1.0, -1.0]])
_DECIMALS = np.array([[1.6, 2.8], [2.4, 1.7], [1.4, 0.7], [2.4, 2.8], [0.9, 1.2]])
_TIES = np.array([[2.0, 1.0, 2.0, 1.0, 0.5] * 5])  # 25 distances with many ties: an unstable sort mixes them up
_CROWD_X = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [5.0, 5.0], [6.0, 5.0], [5.0, 6.0], [0.6, 0.6]])
_CROWD_Y = np.array([0, 0, 0, 1, 1, 1, 1])

VECTORS: tuple[Exercise, ...] = (
    Exercise(
        id="c1w3.norms",
        title="Three lengths of one vector",
        arguments=("v",),
        hints=(
            "All three look at the sizes of the entries, never at their signs. One adds them up, one takes the root of the sum of the squares, one keeps the largest.",
            "`np.abs(v)` for the sizes. Then its sum, `np.linalg.norm(v)`, and its largest entry, in one array.",
            "`return np.array([np.abs(v).sum(), np.linalg.norm(v), ...])`, with the largest size in the last place.",
        ),
        cases=(
            Case("a right triangle", (np.array([3.0, -4.0]),), expect=np.array([7.0, 5.0, 4.0])),
            Case("four entries", (np.array([1.0, -1.0, 1.0, 1.0]),), expect=np.array([4.0, 2.0, 1.0])),
            Case("the largest size has a minus sign", (np.array([2.0, -6.0, 3.0]),), expect=np.array([11.0, 7.0, 6.0])),
            Case("one entry", (np.array([-2.5]),), expect=np.array([2.5, 2.5, 2.5])),
            Case("whole numbers", (np.array([1, 2, 2]),), expect=np.array([5.0, 3.0, 2.0])),
            Case("the zero vector", (np.zeros(3),), expect=np.zeros(3)),
            Case(
                "pixels, which hold 0 to 255",
                (_BRIGHT,),
                expect=np.array([360.0, np.sqrt(200.0**2 + 100.0**2 + 60.0**2), 200.0]),
            ),
        ),
        slips=(
            *_with_and_without_floats(
                "You added up the entries with their signs, so that they cancel. The 1-norm adds up their sizes: `np.abs(v).sum()`.",
                wrong=lambda kind, v: _three(kind(v), np.sum, _root_of_squares, lambda v: np.abs(v).max()),
            ),
            *_with_and_without_floats(
                "The largest *size* was asked for, not the largest entry: −6 has size 6. Take `np.abs(v)` before `max`.",
                wrong=lambda kind, v: _three(kind(v), lambda v: np.abs(v).sum(), _root_of_squares, np.max),
            ),
            *_with_and_without_floats(
                "The second number is the sum of the squares. A length needs the root of it.",
                wrong=lambda kind, v: _three(
                    kind(v), lambda v: np.abs(v).sum(), lambda v: (v**2).sum(), lambda v: np.abs(v).max()
                ),
            ),
            *_with_and_without_floats(
                "The first and the last number stand in each other's place: the order is 1-norm, 2-norm, largest size.",
                wrong=lambda kind, v: _three(
                    kind(v), lambda v: np.abs(v).max(), _root_of_squares, lambda v: np.abs(v).sum()
                ),
            ),
            Slip(
                "You divided by the number of entries. A norm is not a mean: nothing is divided.",
                wrong=lambda v: _three(
                    _floats(v), lambda v: np.abs(v).mean(), lambda v: np.sqrt((v**2).mean()), lambda v: np.abs(v).max()
                ),
            ),
            Slip(
                "All is right but for pixels: their type uint8 ends at 255, and squares wrap around to the remainder of a division by 256. "
                "Turn `v` into floats first, `v = np.asarray(v, dtype=float)`, or use `np.linalg.norm`, which does.",
                wrong=lambda v: _three(v, lambda v: np.abs(v).sum(), _wrapped_square_root, lambda v: np.abs(v).max()),
            ),
            Slip(
                "All is right but for pixels: `v @ v` of two uint8 arrays is a uint8 as well, which ends at 255 and wraps around. "
                "Turn `v` into floats first, `v = np.asarray(v, dtype=float)`, or use `np.linalg.norm`, which does.",
                wrong=lambda v: _three(
                    v, lambda v: np.abs(v).sum(), lambda v: np.sqrt(v @ v), lambda v: np.abs(v).max()
                ),
            ),
            Slip(
                "All is right but for pixels: adding one uint8 to another leaves a uint8, which ends at 255, so that sums and squares wrap around. "
                "Turn `v` into floats first: `v = np.asarray(v, dtype=float)`.",
                wrong=_summed_in_bytes,
            ),
        ),
    ),
    Exercise(
        id="c1w3.cosine_similarity",
        title="Cosine similarity",
        arguments=("u", "v"),
        hints=(
            "The dot product grows with both lengths. What do you divide by, so that only the directions are left? And for which vectors is there no direction?",
            "First ask `u.any()` and `v.any()`: a vector of zeros gets a ValueError. Then the dot product `u @ v`, divided by both lengths.",
            '`if not u.any() or not v.any(): raise ValueError("...")`, then `return u @ v / (np.linalg.norm(u) * ...)`.',
        ),
        cases=(
            Case("45 degrees apart", (np.array([1.0, 0.0]), np.array([2.0, 2.0])), expect=np.sqrt(0.5)),
            Case("a right angle", (np.array([2.0, 1.0]), np.array([-3.0, 6.0])), expect=0.0),
            Case("three entries, whole numbers", (np.array([1, 2, 2]), np.array([2, 0, 0])), expect=1 / 3),
            Case("opposite directions", (np.array([1.0, -2.0]), np.array([-2.0, 4.0])), expect=-1.0),
            Case("entries that add up to 0", (np.array([1.0, -1.0]), np.array([1.0, 0.0])), expect=np.sqrt(0.5)),
            Case("a very short vector", (np.array([3e-20, 4e-20]), np.array([4.0, 3.0])), expect=0.96),
            Case(
                "pixels, which hold 0 to 255",
                (_BRIGHT, np.array([100, 200, 10, 0], dtype=np.uint8)),
                expect=40000.0 / np.sqrt(53600.0 * 50100.0),
            ),
            Case("the first vector is zero", (np.zeros(2), np.array([1.0, 2.0])), raises=ValueError),
            Case("the second vector is zero", (np.array([1.0, 2.0]), np.zeros(2)), raises=ValueError),
        ),
        slips=(
            *_with_and_without_floats(
                "This is the dot product itself, which grows with the lengths. Divide by the length of `u` and by the length of `v`.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: 1.0),
            ),
            *_with_and_without_floats(
                "You divided by one of the two lengths. The result would still grow with the other vector: divide by both.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: np.linalg.norm(u)),
            ),
            *_with_and_without_floats(
                "You divided by the length of `v` alone. The result would still grow with `u`: divide by both lengths.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: np.linalg.norm(v)),
            ),
            *_with_and_without_floats(
                "You divided by the squared lengths: `u @ u` is the *square* of the length of `u`. Take the roots.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: (u @ u) * (v @ v)),
            ),
            *_with_and_without_floats(
                "You divided by the sum of the two lengths. It is their product.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: np.linalg.norm(u) + np.linalg.norm(v)),
            ),
            *_with_and_without_floats(
                "You divided by one length and multiplied by the other: `/` and `*` are worked off from left to right. Put the product of the "
                "lengths in brackets: `u @ v / (... * ...)`.",
                wrong=lambda kind, u, v: _cosine_with(kind, u, v, lambda u, v: np.linalg.norm(u) / np.linalg.norm(v)),
            ),
            *_with_and_without_floats(
                "This is the angle, in radians. Its cosine was asked for, so leave out `np.arccos`.",
                wrong=lambda kind, u, v: float(np.arccos(np.clip(_cosine_with(kind, u, v, _lengths), -1.0, 1.0))),
            ),
            *_with_and_without_floats(
                "This is 1 minus the cosine, a distance: small for vectors that are alike. The similarity itself was asked for.",
                wrong=lambda kind, u, v: 1.0 - _cosine_with(kind, u, v, _lengths),
            ),
            *_with_and_without_floats(
                "You dropped the sign. A negative cosine says that the vectors point apart, and that is worth knowing.",
                wrong=lambda kind, u, v: abs(_cosine_with(kind, u, v, _lengths)),
            ),
            Slip(
                "For a zero vector you returned 0. It has no direction, so there is no angle to speak of: raise a ValueError.",
                wrong=lambda u, v: _cosine_or(u, v, 0.0),
            ),
            Slip(
                "For a zero vector 0 was divided by 0, which leaves nan and a warning. Look for zero vectors first, and raise a ValueError.",
                wrong=lambda u, v: _cosine_or(u, v, float("nan")),
            ),
            Slip(
                "A short vector is no zero vector: (3e-20, 4e-20) points somewhere. Refuse a vector only if all its entries are 0: `not u.any()`.",
                wrong=lambda u, v: _cosine_unless_short(u, v),
            ),
            Slip(
                "You refused (1, −1), whose entries add up to 0. It is no zero vector: that one has *all* entries 0, `not u.any()`.",
                wrong=_cosine_unless_sum_zero,
            ),
            Slip(
                "For pixels `u @ v` wraps around: a product of uint8 arrays stays uint8, which ends at 255. Turn both into floats first: "
                "`np.asarray(u, dtype=float)`.",
                wrong=_dot_in_bytes,
            ),
            Slip(
                "All is right but for pixels: in uint8, products and sums wrap around at 256. Turn both into floats first: `np.asarray(u, dtype=float)`.",
                wrong=lambda u, v: _wrapped_cosine(u, v),
            ),
        ),
    ),
    Exercise(
        id="c1w3.angle_between",
        title="The angle between two vectors, in degrees",
        arguments=("u", "v"),
        hints=(
            "The cosine similarity is the cosine of the angle. Which function goes back from a cosine to its angle, in which unit does it answer, and which inputs does it refuse?",
            "`np.arccos` answers in radians: `np.degrees` turns them into degrees. Rounding can make the cosine of two parallel vectors 1.0000000000000002: `np.clip(c, -1, 1)` first.",
            "`c = cosine_similarity(u, v)` (or its formula), then `return np.degrees(np.arccos(np.clip(c, ...)))`.",
        ),
        cases=(
            Case("45 degrees", (np.array([1.0, 0.0]), np.array([2.0, 2.0])), expect=45.0, atol=1e-5),
            Case("a right angle", (np.array([2.0, 1.0]), np.array([-3.0, 6.0])), expect=90.0, atol=1e-5),
            Case(
                "more than a right angle",
                (np.array([1.0, 0.0, 0.0]), np.array([-1.0, 1.0, 0.0])),
                expect=135.0,
                atol=1e-5,
            ),
            Case(
                "clockwise and anticlockwise are the same",
                (np.array([0.0, 1.0]), np.array([1.0, 0.0])),
                expect=90.0,
                atol=1e-5,
            ),
            Case(
                "the same direction, with rounding",
                (np.array([1.0, 1.0, 1.0]), np.array([2.0, 2.0, 2.0])),
                expect=0.0,
                atol=1e-5,
            ),
            Case("opposite directions", (np.array([0.6, 0.8]), np.array([-3.0, -4.0])), expect=180.0, atol=1e-5),
            Case("whole numbers", (np.array([1, 1, 0]), np.array([0, 1, 1])), expect=60.0, atol=1e-5),
            Case("a zero vector", (np.array([1.0, 2.0]), np.zeros(2)), raises=ValueError),
        ),
        slips=(
            Slip(
                "This is the angle in radians: a right angle came out as 1.57. `np.degrees` turns radians into degrees.",
                wrong=lambda u, v: _angle(u, v, turn=lambda a: a),
            ),
            Slip(
                "Parallel vectors gave nan. Rounding can leave a cosine of 1.0000000000000002, and `np.arccos` has no answer above 1. Clip first: `np.clip(c, -1, 1)`.",
                wrong=lambda u, v: _angle_of_units(u, v),
            ),
            Slip(
                "This is the cosine of the angle, not the angle. `np.arccos` goes back.",
                wrong=lambda u, v: _angle(u, v, of=lambda c: c, turn=lambda a: a),
            ),
            Slip(
                "Angles of more than 90 degrees came out as less: the sign of the cosine was dropped. Vectors have a direction, unlike lines.",
                wrong=lambda u, v: _angle(u, v, size=np.abs),
            ),
            Slip(
                "Angles of more than 90 degrees came out as 90: the cosine was cut off at 0. It goes down to −1: `np.clip(c, -1, 1)`.",
                wrong=lambda u, v: _angle(u, v, size=lambda c: max(c, 0.0)),
            ),
            Slip(
                "`math.acos` refuses a cosine above 1, and rounding left 1.0000000000000002 for parallel vectors. Clip first: `np.clip(c, -1, 1)`.",
                wrong=_angle_by_math,
            ),
            Slip(
                "For a zero vector 0 was divided by 0, and nan came out. Refuse it: call `cosine_similarity`, which does, or raise a ValueError.",
                wrong=_angle_unchecked,
            ),
            Slip(
                "`np.arcsin` goes back from a sine. The dot product gives a cosine: `np.arccos`.",
                wrong=lambda u, v: _angle(u, v, of=np.arcsin),
            ),
            Slip(
                "Degrees were turned the wrong way: `np.radians` takes degrees, and `np.arccos` returned radians already. Use `np.degrees`.",
                wrong=lambda u, v: _angle(u, v, turn=np.radians),
            ),
        ),
    ),
    Exercise(
        id="c1w3.pairwise_distances",
        title="All distances at once",
        arguments=("A", "B"),
        hints=(
            "Which shape would hold the difference of every row of `A` and every row of `B`? Three axes: which row of A, which row of B, which entry.",
            "Lab C1W1-3 subtracted a column from a row of numbers by broadcasting. Here: `A[:, None, :] - B[None, :, :]` has shape (m, n, d). Then the length along the last axis.",
            "`gaps = A[:, None, :] - B[None, :, :]`, in floats; `return np.sqrt((gaps**2).sum(axis=...))`.",
        ),
        cases=(
            Case(
                "three points and two points",
                (_SQUARES, np.array([[0.0, 0.0], [3.0, 0.0]])),
                expect=np.array([[0.0, 3.0], [5.0, 4.0], [np.sqrt(2.0), np.sqrt(5.0)]]),
                atol=1e-6,
            ),
            Case(
                "a cloud against itself",
                (_SQUARES, _SQUARES),
                expect=np.array(
                    [[0.0, 5.0, np.sqrt(2.0)], [5.0, 0.0, np.sqrt(29.0)], [np.sqrt(2.0), np.sqrt(29.0), 0.0]]
                ),
                atol=1e-6,
            ),
            Case(
                "points in four dimensions",
                (np.array([[1.0, 1.0, 1.0, 1.0]]), np.array([[0.0, 0.0, 0.0, 0.0], [2.0, 0.0, 1.0, -1.0]])),
                expect=np.array([[2.0, np.sqrt(6.0)]]),
                atol=1e-6,
            ),
            Case(
                "points on a line: one entry each",
                (np.array([[1.0], [4.0], [-2.0]]), np.array([[0.0], [2.0]])),
                expect=np.array([[1.0, 1.0], [4.0, 2.0], [2.0, 4.0]]),
                atol=1e-6,
            ),
            Case(
                "decimals that rounding blurs, a cloud against itself",
                (_DECIMALS, _DECIMALS),
                holds=_are_distances,
            ),
            Case(
                "pixels, which hold 0 to 255",
                (np.array([[10, 0], [0, 200]], dtype=np.uint8), np.array([[13, 4], [0, 203]], dtype=np.uint8)),
                expect=np.array([[5.0, np.sqrt(10.0**2 + 203.0**2)], [np.sqrt(13.0**2 + 196.0**2), 3.0]]),
                atol=1e-6,
            ),
        ),
        slips=(
            *_with_and_without_floats(
                "These are squared distances. Take the root at the end.",
                wrong=lambda kind, A, B: _distances_with(kind, A, B, lambda gap: (gap**2).sum(axis=2)),
            ),
            *_with_and_without_floats(
                "You added up the sizes of the differences: the 1-norm, blocks walked along streets. The Euclidean distance was asked for: squares, sum, root.",
                wrong=lambda kind, A, B: _distances_with(kind, A, B, lambda gap: np.abs(gap).sum(axis=2)),
            ),
            *_with_and_without_floats(
                "You added up the differences first and squared afterwards, so that they cancel. Square each difference, then add.",
                wrong=lambda kind, A, B: _distances_with(kind, A, B, lambda gap: np.abs(gap.sum(axis=2))),
            ),
            *_with_and_without_floats(
                "Rows and columns of the result are the other way round: entry `[i, j]` belongs to row `i` of `A` and row `j` of `B`.",
                wrong=lambda kind, A, B: _distances_with(kind, B, A, lambda gap: np.sqrt((gap**2).sum(axis=2))),
            ),
            Slip(
                "All is right but for pixels: in uint8, 10 − 13 wraps around to 253. Turn both into floats before you subtract: `np.asarray(A, dtype=float)`.",
                wrong=lambda A, B: _distances_wrapped(A, B),
            ),
            Slip(
                "All is right but for pixels: in uint8, differences and their squares wrap around at 256. Turn both into floats before you subtract: "
                "`np.asarray(A, dtype=float)`.",
                wrong=_squares_in_bytes,
            ),
            *_with_and_without_floats(
                "You added up along axis 1, which goes through the points of `B`. The entries of a difference lie along the last axis: `axis=2`.",
                wrong=lambda kind, A, B: _distances_with(kind, A, B, lambda gap: np.sqrt((gap**2).sum(axis=1))),
            ),
            *_with_and_without_floats(
                "You took the mean of the squares, not their sum. A distance divides by nothing.",
                wrong=lambda kind, A, B: _distances_with(kind, A, B, lambda gap: np.sqrt((gap**2).mean(axis=2))),
            ),
        ),
    ),
    Exercise(
        id="c1w3.nearest_neighbours",
        title="The k nearest, nearest first",
        arguments=("D", "k"),
        hints=(
            "Each row of `D` is one question. What puts the *places* of a row in the order of its numbers, instead of the numbers themselves? And which axis is meant?",
            '`np.argsort(D, axis=1, kind="stable")` gives the places from the nearest to the farthest; stable keeps equal distances in the order of their places. Then the first `k` columns. Before that, refuse a `k` that does not fit.',
            '`if not 1 <= k <= D.shape[1]: raise ValueError("...")`, then `return np.argsort(D, axis=1, kind="stable")[:, ...]`.',
        ),
        cases=(
            Case(
                "two questions, two neighbours",
                (np.array([[5.0, 1.0, 3.0, 2.0], [0.5, 4.0, 0.1, 9.0]]), 2),
                holds=_are_places,
            ),
            Case(
                "one neighbour",
                (np.array([[5.0, 1.0, 3.0], [0.5, 4.0, 0.1], [2.0, 3.0, 4.0]]), 1),
                expect=np.array([[1], [2], [0]]),
            ),
            Case("all of them, in order", (np.array([[3.0, 1.0, 2.0]]), 3), expect=np.array([[1, 2, 0]])),
            Case(
                "equal distances: the earlier place first",
                (np.array([[2.0, 1.0, 2.0, 1.0, 1.0]]), 4),
                expect=np.array([[1, 3, 4, 0]]),
            ),
            Case(
                "many equal distances",
                (_TIES, 8),
                holds=_are_places,
            ),
            Case("no neighbour asked for", (np.array([[1.0, 2.0]]), 0), raises=ValueError),
            Case("more neighbours than there are", (np.array([[1.0, 2.0], [3.0, 4.0]]), 3), raises=ValueError),
        ),
        slips=(
            Slip(
                "You sorted down the columns (axis 0). A row holds the distances of one question: sort along axis 1.",
                wrong=lambda D, k: _neighbours(D, k, order=lambda D: np.argsort(D, axis=0, kind="stable")),
            ),
            Slip(
                "These are the farthest ones. `argsort` goes from small to large already: take its first columns.",
                wrong=lambda D, k: _neighbours(D, k, order=lambda D: np.argsort(-D, axis=1, kind="stable")),
            ),
            Slip(
                "The right neighbours, the farthest of them first. The nearest one belongs in column 0.",
                wrong=lambda D, k: _neighbours(D, k, take=lambda places, k: places[:, :k][:, ::-1]),
            ),
            Slip(
                "These are the distances. Their places were asked for: `np.argsort`, not `np.sort`.",
                wrong=lambda D, k: _neighbours(D, k, order=lambda D: np.sort(D, axis=1)),
            ),
            Slip(
                "The first place was dropped, as one does when every point is its own nearest neighbour. Here the distances may be to other points: keep the nearest.",
                wrong=lambda D, k: _neighbours(D, k, take=lambda places, k: places[:, 1 : k + 1]),
            ),
            Slip(
                "All places are one too large: Python counts from 0, and so does `np.argsort`.",
                wrong=lambda D, k: _neighbours(D, k) + 1,
            ),
            Slip(
                "The first `k` *rows* were kept. Each row is one question: keep all of them, and of each the first `k` columns, `[:, :k]`.",
                wrong=lambda D, k: _neighbours(D, k, take=lambda places, k: places[:k]),
            ),
            Slip(
                'Among equal distances the last place came first. The earlier place goes first: `np.argsort(..., kind="stable")`.',
                wrong=lambda D, k: _neighbours(D, k, order=_last_of_ties_first),
            ),
            Slip(
                'Among many equal distances the order is mixed up: the sort that `np.argsort` uses by default may swap them. `kind="stable"` keeps the earlier place first.',
                wrong=lambda D, k: (
                    _neighbours(D, k, order=_last_of_ties_first) if D.shape[1] > 16 else _neighbours(D, k)
                ),
            ),
            Slip(
                "A `k` that does not fit went through in silence: a slice never complains. Refuse it: `if not 1 <= k <= D.shape[1]: raise ValueError(...)`.",
                wrong=lambda D, k: _neighbours(D, k, check=False),
            ),
        ),
    ),
    Exercise(
        id="c1w3.knn_predict",
        title="Classify by the k nearest",
        arguments=("X", "y", "Q", "k"),
        hints=(
            "Three steps, and two of them you have written already. Then each row of neighbours has a vote: what do they vote with?",
            "`pairwise_distances(Q, X)`, questions in the rows; `nearest_neighbours` of it; `y[...]` of the places gives labels of shape (q, k). For each row: `np.bincount` counts the votes, `argmax` takes the first, thus smallest, label with the most.",
            "`labels = y[nearest_neighbours(pairwise_distances(Q, X), k)]`, then `return np.array([np.bincount(row)... for row in labels])`.",
        ),
        cases=(
            Case(
                "two groups, three neighbours",
                (_CROWD_X, _CROWD_Y, np.array([[0.2, 0.1], [5.4, 5.3], [5.2, 5.6], [6.0, 6.1]]), 3),
                expect=np.array([0, 1, 1, 1]),
            ),
            Case(
                "the nearest is outvoted",
                (_CROWD_X, _CROWD_Y, np.array([[0.5, 0.5], [0.45, 0.4]]), 3),
                expect=np.array([0, 0]),
            ),
            Case("one neighbour", (_CROWD_X, _CROWD_Y, np.array([[0.5, 0.5]]), 1), expect=np.array([1])),
            Case(
                "three labels, larger numbers",
                (
                    np.array([[0.0], [1.0], [2.0], [10.0], [11.0], [12.0], [20.0], [21.0], [22.0]]),
                    np.array([7, 7, 7, 2, 2, 2, 4, 4, 4]),
                    np.array([[1.4], [10.6], [30.0], [15.0]]),
                    3,
                ),
                expect=np.array([7, 2, 4, 2]),
            ),
            Case(
                "a tie: the smallest label wins",
                (np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([8, 1, 8, 1]), np.array([[0.0], [5.0]]), 4),
                expect=np.array([1, 1]),
            ),
            Case(
                "every example votes",
                (_CROWD_X, _CROWD_Y, np.array([[0.0, 0.0], [9.0, 9.0]]), 7),
                expect=np.array([1, 1]),
            ),
            Case(
                "the same direction is not the same place",
                (
                    np.array([[1.0, 1.0], [1.5, 1.0], [1.0, 1.6], [9.0, 8.0], [8.0, 9.0], [9.0, 9.5]]),
                    np.array([0, 0, 0, 1, 1, 1]),
                    np.array([[8.5, 8.5], [1.2, 1.1]]),
                    1,
                ),
                expect=np.array([1, 0]),
            ),
            Case(
                "the distance is Euclidean",
                (
                    np.array([[33.0, 10.0], [32.0, 12.0], [53.0, 33.0], [54.0, 30.0]]),
                    np.array([4, 9, 4, 9]),
                    np.array([[30.0, 10.0], [50.0, 30.0]]),
                    1,
                ),
                expect=np.array([9, 9]),
            ),
        ),
        slips=(
            Slip(
                "Only the nearest one decided. All `k` neighbours vote, and the label with the most votes wins.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, 1),
            ),
            Slip(
                "You took the mean of the labels. Labels are names: the mean of a 7 and a 3 is no 5. Count votes.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, vote=lambda labels, k: int(round(float(labels.mean())))),
            ),
            Slip(
                "You took the mean of the labels, decimals and all. Labels are names: count votes, and return the label with most of them.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, vote=lambda labels, k: float(labels.mean())),
            ),
            Slip(
                "You counted votes among places in `X`, where each has one vote. Look the labels up first, `y[places]`, and count those.",
                wrong=lambda X, y, Q, k: np.sort(np.argsort(_distances(Q, X), axis=1, kind="stable")[:, :k], axis=1)[
                    :, 0
                ],
            ),
            Slip(
                "`argmax` of the counts of `np.unique` is a place in its list of labels, not a label. Look it up in that list, or use `np.bincount`.",
                wrong=lambda X, y, Q, k: _knn(
                    X, y, Q, k, vote=lambda labels, k: int(np.unique(labels, return_counts=True)[1].argmax())
                ),
            ),
            Slip(
                "`np.bincount` counts one row of whole numbers, not a table. Each new point has its own vote: call it for one row after the other.",
                wrong=_knn_whole_table,
            ),
            Slip(
                "These are the places of examples in `X`, not labels. Look the labels up: `y[places]`.",
                wrong=lambda X, y, Q, k: np.argsort(_distances(Q, X), axis=1, kind="stable")[:, 0],
            ),
            Slip(
                "The farthest examples voted. Sort from small to large, and take the first `k`.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, order=lambda D: np.argsort(-D, axis=1, kind="stable")),
            ),
            Slip(
                "In a tie, the largest label won. The smallest one was asked for; `np.bincount(row).argmax()` gives it.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, vote=lambda labels, k: _votes(labels, k, tie="largest")),
            ),
            Slip(
                "In a tie, the label of the nearer neighbour won. A sensible rule, but here the smallest label was asked for; `np.bincount(row).argmax()` gives it.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, vote=lambda labels, k: _votes(labels, k, tie="nearest")),
            ),
            Slip(
                "These are the neighbours by cosine, which forgets how far out a point lies. Use the distances.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, distance=_cosine_distances),
            ),
            Slip(
                "These are the neighbours by the 1-norm, blocks walked along streets. The Euclidean distance was asked for: squares, sum, root.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, distance=_block_distances),
            ),
            Slip(
                "This is how many votes the winner got. Which label it is was asked for: `argmax`, not `max`.",
                wrong=lambda X, y, Q, k: _knn(X, y, Q, k, vote=lambda labels, k: int(np.bincount(labels).max())),
            ),
        ),
    ),
)

# --- C1W3-5 Lab: Transformations you can see -------------------------------------------------------------------------


def _xy(v):
    x, y = np.asarray(v, dtype=float)
    return float(x), float(y)


def _pair_map(function):
    """Return a mistake from what it makes of the two entries: ``function(x, y, *numbers)``."""

    def wrong(v, *numbers):
        return np.array(function(*_xy(v), *numbers), dtype=float)

    return wrong


def _turned(x, y, angle, *, signs=(-1, 1)):
    c, s = np.cos(angle), np.sin(angle)
    return c * x + signs[0] * s * y, signs[1] * s * x + c * y


def _turned_one_after_the_other(x, y, degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    x = c * x - s * y
    return x, s * x + c * y


def _turned_with_swapped(x, y, degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return s * x - c * y, c * x + s * y


def _times_entries(v, degrees):
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]]) * np.asarray(v, dtype=float)


def _turned_by_arctan(x, y, degrees):
    with np.errstate(all="ignore"):
        angle = np.arctan(np.float64(y) / x) + np.radians(degrees)
    return np.hypot(x, y) * np.cos(angle), np.hypot(x, y) * np.sin(angle)


def _images(f, n, *, kind=float):
    return [np.asarray(f(np.eye(n, dtype=kind)[j]), dtype=float) for j in range(n)]


def _matrix_by_rows(f, n):
    return np.array(_images(f, n))


def _matrix_of_whole_numbers(f, n):
    return np.column_stack([np.asarray(f(np.eye(n, dtype=int)[j])) for j in range(n)])


def _matrix_of_two(f, n):
    return np.column_stack(_images(f, n)[:2])


def _matrix_of_ones_kept(f, n):
    return np.column_stack(
        [np.asarray(f(np.array([1.0] * (j + 1) + [0.0] * (n - j - 1))), dtype=float) for j in range(n)]
    )


def _matrix_by_rows_into_a_square(f, n):
    A = np.zeros((n, n))
    for j in range(n):
        A[j] = f(np.eye(n)[j])
    return A


def _with_last_image_only(f, n):
    images = _images(f, n)
    return np.column_stack([0.0 * images[0]] * (n - 1) + [images[-1]])


def _points_by(A, points, rule):
    return rule(np.asarray(A, dtype=float), np.asarray(points, dtype=float))


def _product(matrices, *, join=lambda total, M: M @ total, start=None):
    if len(matrices) == 0:
        raise ValueError("at least one matrix is needed")
    matrices = [np.asarray(M, dtype=float) for M in matrices]
    total = matrices[0] if start is None else start
    for M in matrices[1:]:
        total = join(total, M)
    return total


def _reciprocals(A):
    with np.errstate(all="ignore"):
        return 1.0 / np.asarray(A, dtype=float)


def _inverse(A, *, refuse=None, divide=True, swap=True, determinant=lambda a, b, c, d: a * d - b * c):
    A = np.asarray(A, dtype=float)
    (a, b), (c, d) = A
    size = determinant(a, b, c, d)
    if (abs(size) <= 1e-10 * np.abs(A).max() ** 2) if refuse is None else refuse(A, size):
        raise ValueError("singular")
    adjugate = np.array([[d, -b], [-c, a]]) if swap else np.array([[a, -b], [-c, d]])
    with np.errstate(all="ignore"):
        return adjugate / size if divide else adjugate


def _inverse_or_pseudo(A):
    A = np.asarray(A, dtype=float)
    return np.linalg.pinv(A)


_TURN = np.array([[0.0, -1.0], [1.0, 0.0]])
_LEAN = np.array([[1.0, 1.0], [0.0, 1.0]])
_WIDEN = np.array([[3.0, 0.0], [0.0, 1.0]])
_TRIANGLE = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 3.0]])

MAPS: tuple[Exercise, ...] = (
    Exercise(
        id="c1w3.hscale",
        title="Scale from left to right",
        arguments=("v", "factor"),
        hints=(
            "One of the two entries changes, the other one stays. Which one measures left and right?",
            "Take the vector apart, `x, y = v`, and put a new array together.",
            "`x, y = v`, then `return np.array([factor * x, ...])`, with the entry that stays.",
        ),
        cases=(
            Case("twice as wide", (np.array([1.5, 2.0]), 2.0), expect=np.array([3.0, 2.0])),
            Case("half as wide, whole numbers", (np.array([3, -1]), 0.5), expect=np.array([1.5, -1.0])),
            Case("to the other side", (np.array([4.0, 1.0]), -1.0), expect=np.array([-4.0, 1.0])),
            Case("nothing left of the width", (np.array([5.0, -3.0]), 0.0), expect=np.array([0.0, -3.0])),
            Case("a vector that points straight up", (np.array([0.0, 2.0]), 7.0), expect=np.array([0.0, 2.0])),
        ),
        slips=(
            Slip(
                "Both entries were multiplied, so the height changed as well. Only left and right is to be scaled: the first entry.",
                wrong=_pair_map(lambda x, y, f: (f * x, f * y)),
            ),
            Slip(
                "You scaled the height. The *first* entry measures left and right.",
                wrong=_pair_map(lambda x, y, f: (x, f * y)),
            ),
            Slip(
                "The factor was added. Scaling multiplies; adding would move the origin as well, and then nothing is linear.",
                wrong=_pair_map(lambda x, y, f: (x + f, y)),
            ),
            Slip(
                "You divided by the factor: with factor 2 the vector became narrower.",
                wrong=_pair_map(lambda x, y, f: (x / f if f else float("inf"), y)),
            ),
        ),
    ),
    Exercise(
        id="c1w3.reflect_y",
        title="Mirror in the y-axis",
        arguments=("v",),
        hints=(
            "Hold a mirror along the y-axis, upright. What happens to left and right, what to up and down?",
            "The point (3, 1) goes to (−3, 1). Which entry changed its sign?",
            "`x, y = v`, then `return np.array([...])` with the sign of `x` turned.",
        ),
        cases=(
            Case("right goes left", (np.array([3.0, 1.0]),), expect=np.array([-3.0, 1.0])),
            Case("left goes right", (np.array([-2.0, 5.0]),), expect=np.array([2.0, 5.0])),
            Case("below the axis", (np.array([1.0, -4.0]),), expect=np.array([-1.0, -4.0])),
            Case("on the mirror", (np.array([0.0, 2.0]),), expect=np.array([0.0, 2.0])),
            Case("whole numbers", (np.array([4, 6]),), expect=np.array([-4, 6])),
        ),
        slips=(
            Slip(
                "You turned the sign of the second entry: that is the mirror image in the x-axis, upside down. What lies on the mirror stays, and (0, 2) lies on the y-axis.",
                wrong=_pair_map(lambda x, y: (x, -y)),
            ),
            Slip(
                "You turned both signs: that is half a turn about the origin, not a mirror image. Up stays up.",
                wrong=_pair_map(lambda x, y: (-x, -y)),
            ),
            Slip(
                "You swapped the entries: that mirrors in the diagonal $y = x$.",
                wrong=_pair_map(lambda x, y: (y, x)),
            ),
            Slip(
                "The vector came back as it was. Is the entry with the other sign in what you return?",
                wrong=_pair_map(lambda x, y: (x, y)),
            ),
            Slip(
                "Everything landed on one side. Mirrored twice, a vector has to be back where it was; turn the sign of the first entry, whichever it is.",
                wrong=_pair_map(lambda x, y: (-abs(x), y)),
            ),
        ),
    ),
    Exercise(
        id="c1w3.rotate",
        title="Rotate by an angle",
        arguments=("v", "degrees"),
        hints=(
            "Two vectors are enough: where do (1, 0) and (0, 1) land after a turn by θ? Sine and cosine are the answer to the first, and the second is a quarter turn further.",
            "(1, 0) lands on (cos θ, sin θ), (0, 1) on (−sin θ, cos θ). The vector (x, y) is x of the first plus y of the second. `np.radians` turns degrees into what `np.cos` wants.",
            "`c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))`, then `return np.array([c * x - s * y, ...])`.",
        ),
        cases=(
            Case("a quarter turn", (np.array([2.0, 1.0]), 90.0), expect=np.array([-1.0, 2.0])),
            Case("30 degrees", (np.array([2.0, 0.0]), 30.0), expect=np.array([np.sqrt(3.0), 1.0])),
            Case("clockwise: a negative angle", (np.array([2.0, 1.0]), -90.0), expect=np.array([1.0, -2.0])),
            Case("half a turn, whole numbers", (np.array([3, -2]), 180), expect=np.array([-3.0, 2.0])),
            Case(
                "60 degrees, both entries",
                (np.array([2.0, 4.0]), 60.0),
                expect=np.array([1.0 - 2.0 * np.sqrt(3.0), np.sqrt(3.0) + 2.0]),
            ),
            Case("no turn at all", (np.array([1.5, -0.5]), 0.0), expect=np.array([1.5, -0.5])),
            Case("a vector that points to the left", (np.array([-2.0, 1.0]), 90.0), expect=np.array([-1.0, -2.0])),
        ),
        slips=(
            Slip(
                "`np.cos` and `np.sin` take radians; you gave them degrees. `np.radians(degrees)` first.",
                wrong=_pair_map(lambda x, y, degrees: _turned(x, y, degrees)),
            ),
            Slip(
                "`np.degrees` goes the other way, from radians to degrees. You have degrees and want radians: `np.radians(degrees)`.",
                wrong=_pair_map(lambda x, y, degrees: _turned(x, y, np.degrees(degrees))),
            ),
            Slip(
                "`np.arctan(y / x)` cannot tell a vector from its opposite: for negative `x` it gives the angle of the opposite one. `np.arctan2(y, x)` can.",
                wrong=_pair_map(_turned_by_arctan),
            ),
            Slip(
                "You turned clockwise. A positive angle turns anticlockwise: (1, 0) goes up, to (cos θ, sin θ). The minus belongs in the first row; and with a matrix it is `R @ v`, not `v @ R`.",
                wrong=_pair_map(lambda x, y, degrees: _turned(x, y, np.radians(degrees), signs=(1, -1))),
            ),
            Slip(
                "There is no minus in it. The image of (0, 1) leans to the left: (−sin θ, cos θ).",
                wrong=_pair_map(lambda x, y, degrees: _turned(x, y, np.radians(degrees), signs=(1, 1))),
            ),
            Slip(
                "The second entry was computed from the *new* first one. Keep the old `x` until both are done.",
                wrong=_pair_map(_turned_one_after_the_other),
            ),
            Slip(
                "Sine and cosine are in each other's place: a turn by 0 degrees should leave everything where it is, and cos 0 = 1.",
                wrong=_pair_map(_turned_with_swapped),
            ),
            Slip(
                "Each entry was multiplied by a number of its own. But each new entry needs *both* old ones: $x$ of the image of (1, 0) plus $y$ of the image of (0, 1).",
                wrong=_pair_map(
                    lambda x, y, degrees: (x * np.cos(np.radians(degrees)), y * np.sin(np.radians(degrees)))
                ),
            ),
            Slip(
                "`*` multiplies the matrix and the vector entry by entry. The image of a vector is `R @ v`.",
                wrong=_times_entries,
            ),
        ),
    ),
    Exercise(
        id="c1w3.matrix_of",
        title="From a function to its matrix",
        arguments=("f", "n"),
        hints=(
            "A linear map is known once you know where the basis vectors go. You have the function: ask it.",
            "The rows (and columns) of `np.eye(n)` are the basis vectors. The image of basis vector j is *column* j of the matrix: `np.column_stack` puts columns side by side.",
            "`return np.column_stack([f(e) for e in ...])`, over the basis vectors as floats.",
        ),
        cases=(
            Case(
                "a quarter turn",
                (Named("utils.learn.machines.quarter_turn"), 2),
                expect=np.array([[0.0, -1.0], [1.0, 0.0]]),
            ),
            Case("a slanted floor", (Named("utils.learn.machines.tile"), 2), expect=np.array([[2.0, 1.0], [1.0, 2.0]])),
            Case(
                "three numbers in, two out",
                (Named("utils.learn.machines.parcel"), 3),
                expect=np.array([[0.9, 0.02, 0.3], [8.0, 1.5, 5.0]]),
            ),
            Case(
                "half of the first entry",
                (Named("utils.learn.machines.half_of_the_first"), 2),
                expect=np.array([[0.5, 0.0], [0.0, 1.0]]),
            ),
            Case(
                "two numbers in, one out",
                (Named("utils.learn.machines.shadow_length"), 2),
                expect=np.array([[0.6, 0.8]]),
            ),
        ),
        slips=(
            Slip(
                "The images stand in the rows. The image of basis vector $j$ is *column* $j$: `np.column_stack`, or `.T` at the end.",
                wrong=_matrix_by_rows,
            ),
            Slip(
                "The images stand in the rows: write `A[:, j]`, *column* $j$. And the matrix has as many rows as numbers come out, not always `n`.",
                wrong=_matrix_by_rows_into_a_square,
            ),
            Slip(
                "You asked with whole numbers. A function may keep the type of what it gets, and one half has no place among whole numbers. The rows of `np.eye(n)` are floats.",
                wrong=_matrix_of_whole_numbers,
            ),
            Slip(
                "Two columns are not always enough: the matrix has one column for each of the `n` numbers that go in.",
                wrong=_matrix_of_two,
            ),
            Slip(
                "The 1 of the round before is still there: you asked about $\\mathbf{e}_1 + \\mathbf{e}_2$ instead of $\\mathbf{e}_2$. Begin each round with fresh zeros.",
                wrong=_matrix_of_ones_kept,
            ),
            Slip(
                "Only the last column was filled in. Is the `return` inside the loop, or is the array made anew in each round?",
                wrong=_with_last_image_only,
            ),
        ),
    ),
    Exercise(
        id="c1w3.apply_to_points",
        title="A matrix on many points at once",
        arguments=("A", "points"),
        hints=(
            "`A @ v` wants a column. The points are rows. What turns rows into columns, and what has to happen to the result?",
            "`points.T` has the points as columns, `A @ points.T` their images as columns. Turn it back. (The same in one go: $(\\mathbf{A}\\mathbf{P}^\\top)^\\top = \\mathbf{P}\\mathbf{A}^\\top$.)",
            "`return points @ ...`, with the transpose of `A`.",
        ),
        cases=(
            Case(
                "a triangle, turned by a quarter",
                (_TURN, _TRIANGLE),
                expect=np.array([[0.0, 0.0], [0.0, 2.0], [-3.0, 1.0]]),
            ),
            Case(
                "two points: the shapes fit either way",
                (_LEAN, np.array([[1.0, 0.0], [1.0, 2.0]])),
                expect=np.array([[1.0, 0.0], [3.0, 2.0]]),
            ),
            Case("one point", (_LEAN, np.array([[2.0, -1.0]])), expect=np.array([[1.0, -1.0]])),
            Case(
                "from the plane into space",
                (np.array([[1.0, 0.0], [0.0, 1.0], [2.0, -1.0]]), _TRIANGLE),
                expect=np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 4.0], [1.0, 3.0, -1.0]]),
            ),
            Case(
                "from space onto a line",
                (np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, -1.0]])),
                expect=np.array([[1.0], [-1.0]]),
            ),
            Case(
                "points of whole numbers, images with decimals",
                (np.array([[0.0, 0.5], [1.0, 0.0]]), np.array([[5, 7], [0, 2], [1, 1], [4, 0]])),
                expect=np.array([[3.5, 5.0], [1.0, 0.0], [0.5, 1.0], [0.0, 4.0]]),
            ),
        ),
        slips=(
            Slip(
                "`points @ A` multiplies each row by the *columns* of `A`: the points are moved by the transpose of `A`. Write `points @ A.T`.",
                wrong=lambda A, points: _points_by(A, points, lambda A, P: P @ A),
            ),
            Slip(
                "`A @ points` mixes the *points* with one another: it takes the rows for coordinates. Each row is a point, so turn first: `points @ A.T`.",
                wrong=lambda A, points: _points_by(A, points, lambda A, P: A @ P),
            ),
            Slip(
                "The images are right, but they stand in the columns. Turn the result: `.T`.",
                wrong=lambda A, points: _points_by(A, points, lambda A, P: A @ P.T),
            ),
            Slip(
                "`*` multiplies entry by entry. A product of matrices is `@`.",
                wrong=lambda A, points: _points_by(A, points, lambda A, P: P * A),
            ),
        ),
    ),
    Exercise(
        id="c1w3.compose",
        title="One matrix for a chain of maps",
        arguments=("matrices",),
        hints=(
            "Which matrix stands next to the vector in a product such as $\\mathbf{B}\\mathbf{A}\\mathbf{v}$, and which one acts first?",
            "Start with the first matrix of the list. Each further one is multiplied from the *left*. Before all that: an empty list is refused.",
            '`total = matrices[0]`, then `for M in matrices[1:]: total = M @ ...`. Before it: `if len(matrices) == 0: raise ValueError("...")`.',
        ),
        cases=(
            Case("first turn, then lean", ([_TURN, _LEAN],), expect=np.array([[1.0, -1.0], [1.0, 0.0]])),
            Case("first lean, then turn", ([_LEAN, _TURN],), expect=np.array([[0.0, -1.0], [1.0, 1.0]])),
            Case("three maps", ([_WIDEN, _TURN, _LEAN],), expect=np.array([[3.0, -1.0], [3.0, 0.0]])),
            Case("one map", ([_LEAN],), expect=np.array([[1.0, 1.0], [0.0, 1.0]])),
            Case(
                "through another space: two numbers in, three, then one out",
                ([np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([[1.0, -1.0, 2.0]])],),
                expect=np.array([[3.0, 1.0]]),
            ),
            Case(
                "from space to the plane, then a turn",
                ([np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]), _TURN],),
                expect=np.array([[0.0, -1.0, 1.0], [1.0, 0.0, 2.0]]),
            ),
            Case("no map at all", ([],), raises=ValueError),
        ),
        slips=(
            Slip(
                "The maps act in the wrong order. The one that acts first stands next to the vector, at the *right*: each further matrix is multiplied from the left.",
                wrong=lambda matrices: _product(matrices, join=lambda total, M: total @ M),
            ),
            Slip(
                "`*` multiplies entry by entry. One map after another is the product of matrices, `@`.",
                wrong=lambda matrices: _product(matrices, join=lambda total, M: total * M),
            ),
            Slip(
                "You added the matrices. That adds up the results of the maps; one *after* the other is a product.",
                wrong=lambda matrices: _product(matrices, join=lambda total, M: total + M),
            ),
            Slip(
                "The last map is missing. `for M in matrices[1:]` goes on to the end of the list.",
                wrong=lambda matrices: _product(matrices if len(matrices) < 2 else matrices[:-1]),
            ),
            Slip(
                "Only the first two maps are in it.",
                wrong=lambda matrices: _product(matrices[:2]),
            ),
            Slip(
                "The `return` stands inside the loop: after the second map it is over, and a single map never gets there.",
                wrong=lambda matrices: None if len(matrices) == 1 else _product(matrices[:2]),
            ),
            Slip(
                "You started from an identity of two rows: that fits only chains into which two numbers go. Start with the first matrix.",
                wrong=lambda matrices: _product([np.eye(2), *matrices]),
            ),
            Slip(
                "The first map acts twice: it is the start, and the loop brings it once more. Go on from `matrices[1:]`.",
                wrong=lambda matrices: _product([*matrices[:1], *matrices]),
            ),
            Slip(
                "The product started from zeros, and zeros stay zeros. Start with the first matrix.",
                wrong=lambda matrices: _product(matrices, start=np.zeros_like(np.asarray(matrices[0], dtype=float))),
            ),
        ),
    ),
    Exercise(
        id="c1w3.undo",
        title="The map that undoes it",
        arguments=("A",),
        hints=(
            "`np.linalg.inv` has the answer for a matrix that has one. Which matrices have none, and does `inv` notice all of them?",
            "The determinant $ad - bc$ tells: it is 0 for a map that flattens the plane. Rounding may leave 1e-17 of a zero, so compare its size with `1e-10` times the square of the largest entry.",
            '`size = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]`; `if abs(size) <= 1e-10 * np.abs(A).max() ** 2: raise ValueError("...")`; then the inverse.',
        ),
        cases=(
            Case("a slanted map", (np.array([[2.0, 1.0], [1.0, 1.0]]),), expect=np.array([[1.0, -1.0], [-1.0, 2.0]])),
            Case(
                "a quarter turn is undone by a quarter turn back", (_TURN,), expect=np.array([[0.0, 1.0], [-1.0, 0.0]])
            ),
            Case(
                "different factors", (np.array([[4.0, 0.0], [0.0, 0.5]]),), expect=np.array([[0.25, 0.0], [0.0, 2.0]])
            ),
            Case("whole numbers", (np.array([[1, 2], [3, 4]]),), expect=np.array([[-2.0, 1.0], [1.5, -0.5]])),
            Case(
                "a very small picture",
                (np.array([[2e-7, 1e-7], [1e-7, 1e-7]]),),
                expect=np.array([[1e7, -1e7], [-1e7, 2e7]]),
            ),
            Case(
                "a picture smaller still",
                (np.array([[2e-12, 1e-12], [1e-12, 1e-12]]),),
                expect=np.array([[1e12, -1e12], [-1e12, 2e12]]),
            ),
            Case("everything onto one line", (np.array([[1.0, 2.0], [2.0, 4.0]]),), raises=ValueError),
            Case("onto one line on paper, with rounding", (np.array([[0.1 * 3, 0.6], [0.1, 0.2]]),), raises=ValueError),
            Case("everything onto one point", (np.zeros((2, 2)),), raises=ValueError),
        ),
        slips=(
            Slip(
                "This is the transpose. It undoes rotations and reflections, since their columns have length 1 and stand at right angles, and nothing else.",
                wrong=lambda A: _inverse(A) * 0 + np.asarray(A, dtype=float).T,
            ),
            Slip(
                "You took 1 over each entry. Undoing a map is not undoing its entries: try `A @ result`, it should be the identity.",
                wrong=_reciprocals,
            ),
            Slip(
                "You left out the division by the determinant: `A @ result` is the determinant times the identity.",
                wrong=lambda A: _inverse(A, divide=False),
            ),
            Slip(
                "`a` and `d` have to change places; the other two entries change their signs.",
                wrong=lambda A: _inverse(A, swap=False),
            ),
            Slip(
                "`a` and `d` changed places, as they should, but the signs of `b` and `c` stayed. Both have to change.",
                wrong=lambda A: _inverse(A) * np.array([[1.0, -1.0], [-1.0, 1.0]]),
            ),
            Slip(
                "Only `a` and `d` change places. `b` and `c` stay where they are and change their signs.",
                wrong=lambda A: _inverse(A).T,
            ),
            Slip(
                "The determinant is $ad - bc$. You added the two products.",
                wrong=lambda A: _inverse(A, determinant=lambda a, b, c, d: a * d + b * c),
            ),
            Slip(
                "A small determinant was taken for 0. The picture of 1/5 000 000 of the size can be undone: compare with the square of the largest entry.",
                wrong=lambda A: _inverse(A, refuse=lambda A, size: abs(size) <= 1e-10),
            ),
            Slip(
                "A very small picture was refused, although it can be undone. A determinant is made of products of *two* entries: compare with the *square* of the largest entry.",
                wrong=lambda A: _inverse(A, refuse=lambda A, size: abs(size) <= 1e-10 * np.abs(A).max()),
            ),
            Slip(
                "A matrix of zeros went through. There the determinant and the limit are both 0, and 0 < 0 is false: write `<=`.",
                wrong=lambda A: _inverse(A, refuse=lambda A, size: abs(size) < 1e-10 * np.abs(A).max() ** 2),
            ),
            Slip(
                "You refused a map because its determinant is negative. That only means that it turns the plane over, which can be undone. Compare the size: `abs(...)`.",
                wrong=lambda A: _inverse(A, refuse=lambda A, size: size <= 1e-10 * np.abs(A).max() ** 2),
            ),
            Slip(
                "A matrix that is singular on paper went through: rounding left a tiny determinant, and the entries of your result are around 1e16. Refuse it if the determinant is at most 1e-10 times the square of the largest entry.",
                wrong=lambda A: _inverse(A, refuse=lambda A, size: size == 0),
            ),
            Slip(
                "`np.linalg.inv` gave an inverse, with entries around 1e16, to a matrix that is singular on paper: rounding left a tiny determinant, so neither `inv` nor a test for exactly 0 notices. Refuse it if the determinant is at most 1e-10 times the square of the largest entry.",
                wrong=lambda A: np.linalg.inv(np.asarray(A, dtype=float)),
            ),
            Slip(
                "`np.linalg.pinv` always returns something, also where several points land on one and nothing can bring them back. Refuse singular matrices.",
                wrong=_inverse_or_pseudo,
            ),
        ),
    ),
)

# --- C1W3-6 Assignment: From transformations to a network ------------------------------------------------------------


def _net_array(value, rows: int | None = None) -> np.ndarray:
    """Return an argument as a matrix of floats, or refuse it as rule 1 of the assignment says."""
    array = np.array(value, dtype=float)
    if array.ndim != 2 or array.size == 0 or not np.isfinite(array).all() or rows not in (None, len(array)):
        raise ValueError("shape or entries")
    return array


def _net_map(function):
    """Return an exercise's mistake from what it does to good points: ``function(x, y, *numbers)`` gives the two rows."""

    def wrong(P, *numbers):
        return np.array(function(*_net_array(P, 2), *numbers))

    return wrong


def _net_cut(function):
    """Return a mistake that writes right results into an array of the points' own type."""

    def wrong(P, *numbers):
        _net_array(P, 2)
        M = np.array(P)
        M[...] = np.array(function(*np.array(P, dtype=float), *numbers))
        return M

    return wrong


def _net_by_points(function):
    """Return a mistake that takes the first two points for the two coordinates."""

    def wrong(P, *numbers):
        M = _net_array(P, 2)
        if M.shape[1] == 1:
            raise IndexError("index 1 is out of bounds for axis 1 with size 1")
        M[:, 0], M[:, 1] = function(M[:, 0].copy(), M[:, 1].copy(), *numbers)
        return M

    return wrong


def _net_upright(function):
    """Return a mistake that gives right points with one row for each."""

    def wrong(P, *numbers):
        return np.array(function(*_net_array(P, 2), *numbers)).T

    return wrong


def _net_stretched(x, y, a, b):
    return a * x, b * y


def _net_sheared(x, y, k):
    return x + k * y, y


def _net_turned(x, y, angle):
    return np.cos(angle) * x - np.sin(angle) * y, np.sin(angle) * x + np.cos(angle) * y


def _net_both(x, y, angle, a, b):
    return _net_stretched(*_net_turned(x, y, angle), a, b)


_CUT = (
    "The results are right before they are written down: your array was made from whole numbers and cuts the decimals off. "
    "Begin with floats, `P = np.array(P, dtype=float)`."
)
_UPRIGHT = (
    "The points are right, but each came out as a *row*. Points go in and come out as columns: shape `(2, m)`. Is there a "
    "transpose too many, or a `@` with `P.T`?"
)
_BY_POINTS = (
    "You used `P[:, 0]` and `P[:, 1]`. These are the first two *points*. The x-coordinates of all points are the first row, `P[0]`, the y-coordinates "
    "the second, `P[1]`."
)

_NET_TRIANGLE = np.array([[0.0, 2.0, 1.0], [0.0, 0.0, 3.0]])
_TWO_POINTS = np.array([[1.0, 4.0], [2.0, -3.0]])
_WHOLE_POINTS = np.array([[3, -2, 5, 1], [1, 4, -3, 7]])
_ONE_POINT = np.array([[1.5], [-2.0]])
_HOLE = np.array([[1.0, np.nan], [2.0, 3.0]])


def _net_bad_points(rng: np.random.Generator, *numbers) -> list[Case]:
    infinite = rng.normal(size=(2, 3))
    infinite[1, 2] = np.inf
    words = np.array([["left", "right"], ["up", "down"]])
    return [
        Case("an infinite coordinate", (infinite, *numbers), raises=ValueError),
        Case("points with three coordinates", (rng.normal(size=(3, 4)), *numbers), raises=ValueError),
        Case("a single point with one axis", (rng.normal(size=2), *numbers), raises=ValueError),
        Case("no points", (np.zeros((2, 0)), *numbers), raises=ValueError),
        Case("words in place of numbers", (words, *numbers), raises=ValueError),
    ]


def _net_drawn_points(rng: np.random.Generator) -> list[tuple[str, np.ndarray]]:
    whole = rng.integers(1, 9, size=(2, 4)) * rng.choice([-1, 1], size=(2, 4))
    small = rng.integers(1, 9, size=(2, 3)).astype(np.int8)
    return [
        ("whole numbers", whole),
        ("two points", rng.normal(size=(2, 2))),
        ("a single point", rng.normal(size=(2, 1))),
        ("whole numbers of a small type", small),
        ("a thousand points", rng.normal(scale=5, size=(2, 1000))),
    ]


def _more_stretch(rng: np.random.Generator) -> list[Case]:
    a, b = (float(x) for x in rng.choice([0.3, 1.7, 2.4, 3.1, 0.8], size=2, replace=False))
    drawn = [
        Case(probe, (P, a, -b), np.array(_net_stretched(*P.astype(float), a, -b)))
        for probe, P in _net_drawn_points(rng)
    ]
    P = rng.normal(size=(2, 3))
    return [
        *drawn,
        Case("flattened: a factor of 0", (P, 0.0, b), np.array([[0.0], [b]]) * P),
        Case("whole-number factors", (P, 3, -2), np.array([[3], [-2]]) * P),
        *_net_bad_points(rng, a, b),
    ]


def _more_shear(rng: np.random.Generator) -> list[Case]:
    k = float(rng.choice([0.3, 1.7, 2.4, -0.6, -1.3]))
    drawn = [Case(probe, (P, k), np.array(_net_sheared(*P.astype(float), k))) for probe, P in _net_drawn_points(rng)]
    P = rng.normal(size=(2, 3))
    return [
        *drawn,
        Case("a factor of 0", (P, 0.0), P.copy()),
        Case("points below the x-axis", (-np.abs(P), k), np.array(_net_sheared(*-np.abs(P), k))),
        *_net_bad_points(rng, k),
    ]


def _more_rotation(rng: np.random.Generator) -> list[Case]:
    angle = float(rng.uniform(0.4, 1.2))
    drawn = [
        Case(probe, (P, angle), np.array(_net_turned(*P.astype(float), angle))) for probe, P in _net_drawn_points(rng)
    ]
    P = rng.normal(size=(2, 3))
    return [
        *drawn,
        Case("a half turn", (P, np.pi), -P),
        Case("clockwise: a negative angle", (P, -2 * angle), np.array(_net_turned(*P, -2 * angle))),
        Case("several turns", (P, 30.0 + angle), np.array(_net_turned(*P, 30.0 + angle))),
        *_net_bad_points(rng, angle),
    ]


def _more_both(rng: np.random.Generator) -> list[Case]:
    angle, (a, b) = float(rng.uniform(0.4, 1.2)), (float(x) for x in rng.choice([0.3, 1.7, 2.4, 3.1], 2, replace=False))
    numbers = (angle, a, b)
    drawn = [
        Case(probe, (P, *numbers), np.array(_net_both(*P.astype(float), *numbers)))
        for probe, P in _net_drawn_points(rng)
    ]
    P = rng.normal(size=(2, 3))
    return [
        *drawn,
        Case("equal factors", (P, angle, a, a), a * np.array(_net_turned(*P, angle))),
        Case("a negative angle and a negative factor", (P, -angle, -a, b), np.array(_net_both(*P, -angle, -a, b))),
        Case("flattened after the turn", (P, angle, 0.0, b), np.array(_net_both(*P, angle, 0.0, b))),
        *_net_bad_points(rng, *numbers),
    ]


def _net_inside(transformation, n, *, offset=True, flat=False, transposed=False, shift=True, tested=True, ones=False):
    """Find W and b of a function from outside, as the assignment asks or with one of the mistakes."""
    b = np.asarray(transformation(np.zeros((n, 1))), dtype=float)
    seen = np.asarray(transformation(np.eye(n)), dtype=float)
    W = seen - b if offset else seen
    P = np.random.default_rng(5).normal(scale=2, size=(n, 20))
    if tested and not np.allclose((seen - b) @ P + b, transformation(P)):
        raise ValueError("not affine")
    if ones:
        b = np.asarray(transformation(np.ones((n, 1))), dtype=float)
    if not shift:
        b = np.zeros_like(b)
    return W.T if transposed else W, b[:, 0] if flat else b


def _net_half_tested(transformation, n):
    """Test with positive coordinates alone."""
    W, b = _net_inside(transformation, n, tested=False)
    P = np.random.default_rng(5).uniform(size=(n, 20))
    if not np.allclose(W @ P + b, transformation(P)):
        raise ValueError("not affine")
    return W, b


def _net_untested(transformation, n):
    return _net_inside(transformation, n, tested=False)


def _net_exact(transformation, n):
    """Compare to the last bit."""
    W, b = _net_inside(transformation, n)
    P = np.random.default_rng(5).normal(scale=2, size=(n, 20))
    if (W @ P + b != transformation(P)).any():
        raise ValueError("not affine")
    return W, b


def _net_without_shift(transformation, n):
    """Refuse every function that moves the origin."""
    W, b = _net_inside(transformation, n)
    if b.any():
        raise ValueError("not linear")
    return W, b


def _more_matrix(rng: np.random.Generator) -> list[Case]:
    cases = []
    for n, k in ((2, 2), (3, 2), (2, 4), (1, 3), (5, 1), (6, 6)):
        W, b = np.round(rng.normal(scale=2, size=(k, n)), 1), np.round(rng.normal(scale=2, size=(k, 1)), 1)
        cases.append(Case(f"{n} coordinates in, {k} out", (["layer", W, b], n), (W, b)))
    W = rng.normal(scale=2, size=(3, 2))
    linear = np.zeros((3, 1))
    bent, curved = rng.normal(scale=2, size=(3, 2)), rng.normal(scale=2, size=(2, 2))
    return [
        *cases,
        Case("no shift", (["layer", W, linear], 2), (W, linear)),
        Case("a shift alone", (["layer", np.eye(2), 3 * W[:2, :1]], 2), (np.eye(2), 3 * W[:2, :1])),
        Case("the same point for everything", (["layer", 0 * W, W[:, :1]], 2), (0 * W, W[:, :1])),
        Case("not affine: negative results are cut off", (["bent", bent, linear], 2), raises=ValueError),
        Case("not affine: negative coordinates are folded over", (["folded", bent, W[:, :1]], 2), raises=ValueError),
        Case("not affine: the first coordinate is squared", (["curved", curved, W[:2, :1]], 2), raises=ValueError),
    ]


def _net_sizes(X, Y, hidden=()):
    X, Y = _net_array(X), _net_array(Y)
    whole = all(isinstance(n, int | np.integer) and not isinstance(n, bool) and n >= 1 for n in hidden)
    if X.shape[1] != Y.shape[1] or not whole:
        raise ValueError("columns or sizes")
    return X, Y, [int(n) for n in hidden]


def _net_sizes_unchecked(X, Y, hidden=()):
    return [len(_net_array(X)), *hidden, len(_net_array(Y))]


def _more_sizes(rng: np.random.Generator) -> list[Case]:
    n, k, m = (int(x) for x in rng.permutation(np.arange(2, 9))[:3])
    X, Y, hidden = (
        rng.normal(size=(n, m)),
        rng.normal(size=(k, m)),
        [int(x) for x in rng.permutation(np.arange(10, 20))[:3]],
    )
    hole = X.copy()
    hole[0, 0] = np.nan
    return [
        Case("three hidden layers", (X, Y, hidden), [n, *hidden, k]),
        Case("no hidden layer", (X, Y, []), [n, k]),
        Case("one example", (X[:, :1], Y[:, :1], hidden[:1]), [n, hidden[0], k]),
        Case("one feature, one output", (X[:1], Y[:1], [1]), [1, 1, 1]),
        Case("as many features as examples", (rng.normal(size=(m, m)), Y, hidden[1:]), [m, *hidden[1:], k]),
        Case("one example less in Y", (X, Y[:, 1:], hidden), raises=ValueError),
        Case("an X with one axis", (X[0], Y, hidden), raises=ValueError),
        Case("a Y with one axis", (X, Y[0], hidden), raises=ValueError),
        Case("a layer without neurons", (X, Y, [3, 0]), raises=ValueError),
        Case("a negative number of neurons", (X, Y, [-k]), raises=ValueError),
        Case("two and a half neurons", (X, Y, [2.5]), raises=ValueError),
        Case("nan among the features", (hole, Y, []), raises=ValueError),
    ]


def _net_pairs_complaint(result, sizes) -> str | None:
    """Say what is wrong with the form of parameters: a list of pairs of arrays of the right shapes."""
    layers = len(sizes) - 1
    if isinstance(result, dict):
        return "Your answer is a dict; a list of pairs `(W, b)` was asked for, one for each layer, in order."
    if not isinstance(result, list | tuple):
        return difference(result, [0.0] * layers) or "A list of pairs was asked for."
    if len(result) != layers:
        count = "is one layer, and it" if layers == 1 else f"are {layers} layers, and each"
        parts = "one part" if len(result) == 1 else f"{len(result)} parts"
        return f"Your list has {parts}. Between {len(sizes)} sizes there {count} has one pair `(W, b)`."
    for k, pair in enumerate(result):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return f"Part {k + 1} of your list is {describe(pair)}; a pair `(W, b)` was asked for."
        n_in, n_out = sizes[k], sizes[k + 1]
        for name, got, shape in (("W", pair[0], (n_out, n_in)), ("b", pair[1], (n_out, 1))):
            where = f"Layer {k + 1}, from {n_in} to {n_out}: "
            if not isinstance(got, np.ndarray) or got.dtype.kind not in "fiu":
                return f"{where}{name} is {describe(got)}; an array of numbers was asked for."
            if got.shape != shape:
                said = f"{where}{name} has shape {got.shape}."
                if name == "W" and got.shape == shape[::-1]:
                    return f"{said} One *row* for each neuron of the layer, one column for each of its inputs: `(n_out, n_in)`."
                if name == "b" and got.shape in ((n_out,), (1, n_out)):
                    return f"{said} It has to be a column, {shape}: added to `W @ X`, it must go down the rows, not along them."
                return f"{said} What was asked for is `(n_out, n_in)` for W and `(n_out, 1)` for b."
            if not np.isfinite(got).all():
                return f"{where}{name} holds nan or an infinite number."
    return None


def _net_spread_complaint(W, k: int) -> str | None:
    """Say what is wrong with the spread of a large layer's weights; six standard errors are allowed and more."""
    n_out, n_in = W.shape
    spread, want = W.std(), 1 / np.sqrt(n_in)
    where = f"Layer {k}, from {n_in} to {n_out}: "
    if abs(W.mean()) > 0.08 * max(want, spread):
        return (
            f"{where}the mean of the weights should be 0, up to chance; yours is {W.mean():.3g}, and the standard deviation {spread:.3g}. "
            "(`rng.random` draws between 0 and 1; `rng.normal` draws around 0.)"
        )
    if not 0.95 < spread / want < 1.05:
        known = (
            (1.0, "1: the division by the square root of n_in is missing"),
            (1 / n_in, "1/n_in: the square root is missing"),
            (1 / np.sqrt(n_out), "1 divided by the square root of n_out: take the number of *inputs*"),
            (np.sqrt(n_in), "the square root of n_in: divide by it, not multiply"),
            (0.01, "0.01, a fixed number: it has to follow the number of inputs"),
            (np.sqrt(2 / n_in), "the square root of 2/n_in, which is for layers that cut off at 0; these do not"),
            (want / np.sqrt(3), "1 divided by the square root of 3 n_in, as if drawn evenly between two bounds"),
        )
        like = next(
            (words for size, words in known if 0.95 < spread / size < 1.05), f"{spread:.3g}, in place of {want:.3g}"
        )
        return f"{where}the standard deviation of the weights should be 1 divided by the square root of n_in. Yours is {like}."
    inside = (np.abs(W) < want).mean()
    if not 0.65 < inside < 0.715:
        return (
            f"{where}{100 * inside:.0f} % of the weights lie within one standard deviation. Of numbers from a normal distribution about 68 % do: "
            "use `rng.normal`."
        )
    rows, columns = W.mean(axis=1) * n_in, W.mean(axis=0) * n_out * np.sqrt(n_in)
    if rows.std() > 2.5 or columns.std() > 2.5 * np.sqrt(n_out):
        return f"{where}whole rows or columns of weights move together. Draw each weight for itself."
    return None


def _net_parameters_verdict(result, sizes, seed) -> str | None:
    """Judge randomly drawn parameters by their properties."""
    if isinstance(result, dict) and set(result) == {"again"}:
        return (
            "The same seed gave other numbers when your function was called again. Make a generator from the seed *inside* the function, "
            "`rng = np.random.default_rng(seed)`, and draw from that one."
        )
    if isinstance(result, dict) and set(result) == {"other seed"}:
        return "Two different seeds gave the same weights. Is `seed` used, or a fixed number in its place?"
    complaint = _net_pairs_complaint(result, sizes)
    if complaint:
        return complaint
    for k, (W, b) in enumerate(result, start=1):
        if (b != 0).any():
            return f"Layer {k}: the biases should be zeros; yours has {int((b != 0).sum())} entries other than 0."
        if not W.any():
            return f"Layer {k}: all weights are 0. Draw them at random, or whatever goes in, the same comes out."
        if W.size > 1 and (W == W.flat[0]).all():
            return f"Layer {k}: all weights are equal. Draw each for itself: `size=(n_out, n_in)`."
        if len(W) > 1 and (W == W[0]).all():
            return f"Layer {k}: all rows are equal, so that all neurons of the layer do the same. Draw each weight for itself: `size=(n_out, n_in)`."
        if W.shape[1] > 1 and (W == W[:, :1]).all():
            return f"Layer {k}: all columns are equal. Draw each weight for itself: `size=(n_out, n_in)`."
        if W.size >= 5000 and (said := _net_spread_complaint(W, k)):
            return said
        if np.abs(W).max() * np.sqrt(W.shape[1]) > 9:
            return f"Layer {k}: a weight of {np.abs(W).max():.3g} is too large. The standard deviation is 1 divided by the square root of n_in, here {1 / np.sqrt(W.shape[1]):.3g}."
        if W.dtype.kind != "f":
            return f"Layer {k}: the weights are whole numbers (dtype {W.dtype}); floats were asked for."
    for i, (first, _) in enumerate(result):
        for j, (second, _) in enumerate(result[:i]):
            size = min(first.size, second.size)
            a, b = np.sort(first.ravel()[:size]), np.sort(second.ravel()[:size])
            if size > 1 and np.allclose(a * np.sqrt(first.shape[1]), b * np.sqrt(second.shape[1])):
                return (
                    f"Layers {j + 1} and {i + 1} hold the same random numbers. A generator that is made anew from the seed starts from the beginning: "
                    "make it once, before the loop."
                )
    return None


def _net_checked_sizes(sizes) -> list[int]:
    whole = all(isinstance(n, int | np.integer) and not isinstance(n, bool) and n >= 1 for n in sizes)
    if len(sizes) < 2 or not whole:
        raise ValueError("sizes")
    return list(sizes)


def _net_drawn(weights, bias=None):
    """Return a mistake that fills each layer by ``weights(rng, n_out, n_in)``; the biases are zeros or ``bias(rng, n_out)``."""

    def wrong(sizes, seed):
        rng, sizes = np.random.default_rng(seed), _net_checked_sizes(sizes)
        layers = []
        for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
            W = weights(rng, n_out, n_in)
            layers.append((W, np.zeros((n_out, 1)) if bias is None else bias(rng, n_out)))
        return layers

    return wrong


def _net_normal(rng, n_out, n_in):
    return rng.normal(scale=1 / np.sqrt(n_in), size=(n_out, n_in))


def _net_same_seed(sizes, seed):
    return _net_drawn(lambda rng, n_out, n_in: _net_normal(np.random.default_rng(seed), n_out, n_in))(sizes, seed)


def _more_initialise(rng: np.random.Generator) -> list[Case]:
    n, k = (int(x) for x in rng.permutation(np.arange(2, 9))[:2])
    seed = int(rng.integers(10**6))
    cases = [
        ("three small layers", [n, k, k, 1]),
        ("one large layer", [int(rng.integers(150, 250)), int(rng.integers(80, 120))]),
        ("a wide layer after a narrow one", [20, 400, 30]),
        ("layers of the same size", [n, n, n, n]),
        ("one number in, one out", [1, 1]),
    ]
    return [
        *(Case(probe, (sizes, seed), holds=_net_parameters_verdict) for probe, sizes in cases),
        Case("a single size", ([n], seed), raises=ValueError),
        Case("no sizes", ([], seed), raises=ValueError),
        Case("a layer without neurons", ([n, 0, k], seed), raises=ValueError),
        Case("a negative size", ([n, -k], seed), raises=ValueError),
        Case("a size that is not whole", ([n, 1.5], seed), raises=ValueError),
    ]


def _net_layers(X, parameters) -> tuple[np.ndarray, list]:
    X = _net_array(X)
    pairs = [(_net_array(W), _net_array(b)) for W, b in parameters]
    rows = [len(X), *(len(W) for W, _ in pairs)]
    if not pairs or any(W.shape[1] != n or b.shape != (len(W), 1) for (W, b), n in zip(pairs, rows[:-1], strict=True)):
        raise ValueError("sizes")
    return X, pairs


def _net_forward(X, parameters, step=lambda W, b, A: W @ A + b, chosen=slice(None)):
    """Run a network, with a mistake: another step, or not all of the layers, or another order."""
    A, pairs = _net_layers(X, parameters)
    for W, b in pairs[chosen]:
        A = step(W, b, A)
    return A


def _net_any_bias(X, parameters):
    """Run a network without a look at the shapes; what NumPy stretches is stretched."""
    A = _net_array(X)
    for W, b in parameters:
        A = np.asarray(W) @ A + np.asarray(b)
    return A


def _net_cut_between(X, parameters):
    """Cut off negative numbers behind every layer but the last."""
    _, pairs = _net_layers(X, parameters)
    hidden = X if len(pairs) == 1 else _net_forward(X, pairs[:-1], lambda W, b, A: np.maximum(W @ A + b, 0.0))
    return _net_forward(hidden, pairs[-1:])


def _net_network(rng: np.random.Generator, *sizes: int) -> list:
    return [
        (np.round(rng.normal(size=(k, n)), 2), np.round(rng.normal(size=(k, 1)), 2))
        for n, k in zip(sizes[:-1], sizes[1:], strict=True)
    ]


def _more_forward(rng: np.random.Generator) -> list[Case]:
    def case(probe, m, *sizes):
        X, layers = rng.normal(size=(sizes[0], m)), _net_network(rng, *sizes)
        return Case(probe, (X, layers), _net_forward(X, layers))

    X, layers = rng.normal(size=(3, 2)), _net_network(rng, 3, 2, 2)
    (W1, b1), (W2, b2) = layers
    whole = rng.integers(1, 9, size=(3, 4))
    hole = b1.copy()
    hole[0] = np.nan
    return [
        case("one layer", 4, 3, 2),
        case("three layers", 6, 4, 5, 3, 2),
        case("one example", 1, 3, 4, 2),
        case("square weights, as many examples as neurons", 3, 3, 3, 3),
        case("one feature, one output", 5, 1, 1),
        case("ten layers", 3, *[4] * 11),
        Case(
            "whole numbers",
            (whole, [(whole[:, :3] - 4, whole[:, 3:])]),
            _net_forward(whole, [(whole[:, :3] - 4, whole[:, 3:])]),
        ),
        Case("W turned the wrong way", (X, [(W1.T, b1), (W2, b2)]), raises=ValueError),
        Case("a bias with one axis", (X, [(W1, b1[:, 0]), (W2, b2)]), raises=ValueError),
        Case("a bias that is a row", (X, [(W1, b1), (W2, b2.T)]), raises=ValueError),
        Case("a single bias for two neurons", (X, [(W1, b1[:1]), (W2, b2)]), raises=ValueError),
        Case("no layers", (X, []), raises=ValueError),
        Case(
            "a second layer that does not fit the first", (X, [(W1, b1), _net_network(rng, 3, 2)[0]]), raises=ValueError
        ),
        Case("an X with one axis", (X[:, 0], layers), raises=ValueError),
        Case("nan in a bias", (X, [(W1, hole), (W2, b2)]), raises=ValueError),
    ]


def _net_scale(A, ddof=0):
    """Return the mean and the spread of each row; a spread of 0 counts as 1."""
    spread = A.std(axis=1, ddof=ddof, keepdims=True)
    return A.mean(axis=1, keepdims=True), np.where(spread == 0, 1.0, spread)


def _net_ready(X, mean, spread):
    return (X - mean) / spread


def _net_back(Y, mean, spread):
    return Y * spread + mean


def _net_predicting(ready=_net_ready, back=_net_back, scale=_net_scale):
    """Return a prediction with a mistake: in how the new data are made ready, in the way back, or in means and spreads."""

    def predicted(X_new, parameters, X_train, Y_train):
        X_new, X_train, Y_train = _net_array(X_new), _net_array(X_train), _net_array(Y_train)
        if len(X_new) != len(X_train) or X_train.shape[1] != Y_train.shape[1]:
            raise ValueError("sizes")
        with np.errstate(all="ignore"):
            Z = ready(X_new, *scale(X_train))
            return back(_net_any_bias(Z, parameters), *scale(Y_train))

    return predicted


_net_predicted = _net_predicting()


def _net_unguarded(A):
    return A.mean(axis=1, keepdims=True), A.std(axis=1, keepdims=True)


def _net_pooled(A):
    return A.mean(), A.std() or 1.0


_NET_IN = (
    (lambda X, T: _net_ready(X, *_net_scale(T)), ""),
    (lambda X, T: X, "The network got the new data as they are; it was trained on standardised ones. "),
    (lambda X, T: _net_ready(X, *_net_scale(X)), "The new data were standardised with their *own* mean and spread, not with those of `X_train`. "),
    (lambda X, T: _net_ready(X, *_net_pooled(T)), "The new data were standardised with one mean and one spread for all features together: `axis=1, keepdims=True` is missing. "),
    (lambda X, T: X / _net_scale(T)[1], "From the new data the mean of `X_train` was not subtracted. "),
    (lambda X, T: X - _net_scale(T)[0], "The new data were not divided by the standard deviation of `X_train`. "),
    (lambda X, T: _net_ready(X, *_net_scale(T, ddof=T.shape[1] > 1)), "The standard deviation of `X_train` was divided by $m - 1$ (`ddof=1`), and not by $m$. "),
    (lambda X, T: _net_ready(X, _net_scale(T)[0], _net_scale(T)[1] ** 2), "The new data were divided by the *variance* of `X_train`; its square root, the standard deviation, was asked for. "),
    (lambda X, T: _net_ready(X, _net_scale(T)[0], np.maximum(T.std(axis=1, keepdims=True), 1.0)), "Every standard deviation of `X_train` below 1 was replaced by 1; only one that is 0 should be. "),
    (lambda X, T: _net_ready(X, *_net_scale(np.hstack([T, X]))), "Mean and spread were taken from training *and* new data; the new ones have no say in it. "),
)  # fmt: skip
_NET_OUT = (
    (lambda Z, T: _net_back(Z, *_net_scale(T)), ""),
    (lambda Z, T: Z, "What came out was left on the network's scale: undo the standardisation of `Y_train`. "),
    (lambda Z, T: _net_back(Z, *_net_pooled(T)), "On the way out all outputs got one mean and one spread together: `axis=1, keepdims=True` is missing for `Y_train`. "),
    (lambda Z, T: Z * _net_scale(T)[1], "On the way out the mean of `Y_train` was not added. "),
    (lambda Z, T: Z + _net_scale(T)[0], "On the way out nothing was multiplied by the standard deviation of `Y_train`. "),
    (lambda Z, T: Z * _net_scale(T)[0] + _net_scale(T)[1], "On the way out mean and standard deviation of `Y_train` are exchanged: multiply by the standard deviation, add the mean. "),
    (lambda Z, T: (Z + _net_scale(T)[0]) * _net_scale(T)[1], "On the way out the mean was added before the multiplication: multiply first, then add. "),
    (lambda Z, T: _net_back(Z, *_net_scale(T, ddof=T.shape[1] > 1)), "The standard deviation of `Y_train` was divided by $m - 1$ (`ddof=1`), and not by $m$. "),
    (lambda Z, T: _net_back(Z, _net_scale(T)[0], _net_scale(T)[1] ** 2), "On the way out you multiplied by the *variance* of `Y_train`; its square root, the standard deviation, was asked for. "),
    (lambda Z, T: _net_back(Z, _net_scale(T)[0], np.maximum(T.std(axis=1, keepdims=True), 1.0)), "Every standard deviation of `Y_train` below 1 was replaced by 1; only one that is 0 should be. "),
    (lambda Z, T: _net_ready(Z, *_net_scale(T)), "On the way out you standardised once more. Undo it: multiply by the standard deviation, then add the mean. "),
)  # fmt: skip


def _net_prediction_verdict(result, X_new, parameters, X_train, Y_train) -> str | None:
    """Judge a prediction; a wrong one is taken apart into what went wrong on the way in and on the way out."""
    want = _net_predicted(X_new, parameters, X_train, Y_train)
    reason = difference(result, want)
    if reason is None:
        return None
    if not isinstance(result, np.ndarray) or result.dtype.kind not in "fiu":
        return reason
    if result.shape != want.shape:
        odd = result.ndim == 2 and len(result) == len(want)
        return reason + (
            " Are mean and standard deviation columns, one number for each row (`axis=1, keepdims=True`)?"
            if odd
            else ""
        )
    X, T, Y = (_net_array(array) for array in (X_new, X_train, Y_train))
    ways = sorted(((bool(a) + bool(b), i, j) for i, (_, a) in enumerate(_NET_IN) for j, (_, b) in enumerate(_NET_OUT)))
    for mistakes, i, j in ways:
        (ready, said_in), (back, said_out) = _NET_IN[i], _NET_OUT[j]
        with np.errstate(all="ignore"):
            if mistakes and difference(result, back(_net_any_bias(ready(X, T), parameters), Y)) is None:
                return (said_in + said_out).strip()
    if (T.std(axis=1) == 0).any():
        reason += " A feature never changes in training here: for it divide by 1, not by 0 or a tiny number, so that $x - m$ is left."
    return reason


def _net_examples(rng: np.random.Generator, n: int, k: int, m: int) -> tuple[np.ndarray, np.ndarray]:
    centre, spread = np.round(rng.uniform(5, 90, size=(n, 1))), np.round(rng.uniform(2, 9, size=(n, 1)))
    X = np.round(centre + spread * rng.normal(size=(n, m)), 1)
    Y = np.round(rng.normal(size=(k, n)) @ X + 10 * rng.normal(size=(k, m)) + 40, 1)
    return X, Y


def _more_predict(rng: np.random.Generator) -> list[Case]:
    def case(probe, m, new, *sizes, flat=False):
        X, Y = _net_examples(rng, sizes[0], sizes[-1], m)
        if flat:
            X[1] = 7.0
        layers = _net_network(rng, *sizes)
        X_new = X[:, :new] + rng.normal(size=(sizes[0], 1))
        return Case(probe, (X_new, layers, X, Y), holds=_net_prediction_verdict)

    X, Y = _net_examples(rng, 3, 2, 6)
    layers = _net_network(rng, 3, 2)
    hole = X[:, :2].copy()
    hole[2, 1] = np.nan
    whole, right = rng.integers(1, 50, size=(2, 5)), rng.integers(1, 50, size=(1, 5))
    one = _net_network(rng, 2, 1)
    return [
        case("one layer, several new examples", 8, 4, 3, 1),
        case("one new example", 6, 1, 2, 2),
        case("two layers, two outputs", 7, 3, 4, 3, 2),
        case("as many features as examples", 3, 3, 3, 1),
        case("a feature that never changes", 6, 2, 3, 1, flat=True),
        Case("whole numbers", (whole[:, :2], one, whole, right), holds=_net_prediction_verdict),
        case("a single training example", 1, 1, 2, 1),
        Case(
            "small numbers",
            (0.01 * X[:, :2], layers, 0.01 * X, 0.001 * Y),
            holds=_net_prediction_verdict,
        ),
        Case("a new example with one feature less", (X[:2, :1], layers, X, Y), raises=ValueError),
        Case("a single feature for a network of three", (X[:1], layers, X, Y), raises=ValueError),
        Case("one training example less in Y", (X, layers, X, Y[:, 1:]), raises=ValueError),
        Case("new data with one axis", (X[:, 0], layers, X, Y), raises=ValueError),
        Case("nan in the new data", (hole, layers, X, Y), raises=ValueError),
    ]


_FORWARD_X = np.array([[1.0, 2.0, 0.5], [3.0, -1.0, 2.0]])
_ONE_LAYER = [(np.array([[2.0, -1.0]]), np.array([[4.0]]))]
_TWO_LAYERS = [
    (np.array([[1.0, 2.0], [0.0, 1.0], [-1.0, 3.0]]), np.array([[1.0], [-2.0], [0.5]])),
    (np.array([[1.0, -1.0, 2.0], [0.5, 3.0, 0.0]]), np.array([[3.0], [-1.0]])),
]
_SQUARE_LAYERS = [
    (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[3.0], [1.0]])),
    (np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([[-1.0], [4.0]])),
]
_SQUARE_X = np.array([[1.0, 5.0], [2.0, -3.0]])
_FLATS = np.array([[60.0, 85.0, 40.0, 75.0, 90.0], [3.0, 12.0, 1.0, 5.0, 9.0]])
_RENTS = np.array([[720.0, 910.0, 560.0, 850.0, 960.0]])
_RENT_MODEL = [(np.array([[0.9, -0.2]]), np.array([[0.1]]))]
_NET_MIXED = np.array([[12.0, 30.0, 18.0, 48.0], [0.01, 0.07, 0.02, 0.04]])
_NET_MIXED_Y = np.array([[0.4, 1.1, 0.5, 1.3], [7.0, 3.0, 9.0, 4.0]])
_ALWAYS = np.array([[60.0, 85.0, 40.0, 75.0, 90.0], [2.0, 2.0, 2.0, 2.0, 2.0]])

NETWORK: tuple[Exercise, ...] = (
    Exercise(
        id="c1w3.stretch",
        title="Stretch",
        points=5,
        arguments=("P", "horizontal", "vertical"),
        hints=(
            "Which row of `P` holds the x-coordinates of all points, and which factor belongs to it?",
            "Make a new array of floats and refuse bad input. Then multiply its row 0 by `horizontal` and its row 1 by `vertical`.",
            "After the refusals: `P[0] = horizontal * P[0]`, `P[1] = vertical * P[1]`, `return P`; safe, because `P = np.array(P, dtype=float)` "
            "made a copy. Or multiply by the matrix: `np.diag([horizontal, vertical]) @ P`.",
        ),
        cases=(
            Case("the corners of a triangle", (_NET_TRIANGLE, 2.0, 3.0), np.array([[0.0, 4.0, 2.0], [0.0, 0.0, 9.0]])),
            Case("two points", (_TWO_POINTS, 3.0, 0.5), np.array([[3.0, 12.0], [1.0, -1.5]])),
            Case(
                "whole numbers", (_WHOLE_POINTS, 0.5, 2.5), np.array([[1.5, -1.0, 2.5, 0.5], [2.5, 10.0, -7.5, 17.5]])
            ),
            Case("a negative factor: mirrored as well", (_ONE_POINT, -2.0, 1.0), np.array([[-3.0], [-2.0]])),
            Case("a factor of 0: flattened", (_NET_TRIANGLE, 1.5, 0.0), np.array([[0.0, 3.0, 1.5], [0.0, 0.0, 0.0]])),
            Case("nan among the coordinates", (_HOLE, 2.0, 3.0), raises=ValueError),
            Case("three coordinates each", (np.eye(3), 2.0, 3.0), raises=ValueError),
        ),
        slips=(
            Slip(
                "The two factors are exchanged: `horizontal` belongs to the x-coordinates, the first row.",
                wrong=_net_map(lambda x, y, a, b: (b * x, a * y)),
            ),
            Slip(
                "Both coordinates were multiplied by `horizontal`; the second row has a factor of its own.",
                wrong=_net_map(lambda x, y, a, b: (a * x, a * y)),
            ),
            Slip(_BY_POINTS, wrong=_net_by_points(_net_stretched)),
            Slip(
                "You *added* the factors, which moves the whole figure. To stretch is to multiply: the origin stays where it is.",
                wrong=_net_map(lambda x, y, a, b: (x + a, y + b)),
            ),
            Slip(_CUT, wrong=_net_cut(_net_stretched)),
            Slip(_UPRIGHT, wrong=_net_upright(_net_stretched)),
        ),
        more=_more_stretch,
    ),
    Exercise(
        id="c1w3.shear_horizontal",
        title="Horizontal shear",
        points=5,
        arguments=("P", "factor"),
        hints=(
            "Which of the two coordinates changes, and by how much for a point at height 1? At height 2?",
            "The new x-coordinate is the old one plus `factor` times the y-coordinate; the y-coordinates stay.",
            "After the refusals: `return np.array([P[0] + factor * P[1], P[1]])`.",
        ),
        cases=(
            Case("the corners of a triangle", (_NET_TRIANGLE, 0.5), np.array([[0.0, 2.0, 2.5], [0.0, 0.0, 3.0]])),
            Case("two points", (_TWO_POINTS, 2.0), np.array([[5.0, -2.0], [2.0, -3.0]])),
            Case("whole numbers", (_WHOLE_POINTS, 0.5), np.array([[3.5, 0.0, 3.5, 4.5], [1.0, 4.0, -3.0, 7.0]])),
            Case("a negative factor, a point below the x-axis", (_ONE_POINT, -1.0), np.array([[3.5], [-2.0]])),
            Case("one point without brackets of its own", (np.array([1.0, 2.0]), 0.5), raises=ValueError),
            Case("nan among the coordinates", (_HOLE, 0.5), raises=ValueError),
        ),
        slips=(
            Slip(
                "You sheared vertically: `x` stayed and `y` changed. In a horizontal shear points slide to the side, at their height.",
                wrong=_net_map(lambda x, y, k: (x, y + k * x)),
            ),
            Slip(
                "The points slide the wrong way: for a positive factor a point *above* the x-axis goes to the right, `x + factor * y`.",
                wrong=_net_map(lambda x, y, k: (x - k * y, y)),
            ),
            Slip(
                "Every point slid by the same `factor`; that moves the figure and keeps its shape. How far a point slides is `factor` times its height `y`.",
                wrong=_net_map(lambda x, y, k: (x + k, y)),
            ),
            Slip(
                "You multiplied the x-coordinates by `factor`: a stretch. A shear *adds* `factor` times `y` to them.",
                wrong=_net_map(lambda x, y, k: (k * x, y)),
            ),
            Slip(_BY_POINTS, wrong=_net_by_points(_net_sheared)),
            Slip(_CUT, wrong=_net_cut(_net_sheared)),
            Slip(_UPRIGHT, wrong=_net_upright(_net_sheared)),
        ),
        more=_more_shear,
    ),
    Exercise(
        id="c1w3.rotation",
        title="Rotation",
        points=10,
        arguments=("P", "angle"),
        hints=(
            "Where does (1, 0) land after a turn by the angle? And (0, 1)? These two points are the columns of the matrix.",
            "(1, 0) lands on $(\\cos\\theta, \\sin\\theta)$ and (0, 1) on $(-\\sin\\theta, \\cos\\theta)$. Put them into the columns of a matrix, and multiply "
            "the points by it from the left. The angle comes in radians, as `np.cos` wants it.",
            "After the refusals: `c, s = np.cos(angle), np.sin(angle)` and `return np.array([[c, -s], [s, c]]) @ P`.",
        ),
        cases=(
            Case("a quarter turn", (_NET_TRIANGLE, np.pi / 2), np.array([[0.0, 0.0, -3.0], [0.0, 2.0, 1.0]])),
            Case(
                "two points, a twelfth of a turn",
                (_TWO_POINTS, np.pi / 6),
                np.array(_net_turned(*_TWO_POINTS, np.pi / 6)),
            ),
            Case("whole numbers", (_WHOLE_POINTS, 0.9), np.array(_net_turned(*_WHOLE_POINTS.astype(float), 0.9))),
            Case("a negative angle: clockwise", (_ONE_POINT, -np.pi / 2), np.array([[-2.0], [-1.5]])),
            Case("30 radians, nearly five turns", (_NET_TRIANGLE, 30.0), np.array(_net_turned(*_NET_TRIANGLE, 30.0))),
            Case("nan among the coordinates", (_HOLE, 1.0), raises=ValueError),
            Case("three coordinates each", (np.eye(3), 1.0), raises=ValueError),
        ),
        slips=(
            Slip(
                "The points turned clockwise. A positive angle turns anticlockwise: a quarter turn takes (1, 0) to (0, 1). Look at the place of the minus sign, and from which side the matrix multiplies.",
                wrong=_net_map(lambda x, y, t: _net_turned(x, y, -t)),
            ),
            Slip(
                "You took the angle for degrees and converted it. It comes in radians already, which is what `np.cos` and `np.sin` expect.",
                wrong=_net_map(lambda x, y, t: _net_turned(x, y, np.deg2rad(t))),
            ),
            Slip(
                "You converted the angle to degrees. `np.cos` and `np.sin` expect radians, and that is how it comes: no conversion at all.",
                wrong=_net_map(lambda x, y, t: _net_turned(x, y, np.rad2deg(t))),
            ),
            Slip(
                "The new y was worked out from the *new* x, because `P[0]` had been overwritten by then. Work out both before you write one.",
                wrong=_net_map(
                    lambda x, y, t: (
                        np.cos(t) * x - np.sin(t) * y,
                        np.sin(t) * (np.cos(t) * x - np.sin(t) * y) + np.cos(t) * y,
                    )
                ),
            ),
            Slip(
                "A minus sign is missing: with `[[c, s], [s, c]]` lengths change, and a rotation keeps them. (0, 1) lands on (-sin, cos).",
                wrong=_net_map(lambda x, y, t: (np.cos(t) * x + np.sin(t) * y, np.sin(t) * x + np.cos(t) * y)),
            ),
            Slip(
                "This is a reflection: the matrix `[[c, s], [s, -c]]` keeps lengths but turns the figure over. (0, 1) lands on (-sin, cos).",
                wrong=_net_map(lambda x, y, t: (np.cos(t) * x + np.sin(t) * y, np.sin(t) * x - np.cos(t) * y)),
            ),
            Slip(
                "Sine and cosine are exchanged: at the angle 0 nothing should move, and cos 0 is 1.",
                wrong=_net_map(lambda x, y, t: (np.sin(t) * x - np.cos(t) * y, np.cos(t) * x + np.sin(t) * y)),
            ),
            Slip(_BY_POINTS, wrong=_net_by_points(_net_turned)),
            Slip(_CUT, wrong=_net_cut(_net_turned)),
            Slip(_UPRIGHT, wrong=_net_upright(_net_turned)),
        ),
        more=_more_rotation,
    ),
    Exercise(
        id="c1w3.rotation_and_stretch",
        title="First rotate, then stretch",
        points=10,
        arguments=("P", "angle", "horizontal", "vertical"),
        hints=(
            "You have both parts already. Which of them meets the points first?",
            "Rotate the points; stretch what comes out. As one matrix, the map that acts first stands nearest to the points: $\\mathbf{S}\\mathbf{R}\\mathbf{P}$.",
            "`return stretch(rotation(P, angle), horizontal, vertical)`: the inner call acts first.",
        ),
        cases=(
            Case(
                "a quarter turn of a triangle",
                (_NET_TRIANGLE, np.pi / 2, 2.0, 3.0),
                np.array([[0.0, 0.0, -6.0], [0.0, 6.0, 3.0]]),
            ),
            Case(
                "two points, an eighth of a turn",
                (_TWO_POINTS, np.pi / 4, 3.0, 0.5),
                np.array(_net_both(*_TWO_POINTS, np.pi / 4, 3.0, 0.5)),
            ),
            Case(
                "whole numbers",
                (_WHOLE_POINTS, 0.9, 0.5, 2.0),
                np.array(_net_both(*_WHOLE_POINTS.astype(float), 0.9, 0.5, 2.0)),
            ),
            Case(
                "equal factors: here the order does not matter",
                (_NET_TRIANGLE, 1.1, 2.0, 2.0),
                2.0 * np.array(_net_turned(*_NET_TRIANGLE, 1.1)),
            ),
            Case(
                "a negative angle and a negative factor", (_ONE_POINT, -np.pi / 2, -2.0, 1.0), np.array([[4.0], [-1.5]])
            ),
            Case("nan among the coordinates", (_HOLE, 1.0, 2.0, 3.0), raises=ValueError),
        ),
        slips=(
            Slip(
                "You stretched first and rotated then. With two different factors the order matters: the stretch has to act on the *rotated* points, $\\mathbf{S}(\\mathbf{R}\\mathbf{P})$.",
                wrong=_net_map(lambda x, y, t, a, b: _net_turned(*_net_stretched(x, y, a, b), t)),
            ),
            Slip(
                "The points turned clockwise before the stretch; a positive angle turns anticlockwise.",
                wrong=_net_map(lambda x, y, t, a, b: _net_both(x, y, -t, a, b)),
            ),
            Slip(
                "You took the angle for degrees and converted it; it comes in radians.",
                wrong=_net_map(lambda x, y, t, a, b: _net_both(x, y, np.deg2rad(t), a, b)),
            ),
            Slip(
                "The points were rotated and not stretched: is the result of the rotation handed on to the stretch?",
                wrong=_net_map(lambda x, y, t, a, b: _net_turned(x, y, t)),
            ),
            Slip(
                "The points were stretched and not rotated: is the result of the one map handed on to the other?",
                wrong=_net_map(lambda x, y, t, a, b: _net_stretched(x, y, a, b)),
            ),
            Slip(
                "The two factors are exchanged: `horizontal` belongs to the x-coordinates of the rotated points.",
                wrong=_net_map(lambda x, y, t, a, b: _net_both(x, y, t, b, a)),
            ),
            Slip(
                "Rotation and stretch were multiplied entry by entry, with `*`; at a quarter turn nothing is left. Maps are composed by the matrix product: `S @ R`.",
                wrong=_net_map(lambda x, y, t, a, b: (a * np.cos(t) * x, b * np.cos(t) * y)),
            ),
            Slip(
                "You added the rotated points and the stretched points. One map acts on what the other made of the points; nothing is added.",
                wrong=_net_map(lambda x, y, t, a, b: np.add(_net_turned(x, y, t), _net_stretched(x, y, a, b))),
            ),
            Slip(_CUT, wrong=_net_cut(_net_both)),
            Slip(_UPRIGHT, wrong=_net_upright(_net_both)),
        ),
        more=_more_both,
    ),
    Exercise(
        id="c1w3.transformation_matrix",
        title="The layer inside a function",
        points=15,
        arguments=("transformation", "n"),
        probe=Named("utils.learn.probes.with_machine"),
        hints=(
            "What does $\\mathbf{W}\\mathbf{x} + \\mathbf{b}$ give for $\\mathbf{x} = \\mathbf{0}$? And for $\\mathbf{x} = \\mathbf{e}_1$?",
            "`b` is the image of the origin. Column $j$ of `W` is the image of $\\mathbf{e}_j$ minus `b`; all of them come in one call, since the columns of "
            "`np.eye(n)` are the basis vectors. Then draw some random points and compare `W @ P + b` with what the function makes of them.",
            "`b = transformation(np.zeros((n, 1)))`; `W = transformation(np.eye(n)) - b`; "
            "`P = np.random.default_rng(0).normal(size=(n, 20))`; `if not np.allclose(W @ P + b, transformation(P)): raise ValueError(...)`; `return W, b`.",
        ),
        cases=(
            Case(
                "a turn and a move",
                (Named("utils.learn.machines.turn_and_move"), 2),
                (np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([[3.0], [1.0]])),
            ),
            Case(
                "a shear, without a shift",
                (Named("utils.learn.machines.lean"), 2),
                (np.array([[1.0, 0.5], [0.0, 1.0]]), np.array([[0.0], [0.0]])),
            ),
            Case(
                "two coordinates in, three out",
                (Named("utils.learn.machines.order"), 2),
                (np.array([[3.0, 2.0], [1.0, 0.0], [0.0, 4.0]]), np.array([[5.0], [0.0], [1.0]])),
            ),
            Case(
                "one in, one out: degrees",
                (Named("utils.learn.machines.fahrenheit"), 1),
                (np.array([[1.8]]), np.array([[32.0]])),
            ),
            Case(
                "three in, one out: a shade of grey",
                (Named("utils.learn.machines.grey"), 3),
                (np.array([[0.299, 0.587, 0.114]]), np.array([[0.0]])),
            ),
            Case(
                "not affine: negative coordinates are folded over",
                (Named("utils.learn.machines.fold"), 2),
                raises=ValueError,
            ),
            Case("not affine: a product of coordinates", (Named("utils.learn.machines.area"), 2), raises=ValueError),
        ),
        slips=(
            Slip(
                "You took the images of the basis vectors as they are. They contain the shift as well: column $j$ of W is the image of $\\mathbf{e}_j$ *minus* b.",
                wrong=lambda transformation, n: _net_inside(transformation, n, offset=False),
            ),
            Slip(
                "`W` is the transpose of what was asked for. The images of the basis vectors are its *columns*; with two inputs and three outputs it has three rows.",
                wrong=lambda transformation, n: _net_inside(transformation, n, transposed=True),
            ),
            Slip(
                "W is right, and b is missing: the image of the origin is not zero in every case.",
                wrong=lambda transformation, n: _net_inside(transformation, n, shift=False),
            ),
            Slip(
                "The numbers of b are right, but it has one axis; it has to be a column of shape `(k, 1)`, as a point is.",
                wrong=lambda transformation, n: _net_inside(transformation, n, flat=True),
            ),
            Slip(
                "b is the image of (1, 1, ...); it has to be the image of the origin, where W contributes nothing.",
                wrong=lambda transformation, n: _net_inside(transformation, n, ones=True),
            ),
            Slip(
                "The order is reversed: first `W`, then `b`.",
                wrong=lambda transformation, n: _net_inside(transformation, n)[::-1],
            ),
            Slip(
                "Every function with a shift was refused. Affine is $\\mathbf{W}\\mathbf{x} + \\mathbf{b}$, and the origin may move: b is its image, and column $j$ of W is the image of $\\mathbf{e}_j$ *minus* b.",
                wrong=_net_without_shift,
            ),
            Slip(
                "An affine function was refused, for its rounding: two ways of computing the same number differ in the last digits. Compare with `np.allclose`, not with `==` or `!=`.",
                wrong=_net_exact,
            ),
            Slip(
                "Your test misses a function that bends only where coordinates are negative. Take points on all sides of the origin, such as `rng.normal(size=(n, 20))`; `rng.random`, ones and basis vectors are never negative.",
                wrong=_net_half_tested,
            ),
            Slip(
                "A function that is not affine has no W and b, and yours returned some. Compare `W @ P + b` with the function on a number of random points, negative coordinates included, and raise a ValueError "
                "if they differ.",
                wrong=_net_untested,
            ),
        ),
        more=_more_matrix,
    ),
    Exercise(
        id="c1w3.layer_sizes",
        title="The sizes of a network",
        points=10,
        arguments=("X", "Y", "hidden"),
        hints=(
            "An example is a column. So how many numbers go in for one example, and how many come out?",
            "The first size is the number of rows of `X`, the last the number of rows of `Y`, the hidden sizes stand between them. Refuse what cannot be: different numbers of columns, "
            "a hidden size below 1 or not whole.",
            "`for n in hidden: if not isinstance(n, (int, np.integer)) or n < 1: raise ValueError(...)`, the same for `X.shape[1] != Y.shape[1]`, then "
            "`return [X.shape[0], *hidden, Y.shape[0]]`.",
        ),
        cases=(
            Case("three features, one output", (np.ones((3, 5)), np.zeros((1, 5)), []), [3, 1]),
            Case("one hidden layer", (np.ones((2, 4)), np.zeros((3, 4)), [7]), [2, 7, 3]),
            Case("two hidden layers of different sizes", (np.ones((4, 6)), np.zeros((2, 6)), [5, 3]), [4, 5, 3, 2]),
            Case("a single example", (np.ones((3, 1)), np.zeros((2, 1)), [4]), [3, 4, 2]),
            Case("different numbers of examples", (np.ones((3, 5)), np.zeros((1, 4)), []), raises=ValueError),
            Case("a Y with one axis", (np.ones((3, 5)), np.zeros(5), []), raises=ValueError),
            Case("a hidden layer without neurons", (np.ones((3, 5)), np.zeros((1, 5)), [0]), raises=ValueError),
        ),
        slips=(
            Slip(
                "You counted the columns. These are the examples; the features are the rows of `X`, the outputs the rows of `Y`.",
                wrong=lambda X, Y, hidden=(): (lambda X, Y, hidden: [X.shape[1], *hidden, Y.shape[1]])(
                    *_net_sizes(X, Y, hidden)
                ),
            ),
            Slip(
                "The hidden sizes are missing: they stand between the number of features and the number of outputs.",
                wrong=lambda X, Y, hidden=(): (lambda X, Y, hidden: [len(X), len(Y)])(*_net_sizes(X, Y, hidden)),
            ),
            Slip(
                "The hidden list stands in the list as one entry. Unpack it: `[..., *hidden, ...]`.",
                wrong=lambda X, Y, hidden=(): (lambda X, Y, hidden: [len(X), hidden, len(Y)])(
                    *_net_sizes(X, Y, hidden)
                ),
            ),
            Slip(
                "The order is reversed: data enter on the side of `X`.",
                wrong=lambda X, Y, hidden=(): (lambda X, Y, hidden: [len(Y), *hidden[::-1], len(X)])(
                    *_net_sizes(X, Y, hidden)
                ),
            ),
            Slip(
                "The sizes are right where the input is good, and nothing bad is refused: `X` and `Y` need as many columns as each other, and each hidden size is a whole number of at least 1.",
                wrong=_net_sizes_unchecked,
            ),
        ),
        more=_more_sizes,
    ),
    Exercise(
        id="c1w3.initialise_parameters",
        title="Random weights to start from",
        points=15,
        arguments=("sizes", "seed"),
        probe=Named("utils.learn.probes.seeded"),
        hints=(
            "A layer lies *between* two sizes, so there is one layer less than there are sizes. What shape does W need so that `W @ X` fits, with one row for each neuron of the layer?",
            "Make one generator from the seed, before the loop. For each pair of neighbours `n_in, n_out`: W of shape `(n_out, n_in)` from a normal distribution with mean 0 and standard deviation "
            "`1 / np.sqrt(n_in)`, and b of zeros of shape `(n_out, 1)`.",
            "`rng = np.random.default_rng(seed)`; `for n_in, n_out in zip(sizes[:-1], sizes[1:]):` `W = rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)`; "
            "`parameters.append((W, np.zeros((n_out, 1))))`.",
        ),
        cases=(
            Case("one layer from three to one", ([3, 1], 1), holds=_net_parameters_verdict),
            Case("two layers", ([2, 4, 3], 2), holds=_net_parameters_verdict),
            Case("three layers of the same size", ([5, 5, 5, 5], 3), holds=_net_parameters_verdict),
            Case("a large layer, to see how the weights spread", ([200, 90], 4), holds=_net_parameters_verdict),
            Case("a single size", ([4], 5), raises=ValueError),
            Case("a layer without neurons", ([3, 0, 2], 6), raises=ValueError),
        ),
        slips=(
            Slip(
                "All weights are 0, so every neuron gives the same, whatever goes in. Draw them: `rng.normal(size=(n_out, n_in))`.",
                wrong=_net_drawn(lambda rng, k, n: np.zeros((k, n))),
            ),
            Slip(
                "All weights of a layer are equal, so all its neurons do the same and one would do. Draw each for itself.",
                wrong=_net_drawn(lambda rng, k, n: np.full((k, n), 1 / np.sqrt(n))),
            ),
            Slip(
                "W is turned the wrong way: one *row* for each neuron, one column for each of its inputs, `(n_out, n_in)`.",
                wrong=_net_drawn(lambda rng, k, n: rng.normal(scale=1 / np.sqrt(n), size=(n, k))),
            ),
            Slip(
                "The weights are not scaled: their standard deviation is 1. Divide by the square root of n_in.",
                wrong=_net_drawn(lambda rng, k, n: rng.normal(size=(k, n))),
            ),
            Slip(
                "b has one axis. As a column of shape `(n_out, 1)` it goes down the rows of `W @ X`; with one axis NumPy would lay it along them.",
                wrong=_net_drawn(_net_normal, lambda rng, k: np.zeros(k)),
            ),
            Slip(
                "The generator is made anew from the seed for each layer, so layers of the same shape get the same numbers. Make it once, before the loop.",
                wrong=_net_same_seed,
            ),
            Slip(
                "The seed is not used: different seeds give the same numbers. `np.random.default_rng(seed)`.",
                wrong=lambda sizes, seed: _net_drawn(_net_normal)(sizes, 0),
            ),
        ),
        more=_more_initialise,
    ),
    Exercise(
        id="c1w3.forward_propagation",
        title="Through all layers",
        points=15,
        arguments=("X", "parameters"),
        hints=(
            "What comes out of one layer goes into the next. Write one line for one layer first.",
            "Start with `A = X`. For each pair: refuse it if W has not as many columns as `A` has rows, or if b is not of shape `(n_out, 1)`; then `A` becomes `W @ A + b`.",
            "`for W, b in parameters:` `W, b = np.array(W, dtype=float), np.array(b, dtype=float)`; `if W.shape[1] != A.shape[0] or b.shape != (W.shape[0], 1): raise ValueError(...)`; "
            "`A = W @ A + b`; after the loop `return A`. Before it: the refusals for `X`, and for no layers.",
        ),
        cases=(
            Case("one layer", (_FORWARD_X, _ONE_LAYER), np.array([[3.0, 9.0, 3.0]])),
            Case("two layers", (_FORWARD_X, _TWO_LAYERS), _net_forward(_FORWARD_X, _TWO_LAYERS)),
            Case("one example", (_FORWARD_X[:, 1:2], _TWO_LAYERS), _net_forward(_FORWARD_X[:, 1:2], _TWO_LAYERS)),
            Case(
                "square weights, as many examples as neurons",
                (_SQUARE_X, _SQUARE_LAYERS),
                _net_forward(_SQUARE_X, _SQUARE_LAYERS),
            ),
            Case(
                "a bias with one axis", (_SQUARE_X, [(_SQUARE_LAYERS[0][0], np.array([3.0, 1.0]))]), raises=ValueError
            ),
            Case(
                "W turned the wrong way",
                (_FORWARD_X, [(np.array([[2.0], [-1.0]]), np.array([[4.0], [1.0]]))]),
                raises=ValueError,
            ),
            Case("no layers", (_FORWARD_X, []), raises=ValueError),
        ),
        slips=(
            Slip(
                "The biases are missing: a layer is `W @ A + b`.",
                wrong=lambda X, parameters: _net_forward(X, parameters, lambda W, b, A: W @ A),
            ),
            Slip(
                "Only the first layer ran. Is the `return` inside the loop?",
                wrong=lambda X, parameters: _net_forward(X, parameters, chosen=slice(1)),
            ),
            Slip(
                "Each layer acted on `X`, or only the last one was kept: the second layer takes what the first gave. In the loop, `A = W @ A + b`, and not `W @ X + b`.",
                wrong=lambda X, parameters: (
                    _net_layers(X, parameters)
                    and _net_layers(X, parameters)[1][-1][0] @ _net_array(X) + _net_layers(X, parameters)[1][-1][1]
                ),
            ),
            Slip(
                "The bias is added before the multiplication, which multiplies it as well. First `W @ A`, then `+ b`.",
                wrong=lambda X, parameters: _net_forward(X, parameters, lambda W, b, A: W @ (A + b)),
            ),
            Slip(
                "The result is transposed: examples are columns, and they stay columns.",
                wrong=lambda X, parameters: _net_forward(X, parameters).T,
            ),
            Slip(
                "Negative numbers were cut off at 0 between the layers, as in networks with a bend. This network is linear: `W @ A + b` and nothing more.",
                wrong=_net_cut_between,
            ),
            Slip(
                "Negative numbers were cut off at 0, behind the last layer too. This network is linear: `W @ A + b` and nothing more.",
                wrong=lambda X, parameters: _net_forward(X, parameters, lambda W, b, A: np.maximum(W @ A + b, 0.0)),
            ),
            Slip(
                "The results are right where the sizes fit. But a bias of another shape than `(n_out, 1)` is let through, and NumPy stretches it in a direction that nobody meant; a list without layers is let through as well. "
                "Look at `b.shape` and `len(parameters)`, and refuse them.",
                wrong=_net_any_bias,
            ),
        ),
        more=_more_forward,
    ),
    Exercise(
        id="c1w3.predict",
        title="Prediction in the units of the data",
        points=15,
        arguments=("X_new", "parameters", "X_train", "Y_train"),
        hints=(
            "Three acts: make the new data ready as the training data were made ready; run the network; undo, for what comes out, what was done to `Y_train`.",
            "Mean and standard deviation of each *row* of the training data (`axis=1, keepdims=True`); where the standard deviation is 0, take 1. Standardise `X_new` with those of `X_train`, "
            "run the layers, then multiply by the standard deviation of `Y_train` and add its mean.",
            "`m, s = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)`; `s = np.where(s == 0, 1.0, s)`; the same for `Y_train` gives `m_y, s_y`; "
            "`return forward_propagation((X_new - m) / s, parameters) * s_y + m_y`, after the refusals.",
        ),
        cases=(
            Case(
                "rents of three flats",
                (np.array([[50.0, 80.0, 100.0], [2.0, 10.0, 4.0]]), _RENT_MODEL, _FLATS, _RENTS),
                holds=_net_prediction_verdict,
            ),
            Case(
                "the rent of one flat",
                (np.array([[70.0], [6.0]]), _RENT_MODEL, _FLATS, _RENTS),
                holds=_net_prediction_verdict,
            ),
            Case(
                "two layers, two outputs, as many new examples as training examples",
                (_FLATS + 1.0, _TWO_LAYERS, _FLATS, np.vstack([_RENTS, _FLATS[:1]])),
                holds=_net_prediction_verdict,
            ),
            Case(
                "a feature that never changes in training",
                (np.array([[70.0, 30.0], [2.0, 3.0]]), _RENT_MODEL, _ALWAYS, _RENTS),
                holds=_net_prediction_verdict,
            ),
            Case(
                "large numbers and small ones",
                (_NET_MIXED[:, :2] + 0.01, _SQUARE_LAYERS, _NET_MIXED, _NET_MIXED_Y),
                holds=_net_prediction_verdict,
            ),
            Case(
                "a new example with one feature", (np.array([[70.0]]), _RENT_MODEL, _FLATS, _RENTS), raises=ValueError
            ),
            Case(
                "one rent less than flats",
                (np.array([[70.0], [6.0]]), _RENT_MODEL, _FLATS, _RENTS[:, 1:]),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "You standardised the new data with their *own* mean and spread. A network knows numbers only on the scale of its training: take mean and standard deviation of `X_train`. A single new example "
                "would otherwise always become 0.",
                wrong=_net_predicting(lambda X, m, s: _net_ready(X, *_net_scale(X))),
            ),
            Slip(
                "You standardised the new data with their own mean and spread, and divided by 0 where a row does not change. Take mean and standard deviation of `X_train`, and 1 in place of a standard deviation of 0.",
                wrong=_net_predicting(lambda X, m, s: _net_ready(X, *_net_unguarded(X)), scale=_net_unguarded),
            ),
            Slip(
                "The network got the new data as they are. It was trained on standardised ones: subtract the mean of `X_train`, divide by its standard deviation.",
                wrong=_net_predicting(lambda X, m, s: X),
            ),
            Slip(
                "What you return is on the network's own scale, around 0. Undo the standardisation: times the standard deviation of `Y_train`, plus its mean.",
                wrong=_net_predicting(back=lambda Y, m, s: Y),
            ),
            Slip(
                "On the way back the mean was added before the multiplication. Standardising subtracts and then divides; undo it in reverse: multiply first, then add.",
                wrong=_net_predicting(back=lambda Y, m, s: (Y + m) * s),
            ),
            Slip(
                "On the way back you multiplied and forgot to add the mean of `Y_train`.",
                wrong=_net_predicting(back=lambda Y, m, s: Y * s),
            ),
            Slip(
                "You took one mean and one standard deviation for all numbers together. Each row is a feature with a scale of its own: `axis=1, keepdims=True`.",
                wrong=_net_predicting(scale=_net_pooled),
            ),
            Slip(
                "You divided by $m - 1$ in the standard deviation (`ddof=1`). Here, as in week 1, it is divided by $m$, which is what `.std()` does by itself.",
                wrong=_net_predicting(scale=lambda A: _net_scale(A, ddof=A.shape[1] > 1)),
            ),
            Slip(
                "A feature that never changes in training is no bad input. Its standard deviation is 0, and dividing by that makes nan or infinity, which is refused further on: take 1 in its place.",
                wrong=_net_predicting(scale=_net_unguarded),
            ),
        ),
        more=_more_predict,
    ),
)

# --- C1W3-7 Project: Gram-Schmidt and the mirror ---------------------------------------------------------------------


def _mir_array(value, rows: int | None = None) -> np.ndarray:
    """Return an argument as a matrix of floats, or refuse it as the project's rule on bad input says."""
    array = np.array(value, dtype=float)
    if array.ndim != 2 or array.size == 0 or not np.isfinite(array).all() or rows not in (None, len(array)):
        raise ValueError("shape or entries")
    return array


def _mir_named(k: int) -> str:
    return "column 0" if k == 0 else f"columns 0 and {k}" if k == 1 else f"columns 0 to {k}"


def _mir_basis_verdict(result, A) -> str | None:
    """Judge the result of Gram-Schmidt column by column, by its properties; a column's sign is free."""
    A = np.array(A, dtype=float)
    if not isinstance(result, np.ndarray) or result.shape != A.shape or result.dtype.kind not in "fiu":
        said = difference(result, np.zeros(A.shape))
        if isinstance(result, np.ndarray) and result.shape == A.shape[::-1]:
            said = f"{said} The vectors are *columns*, in A and in the result."
        elif isinstance(result, np.ndarray) and result.ndim == 2 and len(result) == len(A):
            said = f"{said} Each column of A has a column in the result; a dependent one gives a column of zeros."
        return said or f"Your answer is {describe(result)}; an array of floats was asked for."
    want = linalg.gram_schmidt(A)
    if said := _mir_rows_complaint(result.astype(float), A, want):
        return said
    for k, q in enumerate(result.T.astype(float)):
        start = f"{_mir_named(k - 1).capitalize()} {'is' if k == 1 else 'are'} right. " if k else ""
        if not np.isfinite(q).all():
            return f"{start}Column {k} holds nan or infinite numbers: that comes from a division by a length of 0."
        if not want[:, k].any():
            if np.abs(q).max() > 1e-9:
                before = want[:, :k]
                kept = np.linalg.norm(q - before @ (before.T @ q)) < 1e-6
                return start + _mir_leftover(k, np.linalg.norm(q), A[:, k].any(), kept)
            continue
        length = np.linalg.norm(q)
        if not q.any():
            return (
                f"{start}Column {k} of your result is zero, but A's column is not a mix of those before it. "
                r"The rule: zero if $\lVert\mathbf{w}_k\rVert \le 10^{-10}\,\lVert\mathbf{a}_k\rVert$, and only then."
                + (" Does your loop reach this column? `A.shape[1]` counts columns." if k >= len(A) else "")
            )
        dots = result[:, :k].T.astype(float) @ q / length
        if k and np.abs(dots).max() > 1e-6:
            j = int(np.argmax(np.abs(dots) > 1e-6))
            angle = np.degrees(np.arccos(np.clip(dots[j], -1, 1)))
            return f"{start}Column {k} is not perpendicular to column {j}: the angle between them is {angle:.3g}°."
        if abs(length - 1) > 1e-6:
            return f"{start}Column {k} has length {length:.4g}; it should have length 1."
        if min(np.abs(q - want[:, k]).max(), np.abs(q + want[:, k]).max()) > 1e-6:
            right = "length 1 and right angles to those before it" if k else "length 1"
            return f"{start}Column {k} has {right}, but it is not a mix of {_mir_named(k)} of A."
    return None


def _mir_leftover(k: int, length: float, given: bool, kept: bool) -> str:
    """Say what is wrong where a column should be zero and is not; kept says that it lies in the span before it."""
    if not given:
        return f"Column {k} should be zero, for A's column is zero; yours has length {length:.3g}."
    said = f"Column {k} should be zero, for A's column depends on those before it; yours has length {length:.3g}. "
    if kept and length > 1e-6:
        return (
            said
            + "Either a shadow was not taken away (does your inner loop reach every column of the result before this one?), "
            r"or what rounding left was scaled to a direction (compare its length with $10^{-10}\,\lVert\mathbf{a}_k\rVert$, "
            "and with A's column as it was given: after `w = A[:, k]` without `.copy()`, what is taken from `w` is taken from A)."
        )
    if abs(length - 1) > 1e-6:
        return f"{said}That is what the subtractions left. Where the zero rule says zero, write zeros."
    return (
        said + "What rounding left of it was scaled to a direction. Did you compare its length with "
        r"$10^{-10}\,\lVert\mathbf{a}_k\rVert$, and with $\mathbf{a}_k$ as it was given? (After `w = A[:, k]` without `.copy()`, "
        "what is taken from `w` is taken from A.)"
    )


def _mir_rows_complaint(result, A, want) -> str | None:
    """Say whether a result has rows and columns mixed up; with orthonormal rows and columns both it may look right."""

    def same(X, Y):
        return (
            X.shape == Y.shape and np.abs(np.abs(X) - np.abs(Y)).max() < 1e-6 and np.abs(X @ X.T - Y @ Y.T).max() < 1e-6
        )

    if same(result, want) or not np.isfinite(result).all():
        return None
    if same(result.T, want):
        return (
            "These are the right vectors, but as *rows*. Put them into columns: `np.column_stack(...)`, or a transpose."
        )
    rows = linalg.gram_schmidt(A.T)
    return _MIR_BY_ROWS if same(result, rows.T) or same(result, rows) else None


def _mir_orthogonalise(
    A,
    *,
    onto="results",
    start=None,
    end=True,
    undivided=False,
    last=False,
    sign=-1.0,
    first=True,
    rule=None,
    stop=False,
):
    """Gram-Schmidt, as it is or with one of the mistakes.

    onto: shadows on the results or on the given columns; start: columns scaled to 1 at the start; end: ... at the end;
    undivided: shadows on vectors of any length without dividing; last: only the last subtraction counts;
    first: the first column is scaled too; rule(left, column, columns) says whether a column counts as zero.
    """
    A = _mir_array(A)
    given = A / np.linalg.norm(A, axis=0) if start else A
    m, n = A.shape
    Q, raw = np.zeros((m, n)), np.zeros((m, n))
    zero = rule or (lambda left, column, columns: left <= 1e-10 * column)
    lengths = np.linalg.norm(A, axis=0)
    with np.errstate(all="ignore"):
        for k in range(n):
            w = given[:, k].copy()
            for j in range(k):
                on = given[:, j] if onto == "given" else raw[:, j] if undivided else Q[:, j]
                scale = on @ on if onto == "given" else 1.0
                amount = on @ given[:, k] / (scale or 1.0)
                w = (given[:, k] if last else w) + sign * amount * on
            left = np.linalg.norm(w)
            if zero(left, lengths[k], lengths):
                if stop:
                    break
                continue
            raw[:, k] = w
            Q[:, k] = w if (k == 0 and not first) or not end else w / left
    return Q


def _mir_raw(A):
    """Right angles, but lengths as they come."""
    A = _mir_array(A)
    W = np.zeros(A.shape)
    for k, a in enumerate(A.T):
        w = a.copy()
        for j in range(k):
            if W[:, j].any():
                w -= (W[:, j] @ w) / (W[:, j] @ W[:, j]) * W[:, j]
        if np.linalg.norm(w) > 1e-10 * np.linalg.norm(a):
            W[:, k] = w
    return W


def _mir_rows(A):
    """Gram-Schmidt on the rows."""
    return _mir_orthogonalise(_mir_array(A).T).T


def _mir_four_rows(A):
    A = _mir_array(A)
    A[:4] = _mir_orthogonalise(A[:4].T).T
    return A


def _mir_cut(A):
    """Results written into an array of A's own type."""
    _mir_array(A)
    Q = np.zeros_like(np.array(A))
    Q[...] = _mir_orthogonalise(A)
    return Q


def _mir_short(A):
    """Leave the zero columns out."""
    Q = _mir_orthogonalise(A)
    return Q[:, Q.any(axis=0)]


def _mir_of_four(wrong):
    """Return a mistake of part 1, which takes four columns of at least four entries."""

    def four(A):
        if _mir_array(A).shape[1] != 4 or len(A) < 4:
            raise ValueError("four columns")
        return wrong(A)

    return four


def _mir_draw(rng: np.random.Generator, m: int, n: int, whole: bool = False) -> np.ndarray:
    """Draw columns that are far from dependent, so that every way of computing agrees."""
    while True:
        A = rng.integers(-9, 10, size=(m, n)) if whole else rng.normal(scale=3, size=(m, n))
        if np.linalg.cond(A) < 20:
            return A


def _mir_bad(rng: np.random.Generator, m: int, n: int, *further) -> list[Case]:
    hole, infinite = rng.normal(size=(2, m, n))
    hole[0, -1], infinite[-1, 0] = np.nan, np.inf
    words = np.array([["a", "b", "c", "d"][:n]] * m)
    return [
        Case("nan among the entries", (hole, *further), raises=ValueError),
        Case("an infinite entry", (infinite, *further), raises=ValueError),
        Case("a single vector with one axis", (rng.normal(size=m), *further), raises=ValueError),
        Case("no columns", (np.zeros((m, 0)), *further), raises=ValueError),
        Case("words in place of numbers", (words, *further), raises=ValueError),
    ]


def _mir_basis(probe: str, A) -> Case:
    return Case(probe, (A,), holds=_mir_basis_verdict, atol=1e-6, same="column_signs")


def _more_four(rng: np.random.Generator) -> list[Case]:
    near = _mir_draw(rng, 6, 4)
    near[:, 3] = near[:, 0] - near[:, 1] + 1e-6 * near[:, 3]
    return [
        _mir_basis("four columns of four", _mir_draw(rng, 4, 4)),
        _mir_basis("columns of nine entries", _mir_draw(rng, 9, 4)),
        _mir_basis("whole numbers", _mir_draw(rng, 5, 4, whole=True)),
        _mir_basis("columns of a thousand entries", rng.normal(size=(1000, 4))),
        _mir_basis("short columns and long ones", _mir_draw(rng, 5, 4) * [1e-6, 1e5, 1.0, 1e-3]),
        _mir_basis("columns at right angles already", np.linalg.qr(rng.normal(size=(5, 4)))[0] * [2.0, 3.0, 0.5, 7.0]),
        _mir_basis("the last column nearly a mix of others", near),
        Case("five columns", (rng.normal(size=(6, 5)),), raises=ValueError),
        Case("three columns", (rng.normal(size=(4, 3)),), raises=ValueError),
        Case("four columns of three entries", (rng.normal(size=(3, 4)),), raises=ValueError),
        *_mir_bad(rng, 5, 4),
    ]


def _mir_dependent(rng: np.random.Generator, m: int) -> np.ndarray:
    """Draw five columns, of which the third and the fifth are mixes of those before them."""
    B, c = _mir_draw(rng, m, 3), rng.integers(1, 4, size=5) * rng.choice([-1, 1], size=5)
    return np.column_stack(
        [B[:, 0], B[:, 1], c[0] * B[:, 0] + c[1] * B[:, 1], B[:, 2], c[2] * B[:, 0] + c[3] * B[:, 1] + c[4] * B[:, 2]]
    )


def _more_gram_schmidt(rng: np.random.Generator) -> list[Case]:
    m = int(rng.integers(5, 9))
    zero = _mir_draw(rng, m, 4)
    zero[:, [0, 2]] = 0.0
    near = _mir_draw(rng, m, 3)
    near[:, 2] = 2 * near[:, 0] - near[:, 1] + 1e-5 * near[:, 2]
    rounded = _mir_draw(rng, m, 2)
    rounded[:, 1] = 3 * rounded[:, 0] + 1e-13 * rounded[:, 1]
    wide = _mir_draw(rng, 3, 3)
    wide = np.column_stack([wide, wide @ rng.integers(1, 5, size=(3, 4))])
    return [
        _mir_basis("independent columns", _mir_draw(rng, m, 3)),
        _mir_basis("as many columns as rows", _mir_draw(rng, 6, 6)),
        _mir_basis("a single column", _mir_draw(rng, m, 1)),
        _mir_basis("columns with a single entry", np.array([[0.0, -2.5, 4.0]])),
        _mir_basis("whole numbers", _mir_draw(rng, m, 4, whole=True)),
        _mir_basis("mixes among the columns", _mir_dependent(rng, m)),
        _mir_basis("columns of zeros", zero),
        _mir_basis("more columns than rows", wide),
        _mir_basis("tiny columns", 1e-12 * _mir_dependent(rng, m)),
        _mir_basis("huge columns", 1e9 * _mir_dependent(rng, m)),
        _mir_basis("a tiny column after a huge one", _mir_draw(rng, m, 3) * [1e6, 1e-6, 1.0]),
        _mir_basis("nearly a mix: about a hundred-thousandth is left", near),
        _mir_basis("a mix up to one part in ten million millions", rounded),
        _mir_basis("a hundred entries, twelve columns", rng.normal(size=(100, 12))),
        *_mir_bad(rng, m, 3),
    ]


def _mir_dimension_verdict(result, A) -> str | None:
    """Judge a dimension; say what was counted instead, where it is known."""
    A = np.array(A, dtype=float)
    want = int(linalg.gram_schmidt(A).any(axis=0).sum())
    said = difference(result, want)
    if said is None or np.ndim(result) or isinstance(result, bool | np.bool_ | str) or result is None:
        return said
    if abs(result - want) < 1e-6:
        return "The number is right but for rounding. A dimension is a whole number: count columns, and return an int."
    m, n = A.shape
    return f"The dimension of the span is not {result:g} here. A has {n} column{'s' * (n != 1)} of {m} entr{'ies' if m != 1 else 'y'}."


def _mir_dimension(probe: str, A) -> Case:
    return Case(probe, (A,), holds=_mir_dimension_verdict)


def _mir_count(A, rule=None) -> int:
    return int(_mir_orthogonalise(A, rule=rule).any(axis=0).sum())


def _more_dimension(rng: np.random.Generator) -> list[Case]:
    m = int(rng.integers(5, 9))
    zero = _mir_draw(rng, m, 3)
    zero[:, 0] = 0.0
    wide = _mir_draw(rng, 4, 2) @ rng.integers(1, 5, size=(2, 7))
    return [
        _mir_dimension("independent columns", _mir_draw(rng, m, 4)),
        _mir_dimension("mixes among the columns", _mir_dependent(rng, m)),
        _mir_dimension("a column of zeros first", zero),
        _mir_dimension("seven columns in a plane", wide),
        _mir_dimension("one direction, many times", _mir_draw(rng, m, 1) @ rng.normal(size=(1, 5))),
        _mir_dimension("nothing but zeros", np.zeros((m, 3))),
        _mir_dimension("tiny columns", 1e-12 * _mir_dependent(rng, m)),
        _mir_dimension("huge columns", 1e9 * _mir_dependent(rng, m)),
        _mir_dimension("whole numbers", _mir_dependent(rng, m).round().astype(int)[:, :3]),
        *_mir_bad(rng, m, 3),
    ]


def _mir_complete(V):
    """Return an orthonormal basis of the mirror, and one of the whole space that begins with it; refuse other spans."""
    V = _mir_array(V)
    d = len(V)
    E = linalg.gram_schmidt(np.hstack([V, np.eye(d)]))
    inside = E[:, : V.shape[1]]
    inside = inside[:, inside.any(axis=0)]
    if inside.shape[1] != d - 1:
        raise ValueError("not a mirror")
    return inside, E[:, E.any(axis=0)]


def _mir_matrix(V):
    Q, _ = _mir_complete(V)
    return 2 * Q @ Q.T - np.eye(len(Q))


def _mir_changed(change):
    """Return a mistake in the change of basis: ``change(E, D)``."""

    def wrong(V):
        _, E = _mir_complete(V)
        D = np.eye(len(E))
        D[-1, -1] = -1.0
        return change(E, D)

    return wrong


def _mir_normal(V):
    """Return a normal as it comes: in the plane the first column turned, in space a cross product."""
    V = _mir_array(V)
    Q, E = _mir_complete(V)
    columns = [v for v in V.T if v.any()]
    if len(V) == 2:
        return np.array([-columns[0][1], columns[0][0]])
    if len(V) == 3:
        crosses = [np.cross(columns[0], v) for v in columns[1:]]
        return next(c for c in crosses if np.linalg.norm(c) > 1e-10 * np.linalg.norm(columns[0]))
    return 2 * E[:, -1]


def _mir_long_normal(V):
    n = _mir_normal(V)
    return np.eye(len(n)) - 2 * np.outer(n, n)


def _mir_given(V):
    """Take the spanning columns for an orthonormal basis."""
    _mir_complete(V)
    V = _mir_array(V)
    return 2 * V @ V.T - np.eye(len(V))


def _mir_units(V):
    """Scale the columns to length 1, without right angles."""
    _mir_complete(V)
    V = _mir_array(V)
    V = V[:, V.any(axis=0)]
    U = V / np.linalg.norm(V, axis=0)
    return 2 * U @ U.T - np.eye(len(V))


def _mir_first_normal(V):
    """Take the first vector of the mirror for its normal."""
    _, E = _mir_complete(V)
    return np.eye(len(E)) - 2 * np.outer(E[:, 0], E[:, 0])


def _mir_projection(V):
    Q, _ = _mir_complete(V)
    return Q @ Q.T


def _mir_pair(rng: np.random.Generator, d: int, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw columns that span a mirror, and the matrix of its reflection."""
    while True:
        n = rng.normal(size=d)
        n /= np.linalg.norm(n)
        if np.abs(n).min() > 0.15 / np.sqrt(d):
            break
    inside = np.linalg.svd(n[None, :])[2][1:].T
    while True:
        mix = rng.normal(scale=2, size=(d - 1, k))
        if np.linalg.cond(mix[:, : d - 1]) < 20:
            return inside @ mix, np.eye(d) - 2 * np.outer(n, n)


def _more_reflection(rng: np.random.Generator) -> list[Case]:
    def case(probe, d, k, scale=1.0):
        V, H = _mir_pair(rng, d, k)
        return Case(probe, (V * scale,), H, atol=1e-8)

    V, H = _mir_pair(rng, 3, 2)
    zero = np.column_stack([V[:, 0], np.zeros(3), V[:, 1], V[:, 0] - V[:, 1]])
    a, b = (int(x) for x in rng.choice([2, 3, 5, 7, 9], size=2, replace=False))
    return [
        case("a line in the plane", 2, 1),
        case("a plane in space", 3, 2),
        case("in space of five dimensions", 5, 4),
        case("a plane, spanned by four vectors", 3, 4),
        case("long vectors", 3, 2, 1e6),
        case("short vectors", 3, 2, 1e-6),
        Case("zeros and mixes among the columns", (zero,), H, atol=1e-8),
        Case("whole numbers", (np.array([[a], [b]]),), linalg.reflection_matrix([-b, a]), atol=1e-8),
        Case("the whole space is no mirror", (_mir_draw(rng, 3, 3),), raises=ValueError),
        Case("a line in space is no mirror", (_mir_draw(rng, 3, 1) * [[1.0, -2.0, 3.0]],), raises=ValueError),
        Case("zeros span no line", (np.zeros((2, 2)),), raises=ValueError),
        *_mir_bad(rng, 3, 2),
    ]


def _mir_images(V, P, through, *, inside=None, before=True, after=True):
    """Reflect points, as asked or with one of the mistakes."""
    H = (inside or _mir_matrix)(V)
    P = _mir_array(P, len(H))
    p = np.array(through, dtype=float)
    if p.shape != (len(H),) or not np.isfinite(p).all():
        raise ValueError("through")
    return H @ (P - before * p[:, None]) + after * p[:, None]


def _mir_reflecting(**mistake):
    def wrong(P, V, through):
        return _mir_images(V, P, through, **mistake)

    return wrong


def _mir_rows_of_points(P, V, through):
    _mir_images(V, P, through)
    return (np.array(P, dtype=float) - through) @ _mir_matrix(V) + through


def _mir_flat_foot(P, V, through):
    _mir_images(V, P, through)
    P, through = np.array(P, dtype=float), np.array(through, dtype=float)
    return _mir_matrix(V) @ (P - through) + through


def _mir_through_the_point(P, V, through):
    _mir_images(V, P, through)
    return 2 * np.array(through, dtype=float)[:, None] - np.array(P, dtype=float)


def _mir_cut_points(P, V, through):
    images = _mir_images(V, P, through)
    out = np.zeros_like(np.array(P))
    out[...] = images
    return out


def _more_points(rng: np.random.Generator) -> list[Case]:
    def case(probe, d, k, m, far=4.0):
        (V, H), P, p = _mir_pair(rng, d, k), rng.normal(scale=3, size=(d, m)), far * rng.normal(size=d)
        return Case(probe, (P, V, p), H @ (P - p[:, None]) + p[:, None], atol=1e-8)

    (V, _), P, p = _mir_pair(rng, 3, 2), rng.normal(size=(3, 6)), rng.normal(size=3)
    on = p[:, None] + V @ rng.normal(size=(2, 4))
    whole, foot = rng.integers(-9, 10, size=(2, 5)), rng.integers(1, 5, size=2)
    line = np.array([[2], [1]])
    T, q = linalg.reflection_matrix([-1, 2]), foot[:, None]
    hole, short, torn = P.copy(), rng.normal(size=(2, 6)), V.copy()
    hole[1, 2] = torn[2, 0] = np.nan
    return [
        case("a line in the plane", 2, 1, 5),
        case("a plane in space", 3, 2, 7),
        case("as many points as coordinates", 3, 2, 3),
        case("a single point", 3, 2, 1),
        case("a mirror through the origin", 2, 1, 4, far=0.0),
        case("a mirror far away", 3, 3, 4, far=1000.0),
        case("five coordinates", 5, 4, 6),
        case("two thousand points", 3, 2, 2000),
        Case("points on the mirror", (on, V, p), on.copy(), atol=1e-8),
        Case("whole numbers", (whole, line, foot), T @ (whole - q) + q, atol=1e-8),
        Case("points with two coordinates, a mirror in space", (short, V, p), raises=ValueError),
        Case("a point of the mirror with two coordinates", (P, V, p[:2]), raises=ValueError),
        Case("a point of the mirror with two axes", (P, V, p[:, None]), raises=ValueError),
        Case("a line in space is no mirror", (P, V[:, :1], p), raises=ValueError),
        Case("nan among the points", (hole, V, p), raises=ValueError),
        Case("an infinite point of the mirror", (P, V, np.array([1.0, np.inf, 0.0])), raises=ValueError),
        Case("one point with one axis", (P[:, 0], V, p), raises=ValueError),
        Case("no points", (P[:, :0], V, p), raises=ValueError),
        Case("nan in the mirror", (P, torn, p), raises=ValueError),
        Case("words in place of numbers", (np.array([["a", "b"]] * 3), V, p), raises=ValueError),
    ]


_MIR_FOUR = np.array([[1.0, 2.0, 0.0, 1.0], [1.0, 0.0, 3.0, 1.0], [1.0, 2.0, 1.0, -2.0], [1.0, -1.0, 2.0, 3.0]])
_MIR_TALL = np.array(
    [
        [2.0, 1.0, 0.5, -1.0],
        [0.0, 3.0, 1.0, 2.0],
        [1.0, -1.0, 2.5, 0.0],
        [-2.0, 0.5, 1.0, 1.5],
        [1.0, 1.0, -1.0, 4.0],
        [0.5, 2.0, 0.0, 1.0],
    ]
)
_MIR_WHOLE = np.array([[3, 1, 0, 2], [4, 2, -1, 0], [0, 5, 2, 1], [0, 1, 6, -3]])
_MIR_HOLE = np.array([[1.0, 2.0, 0.0, 1.0], [1.0, np.nan, 3.0, 1.0], [1.0, 2.0, 1.0, -2.0], [1.0, -1.0, 2.0, 3.0]])
_MIR_SPACE = np.array([[1.0, 3.0, 1.0], [2.0, 3.0, -1.0], [2.0, 0.0, 5.0]])
_MIR_MIXED = np.array([[0.1, 1.0, 1.1, 2.0], [0.7, -1.0, -0.3, 0.5], [0.3, 0.2, 0.5, -1.0], [0.9, 0.4, 1.3, 3.0]])
_MIR_WIDE = np.array([[1.0, 2.0, 0.0, 4.0, 1.0], [2.0, 4.0, 1.0, 9.0, 0.0], [2.0, 4.0, -1.0, 7.0, 0.0]])
_MIR_PARALLEL = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0 + 3e-6]])
_MIR_ZERO_FIRST = np.array([[0, 3, 6, 1], [0, 4, 8, 2], [0, 0, 0, 2]])
_MIR_UNEQUAL = np.array([[3e6, 1e-6], [4e6, 2e-6]])
_MIR_HUGE = 1e9 * _MIR_MIXED[:, :3]

_MIR_LINE = np.array([[4.0], [3.0]])
_MIR_PLANE = np.array([[1.0, 1.0], [2.0, 0.0], [2.0, 4.0]])
_MIR_PLANE_H = linalg.reflection_matrix(np.cross(_MIR_PLANE[:, 0], _MIR_PLANE[:, 1]))
_MIR_THREE = np.array([[2.0, 4.0, 0.0], [1.0, 2.0, 1.0], [0.0, 0.0, 3.0]])
_MIR_FOURFOLD = np.array([[1.0, 0.0, 0.0], [-1.0, 1.0, 0.0], [0.0, -1.0, 1.0], [0.0, 0.0, -1.0]])
_MIR_ROOF = np.array([[1.0, 4.0, 4.0, 2.5, 1.0], [1.0, 1.0, 2.0, 3.5, 2.0]])
_MIR_BODY = np.array([[1.0, 2.0, 0.0, -1.0, 3.0], [0.0, 1.0, 4.0, 2.0, 1.0], [2.0, 0.0, 1.0, 3.0, -2.0]])

_MIR_NOT_SCALED = (
    "The columns are at right angles, but they have kept their lengths. Divide what is left of each column by its length: "
    "$\\mathbf{q}_k = \\mathbf{w}_k / \\lVert\\mathbf{w}_k\\rVert$."
)
_MIR_UNDIVIDED = (
    "You took away $(\\mathbf{w}_j\\cdot\\mathbf{a}_k)\\,\\mathbf{w}_j$ with vectors $\\mathbf{w}_j$ that are not of length 1. This formula for a shadow "
    "holds for length 1 only: scale each result *before* the next column uses it, or divide by $\\mathbf{w}_j\\cdot\\mathbf{w}_j$."
)
_MIR_LAST = (
    "Only the shadow on the result directly before was taken away. If you have a loop: does each round start from the column as it was, so that the "
    "earlier subtractions are lost? Begin with $\\mathbf{w} = \\mathbf{a}_k$ and take every shadow from $\\mathbf{w}$."
)
_MIR_ONTO_GIVEN = (
    "You took away shadows on the *given* columns $\\mathbf{a}_j$. These are not perpendicular to each other, so their shadows overlap and too much is "
    "taken. Use the results so far, $\\mathbf{q}_j$."
)
_MIR_EARLY = "The columns were scaled to length 1 at the start, and not after the subtractions, which shorten them. Scale what is *left* of each column."
_MIR_FIRST = "The first column was not scaled. $\\mathbf{q}_0 = \\mathbf{a}_0 / \\lVert\\mathbf{a}_0\\rVert$: nothing is taken away from it, but its length has to be 1 like all others."
_MIR_ADDED = "The shadows were added; to get rid of them, take them away."
_MIR_BY_ROWS = "You made the *rows* orthonormal. The vectors are the columns here: `A[:, k]`, or `A.T[k]`, and the result has them as columns too."
_MIR_INTEGER = (
    "The results were written into an array of whole numbers, which cut their decimals off. Begin with floats, "
    "`A = np.array(A, dtype=float)`, and make room with `np.zeros(A.shape)`."
)

MIRROR: tuple[Exercise, ...] = (
    Exercise(
        id="c1w3.gram_schmidt_4",
        title="Gram–Schmidt for four vectors",
        points=20,
        arguments=("A",),
        hints=(
            "The first result is the first column, scaled to length 1. What has to be taken away from the second column before it is scaled? From the third?",
            "Refuse bad input; then four times the same: from column k take away its shadow $(\\mathbf{q}_j\\cdot\\mathbf{a}_k)\\,\\mathbf{q}_j$ on each result "
            "so far, and divide what is left by its length. Put the four results side by side.",
            "With `a0, a1, a2, a3 = A.T` the first two are `q0 = a0 / np.linalg.norm(a0)`, `w1 = a1 - (q0 @ a1) * q0`, `q1 = w1 / np.linalg.norm(w1)`. "
            "`w2` loses two shadows, `w3` three. At the end `np.column_stack([q0, q1, q2, q3])`.",
        ),
        cases=(
            _mir_basis("four columns of four entries", _MIR_FOUR),
            _mir_basis("four columns of six entries", _MIR_TALL),
            _mir_basis("whole numbers", _MIR_WHOLE),
            _mir_basis("columns that are orthonormal already", np.eye(5)[:, [2, 0, 4, 1]]),
            Case("three columns", (_MIR_SPACE,), raises=ValueError),
            Case("nan among the entries", (_MIR_HOLE,), raises=ValueError),
        ),
        slips=(
            Slip(_MIR_NOT_SCALED, wrong=_mir_of_four(_mir_raw)),
            Slip(_MIR_UNDIVIDED, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, undivided=True))),
            Slip(_MIR_LAST, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, last=True))),
            Slip(_MIR_ONTO_GIVEN, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, onto="given"))),
            Slip(_MIR_EARLY, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, start=True, end=False))),
            Slip(_MIR_FIRST, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, first=False))),
            Slip(_MIR_ADDED, wrong=_mir_of_four(lambda A: _mir_orthogonalise(A, sign=1.0))),
            Slip(_MIR_BY_ROWS, wrong=_mir_of_four(_mir_four_rows)),
            Slip(_MIR_INTEGER, wrong=_mir_of_four(_mir_cut)),
        ),
        more=_more_four,
    ),
    Exercise(
        id="c1w3.gram_schmidt",
        title="Gram–Schmidt for any vectors",
        points=30,
        arguments=("A",),
        hints=(
            "Part 1 as two loops. What does a column of zeros in the results take away from a later column? And what has to happen before you divide?",
            "Make room, `Q = np.zeros(A.shape)`. For each column: copy it, take away its shadow on every column of `Q` before it, and compare the length of what is "
            "left with $10^{-10}$ times the length of the column itself. Only if it is larger, divide and write it into `Q`.",
            "For each k: `w = A[:, k].copy()`; for each j before k: `w -= (Q[:, j] @ w) * Q[:, j]`; then `length = np.linalg.norm(w)`, and "
            "`if length > 1e-10 * np.linalg.norm(A[:, k]):` set `Q[:, k] = w / length`. Zeros are there already.",
        ),
        cases=(
            _mir_basis("three columns in space", _MIR_SPACE),
            _mir_basis("the third column is a mix of the first two", _MIR_MIXED),
            _mir_basis("five columns in space", _MIR_WIDE),
            _mir_basis("a column of zeros first, whole numbers", _MIR_ZERO_FIRST),
            _mir_basis("tiny columns that are independent", 1e-12 * _MIR_SPACE),
            _mir_basis("huge columns, the third a mix", _MIR_HUGE),
            _mir_basis("a tiny column after a huge one", _MIR_UNEQUAL),
            _mir_basis("nearly parallel: a millionth is left", _MIR_PARALLEL),
            Case("a vector with one axis", (np.array([3.0, 4.0]),), raises=ValueError),
            Case("nan among the entries", (_MIR_HOLE,), raises=ValueError),
        ),
        slips=(
            Slip(
                "You divided by a length of 0, or by what rounding leaves of it. Before you divide, ask whether the column counts as zero: "
                "$\\lVert\\mathbf{w}_k\\rVert \\le 10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: False),
            ),
            Slip(
                "You compared with 0 exactly. Rounding leaves something like $10^{-16}$ of a dependent column, and scaled to length 1 that is a direction made of "
                "rounding errors. Compare with $10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: left == 0),
            ),
            Slip(
                "What is left was compared with a fixed number. Then tiny independent columns count as zero, and the rounding errors of huge ones as vectors. Compare with "
                "the column's own length: $10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: left <= 1e-10),
            ),
            Slip(
                "What is left was compared with the length of the longest column. Then a short independent column beside a long one is lost. Compare with the length of "
                "the column itself.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: left <= 1e-10 * all_.max()),
            ),
            Slip(
                "A column of zeros was divided by its length 0. Its rest is 0 and the bound is 0 as well, so the comparison has to include equality: zero if "
                "$\\lVert\\mathbf{w}_k\\rVert \\le 10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: left < 1e-10 * a),
            ),
            Slip(
                "You count too much as zero: of a column that is nearly a mix of others a millionth may be left, and that is a direction. The bound is "
                "$10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_orthogonalise(A, rule=lambda left, a, all_: left <= 1e-5 * a),
            ),
            Slip(
                "Every column after the first one that counts as zero came out as zero too. Leave that one zero and go on, since independent columns may follow. "
                "Does your loop stop there? Or does a division by $\\mathbf{q}_j\\cdot\\mathbf{q}_j = 0$ make nan of what comes later?",
                wrong=lambda A: _mir_orthogonalise(A, stop=True),
            ),
            Slip(
                "The columns of zeros were left out. Each column of A has its place in the result: the shape is that of A.",
                wrong=_mir_short,
            ),
            Slip(_MIR_NOT_SCALED, wrong=_mir_raw),
            Slip(_MIR_UNDIVIDED, wrong=lambda A: _mir_orthogonalise(A, undivided=True)),
            Slip(_MIR_LAST, wrong=lambda A: _mir_orthogonalise(A, last=True)),
            Slip(_MIR_ONTO_GIVEN, wrong=lambda A: _mir_orthogonalise(A, onto="given")),
            Slip(_MIR_ADDED, wrong=lambda A: _mir_orthogonalise(A, sign=1.0)),
            Slip(_MIR_BY_ROWS, wrong=_mir_rows),
            Slip(_MIR_INTEGER, wrong=_mir_cut),
        ),
        more=_more_gram_schmidt,
    ),
    Exercise(
        id="c1w3.dimension",
        title="Dimension of a span",
        points=10,
        arguments=("A",),
        hints=(
            "What does part 2 make of a column that adds no new direction?",
            "Run `gram_schmidt` and count the columns of the result that are not zero.",
            "`Q = gram_schmidt(A)`, and `Q.any(axis=0)` says for each column whether it has an entry other than 0. Their number, as an int: `int(Q.any(axis=0).sum())`.",
        ),
        cases=(
            _mir_dimension("three columns in space", _MIR_SPACE),
            _mir_dimension("four columns, one of them a mix", _MIR_MIXED),
            _mir_dimension("five columns in space", _MIR_WIDE),
            _mir_dimension("a column of zeros first", _MIR_ZERO_FIRST),
            _mir_dimension("nothing but zeros", np.zeros((3, 2))),
            _mir_dimension("tiny columns", 1e-12 * _MIR_SPACE),
            _mir_dimension("huge columns, the third a mix", _MIR_HUGE),
            Case("nan among the entries", (_MIR_HOLE,), raises=ValueError),
        ),
        slips=(
            Slip(
                "You counted the columns. Only those count that add a direction: a mix of the columns before it does not.",
                wrong=lambda A: _mir_array(A).shape[1],
            ),
            Slip(
                "You counted the rows: that is the dimension of the space around, not of what the columns span in it.",
                wrong=lambda A: _mir_array(A).shape[0],
            ),
            Slip(
                "You took the smaller of the numbers of rows and columns. The dimension cannot be larger, but it may be smaller.",
                wrong=lambda A: min(_mir_array(A).shape),
            ),
            Slip(
                "You counted the columns of *A* that are not zero. A mix of other columns is not zero either; it is zero in the result of `gram_schmidt`.",
                wrong=lambda A: int(_mir_array(A).any(axis=0).sum()),
            ),
            Slip(
                "You counted the columns that came out as zero: the others are the ones that add a direction.",
                wrong=lambda A: int((~_mir_orthogonalise(A).any(axis=0)).sum()),
            ),
            Slip(
                "You counted entries of the result that are not zero; count columns.",
                wrong=lambda A: int((np.abs(_mir_orthogonalise(A)) > 1e-12).sum()),
            ),
            Slip(
                "What is left of a column was compared with a fixed number. The bound goes with the column: $10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_count(A, lambda left, a, all_: left <= 1e-10),
            ),
            Slip(
                "A rest was compared with 0 exactly, so that rounding errors count as directions. The bound is $10^{-10}\\,\\lVert\\mathbf{a}_k\\rVert$.",
                wrong=lambda A: _mir_count(A, lambda left, a, all_: left == 0),
            ),
        ),
        more=_more_dimension,
    ),
    Exercise(
        id="c1w3.reflection_matrix",
        title="The matrix of a mirror",
        points=20,
        arguments=("V",),
        hints=(
            "What does a mirror do to a vector that lies in it? And to one that is perpendicular to it?",
            "With the orthonormal columns $\\mathbf{Q}$ of `gram_schmidt(V)`, $\\mathbf{Q}\\mathbf{Q}^\\top\\mathbf{v}$ is the point of the mirror nearest to $\\mathbf{v}$. "
            "The image is as far again behind it. Before that, refuse a `V` whose dimension is not one less than its number of rows.",
            "`Q = gram_schmidt(V)`, `d = len(Q)`; `if dimension(V) != d - 1:` raise a ValueError; `return 2 * Q @ Q.T - np.eye(d)`.",
        ),
        cases=(
            Case("the diagonal of the plane", (np.array([[1.0], [1.0]]),), np.array([[0.0, 1.0], [1.0, 0.0]])),
            Case("a line along (4, 3)", (_MIR_LINE,), np.array([[0.28, 0.96], [0.96, -0.28]])),
            Case("a plane in space", (_MIR_PLANE,), _MIR_PLANE_H),
            Case("whole numbers", (np.array([[1], [3]]),), np.array([[-0.8, 0.6], [0.6, 0.8]])),
            Case(
                "a plane, spanned by three vectors",
                (_MIR_THREE,),
                linalg.reflection_matrix(np.cross([2, 1, 0], [0, 1, 3])),
            ),
            Case("four dimensions", (_MIR_FOURFOLD,), np.eye(4) - np.full((4, 4), 0.5)),
            Case("a line in space is no mirror", (_MIR_SPACE[:, :1],), raises=ValueError),
            Case("the whole plane is no mirror", (np.array([[1.0, 0.0], [2.0, 1.0]]),), raises=ValueError),
            Case("nan among the entries", (np.array([[1.0], [np.nan]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "This is the projection on the mirror: you went to the mirror and stopped. The image is as far again behind it: $2\\mathbf{Q}\\mathbf{Q}^\\top - \\mathbf{I}$, or "
                "$\\mathbf{I} - 2\\,\\mathbf{n}\\mathbf{n}^\\top$ with the factor 2.",
                wrong=_mir_projection,
            ),
            Slip(
                "This is the projection on the *normal*. It is what a mirror has to take away, twice.",
                wrong=lambda V: np.eye(len(V)) - _mir_projection(V),
            ),
            Slip(
                "This is the way from a vector to the mirror, $\\mathbf{Q}\\mathbf{Q}^\\top - \\mathbf{I}$. It is walked twice, and it starts at the vector.",
                wrong=lambda V: _mir_projection(V) - np.eye(len(V)),
            ),
            Slip(
                "This is twice the way from a vector to the mirror. It starts at the vector, not at the origin: add $\\mathbf{I}$.",
                wrong=lambda V: 2 * (_mir_projection(V) - np.eye(len(V))),
            ),
            Slip(
                "Your matrix turns round what lies *in* the mirror and keeps what is perpendicular to it. It should be the other way round: every sign is wrong.",
                wrong=lambda V: -_mir_matrix(V),
            ),
            Slip(
                "Your matrix turns round the *first* vector of the mirror, as if that were the normal. Vectors in the mirror keep their place; the $-1$ belongs to the "
                "normal, the last column of $\\mathbf{E}$.",
                wrong=_mir_first_normal,
            ),
            Slip(
                "You took 1 away from every entry. $\\mathbf{I}$ has ones on its diagonal only: `np.eye(d)`.",
                wrong=lambda V: _mir_matrix(V) + np.eye(len(V)) - 1,
            ),
            Slip(
                "$\\mathbf{I} - 2\\,\\mathbf{n}\\mathbf{n}^\\top$ needs a normal of length 1, and yours is as long as it came. Divide it by its length. "
                "To notice it: a mirror changes no length, so $\\mathbf{H}^\\top\\mathbf{H} = \\mathbf{I}$.",
                wrong=_mir_long_normal,
            ),
            Slip(
                "$2\\mathbf{V}\\mathbf{V}^\\top - \\mathbf{I}$ with the vectors as they came: the formula needs an orthonormal basis of the mirror. Run `gram_schmidt` on `V` first.",
                wrong=_mir_given,
            ),
            Slip(
                "The vectors were scaled to length 1, but they are not at right angles to each other. The formula needs both: run `gram_schmidt` on `V`.",
                wrong=_mir_units,
            ),
            Slip(
                "$\\mathbf{E}\\mathbf{D}$ alone takes coordinates in the mirror's basis. A point comes in ordinary coordinates, so translate it first: $\\mathbf{E}\\mathbf{D}\\mathbf{E}^{-1}$, "
                "with $\\mathbf{E}^{-1} = \\mathbf{E}^\\top$.",
                wrong=_mir_changed(lambda E, D: E @ D),
            ),
            Slip(
                "$\\mathbf{D}\\mathbf{E}^\\top$ stops in the mirror's coordinates. Translate back: $\\mathbf{E}\\mathbf{D}\\mathbf{E}^\\top$.",
                wrong=_mir_changed(lambda E, D: D @ E.T),
            ),
            Slip(
                "$\\mathbf{E}\\mathbf{D}\\mathbf{E}$: one of the two has to be the inverse. First into the mirror's coordinates, $\\mathbf{E}^{-1} = \\mathbf{E}^\\top$, then $\\mathbf{D}$, then back: $\\mathbf{E}\\mathbf{D}\\mathbf{E}^\\top$.",
                wrong=_mir_changed(lambda E, D: E @ D @ E),
            ),
            Slip(
                "The change of basis is the wrong way round: $\\mathbf{E}^\\top\\mathbf{D}\\mathbf{E}$. What stands nearest to the point acts first, and that has to be $\\mathbf{E}^\\top$.",
                wrong=_mir_changed(lambda E, D: E.T @ D @ E),
            ),
        ),
        more=_more_reflection,
    ),
    Exercise(
        id="c1w3.reflect_points",
        title="Points in a mirror anywhere",
        points=20,
        arguments=("P", "V", "through"),
        hints=(
            "`reflection_matrix` is for a mirror through the origin. Where would the points be if the origin were the point `through`?",
            "Move everything so that the mirror passes through the origin, reflect, and move back. `through` has one axis; to be taken from every column it has to be a column itself.",
            "After the refusals: `H = reflection_matrix(V)`, `foot = through[:, None]`, `return H @ (P - foot) + foot`.",
        ),
        cases=(
            Case(
                "a house and a mirror along (4, 3)",
                (_MIR_ROOF, _MIR_LINE, np.array([-1.0, 2.0])),
                _mir_images(_MIR_LINE, _MIR_ROOF, [-1.0, 2.0]),
            ),
            Case(
                "five points in space",
                (_MIR_BODY, _MIR_PLANE, np.array([0.0, 1.0, -2.0])),
                _mir_images(_MIR_PLANE, _MIR_BODY, [0.0, 1.0, -2.0]),
            ),
            Case(
                "three points with three coordinates",
                (_MIR_BODY[:, :3], _MIR_PLANE, np.array([3.0, 1.0, 1.0])),
                _mir_images(_MIR_PLANE, _MIR_BODY[:, :3], [3.0, 1.0, 1.0]),
            ),
            Case(
                "whole numbers",
                (np.array([[3, 0, 2], [1, 4, -2]]), np.array([[1], [3]]), np.array([1, 0])),
                _mir_images([[1], [3]], [[3, 0, 2], [1, 4, -2]], [1, 0]),
            ),
            Case(
                "a mirror through the origin",
                (_MIR_ROOF, np.array([[1.0], [1.0]]), np.zeros(2)),
                _MIR_ROOF[::-1].copy(),
            ),
            Case(
                "a single point, on the mirror",
                (np.array([[3.0], [5.0]]), _MIR_LINE, np.array([-1.0, 2.0])),
                np.array([[3.0], [5.0]]),
            ),
            Case("points in space, a mirror in the plane", (_MIR_BODY, _MIR_LINE, np.zeros(2)), raises=ValueError),
            Case(
                "a point of the mirror with three coordinates in the plane",
                (_MIR_ROOF, _MIR_LINE, np.zeros(3)),
                raises=ValueError,
            ),
            Case(
                "a point of the mirror with two axes",
                (_MIR_ROOF, _MIR_LINE, np.array([[-1.0], [2.0]])),
                raises=ValueError,
            ),
            Case(
                "nan among the points",
                (np.array([[1.0, np.nan], [0.0, 1.0]]), _MIR_LINE, np.zeros(2)),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "You reflected in the mirror through the *origin*. Move everything by `-through` first, reflect, and move back.",
                wrong=_mir_reflecting(before=False, after=False),
            ),
            Slip(
                "The points were moved and reflected, and not moved back: add `through` at the end.",
                wrong=_mir_reflecting(after=False),
            ),
            Slip(
                "At the end the points were moved on by `-through`, not back: take `through` away before you reflect, and *add* it afterwards.",
                wrong=_mir_reflecting(after=-1),
            ),
            Slip(
                "The points were moved after the reflection only. Take `through` away *before* you reflect, and add it again afterwards.",
                wrong=_mir_reflecting(before=False),
            ),
            Slip(
                "The points landed *on* the mirror: this is the projection. The images are as far again behind it.",
                wrong=_mir_reflecting(inside=_mir_projection),
            ),
            Slip(
                "Every sign of the reflection is wrong: what lies along the mirror is turned round, and what is perpendicular to it is kept.",
                wrong=_mir_reflecting(inside=lambda V: -_mir_matrix(V)),
            ),
            Slip(
                "The points went through the point `through` to the other side, $2\\mathbf{p}_0 - \\mathbf{p}$. A mirror keeps what runs along it; only the part along the normal is turned round.",
                wrong=_mir_through_the_point,
            ),
            Slip(
                "You treated each *row* of `P` as a point. The points are the columns: `H @ (P - through[:, None])`, with H on the left.",
                wrong=_mir_rows_of_points,
            ),
            Slip(
                "`P - through` lays the vector along the rows: it fits only if there are as many points as coordinates, and then it is wrong without a word. Make it a column: `through[:, None]`.",
                wrong=_mir_flat_foot,
            ),
            Slip(
                "The images are right before they are written down: your array was made from whole numbers and cuts the decimals off. Begin with floats, `P = np.array(P, dtype=float)`.",
                wrong=_mir_cut_points,
            ),
            Slip(
                "The normal in your reflection is not of length 1. Divide it by its length, or use your `reflection_matrix`.",
                wrong=_mir_reflecting(inside=_mir_long_normal),
            ),
        ),
        more=_more_points,
    ),
)

EXERCISES = (*VECTORS, *MAPS, *NETWORK, *MIRROR)
