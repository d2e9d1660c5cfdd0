"""Reference solutions of course 1, week 4."""

import numpy as np

# --- C1W4-4 Lab: Eigenvectors of everyday maps


# --- C1W4-5 Lab: Projections and distances


# --- C1W4-6 Project: PageRank


# --- C1W4-7 Assignment: PCA of handwritten digits
