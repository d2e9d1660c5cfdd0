"""Drawing of the course, one module per subject: ``draw.linalg.system(A, b)``.

Functions take ``ax=None`` (then they make a figure in the course's style) and return the Axes; two calls on one Axes
make one picture. A subject's module is loaded when it is first used.
"""

import importlib
import pkgutil

__all__ = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def __getattr__(name):
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
