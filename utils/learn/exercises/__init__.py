"""Exercise definitions, one module a week, as data: see :mod:`utils.learn.definition`."""
