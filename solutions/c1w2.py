"""Reference solutions of course 1, week 2."""

import numpy as np

# --- C1W2-3 Lab: Row operations by machine

# --- C1W2-4 Lab: Solving in practice

# --- C1W2-5 Assignment: Gaussian elimination from scratch
