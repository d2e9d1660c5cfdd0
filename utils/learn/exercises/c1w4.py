"""Course 1, week 4: determinants, eigenvectors, PCA."""

from __future__ import annotations

import numpy as np

from utils import linalg
from utils.learn.compare import describe, difference
from utils.learn.definition import REFERENCE, Case, Exercise, Named, Slip

# --- C1W4-4 Lab: Eigenvectors of everyday maps -----------------------------------------------------------------------


def _ev_quotient(rule):
    """Return a mistaken Rayleigh quotient: ``rule(x, A x)`` on floats."""

    def wrong(A, x):
        x = np.asarray(x, dtype=float)
        with np.errstate(all="ignore"):
            return float(rule(x, np.asarray(A, dtype=float) @ x))

    return wrong


def _ev_test(rule):
    """Return a mistaken test of an eigenvector: ``rule(A, v, A v, value, length of the rest)``."""

    def wrong(A, v):
        A, v = np.asarray(A, dtype=float), np.asarray(v, dtype=float)
        if not v.any():
            return False
        image = A @ v
        value = v @ image / (v @ v)
        with np.errstate(all="ignore"):
            return bool(rule(A, v, image, value, np.linalg.norm(image - value * v)))

    return wrong


def _ev_near(A, v, rest):
    return rest <= 1e-9 * np.abs(A).max() * np.linalg.norm(v)


def _ev_zero_too(A, v):
    A, v = np.asarray(A, dtype=float), np.asarray(v, dtype=float)
    return bool(not v.any() or _ev_test(lambda A, v, image, value, rest: _ev_near(A, v, rest))(A, v))


def _ev_pairs(fault):
    """eigen_2x2 with one fault."""

    def eigen_2x2(A):
        A = np.array(A, dtype=float)
        (a, b), (c, d) = A
        size = np.abs(A).max()
        middle, D = (a + d) / 2, ((a - d) / 2) ** 2 + b * c
        if fault == "determinant":
            D = middle**2 + (a * d - b * c)
        if abs(D) <= (0 if fault == "exact" else 1e-12 if fault == "absolute" else 1e-12 * size**2):
            D = 0.0
        if fault == "nan" and D < 0:
            return np.full(2, np.nan), np.full((2, 2), np.nan)
        root = np.sqrt(max(D, 0.0)) if D >= 0 or fault == "real" else 1j * np.sqrt(-D)
        values = np.array([middle + root, middle - root])
        if fault == "trace":
            values = np.array([-middle + root, -middle - root])
        if fault == "root":
            values = np.array([middle + 2 * root, middle - 2 * root])
        columns = []
        for value in values if D != 0 or fault == "doubled" else values[:1]:
            rows = A - value * np.eye(2)
            if np.abs(rows).max() <= 1e-6 * size:
                return values, np.eye(2)[:, : 1 if fault == "one" else 2]
            r = rows[0 if fault == "first row" else np.argmax(np.linalg.norm(rows, axis=1))]
            if fault == "swapped":
                r = r[::-1] * [1, -1]
            with np.errstate(all="ignore"):
                columns.append(np.array([-r[1], r[0]]) / (1.0 if fault == "length" else np.linalg.norm(r)))
        vectors = np.column_stack(columns)
        if fault == "exchanged":
            return values, vectors[:, ::-1].copy()
        return values, vectors.T.copy() if fault == "rows" else vectors

    return eigen_2x2


def _ev_verdict(result, A):
    """Say what is wrong with the eigenvalues and eigenvectors of a 2 x 2 matrix; any order, sign and basis will do."""
    found = linalg.eigen(A)
    if not isinstance(result, tuple | list) or len(result) != 2:
        return f"A pair was asked for, `values, vectors`; your answer is {describe(result)}."
    values, vectors = result
    if not isinstance(values, np.ndarray) or values.shape != (2,):
        return f"`values` should be an array of shape (2,), a repeated eigenvalue twice; it is {describe(values)}."
    if not isinstance(vectors, np.ndarray) or vectors.ndim != 2:
        return f"`vectors` should be an array with one column for each eigenvector; it is {describe(vectors)}."
    if np.isnan(values).any():
        return "There is a nan among the values. A negative number has no real square root: there, take `1j * np.sqrt(-D)`."
    return _ev_wrong_values(values, A, found) or _ev_wrong_vectors(values, vectors, A, found)


def _ev_wrong_values(values, A, found):
    wanted, size = np.array(found.values), np.abs(A).max()
    if min(np.abs(values - order).max() for order in (wanted, wanted[::-1])) <= 1e-8 * size:
        return None
    mine = " and ".join(f"{value:.6g}" for value in values)
    if abs(values.sum() - np.trace(A)) > 1e-8 * size:
        return f"Your values {mine} add up to {values.sum():.6g}; they should add up to the trace, {np.trace(A):.6g}."
    product = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    return f"Your values {mine} have the right sum. Their product is {values.prod():.6g}; it should be the determinant, {product:.6g}."


def _ev_wrong_vectors(values, vectors, A, found):
    count, size = sum(space.geometric for space in found.spaces), np.abs(A).max()
    if vectors.shape != (2, count):
        if count == 1:
            return f"All eigenvectors of this matrix lie on one line, so `vectors` should have one column, shape (2, 1); it has shape {vectors.shape}."
        return f"There are two independent eigenvectors, so `vectors` should have shape (2, 2); it has shape {vectors.shape}."
    if not np.isfinite(vectors).all():
        if not found.real:
            return "There is a nan or an infinite entry among the vectors: a division by zero. For a complex vector `v @ v` may be 0; its length is `np.linalg.norm(v)`."
        return "There is a nan or an infinite entry among the vectors: a division by zero. Is a row of $\\mathbf{A} - \\lambda\\mathbf{I}$ zero here?"

    def kept(value, v):
        return np.linalg.norm(A @ v - value * v) <= 1e-6 * size * np.linalg.norm(v)

    for j in range(count):
        v = vectors[:, j]
        if not v.any():
            return f"Column {j} is the zero vector, which is no eigenvector. Is a row of $\\mathbf{{A}} - \\lambda\\mathbf{{I}}$ zero here?"
        if not kept(values[j], v):
            if count == 2 and all(kept(values[i], vectors[i]) for i in range(2)):
                return "Your eigenvectors stand in the rows; column j should belong to value j."
            if kept(values[1 - j], v) and not found.real:
                return f"Column {j} belongs to the other value, {values[1 - j]:.6g}. Is the order changed, or did a conjugate slip in? The condition is $r_1v_1 + r_2v_2 = 0$, without conjugates."
            if kept(values[1 - j], v):
                return f"Column {j} belongs to the other value, {values[1 - j]:.6g}. Values and columns should come in the same order."
            return f"Column {j} is no eigenvector for your value {values[j]:.6g}: $\\mathbf{{A}}\\mathbf{{v}}$ is not that multiple of it."
        if abs(np.linalg.norm(v) - 1) > 1e-8:
            return f"Column {j} is an eigenvector of length {np.linalg.norm(v):.6g}; length 1 was asked for."
    if count == 2 and abs(np.linalg.det(vectors)) < 1e-6:
        return "Your two columns are multiples of each other. This matrix has two independent eigenvectors."
    return None


def _ev_iteration(fault):
    """power_iteration with one fault."""

    def power_iteration(A, x0, tolerance, max_steps):
        A, x = np.asarray(A, dtype=float), np.asarray(x0, dtype=float)
        if not x.any() and fault != "zero":
            raise ValueError("zero start")
        with np.errstate(all="ignore"):
            x, before = x / np.linalg.norm(x), None
            for _ in range(max_steps + (fault != "late")):
                image = A @ x
                length = np.linalg.norm(image)
                value = x @ image / (x @ x)
                if length == 0 and fault not in ("null", "standing"):
                    return 0.0, x
                new = image if fault == "unscaled" else image / length
                if fault == "standing":
                    settled = np.linalg.norm(new - x) <= tolerance
                elif fault == "value":
                    settled = before is not None and abs(value - before) <= tolerance * abs(value)
                else:
                    border = tolerance if fault == "absolute" else tolerance * length
                    settled = np.linalg.norm(image - value * x) <= border and (fault != "null" or length > 0)
                if settled:
                    return length if fault == "length" else value, x
                x, before = new, value
        if fault in ("quiet", "zero") and (fault == "quiet" or not np.isfinite(x).all()):
            return value, x
        raise RuntimeError("not settled")

    return power_iteration


def _ev_iterated(result, A, x0, tolerance, max_steps):
    """Say what is wrong with the result of power iteration; the vector may have either sign."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        return f"A pair was asked for, `value, vector`; your answer is {describe(result)}."
    value, vector = result
    if np.ndim(value) != 0:
        return f"The first part should be a number, the eigenvalue; it is {describe(value)}."
    if not isinstance(vector, np.ndarray) or vector.shape != x0.shape:
        return f"The second part should be an array of shape {x0.shape}, the eigenvector; it is {describe(vector)}."
    if not (np.isfinite(value) and np.isfinite(vector).all()):
        return "There is a nan or an infinity in your answer: numbers grew beyond all bounds, or 0 was divided by 0."
    found = linalg.power_iteration(A, x0, tolerance=tolerance, most=max_steps)
    if abs(np.linalg.norm(vector) - 1) > 1e-8:
        return f"Your vector has length {np.linalg.norm(vector):.6g}; length 1 was asked for."
    if abs(value - found.value) > 1e-6 * np.abs(A).max():
        if abs(value + found.value) <= 1e-6 * np.abs(A).max():
            return "The size of the value is right, its sign is not: do $\\mathbf{A}\\mathbf{v}$ and $\\mathbf{v}$ point the same way?"
        return f"The value {value:.6g} is not the one that this start leads to, or not near enough to it."
    if min(np.linalg.norm(vector - sign * found.vector) for sign in (1, -1)) > 1e-6:
        return "The value is right and the vector is not on its line, or not near enough."
    return None


def _ev_deflated(rule):
    """Return a mistaken deflation: ``rule(A, value, v)`` on floats."""
    return lambda A, value, v: rule(np.asarray(A, dtype=float), value, np.asarray(v, dtype=float))


def _ev_power(fault):
    """matrix_power_by_diagonalisation with one fault."""

    def matrix_power_by_diagonalisation(A, k):
        A = np.asarray(A, dtype=float)
        if fault == "entries":
            return A**k
        values, P = np.linalg.eig(A)
        if fault == "rank" and np.linalg.matrix_rank(P) < len(A):
            raise ValueError("no basis")
        if np.linalg.cond(P) > 1e10 and fault not in ("defective", "rank"):
            raise ValueError("no basis")
        if fault == "real":
            values, P = values.real, P.real
        if fault == "rows":
            P = P.T
        D = np.diag(values * k if fault == "times" else values ** (k - 1 if fault == "one less" else k))
        if fault == "diagonal":
            D = np.diag(values) ** k
        if fault == "star":
            return (P * D * np.linalg.inv(P)).real
        inverse = P.T if fault == "transpose" else np.linalg.pinv(P) if fault == "real" else np.linalg.inv(P)
        return (inverse @ D @ P if fault == "turned" else P @ D @ inverse).real

    return matrix_power_by_diagonalisation


def _ev_steady(fault):
    """steady_state with one fault."""

    def steady_state(M):
        M = np.asarray(M, dtype=float)
        if M.ndim != 2 or M.shape[0] != M.shape[1]:
            raise ValueError("not square")
        border = 1e-5 if fault == "close" else 1e-9
        sums = M.sum(axis=1 if fault == "row sums" else 0)
        if fault != "unchecked" and ((fault != "negative" and (M < 0).any()) or np.abs(sums - 1).max() > border):
            raise ValueError("no Markov matrix")
        n = len(M)
        if fault != "several" and np.linalg.matrix_rank(M - np.eye(n), tol=1e-9) < n - 1:
            raise ValueError("several")
        if fault in ("one start", "equal start"):
            return np.linalg.matrix_power(M, 1000) @ (np.eye(n)[0] if fault == "one start" else np.full(n, 1 / n))
        values, vectors = np.linalg.eig(M.T if fault == "transposed" else M)
        j = 0 if fault == "first column" else np.argmin(np.abs(values - 1))
        v = vectors[j].real if fault == "row" else vectors[:, j].real
        with np.errstate(all="ignore"):
            return v if fault == "length" else v / v.sum()

    return steady_state


def _ev_real_power(result, A, k):
    """Say what is wrong with a power of a real matrix; imaginary parts that cancelled should be gone."""
    if isinstance(result, np.ndarray) and result.dtype.kind == "c":
        return "Your array holds complex numbers; a real one was asked for. The imaginary parts of the *result* cancel: take its `.real`."
    return difference(result, np.linalg.matrix_power(np.asarray(A, dtype=float), k))


_EV_HUNTED = np.array([[1, 1], [2, 0]])
_EV_MIRROR = np.array([[0.0, 1.0], [1.0, 0.0]])
_EV_QUARTER = np.array([[0.0, -1.0], [1.0, 0.0]])
_EV_SHEAR = np.array([[1.0, 1.0], [0.0, 1.0]])
_EV_TWO = np.array([[2.0, 1.0], [1.0, 2.0]])
_EV_SPACE = np.array([[2, 0, 1], [0, 3, 0], [1, 0, 2]])
_EV_STORKS = np.array([[0.0, 0.0, 0.9], [0.3, 0.0, 0.0], [0.0, 0.7, 0.8]])

EIGEN: tuple[Exercise, ...] = (
    Exercise(
        id="c1w4.rayleigh_quotient",
        title="The number nearest to what A does to x",
        arguments=("A", "x"),
        hints=(
            "The multiple of x that is nearest to A x is the shadow of A x on the line of x. You know the formula of a shadow from week 3.",
            "The shadow of y on the line of x is (x · y)/(x · x) times x. Here y is A x, and only the number is asked for.",
            "`return x @ (A @ x) / ...`, divided by the dot product of x with itself.",
        ),
        cases=(
            Case("an eigenvector that is turned over", (_EV_HUNTED, np.array([1, -2])), expect=-1.0),
            Case("no eigenvector", (_EV_TWO, np.array([3.0, 1.0])), expect=2.6),
            Case("a quarter turn: the image has no part along x", (_EV_QUARTER, np.array([3.0, 4.0])), expect=0.0),
            Case("a very short vector", (np.diag([5.0, 1.0]), np.array([3e-8, 4e-8])), expect=2.44),
            Case("three dimensions", (np.diag([1.0, 2.0, 6.0]), np.array([1.0, 1.0, 1.0])), expect=3.0),
            Case("a first entry of zero", (np.diag([1.0, -0.5]), np.array([0.0, 2.0])), expect=-0.5),
        ),
        slips=(
            Slip(
                "Not divided by $\\mathbf{x}\\cdot\\mathbf{x}$. A longer x on the same line should give the same number.",
                wrong=_ev_quotient(lambda x, y: x @ y),
            ),
            Slip(
                "Divided by the length of x; x stands in the product twice, so its length has to go twice: divide by $\\mathbf{x}\\cdot\\mathbf{x}$.",
                wrong=_ev_quotient(lambda x, y: x @ y / np.linalg.norm(x)),
            ),
            Slip(
                "This compares lengths, $\\lVert\\mathbf{A}\\mathbf{x}\\rVert / \\lVert\\mathbf{x}\\rVert$. It is never negative, and for a quarter turn it says 1 although nothing stays on its line.",
                wrong=_ev_quotient(lambda x, y: np.linalg.norm(y) / np.linalg.norm(x)),
            ),
            Slip(
                "This is the quotient of the *first entries*. All entries count, and the first one of x may be 0.",
                wrong=_ev_quotient(lambda x, y: y[0] / x[0]),
            ),
            Slip(
                "You took the mean of the quotients entry by entry. An entry of x may be 0, and the nearest multiple is the shadow: $(\\mathbf{x}\\cdot\\mathbf{A}\\mathbf{x})/(\\mathbf{x}\\cdot\\mathbf{x})$.",
                wrong=_ev_quotient(lambda x, y: np.mean(y / x)),
            ),
            Slip(
                "This is the cosine of the angle between the two. It is 1 or −1 for every eigenvector that is not sent to zero; the stretch is lost.",
                wrong=_ev_quotient(lambda x, y: x @ y / np.linalg.norm(x) / np.linalg.norm(y)),
            ),
            Slip(
                "You divided by $\\mathbf{A}\\mathbf{x}$ dotted with itself. The shadow falls on x, so $\\mathbf{x}\\cdot\\mathbf{x}$ stands below.",
                wrong=_ev_quotient(lambda x, y: x @ y / (y @ y)),
            ),
        ),
    ),
    Exercise(
        id="c1w4.is_eigenvector",
        title="Does it stay on its line?",
        arguments=("A", "v"),
        hints=(
            "You have the best candidate for λ already. How far is A v from λ v, and far compared with what?",
            "First the zero vector: False. Then scale v to length one, take λ = v · A v and look at the length of A v − λ v. It may be at most 1e-9 times the largest absolute entry of A.",
            "`v = v / np.linalg.norm(v)`; `image = A @ v`; `rest = image - (v @ image) * v`; `return bool(np.linalg.norm(rest) <= 1e-9 * ...)`.",
        ),
        cases=(
            Case("on the mirror", (_EV_MIRROR, np.array([2.0, 2.0])), expect=True),
            Case("across another mirror: turned over", (np.diag([1.0, -1.0]), np.array([0.0, 3.0])), expect=True),
            Case("sent to zero by a projection", (np.diag([1.0, 0.0]), np.array([0.0, 3.0])), expect=True),
            Case("the zero vector", (np.eye(2), np.array([0, 0])), expect=False),
            Case("tripling keeps every vector", (3.0 * np.eye(2), np.array([1.0, 3.0])), expect=True),
            Case(
                "no entry of A is positive",
                (np.array([[-2.0, -1.0], [-1.0, -2.0]]), np.array([1.0, -1.0])),
                expect=True,
            ),
            Case("turned, but as long as before", (_EV_QUARTER, np.array([1.0, 0.0])), expect=False),
            Case("zeros in it, three dimensions", (_EV_SPACE, np.array([1, 0, 1])), expect=True),
            Case(
                "an eigenvector with huge entries, off by rounding",
                (np.array([[0.36, 0.48], [0.48, 0.64]]), np.array([3e12, 4e12]) / 7),
                expect=True,
            ),
            Case("a very short vector", (_EV_HUNTED, np.array([1e-10, 0.0])), expect=False),
            Case("a very short eigenvector", (_EV_HUNTED, np.array([1e-10, 1e-10])), expect=True),
            Case("off its line by one part in a million", (np.diag([2.0, 1.0]), np.array([1.0, 1e-6])), expect=False),
            Case("a quarter turn that shrinks a lot", (1e-10 * _EV_QUARTER, np.array([1.0, 0.0])), expect=False),
            Case(
                "the first entry is doubled, the others are not",
                (np.array([[2, 0, 0], [1, 3, 0], [0, 0, 2]]), np.array([1, 1, 0])),
                expect=False,
            ),
        ),
        slips=(
            Slip(
                "The zero vector passed. $\\mathbf{A}\\mathbf{0} = \\lambda\\mathbf{0}$ holds for every $\\lambda$, so it is left out by definition: look for it first.",
                wrong=_ev_zero_too,
            ),
            Slip(
                "`np.allclose` calls two numbers equal if they differ by less than 1e-8, whatever their size. So every tiny vector passes, and every vector of a matrix with tiny entries. Scale v to length one, and compare with the entries of A.",
                wrong=_ev_test(lambda A, v, image, value, rest: np.allclose(image, value * v)),
            ),
            Slip(
                "Your tolerance is a fixed number. It lets every tiny vector pass and turns huge ones away. Scale v to length one first, and compare with the entries of A.",
                wrong=_ev_test(lambda A, v, image, value, rest: rest <= 1e-8),
            ),
            Slip(
                "Your tolerance looks at A, but not at the length of v: every tiny vector passes, and huge ones are turned away. Scale v to length one first.",
                wrong=_ev_test(lambda A, v, image, value, rest: rest <= 1e-9 * np.abs(A).max()),
            ),
            Slip(
                "A short vector was taken for the zero vector. Only exact zeros make the zero vector: `if not np.any(v)`.",
                wrong=_ev_test(lambda A, v, image, value, rest: _ev_near(A, v, rest) and np.linalg.norm(v) > 1e-8),
            ),
            Slip(
                "The largest entry of A was taken without absolute values. If no entry is positive, nothing passes: `np.abs(A).max()`.",
                wrong=_ev_test(lambda A, v, image, value, rest: rest <= 1e-9 * A.max() * np.linalg.norm(v)),
            ),
            Slip(
                "The size of v does not matter, as it should be, but the tolerance does not look at A. A matrix with tiny entries makes everything tiny.",
                wrong=_ev_test(lambda A, v, image, value, rest: rest <= 1e-8 * np.linalg.norm(v)),
            ),
            Slip(
                "You compare exactly. With decimals the last digit is rounded, so allow for a small difference.",
                wrong=_ev_test(lambda A, v, image, value, rest: rest == 0),
            ),
            Slip(
                "You tested whether A leaves v *unchanged*: that is the case $\\lambda = 1$ only.",
                wrong=_ev_test(lambda A, v, image, value, rest: np.allclose(image, v)),
            ),
            Slip(
                "A v may also point backwards: $\\lambda$ may be negative.",
                wrong=_ev_test(lambda A, v, image, value, rest: _ev_near(A, v, rest) and value >= 0),
            ),
            Slip(
                "A vector that is sent to zero is an eigenvector as well, with $\\lambda = 0$. Only v itself must not be zero.",
                wrong=_ev_test(lambda A, v, image, value, rest: _ev_near(A, v, rest) and image.any()),
            ),
            Slip(
                "You compared lengths. A rotation keeps every length and turns every vector; and an eigenvector may well become longer.",
                wrong=_ev_test(lambda A, v, image, value, rest: np.isclose(np.linalg.norm(image), np.linalg.norm(v))),
            ),
            Slip(
                "`A @ v / v` gives nan or infinity where an entry of v is 0, and then eigenvectors with a zero in them are turned away. Compare A v with λ v instead of dividing.",
                wrong=_ev_test(lambda A, v, image, value, rest: np.ptp(image / v) <= 1e-9 * np.abs(A).max()),
            ),
            Slip(
                "You took λ from the first entries. If the first entry of v is 0 that is a division by zero. The Rayleigh quotient uses all entries.",
                wrong=_ev_test(
                    lambda A, v, image, value, rest: _ev_near(A, v, np.linalg.norm(image - image[0] / v[0] * v))
                ),
            ),
        ),
    ),
    Exercise(
        id="c1w4.eigen_2x2",
        title="Eigenvalues and eigenvectors of a 2×2 matrix",
        arguments=("A",),
        hints=(
            "Trace and determinant give the quadratic equation, its zeros are the values. For each value look at the rows of A − λI: the eigenvector is at right angles to both.",
            "With D = ((a − d)/2)² + bc the values are (a + d)/2 ± √D, with `1j * np.sqrt(-D)` for D < 0. A row (r₁, r₂) of A − λI gives the eigenvector (−r₂, r₁). One of the rows may be zero: take the longer one. If both count as zero, every vector is kept: return `np.eye(2)`.",
            "For each value: `rows = A - value * np.eye(2)`; `r = rows[np.argmax(np.linalg.norm(rows, axis=1))]`; `column = np.array([-r[1], r[0]]) / np.linalg.norm(r)`. If D counts as 0, do this for one value only. At last `return values, np.column_stack(...)`.",
        ),
        cases=tuple(
            Case(probe, (A,), holds=_ev_verdict, same="column_signs")
            for probe, A in (
                ("the mirror in the diagonal", _EV_MIRROR),
                ("not symmetric, whole numbers", _EV_HUNTED),
                ("a projection: one value is 0", np.array([[0.2, 0.4], [0.4, 0.8]])),
                ("diagonal: A − λI has a row of zeros", np.diag([1.0, 3.0])),
                ("doubling keeps every direction", 2.0 * np.eye(2)),
                ("a shear keeps one line", _EV_SHEAR),
                ("one line again, in decimals", np.array([[0.7, 0.4], [-0.1, 0.3]])),
                ("a turn with a stretch: complex", np.array([[1.0, -2.0], [2.0, 1.0]])),
                ("tiny entries", 1e-8 * _EV_HUNTED),
            )
        ),
        slips=(
            Slip(
                "Your eigenvectors stand in the *rows*. Column j should belong to value j: `np.column_stack`.",
                wrong=_ev_pairs("rows"),
            ),
            Slip(
                "The sign of the trace is turned: the polynomial is $\\lambda^2 - (a + d)\\lambda + (ad - bc)$, with a minus, so the values add up to *plus* the trace.",
                wrong=_ev_pairs("trace"),
            ),
            Slip(
                "Under the root the determinant has the wrong sign: $\\left(\\frac{a + d}{2}\\right)^2 - (ad - bc)$. To notice it: multiply your values; the determinant should come out.",
                wrong=_ev_pairs("determinant"),
            ),
            Slip(
                "The root was not halved: in $\\frac{a + d}{2} \\pm \\frac{\\sqrt{\\dots}}{2}$ everything is divided by 2.",
                wrong=_ev_pairs("root"),
            ),
            Slip(
                "These are eigenvectors, but not of length one. Divide each by its length.", wrong=_ev_pairs("length")
            ),
            Slip(
                "You always used the first row of $\\mathbf{A} - \\lambda\\mathbf{I}$. If that row is zero it tells nothing; take the longer of the two.",
                wrong=_ev_pairs("first row"),
            ),
            Slip(
                "Each column belongs to the *other* value. Keep values and columns in the same order.",
                wrong=_ev_pairs("exchanged"),
            ),
            Slip(
                "Your columns are not at right angles to the rows $(r_1, r_2)$ of $\\mathbf{A} - \\lambda\\mathbf{I}$. Swap the two entries *and* turn one sign: $(-r_2, r_1)$.",
                wrong=_ev_pairs("swapped"),
            ),
            Slip(
                "Your limits are fixed numbers. With tiny entries everything is below them; compare with the largest entry of A (its square for D).",
                wrong=_ev_pairs("absolute"),
            ),
            Slip(
                "D was compared with 0 exactly. In decimals a D that should be 0 comes out as some 1e-18 of either sign; count it as 0 if it is at most 1e-12 times the square of the largest entry.",
                wrong=_ev_pairs("exact"),
            ),
            Slip(
                "All eigenvectors lie on one line here, and the same column came twice (up to sign). Return it once, as an array of shape (2, 1).",
                wrong=_ev_pairs("doubled"),
            ),
            Slip(
                "$\\mathbf{A} - \\lambda\\mathbf{I}$ is zero here, so every direction is kept: return two independent columns, `np.eye(2)`.",
                wrong=_ev_pairs("one"),
            ),
            Slip(
                "The imaginary part was thrown away. These are the eigenvalues of another matrix; for a negative D the root is `1j * np.sqrt(-D)`.",
                wrong=_ev_pairs("real"),
            ),
            Slip(
                "`np.sqrt` of a negative number is nan. For a negative D the root is complex: `1j * np.sqrt(-D)`.",
                wrong=_ev_pairs("nan"),
            ),
        ),
    ),
    Exercise(
        id="c1w4.power_iteration",
        title="Multiply until the direction settles",
        arguments=("A", "x0", "tolerance", "max_steps"),
        hints=(
            "Keep one vector of length one. What three things can you compute from x and A x, and which of them says that x has settled on its line?",
            "In a loop: `image = A @ x`, `value = x @ image`, `length = np.linalg.norm(image)`. Stop if the length of `image - value * x` is at most `tolerance * length`. Else the next x is `image / length`. Zero start: ValueError at the top. Loop at its end: RuntimeError.",
            "`x = x0 / np.linalg.norm(x0)`; `for _ in range(max_steps + 1):` the three things; `if np.linalg.norm(image - value * x) <= ...: return value, x`; `x = image / length`. After the loop: `raise RuntimeError(...)`.",
        ),
        cases=(
            *(
                Case(probe, (A, x0, 1e-10, most), holds=_ev_iterated, same="sign")
                for probe, A, x0, most in (
                    ("symmetric", _EV_TWO, np.array([1.0, 0.0]), 100),
                    ("not symmetric, whole numbers", _EV_HUNTED, np.array([1, 0]), 100),
                    (
                        "the strongest value is negative",
                        np.array([[-3.0, 1.0], [1.0, -3.0]]),
                        np.array([1.0, 0.0]),
                        200,
                    ),
                    ("three age classes of storks", _EV_STORKS, np.array([10.0, 10.0, 10.0]), 500),
                    ("tiny entries", 1e-12 * _EV_TWO, np.array([1.0, 0.0]), 100),
                    (
                        "a start without any part along the strongest",
                        np.diag([5.0, 3.0, 1.0]),
                        np.array([0.0, 1.0, 1.0]),
                        200,
                    ),
                    ("thousands of steps", np.array([[9.95, 0.05], [0.05, 9.95]]), np.array([1.0, 0.0]), 5000),
                    ("a start that is sent to zero", np.diag([1.0, 0.0]), np.array([0.0, 2.0]), 100),
                    ("an eigenvector as start, no step allowed", _EV_TWO, np.array([2.0, 2.0]), 0),
                )
            ),
            Case("2 and −2: it never settles", (2 * _EV_MIRROR, np.array([1.0, 0.5]), 1e-10, 300), raises=RuntimeError),
            Case("a turn: it never settles", (_EV_QUARTER, np.array([1.0, 0.0]), 1e-10, 300), raises=RuntimeError),
            Case("the zero vector as start", (np.eye(2), np.zeros(2), 1e-10, 100), raises=ValueError),
        ),
        slips=(
            Slip(
                "You returned the length of $\\mathbf{A}\\mathbf{x}$ as the value: that is $\\lvert\\lambda\\rvert$. The Rayleigh quotient $\\mathbf{x}\\cdot\\mathbf{A}\\mathbf{x}$ has the sign as well.",
                wrong=_ev_iteration("length"),
            ),
            Slip(
                "You stop when x stands still. With a negative λ it changes its sign at every step, for ever, although its line has settled. Look at $\\mathbf{A}\\mathbf{x} - \\lambda\\mathbf{x}$.",
                wrong=_ev_iteration("standing"),
            ),
            Slip(
                "You stop when the *value* stands still. For a turn it is 0 from the start, and nothing has settled; elsewhere the vector may be far less exact than the value. Look at $\\mathbf{A}\\mathbf{x} - \\lambda\\mathbf{x}$.",
                wrong=_ev_iteration("value"),
            ),
            Slip(
                "The vector was not scaled to length one in each step. It grows beyond all bounds or dies out.",
                wrong=_ev_iteration("unscaled"),
            ),
            Slip(
                "After the last step you return what you have, settled or not. Nobody can tell the difference then: `raise RuntimeError(...)`.",
                wrong=_ev_iteration("quiet"),
            ),
            Slip(
                "The start is sent to zero, and 0 was divided by 0. That start is an eigenvector, with the value 0: test for the end *before* you divide, with `<=`.",
                wrong=_ev_iteration("null"),
            ),
            Slip(
                "You compare the residual with the tolerance itself. If all entries of A are tiny, every residual is, and you stop at once; compare with the tolerance *times the length of* $\\mathbf{A}\\mathbf{x}$.",
                wrong=_ev_iteration("absolute"),
            ),
            Slip(
                "A zero start was divided by its length 0. Refuse it with a ValueError before anything else.",
                wrong=_ev_iteration("zero"),
            ),
            Slip(
                "There is one test too few. A start that is an eigenvector already needs no step, and the last step deserves a test as well: `max_steps` steps, `max_steps + 1` tests.",
                wrong=_ev_iteration("late"),
            ),
        ),
    ),
    Exercise(
        id="c1w4.deflate",
        title="Take one eigenvalue away",
        arguments=("A", "value", "v"),
        hints=(
            "In an orthonormal eigenbasis a symmetric matrix is a sum: one term for each eigenvector, its value times the projection on its line. Take one term away.",
            "The projection on the line of v is the matrix $\\mathbf{v}\\mathbf{v}^\\top / (\\mathbf{v}\\cdot\\mathbf{v})$. In NumPy the upper part is `np.outer(v, v)`.",
            "`return A - value * np.outer(v, v) / ...`, divided by the dot product of v with itself.",
        ),
        cases=(
            Case(
                "the larger of two", (_EV_TWO, 3.0, np.array([1.0, 1.0])), expect=np.array([[0.5, -0.5], [-0.5, 0.5]])
            ),
            Case(
                "a vector of length one",
                (_EV_TWO, 3.0, np.array([1.0, 1.0]) / np.sqrt(2.0)),
                expect=np.array([[0.5, -0.5], [-0.5, 0.5]]),
            ),
            Case(
                "a negative value",
                (np.array([[-3.0, 1.0], [1.0, -3.0]]), -4.0, np.array([2.0, -2.0])),
                expect=np.array([[-1.0, -1.0], [-1.0, -1.0]]),
            ),
            Case(
                "three dimensions, whole numbers",
                (_EV_SPACE, 3, np.array([1, 0, 1])),
                expect=np.array([[0.5, 0.0, -0.5], [0.0, 3.0, 0.0], [-0.5, 0.0, 0.5]]),
            ),
            Case(
                "a value of 0 changes nothing",
                (np.array([[0.2, 0.4], [0.4, 0.8]]), 0.0, np.array([2.0, -1.0])),
                expect=np.array([[0.2, 0.4], [0.4, 0.8]]),
            ),
        ),
        slips=(
            Slip(
                "`v @ v` is a number, and it was taken off every entry. The projection is a matrix: `np.outer(v, v)`.",
                wrong=_ev_deflated(lambda A, value, v: A - value * (v @ v)),
            ),
            Slip(
                "The product of v with itself is a number here, transposed or not, and it was taken off every entry. The projection is a matrix: `np.outer(v, v)`.",
                wrong=_ev_deflated(lambda A, value, v: A - value * (v @ v.T) / (v @ v)),
            ),
            Slip(
                "The projection was added instead of taken away. Then v gets the value 2λ.",
                wrong=_ev_deflated(lambda A, value, v: A + value * np.outer(v, v) / (v @ v)),
            ),
            Slip(
                "Right for v of length one only. Divide `np.outer(v, v)` by `v @ v`.",
                wrong=_ev_deflated(lambda A, value, v: A - value * np.outer(v, v)),
            ),
            Slip(
                "Divided by the length of v. It stands in the product twice, so divide by `v @ v`.",
                wrong=_ev_deflated(lambda A, value, v: A - value * np.outer(v, v) / np.linalg.norm(v)),
            ),
            Slip(
                "The projection was taken off without its value in front. Then v gets the value λ − 1 instead of 0.",
                wrong=_ev_deflated(lambda A, value, v: A - np.outer(v, v) / (v @ v)),
            ),
            Slip(
                "You took off $\\lambda\\mathbf{I}$: that lowers *every* eigenvalue by λ. Only the line of v is meant.",
                wrong=_ev_deflated(lambda A, value, v: A - value * np.eye(len(v))),
            ),
            Slip(
                "`v * v` has only the diagonal of the product. Every entry times every entry: `np.outer(v, v)`.",
                wrong=_ev_deflated(lambda A, value, v: A - value * np.diag(v * v) / (v @ v)),
            ),
        ),
    ),
    Exercise(
        id="c1w4.matrix_power_by_diagonalisation",
        title="A power through the eigenbasis",
        arguments=("A", "k"),
        hints=(
            "Find the parts, stretch each k times, put together. Which of the three is done by P, which by its inverse, and in which order do they stand?",
            "`values, P = np.linalg.eig(A)` has the eigenvectors in the columns of P. Refuse if `np.linalg.cond(P)` is above 1e10. Then P Dᵏ P⁻¹ with `np.diag(values**k)`; of a real matrix the power is real.",
            "`power = P @ np.diag(values**k) @ ...`, with `np.linalg.inv(P)` at the right place, then `return power.real`.",
        ),
        cases=(
            Case("the tenth power", (_EV_HUNTED, 10), expect=np.array([[683.0, 341.0], [682.0, 342.0]])),
            Case(
                "twenty steps of Fibonacci",
                (np.array([[1, 1], [1, 0]]), 20),
                expect=np.array([[10946.0, 6765.0], [6765.0, 4181.0]]),
            ),
            Case(
                "complex eigenvalues, real power",
                (np.array([[1.0, -1.0], [1.0, 1.0]]), 3),
                holds=_ev_real_power,
            ),
            Case(
                "three by three",
                (np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, -1.0]]), 3),
                expect=np.array([[8.0, 7.0, 2.0], [0.0, 1.0, 1.0], [0.0, 0.0, -1.0]]),
            ),
            Case("to the power 0", (_EV_HUNTED, 0), expect=np.eye(2)),
            Case("a projection stays the same", (np.full((2, 2), 0.5), 7), expect=np.full((2, 2), 0.5)),
            Case("a shear has no eigenbasis", (_EV_SHEAR, 5), raises=ValueError),
            Case("two lines that nearly agree", (np.array([[1.0, 1.0], [0.0, 1.0 + 1e-11]]), 5), raises=ValueError),
        ),
        slips=(
            Slip(
                "You raised each *entry* to the power. `A**k` does that; a matrix power multiplies matrices.",
                wrong=_ev_power("entries"),
            ),
            Slip(
                "$\\mathbf{P}$ and $\\mathbf{P}^{-1}$ are in each other's place. Read from the right: $\\mathbf{P}^{-1}$ finds the parts, so it acts first.",
                wrong=_ev_power("turned"),
            ),
            Slip(
                "$\\mathbf{P}^\\top$ is the inverse only if the columns are orthonormal, as for symmetric matrices. Use `np.linalg.inv(P)`.",
                wrong=_ev_power("transpose"),
            ),
            Slip(
                "The eigenvectors were taken as *rows*. `np.linalg.eig` returns them in the columns; no transpose is needed.",
                wrong=_ev_power("rows"),
            ),
            Slip("The values were multiplied by k; a power multiplies k times: `values**k`.", wrong=_ev_power("times")),
            Slip("This is the power k − 1, one step too few.", wrong=_ev_power("one less")),
            Slip(
                "You raised the whole diagonal matrix entry by entry. That is right for k of 1 or more, but 0⁰ counts as 1: for k = 0 the zeros beside the diagonal become 1. Raise the values first: `np.diag(values**k)`.",
                wrong=_ev_power("diagonal"),
            ),
            Slip("`*` multiplies entry by entry. The product of matrices is `@`.", wrong=_ev_power("star")),
            Slip(
                "The imaginary parts were dropped before the product. They are needed there; only in the *result* they cancel.",
                wrong=_ev_power("real"),
            ),
            Slip(
                "The eigenvectors are no basis here, or so nearly none that P has no inverse to rely on. What comes out looks like a result. Refuse if `np.linalg.cond(P) > 1e10`.",
                wrong=_ev_power("defective"),
            ),
            Slip(
                "You refuse by the rank of P. Its limit is near rounding, so eigenvectors that all but agree still pass as a basis. Refuse if `np.linalg.cond(P) > 1e10`.",
                wrong=_ev_power("rank"),
            ),
        ),
    ),
    Exercise(
        id="c1w4.steady_state",
        title="The distribution that a Markov chain leaves as it is",
        arguments=("M",),
        hints=(
            "A steady state is an eigenvector for the eigenvalue 1, scaled so that its entries sum to 1. Before that: is M a Markov matrix at all, and is there only one such line?",
            "Refuse what is not square, has a negative entry or a column sum that is off by more than 1e-9. Then `np.linalg.matrix_rank(M - np.eye(n), tol=1e-9)` is n − 1 if the steady state is unique, less if there are several: refuse. Then take the column of `np.linalg.eig` whose value is nearest to 1 and divide it by its sum.",
            "`values, vectors = np.linalg.eig(M)`; `v = vectors[:, np.argmin(np.abs(values - 1))].real`; `return v / ...`, the sum of its entries.",
        ),
        cases=(
            Case("two states", (np.array([[0.2, 0.3], [0.8, 0.7]]),), expect=np.array([3.0, 8.0]) / 11),
            Case(
                "three states",
                (np.array([[0.7, 0.3, 0.4], [0.2, 0.5, 0.4], [0.1, 0.2, 0.2]]),),
                expect=np.array([32.0, 20.0, 9.0]) / 61,
            ),
            Case("to and fro for ever", (np.array([[0, 1], [1, 0]]),), expect=np.array([0.5, 0.5])),
            Case(
                "to and fro between one state and two others",
                (np.array([[0.0, 1.0, 1.0], [0.75, 0.0, 0.0], [0.25, 0.0, 0.0]]),),
                expect=np.array([0.5, 0.375, 0.125]),
            ),
            Case(
                "a trap that nobody can reach",
                (np.array([[0.5, 0.2, 0.0], [0.5, 0.8, 0.0], [0.0, 0.0, 1.0]]),),
                raises=ValueError,
            ),
            Case(
                "a trap that everybody reaches",
                (np.array([[0.5, 0.0, 0.2], [0.2, 1.0, 0.0], [0.3, 0.0, 0.8]]),),
                expect=np.array([0.0, 1.0, 0.0]),
            ),
            Case("rows sum to 1, columns do not", (np.array([[0.9, 0.1], [0.5, 0.5]]),), raises=ValueError),
            Case("a negative entry", (np.array([[1.2, 0.5], [-0.2, 0.5]]),), raises=ValueError),
            Case("a column sum of 1.000001", (np.array([[0.2, 0.3], [0.8, 0.700001]]),), raises=ValueError),
            Case(
                "round in a ring: the other values are complex",
                (np.array([[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),),
                expect=np.full(3, 1 / 3),
            ),
            Case("not square", (np.array([[0.5, 0.5, 1.0], [0.5, 0.5, 0.0]]),), raises=ValueError),
            Case(
                "two traps: several steady states",
                (np.array([[1.0, 0.5, 0.0], [0.0, 0.0, 0.0], [0.0, 0.5, 1.0]]),),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "Scaled to length one; a distribution has the *sum* one. Divide by the sum.", wrong=_ev_steady("length")
            ),
            Slip(
                "This is the eigenvector of the transpose: all entries equal. In this course the *columns* of M sum to 1, and no transpose is needed.",
                wrong=_ev_steady("transposed"),
            ),
            Slip(
                "The eigenvector was read from a row. `np.linalg.eig` returns eigenvectors in the columns: `vectors[:, j]`.",
                wrong=_ev_steady("row"),
            ),
            Slip(
                "You took the first column, but nobody promises that the value 1 comes first. Look for the value nearest to 1.",
                wrong=_ev_steady("first column"),
            ),
            Slip(
                "You tested the sums of the *rows*. Column j holds the probabilities to go from state j to somewhere: the columns must sum to 1.",
                wrong=_ev_steady("row sums"),
            ),
            Slip(
                "A high power shows where one start leads. A chain that goes to and fro has a steady state and never reaches it from there.",
                wrong=_ev_steady("one start"),
            ),
            Slip(
                "This is where a high power leads from equal shares. A chain that goes to and fro swings from there for ever, unless equal shares are steady already. Look for the eigenvector of 1.",
                wrong=_ev_steady("equal start"),
            ),
            Slip(
                "Without probabilities in the columns there is no steady state to find. Look at the signs and the column sums first, and refuse.",
                wrong=_ev_steady("unchecked"),
            ),
            Slip(
                "A column sum passed that is off by more than 1e-9. `np.allclose` and `np.isclose` allow about 1e-5 unless you say otherwise: compare `np.abs(M.sum(axis=0) - 1)` with 1e-9.",
                wrong=_ev_steady("close"),
            ),
            Slip(
                "A negative entry passed. It is no probability, even if the column sums to 1.",
                wrong=_ev_steady("negative"),
            ),
            Slip(
                "There are infinitely many steady states here, and you returned one of them. Refuse if the rank of $\\mathbf{M} - \\mathbf{I}$ is below n − 1.",
                wrong=_ev_steady("several"),
            ),
        ),
    ),
)

# --- C1W4-5 Lab: Projections and distances ---------------------------------------------------------------------------


def _cloud(X):
    return np.asarray(X, dtype=float)


def _moments(X, ddof=1, *, axis=0, centre=True, divide=None, keep=lambda C: C, turn=lambda M: M.T @ M):
    """Return mean and covariance, with one thing wrong where a keyword asks for it."""
    X = _cloud(X)
    if len(X) <= ddof:
        raise ValueError("too few points")
    m = X.mean(axis=axis)
    gaps = X - X.mean(axis=0) if centre else X
    with np.errstate(all="ignore"):
        return m, keep(np.divide(turn(gaps), len(X) - ddof if divide is None else divide(len(X), ddof)))


def _moments_in_one_pass(X, ddof=1):
    X = _cloud(X)
    if len(X) <= ddof:
        raise ValueError("too few points")
    m, n = X.mean(axis=0), len(X)
    return m, (X.T @ X / n - np.outer(m, m)) * n / (n - ddof)


def _moments_of_two_or_more(X, ddof=1):
    if len(X) < 2:
        raise ValueError("too few points")
    return _moments(X, ddof)


def _moments_unchecked(X, ddof=1):
    X = _cloud(X)
    m = X.mean(axis=0)
    with np.errstate(all="ignore"):
        return m, np.divide((X - m).T @ (X - m), len(X) - ddof)


def _correlations(X, ddof=1):
    m, C = _moments(X, ddof)
    s = np.sqrt(np.diag(C))
    with np.errstate(all="ignore"):
        return m, C / np.outer(s, s)


def _onto_line(b, *, scale=lambda b: b @ b, check=True, zero=lambda b: not b.any()):
    b = np.asarray(b, dtype=float)
    if check and zero(b):
        raise ValueError("zero vector")
    with np.errstate(all="ignore"):
        return np.outer(b, b) / scale(b)


def _onto_span(B, *, check=True):
    B = np.asarray(B, dtype=float)
    if check and np.linalg.matrix_rank(B) < B.shape[1]:
        raise ValueError("dependent columns")
    return B @ np.linalg.pinv(B)


def _checked_span(B, of):
    B = np.asarray(B, dtype=float)
    if np.linalg.matrix_rank(B) < B.shape[1]:
        raise ValueError("dependent columns")
    return of(B)


def _onto_span_of_full_rows(B):
    if np.linalg.matrix_rank(B) < B.shape[0]:
        raise ValueError("too low a rank")
    return _onto_span(B, check=False)


def _sum_of_lines(B):
    return sum(_onto_line(column) for column in B.T)


def _onto_flat(X, B, m, *, subtract=True, add=True, span=_onto_span):
    X, m = _cloud(X), np.asarray(m, dtype=float)
    return (X - m if subtract else X) @ span(B).T + (m if add else 0.0)


_THREE = np.array([[0.0, 0.0], [2.0, 4.0], [4.0, 2.0]])
_FAR = np.array([[1e8, 2.0], [1e8 + 1.0, 4.0], [1e8 + 5.0, 3.0], [1e8 + 2.0, -1.0]])
_SKEWED = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])

PROJECTIONS: tuple[Exercise, ...] = (
    Exercise(
        id="c1w4.mean_and_covariance",
        title="Mean and covariance matrix of a cloud",
        arguments=("X", "ddof"),
        hints=(
            "The mean has one entry for each column. Then look at the points as seen from the mean: which product of matrices holds all sums of products of two columns?",
            "`m = X.mean(axis=0)`; `gaps = X - m`. Entry (j, k) of `gaps.T @ gaps` is the sum over all points of gap j times gap k. Divide by `n - ddof`; refuse a cloud with `n <= ddof`.",
            '`if len(X) <= ddof: raise ValueError("...")`; `m = X.mean(axis=0)`; `gaps = X - m`; `return m, gaps.T @ gaps / ...`.',
        ),
        cases=(
            Case(
                "three points, by hand", (_THREE, 1), expect=(np.array([2.0, 2.0]), np.array([[4.0, 2.0], [2.0, 4.0]]))
            ),
            Case("divided by n", (_THREE, 0), expect=(np.array([2.0, 2.0]), np.array([[8.0, 4.0], [4.0, 8.0]]) / 3)),
            Case(
                "four points in three dimensions, whole numbers",
                (np.array([[1, 0, 2], [3, 0, 0], [1, 2, 0], [3, 2, 2]]), 1),
                expect=(np.array([2.0, 1.0, 1.0]), np.array([[4.0, 0.0, 0.0], [0.0, 4.0, 0.0], [0.0, 0.0, 4.0]]) / 3),
            ),
            Case("one column", (np.array([[1.0], [2.0], [6.0]]), 1), expect=(np.array([3.0]), np.array([[7.0]]))),
            Case(
                "as many points as columns",
                (np.array([[1.0, 5.0], [3.0, 1.0]]), 1),
                expect=(np.array([2.0, 3.0]), np.array([[2.0, -4.0], [-4.0, 8.0]])),
            ),
            Case(
                "far from the origin",
                (_FAR, 1),
                expect=(np.array([1e8 + 2.0, 2.0]), np.array([[14.0, 1.0], [1.0, 14.0]]) / 3),
            ),
            Case(
                "one point, divided by n: allowed",
                (np.array([[3.0, 5.0]]), 0),
                expect=(np.array([3.0, 5.0]), np.zeros((2, 2))),
            ),
            Case("one point, to be divided by n − 1", (np.array([[1.0, 2.0]]), 1), raises=ValueError),
        ),
        slips=(
            Slip(
                "The two are in each other's place: the mean first, then the matrix.",
                wrong=lambda X, ddof=1: _moments(X, ddof)[::-1],
            ),
            Slip(
                "These are the sums of the products; they have not been divided by `n - ddof` yet.",
                wrong=lambda X, ddof=1: _moments(X, ddof, divide=lambda n, ddof: 1),
            ),
            Slip(
                "`/ n - ddof` divides by n and then subtracts `ddof` from every entry. Brackets: `/ (n - ddof)`.",
                wrong=lambda X, ddof=1: _moments(X, ddof, divide=lambda n, ddof: n, keep=lambda C: C - ddof),
            ),
            Slip(
                "A single point was refused even though it is divided by $n = 1$. Only `n <= ddof` is too few.",
                wrong=_moments_of_two_or_more,
            ),
            Slip(
                "The mean was taken over each *row*, that is over the entries of one point. Points are rows, so the mean goes down the columns: `axis=0`.",
                wrong=lambda X, ddof=1: _moments(X, ddof, axis=1),
            ),
            Slip(
                "You divided by $n - 1$ whatever `ddof` says. Divide by `n - ddof`.",
                wrong=lambda X, ddof=1: _moments(X, ddof, divide=lambda n, ddof: n - 1),
            ),
            Slip(
                "You divided by $n$ whatever `ddof` says. Divide by `n - ddof`: with `ddof` 1 that is $n - 1$.",
                wrong=lambda X, ddof=1: _moments(X, ddof, divide=lambda n, ddof: n),
            ),
            Slip(
                "The mean was not subtracted. Covariance looks at the points as seen from their mean.",
                wrong=lambda X, ddof=1: _moments(X, ddof, centre=False),
            ),
            Slip(
                "This matrix compares *points*: one row and one column for each of them. Columns are to be compared: `gaps.T @ gaps`.",
                wrong=lambda X, ddof=1: _moments(X, ddof, turn=lambda M: M @ M.T),
            ),
            Slip(
                "Only the variances are there. Off the diagonal belong the covariances of two columns.",
                wrong=lambda X, ddof=1: _moments(X, ddof, keep=lambda C: np.diag(np.diag(C))),
            ),
            Slip(
                "The mean of the products minus the product of the means: right on paper, but far from the origin two huge numbers cancel and the digits are gone. Subtract the mean *first*.",
                wrong=_moments_in_one_pass,
            ),
            Slip(
                "These are correlations: every variance became 1. Covariance keeps the units.",
                wrong=_correlations,
            ),
            Slip(
                "With one point and `ddof` 1 the division is 0 by 0. Refuse: `if len(X) <= ddof: raise ValueError(...)`.",
                wrong=_moments_unchecked,
            ),
        ),
    ),
    Exercise(
        id="c1w4.affine_mean",
        title="The mean of a moved cloud",
        arguments=("m", "A", "b"),
        hints=(
            "Every point goes to $\\mathbf{A}\\mathbf{x} + \\mathbf{b}$. The mean is a sum of points, divided by how many. What does a linear map do with sums?",
            "The mean goes where a point at that place would go.",
            "`return A @ m + ...`.",
        ),
        cases=(
            Case(
                "turned by a quarter and moved",
                (np.array([2.0, 1.0]), np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([3.0, 0.0])),
                expect=np.array([2.0, 2.0]),
            ),
            Case(
                "a shear, which is not its own transpose",
                (np.array([1.0, 2.0]), np.array([[1.0, 3.0], [0.0, 1.0]]), np.array([0.0, 0.0])),
                expect=np.array([7.0, 2.0]),
            ),
            Case(
                "from three columns to two",
                (np.array([1.0, 1.0, 2.0]), np.array([[1.0, 0.0, 1.0], [0.0, 2.0, -1.0]]), np.array([1.0, -1.0])),
                expect=np.array([4.0, -1.0]),
            ),
            Case(
                "degrees: one column", (np.array([20.0]), np.array([[1.8]]), np.array([32.0])), expect=np.array([68.0])
            ),
            Case(
                "nothing but a move, whole numbers",
                (np.array([1, 2]), np.eye(2, dtype=int), np.array([5, -5])),
                expect=np.array([6, -3]),
            ),
        ),
        slips=(
            Slip("The cloud was moved by $\\mathbf{b}$, and its mean moves along.", wrong=lambda m, A, b: A @ m),
            Slip(
                "You moved first and multiplied afterwards. A point goes to $\\mathbf{A}\\mathbf{x} + \\mathbf{b}$: the map first.",
                wrong=lambda m, A, b: A @ (m + b),
            ),
            Slip(
                "`m @ A` is the same as `A.T @ m`, the transpose's map. Each row of `A` times the mean: `A @ m`.",
                wrong=lambda m, A, b: m @ A + b,
            ),
            Slip(
                "`A.T @ m` is the transpose's map. Each row of `A` times the mean: `A @ m`.",
                wrong=lambda m, A, b: A.T @ m + b,
            ),
            Slip(
                "The mean itself moves with the cloud: it is mapped by $\\mathbf{A}$, too.",
                wrong=lambda m, A, b: m + b,
            ),
            Slip(
                "`*` multiplies entry by entry, and a matrix came out. A matrix times a vector is `A @ m`.",
                wrong=lambda m, A, b: A * m + b,
            ),
        ),
    ),
    Exercise(
        id="c1w4.affine_covariance",
        title="The covariance of a moved cloud",
        arguments=("C", "A", "b"),
        hints=(
            "Covariance looks at the points as seen from their mean. What does moving everything by $\\mathbf{b}$ change there? And what does $\\mathbf{A}$ do to a gap?",
            "Each gap $\\mathbf{g}$ becomes $\\mathbf{A}\\mathbf{g}$, and $\\mathbf{g}\\mathbf{g}^\\top$ becomes $(\\mathbf{A}\\mathbf{g})(\\mathbf{A}\\mathbf{g})^\\top = \\mathbf{A}\\,\\mathbf{g}\\mathbf{g}^\\top\\mathbf{A}^\\top$. The covariance matrix is a mean of these.",
            "`return A @ C @ ...`, with the transpose of `A`.",
        ),
        cases=(
            Case(
                "a shear",
                (np.array([[4.0, 2.0], [2.0, 4.0]]), np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([7.0, 7.0])),
                expect=np.array([[12.0, 6.0], [6.0, 4.0]]),
            ),
            Case(
                "a quarter turn",
                (np.array([[9.0, 1.0], [1.0, 2.0]]), np.array([[0.0, -1.0], [1.0, 0.0]]), np.array([0.0, 1.0])),
                expect=np.array([[2.0, -1.0], [-1.0, 9.0]]),
            ),
            Case(
                "from three columns to two",
                (np.diag([1.0, 2.0, 3.0]), np.array([[1.0, 0.0, 1.0], [0.0, 2.0, -1.0]]), np.array([1.0, -1.0])),
                expect=np.array([[4.0, -3.0], [-3.0, 11.0]]),
            ),
            Case(
                "degrees: one column",
                (np.array([[25.0]]), np.array([[1.8]]), np.array([32.0])),
                expect=np.array([[81.0]]),
            ),
            Case(
                "from two columns to three, whole numbers",
                (np.array([[2, 1], [1, 3]]), np.array([[1, 0], [0, 1], [1, -1]]), np.array([0, 0, 4])),
                expect=np.array([[2, 1, 1], [1, 3, -2], [1, -2, 3]]),
            ),
        ),
        slips=(
            Slip(
                "Only one $\\mathbf{A}$ is in it. A covariance is a mean of products of *two* gaps, and both are mapped.",
                wrong=lambda C, A, b: A @ C,
            ),
            Slip(
                "$\\mathbf{A}$ and its transpose are in each other's place. With $\\mathbf{A}\\mathbf{g}$ for a gap, the product is $\\mathbf{A}\\,\\mathbf{g}\\mathbf{g}^\\top\\mathbf{A}^\\top$.",
                wrong=lambda C, A, b: A.T @ C @ A,
            ),
            Slip(
                "`*` multiplies entry by entry. Matrices are multiplied with `@`.",
                wrong=lambda C, A, b: A * C * A.T,
            ),
            Slip(
                "The shift was added. It moves the mean along with the points, so the gaps, and the covariance, do not see it.",
                wrong=lambda C, A, b: A @ C @ A.T + b,
            ),
            Slip(
                "The second factor needs the transpose: $\\mathbf{A}\\mathbf{C}\\mathbf{A}^\\top$.",
                wrong=lambda C, A, b: A @ C @ A,
            ),
            Slip(
                "Squaring the entries of $\\mathbf{A}$ works for one column only. In general both factors are matrices: $\\mathbf{A}\\mathbf{C}\\mathbf{A}^\\top$.",
                wrong=lambda C, A, b: A**2 @ C,
            ),
        ),
    ),
    Exercise(
        id="c1w4.projection_matrix_1d",
        title="Projection on a line, as a matrix",
        arguments=("b",),
        hints=(
            "The projection of $\\mathbf{x}$ is $\\frac{\\mathbf{b}\\cdot\\mathbf{x}}{\\mathbf{b}\\cdot\\mathbf{b}}\\,\\mathbf{b}$. Write it with the number behind the vector: $\\mathbf{b}\\,(\\mathbf{b}^\\top\\mathbf{x})$, and move the brackets.",
            "$\\mathbf{b}\\mathbf{b}^\\top$ is `np.outer(b, b)`, a square matrix; divide it by the number $\\mathbf{b}\\cdot\\mathbf{b}$. A zero vector is refused first.",
            '`if not b.any(): raise ValueError("...")`, then `return np.outer(b, b) / ...`.',
        ),
        cases=(
            Case("the line through (1, 2)", (np.array([1.0, 2.0]),), expect=np.array([[0.2, 0.4], [0.4, 0.8]])),
            Case(
                "the same line, another vector on it",
                (np.array([-2.0, -4.0]),),
                expect=np.array([[0.2, 0.4], [0.4, 0.8]]),
            ),
            Case(
                "in space, whole numbers",
                (np.array([2, 1, -2]),),
                expect=np.array([[4.0, 2.0, -4.0], [2.0, 1.0, -2.0], [-4.0, -2.0, 4.0]]) / 9,
            ),
            Case("an axis", (np.array([0.0, 0.0, 5.0]),), expect=np.diag([0.0, 0.0, 1.0])),
            Case(
                "entries that add up to 0",
                (np.array([1.0, -1.0]),),
                expect=np.array([[0.5, -0.5], [-0.5, 0.5]]),
            ),
            Case("a very short vector", (np.array([3e-9, 4e-9]),), expect=np.array([[0.36, 0.48], [0.48, 0.64]])),
            Case("no direction", (np.zeros(3),), raises=ValueError),
        ),
        slips=(
            Slip(
                "Not divided by $\\mathbf{b}\\cdot\\mathbf{b}$: that is right for vectors of length 1 only. A longer vector on the same line has to give the same matrix.",
                wrong=lambda b: _onto_line(b, scale=lambda b: 1.0),
            ),
            Slip(
                "Divided by the length instead of its square. $\\mathbf{b}$ stands in the matrix twice, so its length has to go twice.",
                wrong=lambda b: _onto_line(b, scale=np.linalg.norm),
            ),
            Slip(
                "This is what is left over, $\\mathbf{I} - \\mathbf{P}$: it sends the vectors of the line to 0.",
                wrong=lambda b: np.eye(len(b)) - _onto_line(b),
            ),
            Slip(
                "`b * b` has only the diagonal of the matrix. Every entry times every entry: `np.outer(b, b)`.",
                wrong=lambda b: np.diag(np.diag(_onto_line(b))),
            ),
            Slip(
                "A vector of small numbers was refused. However short, it has a direction; only a vector of zeros has none: `not b.any()`.",
                wrong=lambda b: _onto_line(b, zero=lambda b: np.allclose(b, 0.0)),
            ),
            Slip(
                "A vector was refused for one entry that is 0. It spans a line all the same; refuse only if *all* entries are 0: `not b.any()`.",
                wrong=lambda b: _onto_line(b, zero=lambda b: not b.all()),
            ),
            Slip(
                "A zero vector spans no line, and 0 was divided by 0. Look for it first, and raise a ValueError.",
                wrong=lambda b: _onto_line(b, check=False),
            ),
        ),
    ),
    Exercise(
        id="c1w4.projection_matrix",
        title="Projection on the span of several vectors",
        arguments=("B",),
        hints=(
            "The projection is $\\mathbf{B}\\mathbf{c}$, with amounts $\\mathbf{c}$ such that what is left is orthogonal to every column: $\\mathbf{B}^\\top(\\mathbf{x} - \\mathbf{B}\\mathbf{c}) = \\mathbf{0}$. Solve that for $\\mathbf{c}$.",
            "$\\mathbf{c} = (\\mathbf{B}^\\top\\mathbf{B})^{-1}\\mathbf{B}^\\top\\mathbf{x}$, so $\\mathbf{P} = \\mathbf{B}(\\mathbf{B}^\\top\\mathbf{B})^{-1}\\mathbf{B}^\\top$. `np.linalg.solve(B.T @ B, B.T)` gives the last two factors. Refuse if `np.linalg.matrix_rank(B)` is less than the number of columns.",
            '`if np.linalg.matrix_rank(B) < B.shape[1]: raise ValueError("...")`, then `return B @ np.linalg.solve(...)`.',
        ),
        cases=(
            Case(
                "a slanted plane in space",
                (_SKEWED,),
                expect=np.array([[2.0, -1.0, 1.0], [-1.0, 2.0, 1.0], [1.0, 1.0, 2.0]]) / 3,
            ),
            Case("one column: a line", (np.array([[1.0], [2.0]]),), expect=np.array([[0.2, 0.4], [0.4, 0.8]])),
            Case(
                "two orthogonal columns that are not of length 1",
                (np.array([[3.0, 0.0], [0.0, 0.0], [0.0, 2.0]]),),
                expect=np.diag([1.0, 0.0, 1.0]),
            ),
            Case(
                "orthonormal columns",
                (np.array([[0.6, 0.0], [0.8, 0.0], [0.0, 1.0]]),),
                expect=np.array([[0.36, 0.48, 0.0], [0.48, 0.64, 0.0], [0.0, 0.0, 1.0]]),
            ),
            Case("the whole space", (np.array([[2, 1], [1, 3]]),), expect=np.eye(2)),
            Case(
                "three columns in four dimensions",
                (np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]),),
                expect=np.diag([1.0, 1.0, 1.0, 0.0]),
            ),
            Case(
                "columns that depend on one another",
                (np.array([[1.0, 2.0], [2.0, 4.0], [0.0, 0.0]]),),
                raises=ValueError,
            ),
            Case(
                "dependent columns that rounding hides from inv and solve: ask matrix_rank",
                (np.array([[0.1, 0.2, 0.3], [0.7, 0.1, 0.8], [0.0, 0.3, 0.3]]),),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "$\\mathbf{B}\\mathbf{B}^\\top$ is right for orthonormal columns only. In between belongs $(\\mathbf{B}^\\top\\mathbf{B})^{-1}$.",
                wrong=lambda B: _checked_span(B, lambda B: B @ B.T),
            ),
            Slip(
                "This is the sum of the projections on the single columns. What two columns share is counted twice, so it is right for orthogonal columns only; scaling them to length 1 does not make them orthogonal.",
                wrong=lambda B: _checked_span(B, _sum_of_lines),
            ),
            Slip(
                "Independent columns were refused: the rank was compared with the number of rows. A line in the plane has rank 1 and one column; compare with `B.shape[1]`.",
                wrong=_onto_span_of_full_rows,
            ),
            Slip(
                "This is what is left over, $\\mathbf{I} - \\mathbf{P}$: it sends every column of `B` to 0.",
                wrong=lambda B: np.eye(len(B)) - _onto_span(B),
            ),
            Slip(
                "This gives the amounts $\\mathbf{c}$, not the projection. One factor $\\mathbf{B}$ at the left is missing.",
                wrong=lambda B: _checked_span(B, np.linalg.pinv),
            ),
            Slip(
                "Dependent columns went through. Their span has a projection all right, but here a matrix whose columns are no basis is to be refused: compare `np.linalg.matrix_rank(B)` with the number of columns.",
                wrong=lambda B: _onto_span(B, check=False),
            ),
        ),
    ),
    Exercise(
        id="c1w4.project",
        title="Project points on a flat that misses the origin",
        arguments=("X", "B", "m"),
        hints=(
            "The flat goes through `m`. Move everything so that `m` is at the origin. What is it then, and what has to be done at the end?",
            "`gaps = X - m`, project each row, add `m` again. Rows are points: the matrix stands at the right, `gaps @ P.T` (and P is its own transpose).",
            "`return m + (X - m) @ ...`, with the projection matrix of `B`.",
        ),
        cases=(
            Case(
                "a line through (0, 1), at 45 degrees",
                (np.array([[3.0, 0.0]]), np.array([[1.0], [1.0]]), np.array([0.0, 1.0])),
                expect=np.array([[1.0, 2.0]]),
            ),
            Case(
                "several points, a vector along the line that is not of length 1",
                (np.array([[0.0, 0.0], [5.0, 5.0], [1.0, -1.0]]), np.array([[3.0], [4.0]]), np.array([1.0, 1.0])),
                expect=np.array([[0.16, -0.12], [4.36, 5.48], [0.04, -0.28]]),
            ),
            Case(
                "two points on a plane in space",
                (np.array([[1.0, 1.0, 5.0], [0.0, 0.0, 0.0]]), _SKEWED, np.zeros(3)),
                expect=np.array([[2.0, 2.0, 4.0], [0.0, 0.0, 0.0]]),
            ),
            Case(
                "as many points as dimensions, whole numbers",
                (np.array([[1, 2], [4, 0]]), np.array([[1], [2]]), np.array([3, 7])),
                expect=np.array([[0.6, 2.2], [0.4, 1.8]]),
            ),
            Case(
                "a point of the flat stays",
                (np.array([[2.0, 3.0, 3.0]]), _SKEWED, np.array([1.0, 1.0, 0.0])),
                expect=np.array([[2.0, 3.0, 3.0]]),
            ),
        ),
        slips=(
            Slip(
                "The flat was laid through the origin. It goes through `m`: subtract `m` before, add it afterwards.",
                wrong=lambda X, B, m: _onto_flat(X, B, m, subtract=False, add=False),
            ),
            Slip(
                "You subtracted `m` and did not add it again: the projections lie on the parallel flat through the origin.",
                wrong=lambda X, B, m: _onto_flat(X, B, m, add=False),
            ),
            Slip(
                "The flat was laid through the mean of the rows of `X`. It goes through `m`, which is given.",
                wrong=lambda X, B, m: _onto_flat(X, B, np.mean(X, axis=0)),
            ),
            Slip(
                "The decimals are gone: the result was filled into an array of whole numbers. Make it float first, for example `np.zeros(X.shape)`.",
                wrong=lambda X, B, m: _onto_flat(X, B, m).astype(np.asarray(X).dtype),
            ),
            Slip(
                "You added `m` without having subtracted it: points of the flat no longer stay where they are.",
                wrong=lambda X, B, m: _onto_flat(X, B, m, subtract=False),
            ),
            Slip(
                "These are the residuals, from the flat to the points. The points *on* the flat were asked for.",
                wrong=lambda X, B, m: _cloud(X) - _onto_flat(X, B, m),
            ),
            Slip(
                "$\\mathbf{B}\\mathbf{B}^\\top$ projects for orthonormal columns only. Use your projection matrix of `B`.",
                wrong=lambda X, B, m: _onto_flat(X, B, m, span=lambda B: np.asarray(B, dtype=float) @ B.T),
            ),
            Slip(
                "These are the coordinates along the columns of `B`. The points themselves were asked for, with as many entries as before.",
                wrong=lambda X, B, m: (_cloud(X) - m) @ np.linalg.pinv(np.asarray(B, dtype=float)).T,
            ),
        ),
    ),
)

# --- C1W4-6 Project: PageRank ----------------------------------------------------------------------------------------

_PR_SIX = [(0, 5), (5, 0), (5, 1), (5, 3), (1, 0), (1, 2), (2, 0), (2, 4), (3, 0), (3, 2), (4, 2), (4, 3)]
_PR_TRAP = [link for link in _PR_SIX if link[0] != 5] + [(5, 5)]  # page 5 links to itself only
_PR_DANGLING = [link for link in _PR_SIX if link[0] != 5]  # page 5 has no links
_PR_RING = [(0, 1), (1, 2), (2, 0)]
_PR_STAR = [(0, 1), (0, 2), (1, 0), (2, 0)]  # without jumps the ranks swing to and fro for ever
_PR_NONE = "Your function returned None. Is there a `return` on every way out of it?"


def _pr_pairs(links, n):
    """Links as an array of whole numbers, shape (m, 2), refused as the specification says."""
    pairs = np.array(links, dtype=int).reshape(-1, 2)
    if n < 1 or (pairs.size and not (0 <= pairs.min() and pairs.max() < n)):
        raise ValueError("a page that does not exist")
    return pairs


def _pr_links(fault=""):
    """link_matrix with one fault."""

    def link_matrix(links, n):
        pairs = _pr_pairs(links, n) if fault != "unchecked" else np.array(links, dtype=int).reshape(-1, 2)
        if fault == "backwards":
            pairs = pairs[:, ::-1]
        L = np.zeros((n, n))
        for start, end in pairs:
            place = (start, end) if fault == "rows" else (end, start)
            L[place] = L[place] + 1 if fault == "repeated" else 0.0 if fault == "self" and start == end else 1.0
        if fault == "ones":
            return L
        sums = L.sum(axis=1 if fault in ("incoming", "rows") else 0)
        if fault == "listed":
            sums = np.bincount(pairs[:, 0], minlength=n)
        with np.errstate(invalid="ignore", divide="ignore"):
            L = (
                L
                / (sums if fault == "nan" else np.maximum(sums, 1))[
                    (slice(None), None) if fault in ("incoming", "rows") else ...
                ]
            )
        if fault == "spread":
            L[:, sums == 0] = 1 / n
        return L

    return link_matrix


def _pr_drawn(rng: np.random.Generator, n: int) -> list[tuple[int, int]]:
    """Links of a web with a dangling page, a page that links to itself, a repeated link, and a page that nobody links to."""
    pages = [int(page) for page in rng.permutation(n)]
    dangling, unseen, *others = pages
    links = [(unseen, others[0])]
    for page in others:
        ends = rng.choice(
            [p for p in pages if p not in (page, unseen)], size=int(rng.integers(1, min(4, n - 2))), replace=False
        )
        links += [(page, int(end)) for end in ends]
    links += [(others[1], dangling), (others[0], others[0]), (others[0], others[1]), (unseen, others[1])]
    links.append(links[0])  # a second time
    return [links[k] for k in rng.permutation(len(links))]


def _pr_more_links(rng: np.random.Generator) -> list[Case]:
    cases = [
        Case(f"a web of {n} pages", (_pr_drawn(rng, n), n), expect=REFERENCE)
        for n in rng.integers(5, 12, size=3).tolist()
    ]
    n = int(rng.integers(4, 9))
    links = _pr_drawn(rng, n)
    return [
        *cases,
        Case("links as an array", (np.array(links), n), expect=REFERENCE),
        Case("a single page", ([], 1), expect=np.zeros((1, 1))),
        Case("a page with a number too large", ([*links, (0, n)], n), raises=ValueError),
        Case("a negative number", ([*links, (-int(rng.integers(1, n)), 1)], n), raises=ValueError),
        Case("a number of pages below 1", ([], -int(rng.integers(0, 3))), raises=ValueError),
    ]


def _pr_surfed(fault=""):
    """Surf with one fault."""

    def surf(links, n, steps, damping, seed):
        pairs = _pr_pairs(links, n)
        if steps < 0 or not 0 <= damping <= 1:
            raise ValueError("no such walk")
        if fault == "backwards":
            pairs = pairs[:, ::-1]
        ends = [sorted({int(end) for start, end in pairs if start == page}) for page in range(n)]
        draw = np.random.default_rng(seed)
        pages = [0]
        for _ in range(steps):
            here = pages[-1]
            chance = 1 - damping if fault == "exchanged" else damping
            # Chance is asked in the order of the hints, so that the same slip in an answer written like that gives the same walk.
            follow = ends[here] and (fault == "never" or draw.random() < chance)
            if not ends[here] and fault == "stuck":
                pages.append(here)
            elif not ends[here] and fault == "home":
                pages.append(0)
            elif follow:
                pages.append(ends[here][0] if fault == "first" else ends[here][draw.integers(len(ends[here]))])
            else:
                pages.append(0 if fault == "restart" else int(draw.integers(n)))
        if fault == "shares":
            return np.bincount(pages, minlength=n) / len(pages)
        return np.array(pages[1:] if fault == "without start" else pages)

    return surf


def _pr_walk_verdict(result, links, n, steps, damping, seed) -> str | None:
    """Say what is wrong with a walk; bounds are six standard deviations wide, so no right one is ever turned away."""
    if isinstance(result, dict):
        if "again" in result:
            return "Two calls with the same seed gave two different walks. Draw everything from `np.random.default_rng(seed)`."
        return "Another seed gave the same walk, although chance has a say here. Make the generator from `seed`, not from a fixed number."
    if result is None:
        return _PR_NONE
    if not isinstance(result, np.ndarray) or result.ndim != 1:
        return f"An array of shape ({steps + 1},) was asked for, the pages in order; your answer is {describe(result)}."
    if result.dtype.kind not in "iu":
        return f"The numbers of the pages visited were asked for, whole numbers in order; your array has dtype {result.dtype}."
    if result.shape != (steps + 1,):
        return f"{steps} steps visit {steps + 1} pages, page 0 at the start among them; your array has shape {result.shape}."
    if result.min() < 0 or result.max() >= n:
        return f"There is a page {result[(result < 0) | (result >= n)][0]} in the walk; the pages have the numbers 0 to {n - 1}."
    if result[0] != 0:
        return f"The walk starts at page {result[0]}; it should start at page 0."
    return _pr_steps_verdict(result[:-1], result[1:], linalg.link_matrix(links, n), damping)


def _pr_beyond(count, total, chance) -> bool:
    return abs(count - total * chance) > 6 * np.sqrt(total * chance * (1 - chance)) + 6


def _pr_steps_verdict(start, end, L, damping) -> str | None:
    n, out = len(L), (L > 0).sum(axis=0)
    linked, bound = L[end, start] > 0, out[start] > 0
    if damping == 1 and (bound & ~linked).any():
        k = int(np.flatnonzero(bound & ~linked)[0])
        back = L[start, end][bound & ~linked].all()
        return (
            f"Step {k + 1} goes from page {start[k]} to page {end[k]}, but there is no such link, and with damping 1 the surfer never "
            f"jumps from a page with links.{' All such steps go against a link: a pair is (from, to).' if back else ''}"
        )
    if (bad := _pr_uniform_complaint(start, end, out, n)) is not None:
        return bad
    jumps, chance = (
        int((bound & ~linked).sum()),
        (1 - damping) * float(np.mean(1 - out[start[bound]] / n)) if bound.any() else 0.0,
    )
    if bound.any() and _pr_beyond(jumps, bound.sum(), chance):
        return (
            f"{100 * jumps / bound.sum():.1f} % of the steps from pages with links followed no link; with damping {damping:g} about "
            f"{100 * chance:.1f} % should. The surfer follows a link with chance `damping`, else jumps to any of the {n} pages."
        )
    for page in np.flatnonzero(out):
        here = start == page
        for other in range(n):
            count, p = int((end[here] == other).sum()), damping * L[other, page] + (1 - damping) / n
            if _pr_beyond(count, here.sum(), p):
                return (
                    f"From page {page} the surfer went to page {other} in {count} of {here.sum()} steps, which is too "
                    f"{'often' if count > here.sum() * p else 'seldom'}. Each link of a page has the same chance (a repeated one counts "
                    "once), and a jump reaches each page with the same chance."
                )
    stays = bound & (L[start, start] == 0)
    chance = (1 - damping) / n
    if stays.any() and _pr_beyond(int((start == end)[stays].sum()), int(stays.sum()), chance):
        return "A jump may end at any page, the one where the surfer is among them, all with the same chance 1/n."
    return None


def _pr_uniform_complaint(start, end, out, n) -> str | None:
    """From a dangling page the surfer jumps to any page, all alike."""
    for page in np.flatnonzero(out == 0):
        ends = end[start == page]
        counts = np.bincount(ends, minlength=n)
        odd = int(np.abs(counts - len(ends) / n).argmax())
        if _pr_beyond(counts[odd], len(ends), 1 / n):
            return (
                f"Page {page} has no links. From there the surfer jumps to any of the {n} pages, all with the same chance; in your walk "
                f"{counts[odd]} of {len(ends)} steps from it end at page {odd}."
            )
    return None


def _pr_walk_case(probe, *args) -> Case:
    return Case(probe, args, holds=_pr_walk_verdict)


def _pr_more_surf(rng: np.random.Generator) -> list[Case]:
    def seed():
        return int(rng.integers(1, 10**6))

    n, damping = int(rng.integers(5, 9)), round(float(rng.uniform(0.6, 0.8)), 2)
    links = _pr_drawn(rng, n)
    first = next(start for start, end in links if start != end and (end, start) not in links)
    moved = [
        (0 if a == first else first if a == 0 else a, 0 if b == first else first if b == 0 else b) for a, b in links
    ]
    six = [_PR_SIX, _PR_DANGLING, _PR_TRAP]
    return [
        _pr_walk_case(f"a web of {n} pages", moved, n, 4000, damping, seed()),
        _pr_walk_case("the six pages, F without links, no free jumps", six[1], 6, 4000, 1.0, seed()),
        _pr_walk_case("the six pages, only links", six[0], 6, 3000, 1.0, seed()),
        _pr_walk_case("the six pages with jumps", six[0], 6, 4000, damping, seed()),
        _pr_walk_case("a trap", six[2], 6, 4000, 0.8, seed()),
        _pr_walk_case("links as an array", np.array(six[0]), 6, 3000, 0.85, seed()),
        _pr_walk_case("a single page", [], 1, 5, 0.85, seed()),
        Case("a negative damping", (six[0], 6, 10, -0.1, seed()), raises=ValueError),
        Case("a negative number of steps", (six[0], 6, -int(rng.integers(1, 9)), 0.85, seed()), raises=ValueError),
    ]


def _pr_google(L, damping, fault=""):
    """Return the matrix of the surfer who jumps, with one fault."""
    L = np.array(L, dtype=float)
    if L.ndim != 2 or L.shape[0] != L.shape[1] or L.size == 0 or not 0 <= damping <= 1:
        raise ValueError("no link matrix, or no damping")
    sums = L.sum(axis=0)
    if (L < 0).any() or not np.all((np.abs(sums - 1) < 1e-9) | (sums == 0)):
        raise ValueError("columns sum to 1 or 0")
    n = len(L)
    if fault == "own":
        L[sums == 0, sums == 0] = 1.0
    elif fault != "zero":
        L[:, sums == 0] = 1 / n
    return damping * L + (1 - damping) / (1 if fault == "jump" else n)


def _pr_true(L, damping) -> np.ndarray:
    """Return the ranks by another way than eigenvectors: the system (I - G) r = 0 with sum 1."""
    G = _pr_google(L, damping)
    n = len(G)
    return np.linalg.lstsq(np.vstack([np.eye(n) - G, np.ones((1, n))]), np.append(np.zeros(n), 1.0), rcond=None)[0]


def _pr_by_eig(fault=""):
    """page_rank_eig with one fault."""

    def page_rank_eig(L, damping):
        G = _pr_google(L, 1.0 - damping if fault == "exchanged" else damping, fault)
        values, vectors = np.linalg.eig(G.T if fault == "left" else G)
        k = {"first": 0, "last": -1}.get(fault, int(np.argmin(np.abs(values - 1))))
        v = (vectors[k] if fault == "row" else vectors[:, k]).real
        if fault == "length":
            return vectors[:, k]
        return v / (np.sum(v) or 1.0)

    return page_rank_eig


def _pr_eig_verdict(result, L, damping) -> str | None:
    """Compare with the ranks, which are found by another way, and say what is not as it should be."""
    n = len(L)
    if result is None:
        return _PR_NONE
    if not isinstance(result, np.ndarray) or result.shape != (n,):
        return f"An array of shape ({n},) was asked for, one rank for each page; your answer is {describe(result)}."
    if result.dtype.kind not in "fiuc":
        return f"The ranks should be floats; your array has dtype {result.dtype}."
    if not np.isfinite(result).all():
        return "There are entries that are nan or infinite. Is something divided by a sum that is 0?"
    if np.abs(result.imag).max() > 1e-8:
        return (
            "Your ranks are complex numbers. The eigenvector for the eigenvalue 1 is real; another one was taken, or it was divided by "
            "something complex."
        )
    result = result.real
    if abs(result.sum() - 1) > 1e-7:
        return f"The entries of your answer sum to {result.sum():.6g}, but ranks are shares: divide the eigenvector by its sum."
    if (result < -1e-8).any():
        return (
            "One of your ranks is negative. Ranks are shares of time; was the eigenvector of another eigenvalue taken?"
        )
    away = np.abs(result - _pr_true(L, damping))
    if away.max() <= 1e-7:
        return None
    page = int(away.argmax())
    arrives = (_pr_google(L, damping) @ result)[page]
    return (
        f"The entries sum to 1, but they are not the ranks. On page {page} stands {result[page]:.4f} in your answer, and {arrives:.4f} arrives "
        "there in one more step of the surfer; for the ranks both are the same."
    )


def _pr_eig_case(probe, *args) -> Case:
    return Case(probe, args, holds=_pr_eig_verdict, atol=1e-8)


def _pr_more_eig(rng: np.random.Generator) -> list[Case]:
    def drawn(n):
        return linalg.link_matrix(_pr_drawn(rng, n), n)

    sizes = rng.integers(5, 13, size=3).tolist()
    dampings = [round(float(d), 3) for d in rng.uniform(0.6, 0.95, size=3)]
    order = rng.permutation(6)
    six = linalg.link_matrix([(int(order[a]), int(order[b])) for a, b in _PR_SIX], 6)
    ring = linalg.link_matrix([(k, (k + 1) % 4) for k in range(4)], 4)
    two = linalg.link_matrix([(0, 1), (1, 0)], 2)
    L = drawn(6)
    return [
        *(_pr_eig_case(f"a web of {n} pages", drawn(n), d) for n, d in zip(sizes, dampings, strict=True)),
        _pr_eig_case("six pages in another order, only links", six, 1.0),
        _pr_eig_case("a ring of four, only links", ring, 1.0),
        _pr_eig_case("two pages, whole numbers", two.astype(int), 0.7),
        _pr_eig_case("jumps only", drawn(5), 0.0),
        Case("a column that sums to 2", (np.where(L > 0, 2 * L, 0.0), 0.85), raises=ValueError),
        Case("a row too many", (np.vstack([L, np.zeros((1, 6))]), 0.85), raises=ValueError),
        Case("a damping of 1.5", (L, 1.5), raises=ValueError),
    ]


def _pr_iterated(fault=""):
    """page_rank with one fault."""

    def page_rank(links, n, damping, tol, max_iter):
        pairs = _pr_pairs(links, n)
        if not 0 <= damping <= 1:
            raise ValueError("no such damping")
        if fault == "backwards":
            pairs = pairs[:, ::-1]
        if fault == "repeated":
            out = np.bincount(pairs[:, 0], minlength=n)
            start, end = pairs.T
        else:
            key = np.sort(pairs[:, 0] * n + pairs[:, 1])
            key = key[np.append(True, np.diff(key) > 0)] if key.size else key
            start, end = key // n, key % n
            out = np.bincount(start, minlength=n)
        share = 1 / np.maximum(out, 1)
        silent = out == 0
        r = np.full(n, 1 / n) if fault != "corner" else np.append(1.0, np.zeros(n - 1))
        factor = 1.0 if fault == "undamped" else damping
        changes = []
        for _ in range(max_iter):
            new = np.bincount(end, weights=(r * share)[start], minlength=n)
            if fault == "own":
                new = new + np.where(silent, r, 0.0)
            elif fault not in ("lost", "scaled"):
                new = new + r[silent].sum() / n
            new = factor * new + (1 - factor) / (1 if fault == "jump" else n)
            if fault == "scaled":
                new = new / new.sum()
            moved = np.abs(new - r)
            changes.append(
                moved.max() if fault == "largest" else np.sqrt((moved**2).sum()) if fault == "length" else moved.sum()
            )
            r = new
            if changes[-1] <= tol or not np.isfinite(changes[-1]):
                break
        if fault == "count":
            return r, len(changes)
        return r if fault == "alone" else (r, np.array(changes))

    return page_rank


def _pr_rank_verdict(result, links, n, damping, tol, max_iter) -> str | None:
    """Compare with the iteration of the specification, and say what is not as it should be."""
    if result is None:
        return _PR_NONE
    if not isinstance(result, tuple | list) or len(result) != 2:
        return f"Two things were asked for, `ranks, changes`; your answer is {describe(result)}."
    ranks, changes = result
    if not isinstance(ranks, np.ndarray) or ranks.shape != (n,) or ranks.dtype.kind not in "fiu":
        return f"The ranks should be an array of floats of shape ({n},); yours are {describe(ranks)}."
    if isinstance(changes, list):
        changes = np.array(changes, dtype=float)
    if not isinstance(changes, np.ndarray) or changes.ndim != 1 or changes.dtype.kind not in "fiu":
        return f"The changes should be an array with one number for each iteration; yours are {describe(changes)}."
    if not (np.isfinite(ranks).all() and np.isfinite(changes).all()):
        return "There are entries that are nan or infinite. Is something divided by the number of links of a page that has none?"
    right = linalg.page_rank(links, n, damping=damping, tol=tol, max_iter=max_iter)
    if abs(ranks.sum() - 1) > 1e-7:
        return (
            f"The ranks sum to {ranks.sum():.6g}, not to 1. What stood on dangling pages has to be shared by all, and the jumps bring "
            "(1 - damping)/n to each page."
        )
    if np.abs(ranks - right.ranks).max() > 1e-7 + 10 * tol:
        page = int(np.abs(ranks - right.ranks).argmax())
        more = linalg.page_rank(links, n, damping=damping, max_iter=1, start=np.maximum(ranks, 0)).ranks[page]
        if right.converged and abs(more - ranks[page]) > 1e-9:
            return (
                f"The ranks sum to 1, but on page {page} stand {ranks[page]:.6g}, and one more iteration as specified would bring {more:.6g} "
                "there. Look at its three parts: by links, from dangling pages, by jumps."
            )
        return "The ranks sum to 1, but they are not what these iterations give. Start with 1/n on each page, and mind when to stop."
    if abs(len(changes) - right.iterations) > 1:
        few = "fewer" if len(changes) < right.iterations else "more"
        return (
            f"The ranks are right, but the number of changes is {len(changes)}, {few} than there should be. Start with 1/n on each page, stop "
            "after the first change that is at most `tol`, added up over all pages, and after `max_iter` iterations in any case."
        )
    if len(changes) < max_iter and not (len(changes) and changes[-1] <= tol * (1 + 1e-6) + 1e-15):
        return (
            "Your run ended before a change that is at most `tol` was noted. That last iteration counts as well: note its change, take over its "
            "ranks, and then stop."
        )
    both = min(len(changes), right.iterations)
    if not np.allclose(changes[:both], right.changes[:both], rtol=1e-3, atol=1e-3 * tol + 1e-13):
        return (
            "The ranks are right, the changes are not: each is the sum of the sizes of new minus old, over all pages."
        )
    return None


def _pr_rank_case(probe, *args) -> Case:
    return Case(probe, args, holds=_pr_rank_verdict)


def _pr_large(n, m, seed) -> np.ndarray:
    """Links of a larger web, as an array; some of its pages are dangling."""
    return linalg.random_web(n, m, seed=seed).links


def _pr_more_rank(rng: np.random.Generator) -> list[Case]:
    sizes = rng.integers(5, 15, size=3).tolist()
    dampings = [round(float(d), 3) for d in rng.uniform(0.6, 0.95, size=3)]
    links = _pr_drawn(rng, 7)
    n = int(rng.integers(300, 900))
    return [
        *(
            _pr_rank_case(f"a web of {n} pages", _pr_drawn(rng, n), n, d, 1e-10, 1000)
            for n, d in zip(sizes, dampings, strict=True)
        ),
        _pr_rank_case("links as an array, a coarse tolerance", np.array(links), 7, 0.85, 1e-3, 1000),
        _pr_rank_case("stopped early", links, 7, 0.9, 0.0, int(rng.integers(4, 12))),
        _pr_rank_case(f"a web of {n} pages", _pr_large(n, 8 * n, int(rng.integers(10**6))), n, 0.85, 1e-12, 1000),
        _pr_rank_case(
            "10 000 pages: with n by n numbers it takes too long",
            _pr_large(10_000, 30_000, int(rng.integers(10**6))),
            10_000,
            0.9,
            1e-9,
            1000,
        ),
        _pr_rank_case("no links at all", [], int(rng.integers(2, 9)), 0.85, 1e-10, 1000),
        _pr_rank_case("jumps only", links, 7, 0.0, 1e-10, 1000),
        Case("a damping above 1", (links, 7, 1.01, 1e-10, 1000), raises=ValueError),
        Case("a page that does not exist", ([*links, (7, 0)], 7, 0.85, 1e-10, 1000), raises=ValueError),
        Case("a negative number", ([*links, (-1, 0)], 7, 0.85, 1e-10, 1000), raises=ValueError),
    ]


_PR_NAMES = ["Start", "Huts", "Maps", "Routes", "Gear", "News"]
_PR_RANKS = np.array([15, 5, 8, 7, 4, 15]) / 54
_PR_CLUB = ["tea", "cake", "bread", "jam"]
_PR_CLUB_LINKS = [(0, 1), (0, 1), (0, 2), (1, 2), (2, 1), (3, 1), (3, 0), (3, 2), (1, 1)]
_PR_CLUB_RANKS = np.array([0.125, 0.375, 0.375, 0.125])


def _pr_reported(fault=""):
    """rank_report with one fault."""

    def rank_report(links, names, ranks, top):
        if len(names) != len(ranks) or top < 1:
            raise ValueError("no such report")
        pairs = [(int(a), int(b)) for a, b in links]
        different = sorted(set(pairs))
        out = np.bincount([a for a, _ in different], minlength=len(names))
        incoming = np.bincount([b for _, b in (pairs if fault == "repeated" else different)], minlength=len(names))
        if fault == "outgoing":
            incoming = out
        rows = []
        for page, name in enumerate(names):
            linking = [a for a, b in different if b == page and not (fault == "self" and a == b)]
            gives = {a: float(ranks[a]) / (1 if fault == "undivided" else out[a]) for a in linking}
            best = (
                min(linking, key=lambda a: (-round(gives[a], 14), a if fault == "number" else names[a]))
                if linking
                else None
            )
            rows.append(
                (
                    name,
                    float(ranks[page]),
                    int(incoming[page]),
                    best if best is None or fault == "index" else names[best],
                )
            )
        if fault == "ascending":
            rows.sort(key=lambda row: (row[1], row[0]))
        elif fault == "incoming":
            rows.sort(key=lambda row: (-row[2], row[0]))
        elif fault == "number":
            rows.sort(key=lambda row: -row[1])
        else:
            rows.sort(key=lambda row: (-row[1], row[0]))
        return rows if fault == "all" else rows[:top]

    return rank_report


def _pr_more_report(rng: np.random.Generator) -> list[Case]:
    words = ["ash", "beech", "cedar", "fir", "hazel", "larch", "maple", "oak", "pine", "rowan", "willow", "yew"]
    cases = []
    for top in (3, 5, 50):
        n = int(rng.integers(6, 11))
        names = [words[k] for k in rng.permutation(len(words))[:n]]
        ranks = rng.choice([0.03, 0.05, 0.08, 0.13, 0.21], size=n)
        cases.append(
            Case(f"{n} pages, the first {top}", (_pr_drawn(rng, n), names, ranks / ranks.sum(), top), expect=REFERENCE)
        )
    order = rng.permutation(4)  # the small web with its ties, its pages numbered anew
    place = np.argsort(order)
    links = [(int(place[a]), int(place[b])) for a, b in _PR_CLUB_LINKS]
    names = [_PR_CLUB[k] for k in order]
    return [
        *cases,
        Case("equal ranks, pages in another order", (links, names, _PR_CLUB_RANKS[order], 4), expect=REFERENCE),
        Case("the six pages", (_PR_SIX, _PR_NAMES, _PR_RANKS, int(rng.integers(1, 6))), expect=REFERENCE),
        Case(
            "equal ranks, names against the numbers",
            (_PR_CLUB_LINKS, ["tea", "jam", "cake", "bread"], _PR_CLUB_RANKS, 4),
            expect=REFERENCE,
        ),
        Case(
            "a page that links to itself",
            ([(0, 0), (1, 0), (0, 2), (3, 0)], names, np.array([0.6, 0.2, 0.15, 0.05]), 3),
            expect=REFERENCE,
        ),
        Case(
            "a page with many links",
            ([(0, 1), (0, 2), (0, 3), (2, 1), (1, 0)], names, np.array([0.48, 0.22, 0.2, 0.1]), 2),
            expect=REFERENCE,
        ),
        Case("a name too many", (links, [*names, "honey"], _PR_CLUB_RANKS[order], 3), raises=ValueError),
        Case("the first 0", (links, names, _PR_CLUB_RANKS[order], 0), raises=ValueError),
    ]


PAGERANK = (
    Exercise(
        id="c1w4.link_matrix",
        title="Link matrix",
        points=15,
        arguments=("links", "n"),
        hints=(
            "Column j belongs to the page that the surfer leaves, row i to the page where the surfer arrives. What does a column sum to?",
            "Start with zeros. Put a 1 at row `end`, column `start` for each link: a repeated link then writes the same 1 again. Divide each "
            "column by its sum, but leave the columns that sum to 0 alone. Refuse page numbers below 0 and above n - 1 before that.",
            "`L = np.zeros((n, n))`; `for start, end in links: L[end, start] = 1`; `out = L.sum(axis=0)`; `L[:, out > 0] /= out[out > 0]`. "
            "Before: `if n < 1` or any number not in `range(n)`: `raise ValueError(...)`.",
        ),
        cases=(
            Case("the six pages", (_PR_SIX, 6), expect=_pr_links()(_PR_SIX, 6)),
            Case(
                "a dangling page", ([(0, 1), (0, 2), (1, 2)], 3), expect=np.array([[0, 0, 0], [0.5, 0, 0], [0.5, 1, 0]])
            ),
            Case(
                "a repeated link",
                ([(0, 1), (0, 1), (0, 2), (1, 0), (2, 1)], 3),
                expect=np.array([[0, 1, 0], [0.5, 0, 1], [0.5, 0, 0]]),
            ),
            Case("a page that links to itself", ([(0, 0), (0, 1), (1, 0)], 2), expect=np.array([[0.5, 1], [0.5, 0]])),
            Case(
                "links as an array",
                (np.array([[2, 0], [0, 2], [1, 2], [2, 1]]), 3),
                expect=np.array([[0, 0, 0.5], [0, 0, 0.5], [1, 1, 0]]),
            ),
            Case("no links at all", ([], 2), expect=np.zeros((2, 2))),
            Case("a page that does not exist", ([(0, 1), (1, 3)], 3), raises=ValueError),
            Case("a negative page number", ([(0, 1), (-1, 0)], 3), raises=ValueError),
            Case("no pages", ([], 0), raises=ValueError),
        ),
        slips=(
            Slip(
                "Rows and columns are exchanged: your row j holds what page j gives away. In `L[i, j]` the *column* j is the page that links, "
                "so that `L @ r` collects what arrives.",
                wrong=_pr_links("rows"),
            ),
            Slip(
                "Your links lead backwards: a pair is (from, to), and `links` were read as (to, from).",
                wrong=_pr_links("backwards"),
            ),
            Slip(
                "Each link has a 1. Divide each column by its sum: a page shares its rank equally among the pages it links to.",
                wrong=_pr_links("ones"),
            ),
            Slip(
                "You divided by the number of links that *arrive* at a page. What counts is how many leave: each column sums to 1.",
                wrong=_pr_links("incoming"),
            ),
            Slip(
                "A repeated link was counted twice. Two links to the same page are one way to go: write a 1, do not add one.",
                wrong=_pr_links("repeated"),
            ),
            Slip(
                "You divided by the number of entries in the list, where a repeated link is counted twice, so a column no longer sums to 1. "
                "Divide by the number of different pages that j links to: the sum of its column of ones.",
                wrong=_pr_links("listed"),
            ),
            Slip("You left out links of a page to itself. They count like any other.", wrong=_pr_links("self")),
            Slip(
                "The column of a page without links is nan: 0 was divided by 0. Leave such a column at zero.",
                wrong=_pr_links("nan"),
            ),
            Slip(
                "You filled the column of a page without links with 1/n. That repair comes in part 3; the link matrix itself says what links "
                "there are, and here there are none.",
                wrong=_pr_links("spread"),
            ),
            Slip(
                "Bad input is not refused. A page number that is too large stops NumPy with an IndexError, and -1 passes unnoticed, because "
                "`L[-1]` is the last row for Python. Raise a ValueError for n below 1, and for numbers below 0 or above n - 1.",
                wrong=_pr_links("unchecked"),
            ),
        ),
        more=_pr_more_links,
    ),
    Exercise(
        id="c1w4.surf",
        title="The random surfer",
        points=20,
        arguments=("links", "n", "steps", "damping", "seed"),
        probe=Named("utils.learn.probes.walking"),
        time_limit=10.0,
        hints=(
            "For one step you need two things: the list of pages that the present page links to, and whether the surfer follows a link or jumps.",
            "Make a list of the pages each page links to, each once, before you walk. Then repeat: if the present page has links and "
            "`rng.random() < damping`, draw one of them; in every other case draw any page. Append it.",
            "`rng = np.random.default_rng(seed)`; `ends = [[] for _ in range(n)]`; `for a, b in sorted(set(map(tuple, links))): ends[a].append(b)`; "
            "then, `steps` times: `here = pages[-1]`; `pages.append(ends[here][rng.integers(len(ends[here]))] if ends[here] and rng.random() < "
            "damping else rng.integers(n))`.",
        ),
        cases=(
            _pr_walk_case("a ring, only links", _PR_RING, 3, 7, 1.0, 1),
            _pr_walk_case("the six pages, only links", _PR_SIX, 6, 600, 1.0, 2),
            _pr_walk_case("the six pages with jumps", _PR_SIX, 6, 2000, 0.85, 3),
            _pr_walk_case("F without links", _PR_DANGLING, 6, 1500, 1.0, 4),
            _pr_walk_case("F without links, with jumps", _PR_DANGLING, 6, 1500, 0.6, 5),
            _pr_walk_case("a repeated link", [(0, 1), (0, 1), (0, 1), (0, 2), (1, 0), (2, 0)], 3, 800, 0.9, 6),
            _pr_walk_case("jumps only", _PR_SIX, 6, 800, 0.0, 7),
            _pr_walk_case("no step", _PR_SIX, 6, 0, 0.85, 8),
            Case("a damping above 1", (_PR_SIX, 6, 10, 1.2, 9), raises=ValueError),
            Case("a negative number of steps", (_PR_SIX, 6, -1, 0.85, 9), raises=ValueError),
        ),
        slips=(
            Slip(
                "Damping and jumping are exchanged: `damping` is the chance of *following a link*.",
                wrong=_pr_surfed("exchanged"),
            ),
            Slip(
                "From a page with links your surfer never jumps. With chance 1 - damping the next page is any of the n there too.",
                wrong=_pr_surfed("never"),
            ),
            Slip(
                "On a page without links your surfer stays for good. It has to jump to any page from there.",
                wrong=_pr_surfed("stuck"),
            ),
            Slip(
                "From a page without links your surfer returns to page 0. It has to jump to any page, all with the same chance.",
                wrong=_pr_surfed("home"),
            ),
            Slip(
                "Every jump ends at page 0. A jump ends at any of the n pages, all with the same chance.",
                wrong=_pr_surfed("restart"),
            ),
            Slip(
                "The surfer always follows the first link of a page. Draw one of its links, all with the same chance.",
                wrong=_pr_surfed("first"),
            ),
            Slip("The surfer goes against the links: a pair is (from, to).", wrong=_pr_surfed("backwards")),
            Slip(
                "You returned the shares of visits. The walk itself was asked for, the pages in order; shares are one line away.",
                wrong=_pr_surfed("shares"),
            ),
            Slip(
                "The start is missing: the walk has steps + 1 pages, and the first is page 0.",
                wrong=_pr_surfed("without start"),
            ),
        ),
        more=_pr_more_surf,
    ),
    Exercise(
        id="c1w4.page_rank_eig",
        title="Ranks as an eigenvector",
        points=20,
        arguments=("L", "damping"),
        hints=(
            "Build the matrix of the surfer who jumps first, and check that each of its columns sums to 1. Which eigenvalue do you look for?",
            "Fill each column of zeros with 1/n, multiply by the damping, add (1 - damping)/n everywhere. `np.linalg.eig` returns the eigenvalues "
            "in no order: take the column of the eigenvector matrix whose eigenvalue is nearest to 1, its real part, and divide it by its sum.",
            "`G = np.array(L, dtype=float)`; `G[:, G.sum(axis=0) == 0] = 1 / n`; `G = damping * G + (1 - damping) / n`; "
            "`values, vectors = np.linalg.eig(G)`; `v = vectors[:, np.argmin(np.abs(values - 1))].real`; `return v / v.sum()`.",
        ),
        cases=(
            _pr_eig_case("the six pages, only links", _pr_links()(_PR_SIX, 6), 1.0),
            _pr_eig_case("the six pages with jumps", _pr_links()(_PR_SIX, 6), 0.85),
            _pr_eig_case("F links to itself only", _pr_links()(_PR_TRAP, 6), 0.85),
            _pr_eig_case("F without links", _pr_links()(_PR_DANGLING, 6), 0.7),
            _pr_eig_case("a ring of three, only links", _pr_links()(_PR_RING, 3), 1.0),
            _pr_eig_case("whole numbers", np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0]]), 0.5),
            _pr_eig_case("no links at all", np.zeros((3, 3)), 0.85),
            Case("not square", (np.full((2, 3), 0.5), 0.85), raises=ValueError),
            Case("a column that sums to 2", (np.array([[1.0, 1.0], [1.0, 0.0]]), 0.85), raises=ValueError),
            Case("a damping above 1", (_pr_links()(_PR_RING, 3), 1.1), raises=ValueError),
        ),
        slips=(
            Slip(
                "The vector has length 1, as `eig` gives it (and perhaps entries below 0). Ranks are chances: divide by the sum, which mends "
                "the sign as well.",
                wrong=_pr_by_eig("length"),
            ),
            Slip(
                "You took the eigenvector of another eigenvalue than 1. `eig` sorts nothing, and others may be of size 1 too, as they are in a ring: "
                "take the one whose eigenvalue is nearest to 1.",
                wrong=_pr_by_eig("first"),
            ),
            Slip(
                "You took a *row* of the matrix of eigenvectors. They stand in its columns: `vectors[:, k]`.",
                wrong=_pr_by_eig("row"),
            ),
            Slip(
                "Every page has the same rank: that is the eigenvector of the *transposed* matrix, whose rows sum to 1. Use G itself.",
                wrong=_pr_by_eig("left"),
            ),
            Slip(
                "The columns of pages without links are still zero. Fill them with 1/n before you mix in the jumps.",
                wrong=_pr_by_eig("zero"),
            ),
            Slip(
                "A page without links hands its rank to itself in your matrix. It shares it among all n pages: the whole column is 1/n.",
                wrong=_pr_by_eig("own"),
            ),
            Slip(
                "You added 1 - damping to each entry; the jumps are shared among n pages: (1 - damping)/n.",
                wrong=_pr_by_eig("jump"),
            ),
            Slip("Damping and jumping are exchanged: `damping` belongs to the links.", wrong=_pr_by_eig("exchanged")),
        ),
        more=_pr_more_eig,
    ),
    Exercise(
        id="c1w4.page_rank",
        title="PageRank by power iteration",
        points=30,
        arguments=("links", "n", "damping", "tol", "max_iter"),
        time_limit=5.0,
        hints=(
            "One iteration needs three things that arrive at a page: from links, from dangling pages, from jumps. Which of them are the same for all pages?",
            "Make a sparse matrix once: `scipy.sparse.csr_array((values, (rows, columns)), shape=(n, n))` adds repeated links up, so set its "
            "`data` to 1 afterwards, and divide by the number of links of each column's page. Then iterate with `L @ r`, the sum of r over "
            "dangling pages, and (1 - damping)/n.",
            "`lost = r[out == 0].sum()`; `new = damping * (L @ r + lost / n) + (1 - damping) / n`; `changes.append(np.abs(new - r).sum())`; `r = new`; "
            "`if changes[-1] <= tol: break`. For L: `L = csr_array((np.ones(len(links)), (links[:, 1], links[:, 0])), shape=(n, n))`; "
            "`L.data[:] = 1`; `out = L.sum(axis=0)`; `L.data /= out[L.indices]`.",
        ),
        cases=(
            _pr_rank_case("the six pages", _PR_SIX, 6, 0.85, 1e-10, 1000),
            _pr_rank_case("F links to itself only", _PR_TRAP, 6, 0.85, 1e-10, 1000),
            _pr_rank_case("F without links", _PR_DANGLING, 6, 0.85, 1e-10, 1000),
            _pr_rank_case("a repeated link", [(0, 1), (0, 1), (0, 2), (1, 0), (2, 1)], 3, 0.85, 1e-10, 1000),
            _pr_rank_case("a coarse tolerance", _PR_SIX, 6, 0.95, 1e-2, 1000),
            _pr_rank_case("a star, only links: stopped after 7 iterations", _PR_STAR, 3, 1.0, 1e-10, 7),
            _pr_rank_case("no links at all", [], 4, 0.85, 1e-10, 1000),
            _pr_rank_case(
                "10 000 pages: with n by n numbers it takes too long",
                _pr_large(10_000, 30_000, 1),
                10_000,
                0.85,
                1e-7,
                1000,
            ),
            Case("a damping above 1", (_PR_SIX, 6, 1.5, 1e-10, 1000), raises=ValueError),
            Case("a page that does not exist", ([(0, 1), (2, 0)], 2, 0.85, 1e-10, 1000), raises=ValueError),
            Case("a negative page number", ([(0, 1), (1, -2)], 2, 0.85, 1e-10, 1000), raises=ValueError),
        ),
        slips=(
            Slip(
                "What stood on pages without links got lost, so the sum shrinks below 1. Share it equally among all n pages.",
                wrong=_pr_iterated("lost"),
            ),
            Slip(
                "What stood on pages without links got lost, and you scaled the ranks back to sum 1. That hands the lost rank to the pages "
                "that have much already. Share it equally among all n pages instead.",
                wrong=_pr_iterated("scaled"),
            ),
            Slip(
                "A page without links kept its rank for itself in your iteration. All n pages share it.",
                wrong=_pr_iterated("own"),
            ),
            Slip(
                "You added 1 - damping to every page; the n pages share it: (1 - damping)/n.",
                wrong=_pr_iterated("jump"),
            ),
            Slip(
                "There is no damping in your iteration: multiply what comes by links by `damping`, and add (1 - damping)/n.",
                wrong=_pr_iterated("undamped"),
            ),
            Slip(
                "Your ranks flow against the links: a pair is (from, to), so the first number is the column.",
                wrong=_pr_iterated("backwards"),
            ),
            Slip(
                "A repeated link was counted twice. Set the stored entries to 1 before you divide.",
                wrong=_pr_iterated("repeated"),
            ),
            Slip(
                "You took the *largest* change of a page. What is compared with `tol`, and returned, is the sum over all pages.",
                wrong=_pr_iterated("largest"),
            ),
            Slip(
                "You measured the length of the change, a root of a sum of squares. The sum of the sizes was asked for: `np.abs(new - r).sum()`.",
                wrong=_pr_iterated("length"),
            ),
            Slip(
                "You started with all rank on page 0. Start with 1/n on each page, so that the changes can be compared.",
                wrong=_pr_iterated("corner"),
            ),
            Slip(
                "The second result is the number of iterations. Return the changes themselves, one for each iteration; their number says the rest.",
                wrong=_pr_iterated("count"),
            ),
            Slip("You returned the ranks alone. Return `ranks, changes`.", wrong=_pr_iterated("alone")),
        ),
        more=_pr_more_rank,
    ),
    Exercise(
        id="c1w4.rank_report",
        title="A report that says why",
        points=15,
        arguments=("links", "names", "ranks", "top"),
        hints=(
            "For one page: who links to it, and how much does each of them pass on? A page passes its rank divided by the number of its links.",
            "Remove repeated links first. Count links out of and into each page. For each page pick, among those that link to it, the one with the "
            "largest rank / outgoing links; on a tie the first name in the alphabet. Sort the rows by falling rank, then by name, and cut after `top`.",
            "`pairs = sorted({(int(a), int(b)) for a, b in links})`; `gives = ranks[a] / out[a]`; for the supporter "
            "`min(linking, key=lambda a: (-ranks[a] / out[a], names[a]))`, or None if `linking` is empty; "
            "`rows.sort(key=lambda row: (-row[1], row[0]))`; `return rows[:top]`.",
        ),
        cases=(
            Case(
                "the six pages, the first three",
                (_PR_SIX, _PR_NAMES, _PR_RANKS, 3),
                expect=[("News", 15 / 54, 1, "Start"), ("Start", 15 / 54, 4, "News"), ("Maps", 8 / 54, 3, "Routes")],
            ),
            Case(
                "a repeated link, a page that links to itself, ties",
                (_PR_CLUB_LINKS, _PR_CLUB, _PR_CLUB_RANKS, 4),
                expect=[
                    ("bread", 0.375, 3, "cake"),
                    ("cake", 0.375, 4, "bread"),
                    ("jam", 0.125, 0, None),
                    ("tea", 0.125, 1, "jam"),
                ],
            ),
            Case(
                "a page may be its own supporter",
                ([(0, 0), (1, 0)], ["loop", "leaf"], np.array([0.9, 0.1]), 5),
                expect=[("loop", 0.9, 2, "loop"), ("leaf", 0.1, 0, None)],
            ),
            Case(
                "a page of high rank with many links",
                (
                    [(0, 1), (0, 2), (0, 3), (0, 4), (2, 1), (1, 0), (3, 0), (4, 0)],
                    ["hub", "shore", "cape", "isle", "reef"],
                    np.array([0.4, 0.24, 0.16, 0.1, 0.1]),
                    2,
                ),
                expect=[("hub", 0.4, 3, "shore"), ("shore", 0.24, 2, "cape")],
            ),
            Case(
                "only the first", ([(0, 1), (1, 0)], ["b", "a"], np.array([0.5, 0.5]), 1), expect=[("a", 0.5, 1, "b")]
            ),
            Case(
                "links as an array",
                (np.array([[1, 0], [2, 0], [2, 1]]), ["x", "y", "z"], np.array([0.5, 0.3, 0.2]), 2),
                expect=[("x", 0.5, 2, "y"), ("y", 0.3, 1, "z")],
            ),
            Case("a name too few", ([(0, 1)], ["x"], np.array([0.5, 0.5]), 2), raises=ValueError),
            Case("the first 0", ([(0, 1)], ["x", "y"], np.array([0.5, 0.5]), 0), raises=ValueError),
        ),
        slips=(
            Slip("The rows rise. The page with the highest rank comes first.", wrong=_pr_reported("ascending")),
            Slip(
                "You sorted by the number of incoming links. That is the count that ranks improve on: sort by rank.",
                wrong=_pr_reported("incoming"),
            ),
            Slip(
                "You counted the links that leave a page. The third entry is the number of pages that link *to* it.",
                wrong=_pr_reported("outgoing"),
            ),
            Slip(
                "A repeated link was counted twice among the incoming ones. Remove repetitions first.",
                wrong=_pr_reported("repeated"),
            ),
            Slip(
                "Your supporter is the linking page with the highest rank. It shares that rank among all its links: compare rank divided by the "
                "number of links.",
                wrong=_pr_reported("undivided"),
            ),
            Slip(
                "You left out that a page may support itself. A link to itself counts like any other.",
                wrong=_pr_reported("self"),
            ),
            Slip(
                "On a tie you kept the order of the page numbers. Equal ones stand in alphabetical order, rows and supporters alike.",
                wrong=_pr_reported("number"),
            ),
            Slip("The supporter is a page's *number* in your rows. Give its name.", wrong=_pr_reported("index")),
            Slip("All rows came back. Return the first `top` of them.", wrong=_pr_reported("all")),
        ),
        more=_pr_more_report,
    ),
)

# --- C1W4-7 Assignment: PCA of handwritten digits --------------------------------------------------------------------


def _dig_table(value, axes: int = 2) -> np.ndarray:
    """Return an argument as an array of floats, or refuse it as rule 2 of the assignment says."""
    array = np.array(value, dtype=float)
    if array.ndim != axes or array.size == 0 or not np.isfinite(array).all():
        raise ValueError("shape or entries")
    return array


def _dig_count(k, most: int) -> int:
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= most:
        raise ValueError("k")
    return int(k)


def _dig_fitting(X, m, V, transposed: bool = False):
    """Refuse sizes that do not fit; ``transposed``: X holds coordinates, one column for each of V."""
    X, m, V = _dig_table(X), _dig_table(m, 1), _dig_table(V)
    if X.shape[1] != V.shape[1 if transposed else 0] or len(m) != len(V):
        raise ValueError("sizes")
    return X, m, V


def _dig_centred(function):
    """Return a mistake in centring: ``function(X)`` gets a good table of floats."""
    return lambda X: function(_dig_table(X))


def _dig_cut(X):
    """Subtract the mean rightly, and write the result into an array of the table's own type."""
    m = _dig_table(X).mean(axis=0)
    out = np.empty_like(np.array(X))
    out[...] = _dig_table(X) - m
    return out, m


def _dig_spread(function):
    """Return a mistake in the covariance matrix: ``function(X, n)`` gets a good table of at least two points."""

    def wrong(X):
        X = _dig_table(X)
        if len(X) < 2:
            raise ValueError("one point")
        with np.errstate(all="ignore"):
            return np.array(function(X, len(X)))

    return wrong


def _dig_cov(X, centred: bool = True, ddof: int = 1):
    D = X - X.mean(axis=0) if centred else X
    return D.T @ D / (len(X) - ddof)


def _dig_rows_out(X):
    """Return the products of features after the mean of each point was subtracted from it, divided by n - 1."""
    R = X - X.mean(axis=1, keepdims=True)
    return R.T @ R / (len(X) - 1)


def _dig_symmetric(C, k):
    C = _dig_table(C)
    if C.shape[0] != C.shape[1] or not np.allclose(C, C.T):
        raise ValueError("not symmetric")
    return C, _dig_count(k, len(C))


def _dig_pairs(function):
    """Return a mistake with eigenvectors: ``function(values, vectors, k)`` gets them as eigh gives them."""

    def wrong(C, k):
        C, k = _dig_symmetric(C, k)
        return function(*np.linalg.eigh(C), k)

    return wrong


def _dig_unordered(C, k):
    C, k = _dig_symmetric(C, k)
    values, vectors = np.linalg.eig(C)
    return vectors[:, :k], values[:k]


def _dig_top(C, k):
    values, vectors = np.linalg.eigh(C)
    return vectors[:, ::-1][:, :k], values[::-1][:k]


def _dig_whole(fault: str = ""):
    """PCA by the covariance matrix, with one fault."""

    def pca(X, k):
        X = _dig_table(X)
        if len(X) < 2:
            raise ValueError("one point")
        k, m = _dig_count(k, X.shape[1]), X.mean(axis=0)
        D = X - m
        if fault == "standardised":
            s = D.std(axis=0, ddof=1)
            D = D / np.where(s > 0, s, 1)
        V, variances = _dig_top(_dig_cov(X, centred=fault != "uncentred", ddof=int(fault != "n")), k)
        if fault == "standardised":
            V, variances = _dig_top(D.T @ D / (len(X) - 1), k)
        if fault == "rising":
            values, vectors = np.linalg.eigh(_dig_cov(X))
            V, variances = vectors[:, :k], values[:k]
        Z = X @ V if fault in ("uncentred", "X projected") else D @ V
        if fault == "whitened":
            Z = Z / np.sqrt(np.where(variances > 1e-12 * variances[0], variances, 1))
        if fault == "rows":
            V = V.T
        if fault == "order":
            return V, variances, Z, m
        return Z, V, variances, m

    return pca


def _dig_dual(fault: str = ""):
    """PCA by the n x n matrix, with one fault."""

    def pca_high_dimensional(X, k):
        X = _dig_table(X)
        n, d = X.shape
        k, m = _dig_count(k, min(n - 1, d)), X.mean(axis=0)
        D = X - m
        mu, W = np.linalg.eigh((X if fault == "uncentred" else D) @ (X if fault == "uncentred" else D).T)
        true = np.linalg.eigvalsh(D @ D.T)
        if fault != "unchecked" and true[::-1][k - 1] <= 1e-10 * true[-1]:
            raise ValueError("no k directions")
        if fault == "large":
            values, vectors = np.linalg.eigh(D.T @ D / (n - 1))
            V = vectors[:, ::-1][:, :k]
            return D @ V, V, values[::-1][:k], m
        mu, W = (mu[:k], W[:, :k]) if fault == "rising" else (mu[::-1][:k], W[:, ::-1][:, :k])
        with np.errstate(all="ignore"):
            lengths = {"long": np.ones(k), "no root": mu, "n - 1": np.sqrt(mu / (n - 1))}
            V = (X if fault == "uncentred" else D).T @ W / lengths.get(fault, np.sqrt(mu))
        variances = mu / {"undivided": 1, "n": n, "d - 1": max(d - 1, 1)}.get(fault, n - 1)
        if fault == "small":
            return D @ V, W, variances, m
        return (X if fault == "X projected" else D) @ V, V, variances, m

    return pca_high_dimensional


def _dig_coordinates(function):
    """Return a mistake in projecting: ``function(X, m, V)`` gets arrays that fit."""
    return lambda X, m, V: function(*_dig_fitting(X, m, V))


def _dig_points(function):
    """Return a mistake in reconstructing: ``function(Z, m, V)`` gets arrays that fit."""
    return lambda Z, m, V: function(*_dig_fitting(Z, m, V, transposed=True))


def _dig_shares(function):
    """Return a mistake in the ratio: ``function(Z, Xc)`` gets the coordinates and the centred points."""

    def wrong(X, V):
        X, V = _dig_table(X), _dig_table(V)
        if X.shape[1] != len(V) or (X == X[0]).all():
            raise ValueError("sizes, or no variance")
        D = X - X.mean(axis=0)
        return function(D @ V, D, X, V)

    return wrong


def _dig_vectors_complaint(V, C, k: int) -> str | None:
    """Say what keeps the columns of V from being the k first principal components for a covariance matrix."""
    d = len(C)
    if not isinstance(V, np.ndarray) or V.dtype.kind not in "fiuc":
        return "The components: " + (difference(V, np.zeros((d, k))) or "an array was asked for.")
    if V.shape != (d, k):
        said = f"V has shape {V.shape}; shape {(d, k)} was asked for: one *column* for each component."
        more = " `[:, :k]` keeps two axes, `[:, k]` takes a single column out." if V.ndim == 1 else ""
        if V.shape == (k, d):
            turned = _dig_vectors_complaint(V.T, C, k) is None
            more = " Yours stand in the rows." if turned else " `[:k]` keeps k *rows*, `[:, :k]` keeps k columns."
        return said + more
    if V.dtype.kind == "c":
        if np.abs(V.imag).max() > 1e-9:
            return "V holds complex numbers. A symmetric matrix has real eigenvectors, and `np.linalg.eigh` finds them."
        V = V.real
    if not np.isfinite(V).all():
        return "V holds nan or infinite numbers. Was something divided by 0, or the root taken of a negative number?"
    scale, values = max(np.abs(C).max(), 1e-300), np.linalg.eigvalsh(C)[::-1]
    lengths = np.linalg.norm(V, axis=0)
    odd = np.flatnonzero(np.abs(lengths - 1) > 1e-7)
    rows = V.T if d == k else None
    if odd.size:
        return (
            f"Column {odd[0]} of V has the length {lengths[odd[0]]:.4g}. A component is a direction: its length is 1."
        )
    along = ((C @ V) * V).sum(axis=0)
    off = np.flatnonzero(np.linalg.norm(C @ V - V * along, axis=0) > 1e-6 * scale)
    if off.size:
        if rows is not None and np.linalg.norm(C @ rows - rows * ((C @ rows) * rows).sum(axis=0)) <= 1e-6 * scale:
            return "The *rows* of your V are eigenvectors of the covariance matrix; the columns should be."
        return f"Column {off[0]} of V is no eigenvector of the covariance matrix: C v is not a multiple of v."
    if np.abs(V.T @ V - np.eye(k)).max() > 1e-7:
        return "The columns of V are not at right angles to each other. Is one of them there twice?"
    if np.abs(along - values[:k]).max() > 1e-6 * scale:
        if np.abs(np.sort(along)[::-1] - values[:k]).max() <= 1e-6 * scale:
            return "The columns of V are the right ones in another order. The component of the largest variance comes first."
        if np.abs(along - values[::-1][:k]).max() <= 1e-6 * scale:
            return "The columns of V have the *smallest* variances. `np.linalg.eigh` gives eigenvalues in rising order."
        return "The columns of V are eigenvectors, but not those of the largest eigenvalues, the largest first."
    return None


def _dig_variances_complaint(variances, C, k: int, n: int | None = None) -> str | None:
    """Say what is wrong with the variances along the k first components."""
    values = np.maximum(np.linalg.eigvalsh(C)[::-1], 0)
    want, tol = values[:k], 1e-7 * max(values[0], 1e-300)
    if (
        isinstance(variances, np.ndarray)
        and variances.dtype.kind == "c"
        and np.abs(variances.imag).max(initial=0) < tol
    ):
        variances = variances.real
    reason = difference(variances, want, rtol=0, atol=tol)
    if reason is None:
        return None
    if not isinstance(variances, np.ndarray) or variances.shape != want.shape or variances.dtype.kind not in "fiu":
        return f"The variances: {reason}"
    known = [
        (np.sqrt(want), "These are standard deviations: the roots of the variances."),
        (want**2, "The variances are squared once too often: the eigenvalues of C are variances already."),
        (want[::-1], "The variances are in rising order; the largest comes first."),
        (values[::-1][:k], "The variances are the smallest ones: `np.linalg.eigh` gives eigenvalues in rising order."),
        (want / values.sum(), "These are shares of the total variance. The variances themselves were asked for."),
    ]
    if n is not None:
        known[:0] = [
            (want * (n - 1) / n, "The variances are divided by n; here it is n - 1."),
            (want * (n - 1), "The variances are not divided by n - 1."),
            (want * (n - 1) / max(n - 2, 1), "The variances are divided by n - 2; here it is n - 1."),
        ]
    for other, words in known:
        if np.abs(variances - other).max() <= tol and np.abs(other - want).max() > tol:
            return words
    return "The variances along the components are not right, the columns of V are."


def _dig_components_verdict(result, C, k) -> str | None:
    """Judge components and variances by what defines them: a sign, or a basis for equal variances, is free."""
    C = _dig_table(C)
    if not isinstance(result, list | tuple) or len(result) != 2:
        return difference(result, (np.zeros((len(C), k)), np.zeros(k)))
    V, variances = result
    if np.ndim(V) == 1 and np.ndim(variances) == 2:
        return "The two parts are exchanged: first V, then the variances."
    return _dig_vectors_complaint(V, C, k) or _dig_variances_complaint(variances, C, k)


def _dig_pca_verdict(result, X, k) -> str | None:
    """Judge coordinates, components, variances and mean."""
    X = _dig_table(X)
    (n, d), m = X.shape, X.mean(axis=0)
    if isinstance(result, dict) and "too large" in result:
        return (
            f"The result may be right, but at some time your function held as much memory as a large part of a {d} × {d} array: "
            f"features against features. The table has {n} points only: use the {n} × {n} products of points, `Xc @ Xc.T`."
        )
    if not isinstance(result, list | tuple) or len(result) != 4:
        return difference(result, (np.zeros((n, k)), np.zeros((d, k)), np.zeros(k), m))
    Z, V, variances, mean = result
    shapes = [np.shape(part) for part in (Z, V, variances, mean)]
    if shapes != [(n, k), (d, k), (k,), (d,)] and sorted(shapes) == sorted([(n, k), (d, k), (k,), (d,)]):
        return "The four parts come in another order. It is: Z, V, variances, m."
    reason = difference(mean, m)
    if reason is not None:
        zero = np.shape(mean) == (d,) and np.allclose(np.asarray(mean, dtype=float), 0)
        return f"The mean m, last of the four: {'it is zero. That of the points as they came was asked for.' if zero else reason}"
    D = X - m
    C = D.T @ D / (n - 1)
    reason = _dig_vectors_complaint(V, C, k)
    if reason is not None:
        other = np.shape(V) == (d, k) and _dig_vectors_complaint(V, X.T @ X, k) is None and np.abs(m).max() > 1e-6
        return (
            "Your components are eigenvectors of $\\mathbf{X}^\\top\\mathbf{X}$. The mean was not subtracted before."
            if other
            else reason
        )
    reason = _dig_variances_complaint(variances, C, k, n)
    if reason is not None:
        return reason
    V, tol = np.real(V), 1e-6 * max(np.abs(D).max(), 1e-300)
    reason = difference(Z, D @ V, atol=tol)
    if reason is None:
        return None
    if isinstance(Z, np.ndarray) and Z.shape == (n, k) and Z.dtype.kind in "fiu":
        if np.abs(Z - X @ V).max() <= tol:
            return "The coordinates Z are those of the points as they are; project the *centred* points."
        if np.abs(Z - (D - m) @ V).max() <= tol:
            return "The coordinates Z are shifted: the mean was subtracted twice. `Xc` is centred already, so `Z = Xc @ V`."
        if np.abs(np.abs(Z) - np.abs(D @ V)).max() <= tol:
            return "In Z and in V the signs do not belong together. If a column of V is turned round, so is that of Z: `Z = Xc @ V`."
        return "Components and variances are right, the coordinates Z are not: `Z = Xc @ V`."
    return f"The coordinates Z, first of the four: {reason}"


def _dig_covariance_verdict(result, X) -> str | None:
    """Judge a covariance matrix; for a single feature NumPy's own function forgets that it is a matrix."""
    X = _dig_table(X)
    n, d = X.shape
    want = _dig_cov(X)
    tol = 1e-9 * max(np.abs(want).max(), 1e-3)
    reason = difference(result, want, atol=tol)
    if reason is None:
        return None
    if d == 1 and np.ndim(result) == 0 and isinstance(result, np.ndarray | float):
        return "For a single feature the covariance matrix has shape (1, 1), and yours is a single number. `np.cov` does that; `np.atleast_2d` mends it."
    if isinstance(result, np.ndarray) and result.shape == want.shape and result.dtype.kind in "fiu":
        with np.errstate(all="ignore"):
            known = [
                (want * (n - 1) / n, "Every entry is divided by n; here it is n - 1."),
                (want * (n - 1), "Every entry is n - 1 times too large. Is the division missing" + (", or is it by d - 1?" if d == 2 else "?")),
                (want * (n - 1) / (d - 1), "Every entry is divided by d - 1, the number of features less one. It is n - 1, with n the number of points."),
                (want * (n - 1) / n - 1, "`/ n - 1` divides by n and then subtracts 1 from every entry. Brackets are missing: `/ (n - 1)`."),
                (X.T @ X / (n - 1), "The mean was not subtracted from the points."),
                (_dig_rows_out(X), "You subtracted from each *row* its own mean. Each feature has a mean: `X.mean(axis=0)`."),
                (want / np.sqrt(np.outer(np.diag(want), np.diag(want))), "These are correlations. The covariance matrix keeps the units: the variances stand on its diagonal."),
                (np.diag(np.diag(want)), "The variances on the diagonal are right. The covariances beside them are missing."),
            ]  # fmt: skip
        return next((words for other, words in known if difference(result, other, atol=tol) is None), reason)
    return reason


_DIG_FIVE = np.array([[9.0, 9.0], [11.0, 5.0], [1.0, 5.0], [3.0, 1.0], [6.0, 5.0]])
_DIG_WHOLE = np.array([[1, 7, 2], [4, 1, 9], [3, 8, 2], [8, 3, 4]])
_DIG_SQUARE = np.array([[2.0, 0.5, 7.0], [4.0, -1.5, 1.0], [9.0, 2.5, 4.0]])
_DIG_FOUR = np.array([[2.0, 5.0, 1.0, 0.5], [7.0, 3.0, -4.0, 2.0], [4.0, 9.0, 6.0, -3.0], [-1.0, 1.0, 3.0, 8.5], [3.0, -6.0, 2.0, 4.0], [6.0, 0.0, 9.0, 1.5]])  # fmt: skip
_DIG_WIDE = np.array([[3, 0, 7, 1, 4, 2], [8, 5, 2, 1, 0, 6], [1, 9, 3, 1, 5, 2], [4, 2, 6, 1, 9, 7]])
_DIG_TWO = np.array([[2.0, 4.0, 4.0, 7.0], [0.0, 0.0, 0.0, -1.0]])
_DIG_HOLE = np.array([[1.0, np.nan], [2.0, 3.0], [0.0, 1.0]])
_DIG_SAME = np.array([[2.0, 5.0, 1.0], [2.0, 5.0, 1.0], [4.0, 6.0, 3.0]])
_DIG_TURN = np.array([[0.6, -0.8], [0.8, 0.6]])
_DIG_MIX = np.array([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]])
_DIG_LONG = np.round(np.random.default_rng(47).normal(size=(6, 600)) * [[3], [2], [5], [1], [4], [2]], 1)


def _dig_cloud(rng: np.random.Generator, n: int, d: int, scale: float = 5.0) -> np.ndarray:
    """Draw points whose variances along the components fall by a half from one to the next, and whose mean is not 0."""
    r = min(n - 1, d)
    weights = rng.normal(size=(n, r))
    U, _ = np.linalg.qr(weights - weights.mean(axis=0))
    V, _ = np.linalg.qr(rng.normal(size=(d, r)))
    return scale * np.sqrt(n - 1) * (U * 0.7 ** np.arange(r)) @ V.T + rng.uniform(2, 9, size=d)


def _dig_basis(rng: np.random.Generator, d: int, k: int) -> np.ndarray:
    return np.linalg.qr(rng.normal(size=(d, k)))[0]


def _dig_bad_tables(rng: np.random.Generator, *further) -> list[Case]:
    infinite = rng.normal(size=(4, 3))
    infinite[1, 2] = np.inf
    return [
        Case("an infinite entry", (infinite, *further), raises=ValueError),
        Case("one axis in place of two", (rng.normal(size=5), *further), raises=ValueError),
        Case("three axes: images not laid out as rows", (rng.normal(size=(2, 3, 3)), *further), raises=ValueError),
        Case("no points", (np.zeros((0, 3)), *further), raises=ValueError),
        Case("words in place of numbers", (np.array([["one", "two"], ["three", "four"]]), *further), raises=ValueError),
    ]


def _more_dig_centre(rng: np.random.Generator) -> list[Case]:
    def case(probe, X):
        return Case(probe, (X,), expect=REFERENCE)

    return [
        case("more points than features", np.round(rng.normal(4, 2, size=(7, 3)), 1)),
        case("as many points as features", np.round(rng.normal(-3, 2, size=(4, 4)), 1)),
        case("one point", rng.normal(size=(1, 5))),
        case("one feature", rng.normal(2, 1, size=(6, 1))),
        case("whole numbers", rng.integers(0, 17, size=(6, 4))),
        case("whole numbers of a small type", rng.integers(100, 127, size=(9, 3)).astype(np.int8)),
        case("pixels without sign", rng.integers(0, 256, size=(5, 8)).astype(np.uint8)),
        case("a feature that never changes", np.column_stack([np.full(5, 3.0), rng.normal(size=(5, 2))])),
        *_dig_bad_tables(rng),
    ]


def _more_dig_covariance(rng: np.random.Generator) -> list[Case]:
    def case(probe, X):
        return Case(probe, (X,), holds=_dig_covariance_verdict)

    return [
        case("more points than features", np.round(rng.normal(4, 2, size=(7, 3)), 1)),
        case("as many points as features", np.round(rng.normal(-3, 2, size=(4, 4)), 1)),
        case("more features than points", rng.normal(1, 2, size=(3, 6))),
        case("two points", rng.normal(1, 2, size=(2, 3))),
        case("one feature", rng.normal(2, 1, size=(6, 1))),
        case("whole numbers of a small type", rng.integers(90, 127, size=(9, 3)).astype(np.int8)),
        case("a feature that never changes", np.column_stack([np.full(5, 3.0), rng.normal(2, 1, size=(5, 2))])),
        case("a thousand points far from the origin", rng.normal(1000, 3, size=(1000, 5))),
        Case("a single point", (rng.normal(size=(1, 3)),), raises=ValueError),
        *_dig_bad_tables(rng),
    ]


def _more_dig_components(rng: np.random.Generator) -> list[Case]:
    def case(probe, C, k):
        return Case(probe, (C, k), holds=_dig_components_verdict, same="column_signs")

    def of(n, d):
        return np.cov(_dig_cloud(rng, n, d), rowvar=False)

    crooked = of(9, 3)
    crooked[0, 2] += 1.0
    order = rng.permutation(5)
    while (np.diff(order) < 0).all() or (np.diff(order) > 0).all():
        order = rng.permutation(5)
    return [
        case("two features, one component", of(9, 2), 1),
        case("five features, three components", of(12, 5), 3),
        case("all components", of(12, 4), 4),
        case("a diagonal matrix, in no order", np.diag(np.array([9.0, 5.0, 3.0, 2.0, 1.0])[order]), 5),
        case("fewer points than features: variances of 0", of(4, 6), 5),
        case("whole numbers", np.diag(rng.permutation([2, 5, 9])) + np.ones((3, 3), dtype=int), 2),
        case("twenty features", of(60, 20), 4),
        case("two equal variances: any pair of directions in their plane", np.diag([2.0, 7.0, 7.0]), 2),
        case("variances far below 1", 1e-6 * of(12, 4), 2),
        Case("k = 0", (crooked[:1, :1], 0), raises=ValueError),
        Case("more components than features", (of(9, 3), 4), raises=ValueError),
        Case("k is not whole", (of(9, 3), 1.5), raises=ValueError),
        Case("not symmetric", (crooked, 2), raises=ValueError),
        Case("not square", (rng.normal(size=(3, 4)), 2), raises=ValueError),
        Case("one axis", (rng.normal(size=4), 1), raises=ValueError),
        Case("an infinite entry", (np.array([[np.inf, 0.0], [0.0, 1.0]]), 1), raises=ValueError),
    ]


def _more_dig_projection(rng: np.random.Generator) -> list[Case]:
    def case(probe, X, k):
        return Case(probe, (X, np.round(rng.normal(3, 1, X.shape[1]), 1), _dig_basis(rng, X.shape[1], k)), REFERENCE)

    X, m, V = rng.normal(2, 3, size=(5, 4)), rng.normal(size=4), _dig_basis(rng, 4, 2)
    hole = X.copy()
    hole[2, 1] = np.nan
    return [
        case("several points, two components", rng.normal(2, 3, size=(7, 4)), 2),
        case("one new point", rng.normal(2, 3, size=(1, 5)), 2),
        case("one component", rng.normal(2, 3, size=(6, 3)), 1),
        case("as many components as features", rng.normal(2, 3, size=(5, 3)), 3),
        case("as many points as features", rng.normal(2, 3, size=(4, 4)), 2),
        case("whole numbers", rng.integers(0, 17, size=(6, 4)), 3),
        case("pixels without sign", rng.integers(0, 256, size=(4, 9)).astype(np.uint8), 2),
        Case("points with a feature too many", (rng.normal(size=(5, 5)), m, V), raises=ValueError),
        Case("a mean that is too short", (X, m[:3], V), raises=ValueError),
        Case("a mean of one entry", (X, m[:1], V), raises=ValueError),
        Case("a mean with two axes", (X, m[None, :], V), raises=ValueError),
        Case("components as rows", (X, m, V.T.copy()), raises=ValueError),
        Case("a component with one axis", (X, m, V[:, 0].copy()), raises=ValueError),
        Case("a point with one axis", (X[0], m, V), raises=ValueError),
        Case("nan among the points", (hole, m, V), raises=ValueError),
    ]


def _more_dig_pca(rng: np.random.Generator) -> list[Case]:
    def case(probe, X, k):
        return Case(probe, (X, k), holds=_dig_pca_verdict, same="column_signs")

    return [
        case("twelve points, two components", _dig_cloud(rng, 12, 4), 2),
        case("one component", _dig_cloud(rng, 8, 3), 1),
        case("all components", _dig_cloud(rng, 10, 5), 5),
        case("whole numbers", rng.integers(0, 17, size=(15, 4)), 3),
        case("pixels without sign", rng.integers(0, 256, size=(20, 6)).astype(np.uint8), 2),
        case("fewer points than features", _dig_cloud(rng, 4, 6), 3),
        case("more components than directions: variances of 0", _dig_cloud(rng, 3, 5), 4),
        case("a feature that never changes", np.column_stack([np.full(9, 5.0), _dig_cloud(rng, 9, 3)]), 3),
        case("two points", _dig_cloud(rng, 2, 3), 1),
        case("200 points with 30 features", _dig_cloud(rng, 200, 30), 5),
        Case("a single point", (rng.normal(size=(1, 3)), 1), raises=ValueError),
        Case("k = 0", (_dig_cloud(rng, 8, 3), 0), raises=ValueError),
        Case("more components than features", (_dig_cloud(rng, 8, 3), 4), raises=ValueError),
        Case("k is not whole", (_dig_cloud(rng, 8, 3), 2.5), raises=ValueError),
        *_dig_bad_tables(rng, 1),
    ]


def _more_dig_dual(rng: np.random.Generator) -> list[Case]:
    def case(probe, X, k):
        return Case(probe, (X, k), holds=_dig_pca_verdict, same="column_signs")

    double = _dig_cloud(rng, 3, 6)[[0, 1, 2, 0, 1]]
    return [
        case("five points, nine features", _dig_cloud(rng, 5, 9), 2),
        case("all that there are: n - 1, of 500 features", _dig_cloud(rng, 6, 500), 5),
        case("whole numbers", rng.integers(0, 17, size=(5, 11)), 3),
        case("pixels without sign, 640 of them", rng.integers(0, 256, size=(6, 640)).astype(np.uint8), 2),
        case("more points than features", _dig_cloud(rng, 15, 4), 3),
        case("a point that is there twice", double, 2),
        case("a long row: 8 points with 600 features", _dig_cloud(rng, 8, 600), 3),
        case("small numbers", 1e-4 * _dig_cloud(rng, 5, 9), 2),
        Case("more components than directions", (double, 3), raises=ValueError),
        Case("k = n", (_dig_cloud(rng, 4, 9), 4), raises=ValueError),
        Case("more components than features", (_dig_cloud(rng, 9, 3), 4), raises=ValueError),
        Case("k = 0", (_dig_cloud(rng, 4, 9), 0), raises=ValueError),
        Case("k is not whole", (_dig_cloud(rng, 4, 9), 1.5), raises=ValueError),
        Case("a single point", (rng.normal(size=(1, 6)), 1), raises=ValueError),
        *_dig_bad_tables(rng, 1),
    ]


def _more_dig_reconstruct(rng: np.random.Generator) -> list[Case]:
    def case(probe, Z, d):
        return Case(probe, (Z, np.round(rng.normal(3, 1, d), 1), _dig_basis(rng, d, Z.shape[1])), REFERENCE)

    Z, m, V = rng.normal(2, 3, size=(5, 2)), rng.normal(size=4), _dig_basis(rng, 4, 2)
    hole = Z.copy()
    hole[2, 1] = np.inf
    return [
        case("several points, two components", rng.normal(2, 3, size=(7, 2)), 4),
        case("one point", rng.normal(2, 3, size=(1, 2)), 5),
        case("one component", rng.normal(2, 3, size=(6, 1)), 3),
        case("as many components as features", rng.normal(2, 3, size=(5, 3)), 3),
        case("as many points as features", rng.normal(2, 3, size=(4, 2)), 4),
        case("coordinates in whole numbers", rng.integers(-9, 9, size=(6, 3)), 5),
        case("all coordinates 0", np.zeros((3, 2)), 4),
        Case("a column too many in Z", (rng.normal(size=(5, 3)), m, V), raises=ValueError),
        Case("a mean that is too short", (Z, m[:3], V), raises=ValueError),
        Case("a mean of one entry", (Z, m[:1], V), raises=ValueError),
        Case("a mean with two axes", (Z, m[None, :], V), raises=ValueError),
        Case("components as rows", (Z, m, V.T.copy()), raises=ValueError),
        Case("coordinates with one axis", (Z[0], m, V), raises=ValueError),
        Case("an infinite coordinate", (hole, m, V), raises=ValueError),
    ]


def _more_dig_ratio(rng: np.random.Generator) -> list[Case]:
    def case(probe, X, V):
        return Case(probe, (X, V), REFERENCE)

    def best(n, d, k):
        X = _dig_cloud(rng, n, d)
        return X, _dig_top(_dig_cov(X), k)[0]

    X = _dig_cloud(rng, 9, 4)
    return [
        case("the first two components", *best(12, 4, 2)),
        case("one component", *best(9, 3, 1)),
        case("all components", *best(10, 5, 5)),
        case("directions that are no components", _dig_cloud(rng, 9, 4), _dig_basis(rng, 4, 2)),
        case("whole numbers", rng.integers(0, 17, size=(7, 3)), _dig_basis(rng, 3, 2)),
        case("two points", *best(2, 3, 1)),
        case("more features than points", *best(4, 9, 2)),
        case("small numbers", 1e-4 * _dig_cloud(rng, 9, 4), _dig_basis(rng, 4, 2)),
        Case(
            "all points the same",
            (np.tile(rng.integers(1, 9, size=4), (5, 1)), _dig_basis(rng, 4, 2)),
            raises=ValueError,
        ),
        Case("a single point", (rng.integers(1, 9, size=(1, 4)), _dig_basis(rng, 4, 2)), raises=ValueError),
        Case("components as rows", (X, _dig_basis(rng, 4, 2).T.copy()), raises=ValueError),
        Case("a direction with one axis", (X, _dig_basis(rng, 4, 1)[:, 0].copy()), raises=ValueError),
        *_dig_bad_tables(rng, _dig_basis(rng, 3, 2)),
    ]


PCA: tuple[Exercise, ...] = (
    Exercise(
        id="c1w4.centre",
        title="Centre the data",
        points=10,
        arguments=("X",),
        hints=(
            "How many means are there: one for each point, or one for each feature? Which axis runs down the points?",
            "Make a new array of floats and refuse bad input. `m` is the mean along axis 0; NumPy subtracts it from every row.",
            "`X = np.array(X, dtype=float)`, then the refusals (`X.ndim`, `X.size`, `np.isfinite`), then `m = X.mean(axis=0)` and `return X - m, m`.",
        ),
        cases=(
            Case("five points", (_DIG_FIVE,), (_DIG_FIVE - [6.0, 5.0], np.array([6.0, 5.0]))),
            Case(
                "whole numbers",
                (_DIG_WHOLE,),
                (_DIG_WHOLE - np.array([4.0, 4.75, 4.25]), np.array([4.0, 4.75, 4.25])),
            ),
            Case(
                "as many points as features",
                (_DIG_SQUARE,),
                (_DIG_SQUARE - np.array([5.0, 0.5, 4.0]), np.array([5.0, 0.5, 4.0])),
            ),
            Case("one point", (np.array([[2.0, -1.0, 4.0]]),), (np.zeros((1, 3)), np.array([2.0, -1.0, 4.0]))),
            Case("nan among the entries", (_DIG_HOLE,), raises=ValueError),
            Case("a point with one axis", (np.array([1.0, 2.0, 4.0]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You took the mean of each *row*: one number for each point. The mean of the points has one entry for each feature, `axis=0`, down the rows.",
                wrong=_dig_centred(lambda X: (X - X.mean(axis=1, keepdims=True), X.mean(axis=1))),
            ),
            Slip(
                "You subtracted `X.mean(axis=1)`: one number for each *point*, laid along the features. Where the numbers of points and features differ, NumPy "
                "stops; where they are equal, the result is wrong without a word. Features are columns, so take `axis=0`.",
                wrong=_dig_centred(lambda X: (X - X.mean(axis=1), X.mean(axis=1))),
            ),
            Slip(
                "You subtracted one number, the mean of all entries. Each feature has a mean of its own: `X.mean(axis=0)`.",
                wrong=_dig_centred(lambda X: (X - X.mean(), np.full(X.shape[1], X.mean()))),
            ),
            Slip(
                "Your mean is a single number, that of all entries together, `np.mean(X)`. Each feature has a mean of its own: `axis=0`, shape (d,).",
                wrong=_dig_centred(lambda X: (X - X.mean(), X.mean())),
            ),
            Slip(
                "These are sums, not means: divide by the number of points, or take `X.mean(axis=0)`.",
                wrong=_dig_centred(lambda X: (X - X.sum(axis=0), X.sum(axis=0))),
            ),
            Slip(
                "You divided by the standard deviation as well. That standardises; to centre is to subtract the mean, nothing else.",
                wrong=_dig_centred(
                    lambda X: (
                        (X - X.mean(axis=0)) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1),
                        X.mean(axis=0),
                    )
                ),
            ),
            Slip(
                "The points are centred, but the mean that came out is a row with two axes, shape (1, d). One axis was asked for, shape (d,).",
                wrong=_dig_centred(lambda X: (X - X.mean(axis=0), X.mean(axis=0, keepdims=True))),
            ),
            Slip(
                "The mean that came out is that of the *centred* points, which is zero up to rounding. Keep the mean that you subtracted.",
                wrong=_dig_centred(lambda X: (X - X.mean(axis=0), (X - X.mean(axis=0)).mean(axis=0))),
            ),
            Slip(
                "The differences were right before they were written down: your array was made from whole numbers and cuts the decimals off. "
                "Begin with floats, `X = np.array(X, dtype=float)`.",
                wrong=_dig_cut,
            ),
        ),
        more=_more_dig_centre,
    ),
    Exercise(
        id="c1w4.covariance_matrix",
        title="The covariance matrix",
        points=10,
        arguments=("X",),
        hints=(
            "What shape must the result have, if entry (j, k) belongs to the features j and k?",
            "Centre the points first. Then multiply so that the sum runs over the points, $\\mathbf{X}_c^\\top\\mathbf{X}_c$, and divide by $n - 1$.",
            "With `Xc, m = centre(X)`: refuse fewer than two rows, then `return Xc.T @ Xc / (len(Xc) - 1)`.",
        ),
        cases=(
            Case("five points", (_DIG_FIVE,), holds=_dig_covariance_verdict),
            Case("whole numbers", (_DIG_WHOLE,), holds=_dig_covariance_verdict),
            Case("as many points as features", (_DIG_SQUARE,), holds=_dig_covariance_verdict),
            Case("two points, four features", (_DIG_TWO,), holds=_dig_covariance_verdict),
            Case("one feature: its variance", (np.array([[1.0], [4.0], [7.0]]),), holds=_dig_covariance_verdict),
            Case("a single point", (np.array([[3.0, 1.0]]),), raises=ValueError),
            Case("nan among the entries", (_DIG_HOLE,), raises=ValueError),
        ),
        slips=(
            Slip(
                "You divided by n. Here, as in scikit-learn's PCA, it is n - 1: the deviations add up to 0, so only n - 1 of them are free.",
                wrong=_dig_spread(lambda X, n: _dig_cov(X, ddof=0)),
            ),
            Slip(
                "The points were not centred: without subtracting the mean, the products also measure how far the cloud is from the origin.",
                wrong=_dig_spread(lambda X, n: X.T @ X / (n - 1)),
            ),
            Slip(
                "Your matrix compares points with points, n × n: $\\mathbf{X}_c\\mathbf{X}_c^\\top$. Covariances are between features, d × d: "
                "$\\mathbf{X}_c^\\top\\mathbf{X}_c$.",
                wrong=_dig_spread(lambda X, n: (X - X.mean(axis=0)) @ (X - X.mean(axis=0)).T / (n - 1)),
            ),
            Slip(
                "This is the covariance of the *rows*, as `np.cov(X)` gives it, or of means along `axis=1`. A feature is a column here.",
                wrong=_dig_spread(
                    lambda X, n: (
                        (X - X.mean(axis=1, keepdims=True)) @ (X - X.mean(axis=1, keepdims=True)).T / (X.shape[1] - 1)
                    )
                ),
            ),
            Slip(
                "You subtracted one mean of all entries together. Each feature has its own: `axis=0`.",
                wrong=_dig_spread(lambda X, n: (X - X.mean()).T @ (X - X.mean()) / (n - 1)),
            ),
            Slip(
                "The sum of the products was not divided. Divide by n - 1, or the numbers grow with the number of points.",
                wrong=_dig_spread(lambda X, n: _dig_cov(X) * (n - 1)),
            ),
            Slip(
                "These are correlations: the features were standardised first. The covariance matrix keeps the units, with the variances on its diagonal.",
                wrong=_dig_spread(lambda X, n: np.atleast_2d(np.corrcoef(X, rowvar=False))),
            ),
        ),
        more=_more_dig_covariance,
    ),
    Exercise(
        id="c1w4.principal_components",
        title="Components from the covariance matrix",
        points=15,
        arguments=("C", "k"),
        hints=(
            "Print what `np.linalg.eigh` returns for the first case. In which order do the eigenvalues come, and where does the vector stand that belongs to the last?",
            "Refuse bad input. Find eigenvalues and eigenvectors, put *both* into falling order, keep the first k: eigenvectors are columns, so they are reordered along axis 1.",
            "`values, vectors = np.linalg.eigh(C)`, `order = np.argsort(values)[::-1][:k]`, `return vectors[:, order], values[order]`.",
        ),
        cases=(
            Case(
                "two features, one component",
                (np.array([[17.0, 6.0], [6.0, 8.0]]), 1),
                holds=_dig_components_verdict,
                same="column_signs",
            ),
            Case(
                "two features, both components",
                (np.array([[17.0, 6.0], [6.0, 8.0]]), 2),
                holds=_dig_components_verdict,
                same="column_signs",
            ),
            Case(
                "a diagonal matrix, in no order",
                (np.diag([2.0, 9.0, 5.0]), 3),
                holds=_dig_components_verdict,
                same="column_signs",
            ),
            Case("three features, two components", (_DIG_MIX, 2), holds=_dig_components_verdict, same="column_signs"),
            Case(
                "whole numbers",
                (np.array([[3, 1, 1], [1, 6, 1], [1, 1, 10]]), 2),
                holds=_dig_components_verdict,
                same="column_signs",
            ),
            Case(
                "a direction without variance",
                (np.array([[4.0, 2.0], [2.0, 1.0]]), 2),
                holds=_dig_components_verdict,
                same="column_signs",
            ),
            Case("more components than features", (np.eye(2), 3), raises=ValueError),
            Case("not symmetric", (np.array([[2.0, 1.0], [0.0, 3.0]]), 1), raises=ValueError),
        ),
        slips=(
            Slip(
                "You kept the directions of *smallest* variance. `np.linalg.eigh` gives its eigenvalues in rising order, and `np.argsort` sorts that way, too. Print "
                "the eigenvalues.",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[:, :k], values[:k])),
            ),
            Slip(
                "The variances are in falling order, but the eigenvectors are still in that of `np.linalg.eigh`: reorder the columns of `vectors` in the same way.",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[:, :k], values[::-1][:k])),
            ),
            Slip(
                "The eigenvectors are right, but the variances are the first ones of `np.linalg.eigh`, the smallest. Reorder them in the same way as the columns.",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[:, ::-1][:, :k], values[:k])),
            ),
            Slip(
                "You put the *rows* of `vectors` into another order, as `vectors[::-1]` or `vectors[order]` does: that mixes up the entries of each eigenvector. The "
                "eigenvectors are columns, `vectors[:, ::-1]` or `vectors[:, order]`.",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[::-1][:, :k], values[::-1][:k])),
            ),
            Slip(
                "You took the *rows* of `vectors` for the eigenvectors. `np.linalg.eigh` puts them into the columns: `vectors[:, j]` belongs to `values[j]`.",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[::-1].T[:, :k], values[::-1][:k])),
            ),
            Slip(
                "The components stand in the rows of V, as scikit-learn has them. In this assignment they are columns: shape (d, k).",
                wrong=_dig_pairs(lambda values, vectors, k: (vectors[:, ::-1][:, :k].T, values[::-1][:k])),
            ),
            Slip(
                "You used `np.linalg.eig`, which promises no order, and kept the columns that came first. Sort by eigenvalue, or use `np.linalg.eigh`, made for symmetric "
                "matrices: real results, in rising order.",
                wrong=_dig_unordered,
            ),
            Slip(
                "The columns are stretched by the standard deviations. A component has the length 1; how far the points spread along it is in the variances.",
                wrong=_dig_pairs(
                    lambda values, vectors, k: (
                        (vectors * np.sqrt(np.maximum(values, 0)))[:, ::-1][:, :k],
                        values[::-1][:k],
                    )
                ),
            ),
            Slip(
                "The two parts are exchanged: first V, then the variances. NumPy's `eigh` has them the other way round.",
                wrong=_dig_pairs(lambda values, vectors, k: (values[::-1][:k], vectors[:, ::-1][:, :k])),
            ),
        ),
        more=_more_dig_components,
    ),
    Exercise(
        id="c1w4.projection_onto_components",
        title="Coordinates along components",
        points=10,
        arguments=("X", "m", "V"),
        hints=(
            "From where are coordinates along a component counted: from the origin, or from the mean?",
            "Refuse bad input and sizes that do not fit. Subtract `m` from every row, then multiply by `V`: every point meets every column of V in a dot product.",
            "After `X, m, V = (np.array(part, dtype=float) for part in (X, m, V))` and the refusals: `return (X - m) @ V`.",
        ),
        cases=(
            Case(
                "five points, one component",
                (_DIG_FIVE, np.array([6.0, 5.0]), np.array([[2.0], [1.0]]) / np.sqrt(5)),
                (_DIG_FIVE - [6.0, 5.0]) @ np.array([[2.0], [1.0]]) / np.sqrt(5),
            ),
            Case(
                "three points, both components",
                (np.array([[4.0, 3.0], [1.0, 8.0], [0.0, -2.0]]), np.array([1.0, -1.0]), _DIG_TURN),
                np.array([[5.0, 0.0], [7.2, 5.4], [-1.4, 0.2]]),
            ),
            Case(
                "one new point",
                (
                    np.array([[9.0, 4.0, 2.0]]),
                    np.array([4.0, 4.0, 2.0]),
                    np.array([[0.6, 0.0], [0.8, 0.0], [0.0, 1.0]]),
                ),
                np.array([[3.0, 0.0]]),
            ),
            Case(
                "as many points as features, in whole numbers",
                (np.array([[1, 2], [5, 3]]), np.array([0.5, 2.5]), np.array([[0.6], [0.8]])),
                np.array([[-0.1], [3.1]]),
            ),
            Case(
                "a mean that is too short", (_DIG_SQUARE, np.array([5.0]), np.eye(3)[:, :2].copy()), raises=ValueError
            ),
            Case(
                "components as rows", (_DIG_SQUARE, np.array([5.0, 0.5, 4.0]), np.eye(3)[:2].copy()), raises=ValueError
            ),
            Case("nan among the points", (_DIG_HOLE, np.array([6.0, 5.0]), _DIG_TURN), raises=ValueError),
        ),
        slips=(
            Slip(
                "You projected the points as they are. Subtract `m` first: coordinates along components are counted from the mean.",
                wrong=_dig_coordinates(lambda X, m, V: X @ V),
            ),
            Slip(
                "You subtracted the mean of *these* points. Subtract the `m` that was handed over: it belongs to the data on which the components were found, and a single "
                "new point would otherwise always land on zero.",
                wrong=_dig_coordinates(lambda X, m, V: (X - X.mean(axis=0)) @ V),
            ),
            Slip(
                "These are points again, with one entry for each feature: you multiplied by $\\mathbf{V}\\mathbf{V}^\\top$. The coordinates are one step "
                "earlier, $\\mathbf{X}_c\\mathbf{V}$, k numbers for each point.",
                wrong=_dig_coordinates(lambda X, m, V: (X - m) @ V @ V.T),
            ),
            Slip(
                "The mean was added where it has to be subtracted: a point that lies on the mean has the coordinates 0.",
                wrong=_dig_coordinates(lambda X, m, V: (X + m) @ V),
            ),
            Slip(
                "The coordinates are right, but each point came out as a column. Points are rows here, going in and coming out: shape (n, k).",
                wrong=_dig_coordinates(lambda X, m, V: ((X - m) @ V).T),
            ),
            Slip(
                "You multiplied by the transpose of V, that is, by its rows. The components are its *columns*: `(X - m) @ V`.",
                wrong=_dig_coordinates(lambda X, m, V: (X - m) @ V.T if V.shape[0] == V.shape[1] else (X - m) @ V),
            ),
        ),
        more=_more_dig_projection,
    ),
    Exercise(
        id="c1w4.pca",
        title="Principal component analysis",
        points=15,
        arguments=("X", "k"),
        hints=(
            "You have every step already. What goes into each, and which of them needs the mean?",
            "Centre for the mean; covariance matrix of the points; its first k components with their variances; coordinates of the points along them.",
            "`Xc, m = centre(X)`, `V, variances = principal_components(covariance_matrix(X), k)`, `Z = projection_onto_components(X, m, V)`, "
            "`return Z, V, variances, m`.",
        ),
        cases=(
            Case("five points, one component", (_DIG_FIVE, 1), holds=_dig_pca_verdict, same="column_signs"),
            Case("six points, two components", (_DIG_FOUR, 2), holds=_dig_pca_verdict, same="column_signs"),
            Case("all components", (_DIG_FOUR, 4), holds=_dig_pca_verdict, same="column_signs"),
            Case("whole numbers", (_DIG_WHOLE, 2), holds=_dig_pca_verdict, same="column_signs"),
            Case("as many points as features", (_DIG_SQUARE, 2), holds=_dig_pca_verdict, same="column_signs"),
            Case("more features than points", (_DIG_WIDE, 3), holds=_dig_pca_verdict, same="column_signs"),
            Case("a single point", (np.array([[1.0, 2.0]]), 1), raises=ValueError),
            Case("k = 0", (_DIG_FIVE, 0), raises=ValueError),
        ),
        slips=(
            Slip(
                "The mean was never subtracted: the components are eigenvectors of $\\mathbf{X}^\\top\\mathbf{X}$, and the first of them points more or less at the mean.",
                wrong=_dig_whole("uncentred"),
            ),
            Slip(
                "Components and variances are right, but the coordinates are those of the points as they are. Project the centred points.",
                wrong=_dig_whole("X projected"),
            ),
            Slip(
                "The variances are divided by n; in this assignment it is n - 1. The directions do not notice it, the variances do.",
                wrong=_dig_whole("n"),
            ),
            Slip(
                "These are the components with the *smallest* variances. `np.linalg.eigh` and `np.argsort` both put the smallest first.",
                wrong=_dig_whole("rising"),
            ),
            Slip(
                "V has the components in its rows. Here they are columns, shape (d, k), and then `Z = Xc @ V`.",
                wrong=_dig_whole("rows"),
            ),
            Slip(
                "The features were divided by their standard deviations first. That is PCA of the standardised data; here they keep their units.",
                wrong=_dig_whole("standardised"),
            ),
            Slip(
                "The coordinates were divided by the standard deviations along the components, so that each has variance 1. Here Z keeps its spread: `Z = Xc @ V`.",
                wrong=_dig_whole("whitened"),
            ),
            Slip(
                "The four parts are right and come in another order. It is: Z, V, variances, m.",
                wrong=_dig_whole("order"),
            ),
        ),
        more=_more_dig_pca,
    ),
    Exercise(
        id="c1w4.pca_high_dimensional",
        title="PCA with more features than points",
        points=20,
        arguments=("X", "k"),
        probe=Named("utils.learn.probes.in_bounds"),
        hints=(
            "Which of $\\mathbf{X}_c^\\top\\mathbf{X}_c$ and $\\mathbf{X}_c\\mathbf{X}_c^\\top$ is the small one here? If $\\mathbf{w}$ is an eigenvector of the small one, how many entries has it, "
            "and how do you get one with d entries?",
            "Eigenvalues $\\mu$ and eigenvectors $\\mathbf{w}$ of $\\mathbf{X}_c\\mathbf{X}_c^\\top$, in falling order, the first k. Each component is $\\mathbf{X}_c^\\top\\mathbf{w}$, "
            "brought to length 1 by dividing by $\\sqrt{\\mu}$. The variances are $\\mu/(n - 1)$. Before dividing, refuse if the last $\\mu$ that you keep counts as 0.",
            "`mu, W = np.linalg.eigh(Xc @ Xc.T)`, `mu, W = mu[::-1][:k], W[:, ::-1][:, :k]`; refuse if `mu[-1] <= 1e-10 * mu[0]`; `V = Xc.T @ W / np.sqrt(mu)`; "
            "`return Xc @ V, V, mu / (n - 1), m`.",
        ),
        cases=(
            Case("two points, four features", (_DIG_TWO, 1), holds=_dig_pca_verdict, same="column_signs"),
            Case(
                "four points in whole numbers, two components",
                (_DIG_WIDE, 2),
                holds=_dig_pca_verdict,
                same="column_signs",
            ),
            Case("all that there are: n - 1", (_DIG_WIDE, 3), holds=_dig_pca_verdict, same="column_signs"),
            Case("more points than features", (_DIG_FOUR, 2), holds=_dig_pca_verdict, same="column_signs"),
            Case("a long row: 6 points with 600 features", (_DIG_LONG, 3), holds=_dig_pca_verdict, same="column_signs"),
            Case("k = n", (_DIG_WIDE, 4), raises=ValueError),
            Case("a point that is there twice: one direction, not two", (_DIG_SAME, 2), raises=ValueError),
        ),
        slips=(
            Slip(
                "V holds the eigenvectors of the small matrix, with one entry for each *point*. A component has one entry for each feature: $\\mathbf{X}_c^\\top\\mathbf{w}$, "
                "divided by its length.",
                wrong=_dig_dual("small"),
            ),
            Slip(
                "The components are not of length 1: $\\mathbf{X}_c^\\top\\mathbf{w}$ has the length $\\sqrt{\\mu}$. Divide each column by it.",
                wrong=_dig_dual("long"),
            ),
            Slip(
                "You divided by $\\mu$. It is the *squared* length of $\\mathbf{X}_c^\\top\\mathbf{w}$; divide by its root.",
                wrong=_dig_dual("no root"),
            ),
            Slip(
                "The columns are too long by the factor $\\sqrt{n-1}$: you divided by the standard deviations, $\\sqrt{\\mu/(n-1)}$. The length of $\\mathbf{X}_c^\\top\\mathbf{w}$ is "
                "$\\sqrt{\\mu}$, with $\\mu$ the eigenvalue of $\\mathbf{X}_c\\mathbf{X}_c^\\top$ before it is divided by n - 1.",
                wrong=_dig_dual("n - 1"),
            ),
            Slip(
                "The variances are the eigenvalues of $\\mathbf{X}_c\\mathbf{X}_c^\\top$ themselves. Those of the covariance matrix are smaller: divide by n - 1.",
                wrong=_dig_dual("undivided"),
            ),
            Slip(
                "The variances are divided by n; here it is n - 1, with n the number of points.", wrong=_dig_dual("n")
            ),
            Slip(
                "The variances are divided by d - 1, the number of features less one. It is n - 1, with n the number of points, although the small matrix comes from the other product.",
                wrong=_dig_dual("d - 1"),
            ),
            Slip(
                "The mean was not subtracted before the products of the points were taken. The first component then points more or less at the mean.",
                wrong=_dig_dual("uncentred"),
            ),
            Slip(
                "You kept the first columns of `np.linalg.eigh`, which belong to the smallest eigenvalues. One of these is always 0, since the deviations add up to zero.",
                wrong=_dig_dual("rising"),
            ),
            Slip(
                "Components and variances are right, but the coordinates are those of the points as they are. Project the centred points.",
                wrong=_dig_dual("X projected"),
            ),
            Slip(
                "On the way your function held as much memory as a large part of a d × d array, features against features. With a million features nobody could store that. Take the products of "
                "points, `Xc @ Xc.T`, n × n. (If you used `np.linalg.svd`: it makes a d × d factor unless told `full_matrices=False`.) Your results may be right otherwise.",
                wrong=_dig_dual("large"),
            ),
            Slip(
                "Where the points do not spread in k directions, your function divides by the root of something that is 0 up to rounding, and what comes out is noise. Compare the last $\\mu$ with the "
                "first, and refuse.",
                wrong=_dig_dual("unchecked"),
            ),
        ),
        more=_more_dig_dual,
    ),
    Exercise(
        id="c1w4.reconstruct",
        title="Back to points",
        points=10,
        arguments=("Z", "m", "V"),
        hints=(
            "A point has k coordinates. Which mix of the components do they stand for, and what has to be added to it?",
            "Coordinate times component, summed up: for all points at once that is Z times the transpose of V. Then add the mean to every row.",
            "After the refusals: `return Z @ V.T + m`.",
        ),
        cases=(
            Case(
                "five points from one coordinate",
                (np.array([[2.0], [2.0], [-2.0], [-2.0], [0.0]]), np.array([6.0, 5.0]), np.array([[0.8], [0.6]])),
                np.array([[7.6, 6.2], [7.6, 6.2], [4.4, 3.8], [4.4, 3.8], [6.0, 5.0]]),
            ),
            Case(
                "both components",
                (np.array([[5.0, 0.0], [7.2, 5.4], [-1.4, 0.2]]), np.array([1.0, -1.0]), _DIG_TURN),
                np.array([[4.0, 3.0], [1.0, 8.0], [0.0, -2.0]]),
            ),
            Case(
                "one point",
                (np.array([[3.0, -1.0]]), np.array([4.0, 4.0, 2.0]), np.array([[0.6, 0.0], [0.8, 0.0], [0.0, 1.0]])),
                np.array([[5.8, 6.4, 1.0]]),
            ),
            Case(
                "as many points as features, coordinates in whole numbers",
                (np.array([[5], [-10]]), np.array([0.5, 2.5]), np.array([[0.6], [0.8]])),
                np.array([[3.5, 6.5], [-5.5, -5.5]]),
            ),
            Case("a column too many in Z", (np.ones((2, 3)), np.array([6.0, 5.0]), _DIG_TURN), raises=ValueError),
            Case("a mean of one entry", (np.ones((2, 2)), np.array([6.0]), _DIG_TURN), raises=ValueError),
            Case("nan among the coordinates", (_DIG_HOLE, np.array([6.0, 5.0]), _DIG_TURN), raises=ValueError),
        ),
        slips=(
            Slip(
                "The mean was not added back: these are deviations from it. With all coordinates 0 the mean itself should come out.",
                wrong=_dig_points(lambda Z, m, V: Z @ V.T),
            ),
            Slip(
                "The mean was subtracted. It was subtracted before projecting; on the way back it is added.",
                wrong=_dig_points(lambda Z, m, V: Z @ V.T - m),
            ),
            Slip(
                "You multiplied by V where its transpose is needed, which NumPy allows only if there are as many components as features. Each coordinate belongs to a *column* of V: "
                "`Z @ V.T`.",
                wrong=_dig_points(lambda Z, m, V: (Z @ V if V.shape[0] == V.shape[1] else Z @ V.T) + m),
            ),
            Slip(
                "The points are right, but each came out as a column. Points are rows, shape (n, d).",
                wrong=_dig_points(lambda Z, m, V: (Z @ V.T + m).T),
            ),
            Slip(
                "One entry of the mean went to each *point*, and not to each feature. `m` has one entry for each column: `Z @ V.T + m`, without turning `m`.",
                wrong=_dig_points(lambda Z, m, V: Z @ V.T + m[:, None] if len(Z) == len(m) else Z @ V.T + m),
            ),
        ),
        more=_more_dig_reconstruct,
    ),
    Exercise(
        id="c1w4.explained_variance_ratio",
        title="Shares of the variance",
        points=10,
        arguments=("X", "V"),
        hints=(
            "A share of what? Where does the variance come from that *no* column of V holds?",
            "Centre the points. Kept along a column: the sum of squares of the coordinates along it. In all: the sum of squares of all centred entries. Divide. (n - 1 stands above and below.)",
            "`Xc, m = centre(X)`; refuse sizes that do not fit and points that are all the same; `Z = Xc @ V`, `return (Z**2).sum(axis=0) / (Xc**2).sum()`.",
        ),
        cases=(
            Case(
                "five points, both components",
                (_DIG_FIVE, np.array([[2.0, -1.0], [1.0, 2.0]]) / np.sqrt(5)),
                np.array([0.8, 0.2]),
            ),
            Case(
                "five points, the first component", (_DIG_FIVE, np.array([[2.0], [1.0]]) / np.sqrt(5)), np.array([0.8])
            ),
            Case("a direction that is no component", (_DIG_FIVE, np.array([[0.6], [0.8]])), np.array([0.68])),
            Case(
                "whole numbers, two of three axes",
                (_DIG_WHOLE, np.eye(3)[:, :2].copy()),
                np.diag(np.cov(_DIG_WHOLE, rowvar=False))[:2] / np.trace(np.cov(_DIG_WHOLE, rowvar=False)),
            ),
            Case("two points, four features", (_DIG_TWO, np.array([[0.2], [0.4], [0.4], [0.8]])), np.array([1.0])),
            Case("all points the same", (np.array([[3, 1], [3, 1], [3, 1]]), np.eye(2)), raises=ValueError),
            Case("components as rows", (_DIG_WHOLE, np.eye(3)[:2].copy()), raises=ValueError),
        ),
        slips=(
            Slip(
                "These are the variances along the columns. A share is that divided by the *total* variance, the sum over all features.",
                wrong=_dig_shares(lambda Z, D, X, V: (Z**2).sum(axis=0) / max(len(D) - 1, 1)),
            ),
            Slip(
                "You divided by the variance that the columns of V hold *together*, so your shares add up to 1 whatever is left out. Divide by the total variance of the points.",
                wrong=_dig_shares(lambda Z, D, X, V: (Z**2).sum(axis=0) / (Z**2).sum()),
            ),
            Slip(
                "These are shares added up, 80 % and then 100 %. One share for each column was asked for.",
                wrong=_dig_shares(lambda Z, D, X, V: np.cumsum((Z**2).sum(axis=0) / (D**2).sum())),
            ),
            Slip(
                "These are percent. A ratio lies between 0 and 1.",
                wrong=_dig_shares(lambda Z, D, X, V: 100 * (Z**2).sum(axis=0) / (D**2).sum()),
            ),
            Slip(
                "The points were not centred: these are shares of the squared distance from the origin.",
                wrong=_dig_shares(lambda Z, D, X, V: ((X @ V) ** 2).sum(axis=0) / (X**2).sum()),
            ),
            Slip(
                "These are ratios of standard deviations. Shares that add up to 1 come from their squares, the variances.",
                wrong=_dig_shares(lambda Z, D, X, V: np.sqrt((Z**2).sum(axis=0) / (D**2).sum())),
            ),
            Slip(
                "This is one number, the share of all columns together. One number for each column was asked for: sum over the points, `axis=0`.",
                wrong=_dig_shares(lambda Z, D, X, V: float((Z**2).sum() / (D**2).sum())),
            ),
            Slip(
                "This is what is *lost* along each column: 1 minus its share.",
                wrong=_dig_shares(lambda Z, D, X, V: 1 - (Z**2).sum(axis=0) / (D**2).sum()),
            ),
            Slip(
                "These are the shares of the largest eigenvalues of the covariance matrix, whatever V is. The columns of V that are handed over need not be components: project on them.",
                wrong=_dig_shares(lambda Z, D, X, V: np.linalg.eigvalsh(D.T @ D)[::-1][: V.shape[1]] / (D**2).sum()),
            ),
            Slip(
                "These are shares of the k largest eigenvalues among themselves. They add up to 1 whatever is left out, and whatever V is. Project on the columns of V, and divide by the total variance.",
                wrong=_dig_shares(
                    lambda Z, D, X, V: (lambda top: top / top.sum())(np.linalg.eigvalsh(D.T @ D)[::-1][: V.shape[1]])
                ),
            ),
            Slip(
                "You divided by `X.var()`, the variance of all numbers of the table in one row. The total variance is the *sum* of the variances of the features, `X.var(axis=0).sum()`.",
                wrong=_dig_shares(lambda Z, D, X, V: Z.var(axis=0) / X.var()),
            ),
            Slip(
                "Above and below the line the variances are divided by different numbers, n and n - 1. Note that `X.var(axis=0)` divides by n unless told `ddof=1`.",
                wrong=_dig_shares(lambda Z, D, X, V: (Z**2).sum(axis=0) / (D**2).sum() * len(D) / max(len(D) - 1, 1)),
            ),
        ),
        more=_more_dig_ratio,
    ),
)

EXERCISES = (*EIGEN, *PROJECTIONS, *PAGERANK, *PCA)
