"""What ``checklist lint`` tells and does not mind: notes of a checklist, which change no exit code.

A note is a function like a rule of ``lint``, with its page in the manual as its docstring.
"""

from collections.abc import Iterator

from tenken.core.lint import OF_WORDING, LintContext, Rule, Violation, everything, only_language


def one_language(context: LintContext) -> Iterator[Violation]:
    """片方の言葉だけで書いた質問票です。どちらの言葉の画面や報告書にも、その言葉の文が出ます。

    The checklist is written in one language, which screens and documents of either language show.
    """
    if language := only_language(context.checklist):
        yield Violation("one_language", "checklist", ("title",), {"language": language})


def all_is_said(context: LintContext) -> Iterator[Violation]:
    """どの質問にも、短い名前、理由、判断の目安、証拠を書きます。ないものは画面と報告書で省かれます。

    Each question has a label, a reason, what makes a yes and a partial, and proof; what is missing is left out on
    screens and in reports.
    """
    if not only_language(context.checklist) and not context.checklist.given_wording:
        return  # both_languages asks for them
    for part, path, of, text in everything(context.checklist):
        if not text:
            yield Violation("all_is_said", part, path, {"id": of})


NOTED: tuple[Rule, ...] = (one_language, all_is_said)
"""What an author may leave as it is."""


def notes(context: LintContext) -> tuple[Violation, ...]:
    """What is no fault and worth knowing, rule by rule."""
    noted = (*NOTED, *OF_WORDING) if context.checklist.given_wording else NOTED
    return tuple(remark for rule in noted for remark in rule(context))


def places(remarks: tuple[Violation, ...]) -> dict[str, list[str]]:
    """The notes by their rule: whose texts they are about, each once, in checklist order."""
    found: dict[str, list[str]] = {}
    for remark in remarks:
        of = str(remark.values.get("id", remark.part))
        if of not in (listed := found.setdefault(remark.rule, [])):
            listed.append(of)
    return found
