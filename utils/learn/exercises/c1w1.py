"""Course 1, week 1: systems of linear equations."""

from __future__ import annotations

import numpy as np

from utils.learn.definition import REFERENCE, Case, Exercise, Slip

# --- C1W1-3 Lab: Arrays in NumPy -------------------------------------------------------------------------------------

ARRAYS = ()

# --- C1W1-4 Lab: Systems as matrices ---------------------------------------------------------------------------------

_SHOP = ["2 kg rice and 3 kg beans cost 13", "4 kg rice and 1 kg beans cost 11"]
_ORDERS = ["3 kg pears and 1 kg apples cost 11", "2 kg apples and 1 kg figs cost 13", "1 kg figs and 1 kg pears and 1 kg apples cost 14"]


def _sentence(sentence, number=float):
    """Read one sentence as [(item, weight), ...] and its total."""
    left, total = sentence.split(" cost ")
    pairs = [(part.split()[2], number(part.split()[0])) for part in left.split(" and ")]
    return pairs, number(total)


def _system_of(sentences, *, number=float, dtype=float, mentioned=False, overwrite=False, by_place=False, square=False):
    """The parse of `sentences_to_system`, with one thing done wrong where a keyword asks for it."""
    read = [_sentence(sentence, number) for sentence in sentences]
    names = list(dict.fromkeys(name for pairs, _ in read for name, _ in pairs))
    names = names if mentioned else sorted(names)
    A = np.zeros((len(names) if square else len(read), len(names)), dtype=dtype)
    for i, (pairs, _) in enumerate(read):
        for place, (name, weight) in enumerate(pairs):
            j = place if by_place else names.index(name)
            A[i, j] = weight if overwrite else A[i, j] + weight
    return A, np.array([total for _, total in read], dtype=float), names


def _transposed_system(sentences):
    A, b, names = _system_of(sentences)
    return A.T.copy(), b, names


def _crossing(line1, line2):
    A = np.array([line1[:2], line2[:2]], dtype=float)
    return np.linalg.solve(A, np.array([line1[2], line2[2]], dtype=float))


def _parallel(line1, line2, tolerance=1e-9):
    (a, b, _), (c, d, _) = line1, line2
    return abs(a * d - b * c) <= tolerance * np.hypot(a, b) * np.hypot(c, d)


def _guarded_crossing(line1, line2, *, A=None, sign=1.0, swap=False):
    if _parallel(line1, line2):
        raise ValueError("parallel")
    A = np.array([line1[:2], line2[:2]], dtype=float) if A is None else A
    x = np.linalg.solve(A, sign * np.array([line1[2], line2[2]], dtype=float))
    return x[::-1].copy() if swap else x


def _crossing_absolute(line1, line2):
    if abs(line1[0] * line2[1] - line1[1] * line2[0]) < 1e-9:
        raise ValueError("parallel")
    return _crossing(line1, line2)


def _crossing_by_slopes(line1, line2):
    (a, b, c), (d, e, f) = line1, line2
    m, k = -a / b, -d / e
    if abs(m - k) < 1e-9:
        raise ValueError("parallel")
    x = (f / e - c / b) / (m - k)
    return np.array([x, m * x + c / b])


def _is_plane_through(result, p, q, r):
    if isinstance(result, list | tuple):
        return f"Your answer is a {type(result).__name__}; a NumPy array of four numbers was asked for. `np.array([...])` makes one of it."
    if not isinstance(result, np.ndarray):
        return "Your function returned None. Is there a `return` on every way out of it?" if result is None else "An array of four numbers was asked for."
    if result.shape == (3,):
        return "Your array has three numbers: the direction `a, b, c` without `d`. The plane is one of many parallel ones until `d` is given."
    if result.shape != (4,):
        return f"Your array has shape {result.shape}; shape (4,) was asked for: `a, b, c, d` with `a x + b y + c z = d`."
    if not np.isfinite(result).all():
        return "Some of the four numbers are nan or inf, which usually comes from a division by zero."
    normal, d = result[:3], result[3]
    length = np.linalg.norm(normal)
    if length == 0:
        return "`a`, `b` and `c` are all zero, so `0 = d` is no plane."
    points = np.array([p, q, r], dtype=float)
    across = np.linalg.norm(points[1:] - points[0], axis=1).min()

    def off(value):
        return np.abs(points @ normal - value) / length > 1e-6 * across

    if d != 0 and not off(-d).any():
        return "The plane is right in the form `a x + b y + c z + d = 0`. Here `d` stands on the right-hand side, so its sign is the other one."
    missed = off(d)
    if not missed.any():
        return None
    level = points @ normal / length
    if np.ptp(level) <= 1e-6 * across:
        return "`a`, `b` and `c` are right, `d` is not: put one of the points into `a x + b y + c z` and see what comes out."
    which = ", ".join(name for name, wrong in zip("pqr", missed, strict=True) if wrong)
    return f"The plane misses {which}. Put each of the three points into `a x + b y + c z`: all three must give `d`."


def _plane(p, q, r, *, tolerance=1e-9, absolute=False, sign=1.0, differences=True):
    p, q, r = (np.asarray(point, dtype=float) for point in (p, q, r))
    u, v = q - p, r - p
    normal = np.cross(u, v)
    scale = 1.0 if absolute else np.linalg.norm(u) * np.linalg.norm(v)
    if np.linalg.norm(normal) <= tolerance * scale:
        raise ValueError("on one line")
    normal = normal if differences else np.cross(p, q)
    return np.append(normal, sign * (normal @ p))


def _plane_by_height(p, q, r):
    points = np.array([p, q, r], dtype=float)
    a, b, c = np.linalg.solve(np.column_stack([points[:, :2], np.ones(3)]), points[:, 2])
    return np.array([a, b, -1.0, -c])


def _plane_with_one(p, q, r):
    return np.append(np.linalg.solve(np.array([p, q, r], dtype=float), np.ones(3)), 1.0)


def _plane_unchecked(p, q, r):
    p, q, r = (np.asarray(point, dtype=float) for point in (p, q, r))
    normal = np.cross(q - p, r - p)
    return np.append(normal, normal @ p)


def _mixed(shares, target, amount, *, scaled=True, total=None, negative=1e-9, condition=1e10):
    A = np.vstack([shares, np.ones(shares.shape[1])])
    if condition and np.linalg.cond(A) > condition:
        raise ValueError("not determined")
    right = np.append(np.asarray(target) * (amount if scaled else 1.0), amount if total is None else total)
    x = np.linalg.solve(A, right)
    if negative is not None and (x < -negative * amount).any():
        raise ValueError("out of reach")
    return x


def _mixed_without_total(shares, target, amount):
    return np.linalg.solve(shares, np.asarray(target) * amount)


SYSTEMS = (
    Exercise(
        id="c1w1.residual",
        title="Residual: by how much is each equation missed?",
        arguments=("A", "x", "b"),
        hints=(
            "`A @ x` is what the equations *would* say if `x` were right. What do they say in fact?",
            "One subtraction of two vectors: what the right-hand side says, minus what `x` makes of the left-hand side.",
            "`return b - A @ x`",
        ),
        cases=(
            Case("a claim that misses every equation", (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([1.0, 1.0]), np.array([13.0, 11.0])), expect=np.array([8.0, 6.0])),
            Case("a claim that is too high for one equation", (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([5.0, 1.0]), np.array([13.0, 11.0])), expect=np.array([0.0, -10.0])),
            Case("the solution itself", (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([2.0, 3.0]), np.array([13.0, 11.0])), expect=np.array([0.0, 0.0])),
            Case("three equations, two unknowns", (np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]]), np.array([1.0, 2.0]), np.array([4.0, 2.0, 0.0])), expect=np.array([-1.0, 0.0, -1.0])),
            Case("a single equation", (np.array([[1.0, -2.0, 0.5]]), np.array([3.0, 1.0, 4.0]), np.array([4.0])), expect=np.array([1.0])),
            Case("whole numbers", (np.array([[1, 2, 0], [0, 1, 5]]), np.array([1, 1, 1]), np.array([7, 2])), expect=np.array([4, -4])),
        ),
        slips=(
            Slip("This is `A x - b`. Here the residual is `b - A x`: positive where the claim comes out too low. The size is the same, the sign is not.",
                 wrong=lambda A, x, b: A @ x - b),
            Slip("`A * x` multiplies entry by entry and adds nothing up. One equation needs a sum of products: `A @ x`.",
                 wrong=lambda A, x, b: b - A * x),
            Slip("Each number is the *size* of the miss. Keep the sign: it says whether the claim comes out too low or too high.",
                 wrong=lambda A, x, b: np.abs(b - A @ x)),
            Slip("This is one number for all equations together. Here one number *per equation* was asked for, so leave the norm or the sum away.",
                 wrong=lambda A, x, b: np.linalg.norm(b - A @ x)),
            Slip("You solved the system and compared with `x`. That is the *error* of `x`. The residual needs no solution: it compares both sides of each equation.",
                 wrong=lambda A, x, b: np.linalg.solve(A, b) - x),
        ),
    ),
    Exercise(
        id="c1w1.sentences_to_system",
        title="From sentences to a matrix",
        arguments=("sentences",),
        hints=(
            "Take one sentence apart on paper first. Which words separate the pieces? Which piece is a number, which a name?",
            "Three steps: split every sentence at `\" cost \"` and at `\" and \"`; collect all names and sort them; then go through the sentences "
            "again and add each weight at row = number of the sentence, column = `names.index(name)` of a matrix of zeros.",
            "`left, total = sentence.split(\" cost \")`, then `for part in left.split(\" and \"):` with `weight, kg, name = part.split()`. With `names = "
            "sorted(...)` and `A = np.zeros((len(sentences), len(names)))`: `A[i, names.index(name)] += float(weight)`.",
        ),
        cases=(
            Case("two sentences, two items", (_SHOP,), expect=(np.array([[3.0, 2.0], [1.0, 4.0]]), np.array([13.0, 11.0]), ["beans", "rice"])),
            Case("items in another order in each sentence, and some missing", (_ORDERS,),
                 expect=(np.array([[1.0, 0.0, 3.0], [2.0, 1.0, 0.0], [1.0, 1.0, 1.0]]), np.array([11.0, 13.0, 14.0]), ["apples", "figs", "pears"])),
            Case("decimals", (["0.5 kg tea and 1.5 kg sugar cost 9.75", "0.25 kg tea cost 3.5"],),
                 expect=(np.array([[1.5, 0.5], [0.0, 0.25]]), np.array([9.75, 3.5]), ["sugar", "tea"])),
            Case("more sentences than items", (["1 kg salt cost 1", "2 kg salt and 1 kg flour cost 4", "3 kg flour cost 6"],),
                 expect=(np.array([[0.0, 1.0], [1.0, 2.0], [3.0, 0.0]]), np.array([1.0, 4.0, 6.0]), ["flour", "salt"])),
            Case("the same item twice in a sentence", (["2 kg rice and 1 kg oats and 3 kg rice cost 14"],),
                 expect=(np.array([[1.0, 5.0]]), np.array([14.0]), ["oats", "rice"])),
        ),
        slips=(
            Slip("The columns stand in the order in which the items are first mentioned. Sort the names: then everybody's matrix has the same columns.",
                 wrong=lambda sentences: _system_of(sentences, mentioned=True)),
            Slip("The first item of a sentence went to column 0, the second to column 1. A column belongs to an *item*, wherever it stands in the sentence: "
                 "ask `names.index(name)`.", wrong=lambda sentences: _system_of(sentences, by_place=True)),
            Slip("An item that is named twice in a sentence lost its first weight: `=` writes over it. `+=` adds.",
                 wrong=lambda sentences: _system_of(sentences, overwrite=True)),
            Slip("Rows and columns are exchanged. One *row* per sentence (`A[i]` is equation `i`), one *column* per item.", wrong=_transposed_system),
            Slip("The decimals of the weights are cut off: the matrix holds whole numbers only (`dtype=int`). `np.zeros(...)` without a dtype makes floats.",
                 wrong=lambda sentences: _system_of(sentences, dtype=int)),
            Slip("The matrix was made square. It has one row per sentence and one column per item, and these two numbers may differ.",
                 wrong=lambda sentences: _system_of(sentences, square=True)),
            Slip("`int(\"0.5\")` stops with an error. Weights and totals may have decimals, so read them with `float`.",
                 wrong=lambda sentences: _system_of(sentences, number=int)),
        ),
    ),
    Exercise(
        id="c1w1.lines_intersection",
        title="Where two lines cross",
        arguments=("line1", "line2"),
        hints=(
            "Two lines are two equations in two unknowns. Which of the six numbers go into `A`, which into `b`?",
            "First decide whether the lines are parallel: `abs(a1*b2 - a2*b1)` against `1e-9` times both lengths of the coefficient pairs. Only then solve.",
            "With `a1, b1, c1 = line1` and `a2, b2, c2 = line2`: `if abs(a1*b2 - a2*b1) <= 1e-9 * np.hypot(a1, b1) * np.hypot(a2, b2): raise "
            "ValueError(\"...\")`, then `np.linalg.solve(np.array([[a1, b1], [a2, b2]]), np.array([c1, c2]))`.",
        ),
        cases=(
            Case("two lines that cross", ((1.0, 1.0, 3.0), (1.0, -1.0, 1.0)), expect=np.array([2.0, 1.0])),
            Case("a crossing with decimals", ((2.0, 3.0, 4.0), (1.0, -1.0, 1.0)), expect=np.array([1.4, 0.4])),
            Case("a vertical line", ((1.0, 0.0, 2.0), (1.0, 2.0, 8.0)), expect=np.array([2.0, 3.0])),
            Case("parallel lines", ((1.0, 2.0, 3.0), (2.0, 4.0, 1.0)), raises=ValueError),
            Case("the same line written twice", ((1.0, 2.0, 3.0), (2.0, 4.0, 6.0)), raises=ValueError),
            Case("parallel up to the 12th decimal", ((1.0, 2.0, 3.0), (1.0, 2.0 + 1e-12, 1.0)), raises=ValueError),
            Case("nearly parallel, and crossing all the same", ((1.0, 1.0, 3.0), (1.0, 1.001, 3.002)), expect=np.array([1.0, 2.0])),
            Case("very small coefficients", ((1e-6, 0.0, 2e-6), (1e-6, 1e-6, 5e-6)), expect=np.array([2.0, 3.0])),
        ),
        slips=(
            Slip("You left the decision to `np.linalg.solve` (or asked whether the determinant is exactly 0). That finds exactly parallel lines only. Lines that differ in "
                 "the 12th decimal \"cross\" trillions of units away: compare the determinant with `1e-9` times the two lengths.", wrong=_crossing),
            Slip("You compared the determinant with a fixed small number. It shrinks with the coefficients: `1e-6 x = 2e-6` is the line `x = 2`, not a parallel one. "
                 "Compare with `1e-9` *times the two lengths*.", wrong=_crossing_absolute),
            Slip("You divided by `b` to get a slope. A vertical line has `b = 0` and no slope; the form `a x + b y = c` does without one.", wrong=_crossing_by_slopes),
            Slip("The two lines went into the *columns* of the matrix. Each line is an equation, and each equation is a row.",
                 wrong=lambda line1, line2: _guarded_crossing(line1, line2, A=np.array([line1[:2], line2[:2]], dtype=float).T)),
            Slip("Both coordinates have the wrong sign. You read the line as `a x + b y + c = 0`; here `c` stands on the right-hand side.",
                 wrong=lambda line1, line2: _guarded_crossing(line1, line2, sign=-1.0)),
            Slip("`x` and `y` are exchanged: return the point as `[x, y]`.", wrong=lambda line1, line2: _guarded_crossing(line1, line2, swap=True)),
        ),
    ),
    Exercise(
        id="c1w1.plane_through_points",
        title="The plane through three points",
        arguments=("p", "q", "r"),
        hints=(
            "The direction `(a, b, c)` of a plane is at right angles to every arrow in it. Which two arrows in the plane do three points give you?",
            "Take the arrows `q - p` and `r - p`. `np.cross` of them is at right angles to both: that is `(a, b, c)`. Then `d` follows from any one point. "
            "If the cross product is (nearly) zero, measured against the two lengths, the points lie on one line.",
            "`u, v = q - p, r - p`, `normal = np.cross(u, v)`; raise ValueError if `np.linalg.norm(normal) <= 1e-9 * np.linalg.norm(u) * np.linalg.norm(v)`; "
            "else `return np.append(normal, normal @ p)`.",
        ),
        cases=(
            Case("three points in general position", (np.array([2.0, -1.0, 1.0]), np.array([-1.0, 2.0, 1.0]), np.array([0.0, 0.0, 3.0])), holds=_is_plane_through),
            Case("whole numbers", (np.array([1, 0, 0]), np.array([0, 2, 0]), np.array([0, 0, 3])), holds=_is_plane_through),
            Case("a plane through the origin", (np.array([1.0, 0.0, 2.0]), np.array([0.0, 1.0, -1.0]), np.array([2.0, 1.0, 3.0])), holds=_is_plane_through),
            Case("an upright plane", (np.array([1.0, 2.0, 0.0]), np.array([2.0, 1.0, 0.0]), np.array([1.0, 2.0, 5.0])), holds=_is_plane_through),
            Case("a very small triangle", (np.array([1.0, 1.0, 1.0]), np.array([1.0 + 2.0**-18, 1.0, 1.0]), np.array([1.0, 1.0 + 2.0**-18, 1.0])), holds=_is_plane_through),
            Case("three points on one line", (np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])), raises=ValueError),
            Case("a point given twice", (np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 4.0]), np.array([0.0, 5.0, 1.0])), raises=ValueError),
        ),
        slips=(
            Slip("The sign of `d` is that of the form `a x + b y + c z + d = 0`. Here `d` stands on the right-hand side: put one of the points in and see.",
                 wrong=lambda p, q, r: _plane(p, q, r, sign=-1.0)),
            Slip("You wrote the plane as a height, `z = ... x + ... y + ...`. An upright plane is not of that form, as a vertical line has no slope. The cross product treats all directions alike.",
                 wrong=_plane_by_height),
            Slip("You set `d = 1` and solved for `a, b, c`. A plane through the origin has `d = 0`, and no scaling turns 0 into 1.", wrong=_plane_with_one),
            Slip("You took the cross product of two *points*. The arrows that lie in the plane are differences of points: `q - p` and `r - p`.",
                 wrong=lambda p, q, r: _plane(p, q, r, differences=False)),
            Slip("Points on one line give the cross product zero, and `0 x + 0 y + 0 z = 0` is no plane. Raise ValueError there.", wrong=_plane_unchecked),
            Slip("You compared the cross product with a fixed small number. A small triangle has a small cross product and yet a clear plane: compare with `1e-9` *times the two lengths*.",
                 wrong=lambda p, q, r: _plane(p, q, r, absolute=True)),
        ),
    ),
    Exercise(
        id="c1w1.mixture",
        title="How much of each to mix",
        arguments=("shares", "target", "amount"),
        hints=(
            "Write the equations for one substance: (share in component 1) times (kg of component 1) + ... = kg of that substance in the mix. How many kg is that? "
            "Then count equations and unknowns: one equation is still missing.",
            "Put a row of ones below `shares` (all amounts add up to `amount`). The right-hand side is `target * amount`, then `amount`. Look at the condition number before you solve "
            "and at the signs after.",
            "`A = np.vstack([shares, np.ones(shares.shape[1])])`, `b = np.append(target * amount, amount)`; ValueError if `np.linalg.cond(A) > 1e10`; `x = np.linalg.solve(A, b)`; "
            "ValueError if `(x < -1e-9 * amount).any()`; return `x`.",
        ),
        cases=(
            Case("two acids", (np.array([[0.10, 0.40]]), np.array([0.25]), 12.0), expect=np.array([6.0, 6.0])),
            Case("two acids, nearer to one of them", (np.array([[0.10, 0.40]]), np.array([0.20]), 12.0), expect=np.array([8.0, 4.0])),
            Case("three feeds, protein and fat", (np.array([[0.5, 0.1, 0.2], [0.0, 0.0, 0.4]]), np.array([0.28, 0.08]), 50.0), expect=np.array([25.0, 15.0, 10.0])),
            Case("four alloys, three metals", (np.array([[0.5, 0.1, 0.2, 0.0], [0.1, 0.6, 0.1, 0.2], [0.2, 0.1, 0.5, 0.1]]), np.array([0.13, 0.24, 0.23]), 20.0),
                 expect=np.array([2.0, 4.0, 6.0, 8.0])),
            Case("a target that is one of the components, up to rounding", (np.array([[0.10, 0.40]]), np.array([0.40 + 1e-13]), 12.0), expect=np.array([0.0, 12.0])),
            Case("a target out of reach", (np.array([[0.10, 0.40]]), np.array([0.50]), 12.0), raises=ValueError),
            Case("a target out of reach of three feeds", (np.array([[0.5, 0.1, 0.2], [0.0, 0.0, 0.4]]), np.array([0.45, 0.2]), 50.0), raises=ValueError),
            Case("a third component that is a mix of the other two, up to the 12th decimal",
                 (np.array([[0.2, 0.5, 0.3], [0.4, 0.1, 0.3 + 1e-12]]), np.array([0.34, 0.26]), 10.0), raises=ValueError),
        ),
        slips=(
            Slip("One equation is missing, so the matrix is not square. The amounts have to add up to `amount`: a row of ones below `shares`.", wrong=_mixed_without_total),
            Slip("The right-hand side mixes two units: `target` holds shares, but the equations count kg. In the mix there are `target * amount` kg of each substance.",
                 wrong=lambda shares, target, amount: _mixed(shares, target, amount, scaled=False)),
            Slip("These are the parts of 1 kg of mix: they add up to 1. The amounts for `amount` kg were asked for.",
                 wrong=lambda shares, target, amount: _mixed(shares, target, amount, scaled=False, total=1.0, negative=1e-9 / amount)),
            Slip("The equations are solved, but one amount is negative: nobody can take kilograms *out* of a mix. Raise ValueError there.",
                 wrong=lambda shares, target, amount: _mixed(shares, target, amount, negative=None)),
            Slip("An amount of about -0.000000000001 is a zero with a rounding error. Refuse only what is below `-1e-9 * amount`.",
                 wrong=lambda shares, target, amount: _mixed(shares, target, amount, negative=0.0)),
            Slip("You left it to `np.linalg.solve` to notice that the amounts are not determined. It stays silent when the matrix is singular but for the 12th decimal: "
                 "ask `np.linalg.cond(A) > 1e10` first.", wrong=lambda shares, target, amount: _mixed(shares, target, amount, condition=None)),
        ),
    ),
)

# --- C1W1-5 Assignment: One, none or many? ---------------------------------------------------------------------------


def _more_determinant_2x2(rng: np.random.Generator) -> list[Case]:
    fresh = [Case("a random matrix of decimals", (rng.normal(size=(2, 2)),), REFERENCE) for _ in range(3)]
    row = rng.integers(1, 9, size=2).astype(float)
    dependent = Case("a row that is a multiple of the other", (np.array([row, rng.integers(2, 5) * row]),), REFERENCE)
    return [*fresh, dependent, Case("whole numbers", (rng.integers(-9, 10, size=(2, 2)),), REFERENCE)]


ASSIGNMENT = (
    Exercise(
        id="c1w1.determinant_2x2",
        title="Determinant of a 2×2 matrix",
        points=10,
        arguments=("A",),
        hints=(
            "Look at the two diagonals of the matrix. One product counts for, the other against.",
            "Take the product down the main diagonal, then subtract the product of the other diagonal.",
            "With `a = A[0, 0]` and so on for `b`, `c`, `d`, return `a * d - b * c`.",
        ),
        cases=(
            Case("four different numbers", (np.array([[1.0, 2.0], [3.0, 4.0]]),), expect=-2.0),
            Case("a triangular matrix", (np.array([[2.0, 7.0], [0.0, 5.0]]),), expect=10.0),
            Case("a row twice the other", (np.array([[1.0, 3.0], [2.0, 6.0]]),), expect=0.0),
            Case("rows swapped", (np.array([[3.0, 4.0], [1.0, 2.0]]),), expect=2.0),
            Case("a negative entry", (np.array([[2.0, -3.0], [4.0, 5.0]]),), expect=22.0),
        ),
        slips=(
            Slip("You added the two products. The second diagonal counts against: subtract it.",
                 wrong=lambda A: A[0, 0] * A[1, 1] + A[0, 1] * A[1, 0]),
            Slip("You subtracted in the other order, which turns the sign round: the main diagonal comes first.",
                 wrong=lambda A: A[0, 1] * A[1, 0] - A[0, 0] * A[1, 1]),
            Slip("You multiplied along the rows. The products run along the diagonals.",
                 wrong=lambda A: A[0, 0] * A[0, 1] - A[1, 0] * A[1, 1]),
            Slip("You took the absolute value. A determinant keeps its sign; the sign says which way round the rows lie.",
                 wrong=lambda A: abs(A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0])),
        ),
        more=_more_determinant_2x2,
    ),
)

EXERCISES = (*ARRAYS, *SYSTEMS, *ASSIGNMENT)
