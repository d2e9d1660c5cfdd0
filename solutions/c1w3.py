"""Reference solutions of course 1, week 3."""

import numpy as np

# --- C1W3-4 Lab: Working with vectors


def norms(v):
    """Return the 1-norm, the 2-norm and the largest size of the entries."""
    v = np.asarray(v, dtype=float)  # pixels of type uint8 would wrap around
    sizes = np.abs(v)
    return np.array([sizes.sum(), np.sqrt(v @ v), sizes.max()])


def cosine_similarity(u, v):
    """Return the dot product over both lengths."""
    u, v = np.asarray(u, dtype=float), np.asarray(v, dtype=float)
    if not u.any() or not v.any():
        raise ValueError("a vector of zeros has no direction, so there is no angle to it")
    return u @ v / (np.linalg.norm(u) * np.linalg.norm(v))


def angle_between(u, v):
    """Return the angle in degrees, from 0 to 180."""
    cosine = np.clip(cosine_similarity(u, v), -1.0, 1.0)  # rounding may leave 1.0000000000000002
    return np.degrees(np.arccos(cosine))


def pairwise_distances(A, B):
    """Return the distance of every row of A to every row of B."""
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    gaps = A[:, None, :] - B[None, :, :]
    return np.sqrt((gaps**2).sum(axis=2))


def nearest_neighbours(D, k):
    """Return the places of the k smallest numbers in each row, smallest first."""
    if not 1 <= k <= D.shape[1]:
        raise ValueError(f"k must be from 1 to {D.shape[1]}, the number of columns; it is {k}")
    return np.argsort(D, axis=1, kind="stable")[:, :k]


def knn_predict(X, y, Q, k):
    """Return for each row of Q the label that most of its k nearest rows of X have."""
    places = nearest_neighbours(pairwise_distances(Q, X), k)
    return np.array([np.bincount(votes).argmax() for votes in y[places]])


# --- C1W3-5 Lab: Transformations you can see


def hscale(v, factor):
    """Return the vector with its first entry multiplied."""
    x, y = v
    return np.array([factor * x, y])


def reflect_y(v):
    """Return the mirror image in the y-axis."""
    x, y = v
    return np.array([-x, y])


def rotate(v, degrees):
    """Return the vector turned anticlockwise."""
    x, y = v
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([c * x - s * y, s * x + c * y])  # x times the image of (1, 0), plus y times that of (0, 1)


def matrix_of(f, n):
    """Return the matrix whose columns are the images of the basis vectors."""
    return np.column_stack([f(e) for e in np.eye(n)])


def apply_to_points(A, points):
    """Return the image of each row."""
    return points @ A.T


def compose(matrices):
    """Return the matrix of all maps, the first of the list acting first."""
    if len(matrices) == 0:
        raise ValueError("a chain needs at least one map")
    total = matrices[0]
    for M in matrices[1:]:
        total = M @ total  # what acts later stands further to the left
    return total


def undo(A):
    """Return the inverse of a 2 x 2 matrix, or refuse one that flattens the plane."""
    size = A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
    if abs(size) <= 1e-10 * np.abs(A).max() ** 2:  # of a zero, rounding may leave 1e-17
        raise ValueError("the map puts several points onto one, so it cannot be undone")
    return np.array([[A[1, 1], -A[0, 1]], [-A[1, 0], A[0, 0]]]) / size


# --- C1W3-6 Assignment: From transformations to a network


def stretch(P, horizontal, vertical):
    """Return the points with x and y each multiplied by a factor."""
    P = np.array(P, dtype=float)  # a copy, and floats
    if P.ndim != 2 or P.shape[0] != 2 or P.size == 0 or not np.isfinite(P).all():
        raise ValueError("P must hold finite numbers, with one column for each point: shape (2, m).")
    return np.diag([horizontal, vertical]) @ P


def shear_horizontal(P, factor):
    """Return the points, each moved to the right by factor times its height."""
    P = np.array(P, dtype=float)
    if P.ndim != 2 or P.shape[0] != 2 or P.size == 0 or not np.isfinite(P).all():
        raise ValueError("P must hold finite numbers, with one column for each point: shape (2, m).")
    x, y = P
    return np.array([x + factor * y, y])


def rotation(P, angle):
    """Return the points turned anticlockwise about the origin by an angle in radians."""
    P = np.array(P, dtype=float)
    if P.ndim != 2 or P.shape[0] != 2 or P.size == 0 or not np.isfinite(P).all():
        raise ValueError("P must hold finite numbers, with one column for each point: shape (2, m).")
    c, s = np.cos(angle), np.sin(angle)
    R = np.array([[c, -s], [s, c]])  # the columns are where (1, 0) and (0, 1) land
    return R @ P


def rotation_and_stretch(P, angle, horizontal, vertical):
    """Return the points, first rotated and then stretched."""
    return stretch(rotation(P, angle), horizontal, vertical)  # the inner call acts first


def transformation_matrix(transformation, n):
    """Return W and b of a function of points that is x -> W x + b; refuse one that is not."""
    b = transformation(np.zeros((n, 1)))  # at the origin W contributes nothing
    W = transformation(np.eye(n)) - b  # one column for each basis vector
    P = np.random.default_rng(0).normal(scale=2, size=(n, 20))  # points on all sides of the origin
    if not np.allclose(W @ P + b, transformation(P)):
        raise ValueError("The function is not affine: no W and b describe it.")
    return W, b


def layer_sizes(X, Y, hidden):
    """Return the number of features, the sizes of the hidden layers, and the number of outputs."""
    X, Y = np.array(X, dtype=float), np.array(Y, dtype=float)
    for array in (X, Y):
        if array.ndim != 2 or array.size == 0 or not np.isfinite(array).all():
            raise ValueError("X and Y must hold finite numbers, with one column for each example.")
    if X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y need the same number of columns: one for each example.")
    for n in hidden:
        if not isinstance(n, (int, np.integer)) or n < 1:
            raise ValueError("A hidden layer has a whole number of neurons, at least 1.")
    return [X.shape[0], *hidden, Y.shape[0]]


def initialise_parameters(sizes, seed):
    """Return random weights and zero biases, one pair (W, b) for each layer."""
    if len(sizes) < 2:
        raise ValueError("A network has at least two sizes: what goes in and what comes out.")
    for n in sizes:
        if not isinstance(n, (int, np.integer)) or n < 1:
            raise ValueError("Each size is a whole number of at least 1.")
    rng = np.random.default_rng(seed)  # once, so that the layers get different numbers
    parameters = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:], strict=True):
        W = rng.normal(size=(n_out, n_in)) / np.sqrt(n_in)
        parameters.append((W, np.zeros((n_out, 1))))
    return parameters


def forward_propagation(X, parameters):
    """Return what comes out of the last layer; each layer is A -> W A + b."""
    A = np.array(X, dtype=float)
    if A.ndim != 2 or A.size == 0 or not np.isfinite(A).all():
        raise ValueError("X must hold finite numbers, with one column for each example.")
    if len(parameters) == 0:
        raise ValueError("A network has at least one layer.")
    for W, b in parameters:
        W, b = np.array(W, dtype=float), np.array(b, dtype=float)
        if W.ndim != 2 or W.shape[1] != A.shape[0] or b.shape != (W.shape[0], 1):
            raise ValueError("W needs a column for each row that comes in, and b the shape (n_out, 1).")
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            raise ValueError("Weights and biases must be finite numbers.")
        A = W @ A + b
    return A


def predict(X_new, parameters, X_train, Y_train):
    """Return predictions in the units of Y_train, from a network that works on standardised data."""
    X_new, X_train, Y_train = (np.array(A, dtype=float) for A in (X_new, X_train, Y_train))
    for A in (X_new, X_train, Y_train):
        if A.ndim != 2 or A.size == 0 or not np.isfinite(A).all():
            raise ValueError("All data must be finite numbers, with one column for each example.")
    if X_new.shape[0] != X_train.shape[0] or X_train.shape[1] != Y_train.shape[1]:
        raise ValueError("X_new needs the features of X_train, and X_train the examples of Y_train.")
    m_x, s_x = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
    m_y, s_y = Y_train.mean(axis=1, keepdims=True), Y_train.std(axis=1, keepdims=True)
    s_x, s_y = np.where(s_x == 0, 1.0, s_x), np.where(s_y == 0, 1.0, s_y)  # what never changes has no spread
    Z = (X_new - m_x) / s_x  # on the scale of the training data
    return forward_propagation(Z, parameters) * s_y + m_y


# --- C1W3-7 Project: Gram-Schmidt and the mirror


def gram_schmidt_4(A):
    """Return orthonormal columns from four independent ones, each written out."""
    A = np.array(A, dtype=float)
    if A.ndim != 2 or A.shape[1] != 4 or A.shape[0] < 4 or not np.isfinite(A).all():
        raise ValueError("A must hold finite numbers in four columns of at least four entries.")
    a0, a1, a2, a3 = A.T
    q0 = a0 / np.linalg.norm(a0)
    w1 = a1 - (q0 @ a1) * q0
    q1 = w1 / np.linalg.norm(w1)
    w2 = a2 - (q0 @ a2) * q0 - (q1 @ a2) * q1
    q2 = w2 / np.linalg.norm(w2)
    w3 = a3 - (q0 @ a3) * q0 - (q1 @ a3) * q1 - (q2 @ a3) * q2
    q3 = w3 / np.linalg.norm(w3)
    return np.column_stack([q0, q1, q2, q3])


def gram_schmidt(A):
    """Return orthonormal columns; a column that depends on those before it gives a column of zeros."""
    A = np.array(A, dtype=float)
    if A.ndim != 2 or A.size == 0 or not np.isfinite(A).all():
        raise ValueError("A must hold finite numbers, with one vector in each column.")
    Q = np.zeros(A.shape)
    for k in range(A.shape[1]):
        w = A[:, k].copy()
        for j in range(k):
            w -= (Q[:, j] @ w) * Q[:, j]  # the shadow of what is left; a column of zeros takes nothing away
        length = np.linalg.norm(w)
        if length > 1e-10 * np.linalg.norm(A[:, k]):
            Q[:, k] = w / length
    return Q


def dimension(A):
    """Return the dimension of the space that the columns span."""
    return int(gram_schmidt(A).any(axis=0).sum())  # one for each column that is not zero


def reflection_matrix(V):
    """Return the matrix of the reflection in the mirror through the origin that the columns of V span."""
    Q = gram_schmidt(V)
    d = len(Q)
    if dimension(V) != d - 1:
        raise ValueError("A mirror has one dimension less than the space around it.")
    return 2 * Q @ Q.T - np.eye(d)  # to the mirror and as far again


def reflect_points(P, V, through):
    """Return the mirror images of points in a mirror that need not contain the origin."""
    P, through = np.array(P, dtype=float), np.array(through, dtype=float)
    H = reflection_matrix(V)
    d = len(H)
    if P.ndim != 2 or P.shape[0] != d or P.size == 0 or not np.isfinite(P).all():
        raise ValueError("P needs one column of finite numbers for each point, with as many entries as the rows of V.")
    if through.shape != (d,) or not np.isfinite(through).all():
        raise ValueError("through must be one point of the mirror: a vector of finite numbers.")
    foot = through[:, None]  # a column, taken from every point
    return H @ (P - foot) + foot
