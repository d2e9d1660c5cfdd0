"""Reference solutions of course 1, week 3."""

import numpy as np

# --- C1W3-4 Lab: Working with vectors


# --- C1W3-5 Lab: Transformations you can see


# --- C1W3-6 Assignment: From transformations to a network


# --- C1W3-7 Project: Gram-Schmidt and the mirror
