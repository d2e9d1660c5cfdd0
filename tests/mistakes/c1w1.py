"""Planted mistakes of course 1, week 1: for each exercise at least three wrong answers that no check may pass.

Source text, as a learner would type it; ``np`` is there.
"""

MISTAKES = {
    # --- C1W1-3 Lab: Arrays in NumPy
    # --- C1W1-4 Lab: Systems as matrices
    "c1w1.residual": [
        "def residual(A, x, b):\n    return A @ x",
        "def residual(A, x, b):\n    return b - x @ A",
        "def residual(A, x, b):\n    b -= A @ x\n    return b",
        "def residual(A, x, b):\n    return (b - A @ x) / b",
        "def residual(A, x, b):\n    return list(b - A @ x)",
    ],
    "c1w1.sentences_to_system": [
        "def sentences_to_system(sentences):\n    return np.zeros((2, 2)), np.zeros(2), ['beans', 'rice']",
        "def sentences_to_system(sentences):\n    A = np.array([[float(w) for w in s.split() if w.replace('.', '').isdigit()] for s in sentences])\n    return A[:, :-1], A[:, -1]",
        "def sentences_to_system(sentences):\n    names = sorted({w for s in sentences for w in s.split() if w.isalpha()})\n    A = np.zeros((len(sentences), len(names)))\n"
        "    b = np.array([float(s.split(' cost ')[1]) for s in sentences])\n    return A, b, names",
        "def sentences_to_system(sentences):\n    names = sorted({p.split()[2] for s in sentences for p in s.split(' cost ')[0].split(' and ')})\n"
        "    A = np.zeros((len(sentences), len(names)))\n    for i, s in enumerate(sentences):\n        for p in s.split(' cost ')[0].split(' and '):\n"
        "            w, _, name = p.split()\n            A[i, names.index(name)] += float(w)\n    return A, [s.split(' cost ')[1] for s in sentences], names",
    ],
    "c1w1.lines_intersection": [
        "def lines_intersection(line1, line2):\n    A = np.array([line1[:2], line2[:2]])\n    return A @ np.array([line1[2], line2[2]])",
        "def lines_intersection(line1, line2):\n    A = np.array([line1[:2], line2[:2]])\n    try:\n        return np.linalg.solve(A, np.array([line1[2], line2[2]]))\n"
        "    except np.linalg.LinAlgError:\n        return None",
        "def lines_intersection(line1, line2):\n    A = np.array([line1, line2])\n    return np.linalg.lstsq(A[:, :2], A[:, 2], rcond=None)[0]",
        "def lines_intersection(line1, line2):\n    A = np.array([line1, line2])\n    if np.linalg.cond(A[:, :2]) > 1000:\n        raise ValueError('parallel')\n    return np.linalg.solve(A[:, :2], A[:, 2])",
    ],
    "c1w1.plane_through_points": [
        "def plane_through_points(p, q, r):\n    return np.cross(q - p, r - p)",
        "def plane_through_points(p, q, r):\n    n = np.cross(q - p, r - p)\n    return np.array([*n, 0.0])",
        "def plane_through_points(p, q, r):\n    n = np.cross(q - p, r - q)\n    if not n.any():\n        raise ValueError('one line')\n    return np.append(n, 1.0)",
        "def plane_through_points(p, q, r):\n    n = (p + q + r) / 3\n    return np.append(n, n @ p)",
        "def plane_through_points(p, q, r):\n    n = np.cross(q - p, r - p)\n    n = n / np.linalg.norm(n)\n    return np.append(n, n @ p)",
    ],
    "c1w1.mixture": [
        "def mixture(shares, target, amount):\n    return np.full(shares.shape[1], amount / shares.shape[1])",
        "def mixture(shares, target, amount):\n    A = np.vstack([shares, np.ones(shares.shape[1])])\n    x = np.linalg.solve(A, np.append(target * amount, amount))\n    return np.clip(x, 0, None)",
        "def mixture(shares, target, amount):\n    return np.linalg.lstsq(shares, target * amount, rcond=None)[0]",
        "def mixture(shares, target, amount):\n    A = np.vstack([shares, np.ones(shares.shape[1])])\n    x = np.linalg.solve(A, np.append(target * amount, amount))\n    return x if (x >= 0).all() else None",
        "def mixture(shares, target, amount):\n    target *= amount\n    A = np.vstack([shares, np.ones(shares.shape[1])])\n    return np.linalg.solve(A, np.append(target, amount))",
    ],
    # --- C1W1-5 Assignment: One, none or many?
    "c1w1.determinant_2x2": [
        "def determinant_2x2(A):\n    return A[0][0] * A[1][1]",
        "def determinant_2x2(A):\n    return np.linalg.norm(A)",
        "def determinant_2x2(A):\n    return A[0, 0] * A[1, 1] - A[0, 1]",
    ],
}
