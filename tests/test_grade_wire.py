"""What crosses between a learner's process and the grader: plain values, whole; and nothing that a liar could send does harm."""

from __future__ import annotations

import collections
import copy
import decimal
import enum
import json
import math
import struct
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from utils.grade import wire
from utils.learn.definition import Named
from utils.learn.probes import View

FAST = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="?"),
    hnp.unicode_string_dtypes(endianness="?", max_len=4),
    hnp.byte_string_dtypes(max_len=4),
)
ARRAYS = DTYPES.flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.complex_numbers(), st.fractions(), st.booleans())
KEYS = st.one_of(st.text(max_size=8), st.integers(-1000, 1000), st.tuples(st.integers(0, 9), st.text(max_size=2)))
ATOMS = st.one_of(NUMBERS, st.text(), st.none(), st.just(...), ARRAYS)
VALUES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(KEYS, inner, max_size=4),
    ),
    max_leaves=12,
)


def there_and_back(value):
    """Send a value through bytes, as between two processes."""
    blobs = []
    described = wire.encode(value, blobs)
    message, blobs = wire.unpack(wire.pack({"value": described}, blobs))
    return wire.decode(message["value"], blobs)


def same(one, other) -> bool:
    """Tell whether two values are the same in type, shape and every bit that matters."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray | np.generic):
        one, other = np.asarray(one), np.asarray(other)
        alike = one.dtype == other.dtype and one.shape == other.shape
        if one.dtype == np.longdouble and one.dtype.itemsize > 8:  # some of its bytes mean nothing
            return alike and np.array_equal(one, other, equal_nan=True)
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other) or (math.isnan(one) and math.isnan(other))
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return len(one) == len(other) and all(map(same, one.items(), other.items()))
    return one == other


# --- values


@FAST
@given(VALUES)
def test_every_plain_value_comes_back_the_same(value):
    assert same(there_and_back(value), value)


@pytest.mark.parametrize(
    "value",
    [
        0, -1, 2**63, -(2**200), True, False, None, ..., "", "é\n\0\ud800", 0.0, -0.0, math.inf, -math.inf, math.nan,
        5e-324, 1.7976931348623157e308, complex(-0.0, math.nan), complex(math.inf, -0.0), Fraction(-1, 3),
        [], (), {}, [[[]]], ((),), {"": {}}, {1: "a", "1": "b", (1, 2): "c", None: "d", 2.5: "e"},
        np.float64(0.1), np.int8(-5), np.bool_(True), np.complex64(1j), np.str_("é"), np.str_(""), np.longdouble(1) / 3,
        np.array(3.5), np.array(True), np.array("word"), np.zeros((0, 3)), np.zeros((2, 0, 4), dtype=np.int8),
        np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(24).reshape(2, 3, 4).transpose(2, 0, 1),
        np.arange(10)[::-3], np.broadcast_to(np.array([1.0, 2.0]), (3, 2)), np.array([np.nan, np.inf, -np.inf, -0.0]),
        np.array([1, 2], dtype=">i4"), np.array(["a", "bcd"]), np.array([b"a", b"bc"]), np.ones((1,) * 32),
        np.float16([1.5]), np.array([1 + 2j]), Named("utils.linalg.classify"),
    ],
    ids=lambda value: f"{type(value).__name__}-{value!r}"[:40],
)  # fmt: skip
def test_corners_come_back_the_same(value):
    assert same(there_and_back(value), value)


def test_arrays_that_come_back_have_memory_of_their_own():
    found = there_and_back(np.arange(3.0))
    found[0] = 7  # would fail on a view of bytes
    assert found.tolist() == [7, 1, 2]


def test_the_two_kinds_of_array_that_judgement_tells_apart_stay_apart():
    assert type(there_and_back(np.arange(3).view(View))) is View
    with pytest.warns(PendingDeprecationWarning):
        matrix = np.matrix([[1, 2]])
    assert type(there_and_back(matrix)) is np.matrix


class Liar:
    """Equal to everything, whatever is asked."""

    asked = 0

    def _say(self, *_):
        Liar.asked += 1
        return True

    __eq__ = __ne__ = __lt__ = __gt__ = __bool__ = __contains__ = _say
    __hash__ = None

    def __reduce__(self):
        Liar.asked += 1
        return (exec, ("raise SystemExit",))

    __reduce_ex__ = __reduce__

    def __array__(self, *_, **__):
        Liar.asked += 1
        return np.zeros(3)

    def __getattr__(self, name):
        Liar.asked += 1
        return 0

    def __iter__(self):
        Liar.asked += 1
        return iter([1, 2])


def _overridden(kind):
    """Return a subclass of a plain type that says yes to everything."""
    names = (
        "__eq__",
        "__ne__",
        "__le__",
        "__ge__",
        "__iter__",
        "__len__",
        "__str__",
        "__int__",
        "__float__",
        "__index__",
    )
    return type("Agreeable", (kind,), {name: Liar._say for name in names} | {"__hash__": kind.__hash__})


@pytest.mark.parametrize("plain", [5, 2.5, 1 + 2j, "word", [1, 2], (1, 2), {"a": 1}], ids=lambda v: type(v).__name__)
def test_subclasses_cross_as_the_plain_value_whatever_they_override(plain):
    Liar.asked = 0
    found = there_and_back(_overridden(type(plain))(plain))
    assert same(found, plain)
    assert Liar.asked == 0


def test_an_array_of_a_subclass_that_overrides_comparison_crosses_as_an_array():
    kind = type(
        "Agreeable", (np.ndarray,), {"__eq__": Liar._say, "tobytes": Liar._say, "__array_finalize__": lambda *_: None}
    )
    Liar.asked = 0
    assert same(there_and_back(np.arange(3).view(kind)), np.arange(3))
    assert Liar.asked == 0


def test_a_scalar_of_a_subclass_crosses_as_a_number():
    kind = type("Agreeable", (np.float64,), {"__eq__": Liar._say, "__array__": Liar._say, "view": Liar._say})
    Liar.asked = 0
    found = there_and_back(kind(2.5))
    assert same(found, np.float64(2.5)) or type(found).__name__ in ("Agreeable", "object")
    assert Liar.asked == 0


def test_members_of_an_enumeration_and_named_tuples_cross_as_what_they_are_made_of():
    color = enum.IntEnum("Color", ["RED"])
    pair = collections.namedtuple("Pair", "a b")
    assert there_and_back(color.RED) == 1
    assert there_and_back(pair(1, [2])) == (1, [2])
    assert there_and_back(collections.Counter("aab")) == {"a": 2, "b": 1}


def test_exact_numbers_of_libraries_cross_as_numbers():
    import sympy

    assert there_and_back(sympy.Rational(2, 3)) == Fraction(2, 3)
    assert there_and_back(sympy.Integer(7)) == 7
    assert there_and_back(sympy.Float("0.5")) == 0.5
    assert there_and_back(decimal.Decimal("0.25")) == 0.25


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"), ({1, 2}, "set"), (b"abc", "bytes"), (range(3), "range"), ((i for i in "ab"), "generator"),
        (iter([]), "list_iterator"), (Liar(), "Liar"), (json, "module"), (NotImplemented, "NotImplementedType"),
        (np.ma.masked_array([1, 2], [True, False]), "MaskedArray"), (np.datetime64("2026-01-01"), "datetime64"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_plain_value_crosses_as_the_name_of_its_type(value, name):
    Liar.asked = 0
    assert type(there_and_back(value)).__name__ == name
    assert Liar.asked == 0


@pytest.mark.parametrize("value", [len, lambda: 1, np.sin, int, Liar, [].append])
def test_functions_and_classes_cross_as_a_function_without_contents(value):
    found = there_and_back(value)
    assert callable(found) and found() is None


def test_an_array_of_objects_crosses_as_its_shape():
    array = np.empty((1, 3), dtype=object)
    array[0, 0] = lambda: 1
    found = there_and_back(array)
    assert found.dtype == object and found.shape == (1, 3) and found[0, 0] is None


def test_structured_arrays_and_dates_cross_by_name():
    for array in (np.zeros(2, dtype=[("a", int)]), np.zeros(2, dtype="M8[s]"), np.zeros(2, dtype="V4")):
        assert "dtype" in type(there_and_back(array)).__name__ or type(there_and_back(array)).__name__ == "object"


def test_a_metaclass_cannot_choose_what_its_class_is_taken_for():
    meta = type("Meta", (type,), {"__name__": property(lambda _: ["list"]), "__instancecheck__": Liar._say})
    assert type(there_and_back(meta("Inner", (), {})())).__name__ == "Inner"


# --- sizes


def _nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        _nested(wire.DEEPEST + 1),
        [0] * (wire.MOST_PARTS + 1),
        "a" * (wire.LONGEST_TEXT + 1),
        ["a" * wire.LONGEST_TEXT] * 100,
        16**wire.MOST_DIGITS,
        Fraction(1, 16**wire.MOST_DIGITS),
        np.zeros(wire.LARGEST_VALUE + 1, dtype=np.int8),
        [np.zeros(wire.LARGEST_VALUE // 2, dtype=np.int8)] * 3,
        np.broadcast_to(0.0, (10**9, 10**9)),
        {(i,): 0 for i in range(wire.MOST_ODD_KEYS + 1)},
    ],
    ids=["deep", "parts", "text", "texts", "digits", "fraction", "array", "arrays", "broadcast", "keys"],
)
def test_a_value_that_is_too_large_is_refused_before_it_is_written(value):
    blobs = []
    with pytest.raises(wire.TooLarge):
        wire.encode(value, blobs)
    assert sum(map(len, blobs)) <= wire.LARGEST_VALUE + 1000


def test_a_value_that_contains_itself_is_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(wire.TooLarge):
        wire.encode(loop, [])


def test_the_largest_values_that_are_let_out_are_let_in():
    for value in (
        _nested(wire.DEEPEST - 1),
        [0] * (wire.MOST_PARTS - 1),
        "é" * wire.LONGEST_TEXT,
        -(16**wire.MOST_DIGITS) + 1,
        {str(i): 0 for i in range(2_000)} | {i: 0 for i in range(2_000)},
    ):
        assert there_and_back(value) == value
    assert len(str(16**wire.MOST_DIGITS)) < 4300  # Python prints no longer ones
    assert there_and_back(np.zeros(wire.LARGEST_VALUE, dtype=np.int8)).nbytes == wire.LARGEST_VALUE


def test_a_head_that_announces_too_much_is_refused_before_anything_is_read():
    head = wire.HEAD.pack(wire.MARK, wire.LARGEST_FRAME, 1)
    with pytest.raises(wire.Garbled, match="more bytes"):
        wire.frame_size(head)
    with pytest.raises(wire.Garbled, match="more bytes"):
        wire.frame_size(wire.HEAD.pack(wire.MARK, 2**32 - 1, 2**32 - 1))
    assert wire.frame_size(wire.HEAD.pack(wire.MARK, 3, 4)) == 7
    with pytest.raises(wire.Garbled):
        wire.frame_size(wire.HEAD.pack(wire.MARK, 3, 4), 6)


@pytest.mark.parametrize("head", [b"", b"MML1", b"\0" * 12, b"GET / HTTP/1", b"MML1" + b"\xff" * 9])
def test_what_is_no_head_is_garbled(head):
    with pytest.raises(wire.Garbled):
        wire.frame_size(head)


# --- liars


def _npy(descr=b"<f8", shape=b"(3,)", body=bytes(24), fortran=b"False", start=b"\x93NUMPY\x01\x00"):
    header = b"{'descr': '%s', 'fortran_order': %s, 'shape': %s, }          \n" % (descr, fortran, shape)
    return start + len(header).to_bytes(2, "little") + header + body


def test_the_forger_of_these_tests_can_write_an_honest_array():
    assert wire.decode(["a", 0], [_npy()]).tolist() == [0, 0, 0]


LONG = b"1" * 60
FORGED_ARRAYS = {
    "empty": b"",
    "not an array": b"\x80\x04K\x01.",
    "another version": _npy(start=b"\x93NUMPY\x02\x00"),
    "objects": _npy(descr=b"|O", shape=b"(1,)", body=b"\x80\x04K\x01."),
    "void": _npy(descr=b"|V8"),
    "no such float": _npy(descr=b"<f3"),
    "header in code": _npy(shape=b"(__import__('os')._exit(3),)"),
    "header cut off": _npy()[:20],
    "more than there is": _npy(shape=b"(4,)"),
    "less than there is": _npy(shape=b"(2,)"),
    "huge": _npy(shape=b"(999999999999, 999999999999)"),
    "huge and nothing": _npy(shape=b"(0, 999999999999, 999999999999, 999999999999)", body=b""),
    "huge without a size": _npy(descr=b"<U0", shape=b"(999999999999,)", body=b""),
    "negative": _npy(shape=b"(-3,)"),
    "a hundred axes": _npy(shape=b"(" + b"1, " * 99 + b"3)"),
    "endless digits": _npy(shape=b"(" + LONG + b"x)"),
    "endless digits and commas": _npy(shape=b"(" + b"1," * 40 + b"x)"),
    "large entries": _npy(descr=b"<U999999", shape=b"(99999,)", body=b""),
    "letters that there are not": _npy(descr=b"<U1", shape=b"(1,)", body=b"\xff\xff\xff\xff"),
    "letters that there are not, turned": _npy(descr=b">U1", shape=b"(1,)", body=b"\x00\x11\x00\x00"),
    "header of nested brackets": _npy(shape=b"(" * 5000 + b")" * 5000),
}


@pytest.mark.parametrize("blob", FORGED_ARRAYS.values(), ids=FORGED_ARRAYS)
@pytest.mark.parametrize("tag", ["a", "g", "m", "v"])
def test_a_forged_array_is_garbled(tag, blob):
    with pytest.raises(wire.Garbled):
        wire.decode([tag, 0], [blob])


FORGED_VALUES = {
    "nothing": None, "no list": {"a": 1}, "empty": [], "no tag": [1], "unknown tag": ["?"], "list as tag": [["n"]],
    "too few": ["i"], "too many": ["n", 1], "number as digits": ["i", 5], "no digits": ["i", ""], "minus": ["i", "-"],
    "capital digits": ["i", "FF"], "long digits": ["i", "f" * 4000], "digits in text": ["i", "0x1_0"],
    "float that is none": ["f", "one"], "float of nothing": ["f", None], "too large a float": ["f", "0x1p99999"],
    "boolean that is none": ["b", 1], "text that is none": ["s", 5], "long text": ["s", "a" * 200_001],
    "divided by zero": ["q", "1", "0"], "complex of nothing": ["c", "0x0p+0"], "items that are none": ["l", "ab"],
    "items that are a dict": ["t", {"a": 1}], "dict of singles": ["d", [[["n"]]]], "dict of text": ["d", "abcd"],
    "unhashable key": ["d", [[["l", []], ["n"]]]], "name of the outside": ["N", "os.system"], "name of nothing": ["N", 3],
    "no such array": ["a", 0], "array by text": ["a", "0"], "array below": ["a", -1], "array by yes": ["a", True],
    "shape by text": ["O", "12"], "shape below": ["O", [-1]], "shape of floats": ["O", [1.0]], "huge": ["O", [200_000] * 3],
    "shape of nothing": ["O", None], "a hundred axes": ["O", [1] * 100], "type without a name": ["o", None],
}  # fmt: skip


@pytest.mark.parametrize("described", FORGED_VALUES.values(), ids=FORGED_VALUES)
def test_a_forged_value_is_garbled(described):
    with pytest.raises(wire.Garbled):
        wire.decode(described, [])


@pytest.mark.parametrize(
    "name", ["__import__", "class", "a\0b", "a\nb", "", "__doc__", "x" * 10_000, "<script>", "\ud800"]
)
def test_no_name_of_a_type_is_more_than_a_name(name):
    found = wire.opaque(name)
    assert type(type(found)) is type and len(type(found).__name__) <= 60
    assert set(vars(type(found))) <= {
        "__slots__",
        "__module__",
        "__doc__",
        "__static_attributes__",
        "__firstlineno__",
    }


JSON_VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.sampled_from(sorted(wire._MAKERS))
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(max_size=3), inner, max_size=3),
        st.tuples(st.sampled_from(sorted(wire._MAKERS)), inner).map(list),
    ),
    max_leaves=20,
)


@FAST
@given(
    JSON_VALUES,
    st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([_npy(), *FORGED_ARRAYS.values()])), max_size=3),
)
def test_whatever_json_says_it_is_a_value_or_garbled(described, blobs):
    try:
        wire.decode(described, blobs)
    except wire.Garbled:
        pass


@FAST
@given(st.data())
def test_a_frame_with_bytes_changed_or_lost_is_a_message_or_garbled(data):
    blobs = []
    described = wire.encode({"a": [np.arange(3.0), "x", 5]}, blobs)
    frame = bytearray(wire.pack({"is": "outcome", "value": described}, blobs))
    for place in data.draw(st.lists(st.integers(0, len(frame) - 1), max_size=5)):
        frame[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.sampled_from([len(frame), 5, 12, len(frame) - 1]))
    try:
        message, arrays = wire.unpack(bytes(frame[:end]))
        wire.decode(message.get("value"), arrays)
    except wire.Garbled:
        pass


def _frame(text: bytes, body: bytes = b"") -> bytes:
    return wire.HEAD.pack(wire.MARK, len(text), len(body)) + text + body


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"MML1",
        _frame(b"not json"),
        _frame(b"[]"),
        _frame(b"3"),
        _frame(b"{}"),
        _frame(b'{"blobs": null}'),
        _frame(b'{"blobs": [1]}'),
        _frame(b'{"blobs": [2, -1]}', b"x"),
        _frame(b'{"blobs": [1.0]}', b"x"),
        _frame(b'{"blobs": ["1"]}', b"x"),
        _frame(b'{"blobs": [true]}', b"x"),
        _frame(b'{"blobs": [NaN]}', b"x"),
        _frame(b'{"blobs": [1]}', b"x") + b"more",
        _frame(b'{"blobs": []}')[:-1],
        _frame(b'{"blobs": [], "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        _frame(b'{"blobs": [], "a": ' + b"9" * 10_000 + b"}"),
        _frame(b"\xff\xfe"),
    ],
)
def test_a_forged_frame_is_garbled(frame):
    with pytest.raises(wire.Garbled):
        wire.unpack(frame)


def _megabytes(decoding) -> float:
    tracemalloc.start()
    try:
        with pytest.raises(wire.Garbled):
            decoding()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_no_header_makes_the_grader_take_memory_that_was_not_sent():
    large = _npy(shape=b"(131072,)", body=bytes(2**20))
    forged = [
        (["l", [["a", 0]] * 500], [large]),
        (["l", [["O", [200_000]]] * 500], []),
        (["a", 0], [_npy(shape=b"(999999999999,)")]),
        (["a", 0], [FORGED_ARRAYS["large entries"]]),
    ]
    assert max(_megabytes(lambda f=f: wire.decode(*f)) for f in forged) < 10


def test_keys_that_share_one_hash_cannot_keep_the_grader_busy():
    keys = [["i", format(number * (2**61 - 1), "x")] for number in range(50_000)]
    with pytest.raises(wire.Garbled, match="keys"):
        wire.decode(["d", [[key, ["n"]] for key in keys]], [])
    with pytest.raises(wire.TooLarge):
        wire.encode({number * (2**61 - 1): None for number in range(2_000)}, [])


def test_many_types_of_many_names_cannot_keep_the_grader_busy():
    found = wire.decode(["l", [["o", f"Type{number}"] for number in range(50_000)]], [])
    assert len(set(map(type, found))) <= wire.MOST_TYPES + 1


def test_nothing_that_is_decoded_is_unpickled_or_evaluated(monkeypatch):
    import ast
    import pickle

    def forbidden(*_, **__):
        raise AssertionError("a learner's bytes were unpickled")

    monkeypatch.setattr(pickle, "loads", forbidden)
    monkeypatch.setattr(pickle, "load", forbidden)
    seen = []
    literal = ast.literal_eval
    monkeypatch.setattr(ast, "literal_eval", lambda text: seen.append(text) or literal(text))
    for blob in FORGED_ARRAYS.values():
        with pytest.raises(wire.Garbled):
            wire.decode(["a", 0], [blob])
    assert not any("import" in str(text) for text in seen)


# --- fingerprints


@FAST
@given(VALUES)
def test_a_fingerprint_is_the_same_for_the_same_value(value):
    assert wire.digest(value) == wire.digest(copy.deepcopy(value)) == wire.digest(there_and_back(value))


CHANGES = [
    (1, 1.0), (1, True), (0.0, -0.0), ("1", 1), ("a", "b"), (None, ...), ([1], (1,)), ([1, 2], [2, 1]), ([], {}), ([[]], []),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ({"a": 1}, {"a": 2}), (np.array([1, 2]), [1, 2]), (np.float64(1), 1.0),
    (np.array([1, 2]), np.array([1.0, 2.0])), (np.zeros(4), np.zeros((2, 2))), (np.zeros((0, 2)), np.zeros((2, 0))),
    (np.zeros(2), np.zeros(2, dtype=np.float32)), (np.array([1], dtype="<i4"), np.array([1], dtype=">i4")),
    (np.array([0.0]), np.array([-0.0])), (np.array([1.0]), np.array([1.0000000000000002])),
    ([np.zeros(1), np.zeros(2)], [np.zeros(2), np.zeros(1)]), (np.array("a"), np.str_("a")), (math.inf, math.nan),
    (Fraction(1, 2), 0.5), (np.array(["a"]), np.array([b"a"])), (1, 1 + 0j), (2**70, -(2**70)),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=[f"{a!r}|{b!r}"[:40] for a, b in CHANGES])
def test_a_fingerprint_notices_every_change(before, after):
    assert wire.digest(before) != wire.digest(after)


@FAST
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=4), elements=st.floats()), st.data())
def test_a_fingerprint_notices_one_entry(array, data):
    place = data.draw(st.integers(0, array.size - 1))
    entry = data.draw(st.floats())
    changed = array.copy()
    changed.flat[place] = entry
    assert (wire.digest(changed) == wire.digest(array)) == (changed.tobytes() == array.tobytes())


def test_a_fingerprint_does_not_mind_how_an_array_lies_in_memory():
    array = np.arange(6.0).reshape(2, 3)
    assert (
        wire.digest(array) == wire.digest(np.asfortranarray(array)) == wire.digest(np.repeat(array, 2, axis=1)[:, ::2])
    )
