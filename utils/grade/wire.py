"""Plain values and messages between the learner's process and the grader's: JSON, and arrays as ``.npy`` without pickle.

What crosses is data. A value of a type that is not known here crosses as the name of its type and nothing else, so no code of
a submission ever runs on the grader's side: no ``__eq__``, no ``__reduce__``, no lazy value. Sizes are bounded on both sides.
"""

from __future__ import annotations

import builtins
import functools
import hashlib
import io
import json
import keyword
import re
import struct
import sys
import types
import warnings
from fractions import Fraction
from typing import Any

import numpy as np

from utils.learn.definition import Named
from utils.learn.probes import View

__all__ = [
    "TooLarge",
    "Garbled",
    "encode",
    "decode",
    "digest",
    "pack",
    "unpack",
    "frame_size",
    "HEAD",
    "LARGEST_FRAME",
    "LARGEST_REPORT",
]

LARGEST_VALUE = 16 * 2**20  # bytes of one returned value
LARGEST_FRAME = 96 * 2**20  # bytes of one message: a submission with its outputs fits, a flood does not
LARGEST_REPORT = 32 * 2**20  # bytes of one message that a learner's process sends
MOST_PARTS = 200_000  # numbers and containers in one value
MOST_TYPES = 100  # type names in one value
MOST_ODD_KEYS = 1000  # keys but text and short integers: others can be made to share one hash, which takes ages
DEEPEST = 40
LONGEST_TEXT = 200_000
MOST_DIGITS = 3000  # hexadecimal digits of an integer; Python prints no longer ones
HEAD = struct.Struct("<4sII")  # mark, length of the JSON, length of the arrays
MARK = b"MML1"
PLAIN_KINDS = "biufcSU"
NPY_HEADER = re.compile(
    # One way only to read a shape, or a long number in it would be tried in all its parts.
    rb"\{'descr': '([<>|=][biufcSU]\d{1,6})', 'fortran_order': (True|False), "
    rb"'shape': \(((?:\d{1,12}, ){0,63}(?:\d{1,12},?)?)\), \} *\n"
)


class TooLarge(ValueError):
    """A value with more parts, digits or bytes than may cross."""


class Garbled(ValueError):
    """Bytes that are no message of this protocol."""


class _Encoder:
    """Turns one value into what JSON knows, and collects its arrays."""

    def __init__(self, blobs: list[bytes]) -> None:
        self.blobs = blobs
        self.parts = 0
        self.size = 0
        self.odd_keys = 0

    def value(self, value: Any, depth: int = 0) -> list:
        self.parts += 1
        if self.parts > MOST_PARTS or depth > DEEPEST:
            raise TooLarge("a value of very many parts")
        kind = type(value)
        # Exact types first; `isinstance` would ask a submission's own class.
        if value is None:
            return ["n"]
        if kind is bool:
            return ["b", value]
        if value is ...:
            return ["e"]
        if issubclass(kind, np.generic):
            return self._scalar(value)
        if issubclass(kind, int):
            return ["i", self._digits(int.__index__(value))]
        if issubclass(kind, float):
            return ["f", float.hex(value)]
        if issubclass(kind, complex):
            value = complex.__add__(value, 0j) if kind is not complex else value
            return ["c", value.real.hex(), value.imag.hex()]
        if issubclass(kind, str):
            return ["s", self._text(str.__str__(value))]
        if issubclass(kind, np.ndarray):
            return self._array(value, kind)
        return self._container(value, kind, depth + 1)

    def _container(self, value: Any, kind: type, depth: int) -> list:
        if any(issubclass(kind, base) and base.__len__(value) > MOST_PARTS for base in (list, tuple, dict)):
            raise TooLarge("a value of very many parts")
        if issubclass(kind, list):
            return ["l", [self.value(item, depth) for item in list.__iter__(value)]]
        if issubclass(kind, tuple):
            return ["t", [self.value(item, depth) for item in tuple.__iter__(value)]]
        if issubclass(kind, dict):
            return ["d", [[self._key(key, depth), self.value(item, depth)] for key, item in dict.items(value)]]
        if kind is Fraction:
            return ["q", self._digits(value.numerator), self._digits(value.denominator)]
        if kind is Named:
            return ["N", value.path]
        return self._number_of_a_library(value, kind) or self._opaque(kind)

    def _key(self, key: Any, depth: int) -> list:
        described = self.value(key, depth)
        self.odd_keys += _is_odd_key(described)
        if self.odd_keys > MOST_ODD_KEYS:
            raise TooLarge("a dict of very many keys")
        return described

    def _number_of_a_library(self, value: Any, kind: type) -> list | None:
        home = getattr(kind, "__module__", None)
        home = home if type(home) is str else ""
        if home == "decimal" or home.startswith("sympy.core.numbers"):
            try:
                if getattr(value, "is_Rational", False):
                    return ["q", self._digits(int(value.p)), self._digits(int(value.q))]
                return ["f", float(value).hex()]
            except (TypeError, ValueError, OverflowError, AttributeError):
                return None
        return None

    def _digits(self, number: int) -> str:
        if int.bit_length(number) > 4 * MOST_DIGITS:
            raise TooLarge("an integer of very many digits")
        return format(number, "x")

    def _text(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            raise TooLarge("a very long text")
        self.size += len(text)
        if self.size > LARGEST_VALUE:
            raise TooLarge("very much text")
        return text

    def _opaque(self, kind: type) -> list:
        functions = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.LambdaType, np.ufunc, type)
        if issubclass(kind, functions):
            return ["F"]
        name = type.__dict__["__name__"].__get__(kind)  # not what a metaclass says
        return ["o", name[:60] if type(name) is str else "object"]

    def _scalar(self, value: np.generic) -> list:
        plain = np.ndarray.view(np.asarray(value), np.ndarray)
        if plain.dtype.kind not in PLAIN_KINDS:
            return ["o", type(value).__name__[:60]]
        return ["g", self._blob(plain)]

    def _array(self, value: np.ndarray, kind: type) -> list:
        if issubclass(kind, np.ma.MaskedArray) and np.ma.getmaskarray(value).any():
            return ["o", "MaskedArray"]
        plain = np.ndarray.view(value, np.ndarray)
        if plain.dtype.kind == "O":
            return ["O", list(plain.shape)] if plain.size <= MOST_PARTS else ["o", "ndarray of Python objects"]
        if plain.dtype.kind not in PLAIN_KINDS or plain.dtype.names:
            return ["o", f"ndarray with dtype {plain.dtype}"[:60]]
        return [{np.matrix: "m", View: "v"}.get(kind, "a"), self._blob(plain)]

    def _blob(self, array: np.ndarray) -> int:
        self.size += array.nbytes
        if self.size > LARGEST_VALUE:
            raise TooLarge("a very large array")
        file = io.BytesIO()
        np.lib.format.write_array(file, array, version=(1, 0), allow_pickle=False)
        self.blobs.append(file.getvalue())
        return len(self.blobs) - 1


class _Fingerprint(_Encoder):
    """Keeps the bits of an array, which is all that a fingerprint needs, without a file's header."""

    def _blob(self, array: np.ndarray) -> int:
        self.size += array.nbytes
        if self.size > LARGEST_VALUE:
            raise TooLarge("a very large array")
        self.blobs += [f"{array.dtype.str}{array.shape}".encode(), array.tobytes()]
        return len(self.blobs)


def encode(value: Any, blobs: list[bytes]) -> list:
    """Write a value as what JSON knows; its arrays are appended to `blobs` as ``.npy``.

    Parameters
    ----------
    value : object
        Anything. Subclasses of plain types cross as the plain value, whatever they override; other objects as their type's name.
    blobs : list of bytes
        Gets the arrays.

    Returns
    -------
    list

    Raises
    ------
    TooLarge
        Where it has too many parts, digits or bytes.

    Examples
    --------
    >>> blobs = []
    >>> described = encode({"x": [1, 2.5, np.arange(3)]}, blobs)
    >>> decode(described, blobs)
    {'x': [1, 2.5, array([0, 1, 2])]}
    >>> encode(object(), blobs)
    ['o', 'object']
    """
    return _Encoder(blobs).value(value)


def _is_odd_key(described: list) -> bool:
    return not (described[0] == "s" or described[0] == "i" and len(described[1]) <= 15)


class _Decoder:
    def __init__(self, blobs: list[bytes]) -> None:
        self.blobs = blobs
        self.taken: set[int] = set()
        self.names: set[str] = set()
        self.parts = 0
        self.odd_keys = 0

    def value(self, described: Any, depth: int = 0) -> Any:
        self.parts += 1
        if self.parts > 2 * MOST_PARTS or depth > DEEPEST + 1 or type(described) is not list or not described:
            raise Garbled("no value")
        tag, *rest = described
        make = _MAKERS.get(tag) if type(tag) is str else None
        if make is None:
            raise Garbled("a value of no known kind")
        return make(self, depth + 1, *rest)

    def items(self, depth: int, items: list) -> list:
        if type(items) is not list:
            raise Garbled("no list")
        return [self.value(item, depth) for item in items]

    def dict(self, depth: int, items: list) -> dict:
        found = {}
        for described, value in items:
            key = self.value(described, depth)
            self.odd_keys += _is_odd_key(described)
            if self.odd_keys > MOST_ODD_KEYS:
                raise Garbled("a dict of very many keys")
            found[key] = self.value(value, depth)
        return found

    def array(self, _: int, number: int) -> np.ndarray:
        # Each array once: many mentions of a large one would fill the memory.
        if type(number) is not int or not 0 <= number < len(self.blobs) or number in self.taken:
            raise Garbled("no such array")
        self.taken.add(number)
        return _array_from(self.blobs[number])

    def matrix(self, depth: int, number: int) -> np.matrix:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self.array(depth, number).view(np.matrix)

    def objects(self, _: int, shape: list) -> np.ndarray:
        if not all(type(n) is int and 0 <= n <= MOST_PARTS for n in shape) or np.prod(shape, dtype=float) > MOST_PARTS:
            raise Garbled("an array of impossible shape")
        self.parts += int(np.prod(shape))
        return np.empty(shape, dtype=object)

    def opaque(self, _: int, name: str) -> Any:
        self.names.add(_text(name))
        return opaque(name if len(self.names) <= MOST_TYPES else "object")  # making a type takes long


def _integer(digits: str) -> int:
    if type(digits) is not str or len(digits) > MOST_DIGITS + 1 or not re.fullmatch(r"-?[0-9a-f]+", digits):
        raise Garbled("no integer")
    return int(digits, 16)


def _text(text: str) -> str:
    if type(text) is not str or len(text) > LONGEST_TEXT:
        raise Garbled("no text")
    return text


def _boolean(value: bool) -> bool:
    if type(value) is not bool:
        raise Garbled("no boolean")
    return value


_MAKERS = {
    "n": lambda self, depth: None,
    "e": lambda self, depth: ...,
    "b": lambda self, depth, value: _boolean(value),
    "i": lambda self, depth, digits: _integer(digits),
    "f": lambda self, depth, number: float.fromhex(_text(number)),
    "c": lambda self, depth, real, imag: complex(float.fromhex(_text(real)), float.fromhex(_text(imag))),
    "q": lambda self, depth, top, bottom: Fraction(_integer(top), _integer(bottom)),
    "s": lambda self, depth, text: _text(text),
    "l": lambda self, depth, items: self.items(depth, items),
    "t": lambda self, depth, items: tuple(self.items(depth, items)),
    "d": lambda self, depth, items: self.dict(depth, items),
    "N": lambda self, depth, path: Named(_text(path)),
    "F": lambda self, depth: _a_function,
    "a": _Decoder.array,
    "v": lambda self, depth, number: self.array(depth, number).view(View),
    "g": lambda self, depth, number: self.array(depth, number)[()],
    "m": _Decoder.matrix,
    "O": _Decoder.objects,
    "o": _Decoder.opaque,
}


def _a_function() -> None:
    """Stands for a function that a submission returned."""


def opaque(name: str) -> Any:
    """Return an object that stands for one of another process: of a type of that name, and nothing else.

    Examples
    --------
    >>> type(opaque("generator")).__name__
    'generator'
    """
    name = _text(name)[:60]
    fit = name.isprintable() and not keyword.iskeyword(name) and not hasattr(builtins, f"__{name}__")
    return _type(name if fit and name else "object")()


@functools.lru_cache(maxsize=100)
def _type(name: str) -> type:
    return type(name, (), {"__slots__": ()})


def _array_from(blob: bytes) -> np.ndarray:
    # The header is literal Python. Only what NumPy itself writes for plain arrays is accepted, and nothing is evaluated.
    if blob[:8] != b"\x93NUMPY\x01\x00" or len(blob) < 10:
        raise Garbled("no .npy")
    length = int.from_bytes(blob[8:10], "little")
    header = NPY_HEADER.fullmatch(blob, 10, 10 + length)
    if header is None or header.end() != 10 + length:
        raise Garbled("an array with an unknown header")
    dtype, fortran = np.dtype(header[1].decode()), header[2] == b"True"
    shape = tuple(int(n) for n in header[3].replace(b",", b" ").split())
    body = len(blob) - 10 - length
    expected = dtype.itemsize
    for n in shape:
        expected *= n
    if expected != body:
        raise Garbled("an array of another size than it says")
    flat = np.frombuffer(blob, dtype=dtype, offset=10 + length) if body else np.empty(0, dtype)
    if dtype.kind == "U" and body and flat.view(dtype.byteorder.replace("=", "<") + "u4").max() > sys.maxunicode:
        raise Garbled("text of characters that there are not")
    return flat.reshape(shape, order="F" if fortran else "C").copy(order="K")


def decode(described: list, blobs: list[bytes]) -> Any:
    """Return the value that :func:`encode` wrote, checking every step: the other side may be a liar.

    Raises
    ------
    Garbled
        Where it is not something that `encode` writes.
    """
    try:
        return _Decoder(blobs).value(described)
    except Garbled:
        raise
    except Exception as error:
        raise Garbled(f"no value ({type(error).__name__})") from error


def digest(value: Any) -> str:
    """Return a fingerprint of a value: the same for the same types, shapes and bits, and only then.

    Examples
    --------
    >>> digest([1, 2]) == digest([1, 2]), digest([1, 2]) == digest([1, 2.0])
    (True, False)
    """
    blobs: list[bytes] = []
    try:
        text = json.dumps(_Fingerprint(blobs).value(value))
    except TooLarge:
        return "too large"
    found = hashlib.blake2b(text.encode(), digest_size=16)
    for blob in blobs:
        found.update(blob)
    return found.hexdigest()


def pack(message: dict[str, Any], blobs: list[bytes] | tuple = ()) -> bytes:
    """Return a message as bytes: a head, the JSON, the arrays.

    Examples
    --------
    >>> message, blobs = unpack(pack({"a": 1}, [b"xyz"]))
    >>> message["a"], blobs
    (1, [b'xyz'])
    """
    text = json.dumps({**message, "blobs": [len(blob) for blob in blobs]}).encode()
    body = b"".join(blobs)
    return HEAD.pack(MARK, len(text), len(body)) + text + body


def frame_size(head: bytes, most: int = LARGEST_FRAME) -> int:
    """Return how many bytes follow a head.

    Parameters
    ----------
    head : bytes
    most : int
        How many may follow.

    Returns
    -------
    int

    Raises
    ------
    Garbled
        Where it is no head, or announces more than may come.
    """
    if len(head) != HEAD.size:
        raise Garbled("no message")
    mark, text, body = HEAD.unpack(head)
    if mark != MARK:
        raise Garbled("no message")
    if text + body > most:
        raise Garbled("a message of more bytes than may come")
    return text + body


def unpack(frame: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the message and the arrays of a whole frame.

    Raises
    ------
    Garbled
        Where it is not what :func:`pack` writes.
    """
    try:
        _, text, body = HEAD.unpack_from(frame)
        frame_size(frame[: HEAD.size])
        message = json.loads(frame[HEAD.size : HEAD.size + text])
        lengths = message.pop("blobs")
        if (
            len(frame) != HEAD.size + text + body
            or sum(lengths) != body
            or any(type(n) is not int or n < 0 for n in lengths)
        ):
            raise Garbled("a message whose parts do not add up")
    except Garbled:
        raise
    except Exception as error:  # whatever a liar may send
        raise Garbled(f"no message ({type(error).__name__})") from error
    blobs, at = [], HEAD.size + text
    for length in lengths:
        blobs.append(frame[at : at + length])
        at += length
    return message, blobs
