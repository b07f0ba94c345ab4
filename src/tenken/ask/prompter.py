"""Somebody who asks at a prompt, and the real terminal: menus by ``menu``, lines by questionary, loaded only to ask.

What was asked is drawn only while it waits; then it is erased and said again with the reply, broken into lines by our
own rules, since a terminal breaks lines anywhere. Where nothing can be drawn, the same lines are shown and one is read.
"""

import shutil
import sys
from typing import TYPE_CHECKING, Protocol

from tenken.ask.menu import Choice, Menu, in_lines
from tenken.core.problem import MachineLacks
from tenken.screen import COLUMNS, fitting, plain, width, wrap

if TYPE_CHECKING:
    from questionary import Question as Prompt

BESIDE_A_CHOICE = 8
"""Columns that the pointer, the key and the tick of a choice take."""

BELOW_A_TICK = 5
"""Columns by which the second line of such a choice is set in: below its first word."""

ROOM_TO_WRITE = 24
"""Columns that a line of text has at least beside its question; otherwise it gets a line of its own."""


class Prompter(Protocol):
    """Somebody who shows text and brings back what a person chose or wrote."""

    def show(self, text: str) -> None:
        """Show a text."""

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        """Bring back the key of one of the choices (key, label)."""

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        """Bring back the keys of what was chosen, perhaps none."""

    def write(self, message: str, preset: str = "") -> str:
        """Bring back a line of text, perhaps empty."""


class MenuPrompter(Prompter, Protocol):
    """Somebody who also takes a whole screen to choose from."""

    def menu(self, menu: Menu) -> str:
        """Bring back the value of what was chosen."""


class TerminalPrompter:
    """Shows on standard error and reads keys; Ctrl-C stops the whole command."""

    def show(self, text: str) -> None:
        """Show a text whose foreign parts cannot command the terminal."""
        print(plain(text), file=sys.stderr)  # noqa: T201 - this is the screen

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        """A menu of numbers and arrow keys, in which nothing is chosen beforehand but what is preset."""
        numbered = [Choice(key=str(at), value=key, label=label) for at, (key, label) in enumerate(choices, 1)]
        menu = Menu(message=message, choices=numbered, hint=hint, refuse=lambda _: hint, standing=preset, enter=preset)
        answer = self.menu(menu)
        self._said(message, next((label for key, label in choices if key == answer), ""))
        return answer

    def menu(self, menu: Menu) -> str:
        """A menu drawn on the screen and erased once something is chosen."""
        from prompt_toolkit.utils import is_dumb_terminal  # noqa: PLC0415 - loaded only to ask

        try:
            if is_dumb_terminal():
                return in_lines(menu, self.show, input)
            from tenken.ask.menu_screen import on_screen  # noqa: PLC0415 - loaded only where a screen is drawn

            return on_screen(menu, self._fit)
        except (EOFError, OSError) as reason:
            raise MachineLacks("no-terminal") from reason

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        """A menu in which any number of lines can be ticked."""
        import questionary  # noqa: PLC0415 - half a second that only an interview needs

        menu = [
            questionary.Choice(title=self._label(label), value=key, checked=key in preset) for key, label in choices
        ]
        above = self._above(message, hint)
        answer = self._ask(questionary.checkbox(above, choices=menu, qmark="", instruction=" ", use_jk_keys=False))
        chosen = [(key, label) for key, label in choices if isinstance(answer, list) and key in answer]
        self._said(message, " / ".join(label for _, label in chosen))
        return [key for key, _ in chosen]

    def write(self, message: str, preset: str = "") -> str:
        """One line of text."""
        import questionary  # noqa: PLC0415 - half a second that only an interview needs

        above = self._fit(wrap(message, self._columns))
        if "\n" in above or self._columns - width(above) < ROOM_TO_WRITE:
            above = above.replace("\n", "\n ") + "\n >"
        answer = str(self._ask(questionary.text(above, default=preset, qmark="")))
        self._said(message, answer)
        return answer

    def secret(self, message: str) -> str:
        """A line that nobody beside the person can read; what was written is not said again."""
        import questionary  # noqa: PLC0415 - half a second that only somebody who is asked needs

        above = self._fit(wrap(message, self._columns)).replace("\n", "\n ")
        answer = str(self._ask(questionary.password(above, qmark="")))
        self._said(message, "*" * min(len(answer), 1) * 8)
        return answer

    @property
    def _columns(self) -> int:
        return min(COLUMNS, shutil.get_terminal_size().columns - 2)

    def _above(self, message: str, hint: str) -> str:
        """The question with how to answer it; each line stands one column in."""
        return self._fit(wrap(f"{message} ({hint})", self._columns)).replace("\n", "\n ")

    def _label(self, label: str) -> str:
        """A choice in as many lines as it takes, each set in below the first."""
        text = self._fit(plain(label).replace("\n", " "))
        return wrap(text, self._columns - BESIDE_A_CHOICE).replace("\n", "\n" + " " * BELOW_A_TICK)

    def _said(self, message: str, answer: str) -> None:
        self.show(wrap(f"{message} {answer}".rstrip(), self._columns, " "))

    def _fit(self, text: str) -> str:
        """The text in characters that this terminal has: menus go to the screen by a way of their own."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        return fitting(plain(text), encoding)

    def _ask(self, prompt: "Prompt") -> object:
        prompt.application.erase_when_done = True
        try:
            return prompt.unsafe_ask()
        except (EOFError, OSError) as reason:
            raise MachineLacks("no-terminal") from reason
