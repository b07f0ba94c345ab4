"""The person at a real terminal: menus and lines by questionary, loaded only when somebody is asked."""

import sys
from typing import TYPE_CHECKING

from tenken.core.problem import MachineLacks
from tenken.screen import plain

if TYPE_CHECKING:
    from questionary import Question as Prompt


class TerminalAsker:
    """Shows on standard error and reads keys; Ctrl-C stops the whole command."""

    def show(self, text: str) -> None:
        """Show a text whose foreign parts cannot command the terminal."""
        print(plain(text), file=sys.stderr)  # noqa: T201 - this is the screen

    def choose(self, message: str, choices: list[tuple[str, str]], hint: str, preset: str | None) -> str:
        """A menu with arrow keys and numbers."""
        import questionary  # noqa: PLC0415 - half a second that only an interview needs

        menu = [questionary.Choice(title=plain(label), value=key) for key, label in choices]
        return str(
            self._ask(
                questionary.select(
                    plain(message),
                    choices=menu,
                    default=next((choice for choice in menu if choice.value == preset), None),
                    use_shortcuts=True,
                    use_jk_keys=False,
                    qmark="",
                    instruction=f"({hint})",
                )
            )
        )

    def choose_several(self, message: str, choices: list[tuple[str, str]], hint: str, preset: list[str]) -> list[str]:
        """A menu in which any number of lines can be ticked."""
        import questionary  # noqa: PLC0415 - half a second that only an interview needs

        menu = [questionary.Choice(title=plain(label), value=key, checked=key in preset) for key, label in choices]
        prompt = questionary.checkbox(
            plain(message), choices=menu, qmark="", instruction=f"({hint})", use_jk_keys=False
        )
        prompt.application.erase_when_done = True  # or it would end in "done (2 selections)", in English
        answer = self._ask(prompt)
        chosen = [(key, label) for key, label in choices if isinstance(answer, list) and key in answer]
        self.show(f" {message} " + " / ".join(label for _, label in chosen))
        return [key for key, _ in chosen]

    def write(self, message: str, preset: str = "") -> str:
        """One line of text."""
        import questionary  # noqa: PLC0415 - half a second that only an interview needs

        return str(self._ask(questionary.text(plain(message), default=preset, qmark="")))

    def _ask(self, prompt: "Prompt") -> object:
        try:
            return prompt.unsafe_ask()
        except (EOFError, OSError) as reason:
            raise MachineLacks("no-terminal") from reason
