"""Reference solutions of course 1, week 1: one plain function for each exercise.

Each is written as a learner could write it in the notebook: NumPy is there as ``np``, and nothing else is needed.
"""

import numpy as np

# --- C1W1-3 Lab: Arrays in NumPy


def basket_totals(counts, prices):
    """Return what each basket costs."""
    return counts @ prices


def standardise_columns(X):
    """Return a table whose columns have mean 0 and standard deviation 1; a column that never changes becomes zeros."""
    spread = X.std(axis=0)
    # Asked of the entries themselves: rounding can leave a standard deviation of 1e-17 where it should be 0.
    spread[X.max(axis=0) == X.min(axis=0)] = 1
    return (X - X.mean(axis=0)) / spread


def checkerboard(rows, columns):
    """Return a board of zeros and ones that alternate, with 0 in the upper left corner."""
    board = np.zeros((rows, columns), dtype=int)
    board[::2, 1::2] = 1
    board[1::2, ::2] = 1
    return board


def crop_and_flip(image, top, left, height, width):
    """Return a piece of an image with left and right exchanged, as a copy."""
    piece = image[top : top + height, left : left + width]
    return piece[:, ::-1].copy()


def pairwise_differences(x, y):
    """Return every entry of x minus every entry of y."""
    x = np.asarray(x, dtype=float)
    y = np.asarray(y, dtype=float)
    return x[:, None] - y


def moving_average(series, width):
    """Return the mean of every full window of a series."""
    totals = np.concatenate([[0.0], np.cumsum(series)])  # totals[i] is the sum of the first i numbers
    return (totals[width:] - totals[:-width]) / width


# --- C1W1-4 Lab: Systems as matrices


def residual(A, x, b):
    """Return by how much each equation of A x = b is missed."""
    return b - A @ x


def sentences_to_system(sentences):
    """Read sentences such as "2 kg rice and 3 kg beans cost 13" as A, b and the sorted names."""
    parsed = []
    for sentence in sentences:
        left, total = sentence.split(" cost ")
        weights = {}
        for part in left.split(" and "):
            weight, _, name = part.split()
            weights[name] = weights.get(name, 0.0) + float(weight)
        parsed.append((weights, float(total)))
    names = sorted({name for weights, _ in parsed for name in weights})
    A = np.array([[weights.get(name, 0.0) for name in names] for weights, _ in parsed])
    b = np.array([total for _, total in parsed])
    return A, b, names


def lines_intersection(line1, line2):
    """Return the crossing of a1 x + b1 y = c1 and a2 x + b2 y = c2."""
    a1, b1, c1 = line1
    a2, b2, c2 = line2
    determinant = a1 * b2 - a2 * b1
    if abs(determinant) <= 1e-9 * np.hypot(a1, b1) * np.hypot(a2, b2):
        raise ValueError("the lines are parallel, so they do not cross in one point")
    return np.linalg.solve(np.array([[a1, b1], [a2, b2]]), np.array([c1, c2]))


def plane_through_points(p, q, r):
    """Return [a, b, c, d] with a x + b y + c z = d for all three points."""
    u, v = q - p, r - p
    normal = np.cross(u, v)
    if np.linalg.norm(normal) <= 1e-9 * np.linalg.norm(u) * np.linalg.norm(v):
        raise ValueError("the three points lie on one line, so many planes pass through them")
    return np.append(normal, normal @ p)


def mixture(shares, target, amount):
    """Return how many kg of each component make `amount` kg with the shares of `target`."""
    A = np.vstack([shares, np.ones(shares.shape[1])])
    b = np.append(target * amount, amount)
    if np.linalg.cond(A) > 1e10:
        raise ValueError("the amounts are not determined: one component is a mix of the others")
    x = np.linalg.solve(A, b)
    if (x < -1e-9 * amount).any():
        raise ValueError("out of reach: an amount would have to be negative")
    return x


# --- C1W1-5 Assignment: One, none or many?


def determinant_2x2(A):
    """Return the determinant of a 2×2 matrix."""
    A = np.array(A, dtype=float)  # floats: products of small integer types wrap round
    if A.shape != (2, 2) or not np.isfinite(A).all():
        raise ValueError("A must be a 2×2 matrix of finite numbers.")
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


def determinant_3x3(A):
    """Return the determinant of a 3×3 matrix."""
    A = np.array(A, dtype=float)
    if A.shape != (3, 3) or not np.isfinite(A).all():
        raise ValueError("A must be a 3×3 matrix of finite numbers.")
    (a, b, c), (d, e, f), (g, h, i) = A
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def rows_are_dependent(A):
    """Say whether one of two rows is a multiple of the other."""
    A = np.array(A, dtype=float)
    if A.ndim != 2 or A.shape[0] != 2 or A.shape[1] == 0 or not np.isfinite(A).all():
        raise ValueError("A must have two rows, at least one column, and finite numbers.")
    r, s = A
    limit = 1e-9 * np.linalg.norm(r) * np.linalg.norm(s)
    n = A.shape[1]
    for i in range(n):
        for j in range(i + 1, n):
            if abs(r[i] * s[j] - r[j] * s[i]) > limit:
                return False
    return True


def is_singular(A):
    """Say whether a 2×2 or 3×3 matrix is singular."""
    A = np.array(A, dtype=float)
    if A.shape not in [(2, 2), (3, 3)] or not np.isfinite(A).all():
        raise ValueError("A must be a 2×2 or 3×3 matrix of finite numbers.")
    largest = np.prod(np.linalg.norm(A, axis=1))  # rows of these lengths cannot have a larger determinant
    return bool(abs(np.linalg.det(A)) <= 1e-9 * largest)


def classify_system(A, b):
    """Say how many solutions two equations in two unknowns have."""
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    if A.shape != (2, 2) or b.shape != (2,) or not (np.isfinite(A).all() and np.isfinite(b).all()):
        raise ValueError("A must be 2×2, b must have two entries, and all of them must be finite numbers.")
    if not is_singular(A):
        return "one"
    M = np.column_stack([A, b])  # one row per equation: two coefficients, then the right-hand side
    for row in M:
        if not row[:2].any() and row[2] != 0:
            return "none"  # 0x + 0y = c with c other than 0
    return "many" if rows_are_dependent(M) else "none"


def solve_2x2(A, b):
    """Return the one solution of two equations in two unknowns."""
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    if A.shape != (2, 2) or b.shape != (2,) or not (np.isfinite(A).all() and np.isfinite(b).all()):
        raise ValueError("A must be 2×2, b must have two entries, and all of them must be finite numbers.")
    if is_singular(A):
        raise ValueError("A is singular: the system has no solution or infinitely many.")
    det = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    x = (b[0] * A[1, 1] - A[0, 1] * b[1]) / det  # b in place of the first column
    y = (A[0, 0] * b[1] - b[0] * A[1, 0]) / det  # b in place of the second column
    return np.array([x, y])


def enough_baskets(counts):
    """Say whether some three baskets determine the three prices."""
    counts = np.array(counts, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != 3 or not np.isfinite(counts).all():
        raise ValueError("counts must have three columns, one per item, and finite numbers.")
    n = len(counts)
    for i in range(n):
        for j in range(i + 1, n):
            for k in range(j + 1, n):
                if not is_singular(counts[[i, j, k]]):
                    return True
    return False


def estimate_prices(counts, totals):
    """Average the prices that all triples of baskets give, each weighted with its squared determinant."""
    counts, totals = np.array(counts, dtype=float), np.array(totals, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != 3 or totals.shape != (len(counts),):
        raise ValueError("counts must have three columns, and totals one entry for each row of counts.")
    if not (np.isfinite(counts).all() and np.isfinite(totals).all()):
        raise ValueError("counts and totals must hold finite numbers.")
    n = len(counts)
    top, bottom = np.zeros(3), 0.0
    for i in range(n):
        for j in range(i + 1, n):
            for k in range(j + 1, n):
                rows = [i, j, k]
                if is_singular(counts[rows]):
                    continue
                weight = np.linalg.det(counts[rows]) ** 2
                top += weight * np.linalg.solve(counts[rows], totals[rows])
                bottom += weight
    if bottom == 0:
        raise ValueError("These baskets do not determine the prices: every three of them are singular.")
    return top / bottom
