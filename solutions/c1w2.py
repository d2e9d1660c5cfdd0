"""Reference solutions of course 1, week 2."""

import numpy as np

# --- C1W2-3 Lab: Row operations by machine


def swap_rows(A, i, k):
    """Return A with rows i and k swapped."""
    B = A.copy()
    B[[i, k]] = A[[k, i]]
    return B


def scale_row(A, i, c):
    """Return A with row i multiplied by c."""
    if c == 0:
        raise ValueError("a row must not be multiplied by 0: its equation would be lost")
    rows = list(A)
    rows[i] = c * A[i]
    return np.array(rows)  # a type that fits all rows: ints and halves become floats, Fractions stay


def add_multiple(A, i, k, c):
    """Return A with c times row k added to row i."""
    if i == k:
        raise ValueError("the row that is added has to be another one")
    rows = list(A)
    rows[i] = A[i] + c * A[k]
    return np.array(rows)


def first_nonzero_row(A, column, start, tolerance):
    """Return the first row from `start` on whose entry in `column` does not count as zero, or None."""
    for i in range(start, len(A)):
        if abs(A[i, column]) > tolerance:
            return i
    return None


def apply_operations(A, operations):
    """Return the list of the matrices after each operation."""
    functions = {"swap": swap_rows, "scale": scale_row, "add": add_multiple}
    history = []
    for kind, *numbers in operations:
        if kind not in functions:
            raise ValueError(f"{kind!r} is no row operation; there are swap, scale and add")
        A = functions[kind](A, *numbers)
        history.append(A)
    return history


def count_operations(n):
    """Return how many operations bring n equations in n unknowns to echelon form."""
    count = 0
    for j in range(n):  # the pivot stands in row j and column j
        for _ in range(j + 1, n):  # for every row below it
            count += 1  # one division: the multiplier
            count += 2 * (n - j)  # right of the pivot, right-hand side included: multiply, subtract
    return count


# --- C1W2-4 Lab: Solving in practice


def relative_residual(A, x, b):
    """Return the length of the residual over the length of b."""
    return np.linalg.norm(b - A @ x) / np.linalg.norm(b)


def solve_many(A, B):
    """Return one row for each row of B: the solution of A x = that row."""
    import warnings

    from scipy.linalg import lu_factor, lu_solve

    with warnings.catch_warnings(action="ignore"):  # the pivots are looked at below
        factors = lu_factor(A)
    pivots = np.diag(factors[0])
    if (np.abs(pivots) <= 1e-10 * np.abs(A).max()).any():
        raise ValueError("A is singular: a pivot is zero up to rounding")
    return lu_solve(factors, B.T).T


def digits_lost(A):
    """Return the logarithm of the condition number, at most 16."""
    if A.shape[0] != A.shape[1]:
        raise ValueError("A must be square")
    return min(16.0, np.log10(np.linalg.cond(A)))


def certain_rank(A, error):
    """Return the rank that the true matrix has at least, if every entry of A is off by at most `error`."""
    tolerance = max(error * np.sqrt(A.size), 1e-10 * np.abs(A).max())
    return int(np.linalg.matrix_rank(A, tol=tolerance))


def compress_image(image, k):
    """Return the picture whose channels are the best approximations of rank at most k."""

    def layer(channel):
        U, s, Vt = np.linalg.svd(channel.astype(float), full_matrices=False)
        return (U[:, :k] * s[:k]) @ Vt[:k]

    if image.ndim == 2:
        picture = layer(image)
    else:
        picture = np.stack([layer(image[:, :, c]) for c in range(image.shape[2])], axis=2)
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def plate_system(n, top, bottom, left, right):
    """Return the sparse matrix and the right-hand side for the temperatures inside a plate."""
    from scipy.sparse import coo_array

    rows, columns, values = [], [], []
    b = np.zeros(n * n)
    for i in range(n):
        for j in range(n):
            here = i * n + j
            rows.append(here)
            columns.append(here)
            values.append(4.0)
            for inside, other, edge in (
                (i > 0, here - n, top),
                (i < n - 1, here + n, bottom),
                (j > 0, here - 1, left),
                (j < n - 1, here + 1, right),
            ):
                if inside:
                    rows.append(here)
                    columns.append(other)
                    values.append(-1.0)
                else:
                    b[here] += edge
    A = coo_array((values, (rows, columns)), shape=(n * n, n * n)).tocsr()
    return A, b


# --- C1W2-5 Assignment: Gaussian elimination from scratch


def augment(A, b):
    """Return [A | b], the matrix with the right-hand side as a last column."""
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    if A.ndim != 2 or A.size == 0 or b.shape != (len(A),):
        raise ValueError("A must have rows and columns, and b one entry for each row of A.")
    if not (np.isfinite(A).all() and np.isfinite(b).all()):
        raise ValueError("A and b must hold finite numbers.")
    return np.column_stack([A, b])


def row_echelon_form(A):
    """Return a row echelon form, reached with partial pivoting."""
    M = np.array(A, dtype=float)  # a copy, and floats
    if M.ndim != 2 or M.size == 0 or not np.isfinite(M).all():
        raise ValueError("A must be a matrix of finite numbers with at least one row and one column.")
    m, n = M.shape
    tolerance = 1e-10 * np.abs(M).max()  # once, from the matrix as it was given
    row = 0
    for column in range(n):
        if row == m:
            break
        p = row + np.argmax(np.abs(M[row:, column]))  # argmax counts from the row where the slice begins
        if abs(M[p, column]) <= tolerance:
            M[row:, column] = 0.0  # what rounding left
            continue  # no pivot here: next column, same row
        M[[row, p]] = M[[p, row]]
        for i in range(row + 1, m):
            factor = M[i, column] / M[row, column]
            M[i] = M[i] - factor * M[row]
            M[i, column] = 0.0
        row += 1
    return M


def reduced_row_echelon_form(A):
    """Return the reduced row echelon form."""
    R = row_echelon_form(A)
    tolerance = 1e-10 * np.abs(np.array(A, dtype=float)).max()
    for row in range(len(R) - 1, -1, -1):  # from the last pivot up
        places = np.flatnonzero(np.abs(R[row]) > tolerance)
        if places.size == 0:
            continue  # a row of zeros has no pivot
        column = places[0]
        R[row] = R[row] / R[row, column]
        for i in range(row):
            R[i] = R[i] - R[i, column] * R[row]
            R[i, column] = 0.0
    return R


def rank(A):
    """Return the number of pivots of A."""
    R = row_echelon_form(A)
    tolerance = 1e-10 * np.abs(np.array(A, dtype=float)).max()
    return int((np.abs(R) > tolerance).any(axis=1).sum())


def back_substitution(U, b):
    """Return the solution of U x = b for an upper triangular U."""
    U, b = np.array(U, dtype=float), np.array(b, dtype=float)
    if U.ndim != 2 or U.size == 0 or U.shape[0] != U.shape[1] or b.shape != (len(U),):
        raise ValueError("U must be square, and b needs one entry for each row of U.")
    if not (np.isfinite(U).all() and np.isfinite(b).all()):
        raise ValueError("U and b must hold finite numbers.")
    tolerance = 1e-10 * np.abs(U).max()
    if (np.abs(np.tril(U, -1)) > tolerance).any():
        raise ValueError("U must be upper triangular: only zeros below the diagonal.")
    if (np.abs(np.diag(U)) <= tolerance).any():
        raise ValueError("A zero on the diagonal: there is no solution, or there are many.")
    n = len(b)
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x


def solve_linear_system(A, b):
    """Return the kind ("one", "none" or "many"), a particular solution and a basis of the null space."""
    M = augment(A, b)
    n = M.shape[1] - 1
    tolerance = 1e-10 * np.abs(M).max()
    R = row_echelon_form(M)
    pivots = []
    for row in R:
        places = np.flatnonzero(np.abs(row) > tolerance)
        if places.size:
            pivots.append(int(places[0]))
    if n in pivots:
        return "none", None, None  # a row that says 0 = c
    R = reduced_row_echelon_form(M)
    free = [j for j in range(n) if j not in pivots]
    x = np.zeros(n)  # the free unknowns are 0 in this one
    N = np.zeros((n, len(free)))
    for k, j in enumerate(free):
        N[j, k] = 1.0
    for i, j in enumerate(pivots):  # row i holds the pivot of unknown j
        x[j] = R[i, n]
        N[j] -= R[i, free]
    return ("many" if free else "one"), x, N


def is_singular_by_elimination(A):
    """Say whether a square matrix is singular: whether a column is left without a pivot."""
    A = np.array(A, dtype=float)
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError("A must be square.")
    return rank(A) < len(A)


def junction_system(streets, inflow):
    """Return A and b of the equations "out minus in = inflow", one for each junction."""
    if len(streets) == 0:
        raise ValueError("At least one street is needed.")
    if any(start == end for start, end in streets):
        raise ValueError("A street must lead from one junction to another.")
    junctions = sorted({name for street in streets for name in street})
    if any(name not in junctions for name in inflow):
        raise ValueError("inflow names a junction that no street touches.")
    A = np.zeros((len(junctions), len(streets)))
    for k, (start, end) in enumerate(streets):
        A[junctions.index(start), k] = 1.0
        A[junctions.index(end), k] = -1.0
    b = np.array([inflow.get(name, 0) for name in junctions], dtype=float)
    if not np.isfinite(b).all():
        raise ValueError("The inflows must be finite numbers.")
    return A, b


def parse_equations(text):
    """Return the unknowns, A and b of typed equations, one on each line."""
    import re

    term = re.compile(r"\s*([+-]?)\s*(\d+\.?\d*|\.\d+)?(\s*\*)?\s*([A-Za-z]\w*)?\s*")
    found = []
    for line in filter(str.strip, text.splitlines()):
        if line.count("=") != 1:
            raise ValueError(f"One = is needed in {line!r}.")
        coefficients, constant = {}, 0.0
        for side, weight in zip(line.split("="), (1.0, -1.0), strict=True):
            place = 0
            while place < len(side) or place == 0:  # once at least: an empty side cannot be read either
                piece = term.match(side, place)
                sign, number, star, name = piece.groups()
                if not (number or name) or (place > 0 and not sign) or (star and not (number and name)):
                    raise ValueError(f"{side[place:]!r} cannot be read in {line!r}.")
                value = weight * (-1.0 if sign == "-" else 1.0) * float(number or 1)
                if name:
                    coefficients[name] = coefficients.get(name, 0.0) + value
                else:
                    constant -= value  # a plain number goes to the right
                place = piece.end()
        found.append((coefficients, constant))
    names = sorted({name for coefficients, _ in found for name in coefficients})
    if not names:
        raise ValueError("There is no equation with an unknown.")
    A = np.array([[coefficients.get(name, 0.0) for name in names] for coefficients, _ in found])
    return names, A, np.array([constant for _, constant in found])
