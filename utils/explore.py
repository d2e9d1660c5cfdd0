"""Figures with sliders that tests can drive without a browser.

`explore` takes a function that draws and up to three controls made by `slider`, `choice` and `toggle`. In a notebook
the result shows the figure with its controls; where widgets do not run, the default figure and a sentence.
`Explorer.at` gives the Figure at any position.

Examples
--------
>>> from utils import style
>>> def line(slope):
...     fig, ax = style.new_figure(5, 4)
...     ax.axline((0, 0), slope=slope)
...     return ax
>>> explorer = explore(line, alt="A line of slope {slope:.1f} through 0.", slope=slider("slope", -2, 2, 0.1, 1))
>>> explorer.alt_at(slope=-2)
'A line of slope -2.0 through 0.'
>>> fig = explorer.at(slope=-2)
"""

import collections
import contextlib
import gc
import html
import inspect
import itertools
import math
import numbers
import warnings
from dataclasses import dataclass

from utils import style
from utils.figures import caption_html, checked_alt, closing_new_figures, figure_html, figure_of

MOST_CONTROLS = 3
"""Controls that a figure has at most: with more of them nobody knows which one made the difference."""

_ERROR = '<p role="alert" style="border-left:4px solid {color};padding:0.5em 1em;margin:0">{text}</p>'


@dataclass(frozen=True)
class Slider:
    """A number from `start` to `stop` in steps; see `slider`."""

    label: str
    start: float
    stop: float
    step: float
    value: float
    unit: str = ""
    play: bool = False

    @property
    def whole(self):
        """Whether the slider holds whole numbers only."""
        return all(isinstance(number, numbers.Integral) for number in (self.start, self.stop, self.step, self.value))

    @property
    def steps(self):
        """Number of steps from one end to the other."""
        return round((self.stop - self.start) / self.step)

    def position(self, k):
        """Value after `k` steps, free of rounding dust."""
        return int(self.start + k * self.step) if self.whole else round(self.start + k * self.step, 10) + 0.0

    def extremes(self):
        """Both ends."""
        return [self.position(0), self.position(self.steps)]

    def middle(self):
        """Value half-way."""
        return self.position(self.steps // 2)

    def draw_from(self, rng):
        """Random position."""
        return self.position(int(rng.integers(self.steps + 1)))

    def checked(self, name, value):
        """Return the value as the drawing function gets it, or raise a ValueError."""
        kind, is_one = ("a whole number", numbers.Integral) if self.whole else ("a number", numbers.Real)
        if isinstance(value, bool) or not isinstance(value, is_one) or not self.start <= value <= self.stop:
            raise ValueError(f"{name} is {value!r}; give {kind} from {self.start:g} to {self.stop:g}.")
        return int(value) if self.whole else float(value) + 0.0

    @property
    def title(self):
        """Label with its unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label

    def __str__(self):
        return f"{self.title}: {self.start:g} to {self.stop:g}"


@dataclass(frozen=True)
class Choice:
    """One of several options; see `choice`."""

    label: str
    options: tuple
    value: object

    def extremes(self):
        """Every option."""
        return list(self.options)

    def middle(self):
        """Option in the middle of the list."""
        return self.options[len(self.options) // 2]

    def draw_from(self, rng):
        """Random option."""
        return self.options[int(rng.integers(len(self.options)))]

    def checked(self, name, value):
        """Return the option as it was given, or raise a ValueError."""
        if value not in self.options:
            raise ValueError(f"{name} is {value!r}; give one of {', '.join(map(repr, self.options))}.")
        return self.options[self.options.index(value)]

    @property
    def title(self):
        """Label."""
        return self.label

    def __str__(self):
        return f"{self.label}: {', '.join(map(str, self.options))}"


@dataclass(frozen=True)
class Toggle(Choice):
    """On or off; see `toggle`."""

    def __str__(self):
        return f"{self.label}: on or off"


def slider(label, start, stop, step, value, unit="", *, play=False):
    """Make a slider. Four whole numbers give whole numbers, anything else gives floats.

    Parameters
    ----------
    label : str
        What it is, in words.
    start, stop, step : int or float
        Range and step; `stop` is a whole number of steps from `start`.
    value : int or float
        Where it stands at first; that position already makes the figure's point.
    unit : str, optional
    play : bool, default False
        Add a play button that walks from start to stop.

    Returns
    -------
    Slider

    Raises
    ------
    ValueError
        If the range is empty, the step does not divide it, or the value is not one of its positions.

    Examples
    --------
    >>> slope = slider("slope", -2, 2, 0.5, 1)
    >>> slope.extremes(), slope.middle()
    ([-2.0, 2.0], 0.0)
    >>> slider("speed", 0, 10, 3, 0)
    Traceback (most recent call last):
        ...
    ValueError: From 0 to 10 is not a whole number of steps of 3; set stop to 9.
    """
    _check_label(label)
    if not (start < stop and step > 0 and all(math.isfinite(number) for number in (start, stop, step))):
        raise ValueError(
            f"A slider from {start:g} to {stop:g} in steps of {step:g} cannot move; give start < stop, step > 0."
        )
    control = Slider(label, start, stop, step, value, unit, play)
    if abs(control.steps * step - (stop - start)) > 1e-9 * abs(stop - start):
        last = start + math.floor((stop - start) / step) * step
        raise ValueError(
            f"From {start:g} to {stop:g} is not a whole number of steps of {step:g}; set stop to {last:g}."
        )
    value = control.checked("value", value)
    nearest = control.position(round((value - start) / step))
    if abs(nearest - value) > 1e-9 * max(1, abs(value)):
        raise ValueError(f"value {value:g} is not a position of the slider; the nearest one is {nearest:g}.")
    return Slider(label, start, stop, step, nearest, unit, play)


def choice(label, options, value=None):
    """Make a choice between a few options.

    Parameters
    ----------
    label : str
    options : sequence
        At least two different ones; shown as text.
    value : optional
        Option chosen at first; default: the first one.

    Returns
    -------
    Choice

    Raises
    ------
    ValueError
        If there are fewer than two options, one occurs twice, or `value` is not among them.

    Examples
    --------
    >>> choice("meeting", ["point", "line", "nothing"]).value
    'point'
    """
    _check_label(label)
    options = tuple(options)
    if len(options) < 2 or len({str(option) for option in options}) < len(options):
        raise ValueError(f"options are {list(options)!r}; give at least two different ones.")
    control = Choice(label, options, options[0] if value is None else value)
    control.checked("value", control.value)
    return control


def toggle(label, value=False):
    """Make a check box.

    Parameters
    ----------
    label : str
    value : bool, default False

    Returns
    -------
    Toggle

    Examples
    --------
    >>> toggle("show the columns").extremes()
    [False, True]
    """
    _check_label(label)
    return Toggle(label, (False, True), bool(value))


def _check_label(label):
    if not isinstance(label, str) or not label.strip():
        raise ValueError(f"label is {label!r}; name the control in words.")


def explore(draw, *, alt, caption=None, **controls):
    """Make a figure with sliders; as the last expression of a cell it shows itself.

    Parameters
    ----------
    draw : callable
        Takes the values by the controls' names; draws a new figure, returns the Figure or its Axes.
    alt : str or callable
        Alt text: a format string filled with the values, or a function of them.
    caption : str, optional
        Line below the figure: the question that the slider answers. May hold ``$math$`` and `` `code` ``.
    **controls : Slider, Choice or Toggle
        One to three.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If there are no controls or more than three, the function does not take them, or the alt text does not fit.

    Examples
    --------
    >>> from utils import style
    >>> def line(slope, solid):
    ...     fig, ax = style.new_figure(5, 4)
    ...     ax.axline((0, 0), slope=slope, linestyle="-" if solid else "--")
    ...     return ax
    >>> controls = {"slope": slider("slope", -2, 2, 0.1, 1), "solid": toggle("solid", True)}
    >>> explore(line, alt="A straight line, slope {slope:.1f}.", **controls)
    [Figure] A straight line, slope 1.0. (slope: -2 to 2; solid: on or off)
    """
    return Explorer(draw, alt, caption, controls)


class Explorer:
    """A figure with controls, made by `explore`.

    Attributes
    ----------
    controls : dict of str to Slider, Choice or Toggle
    default : dict
        Value of every control at first.
    created : collections.deque
        Of the class: the last 64 explorers made, oldest first, by which a test finds those of a notebook that it has
        run. The references are strong, since the value of a cell's last expression is kept by nobody else in a plain
        script; an explorer holds no figure, so they cost little. Clear it before a run.
    """

    created = collections.deque(maxlen=64)

    def __init__(self, draw, alt, caption, controls):
        if not 1 <= len(controls) <= MOST_CONTROLS:
            raise ValueError(
                f"{len(controls)} controls; give one to {MOST_CONTROLS}, and fix the others inside the function."
            )
        for name, control in controls.items():
            if not isinstance(control, Slider | Choice):
                raise ValueError(f"{name} is {control!r}; make it with slider(…), choice(…) or toggle(…).")
        self.controls = dict(controls)
        self.default = {name: control.value for name, control in controls.items()}
        self.caption = caption
        self._draw, self._alt, self._widget = draw, alt, None
        try:
            inspect.signature(draw).bind(**self.default)
        except TypeError as error:
            raise ValueError(f"The function does not take the controls by their names: {error}.") from None
        self.alt_at()
        Explorer.created.append(self)

    def at(self, **values):
        """Draw the figure at a position.

        Parameters
        ----------
        **values
            Values of controls; those left out stay at their default.

        Returns
        -------
        matplotlib.figure.Figure
            Closed for pyplot.

        Raises
        ------
        ValueError
            If a name is unknown or a value outside its range.

        Examples
        --------
        >>> from utils import style
        >>> def axes(n):
        ...     return style.new_figure(n, 4)[1]
        >>> explorer = explore(axes, alt="Empty axes, {n} inches wide.", n=slider("width", 4, 9, 1, 5))
        >>> float(explorer.at(n=9).get_figwidth())
        9.0
        >>> explorer.at(n=10)
        Traceback (most recent call last):
            ...
        ValueError: n is 10; give a whole number from 4 to 9.
        """
        values = self._checked(values)
        with style.context(), closing_new_figures():
            return figure_of(self._draw(**values))

    def alt_at(self, **values):
        """Alt text at a position; takes and raises the same as `at`.

        Returns
        -------
        str
        """
        values = self._checked(values)
        try:
            return checked_alt(self._alt(**values) if callable(self._alt) else self._alt.format(**values))
        except (KeyError, IndexError) as error:
            raise ValueError(f"The alt text uses {{{error.args[0]}}}; use the controls: {', '.join(values)}.") from None

    def _checked(self, values):
        for name in values:
            if name not in self.controls:
                raise ValueError(f"There is no control {name!r}; use {', '.join(self.controls)}.")
        return {name: c.checked(name, values.get(name, c.value)) for name, c in self.controls.items()}

    def corners(self):
        """Every combination of extremes: both ends of each slider, every option of each choice.

        Returns
        -------
        list of dict

        Examples
        --------
        >>> from utils import style
        >>> def axes(a, b):
        ...     return style.new_figure()[1]
        >>> explorer = explore(axes, alt="Empty axes whatever you do.", a=toggle("a"), b=toggle("b"))
        >>> len(explorer.corners())
        4
        """
        extremes = [control.extremes() for control in self.controls.values()]
        return [dict(zip(self.controls, values, strict=True)) for values in itertools.product(*extremes)]

    def middle(self):
        """Give the position half-way on every slider.

        Returns
        -------
        dict
        """
        return {name: control.middle() for name, control in self.controls.items()}

    def sample(self, rng, n):
        """Random positions.

        Parameters
        ----------
        rng : numpy.random.Generator
        n : int

        Returns
        -------
        list of dict
        """
        return [{name: control.draw_from(rng) for name, control in self.controls.items()} for _ in range(n)]

    def picture(self, **values):
        """HTML of the figure at a position; of a sentence that names the trouble if it cannot be drawn.

        Parameters
        ----------
        **values
            As for `at`.

        Returns
        -------
        str
        """
        try:
            with warnings.catch_warnings(), style.context(), _garbage_waits():
                warnings.simplefilter("error")
                for notice in (DeprecationWarning, PendingDeprecationWarning, FutureWarning, ResourceWarning):
                    warnings.simplefilter("ignore", notice)  # news for authors, not for learners
                return figure_html(self.at(**values), self.alt_at(**values))
        except Exception as error:
            where = ", ".join(f"{name} = {value}" for name, value in values.items()) or "the start"
            text = f"This figure could not be drawn at {where}: {type(error).__name__}: {error}"
            return _ERROR.format(color=style.SECOND, text=html.escape(text))

    def __repr__(self):
        return f"[Figure] {self.alt_at()} ({'; '.join(map(str, self.controls.values()))})"

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Widget for front ends that run it; the default figure and a sentence, or a line of text, for others."""
        bundle = {"text/plain": repr(self)}
        try:
            self._widget = self._widget or self._build()
        except ImportError:  # ipywidgets is missing: the figure stays still
            picture = self.picture(**self.default)
        else:
            picture = self._default_picture
            bundle |= {k: v for k, v in self._widget._repr_mimebundle_().items() if "widget-view" in k}
        note = f"Start the notebook to move the sliders: {'; '.join(map(str, self.controls.values()))}."
        caption = f"<p>{caption_html(self.caption)}</p>" if self.caption else ""
        bundle["text/html"] = f"{picture}{caption}<p><em>{html.escape(note, quote=False)}</em></p>"
        return bundle

    def _build(self):
        """Put controls above and picture below; the caption apart, so that its math is typeset once."""
        import ipywidgets as widgets

        self._default_picture = self.picture(**self.default)
        picture = widgets.HTML(self._default_picture)
        inputs = {name: _input(widgets, control) for name, control in self.controls.items()}
        held = []  # while several controls change together, one picture is enough

        def redraw(change=None):
            if not held:
                picture.value = self.picture(**{name: widget.value for name, widget in inputs.items()})

        def reset(button):
            held.append(True)
            for name, widget in inputs.items():
                widget.value = self.default[name]
            held.clear()
            redraw()

        for widget in inputs.values():
            widget.observe(redraw, "value")
        button = widgets.Button(description="Reset", tooltip="Back to the first position", layout={"width": "auto"})
        button.on_click(reset)
        players = [_player(widgets, c, inputs[name]) for name, c in self.controls.items() if getattr(c, "play", False)]
        rows = [*inputs.values(), widgets.HBox([*players, button], layout={"flex_flow": "row wrap"}), picture]
        if self.caption:
            rows.append(widgets.HTMLMath(caption_html(self.caption)))
        return widgets.VBox(rows, layout={"max_width": "100%", "overflow": "hidden"})


def _input(widgets, control):
    """Make the ipywidget of a control."""
    common = {"description": control.title, "style": {"description_width": "initial"}}
    wide = {"width": "100%", "max_width": "40rem"}
    if isinstance(control, Toggle):
        return widgets.Checkbox(control.value, indent=False, layout=wide, **common)
    if isinstance(control, Choice):
        names = [(str(option), option) for option in control.options]
        if len(names) <= 4 and sum(len(name) for name, _ in names) <= 40:
            buttons = {**common["style"], "button_width": "auto"}
            apart = {**wide, "margin": "2px 2px 2px 5px"}  # its label hangs out to the left
            return widgets.ToggleButtons(
                options=names, value=control.value, layout=apart, description=control.title, style=buttons
            )
        return widgets.Dropdown(options=names, value=control.value, layout=wide, **common)
    ends = {"min": control.start, "max": control.stop, "step": control.step, "value": control.value}
    if control.whole:
        return widgets.IntSlider(**ends, layout=wide, **common)
    decimals = max(len(f"{number:.10g}".partition(".")[2]) for number in (control.start, control.step))
    return widgets.FloatSlider(**ends, readout_format=f".{max(decimals, 1)}f", layout=wide, **common)


def _player(widgets, control, target):
    """Make a play button that walks a slider through its positions, in the kernel."""
    play = widgets.Play(min=0, max=control.steps, step=1, interval=150)

    def follow(change):
        play.value = round((target.value - control.start) / control.step)

    def advance(change):
        target.value = control.position(play.value)

    follow(None)
    play.observe(advance, "value")
    target.observe(follow, "value")
    return play


@contextlib.contextmanager
def _garbage_waits():
    """Put garbage collection off while a picture is made: its thousands of objects would be scanned again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
