"""Reference solutions of course 1, week 1: one plain function for each exercise.

Each is written as a learner could write it in the notebook: NumPy is there as ``np``, and nothing else is needed.
"""

import numpy as np

# --- C1W1-3 Lab: Arrays in NumPy

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
    A = np.asarray(A, dtype=float)
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
