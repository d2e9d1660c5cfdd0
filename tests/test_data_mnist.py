"""The optional MNIST loader: reads the original format, packed or not, and says what is wrong with a file."""

from __future__ import annotations

import gzip
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import sklearn.datasets

from utils import data
from utils.data.mnist_files import read_idx

IMAGES = np.random.default_rng(5).integers(0, 256, (6, 28, 28), dtype=np.uint8)
LABELS = np.array([5, 0, 4, 1, 9, 2], dtype=np.uint8)


def idx(array) -> bytes:
    """The bytes of an IDX file, written from the description of the format."""
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


def write(folder, images=None, labels=None, *, part="train", dot="-", packed=False):
    end = ".gz" if packed else ""
    contents = {
        f"{part}-images{dot}idx3-ubyte{end}": idx(IMAGES) if images is None else images,
        f"{part}-labels{dot}idx1-ubyte{end}": idx(LABELS) if labels is None else labels,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(gzip.compress(content) if packed else content)
    return folder


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("dot", ["-", "."])
@pytest.mark.parametrize(("part", "prefix"), [("train", "train"), ("test", "t10k")])
def test_the_original_files_are_read(tmp_path, part, prefix, dot, packed):
    found = data.mnist(write(tmp_path, part=prefix, dot=dot, packed=packed), part=part)
    assert found.images.dtype == np.uint8 and np.array_equal(found.images, IMAGES)
    assert found.labels.dtype == np.int64 and np.array_equal(found.labels, LABELS)
    assert found.X.shape == (6, 784) and np.array_equal(found.X[2], IMAGES[2].ravel())


def test_a_packed_file_may_have_been_unpacked_under_its_old_name(tmp_path):
    write(tmp_path)
    for path in list(tmp_path.iterdir()):
        path.rename(path.with_name(path.name + ".gz"))
    assert np.array_equal(data.mnist(str(tmp_path)).images, IMAGES)


def test_the_arrays_may_be_written_into_and_limit_keeps_the_first(tmp_path):
    found = data.mnist(write(tmp_path), limit=4)
    assert np.array_equal(found.images, IMAGES[:4]) and np.array_equal(found.labels, LABELS[:4])
    found.images[0] = 0
    assert not found.X[0].any()  # the same memory, as the docstring says
    assert np.array_equal(data.mnist(tmp_path, limit=100).labels, LABELS)


def test_source_licence_and_row_are_printed(tmp_path, capsys):
    data.mnist(write(tmp_path))
    told = capsys.readouterr().out
    assert "6 handwritten digits (train part)" in told and "LeCun" in told and "Licence:" in told and "Row:" in told


def test_the_loader_may_be_called_twice(tmp_path):
    write(tmp_path)
    assert callable(data.mnist) and len(data.mnist(tmp_path).labels) == len(data.mnist(tmp_path).labels)


# ------------------------------------------------------------------------------------------------------- what is wrong


def test_nothing_is_loaded_unless_asked_for(monkeypatch):
    monkeypatch.setattr(sklearn.datasets, "fetch_openml", lambda *_, **__: pytest.fail("asked OpenML"))
    with pytest.raises(ValueError, match="openml=True"):
        data.mnist()


@pytest.mark.parametrize("part", ["Train", "", None, 0])
def test_a_part_that_is_not_there(tmp_path, part):
    with pytest.raises(ValueError, match='"train" or "test"'):
        data.mnist(tmp_path, part=part)


@pytest.mark.parametrize("limit", [0, -1, 2.0, True, "10"])
def test_a_limit_that_cannot_be(tmp_path, limit):
    with pytest.raises(ValueError, match="whole number of images"):
        data.mnist(tmp_path, limit=limit)


def test_a_missing_folder_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="no folder .*nowhere"):
        data.mnist(tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz"):
        data.mnist(tmp_path)
    write(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").unlink()
    with pytest.raises(FileNotFoundError, match="neither train-labels-idx1-ubyte"):
        data.mnist(tmp_path)
    with pytest.raises(FileNotFoundError, match="no file"):
        read_idx(tmp_path / "absent")


WHOLE = idx(IMAGES)
BROKEN = {
    "empty": (b"", "not an IDX file"),
    "three bytes": (b"\0\0\x08", "only 3 bytes long"),
    "a page of a web site": (b"<html><body>404</body></html>", "not an IDX file"),
    "wrong magic": (b"\0\0\x08\x09" + WHOLE[4:], "should be 2051 .* but is 2057"),
    "floats": (b"\0\0\x0d\x03" + WHOLE[4:], "not an IDX file of bytes"),
    "other end first": (bytes(reversed(WHOLE[:4])) + WHOLE[4:], "not an IDX file"),
    "cut in its head": (WHOLE[:9], "cut off within its first 16 bytes"),
    "cut off": (WHOLE[:-1], "6 x 28 x 28 = 4704 entries, but ends after 4703"),
    "goes on": (WHOLE + b"\0", "goes on after"),
    "asks for too much": (WHOLE[:4] + b"\xff\xff\xff\xff" + WHOLE[8:], "more than digits take"),
    "no images": (idx(IMAGES[:0]), "0 images, but 6 labels"),
    "other size": (idx(IMAGES[:, :8, :8]), "8 x 8 pixels, those of MNIST 28 x 28"),
    "labels in their place": (idx(LABELS), "begins with 2049, images begin with 2051"),
    "one image less": (idx(IMAGES[:5]), "5 images, but 6 labels"),
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_of_images_is_described(tmp_path, name, packed):
    content, words = BROKEN[name]
    with pytest.raises(ValueError, match=words):
        data.mnist(write(tmp_path, images=content, packed=packed))


def test_labels_that_cannot_be_are_described(tmp_path):
    with pytest.raises(ValueError, match="A label is 17"):
        data.mnist(write(tmp_path, labels=idx(LABELS + np.array([0, 0, 0, 0, 8, 0], dtype=np.uint8))))
    with pytest.raises(ValueError, match="begins with 2051, labels begin with 2049"):
        data.mnist(write(tmp_path, labels=idx(IMAGES)))
    with pytest.raises(ValueError, match="hold no images"):
        data.mnist(write(tmp_path, images=idx(IMAGES[:0]), labels=idx(LABELS[:0])))


def spoiled(packed: bytes) -> bytes:
    return packed[:40] + bytes(byte ^ 0x55 for byte in packed[40:60]) + packed[60:]


@pytest.mark.parametrize("damage", [lambda packed: packed[:-30], lambda packed: packed[:5], spoiled])
def test_a_damaged_packed_file_is_described(tmp_path, damage):
    write(tmp_path, packed=True)
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match="broken or cut off"):
        data.mnist(tmp_path)


# -------------------------------------------------------------------------------------------------------------- OpenML


def openml(monkeypatch, rows=60003, **changes):
    """Put a stand-in for `fetch_openml` that answers as OpenML does: a table of floats, labels as text."""
    pixels = np.zeros((rows, 784))
    pixels[:6], pixels[-3:] = IMAGES.reshape(6, -1), IMAGES[3:].reshape(3, -1)
    labels = np.full(rows, "7", dtype=object)
    labels[:6], labels[-3:] = LABELS.astype(str), LABELS[3:].astype(str)
    asked = []

    def fetch(name, *, version, as_frame, data_home):
        asked.append((name, version, as_frame, data_home))
        return SimpleNamespace(**({"data": pixels, "target": labels} | changes))

    monkeypatch.setattr(sklearn.datasets, "fetch_openml", fetch)
    return asked


def test_openml_is_asked_when_wanted(monkeypatch, tmp_path, capsys):
    asked = openml(monkeypatch)
    train = data.mnist(openml=True, limit=6)
    assert train.images.dtype == np.uint8 and np.array_equal(train.images, IMAGES)
    assert train.labels.dtype == np.int64 and np.array_equal(train.labels, LABELS)
    test = data.mnist(tmp_path, part="test", openml=True)
    assert np.array_equal(test.images, IMAGES[3:]) and np.array_equal(test.labels, LABELS[3:])
    assert asked == [("mnist_784", 1, False, None), ("mnist_784", 1, False, str(tmp_path))]
    assert "openml.org" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"data": np.zeros((60003, 64))}, "784 columns"),
        ({"data": np.zeros((5, 784))}, "5 images, but 60003 labels"),
        ({"data": np.full((60003, 784), 0.5)}, "not whole numbers"),
        ({"data": np.full((60003, 784), np.nan)}, "not whole numbers"),
        ({"target": np.full(60003, "seven", dtype=object)}, "not the digits"),
        ({"target": np.full(60003, "11", dtype=object)}, "A label is 11"),
    ],
)
def test_a_wrong_answer_of_openml_is_described(monkeypatch, changes, words):
    openml(monkeypatch, **changes)
    with pytest.raises(ValueError, match=words):
        data.mnist(openml=True)


def test_an_answer_without_the_test_part_is_described(monkeypatch):
    openml(monkeypatch, rows=100)
    with pytest.raises(ValueError, match="the test part begins after"):
        data.mnist(part="test", openml=True)


def test_scikit_learn_is_imported_only_where_openml_is_asked():
    code = "import sys; from utils.data import mnist; assert 'sklearn' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
