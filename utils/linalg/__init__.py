"""Linear algebra of the course: arrays in, plain values and arrays out, nothing drawn.

``validation`` turns what a person types into arrays or says what to mend; ``systems`` counts and describes solutions;
``determinants`` holds the rules for small matrices; ``geometry`` has the lines, planes and strips behind the figures.
"""

from utils.linalg.determinants import Term, determinant, determinant_2x2_terms, determinant_3x3_terms
from utils.linalg.geometry import (
    clip_line,
    clip_polygon,
    line_intersection,
    line_segment,
    plane_polygon,
    split_polygon,
    strip_overlap,
)
from utils.linalg.systems import (
    SolutionSet,
    angle_between_rows,
    classify,
    condition_number,
    condition_number_2x2,
    meeting,
    parallel_groups,
    rank,
    row_dependence,
    solution_set,
)
from utils.linalg.validation import as_matrix, as_system, as_vector

__all__ = [
    "SolutionSet",
    "Term",
    "angle_between_rows",
    "as_matrix",
    "as_system",
    "as_vector",
    "classify",
    "clip_line",
    "clip_polygon",
    "condition_number",
    "condition_number_2x2",
    "determinant",
    "determinant_2x2_terms",
    "determinant_3x3_terms",
    "line_intersection",
    "line_segment",
    "meeting",
    "parallel_groups",
    "plane_polygon",
    "rank",
    "row_dependence",
    "solution_set",
    "split_polygon",
    "strip_overlap",
]
