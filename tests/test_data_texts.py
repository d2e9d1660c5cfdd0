"""The short texts and their word counts: what shape they have, how words are counted, and where the texts come from."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from utils import data
from utils import linalg as la
from utils.data import texts as module


def test_sixty_different_texts_on_four_topics():
    corpus = data.short_texts()
    assert len(corpus.texts) == len(set(corpus.texts)) == 60
    assert corpus.labels.shape == (60,) and corpus.labels.dtype == np.int64
    assert np.bincount(corpus.labels).tolist() == [15] * 4 and len(corpus.topics) == 4


def test_each_text_has_one_or_two_sentences():
    for text in data.short_texts().texts:
        assert 1 <= text.count(".") <= 2 and text.endswith(".") and 6 <= len(text.split()) <= 25


def test_writing_into_the_labels_does_not_reach_the_next_ones():
    data.short_texts().labels[:] = 9
    assert data.short_texts().labels.max() == 3


def test_source_licence_and_row_are_printed(capsys):
    data.short_texts()
    told = capsys.readouterr().out
    for part in ("60 texts", "kitchen", "bicycle", "written for this course", "CC BY 4.0", "one text"):
        assert part in told


def test_words_are_counted_as_scikit_learn_counts_them():
    texts = data.short_texts().texts
    theirs = CountVectorizer(token_pattern=r"[a-z]+", stop_words=list(module.STOP_WORDS))
    expected = theirs.fit_transform(texts).toarray()
    vocabulary, counts = data.word_counts(texts)
    assert vocabulary == tuple(theirs.get_feature_names_out())
    assert np.array_equal(counts, expected) and counts.dtype == np.int64
    assert (counts.sum(axis=1) > 0).all() and (counts.sum(axis=0) > 0).all()


def test_no_word_is_left_out_with_an_empty_stop_list():
    vocabulary, counts = data.word_counts(["the rain and the wind"], stop_words=())
    assert vocabulary == ("and", "rain", "the", "wind") and counts.tolist() == [[1, 1, 2, 1]]


def test_a_new_text_is_counted_in_the_columns_given():
    vocabulary, counts = data.word_counts(["Snow, snow and RAIN today"], ("rain", "snow", "wind"))
    assert vocabulary == ("rain", "snow", "wind") and counts.tolist() == [[1, 2, 0]]
    assert data.word_counts(["nothing known"], ["rain"]).counts.tolist() == [[0]]


def test_capitals_and_punctuation_make_no_difference_and_letters_with_marks_stay():
    assert data.words_of("Rain! rain; RAIN-coat (café), 3 cups") == ["rain", "rain", "rain", "coat", "café", "cups"]
    assert data.words_of("") == []


def test_the_angle_finds_the_topic_more_often_than_the_distance():
    corpus = data.short_texts()
    counts = data.word_counts(corpus.texts).counts
    similar = la.pairwise_cosine_similarities(counts)
    np.fill_diagonal(similar, -1)
    far = la.pairwise_distances(counts)
    np.fill_diagonal(far, np.inf)
    hits = [(corpus.labels[nearest] == corpus.labels).sum() for nearest in (similar.argmax(1), far.argmin(1))]
    assert hits == [53, 50]  # the numbers of the notebooks


@pytest.mark.parametrize("texts", ["one text", [], [3], [None], ["fine", 4]])
def test_what_is_no_list_of_texts_is_refused(texts):
    with pytest.raises(ValueError, match="[Tt]ext"):
        data.word_counts(texts)


@pytest.mark.parametrize("vocabulary", [[], "rain", ["rain", "rain"], ["Rain"], ["two words"], [""], [3]])
def test_a_vocabulary_that_cannot_be_is_refused(vocabulary):
    with pytest.raises(ValueError):
        data.word_counts(["rain"], vocabulary)


def test_texts_of_stop_words_alone_leave_nothing_to_count():
    with pytest.raises(ValueError, match="no word to count"):
        data.word_counts(["the and of"])
