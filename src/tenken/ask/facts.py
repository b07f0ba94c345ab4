"""What is true of the firm: the facts worth asking at this depth, and the form in which a person states them."""

from collections.abc import Mapping


def changed(current: Mapping[str, bool], form: Mapping[str, str]) -> dict[str, bool]:
    """The facts with what the person changed since the form was shown; a fact not stated yet is stated now."""
    facts = dict(current)
    for name, value in form.items():
        kind, _, fact = name.partition(".")
        if kind != "fact" or value not in ("yes", "no"):
            continue
        if fact not in facts or form.get(f"was.{fact}") != value:
            facts[fact] = value == "yes"
    return facts
