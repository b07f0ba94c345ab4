"""The words of one language: interface sentences, numbers, dates and digests, passed along as an argument.

The sentences themselves are ``sentences``'. Two languages fit in one process; nothing here knows a default. Texts of a
checklist are chosen here too, falling back to the language that there is.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from tenken import shell
from tenken.core.model import Answer, Assessor, Checklist, Fact, Question, Status, Text
from tenken.core.problem import Problem, Values
from tenken.core.scoring.applicability import INVERTED
from tenken.sentences import LANGUAGES as LANGUAGES  # noqa: PLC0414 - whoever takes words names their language
from tenken.sentences import Language as Language  # noqa: PLC0414 - see above
from tenken.sentences import sentences

if TYPE_CHECKING:
    from tenken.core.cost.formulas import Product
    from tenken.core.library import Case, CaseFigure, CaseSource, Moment
    from tenken.core.report.left_out import Scope
    from tenken.core.scoring.proposals import Proposal
    from tenken.core.scoring.roadmap import RoadmapStep

ERAS = (("reiwa", date(2019, 5, 1)), ("heisei", date(1989, 1, 8)))
"""Japanese eras with their first days, latest first (cabinet orders 143 of 2019 and 1 of 1989)."""

COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
"""Numbers for which a sentence may have a form of its own: postponed twice, Five things to do first."""

READING = "reading."
"""How the keys of sentences begin that say why something typed is not taken, on every screen and in every file."""

LONGEST_QUOTED = 400
"""Characters of a text of others inside a sentence."""

UNDATED = "n.d."
"""The day or year of a text that bears none."""


class Words:
    """Speaks one language."""

    def __init__(
        self, lang: Language, *, era: bool = False, checklist: Checklist | None = None, reopened: bool = False
    ) -> None:
        """Load the language's sentences; with ``era``, full dates name the Japanese era beside the year.

        With a checklist that names its own subject, sentences about what is protected are said of that; with one
        that has no critical questions, nothing is said about critical ones. ``reopened`` is said of answers that wait
        to be confirmed and are not last year's.
        """
        self.lang: Language = lang
        self.era = era
        self._sentences = sentences(lang)
        self._families: list[str] = []
        self._of_edition: Mapping[str, str] = {}
        if checklist and checklist.subject:
            self._families.append("of_edition.")
            self._of_edition = {"subject": self.text(checklist.subject), "edition_title": self.text(checklist.title)}
        if checklist and not checklist.has_critical:
            self._families.append("without_critical.")
        if reopened:
            self._families.append("of_mended.")

    def about(self, checklist: Checklist | None, *, reopened: bool = False) -> "Words":
        """The same words for what that checklist is about and asks, and for answers that an earlier text of it got."""
        usual = checklist is None or (checklist.has_critical and not checklist.subject)
        return (
            self if usual and not reopened else Words(self.lang, era=self.era, checklist=checklist, reopened=reopened)
        )

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The sentence of that key, in the form for ``n``, with the values filled in; numbers get their separators."""
        sentence = self._sentences[key]
        for family in self._families:  # of_edition.report.title before report.title
            sentence = self._sentences.get(family + key, sentence)
        if isinstance(sentence, Mapping):
            n = values.get("n")
            sentence = sentence.get(COUNTS.get(n, "other") if isinstance(n, int) else "other", sentence["other"])
        filled: dict[str, str | int] = dict(self._of_edition)
        filled |= {name: self.number(value) if type(value) is int else value for name, value in values.items()}
        if ":shell}" in sentence:
            filled = {name: _Typed(value) for name, value in filled.items()}
        return str(sentence).format_map(filled)

    def knows(self, key: str) -> bool:
        """Whether there is a sentence of that key."""
        return key in self._sentences

    def names(self, family: str) -> list[str]:
        """The names directly below a key, in the order of the words file."""
        before = f"{family}."
        return [key.removeprefix(before) for key in self._sentences if key.startswith(before)]

    def text(self, text: Text) -> str:
        """A checklist's text in this language, or in the other where it has only that."""
        return (text.ja or text.en) if self.lang == "ja" else (text.en or text.ja)

    def edition(self, checklist: Checklist) -> str:
        """A checklist by its title and the year of its edition, or by its edition where that is no year."""
        key = "report.frame.year" if _a_year(checklist) else "report.frame.edition"
        return self(key, title=self.text(checklist.title), edition=checklist.edition)

    def edition_alone(self, checklist: Checklist) -> str:
        """The edition of a checklist that was named before: 2026年版, edition 2026."""
        key = "report.frame.year_alone" if _a_year(checklist) else "report.frame.edition_alone"
        return self(key, edition=checklist.edition)

    def case(self, case: "Case") -> str:
        """A real case in one line: whose, when, what happened."""
        return self("report.gaps.case_line", title=self.case_title(case), short=self.text(case.short))

    def case_title(self, case: "Case") -> str:
        """What a real case is called, with its year where that is known."""
        title = self.text(case.title)
        return self("real_case.title", title=title, year=case.year) if case.year != UNDATED else title

    def case_figure(self, figure: "CaseFigure") -> str:
        """One number of a real case with its unit: 32,359件, 5億円."""
        if figure.unit == "yen":
            return self.yen(figure.value)
        key = f"cost_breach.measure.{figure.unit}"
        return self(key, n=figure.value) if self.knows(key) else f"{self.number(figure.value)} {figure.unit}"

    def case_at(self, moment: "Moment") -> str:
        """When a step of a real case was: a day as days are told, else as it is written."""
        return self._day_or(self.text(Text(moment.at, moment.at_en)))

    def _day_or(self, written: str) -> str:
        try:
            return self.day(date.fromisoformat(written))
        except ValueError:
            return written

    def case_source(self, source: "CaseSource") -> str:
        """Where something of a real case was read: of which kind, under which title, from which day."""
        day = self._day_or(source.date) if source.date != UNDATED else self("real_case.undated")
        told = self("real_case.source", title=self.text(Text(source.title, source.title_en)), date=day)
        return f"{self(f'real_case.source_{source.kind}')} {told}"

    def guidance(self, content: "Text | Case") -> str:
        """What a question says beside what it asks: a text of the checklist, or its real case in one line."""
        return self.text(content) if isinstance(content, Text) else self.case(content)

    def meaning(self, question: Question, status: Status) -> str:
        """What an answer means: the question's own words where it has its own, else what it means everywhere."""
        match status:
            case Status.YES:
                return self.text(question.means_yes)
            case Status.PARTIAL:
                return self.text(question.means_partial)
            case Status.NO | Status.UNKNOWN | Status.NA:
                return self(f"web.question.{status}_means")
            case _:
                assert_never(status)

    def status(self, status: Status | None) -> str:
        """What was answered, in the words that every screen and page uses."""
        return self(f"status.{status or 'unanswered'}")

    def judged(self, status: Status) -> str:
        """What an assessor judged: what she could not find out is not what a firm does not know."""
        return self(f"judged.{status}")

    def counted(self, answer: Answer) -> str:
        """The status that counts, in the words of who judged it: an assessor's unknown could not be verified."""
        return self.judged(answer.verdict.status) if answer.verdict else self.status(answer.counted)

    def proposal(self, proposal: "Proposal") -> str:
        """Who would close a gap and until when, told as a proposal and no promise."""
        return self("proposal.told", who=proposal.person or self("role.owner"), day=self.day(proposal.due))

    def step(self, step: "RoadmapStep") -> str:
        """Who closes a gap and until when, told as the promise or the proposal that it is."""
        key = "proposal.promised" if step.promised else "proposal.told"
        return self(key, who=step.person or self("role.owner"), day=self.day(step.due))

    def fact_asked(self, fact: Fact) -> str:
        """The question about a fact; where that has a "not" in it, the question without."""
        return self(f"subject.asked.{fact.id}") if fact.id in INVERTED else self.text(fact.text)

    def fact_answered(self, fact: Fact, holds: bool) -> str:
        """Yes or no, as the question is asked."""
        return self("web.profile.yes" if holds is not (fact.id in INVERTED) else "web.profile.no")

    def person(self, assessor: Assessor) -> str:
        """Who assesses: the name with role and firm, as far as the file says; empty without a name."""
        detail = self("report.join").join(part for part in (assessor.role, assessor.firm) if part)
        if not assessor.name or not detail:
            return assessor.name or ""
        return self("report.who", name=assessor.name, detail=detail)

    def not_asked(self, scope: "Scope") -> list[str]:
        """What applies to the firm and was not asked, a sentence each, with the number of critical questions."""
        told = []
        if scope.areas:
            areas = [
                self(
                    "scope.area",
                    number=str(entry.number),
                    title=self.text(entry.area.title),
                    n=entry.questions,
                    critical=entry.critical,
                )
                for entry in scope.areas
            ]
            told.append(self("scope.areas", areas=self("report.join").join(areas)))
        if scope.questions:
            told.append(self("scope.questions", n=scope.questions, critical=scope.critical))
        if scope.switched_off:
            names = [f"{number} {self.text(area.title)}" for number, area in scope.switched_off]
            told.append(self("scope.switched_off", areas=self("report.join").join(names)))
        return told

    def number(self, value: int) -> str:
        """A whole number with separators, and a minus sign as long as a plus."""
        return f"{value:,}"

    def decimal(self, value: Fraction, places: int = 2) -> str:
        """An exact value rounded half up to that many decimal places; whole numbers without any."""
        if value.denominator == 1:
            return self.number(value.numerator)
        scaled = value * 10**places * 2 + 1
        whole, rest = divmod(scaled.numerator // scaled.denominator // 2, 10**places)
        return f"{whole:,}.{rest:0{places}d}"

    def hundredths(self, value: Fraction) -> str:
        """A value in whole hundredths with both decimal places, e.g. 53.40."""
        whole, rest = divmod(int(abs(value) * 100), 100)
        return f"{whole:,}.{rest:02d}"

    def signed(self, value: Fraction | int) -> str:
        """A difference with its sign, e.g. +19 or −1.25; a fraction is one in whole hundredths."""
        sign = "+" if value > 0 else "−" if value < 0 else "±"
        return sign + (self.number(abs(value)) if isinstance(value, int) else self.hundredths(value))

    def exact_yen(self, amount: int) -> str:
        """An amount to the last yen."""
        return self("money.yen", n=amount)

    def yen(self, amount: int) -> str:
        """An amount as people say it, rounded to three digits: 1億3,000万円, ¥130 million."""
        step = 10 ** max(0, len(str(abs(amount))) - 3)
        rest = (abs(amount) + step // 2) // step * step
        said = "-" if amount < 0 else ""
        for scale in self("money.scales").split():
            name, _, digits = scale.partition("=")
            unit = 10 ** int(digits)
            if rest >= unit and self.lang == "ja":  # 1億3,000万: each scale in turn
                said += f"{rest // unit:,}{name}"
                rest %= unit
                if not rest:
                    return self("money.said", n=said)
            elif rest >= unit:  # 1.3 million: the first scale with decimals
                whole, tail = divmod(rest * 100 // unit, 100)
                return self("money.said", n=f"{said}{whole:,}.{tail:02}".rstrip("0").rstrip(".") + f" {name}")
        return self("money.said", n=f"{said}{rest:,}")

    def times(self, share: Fraction) -> str:
        """One sum held against another: 1.4倍, 1.4 times; below one in tenths."""
        whole, tenths = divmod((share * 20 + 1) // 2, 10)
        if whole:
            told = self.decimal(Fraction(whole * 10 + tenths, 10), 1)
            return self("money.times", n=told if len(told) <= len("9.9") else self.number(whole))
        return self("money.tenths", n=tenths) if tenths else self("money.under_a_tenth")

    def formula(self, product: "Product") -> str:
        """How an amount is worked out, with its numbers."""
        told = ""
        for term in product.terms:
            sign = "" if not told else " ÷ " if term.role == "per" else " × "
            told += sign + self(f"cost_breach.role.{term.role}", n=term.value)
        return told

    def day(self, day: date) -> str:
        """A day in full, e.g. 2026年11月21日 or 21 November 2026, and 2026年(令和8年)11月21日 with the era."""
        month = self(f"date.month{day.month}")
        if not self.era:
            return self("date.full", year=str(day.year), month=month, day=str(day.day))
        name, first = next((name, began.year) for name, began in ERAS if began <= day)
        nth = self("date.era_first") if day.year == first else str(day.year - first + 1)
        era = self("date.era_year", era=self(f"date.era_{name}"), year=nth)
        return self("date.full_era", year=str(day.year), month=month, day=str(day.day), era=era)

    def short_day(self, day: date, near: date) -> str:
        """A day for narrow columns, without its year where that is the year of ``near``."""
        key = "date.short" if day.year == near.year else "date.short_year"
        month = self(f"date.short_month{day.month}")
        return self(key, year=str(day.year), month=month, day=str(day.day))

    def problem(self, problem: Problem) -> str:
        """What is wrong and what to do, as one sentence or two."""
        if problem.what.startswith(READING):
            return self._with(problem.what, problem.values)
        key = f"problem.{problem.what}"
        return self._with(key if self.knows(key) else f"lint.{problem.what}", problem.values)

    def error(self, what: str, values: Values) -> str:
        """What tenken stopped for; of an option that cannot be read, which one it is."""
        if not what.startswith(READING):
            return self._with(f"error.{what}", values)
        told = self._with(what, values)
        return self(f"{READING}of_option", option=values["option"], told=told) if "option" in values else told

    def _with(self, key: str, values: Values) -> str:
        filled = {name: _short(value) for name, value in values.items()}
        if "code" in filled:  # what the system refused, see core/system_fault.py
            filled["reason"] = self(str(filled["reason"]), code=filled["code"])
        return self(key, **filled)


class _Typed(str):
    """A value of a sentence that names a command; ``{file:shell}`` is its place in the command."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return shell.quoted(str(self)) if spec == "shell" else super().__format__(spec)


def _a_year(checklist: Checklist) -> bool:
    """Whether an edition is called by its year."""
    return len(checklist.edition) == len("2026") and checklist.edition.isdecimal()


def _short(value: str | int) -> str | int:
    """What a sentence quotes, as much of it as helps."""
    return f"{value[:LONGEST_QUOTED]}…" if isinstance(value, str) and len(value) > LONGEST_QUOTED else value


def fours(digest: str) -> str:
    """The first sixteen digits of a digest as people compare them: 522b d4c9 fb1e 8dd6."""
    digits = digest.rpartition(":")[2]
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))
