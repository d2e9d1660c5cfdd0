"""Heat on a square plate: a system that is large and almost empty."""

from __future__ import annotations

import numpy as np

from utils.linalg.validation import as_vector


def plate_system(n, *, top=100.0, bottom=0.0, left=0.0, right=0.0):
    """Return the equations for the temperatures inside a square plate whose edges are kept warm or cold.

    At rest, each of the n x n inner points has the mean temperature of its four neighbours:
    ``4 u[i, j] - u[i-1, j] - u[i+1, j] - u[i, j-1] - u[i, j+1] = 0``; neighbours on the edge are known and go to the
    right-hand side.

    Parameters
    ----------
    n : int
        Inner points along each side; row 0 is at the top.
    top, bottom, left, right : float or array_like, shape (n,)
        Temperatures of the edges.

    Returns
    -------
    A : scipy.sparse.csr_array, shape (n * n, n * n)
        At most five entries per row; unknown ``i * n + j`` is the point in row i and column j.
    b : ndarray of float, shape (n * n,)

    Raises
    ------
    ValueError
        If n is not a whole number, 1 or more, or a temperature is not a finite number.

    References
    ----------
    .. [1] R. J. LeVeque, "Finite Difference Methods for Ordinary and Partial Differential Equations", SIAM, 2007,
       section 3.2 (the five-point Laplacian).

    Examples
    --------
    >>> A, b = plate_system(2)
    >>> A.toarray()
    array([[ 4., -1., -1.,  0.],
           [-1.,  4.,  0., -1.],
           [-1.,  0.,  4., -1.],
           [ 0., -1., -1.,  4.]])
    >>> b
    array([100., 100.,   0.,   0.])
    >>> np.linalg.solve(A.toarray(), b)
    array([37.5, 37.5, 12.5, 12.5])
    """
    from scipy import sparse

    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"n must be a whole number of points, 1 or more, but is {n!r}.")
    n = int(n)
    edges = {"top": top, "bottom": bottom, "left": left, "right": right}
    edges = {
        name: np.broadcast_to(as_vector(np.atleast_1d(value), name=name, size=None if np.ndim(value) == 0 else n), n)
        for name, value in edges.items()
    }
    line = sparse.diags_array([-1.0, 2.0, -1.0], offsets=[-1, 0, 1], shape=(n, n))
    identity = sparse.eye_array(n)
    A = (sparse.kron(line, identity) + sparse.kron(identity, line)).tocsr()
    b = np.zeros((n, n))
    b[0] += edges["top"]
    b[-1] += edges["bottom"]
    b[:, 0] += edges["left"]
    b[:, -1] += edges["right"]
    return A, b.ravel()
