"""Course 1, week 4: determinants, eigenvectors, PCA."""

from __future__ import annotations

import numpy as np

from utils import linalg
from utils.learn.definition import REFERENCE, Case, Exercise, Named, Slip

# --- C1W4-4 Lab: Eigenvectors of everyday maps -----------------------------------------------------------------------

EIGEN = ()

# --- C1W4-5 Lab: Projections and distances ---------------------------------------------------------------------------

PROJECTIONS = ()

# --- C1W4-6 Project: PageRank ----------------------------------------------------------------------------------------

PAGERANK = ()

# --- C1W4-7 Assignment: PCA of handwritten digits --------------------------------------------------------------------

PCA = ()

EXERCISES = (*EIGEN, *PROJECTIONS, *PAGERANK, *PCA)
