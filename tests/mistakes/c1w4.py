"""Planted mistakes of course 1, week 4: for each exercise at least three wrong answers that no check may pass.

Source text, as a learner would type it; ``np`` is there.
"""

MISTAKES = {
    # --- C1W4-4 Lab: Eigenvectors of everyday maps
    # --- C1W4-5 Lab: Projections and distances
    # --- C1W4-6 Project: PageRank
    # --- C1W4-7 Assignment: PCA of handwritten digits
}
