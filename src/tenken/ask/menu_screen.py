"""A menu on a real terminal: prompt_toolkit draws the lines of ``menu`` and hands over the keys.

What the lines are and what a key means is ``menu``'s. Loaded only where somebody is asked.
"""

from collections.abc import Callable

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition, Filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import create_output

from tenken.ask.menu import Line, Menu, Typing, draw, key_of, pages

ABOVE = 1
"""Lines of the screen that stay above a menu: what was said last."""

ENTER = (Keys.Enter, Keys.ControlJ)
"""Enter as it comes, and as a terminal hands it over that was not yet listened to."""

BACK, LEAVE = "b", ("q", "?", "h")
"""Keys that turn a page back, and that lead back to the question; a blank and Enter go on."""


def on_screen(menu: Menu, fit: Callable[[str], str]) -> str:
    """The value of what was chosen; raises KeyboardInterrupt for Ctrl-C, EOFError where the terminal is gone.

    ``fit`` gives a text in characters that the terminal has.
    """
    typing = Typing(menu)
    control = FormattedTextControl(lambda: _fragments(typing, fit), focusable=True)
    app: Application[str] = Application(
        layout=Layout(Window(control)),
        key_bindings=_keys(typing),
        erase_when_done=True,
        output=create_output(always_prefer_tty=True),
    )
    return app.run()


def _fragments(typing: Typing, fit: Callable[[str], str]) -> StyleAndTextTuples:
    columns, rows = _size()
    lines, cursor = draw(typing, columns, rows)
    if typing.menu.fills or typing.page is not None:
        lines = [*lines, *[Line("")] * (rows - len(lines))]
    told: StyleAndTextTuples = []
    for at, line in enumerate(lines):
        told.append((str(line.look), fit(line.text)))
        if cursor == at:
            told.append(("[SetCursorPosition]", " "))
        told.append(("", "\n" if at + 1 < len(lines) else ""))
    return told


def _size() -> tuple[int, int]:
    size = get_app().output.get_size()
    return size.columns, size.rows - ABOVE


def _keys(typing: Typing) -> KeyBindings:
    """What each key does."""
    keys = KeyBindings()

    def stop(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    keys.add(Keys.ControlC)(stop)
    reading = Condition(lambda: typing.page is not None)
    _while_reading(keys, typing, reading)
    _at_menu(keys, typing, ~reading)
    return keys


def _at_menu(keys: KeyBindings, typing: Typing, here: Filter) -> None:
    def enter(event: KeyPressEvent) -> None:
        chosen = typing.enter()
        if chosen is not None:
            event.app.exit(result=chosen)

    for name in ENTER:
        keys.add(name, filter=here)(enter)
    keys.add(Keys.Backspace, filter=here)(lambda _: typing.erase())
    keys.add(Keys.Up, filter=here)(lambda _: typing.move(-1))
    keys.add(Keys.Down, filter=here)(lambda _: typing.move(1))
    for name in (Keys.ControlU, Keys.Escape):
        keys.add(name, filter=here)(lambda _: typing.erase(len(typing.typed)))
    for name in (Keys.Any, Keys.BracketedPaste):
        keys.add(name, filter=here)(lambda event: typing.write(event.data))


def _while_reading(keys: KeyBindings, typing: Typing, here: Filter) -> None:
    def turn(step: int) -> None:
        typing.turn(step, len(pages(typing.menu.guidance, *_size())) if typing.menu.guidance else 0)

    def leave(_: KeyPressEvent) -> None:
        typing.page = None

    def read(event: KeyPressEvent) -> None:
        key = key_of(event.data)
        if not key or key == BACK:
            turn(-1 if key else 1)
        elif key in LEAVE:
            leave(event)

    keys.add(Keys.Any, filter=here)(read)
    keys.add(Keys.Escape, filter=here)(leave)
    for name in (*ENTER, Keys.Right, Keys.Down, Keys.PageDown):
        keys.add(name, filter=here)(lambda _: turn(1))
    for name in (Keys.Left, Keys.Up, Keys.PageUp):
        keys.add(name, filter=here)(lambda _: turn(-1))
