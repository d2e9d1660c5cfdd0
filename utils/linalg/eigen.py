"""Eigenvalues and eigenvectors: which directions a matrix keeps, powers, Markov chains, power iteration.

Small matrices of whole numbers or short fractions are worked exactly: their characteristic polynomial is computed in
fractions and split by multiplicity, so that a repeated eigenvalue is known to be repeated. Any other matrix is worked
in floats, where "repeated" can only mean "closer than a tolerance", and the result says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational

import numpy as np

from utils.linalg import systems
from utils.linalg.validation import as_matrix, as_square, as_vector

#: In floats, two eigenvalues count as one where rounding alone can have split them: where they are closer than this times
#: the largest column sum of abs(A) times the condition number of the better conditioned one. Simple, well conditioned
#: values are told apart down to about 1e-14; a double one with a single direction comes out as two about 1e-8 apart.
VALUE_TOLERANCE = 1e-14
#: But never farther apart than this times the largest column sum.
FARTHEST = 1e-4
#: Singular values of A - value I up to this times the largest column sum count as zero, and give an eigenvector each.
SPACE_TOLERANCE = 1e-10
#: Largest size that is worked in exact fractions.
LARGEST_EXACT = 8
#: Column sums of a Markov matrix may differ from 1 by this.
SUM_TOLERANCE = 1e-9


def _size(A):
    """Return the largest column sum of abs(A): no eigenvalue is larger in absolute value."""
    return float(np.abs(A).sum(axis=0).max())


def is_symmetric(A, *, tolerance=1e-12):
    """Tell whether a square matrix equals its transpose, up to ``tolerance`` times its largest entry.

    Examples
    --------
    >>> is_symmetric([[2, 1], [1, 2]]), is_symmetric([[2, 1], [0, 2]])
    (True, False)
    """
    A = as_square(A)
    return bool(np.abs(A - A.T).max() <= tolerance * np.abs(A).max())


# -------------------------------------------------------------------------------------- characteristic polynomial


def _fractions(A, floats):
    """Return a small matrix of short fractions as lists of Fractions, else None."""
    if len(floats) > LARGEST_EXACT:
        return None
    raw = np.asarray(A, dtype=object)
    if raw.shape == floats.shape and all(isinstance(x, Rational) for x in raw.ravel()):
        return [[Fraction(int(x.numerator), int(x.denominator)) for x in row] for row in raw]
    return systems._as_fractions(floats)


def _times(A, B):
    return [[sum(x * B[k][j] for k, x in enumerate(row) if x) for j in range(len(B))] for row in A]


def _polynomial(A):
    """Return the coefficients of det(value I - A), highest first, by Faddeev and LeVerrier's recursion."""
    n = len(A)
    M, coefficients = [[Fraction(0)] * n for _ in range(n)], [Fraction(1)]
    for k in range(1, n + 1):
        M = _times(A, M)
        for i in range(n):
            M[i][i] += coefficients[-1]
        product = _times(A, M)
        coefficients.append(-sum((product[i][i] for i in range(n)), Fraction(0)) / k)
    return coefficients


def characteristic_polynomial(A, *, exact=False):
    """Return the coefficients of det(value I - A), the highest power first.

    The course writes det(A - value I), which has the same zeros: it is this polynomial times (-1)**n.

    Parameters
    ----------
    A : array_like, shape (n, n)
    exact : bool
        Return Fractions; entries must be short fractions, and n at most 8.

    Returns
    -------
    ndarray, shape (n + 1,)
        It starts with 1; then comes minus the trace; the last one is (-1)**n det A. In the order of `numpy.polyval`.

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers, or ``exact`` is asked for where it cannot be had.

    References
    ----------
    .. [1] N. J. Higham, "Functions of Matrices", SIAM 2008, on the recursion of Faddeev and LeVerrier.

    Examples
    --------
    >>> characteristic_polynomial([[2, 1], [1, 2]])
    array([ 1., -4.,  3.])
    """
    floats = as_square(A)
    fractions = _fractions(A, floats)
    if fractions is None:
        if exact:
            raise ValueError(f"exact=True needs short fractions and at most {LARGEST_EXACT} rows. Use exact=False.")
        return np.real(np.poly(floats))
    found = _polynomial(fractions)
    return np.array(found, dtype=object if exact else float)


def _trim(p):
    k = next((i for i, c in enumerate(p) if c), len(p))
    return p[k:]


def _divide(p, q):
    """Return quotient and remainder of polynomials over the fractions, highest power first."""
    p, quotient = list(p), []
    while len(p) >= len(q):
        factor = p[0] / q[0]
        quotient.append(factor)
        for i, c in enumerate(q):
            p[i] -= factor * c
        p.pop(0)
    return quotient, _trim(p)


def _common(p, q):
    """Return the greatest common divisor of two polynomials, with leading coefficient 1."""
    p, q = _trim(p), _trim(q)
    while q:
        p, q = q, _divide(p, q)[1]
    return [c / p[0] for c in p]


def _slope(p):
    return [c * (len(p) - 1 - i) for i, c in enumerate(p[:-1])]


def _minus(p, q):
    width = max(len(p), len(q))
    p, q = ([Fraction(0)] * (width - len(r)) + list(r) for r in (p, q))
    return _trim([a - b for a, b in zip(p, q, strict=True)])


def _by_multiplicity(p):
    """Split a polynomial: yield (factor, k) where the zeros of the factor are the zeros of p of multiplicity k (Yun)."""
    g = _common(p, _slope(p))
    a, b = _divide(p, g)[0], _divide(_slope(p), g)[0]
    d = _minus(b, _slope(a))
    k = 1
    while len(a) > 1:
        factor = _common(a, d) if d else [c / a[0] for c in a]
        if len(factor) > 1:
            yield factor, k
        a = _divide(a, factor)[0]
        b = _divide(d, factor)[0] if d else []
        d = _minus(b, _slope(a))
        k += 1


def _simple_zeros(p):
    """Return the zeros of a polynomial without repeated ones: Fractions where they are rational, else floats."""
    zeros, rest = [], list(p)
    largest = min(math.lcm(*(c.denominator for c in p)), 10**6)  # p starts with 1: no denominator exceeds this one
    for z in np.roots([float(c) for c in p]):
        guess = Fraction(float(z.real)).limit_denominator(largest)
        if len(rest) > 1 and not sum(c * guess ** (len(rest) - 1 - i) for i, c in enumerate(rest)):
            zeros.append(guess)
            rest = _divide(rest, [Fraction(1), -guess])[0]
    if len(rest) == 3:  # the school formula knows exactly whether the zeros are real
        inside = rest[1] ** 2 / 4 - rest[2]
        middle, root = -float(rest[1]) / 2 + 0.0, math.sqrt(abs(inside))
        ends = (middle + root, middle - root) if inside > 0 else (complex(middle, root), complex(middle, -root))
        return zeros + list(ends)
    for z in np.roots([float(c) for c in rest]):
        zeros.append(complex(z) if abs(z.imag) > 1e-9 * max(1.0, abs(z)) else float(z.real))
    return zeros


# ------------------------------------------------------------------------------------------------------ eigenspaces


@dataclass(frozen=True, eq=False)
class Eigenspace:
    """One eigenvalue with the directions that belong to it.

    Attributes
    ----------
    value : float or complex
    algebraic : int
        How often the value is a zero of the characteristic polynomial.
    geometric : int
        How many independent eigenvectors it has; from 1 to ``algebraic``.
    basis : ndarray, shape (n, geometric)
        Unit eigenvectors as columns; complex for a complex value. At right angles to each other. The sign is chosen so
        that the entry of largest size is positive: any multiple, and any basis of the same space, is as right.
    fraction : Fraction or None
        The value exactly, where it is known to be a fraction.
    spread : float
        How far apart the computed values were that are taken for this one; 0 in exact work.
    """

    value: float | complex
    algebraic: int
    geometric: int
    basis: np.ndarray
    fraction: Fraction | None = None
    spread: float = 0.0

    @property
    def defective(self):
        """Whether it has fewer independent eigenvectors than its multiplicity."""
        return self.geometric < self.algebraic


@dataclass(frozen=True, eq=False)
class Eigen:
    """All eigenvalues of a matrix and their eigenspaces.

    Attributes
    ----------
    spaces : tuple of Eigenspace
        One for each different value, the largest absolute value first; of equal ones the larger real part first, of a
        complex pair the one above the real axis.
    exact : bool
        Whether the multiplicities were found in exact fractions; otherwise values within a tolerance count as one.
    """

    spaces: tuple
    exact: bool

    @property
    def values(self):
        """All n eigenvalues, each as often as its multiplicity says: ndarray, shape (n,)."""
        return np.array([s.value for s in self.spaces for _ in range(s.algebraic)])

    @property
    def vectors(self):
        """The bases of all eigenspaces side by side: ndarray, shape (n, k); k = n where the matrix is diagonalisable."""
        return np.hstack([s.basis for s in self.spaces])

    @property
    def real(self):
        """Whether all eigenvalues are real."""
        return not any(isinstance(s.value, complex) for s in self.spaces)

    @property
    def diagonalisable(self):
        """Whether there are n independent eigenvectors (complex ones allowed)."""
        return not any(s.defective for s in self.spaces)


def _signed(basis):
    """Scale columns to length one, with a real positive entry of largest size; the first of several."""
    basis = basis / np.linalg.norm(basis, axis=0)
    for j in range(basis.shape[1]):
        size = np.abs(basis[:, j])
        lead = basis[np.argmax(size >= size.max() * (1 - 1e-9)), j]
        basis[:, j] *= np.conj(lead) / abs(lead)
        if np.iscomplexobj(basis):
            basis[:, j] = np.where(np.abs(basis[:, j].imag) < 1e-15, basis[:, j].real, basis[:, j])
    return basis + 0.0


def _space(A, value, algebraic, fraction=None, rank=None, spread=0.0):
    """Return the eigenspace of a value: the singular directions of A - value I that it sends to (almost) zero."""
    n = len(A)
    s, V = np.linalg.svd(A - value * np.eye(n))[1:]
    geometric = int((s <= SPACE_TOLERANCE * _size(A)).sum()) if rank is None else n - rank
    geometric = min(max(geometric, 1), algebraic)
    basis = V[n - geometric :].conj().T
    return Eigenspace(value, algebraic, geometric, _signed(basis), fraction, spread)


def _order(space):
    z = complex(space.value)
    return -round(abs(z), 9), -round(z.real, 9), -z.imag


def _exact_spaces(A, fractions):
    for factor, k in _by_multiplicity(_polynomial(fractions)):
        for zero in _simple_zeros(factor):
            if isinstance(zero, Fraction):
                shifted = [[x - zero * (i == j) for j, x in enumerate(row)] for i, row in enumerate(fractions)]
                rank = len(systems._reduce(shifted, len(shifted), 0))
                yield _space(A, float(zero), k, zero, rank)
            else:
                yield _space(A, zero, k)


def _clusters(values, reach):
    """Group values: i and j belong together if they are linked by distances up to ``reach[i, j]``."""
    n = len(values)
    linked = np.abs(values[:, None] - values) <= reach
    for _ in range(n.bit_length()):
        linked = (linked.astype(float) @ linked) > 0
    return [values[list(group)] for group in dict.fromkeys(tuple(np.flatnonzero(row).tolist()) for row in linked)]


def _reach(A, vectors):
    """Return how far rounding alone can have driven two eigenvalues apart, shape (n, n)."""
    try:
        condition = np.linalg.norm(np.linalg.inv(vectors), axis=1)  # 1 / cos of the angle of left and right eigenvector
    except np.linalg.LinAlgError:
        condition = np.full(len(A), np.inf)
    reach = VALUE_TOLERANCE * np.minimum.outer(condition, condition)
    return _size(A) * np.minimum(np.maximum(reach, VALUE_TOLERANCE), FARTHEST)


def _float_spaces(A):
    if is_symmetric(A):
        values, vectors = np.linalg.eigh((A + A.T) / 2)
    else:
        values, vectors = np.linalg.eig(A)
    for group in _clusters(values, _reach(A, vectors)):
        mean = complex(group.mean())  # rounding splits a value evenly: the mean is far more accurate than its parts
        value = mean.real if abs(mean.imag) <= VALUE_TOLERANCE * _size(A) else mean
        yield _space(A, value, len(group), spread=float(np.abs(group[:, None] - group).max()))


def eigen(A):
    """Find the eigenvalues of a matrix, their multiplicities, and bases of the eigenspaces.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Real. Up to 8 x 8 with short fractions as entries (whole numbers, 0.25, 1/3 up to rounding), multiplicities are
        exact. Otherwise eigenvalues count as one where rounding alone can have split them; ``spread`` tells how far apart
        they came out. So a matrix that is defective within rounding is reported as defective: in floats nobody can tell
        the two apart.

    Returns
    -------
    Eigen

    Raises
    ------
    ValueError
        If A is not a square matrix of finite real numbers.

    Examples
    --------
    >>> found = eigen([[2, 1], [1, 2]])
    >>> found.values
    array([3., 1.])
    >>> found.spaces[0].basis.round(3).ravel()
    array([0.707, 0.707])
    >>> shear = eigen([[1, 1], [0, 1]]).spaces[0]
    >>> shear.value, shear.algebraic, shear.geometric
    (1.0, 2, 1)
    """
    floats = as_square(A)
    fractions = _fractions(A, floats)
    found = _float_spaces(floats) if fractions is None else _exact_spaces(floats, fractions)
    return Eigen(tuple(sorted(found, key=_order)), fractions is not None)


def eigen_kind(A):
    """Tell the kind of a 2x2 matrix by the real directions that it keeps.

    Parameters
    ----------
    A : array_like, shape (2, 2)

    Returns
    -------
    {"two real", "repeated", "defective", "complex"}
        Two directions with two different real eigenvalues; a multiple of the identity, which keeps every direction; one
        direction only; none.

    Examples
    --------
    >>> eigen_kind([[2, 1], [1, 2]]), eigen_kind([[3, 0], [0, 3]])
    ('two real', 'repeated')
    >>> eigen_kind([[1, 1], [0, 1]]), eigen_kind([[0, -1], [1, 0]])
    ('defective', 'complex')
    """
    found = eigen(as_matrix(A, shape=(2, 2)) if np.asarray(A, dtype=object).shape != (2, 2) else A)
    if not found.real:
        return "complex"
    if len(found.spaces) == 2:
        return "two real"
    return "repeated" if found.diagonalisable else "defective"


def eigenvalue_of(A, v, *, tolerance=1e-8):
    """Return the number that A multiplies v by, or None where v is no eigenvector.

    Parameters
    ----------
    A : array_like, shape (n, n)
    v : array_like, shape (n,)
        Not zero: the zero vector is no eigenvector.
    tolerance : float
        How long ``A v - value v`` may be, in units of the largest column sum of abs(A) times the length of v.

    Returns
    -------
    float or None

    Raises
    ------
    ValueError
        If v is zero, or something is malformed.

    Examples
    --------
    >>> eigenvalue_of([[2, 1], [1, 2]], [1, -1]), eigenvalue_of([[2, 1], [1, 2]], [1, 0])
    (1.0, None)
    """
    A = as_square(A)
    v = as_vector(v, size=len(A), name="v")
    value = rayleigh_quotient(A, v)
    v = v / np.linalg.norm(v)
    return value if np.linalg.norm(A @ v - value * v) <= tolerance * _size(A) else None


def rayleigh_quotient(A, v):
    """Return v . A v / v . v, the number that fits best in ``A v = value v``.

    Parameters
    ----------
    A : array_like, shape (n, n)
    v : array_like, shape (n,)
        Not zero.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If v is zero, or something is malformed.

    Examples
    --------
    >>> rayleigh_quotient([[2, 1], [1, 2]], [1, 1])
    3.0
    """
    A = as_square(A)
    v = as_vector(v, size=len(A), name="v")
    if not v.any():
        raise ValueError("v must not be the zero vector: every number fits A 0 = value 0, so it tells nothing.")
    v = v / np.abs(v).max()
    return float(v @ A @ v / (v @ v))


# ----------------------------------------------------------------------------------------------- turning and locking


def turning_angle(A, angle):
    """Return by how much a 2x2 matrix turns a direction.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    angle : float
        Direction of x, in radians.

    Returns
    -------
    float
        Angle from x to A x in radians, above -pi and up to pi, anticlockwise positive; 0 or pi for an eigenvector. NaN
        where A x is zero.

    Examples
    --------
    >>> round(math.degrees(turning_angle([[0, -1], [1, 0]], 0.3)), 9)
    90.0
    """
    A = as_matrix(A, shape=(2, 2))
    x = np.array([np.cos(angle), np.sin(angle)])
    y = A @ x
    if np.linalg.norm(y) <= 1e-12 * max(_size(A), 1e-300):
        return float("nan")
    found = math.atan2(x[0] * y[1] - x[1] * y[0], x @ y)
    return math.pi if found <= -math.pi + 1e-12 else found


def lock(A, angle, *, within=0.02):
    """Return the eigen-direction of a 2x2 matrix next to an angle, if there is one near enough.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    angle : float
        In radians.
    within : float
        How near, in radians; 0.02 is a little over one degree.

    Returns
    -------
    angle : float
        That of the eigenvector if one is near enough, else the one given.
    value : float or None
        Its eigenvalue, or None.

    Examples
    --------
    >>> lock([[2, 1], [1, 2]], np.radians(45))[1], lock([[2, 1], [1, 2]], 0)[1]
    (3.0, None)
    """
    found = eigen(as_matrix(A, shape=(2, 2)))
    for space in found.spaces:
        if isinstance(space.value, complex):
            continue
        if space.geometric == 2:
            return float(angle), space.value
        own = math.atan2(*space.basis[::-1, 0])
        away = (own - angle + math.pi / 2) % math.pi - math.pi / 2
        if abs(away) <= within:
            return float(angle + away), space.value
    return float(angle), None


# ----------------------------------------------------------------------------------------- eigenbasis and powers


def diagonalise(A):
    """Write a matrix as P D P^-1, with eigenvectors in the columns of P.

    Parameters
    ----------
    A : array_like, shape (n, n)

    Returns
    -------
    P : ndarray, shape (n, n)
        Unit eigenvectors as columns; complex where eigenvalues are.
    d : ndarray, shape (n,)
        The diagonal of D: ``d[j]`` belongs to ``P[:, j]``. The largest absolute value first.

    Raises
    ------
    ValueError
        If there are fewer than n independent eigenvectors (within the tolerance of `eigen`).

    Examples
    --------
    >>> P, d = diagonalise([[2, 1], [1, 2]])
    >>> (P @ np.diag(d) @ np.linalg.inv(P)).round(9)
    array([[2., 1.],
           [1., 2.]])
    >>> diagonalise([[1, 1], [0, 1]])
    Traceback (most recent call last):
    ...
    ValueError: A is defective: the eigenvalue 1 has multiplicity 2 but only 1 independent eigenvector, so there is no basis of eigenvectors.
    """
    found = eigen(A)
    for s in found.spaces:
        if s.defective:
            near = "" if found.exact else f", within rounding (computed values {s.spread:.1g} apart count as one)"
            raise ValueError(
                f"A is defective: the eigenvalue {s.value:.6g} has multiplicity {s.algebraic} but only {s.geometric} "
                f"independent eigenvector{'s' * (s.geometric > 1)}, so there is no basis of eigenvectors{near}."
            )
    return found.vectors, np.array([s.value for s in found.spaces for _ in range(s.geometric)])


def spectral_decomposition(A):
    """Write a symmetric matrix as Q D Q^T, with eigenvectors of length one at right angles in the columns of Q.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Symmetric.

    Returns
    -------
    Q : ndarray of float, shape (n, n)
        Orthogonal.
    d : ndarray of float, shape (n,)
        Eigenvalues, the largest first (by value, not by size).

    Raises
    ------
    ValueError
        If A is not symmetric.

    Examples
    --------
    >>> Q, d = spectral_decomposition([[2, 1], [1, 2]])
    >>> d
    array([3., 1.])
    >>> (Q.T @ Q).round(9)
    array([[1., 0.],
           [0., 1.]])
    """
    A = as_square(A)
    if not is_symmetric(A):
        i, j = np.unravel_index(np.abs(A - A.T).argmax(), A.shape)
        raise ValueError(f"A must be symmetric, but A[{i}, {j}] is {A[i, j]:g} and A[{j}, {i}] is {A[j, i]:g}.")
    d, Q = np.linalg.eigh((A + A.T) / 2)
    return _signed(Q[:, ::-1]), d[::-1].copy()


def matrix_power(A, k):
    """Return A multiplied by itself k times, by squaring: about 2 log2(k) products instead of k - 1.

    Parameters
    ----------
    A : array_like, shape (n, n)
    k : int
        0 gives the identity; a negative one a power of the inverse.

    Returns
    -------
    ndarray of float, shape (n, n)

    Raises
    ------
    ValueError
        If k is no whole number, or negative for a singular A.

    Examples
    --------
    >>> matrix_power([[1, 1], [1, 0]], 10)
    array([[89., 55.],
           [55., 34.]])
    """
    A = as_square(A)
    if isinstance(k, bool) or not isinstance(k, int | np.integer):
        raise ValueError(f"k must be a whole number, but is {k!r}.")
    if k < 0:
        if systems.rank(A) < len(A):
            raise ValueError(f"A is singular: it has no inverse, and so no power {k}.")
        A, k = np.linalg.inv(A), -k
    result = np.eye(len(A))
    while k:
        if k & 1:
            result = result @ A
        k >>= 1
        if k:
            A = A @ A
    return result


# ------------------------------------------------------------------------------------------------- power iteration


@dataclass(frozen=True, eq=False)
class PowerIteration:
    """What repeated multiplication found, and every step on the way.

    Attributes
    ----------
    value : float
        The Rayleigh quotient at the end.
    vector : ndarray of float, shape (n,)
        Of length one.
    converged : bool
        Whether ``A v - value v`` became as short as asked for.
    vectors : ndarray of float, shape (steps + 1, n)
        All vectors, one per row, each of length one; the start first.
    values : ndarray of float, shape (steps + 1,)
        Their Rayleigh quotients.
    residuals : ndarray of float, shape (steps + 1,)
        Lengths of ``A v - value v``.
    """

    value: float
    vector: np.ndarray
    converged: bool
    vectors: np.ndarray
    values: np.ndarray
    residuals: np.ndarray

    @property
    def steps(self):
        """Number of multiplications."""
        return len(self.vectors) - 1


def power_iteration(A, x0=None, *, tolerance=1e-10, most=1000):
    """Multiply a vector by A again and again, scaling it to length one after each step.

    It converges to an eigenvector of the largest absolute eigenvalue if the matrix is diagonalisable, that value is
    larger in absolute value than all others, and the start has a part along its eigenvector. The error then shrinks,
    in the long run and on average, by abs(second value / first value) per step or faster. (Several eigenvectors of that
    one value do no harm.)

    Parameters
    ----------
    A : array_like, shape (n, n)
    x0 : array_like, shape (n,), optional
        The start, not zero. By default a fixed vector with all entries different.
    tolerance : float
        Stop when ``A v - value v`` is at most this times the largest column sum of abs(A).
    most : int
        Largest number of steps; then ``converged`` is False.

    Returns
    -------
    PowerIteration

    Raises
    ------
    ValueError
        If the start is zero, or something is malformed.

    Examples
    --------
    >>> found = power_iteration([[2, 1], [1, 2]], [1, 0])
    >>> round(found.value, 9), found.vector.round(6)
    (3.0, array([0.707107, 0.707107]))
    >>> power_iteration([[0, -1], [1, 0]], [1, 0]).converged
    False
    """
    A = as_square(A)
    n = len(A)
    x = as_vector(x0, size=n, name="x0") if x0 is not None else 1 + np.sqrt(np.arange(2.0, n + 2.0)) / 7
    if not x.any():
        raise ValueError("x0 must not be the zero vector: A 0 = 0, so the iteration could not leave it.")
    x = x / np.abs(x).max()
    x = x / np.linalg.norm(x)
    scale = _size(A) or 1.0  # with A / scale no product can overflow
    A = A / scale
    vectors, values, residuals = [], [], []
    while True:
        image = A @ x
        value = float(x @ image)
        vectors.append(x)
        values.append(value * scale)
        residuals.append(float(np.linalg.norm(image - value * x)) * scale)
        if residuals[-1] <= tolerance * scale or len(vectors) > most:
            break
        x = image / np.linalg.norm(image)  # not zero: that would have been an eigenvector of 0
    converged = residuals[-1] <= tolerance * scale
    return PowerIteration(
        values[-1], x, converged, np.array(vectors), np.array(values), np.array(residuals)
    )  # fmt: skip


def deflate(A, value, vector):
    """Turn one eigenvalue of a matrix into 0 and leave the other ones as they are.

    For a symmetric matrix this is ``A - value v v^T / (v . v)``; then the other eigenvectors stay as well. In general
    ``A - value v u^T / (u . v)`` with the eigenvector u of the transpose.

    Parameters
    ----------
    A : array_like, shape (n, n)
    value : float
    vector : array_like, shape (n,)
        An eigenvector of that value, of any length.

    Returns
    -------
    ndarray of float, shape (n, n)

    Raises
    ------
    ValueError
        If the vector is no eigenvector of that value, or the value is defective.

    References
    ----------
    .. [1] Y. Saad, "Numerical Methods for Large Eigenvalue Problems", SIAM 2011, section 4.2.

    Examples
    --------
    >>> deflate([[2, 1], [1, 2]], 3, [1, 1])
    array([[ 0.5, -0.5],
           [-0.5,  0.5]])
    """
    A = as_square(A)
    v = as_vector(vector, size=len(A), name="vector")
    if not v.any():
        raise ValueError("vector must not be the zero vector, which is no eigenvector.")
    length = np.linalg.norm(v)
    gap = np.linalg.norm(A @ v - value * v)
    if gap > 1e-6 * length * max(_size(A), abs(value)):
        raise ValueError(f"vector is no eigenvector for the value {value:g}: A v - value v has length {gap:.2g}.")
    u = v
    if not is_symmetric(A):
        u = np.linalg.svd(A.T - value * np.eye(len(A)))[2][-1]
        if abs(u @ v) <= 1e-7 * length:
            raise ValueError(f"The eigenvalue {value:g} is defective or repeated; this method cannot take it away.")
    return A - value * np.outer(v, u) / (u @ v)


# --------------------------------------------------------------------------------------------------- Markov chains


def is_markov(P):
    """Tell whether a matrix is column-stochastic: square, no negative entry, and every column sums to 1.

    Entry (i, j) is the probability to go from state j to state i in one step. Sums may be off by 1e-9.

    Examples
    --------
    >>> is_markov([[0.9, 0.5], [0.1, 0.5]]), is_markov([[0.9, 0.1], [0.5, 0.5]])
    (True, False)
    """
    P = as_matrix(P, name="P")
    return bool(P.shape[0] == P.shape[1] and (P >= 0).all() and np.abs(P.sum(axis=0) - 1).max() <= SUM_TOLERANCE)


def _chain(P):
    P = as_square(P, name="P")
    if (P < 0).any():
        i, j = np.argwhere(P < 0)[0]
        raise ValueError(f"P must hold probabilities, but P[{i}, {j}] is {P[i, j]:g}.")
    off = np.abs(P.sum(axis=0) - 1)
    if off.max() > SUM_TOLERANCE:
        j = int(off.argmax())
        hint = " Its rows do: transpose it." if np.abs(P.sum(axis=1) - 1).max() <= SUM_TOLERANCE else ""
        raise ValueError(f"Each column of P must sum to 1, but column {j} sums to {P[:, j].sum():.6g}.{hint}")
    return P


def closed_classes(P):
    """Return the groups of states that a Markov chain can never leave, and in which each state leads to each other.

    Parameters
    ----------
    P : array_like, shape (n, n)
        Column-stochastic.

    Returns
    -------
    tuple of tuple of int
        At least one. There is one independent steady state for each.

    Examples
    --------
    >>> closed_classes([[1, 0.5, 0], [0, 0, 0], [0, 0.5, 1]])
    ((0,), (2,))
    """
    P = _chain(P)
    n = len(P)
    reach = (P > 0) | np.eye(n, dtype=bool)  # [i, j]: i can be reached from j
    for _ in range(max(n - 1, 1).bit_length()):
        reach = (reach.astype(float) @ reach.astype(float)) > 0
    both = reach & reach.T
    classes = {tuple(np.flatnonzero(both[:, j]).tolist()) for j in range(n)}
    return tuple(sorted(c for c in classes if not np.delete(reach[:, c[0]], c).any()))


def is_regular(P):
    """Tell whether some power of a Markov matrix has no zero entry: then every start leads to the one steady state.

    Examples
    --------
    >>> is_regular([[0, 0.5], [1, 0.5]]), is_regular([[0, 1], [1, 0]])
    (True, False)
    """
    P = _chain(P)
    power = (P > 0).astype(float)
    n, reached = len(P), 1
    while reached < (n - 1) ** 2 + 1:  # Wielandt: if a power is positive at all, this one is
        power = ((power @ power) > 0).astype(float)
        reached *= 2
    return bool(power.all())


def steady_state(P):
    """Return the distribution that a Markov matrix leaves as it is, where there is exactly one.

    Parameters
    ----------
    P : array_like, shape (n, n)
        Column-stochastic: entry (i, j) is the probability to go from state j to state i.

    Returns
    -------
    ndarray of float, shape (n,)
        Not negative, with sum 1. (Whether every start leads to it is another question: see `is_regular`.)

    Raises
    ------
    ValueError
        If P is no such matrix, or there are several steady states, one for each group of states that cannot be left.

    Examples
    --------
    >>> steady_state([[0.9, 0.5], [0.1, 0.5]]).round(6)
    array([0.833333, 0.166667])
    >>> steady_state([[1, 0], [0, 1]])
    Traceback (most recent call last):
    ...
    ValueError: There are 2 groups of states that cannot be left, (0,) and (1,), so there are infinitely many steady states.
    """
    P = _chain(P)
    classes = closed_classes(P)
    if len(classes) > 1:
        groups = ", ".join(map(str, classes[:-1])) + f" and {classes[-1]}"
        raise ValueError(
            f"There are {len(classes)} groups of states that cannot be left, {groups}, so there are infinitely many "
            "steady states."
        )
    inside = list(classes[0])
    own = P[np.ix_(inside, inside)].copy()
    # Eliminate one state after the other, with sums of positive numbers only (Grassmann, Taksar, Heyman 1985).
    for k in range(len(inside) - 1, 0, -1):
        own[k, :k] /= own[:k, k].sum()
        own[:k, :k] += np.outer(own[:k, k], own[k, :k])
    p = np.ones(len(inside))
    for k in range(1, len(inside)):
        p[k] = own[k, :k] @ p[:k]
    result = np.zeros(len(P))
    result[inside] = p / p.sum()
    return result


def distributions(P, p0, steps):
    """Return the distributions of a Markov chain: the start and what it becomes after 1, 2, ... steps.

    Parameters
    ----------
    P : array_like, shape (n, n)
        Column-stochastic.
    p0 : array_like, shape (n,)
        Not negative, with sum 1.
    steps : int

    Returns
    -------
    ndarray of float, shape (steps + 1, n)
        One distribution per row.

    Raises
    ------
    ValueError
        If P or p0 is not what it should be.

    Examples
    --------
    >>> distributions([[0.9, 0.5], [0.1, 0.5]], [0, 1], 2)
    array([[0. , 1. ],
           [0.5, 0.5],
           [0.7, 0.3]])
    """
    P = _chain(P)
    p = as_vector(p0, size=len(P), name="p0")
    if (p < 0).any() or abs(p.sum() - 1) > SUM_TOLERANCE:
        raise ValueError(f"p0 must hold probabilities with sum 1, but has the sum {p.sum():.6g}, smallest {p.min():g}.")
    found = [p]
    for _ in range(int(steps)):
        found.append(P @ found[-1])
    return np.array(found)
