"""Variance, covariance and principal components: the directions along which data differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.linalg.validation import as_matrix, as_vector, is_whole

__all__ = ["PCA", "covariance_matrix", "pca", "variance_along"]

METHODS = ("auto", "covariance", "dual", "svd")
EPS = np.finfo(float).eps
SMALL = 150  # up to this size a whole eigendecomposition is not worth asking SciPy for a part of one


@dataclass(frozen=True, eq=False)
class PCA:
    """Principal components of data, and what they do with points.

    Attributes
    ----------
    mean : ndarray of float, shape (d,)
        Mean of each feature; it is taken away before anything else.
    components : ndarray of float, shape (k, d)
        One unit vector in each row, at right angles to the others, that of the largest variance first (as in
        scikit-learn). A direction has two unit vectors; here the entry that is largest in size is positive.
    variances : ndarray of float, shape (k,)
        Variance of the data along each component, divided by n - 1; the eigenvalues of the covariance matrix.
    ratio : ndarray of float, shape (k,)
        Share of each component in the total variance; zeros where the points are all the same.
    n : int
        Number of points.
    method : {"covariance", "dual", "svd"}
        How they were found.
    """

    mean: np.ndarray
    components: np.ndarray
    variances: np.ndarray
    ratio: np.ndarray
    n: int
    method: str

    def project(self, X):
        """Return the coordinates of points along the components.

        Parameters
        ----------
        X : array_like, shape (m, d)
            One point in each row.

        Returns
        -------
        ndarray of float, shape (m, k)

        Raises
        ------
        ValueError
            If ``X`` is not a matrix with d columns of finite real numbers.
        """
        X = as_matrix(X, shape=(None, self.mean.size), name="X")
        X -= self.mean
        return X @ self.components.T

    def reconstruct(self, Z):
        """Return the points that have given coordinates along the components.

        Parameters
        ----------
        Z : array_like, shape (m, j), 1 <= j <= k
            Coordinates; with fewer columns than there are components the others count as 0, so
            ``reconstruct(Z[:, :3])`` uses three components.

        Returns
        -------
        ndarray of float, shape (m, d)

        Raises
        ------
        ValueError
            If ``Z`` is not a matrix of finite real numbers or has more columns than there are components.
        """
        Z = as_matrix(Z, name="Z")
        if Z.shape[1] > len(self.components):
            raise ValueError(
                f"Z has {Z.shape[1]} columns, but there are only {len(self.components)} components to multiply them by."
            )
        return Z @ self.components[: Z.shape[1]] + self.mean

    def first(self, k):
        """Return the same with the first k components only."""
        k = _whole(k, len(self.components), "k", "the components there are")
        return PCA(self.mean, self.components[:k], self.variances[:k], self.ratio[:k], self.n, self.method)

    def needed(self, share):
        """Return how many components hold at least so large a share of the total variance.

        Parameters
        ----------
        share : float
            More than 0, at most 1.

        Returns
        -------
        int

        Raises
        ------
        ValueError
            If ``share`` is outside of that, or all the components there are hold less.
        """
        if isinstance(share, bool) or not isinstance(share, int | float | np.floating) or not 0 < share <= 1:
            raise ValueError(f"share must be more than 0 and at most 1 (0.95 for 95 %), but is {share!r}.")
        held = np.cumsum(self.ratio)
        enough = np.flatnonzero(held >= share - 1e-12)
        if not enough.size:
            raise ValueError(
                f"The {len(held)} components there are hold {held[-1]:.6g} of the variance; {share} is more than that."
            )
        return int(enough[0]) + 1


def _whole(value, most, name, what):
    if not is_whole(value) or not 1 <= value <= most:
        raise ValueError(f"{name} must be a whole number from 1 to {most}, {what}, but is {value!r}.")
    return int(value)


def covariance_matrix(X, ddof=1):
    """Return variances and covariances of the features of data.

    Parameters
    ----------
    X : array_like, shape (n, d)
        One point in each row, one feature in each column.
    ddof : int, default 1
        The sum of products is divided by ``n - ddof``: 1 gives the sample covariance, 0 the mean product.

    Returns
    -------
    ndarray of float, shape (d, d)
        Entry (i, j) is the covariance of features i and j; the variances stand on the diagonal. Symmetric.

    Raises
    ------
    ValueError
        If ``X`` is not a matrix of finite real numbers, or has no more than ``ddof`` rows.

    Examples
    --------
    >>> covariance_matrix([[1, 2], [3, 2], [5, 8]])
    array([[ 4.,  6.],
           [ 6., 12.]])
    >>> covariance_matrix([[1, 2]])
    Traceback (most recent call last):
    ...
    ValueError: X has 1 row; dividing by n - 1 takes at least 2 points.
    """
    X = as_matrix(X, name="X")
    if isinstance(ddof, bool) or not isinstance(ddof, int | np.integer) or ddof < 0:
        raise ValueError(f"ddof must be 0 or 1 (or a larger whole number), but is {ddof!r}.")
    n = len(X)
    if n <= ddof:
        raise ValueError(
            f"X has {n} {'row' if n == 1 else 'rows'}; dividing by n - {ddof} takes at least {ddof + 1} points."
        )
    X -= X.mean(axis=0)
    return _finite(X.T @ X) / (n - ddof)


def variance_along(X, direction, ddof=1):
    """Return the variance of points along a direction: that of their shadows on the line.

    Parameters
    ----------
    X : array_like, shape (n, d)
    direction : array_like, shape (d,)
        Any vector but zero; its length does not matter.
    ddof : int, default 1
        As in `covariance_matrix`.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the direction is zero or has another number of entries than a row of ``X``, or as in `covariance_matrix`.

    Examples
    --------
    >>> variance_along([[1, 2], [3, 2], [5, 8]], [1, 0])
    4.0
    """
    C = covariance_matrix(X, ddof)
    u = as_vector(direction, size=len(C), name="direction")
    largest = np.abs(u).max()
    if largest == 0:
        raise ValueError(
            "direction is the zero vector, which points nowhere; give a vector with an entry that is not 0."
        )
    u = u / largest  # squares of very small or very large entries would leave the range of floats
    return float(u @ C @ u / (u @ u))


def pca(X, n_components=None, *, method="auto"):
    """Return the principal components of data.

    Parameters
    ----------
    X : array_like, shape (n, d)
        One point in each row, at least two; one feature in each column.
    n_components : int, optional
        How many, from 1 to the smaller of n and d; left out, all of these.
    method : {"auto", "covariance", "dual", "svd"}
        ``"covariance"`` takes the eigenvectors of the d x d covariance matrix, ``"dual"`` those of the n x n matrix of
        inner products (less work and memory where n < d), ``"svd"`` the right singular vectors of the centred data:
        the slowest, and the only one to be trusted with variances below about 1e-13 of the largest. ``"auto"`` is
        ``"dual"`` for n < d and else ``"covariance"``.

    Returns
    -------
    PCA

    Raises
    ------
    ValueError
        If ``X`` is not a matrix of finite real numbers or has a single row, if there are not so many components, or
        the method is unknown.

    Notes
    -----
    Where the data have fewer than k dimensions, the remaining components have variance 0: unit vectors at right angles
    to the others, which ones is arbitrary.

    References
    ----------
    .. [1] I. T. Jolliffe, "Principal Component Analysis", 2nd edition, Springer 2002, sections 1.1, 3.5.

    Examples
    --------
    >>> found = pca([[2, 1], [4, 5], [6, 9]])
    >>> found.components.round(4) + 0
    array([[ 0.4472,  0.8944],
           [ 0.8944, -0.4472]])
    >>> found.variances.round(9), found.ratio.round(9)
    (array([20.,  0.]), array([1., 0.]))
    >>> found.reconstruct(found.project([[2, 1]])).round(9)
    array([[2., 1.]])
    """
    X = as_matrix(X, name="X")
    n, d = X.shape
    if n < 2:
        raise ValueError("X has 1 row; a single point has no variance. Give at least 2 points, one in each row.")
    k = min(n, d) if n_components is None else n_components
    k = _whole(k, min(n, d), "n_components", f"the smaller of the {n} points and the {d} features")
    if method not in METHODS:
        raise ValueError(f"method is {method!r}; use one of {', '.join(map(repr, METHODS))}.")
    if method == "auto":
        method = "dual" if n < d else "covariance"
    mean = X.mean(axis=0)
    X -= mean
    variances, rows, total = {"covariance": _by_covariance, "dual": _by_dual, "svd": _by_svd}[method](X, k)
    # What subtracting a rounded mean leaves of a feature that is constant.
    floor = (4 * EPS * np.abs(mean).max()) ** 2 * d
    if total <= floor:
        variances, total = np.zeros(k), 0.0
    variances = np.where(variances > floor, variances, 0.0)
    ratio = variances / total if total else np.zeros(k)
    signs = np.sign(rows[np.arange(k), np.abs(rows).argmax(axis=1)])
    return PCA(mean, rows * signs[:, None], variances, ratio, n, method)


def _finite(squares):
    if not np.isfinite(squares).all():
        raise ValueError("The squares of these numbers are too large for floats; divide X by its largest entry first.")
    return squares


def _largest(S, k):
    """Return the k largest eigenvalues of a symmetric matrix, falling, and their eigenvectors as columns."""
    size = len(S)
    if size <= SMALL or k > size // 3:
        values, vectors = np.linalg.eigh(S)
    else:
        from scipy.linalg import eigh

        values, vectors = eigh(S, subset_by_index=(size - k, size - 1), driver="evr", check_finite=False)
    return np.maximum(values[::-1][:k], 0.0), vectors[:, ::-1][:, :k]


def _by_covariance(X, k):
    C = _finite(X.T @ X) / (len(X) - 1)
    values, vectors = _largest(C, k)
    return _above_rounding(values, len(C)), vectors.T, float(np.trace(C))


def _by_dual(X, k):
    """Eigenvectors u of X Xᵀ give eigenvectors Xᵀu of XᵀX, for every eigenvalue but 0."""
    G = _finite(X @ X.T) / (len(X) - 1)
    values, vectors = _largest(G, k)
    values = _above_rounding(values, len(G))
    count = int((values > 0).sum())
    rows = vectors[:, :count].T @ X
    return values, _completed(rows, k), float(np.trace(G))


def _by_svd(X, k):
    _, s, rows = np.linalg.svd(X, full_matrices=False)
    variances = _finite(s**2) / (len(X) - 1)
    return variances[:k], rows[:k], float(variances.sum())


def _above_rounding(values, size):
    """Return eigenvalues with 0 in place of those that are no more than rounding errors of the largest."""
    return np.where(values > size * EPS * values[0], values, 0.0)


def _completed(rows, k):
    """Return k orthonormal rows: first the given ones, made so, then further ones at right angles to them."""
    count, d = rows.shape
    if count == k:
        columns = rows.T
    else:
        # Random directions are independent of the given ones; the seed keeps the result the same at every run.
        columns = np.column_stack([rows.T, np.random.default_rng(0).standard_normal((d, k - count))])
    # Where a variance is tiny, rounding leaves Xᵀu a little out of square; QR straightens it.
    Q, R = np.linalg.qr(columns / np.linalg.norm(columns, axis=0))
    return (Q * np.where(np.diag(R) < 0, -1.0, 1.0)).T
