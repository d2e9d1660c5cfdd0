"""Course 1, week 3: vectors and linear transformations."""

from __future__ import annotations

import numpy as np

from utils import linalg
from utils.learn.definition import REFERENCE, Case, Exercise, Named, Slip

# --- C1W3-4 Lab: Working with vectors --------------------------------------------------------------------------------

VECTORS = ()

# --- C1W3-5 Lab: Transformations you can see -------------------------------------------------------------------------

MAPS = ()

# --- C1W3-6 Assignment: From transformations to a network ------------------------------------------------------------

NETWORK = ()

# --- C1W3-7 Project: Gram-Schmidt and the mirror ---------------------------------------------------------------------

MIRROR = ()

EXERCISES = (*VECTORS, *MAPS, *NETWORK, *MIRROR)
