"""Shared package of the course *Mathematics for Machine Learning and Data Science*.

Everything that a notebook imports lives here, in rooms: ``linalg`` (and its siblings: pure mathematics), ``style``,
``draw``, ``figures`` and ``explore`` (how a picture is made and leaves the package), ``data``, ``learn`` and ``grade``.
Each room may use the rooms before it, never those after it. Importing ``utils`` itself loads nothing but this file.

Examples
--------
>>> import utils
>>> utils.__version__.count(".")
2
"""

__version__ = "0.1.0"
