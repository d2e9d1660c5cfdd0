"""Sixty short texts on four topics, written for this course, and their words counted."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

__all__ = ["ShortTexts", "STOP_WORDS", "WordCounts", "short_texts", "word_counts", "words_of"]

_TEXTS = {
    "kitchen": (
        "Chop the onion and fry it in oil until it is soft. Then add the tomatoes and a little salt.",
        "Bring the water to the boil, add salt, and cook the pasta for nine minutes.",
        "Knead the dough for ten minutes, cover the bowl, and let it rise in a warm place.",
        "The soup needs more salt and a spoon of lemon juice.",
        "Heat the oven, butter the tin, and bake the cake for forty minutes.",
        "Beat the eggs with the sugar, then fold in the flour and the melted butter.",
        "A sharp knife is safer than a blunt one when you chop an onion.",
        "Fry the garlic in oil, but take it out of the pan before it turns brown.",
        "The bread came out of the oven with a dark crust. We ate it with butter and salt.",
        "Boil the potatoes in salt water, then mash them with butter and warm milk.",
        "Stir the sauce with a wooden spoon so that it does not burn in the pan.",
        "For pancakes you need flour, milk, eggs and a hot pan.",
        "Rice is easy: two cups of water for one cup of rice, a lid on the pan, and no stirring.",
        "The tomato sauce tastes sweeter when you cook it slowly with onion and garlic.",
        "Too much flour makes the dough dry. Add a spoon of water or milk.",
    ),
    "weather": (
        "Heavy rain and strong wind are expected along the coast tonight.",
        "The morning starts with fog, but the sun will come out by noon.",
        "Snow fell on the hills last night, and the roads are covered with ice this morning.",
        "A storm with thunder is moving in from the west. Expect strong wind and heavy rain.",
        "It will be a sunny day with a light wind and a few clouds.",
        "The temperature will fall below zero tonight, with snow in the north.",
        "Dark clouds gathered over the coast before the storm.",
        "Tomorrow will be cloudy and cold, with showers of rain in the afternoon.",
        "The heat wave continues: temperatures above thirty degrees and no clouds.",
        "Fog in the valley will clear slowly in the morning.",
        "After days of rain the clouds broke and the sun came out.",
        "The wind turns to the north tomorrow and brings cold air and snow.",
        "Thunder was heard over the hills, and the first rain fell in the afternoon.",
        "The forecast for tomorrow says ten degrees, a cloudy sky and light rain.",
        "A warm night, fifteen degrees, a clear sky and no wind.",
    ),
    "garden": (
        "Plant the tomato seeds in small pots and keep the soil moist.",
        "Water the roses in the evening, when the soil is cool.",
        "The slugs ate the lettuce in one night. Next year I will plant it in pots.",
        "Dig compost into the soil before you plant the beans.",
        "Cut the roses back in early spring, above a bud.",
        "Weeds grow faster than beans. Pull the weeds after rain, when the soil is soft.",
        "The apple tree has many flowers this spring, and the bees have found them.",
        "Sow the carrot seeds in rows and cover them with a thin layer of soil.",
        "Plants in pots need water every day in summer.",
        "The hedge was cut in autumn, and the leaves went on the compost.",
        "Bees like lavender, so plant it near the apple tree.",
        "Grass seeds need moist soil and some sun to grow.",
        "We dug up the potatoes in autumn and kept some seeds of the beans.",
        "Tulips grow from bulbs. Plant the bulbs in autumn, three times as deep as they are high.",
        "The leaves of the roses turned yellow because the soil was too wet.",
    ),
    "bicycle": (
        "Pump up the tyres before a long ride: soft tyres make every hill harder.",
        "The chain slipped off when I changed gear on the hill.",
        "Clean the chain, then put a drop of oil on each link.",
        "My front brake squeaks in the rain. New brake pads helped.",
        "We rode our bikes along the river and had lunch by the bridge.",
        "A flat tyre is mended in ten minutes with a patch and a pump.",
        "Change to a low gear before the hill, not on it.",
        "The ride home was hard, with the wind in our faces all the way.",
        "Wear a helmet and put a light on your bike when you ride at night.",
        "The saddle is too low: raise it until your leg is nearly straight on the pedal.",
        "The bike shop replaced the worn chain and set the gears.",
        "She rode her bike to work every day, even in snow.",
        "Check both brakes and the tyres before you ride down a steep road.",
        "A heavy lock and a good light are worth the money for a bike in the city.",
        "The wheel was bent, so the brake pads touched the rim at every turn.",
    ),
}  # fmt: skip

STOP_WORDS = frozenset(
    """
    a about above after all along an and are as at be because been before below both but by came come did do does each
    even every few for from had has have he her his i if in into is it its let like little makes many more most much my
    near nearly next no not of off on one or our out over own she so some than that the their them then there they this
    to too until up was way we went were when which will with worth you your
    """.split()
)
"""Words that say little about the topic of a text: articles, prepositions, pronouns, and other small words."""

_WORD = re.compile(r"[a-zà-öø-ÿ]+")


class ShortTexts(NamedTuple):
    """Texts, the number of each one's topic, and the names of the topics; see `short_texts`."""

    texts: tuple[str, ...]
    labels: np.ndarray
    topics: tuple[str, ...]


class WordCounts(NamedTuple):
    """The words counted, and how often each stands in each text; see `word_counts`."""

    vocabulary: tuple[str, ...]
    counts: np.ndarray


def short_texts() -> ShortTexts:
    """Return sixty texts of one or two sentences on four topics, and print where they come from.

    Returns
    -------
    ShortTexts
        A named tuple of ``texts`` (tuple of 60 str), ``labels`` (ndarray of int64, shape (60,), the number of each
        text's topic, from 0 to 3; 15 texts of each, topic by topic) and ``topics`` (tuple of the 4 names).

    Examples
    --------
    >>> corpus = short_texts()
    Short texts: 60 texts of one or two sentences on 4 topics (kitchen, weather, garden, bicycle)
    Source: written for this course (utils/data/texts.py)
    Licence: CC BY 4.0, as the text and figures of the course
    Row: one text, and the number of its topic
    >>> corpus.texts[3]
    'The soup needs more salt and a spoon of lemon juice.'
    >>> corpus.topics[corpus.labels[3]]
    'kitchen'
    """
    topics = tuple(_TEXTS)
    texts = tuple(text for topic in topics for text in _TEXTS[topic])
    labels = np.repeat(np.arange(len(topics), dtype=np.int64), [len(_TEXTS[topic]) for topic in topics])
    print(
        f"Short texts: {len(texts)} texts of one or two sentences on {len(topics)} topics ({', '.join(topics)})\n"
        "Source: written for this course (utils/data/texts.py)\n"
        "Licence: CC BY 4.0, as the text and figures of the course\n"
        "Row: one text, and the number of its topic"
    )
    return ShortTexts(texts, labels, topics)


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, in small letters; everything but letters separates words.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str

    Raises
    ------
    ValueError
        If text is not a string.

    Examples
    --------
    >>> words_of("Add salt, stir, add water!")
    ['add', 'salt', 'stir', 'add', 'water']
    """
    if not isinstance(text, str):
        raise ValueError(f"A text must be a string, but is {text!r}.")
    return _WORD.findall(text.lower())


def word_counts(texts, vocabulary=None, *, stop_words=STOP_WORDS) -> WordCounts:
    """Count words: one row for each text, one column for each word of the vocabulary.

    Parameters
    ----------
    texts : sequence of str
    vocabulary : sequence of str, optional
        The words to count, in this order; other words are passed over. By default all words of the texts that are not
        stop words, in alphabetical order. Give the vocabulary of known texts to count a new one in the same columns.
    stop_words : collection of str
        Words left out of a vocabulary made here; an empty one, ``()``, keeps all words.

    Returns
    -------
    WordCounts
        A named tuple of ``vocabulary`` (tuple of str) and ``counts`` (ndarray of int64, shape (number of texts, number
        of words)).

    Raises
    ------
    ValueError
        If texts is one string, or empty, or holds anything but strings; if no word is left to count; or if the
        vocabulary has a word twice or an entry that can never be met in a text.

    Examples
    --------
    >>> words, counts = word_counts(["Add the salt, then add water.", "Water the roses."])
    >>> words
    ('add', 'roses', 'salt', 'water')
    >>> counts
    array([[2, 0, 1, 1],
           [0, 1, 0, 1]])
    """
    if isinstance(texts, str):
        raise ValueError("texts must be a list of texts; a single one is written [text].")
    found = [words_of(text) for text in texts]
    if not found:
        raise ValueError("texts must hold at least one text, but is empty.")
    if vocabulary is None:
        vocabulary = sorted({word for words in found for word in words} - set(stop_words))
    vocabulary = _as_vocabulary(vocabulary)
    column = {word: j for j, word in enumerate(vocabulary)}
    counts = np.zeros((len(found), len(vocabulary)), dtype=np.int64)
    for i, words in enumerate(found):
        for word in words:
            if word in column:
                counts[i, column[word]] += 1
    return WordCounts(vocabulary, counts)


def _as_vocabulary(vocabulary) -> tuple[str, ...]:
    if isinstance(vocabulary, str):
        raise ValueError(f"vocabulary must be a list of words; a single one is written [{vocabulary!r}].")
    vocabulary = tuple(vocabulary)
    if not vocabulary:
        raise ValueError("There is no word to count: the vocabulary is empty.")
    for word in vocabulary:
        if words_of(word) != [word]:
            raise ValueError(f"vocabulary must hold single words in small letters, but one is {word!r}.")
    twice = [word for word in vocabulary if vocabulary.count(word) > 1]
    if twice:
        raise ValueError(f"vocabulary has {twice[0]!r} twice.")
    return vocabulary
