"""Course 1, week 2: elimination and rank."""

from __future__ import annotations

import numpy as np

from utils.learn.definition import REFERENCE, Case, Exercise, Slip

# --- C1W2-3 Lab: Row operations by machine ---------------------------------------------------------------------------

ROWS: tuple[Exercise, ...] = ()

# --- C1W2-4 Lab: Solving in practice ---------------------------------------------------------------------------------

PRACTICE: tuple[Exercise, ...] = ()

# --- C1W2-5 Assignment: Gaussian elimination from scratch ------------------------------------------------------------

ELIMINATION: tuple[Exercise, ...] = ()

EXERCISES = (*ROWS, *PRACTICE, *ELIMINATION)
