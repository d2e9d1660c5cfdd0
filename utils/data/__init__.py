"""Data sets of the course: embedded in a library, or generated with a stated seed and truth. Nothing is downloaded.

Each loader returns a tidy array and says where the data come from, under which licence, and what a row is. (Only
``mnist`` can download, and only when it is told to.) A loader's module is imported when the loader is first used.
"""

import importlib

# A module must not have the name of its function: imported once, it would hide it.
_HOME = {
    "photograph": "photographs",
    "baskets": "market",
    "digits": "handwriting",
    "short_texts": "texts",
    "word_counts": "texts",
    "words_of": "texts",
    "mnist": "mnist_files",
    "diabetes": "patients",
    "wine": "wines",
}

__all__ = ["photograph", "baskets", "digits", "short_texts", "word_counts", "words_of", "mnist", "diabetes", "wine"]


def __getattr__(name: str):
    if name not in _HOME:
        raise AttributeError(f"utils.data has no loader {name!r}; there are: {', '.join(__all__)}.")
    return getattr(importlib.import_module(f"utils.data.{_HOME[name]}"), name)
