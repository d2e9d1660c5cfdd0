"""Planted mistakes of course 1, week 2: for each exercise at least three wrong answers that no check may pass.

Source text, as a learner would type it; ``np`` is there.
"""

MISTAKES = {
    # --- C1W2-3 Lab: Row operations by machine
    "c1w2.swap_rows": [
        "def swap_rows(A, i, k):\n    A[[i, k]] = A[[k, i]]\n    return A",
        "def swap_rows(A, i, k):\n    B = A.copy()\n    B[i] = A[k]\n    return B",
        "def swap_rows(A, i, k):\n    B = A.copy()\n    B[[i, k]] = A[[k, i]]",
        "def swap_rows(A, i, k):\n    B = A.astype(float)\n    B[[i, k]] = A[[k, i]]\n    return B",
        "def swap_rows(A, i, k):\n    rows = A.tolist()\n    rows[i], rows[k] = rows[k], rows[i]\n    return rows",
        "def swap_rows(A, i, k):\n    B = A.copy()\n    old = B[i]\n    B[i] = B[k]\n    B[k] = old\n    return B",
        "def swap_rows(A, i, k):\n    B = A.copy()\n    B[[i, k], :-1] = A[[k, i], :-1]\n    return B",
    ],
    "c1w2.scale_row": [
        "def scale_row(A, i, c):\n    if c == 0:\n        raise ValueError('0')\n    B = A.copy()\n    B[i] = c * B[i]\n    return B",
        "def scale_row(A, i, c):\n    if c == 0:\n        raise ValueError('0')\n    B = A.copy()\n    B[i] *= c\n    return B",
        "def scale_row(A, i, c):\n    if c == 0:\n        raise ValueError('0')\n    B = A.astype(float)\n    B[i] = c * B[i]\n    return B",
        "def scale_row(A, i, c):\n    if c <= 0:\n        raise ValueError('not positive')\n    rows = list(A)\n    rows[i] = c * A[i]\n    return np.array(rows)",
        "def scale_row(A, i, c):\n    if c == 0:\n        raise ValueError('0')\n    rows = list(A)\n    rows[i] *= c\n    return np.array(rows)",
        "def scale_row(A, i, c):\n    if c == 0:\n        return A.copy()\n    rows = list(A)\n    rows[i] = c * A[i]\n    return np.array(rows)",
    ],
    "c1w2.add_multiple": [
        "def add_multiple(A, i, k, c):\n    if i == k:\n        raise ValueError('same')\n    A[i] = A[i] + c * A[k]\n    return A",
        "def add_multiple(A, i, k, c):\n    if i == k:\n        raise ValueError('same')\n    B = A.astype(float)\n    B[i] += c * B[k]\n    return B",
        "def add_multiple(A, i, k, c):\n    if i == k:\n        raise ValueError('same')\n    B = A.copy()\n    B[:, i] = A[:, i] + c * A[:, k]\n    return B",
        "def add_multiple(A, i, k, c):\n    if i == k:\n        raise ValueError('same')\n    rows = list(A)\n    rows[i] = A[i] + A[k]\n    return np.array(rows)",
        "def add_multiple(A, i, k, c):\n    if i == k:\n        raise ValueError('same')\n    B = A.copy()\n    B[i:] = A[i:] + c * A[k]\n    return B",
        "def add_multiple(A, i, k, c):\n    if i == k or c == 0:\n        raise ValueError('no change')\n    rows = list(A)\n    rows[i] = A[i] + c * A[k]\n    return np.array(rows)",
        "def add_multiple(A, i, k, c):\n    if i <= k:\n        raise ValueError('wrong order')\n    rows = list(A)\n    rows[i] = A[i] + c * A[k]\n    return np.array(rows)",
    ],
    "c1w2.first_nonzero_row": [
        "def first_nonzero_row(A, column, start, tolerance):\n    return int(np.flatnonzero(A[start:, column])[0]) + start",
        "def first_nonzero_row(A, column, start, tolerance):\n    for i in range(start, len(A)):\n        if abs(A[i, column]) > tolerance:\n            return i\n        else:\n            return None",
        "def first_nonzero_row(A, column, start, tolerance):\n    for i in range(start + 1, len(A)):\n        if abs(A[i, column]) > tolerance:\n            return i\n    return None",
        "def first_nonzero_row(A, column, start, tolerance):\n    for i in range(start, len(A)):\n        if abs(A[i, column]) > 1e-10:\n            return i\n    return None",
        "def first_nonzero_row(A, column, start, tolerance):\n    found = None\n    for i in range(start, len(A)):\n        if abs(A[i, column]) > tolerance:\n            found = i\n    return found",
        "def first_nonzero_row(A, column, start, tolerance):\n    for i in range(start, len(A)):\n        if abs(A[i, column]) > tolerance:\n            print(i)",
    ],
    "c1w2.apply_operations": [
        "def apply_operations(A, operations):\n    history = []\n    for kind, *numbers in operations:\n        f = dict(swap=swap_rows, scale=scale_row, add=add_multiple)[kind]\n        A = f(A, *numbers)\n    history.append(A)\n    return history",
        "def apply_operations(A, operations):\n    history = []\n    for kind, *numbers in operations:\n        f = dict(swap=swap_rows, scale=scale_row, add=add_multiple)[kind]\n        A = f(A, *numbers)\n        history.append(A)\n    return history",
        "def apply_operations(A, operations):\n    history = []\n    for kind, *numbers in operations:\n        if kind == 'swap':\n            swap_rows(A, *numbers)\n        elif kind == 'scale':\n            scale_row(A, *numbers)\n        elif kind == 'add':\n            add_multiple(A, *numbers)\n        else:\n            raise ValueError(kind)\n        history.append(A)\n    return history",
        "def apply_operations(A, operations):\n    history = []\n    for kind, i, k, c in operations:\n        if kind not in ('swap', 'scale', 'add'):\n            raise ValueError(kind)\n        history.append(add_multiple(A, i, k, c))\n    return history",
        "def apply_operations(A, operations):\n    history, B = [], A.copy()\n    for kind, *n in operations:\n        if kind == 'swap':\n            B[[n[0], n[1]]] = B[[n[1], n[0]]]\n        elif kind == 'scale':\n            B[n[0]] = B[n[0]] * n[1]\n        elif kind == 'add':\n            B[n[0]] = B[n[0]] + n[2] * B[n[1]]\n        else:\n            raise ValueError(kind)\n        history.append(B.copy())\n    return history",
        "def apply_operations(A, operations):\n    history, B = [], A.astype(float)\n    for kind, *n in operations:\n        if kind == 'swap':\n            B[[n[0], n[1]]] = B[[n[1], n[0]]]\n        elif kind == 'scale':\n            B[n[0]] *= n[1]\n        elif kind == 'add':\n            B[n[0]] += n[2] * B[n[1]]\n        else:\n            raise ValueError(kind)\n        history.append(B)\n    return history",
    ],
    "c1w2.count_operations": [
        "def count_operations(n):\n    return 2 * n**3 / 3",
        "def count_operations(n):\n    return round(2 * n**3 / 3)",
        "def count_operations(n):\n    count = 0\n    for j in range(n):\n        for i in range(j, n):\n            count += 1 + 2 * (n - j)\n    return count",
        "def count_operations(n):\n    count = 0\n    for j in range(n - 1):\n        count += 1 + 2 * (n - j)\n    return count",
        "def count_operations(n):\n    return n * (n - 1) // 2 + (n - 1) * n * (n + 1) // 3",
    ],
    # --- C1W2-4 Lab: Solving in practice
    "c1w2.relative_residual": [
        "def relative_residual(A, x, b):\n    return b - A @ x",
        "def relative_residual(A, x, b):\n    return np.linalg.norm(b - A * x) / np.linalg.norm(b)",
        "def relative_residual(A, x, b):\n    return np.abs(b - A @ x).sum() / np.abs(b).sum()",
        "def relative_residual(A, x, b):\n    b -= A @ x\n    return np.linalg.norm(b)",
    ],
    "c1w2.solve_many": [
        "def solve_many(A, B):\n    return np.linalg.inv(A) @ B",
        "def solve_many(A, B):\n    from scipy.linalg import lu_factor, lu_solve\n    factors = lu_factor(A)\n"
        "    if (abs(factors[0]) <= 1e-10 * abs(A).max()).any():\n        raise ValueError('singular')\n    return lu_solve(factors, B.T).T",
        "def solve_many(A, B):\n    return np.array([np.linalg.solve(A, b) for b in B])",
        "def solve_many(A, B):\n    return B @ np.linalg.inv(A)",
        "def solve_many(A, B):\n    if np.linalg.cond(A) > 5:\n        raise ValueError('singular')\n    return np.linalg.solve(A, B.T).T",
        "def solve_many(A, B):\n    return np.linalg.lstsq(A, B.T, rcond=None)[0].T",
        "def solve_many(A, B):\n    if np.linalg.matrix_rank(A) < len(A):\n        return None\n    return np.linalg.solve(A, B.T).T",
    ],
    "c1w2.digits_lost": [
        "def digits_lost(A):\n    return int(np.log10(np.linalg.cond(A)))",
        "def digits_lost(A):\n    if A.shape[0] != A.shape[1]:\n        raise ValueError('square')\n    return 16 - min(16.0, np.log10(np.linalg.cond(A)))",
        "def digits_lost(A):\n    n = np.linalg.norm(A) * np.linalg.norm(np.linalg.inv(A))\n    return min(16.0, np.log10(n))",
        "def digits_lost(A):\n    if A.shape[0] != A.shape[1]:\n        raise ValueError('square')\n    return min(16.0, -np.log10(np.linalg.cond(A)))",
    ],
    "c1w2.certain_rank": [
        "def certain_rank(A, error):\n    return min(A.shape)",
        "def certain_rank(A, error):\n    from scipy.linalg import lu\n    U = lu(A)[2]\n"
        "    return int((abs(np.diag(U)) > max(error * np.sqrt(A.size), 1e-10 * np.abs(A).max())).sum())",
        "def certain_rank(A, error):\n    return np.linalg.matrix_rank(A, tol=error)",
        "def certain_rank(A, error):\n    return np.linalg.matrix_rank(A, rtol=error)",
        "def certain_rank(A, error):\n    return (np.linalg.svd(A, compute_uv=False) > error * np.sqrt(A.size)).any()",
        "def certain_rank(A, error):\n    return np.linalg.matrix_rank(np.round(A, 2))",
        "def certain_rank(A, error):\n    return np.linalg.matrix_rank(A, tol=max(error * min(A.shape), 1e-10 * np.abs(A).max()))",
        "def certain_rank(A, error):\n    return np.linalg.matrix_rank(A, tol=max(error * max(A.shape), 1e-10 * np.abs(A).max()))",
    ],
    "c1w2.compress_image": [
        "def compress_image(image, k):\n    return image",
        "def compress_image(image, k):\n    U, s, V = np.linalg.svd(image, full_matrices=False)\n    return (U[:, :k] * s[:k]) @ V[:k]",
        "def compress_image(image, k):\n    U, s, V = np.linalg.svd(image.astype(float), full_matrices=False)\n    return np.clip(np.round((U[:, :k] * s[:k]) @ V[:, :k].T), 0, 255).astype(np.uint8)",
        "def compress_image(image, k):\n    small = image.copy()\n    small[k:] = 0\n    return small",
        "def compress_image(image, k):\n    U, s, V = np.linalg.svd(image.astype(float), full_matrices=False)\n    return np.clip(np.round((U[:, :k] * s[:k]) @ V[:k]), 0, 255)",
    ],
    "c1w2.plate_system": [
        "def plate_system(n, top, bottom, left, right):\n    return 4 * np.eye(n * n), np.zeros(n * n)",
        "def plate_system(n, top, bottom, left, right):\n    from scipy.sparse import diags_array\n    N = n * n\n"
        "    A = diags_array([-1.0, -1.0, 4.0, -1.0, -1.0], offsets=[-n, -1, 0, 1, n], shape=(N, N)).tocsr()\n"
        "    b = np.zeros((n, n))\n    b[0] += top\n    b[-1] += bottom\n    b[:, 0] += left\n    b[:, -1] += right\n    return A, b.ravel()",
        "def plate_system(n, top, bottom, left, right):\n    from scipy.sparse import eye_array\n    return 4 * eye_array(n * n)",
        "def plate_system(n, top, bottom, left, right):\n    from utils import linalg\n    A, b = linalg.plate_system(n, top=top, bottom=bottom, left=left, right=right)\n    return A, b / 4",
        "def plate_system(n, top, bottom, left, right):\n    from utils import linalg\n    A, b = linalg.plate_system(n, top=bottom, bottom=top, left=right, right=left)\n    return A.toarray(), b",
        "def plate_system(n, top, bottom, left, right):\n    from utils import linalg\n    return linalg.plate_system(n, top=top, bottom=bottom, left=left, right=right)[0]",
    ],
    # --- C1W2-5 Assignment: Gaussian elimination from scratch
    "c1w2.augment": [
        "def augment(A, b):\n    return np.append(A, b)",
        "def augment(A, b):\n    return np.column_stack([A, b])",
        "def augment(A, b):\n    return np.hstack([A, b[:, None]]).tolist()",
        "def augment(A, b):\n    A, b = np.array(A, dtype=float), np.array(b, dtype=float)\n    return np.column_stack([A, -b])",
        "def augment(A, b):\n    return np.array(A, dtype=float), np.array(b, dtype=float)",
    ],
    "c1w2.row_echelon_form": [
        "def row_echelon_form(A):\n    return np.triu(np.array(A, dtype=float))",
        "def row_echelon_form(A):\n    return np.array(A, dtype=float)",
        "def row_echelon_form(A):\n    M = np.array(A, dtype=float)\n    return M[np.argsort(-np.abs(M[:, 0]))]",
        "def row_echelon_form(A):\n    return np.eye(*np.shape(A))",
        "def row_echelon_form(A):\n    M = np.array(A, dtype=float)\n    for i in range(1, len(M)):\n        M[i] -= M[i, 0] / M[0, 0] * M[0]\n    return M",
        "def row_echelon_form(A):\n    return np.linalg.qr(np.array(A, dtype=float))[1]",
    ],
    "c1w2.reduced_row_echelon_form": [
        "def reduced_row_echelon_form(A):\n    return np.eye(*np.shape(A))",
        "def reduced_row_echelon_form(A):\n    return np.round(row_echelon_form(A))",
        "def reduced_row_echelon_form(A):\n    R = row_echelon_form(A)\n    R[-1] = R[-1] / R[-1].max()\n    return R",
        "def reduced_row_echelon_form(A):\n    R = row_echelon_form(A)\n    return R / np.abs(R).max()",
        "def reduced_row_echelon_form(A):\n    R = row_echelon_form(A)\n    for r in range(len(R)):\n        c = np.argmax(np.abs(R[r]))\n        if R[r, c]:\n            R[r] = R[r] / R[r, c]\n            for i in range(r):\n                R[i] = R[i] - R[i, c] * R[r]\n    return R",
    ],
    "c1w2.rank": [
        "def rank(A):\n    return len(A)",
        "def rank(A):\n    return np.shape(A)[1]",
        "def rank(A):\n    return np.linalg.matrix_rank(A, tol=1e-8)",
        "def rank(A):\n    return bool(np.any(A))",
        "def rank(A):\n    return int((np.abs(row_echelon_form(A)) > 1e-10 * np.abs(A).max()).any(axis=0).sum())",
        "def rank(A):\n    return len(np.unique(A, axis=0))",
        "def rank(A):\n    return sum(row.sum() != 0 for row in row_echelon_form(A))",
    ],
    "c1w2.back_substitution": [
        "def back_substitution(U, b):\n    return b / np.diag(U)",
        "def back_substitution(U, b):\n    x = np.zeros(len(b))\n    for i in range(len(b) - 1, -1, -1):\n        x[i] = (b[i] - sum(U[j, i] * x[j] for j in range(i + 1, len(b)))) / U[i, i]\n    return x",
        "def back_substitution(U, b):\n    return np.linalg.solve(U, b)",
        "def back_substitution(U, b):\n    x = np.zeros_like(b)\n    for i in range(len(b) - 1, -1, -1):\n        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]\n    return x",
        "def back_substitution(U, b):\n    for i in range(len(b) - 1, -1, -1):\n        b[i] = (b[i] - U[i, i + 1 :] @ b[i + 1 :]) / U[i, i]\n    return b",
        "def back_substitution(U, b):\n    return np.linalg.lstsq(U, b, rcond=None)[0]",
    ],
    "c1w2.solve_linear_system": [
        "def solve_linear_system(A, b):\n    return 'one', np.linalg.lstsq(A, b, rcond=None)[0], np.zeros((A.shape[1], 0))",
        "def solve_linear_system(A, b):\n    return np.linalg.solve(A, b)",
        "def solve_linear_system(A, b):\n    r = np.linalg.matrix_rank(A)\n    return ('one' if r == A.shape[1] else 'many'), np.linalg.pinv(A) @ b, np.linalg.svd(A)[2][r:].T",
        "def solve_linear_system(A, b):\n    n = np.shape(A)[1]\n    return 'many', np.zeros(n), np.eye(n)",
        "def solve_linear_system(A, b):\n    x, N = np.linalg.pinv(A) @ b, np.linalg.svd(A)[2][rank(A) :].T\n    return ('many' if N.size else 'one') if np.allclose(A @ x, b) else 'none', x, N",
    ],
    "c1w2.is_singular_by_elimination": [
        "def is_singular_by_elimination(A):\n    return np.linalg.det(A) == 0",
        "def is_singular_by_elimination(A):\n    return bool(abs(np.linalg.det(A)) < 1e-9)",
        "def is_singular_by_elimination(A):\n    return rank(A)",
        "def is_singular_by_elimination(A):\n    return not A.any(axis=1).all()",
    ],
    "c1w2.junction_system": [
        "def junction_system(streets, inflow):\n    names = sorted({n for s in streets for n in s})\n    A = np.zeros((len(names), len(streets)))\n    for k, (i, j) in enumerate(streets):\n        A[names.index(i), k], A[names.index(j), k] = 1, -1\n    return A, np.array(list(inflow.values()), dtype=float)",
        "def junction_system(streets, inflow):\n    names = sorted({n for s in streets for n in s})\n    A = np.zeros((len(names), len(names)))\n    for i, j in streets:\n        A[names.index(i), names.index(j)] = 1\n    return A, np.array([inflow.get(n, 0) for n in names], dtype=float)",
        "def junction_system(streets, inflow):\n    names = sorted({n for s in streets for n in s})\n    A = np.zeros((len(names), len(streets)))\n    for k, (i, j) in enumerate(streets):\n        A[names.index(i), k] = 1\n    return A, np.array([inflow.get(n, 0) for n in names], dtype=float)",
        "def junction_system(streets, inflow):\n    streets.sort()\n    return np.zeros((3, 3)), np.zeros(3)",
    ],
    "c1w2.parse_equations": [
        "def parse_equations(text):\n    return text.split()",
        "def parse_equations(text):\n    return ['x', 'y'], np.array([[2.0, 3.0], [1.0, -1.0]]), np.array([5.0, 1.0])",
        "def parse_equations(text):\n    names = sorted(set(c for c in text if c.isalpha()))\n    return names, np.ones((len(text.splitlines()), len(names))), np.zeros(len(text.splitlines()))",
    ],
}
