"""Reference solutions of course 1, week 4."""

import numpy as np

# --- C1W4-4 Lab: Eigenvectors of everyday maps


def rayleigh_quotient(A, x):
    """Return the number that brings its multiple of x nearest to A x."""
    return x @ (A @ x) / (x @ x)


def is_eigenvector(A, v):
    """Return whether A v is a multiple of v, and v is not zero."""
    v = np.array(v, dtype=float)
    if not v.any():
        return False
    v = v / np.linalg.norm(v)  # of length one, so that neither tiny nor huge vectors are special
    image = A @ v
    return bool(np.linalg.norm(image - (v @ image) * v) <= 1e-9 * np.abs(A).max())


def eigen_2x2(A):
    """Return both eigenvalues, and unit eigenvectors as columns."""
    A = np.array(A, dtype=float)
    (a, b), (c, d) = A
    size = np.abs(A).max()
    D = ((a - d) / 2) ** 2 + b * c
    if abs(D) <= 1e-12 * size**2:
        D = 0.0
    root = np.sqrt(D) if D >= 0 else 1j * np.sqrt(-D)
    values = np.array([(a + d) / 2 + root, (a + d) / 2 - root])
    columns = []
    for value in values if D != 0 else values[:1]:
        rows = A - value * np.eye(2)
        if np.abs(rows).max() <= 1e-6 * size:
            return values, np.eye(2)  # every direction is kept
        r = rows[np.argmax(np.linalg.norm(rows, axis=1))]  # one of the two may be zero
        columns.append(np.array([-r[1], r[0]]) / np.linalg.norm(r))
    return values, np.column_stack(columns)


def power_iteration(A, x0, tolerance, max_steps):
    """Return the eigenvalue and the unit eigenvector to which repeated multiplication leads."""
    length = np.linalg.norm(x0)
    if length == 0:
        raise ValueError("the zero vector leads nowhere")
    x = x0 / length
    for _ in range(max_steps + 1):
        image = A @ x
        value, length = x @ image, np.linalg.norm(image)
        if np.linalg.norm(image - value * x) <= tolerance * length:
            return value, x
        x = image / length
    raise RuntimeError(f"the direction has not settled after {max_steps} steps")


def deflate(A, value, v):
    """Return the symmetric matrix with one eigenvalue turned into 0."""
    return A - value * np.outer(v, v) / (v @ v)


def matrix_power_by_diagonalisation(A, k):
    """Return the k-th power as P D^k P^-1."""
    values, P = np.linalg.eig(A)
    if np.linalg.cond(P) > 1e10:
        raise ValueError("the eigenvectors are no basis")
    power = P @ np.diag(values**k) @ np.linalg.inv(P)
    return power.real  # of a real matrix; the imaginary parts have cancelled


def steady_state(M):
    """Return the one distribution that a column-stochastic matrix leaves as it is."""
    M = np.array(M, dtype=float)
    if M.ndim != 2 or M.shape[0] != M.shape[1]:
        raise ValueError(f"a square matrix is needed, not one of shape {M.shape}")
    if (M < 0).any() or np.abs(M.sum(axis=0) - 1).max() > 1e-9:
        raise ValueError("the columns must hold probabilities with sum 1")
    n = len(M)
    if np.linalg.matrix_rank(M - np.eye(n), tol=1e-9) < n - 1:
        raise ValueError("there are several steady states")
    values, vectors = np.linalg.eig(M)
    v = vectors[:, np.argmin(np.abs(values - 1))].real
    return v / v.sum()


# --- C1W4-5 Lab: Projections and distances


def mean_and_covariance(X, ddof=1):
    """Return the mean of the rows and their covariance matrix."""
    X = np.asarray(X, dtype=float)
    if len(X) <= ddof:
        raise ValueError(f"{len(X)} points are too few to divide by n - {ddof}")
    m = X.mean(axis=0)
    gaps = X - m  # first subtract, then multiply: far from the origin the digits survive
    return m, gaps.T @ gaps / (len(X) - ddof)


def affine_mean(m, A, b):
    """Return the mean of the points A x + b."""
    return A @ m + b


def affine_covariance(C, A, b):
    """Return the covariance matrix of the points A x + b; b plays no part."""
    return A @ C @ A.T


def projection_matrix_1d(b):
    """Return the matrix of the projection on the line through b."""
    b = np.asarray(b, dtype=float)
    if not b.any():
        raise ValueError("a vector of zeros spans no line")
    return np.outer(b, b) / (b @ b)


def projection_matrix(B):
    """Return the matrix of the projection on the span of the columns of B."""
    if np.linalg.matrix_rank(B) < B.shape[1]:
        raise ValueError("the columns of B must be independent")
    return B @ np.linalg.solve(B.T @ B, B.T)


def project(X, B, m):
    """Return the nearest point of the flat through m along the columns of B, for each row of X."""
    return m + (X - m) @ projection_matrix(B)  # P is its own transpose


# --- C1W4-6 Project: PageRank


def link_matrix(links, n):
    """Return the link matrix: entry (i, j) is 1 / (number of pages that j links to) if j links to i."""
    if n < 1 or any(not 0 <= page < n for link in links for page in link):
        raise ValueError("n must be 1 or more, and pages have the numbers 0 to n - 1.")
    L = np.zeros((n, n))
    for start, end in links:
        L[end, start] = 1.0  # written, not added: a repeated link counts once
    out = L.sum(axis=0)
    L[:, out > 0] /= out[out > 0]  # columns of dangling pages stay zero
    return L


def surf(links, n, steps, damping, seed):
    """Return the pages that a random surfer visits, page 0 first."""
    if steps < 0 or not 0 <= damping <= 1:
        raise ValueError("steps must not be negative, and damping lies between 0 and 1.")
    ends = [[] for _ in range(n)]
    for start, end in {(int(start), int(end)) for start, end in links}:
        ends[start].append(end)
    rng = np.random.default_rng(seed)
    pages = [0]
    for _ in range(steps):
        choices = ends[pages[-1]]
        if choices and rng.random() < damping:
            pages.append(choices[rng.integers(len(choices))])
        else:  # a free jump, or nowhere to go
            pages.append(int(rng.integers(n)))
    return np.array(pages)


def page_rank_eig(L, damping):
    """Return the ranks: the eigenvector, with sum 1, of the surfer's matrix for the eigenvalue 1."""
    G = np.array(L, dtype=float)
    if G.ndim != 2 or G.shape[0] != G.shape[1] or not 0 <= damping <= 1:
        raise ValueError("L must be square, and damping lies between 0 and 1.")
    n, sums = len(G), G.sum(axis=0)
    if not np.all((np.abs(sums - 1) < 1e-9) | (sums == 0)):
        raise ValueError("Each column of L sums to 1, or to 0 for a dangling page.")
    G[:, sums == 0] = 1 / n  # from a dangling page the surfer jumps
    G = damping * G + (1 - damping) / n
    values, vectors = np.linalg.eig(G)
    v = vectors[:, np.argmin(np.abs(values - 1))].real
    return v / v.sum()  # mends the sign as well


def page_rank(links, n, damping=0.85, tol=1e-10, max_iter=1000):
    """Return the ranks, and how much each iteration changed them."""
    from scipy.sparse import csr_array

    links = np.array(links, dtype=int).reshape(-1, 2)  # also where there are none
    if n < 1 or not 0 <= damping <= 1 or (links.size and (links.min() < 0 or links.max() >= n)):
        raise ValueError("Pages have the numbers 0 to n - 1, and damping lies between 0 and 1.")
    L = csr_array((np.ones(len(links)), (links[:, 1], links[:, 0])), shape=(n, n))
    L.data[:] = 1.0  # a repeated link had been added up
    out = np.bincount(L.indices, minlength=n)
    L.data /= out[L.indices]  # each stored entry is divided by the links of its column's page
    dangling = out == 0
    r, changes = np.full(n, 1 / n), []
    for _ in range(max_iter):
        new = damping * (L @ r + r[dangling].sum() / n) + (1 - damping) / n
        changes.append(np.abs(new - r).sum())
        r = new
        if changes[-1] <= tol:
            break
    return r, np.array(changes)


def rank_report(links, names, ranks, top):
    """Return rows (name, rank, incoming links, name of the page that passes on most), the highest rank first."""
    if len(names) != len(ranks) or top < 1:
        raise ValueError("One name for each rank is needed, and top is 1 or more.")
    order = sorted(range(len(names)), key=lambda page: (-ranks[page], names[page]))[:top]
    out, linking = [0] * len(names), {page: [] for page in order}
    for start, end in set(map(tuple, np.asarray(links).tolist())):  # each link once
        out[start] += 1
        if end in linking:
            linking[end].append(start)
    rows = []
    for page in order:
        supporter = min(linking[page], key=lambda other: (-ranks[other] / out[other], names[other]), default=None)
        best = None if supporter is None else names[supporter]
        rows.append((names[page], float(ranks[page]), len(linking[page]), best))
    return rows


# --- C1W4-7 Assignment: PCA of handwritten digits


def centre(X):
    """Return the points with the mean subtracted from each, and the mean."""
    X = np.array(X, dtype=float)  # a copy; words are refused here
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError("X must be a table of finite numbers, one point in each row.")
    m = X.mean(axis=0)  # down the columns: one mean for each feature
    return X - m, m


def covariance_matrix(X):
    """Return the covariances of the features, divided by n - 1."""
    Xc, _ = centre(X)
    n = len(Xc)
    if n < 2:
        raise ValueError("A single point has no variance; at least two are needed.")
    return Xc.T @ Xc / (n - 1)


def principal_components(C, k):
    """Return the k first principal components as columns, and the variances along them."""
    C = np.array(C, dtype=float)
    if C.ndim != 2 or C.shape[0] != C.shape[1] or C.size == 0 or not np.isfinite(C).all():
        raise ValueError("C must be a square table of finite numbers.")
    if not np.allclose(C, C.T):
        raise ValueError("A covariance matrix is symmetric.")
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or not 1 <= k <= len(C):
        raise ValueError("k must be a whole number from 1 to the number of features.")
    values, vectors = np.linalg.eigh(C)  # rising order
    order = np.argsort(values)[::-1][:k]
    return vectors[:, order], values[order]


def projection_onto_components(X, m, V):
    """Return the coordinates of points along components: those of X minus m along the columns of V."""
    X, m, V = (np.array(part, dtype=float) for part in (X, m, V))
    if X.ndim != 2 or m.ndim != 1 or V.ndim != 2 or not X.shape[1] == len(m) == len(V):
        raise ValueError("X needs as many columns as m has entries and V has rows.")
    if X.size == 0 or V.size == 0 or not all(np.isfinite(part).all() for part in (X, m, V)):
        raise ValueError("X, m and V must hold finite numbers.")
    return (X - m) @ V


def pca(X, k):
    """Return coordinates, components, variances and mean, by the covariance matrix."""
    _, m = centre(X)
    V, variances = principal_components(covariance_matrix(X), k)
    return projection_onto_components(X, m, V), V, variances, m


def pca_high_dimensional(X, k):
    """Return coordinates, components, variances and mean, by the n x n matrix of the points' products."""
    Xc, m = centre(X)
    n, d = Xc.shape
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or not 1 <= k <= min(n - 1, d):
        raise ValueError("k must be a whole number from 1 to the smaller of n - 1 and d.")
    mu, W = np.linalg.eigh(Xc @ Xc.T)  # n x n, whatever d is
    mu, W = mu[::-1][:k], W[:, ::-1][:, :k]
    if mu[-1] <= 1e-10 * mu[0]:
        raise ValueError("The points do not spread in k directions.")
    V = Xc.T @ W / np.sqrt(mu)  # each column gets length 1
    return Xc @ V, V, mu / (n - 1), m


def reconstruct(Z, m, V):
    """Return the points that have the coordinates Z along the columns of V, counted from m."""
    Z, m, V = (np.array(part, dtype=float) for part in (Z, m, V))
    if Z.ndim != 2 or m.ndim != 1 or V.ndim != 2 or Z.shape[1] != V.shape[1] or len(m) != len(V):
        raise ValueError("Z needs as many columns as V, and m as many entries as V has rows.")
    if Z.size == 0 or V.size == 0 or not all(np.isfinite(part).all() for part in (Z, m, V)):
        raise ValueError("Z, m and V must hold finite numbers.")
    return Z @ V.T + m


def explained_variance_ratio(X, V):
    """Return the share of each column of V in the total variance of the points."""
    Xc, m = centre(X)
    Z = projection_onto_components(X, m, V)
    if (Xc == Xc[0]).all():
        raise ValueError("The points are all the same: there is no variance to share.")
    return (Z**2).sum(axis=0) / (Xc**2).sum()  # n - 1 would cancel
