"""Planted mistakes of course 1, week 1: for each exercise at least three wrong answers that no check may pass.

Source text, as a learner would type it; ``np`` is there.
"""

MISTAKES = {
    # --- C1W1-3 Lab: Arrays in NumPy
    "c1w1.basket_totals": [
        "def basket_totals(counts, prices):\n    return counts[0] @ prices",
        "def basket_totals(counts, prices):\n    return [sum(c * p for c, p in zip(row, prices)) for row in counts]",
        "def basket_totals(counts, prices):\n    return (counts @ prices)[:, None]",
        "def basket_totals(counts, prices):\n    counts *= prices\n    return counts.sum(axis=1)",
        "def basket_totals(counts, prices):\n    return (counts @ prices).astype(int)",
        "def basket_totals(counts, prices):\n    return np.array([5.4, 3.2, 4.0, 4.5])",
    ],
    "c1w1.standardise_columns": [
        "def standardise_columns(X):\n    return X - X.mean(axis=0)",
        "def standardise_columns(X):\n    return X / X.std(axis=0)",
        "def standardise_columns(X):\n    return (X - X.mean(axis=0)) / X.var(axis=0)",
        "def standardise_columns(X):\n    return (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))",
        "def standardise_columns(X):\n    X -= X.mean(axis=0)\n    return X / np.where(X.std(axis=0) == 0, 1, X.std(axis=0))",
        "def standardise_columns(X):\n    Z = X.copy()\n    for j in range(X.shape[1]):\n        s = X[:, j].std()\n"
        "        Z[:, j] = (X[:, j] - X[:, j].mean()) / (s if s else 1)\n    return Z.astype(int)",
        "def standardise_columns(X):\n    return (X - X.mean(axis=0)) / (X.std(axis=0) + 0.01)",
    ],
    "c1w1.checkerboard": [
        "def checkerboard(rows, columns):\n    board = np.zeros((rows, columns), dtype=int)\n    board[::2, ::2] = 1\n    return board",
        "def checkerboard(rows, columns):\n    return np.eye(rows, columns)",
        "def checkerboard(rows, columns):\n    return np.tile([[0, 1], [1, 0]], (rows // 2, columns // 2))",
        "def checkerboard(rows, columns):\n    return [[(i + j) % 2 for j in range(columns)] for i in range(rows)]",
        "def checkerboard(rows, columns):\n    return np.indices((rows, columns)).sum(axis=0)",
    ],
    "c1w1.crop_and_flip": [
        "def crop_and_flip(image, top, left, height, width):\n    return image[left : left + width, top : top + height][:, ::-1].copy()",
        "def crop_and_flip(image, top, left, height, width):\n    return image[top : top + width, left : left + height][:, ::-1].copy()",
        "def crop_and_flip(image, top, left, height, width):\n    return np.fliplr(image[top : top + height, left : left + width])",
        "def crop_and_flip(image, top, left, height, width):\n    piece = image[top : top + height, left : left + width]\n"
        "    piece[:] = piece[:, ::-1].copy()\n    return piece.copy()",
        "def crop_and_flip(image, top, left, height, width):\n    return image[top : top + height, left + width : left : -1].copy()",
        "def crop_and_flip(image, top, left, height, width):\n    return image[top : top + height, left : left + width].T.copy()",
        "def crop_and_flip(image, top, left, height, width):\n    return image[top : top + height, left : left + width][:, ::-1].astype(float)",
    ],
    "c1w1.pairwise_differences": [
        "def pairwise_differences(x, y):\n    return np.subtract.outer(x, y)",
        "def pairwise_differences(x, y):\n    return (np.asarray(x, float)[:, None] - np.asarray(y, float)) ** 2",
        "def pairwise_differences(x, y):\n    return np.asarray(x, float)[:, None] + np.asarray(y, float)",
        "def pairwise_differences(x, y):\n    return [[float(a) - float(b) for b in y] for a in x]",
        "def pairwise_differences(x, y):\n    return np.array([[float(x[i]) - float(y[j]) for j in range(len(x))] for i in range(len(y))])",
        "def pairwise_differences(x, y):\n    return (np.asarray(x, float)[:, None] - np.asarray(y, float)).ravel()",
    ],
    "c1w1.moving_average": [
        "def moving_average(series, width):\n    return np.convolve(series, np.ones(width) / width)",
        "def moving_average(series, width):\n    return np.convolve(series, np.ones(width), mode='valid') / (width - 1)",
        "def moving_average(series, width):\n    return [np.mean(series[i : i + width]) for i in range(len(series) - width + 1)]",
        "def moving_average(series, width):\n    return np.array([np.mean(series[max(0, i - width + 1) : i + 1]) for i in range(len(series))])",
        "def moving_average(series, width):\n    out = np.zeros_like(series[width - 1 :])\n    for i in range(len(out)):\n"
        "        out[i] = series[i : i + width].mean()\n    return out",
        "def moving_average(series, width):\n    return np.full(len(series) - width + 1, np.mean(series))",
    ],
    # --- C1W1-4 Lab: Systems as matrices
    "c1w1.residual": [
        "def residual(A, x, b):\n    return A @ x",
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
        "def plane_through_points(p, q, r):\n    q -= p\n    r -= p\n    n = np.cross(q, r)\n    if np.linalg.norm(n) <= 1e-9 * np.linalg.norm(q) * np.linalg.norm(r):\n"
        "        raise ValueError('one line')\n    return np.append(n, n @ p)",
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
        "def determinant_2x2(A):\n    return float(A[0, 0]) * float(A[1, 1]) - float(A[0, 1]) * float(A[1, 0])",
        "def determinant_2x2(A):\n    print(np.linalg.det(A))",
    ],
    "c1w1.determinant_3x3": [
        "def determinant_3x3(A):\n    return np.linalg.det(A[:2, :2])",
        "def determinant_3x3(A):\n    return np.linalg.det(A[1:, 1:]) * A[0, 0]",
        "def determinant_3x3(A):\n    return np.prod(A)",
        "def determinant_3x3(A):\n    return np.linalg.det(A) if A.shape == (3, 3) else None",
    ],
    "c1w1.rows_are_dependent": [
        "def rows_are_dependent(A):\n    return True",
        "def rows_are_dependent(A):\n    return np.allclose(A[0], A[1])",
        "def rows_are_dependent(A):\n    k = A[1, 0] / A[0, 0]\n    return np.allclose(A[1], k * A[0])",
        "def rows_are_dependent(A):\n    return A[0] @ A[1] == 0",
        "def rows_are_dependent(A):\n    return 'True' if np.linalg.matrix_rank(A) < 2 else 'False'",
    ],
    "c1w1.is_singular": [
        "def is_singular(A):\n    return np.linalg.matrix_rank(A) < 2",
        "def is_singular(A):\n    return 0 in A",
        "def is_singular(A):\n    try:\n        np.linalg.inv(A)\n    except Exception:\n        return True\n    return False",
        "def is_singular(A):\n    return bool(abs(np.linalg.det(A)) < 1e-3)",
    ],
    "c1w1.classify_system": [
        "def classify_system(A, b):\n    return 'one' if np.linalg.det(A) else 'none'",
        "def classify_system(A, b):\n    return {'one': 'One', 'none': 'None', 'many': 'Many'}['one']",
        "def classify_system(A, b):\n    if abs(np.linalg.det(A)) > 1e-9:\n        return 'one'\n    return 'many' if not b.any() else 'none'",
        "def classify_system(A, b):\n    return np.linalg.matrix_rank(A)",
    ],
    "c1w1.solve_2x2": [
        "def solve_2x2(A, b):\n    return b / np.diag(A)",
        "def solve_2x2(A, b):\n    return A @ b",
        "def solve_2x2(A, b):\n    return np.linalg.lstsq(np.array(A, float), np.array(b, float), rcond=None)[0]",
        "def solve_2x2(A, b):\n    return list(np.linalg.solve(A, b))",
        "def solve_2x2(A, b):\n    A -= 1\n    return np.linalg.solve(A + 1, b)",
    ],
    "c1w1.enough_baskets": [
        "def enough_baskets(counts):\n    return np.all(counts > 0)",
        "def enough_baskets(counts):\n    return np.linalg.det(counts[:3]) != 0",
        "def enough_baskets(counts):\n    return len(np.unique(counts)) > 3",
        "def enough_baskets(counts):\n    return np.linalg.matrix_rank(counts) >= 2",
    ],
    "c1w1.estimate_prices": [
        "def estimate_prices(counts, totals):\n    return np.linalg.solve(counts[:3], totals[:3])",
        "def estimate_prices(counts, totals):\n    return totals.mean() / counts.mean(axis=0)",
        "def estimate_prices(counts, totals):\n    return np.linalg.lstsq(counts, totals, rcond=None)",
        "def estimate_prices(counts, totals):\n    return np.linalg.pinv(counts) @ totals[: len(counts)]",
    ],
}
