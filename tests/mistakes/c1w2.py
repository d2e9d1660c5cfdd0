"""Planted mistakes of course 1, week 2: for each exercise at least three wrong answers that no check may pass.

Source text, as a learner would type it; ``np`` is there.
"""

MISTAKES = {
    # --- C1W2-3 Lab: Row operations by machine
    # --- C1W2-4 Lab: Solving in practice
    # --- C1W2-5 Assignment: Gaussian elimination from scratch
}
