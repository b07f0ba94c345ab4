"""Page 1 of an audit's report: how much was checked, what it came to beside the firm's own answers, the opinion.

One page in every case: texts of the file that are longer than their room end in an ellipsis and stand in full on the
pages behind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tenken.core.audit.verdicts import Outcome
from tenken.core.model import AuditFinding, FindingGrade
from tenken.core.report.report import Report
from tenken.core.scoring.score import shown
from tenken.render.audit import sentences
from tenken.render.audit.sentences import audit_of, together
from tenken.render.charts.paths import Shape, Style, drawn, line, rect, shape
from tenken.render.charts.ruler import Mark, Ruler, ruler
from tenken.render.owner.fitting import cut, gist, width
from tenken.render.owner.seals import Seals, seals
from tenken.templating import ems
from tenken.words import Words, fours

BAR_LEFT, BAR_WIDTH, BAR, PITCH = 26.0, 128.0, 4.6, 6.6
"""Millimetres of the two bars: left edge, whole width, height, from one to the other."""
OPINIONS = (340.0, 260.0, 200.0, 140.0, 90.0)
"""Ems of the opinion that page 1 holds: the fewer, the more else there is to tell."""
TEXTS = (96.0, 46.0)
"""Ems of a row of the outline: two lines of it, or one."""
REASON, DISTRIBUTION = 90.0, 36.0
"""Ems of the reason for a new issue, and of those who get the report."""
MAJORS = 4
"""Major findings that page 1 names."""
AIRY, FEW = 190.0, 2
"""Up to so long an opinion and so many major findings the page has room to spare."""
NAME = 30.0
"""Ems of a name in the column beside the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """Everything that page 1 sets."""

    name_size: str
    density: str
    """``airy`` where there is little to tell."""
    beside: tuple[tuple[str, str], ...]
    """Label and text of the lines at the right of the title; the first has no label."""
    banner: tuple[str, str] | None
    """That it was changed after it was signed, and how that is known."""
    second: str
    """That it is a second issue, and why; empty in a first one."""
    checked: str
    lead: str
    explained: tuple[str, ...]
    bars: tuple[Shape, ...]
    bars_alt: str
    axis: Ruler
    own: str
    audited: str
    counts: tuple[tuple[str, int], ...]
    opinion: str
    """The opinion, or as much of it as finds room; empty where there is none."""
    more: bool
    """Whether the opinion goes on behind."""
    majors: tuple[AuditFinding, ...]
    majors_more: int
    outline: tuple[tuple[str, str], ...]
    digests: tuple[str, ...]
    distribution: str
    seals: Seals


def front_page(report: Report, words: Words) -> FrontPage:
    """Page 1 of the report of an audit in that language."""
    audit = audit_of(report)
    majors = tuple(entry for entry in audit.findings if entry.grade is FindingGrade.MAJOR)
    opinion = _line(audit.audit.opinion)
    crowded = _crowded(report, len(majors))
    told = gist(opinion, OPINIONS[crowded]) if opinion else ""
    row = TEXTS[crowded > 1]
    named = MAJORS if crowded <= FEW else FEW
    return FrontPage(
        name_size=_name_size(report.assessment.organisation.name),
        density="airy" if ems(told) <= AIRY and not crowded else "",
        beside=tuple(_beside(report, words)),
        banner=_banner(report, words),
        second=_second(report, words),
        checked=words(
            "audit_pages.checked", n=audit.extent.checked, of=audit.extent.asked, share=shown(audit.extent.share) or 0
        ),
        lead=_lead(report, words),
        explained=tuple(_explained(report, words)),
        bars=_bars(report),
        bars_alt=_bars_alt(report, words),
        axis=_axis(report),
        own=sentences.points(audit.own, words),
        audited=sentences.points(report.scorecard, words),
        counts=tuple((words(f"audit_pages.count_of.{grade}"), n) for grade, n in audit.grades.items()),
        opinion=told,
        more=told != opinion,
        majors=majors[:named],
        majors_more=len(majors[named:]),
        outline=tuple((words(f"audit_pages.{key}"), cut(text, row)) for key, text in _outline(report, words)),
        digests=tuple(digests(report, words)),
        distribution=cut(together(audit.audit.distribution, words), DISTRIBUTION),
        seals=seals(report, words),
    )


def _crowded(report: Report, majors: int) -> int:
    """How many things page 1 has to tell that it usually has not, 0 to 4."""
    audit = audit_of(report)
    long_name = _name_size(report.assessment.organisation.name) in ("small", "least")
    found = (bool(audit.changed_after), audit.reopened is not None, long_name, majors > FEW, majors > MAJORS)
    return min(sum(found), len(OPINIONS) - 1)


def _name_size(name: str) -> str:
    sizes = (("large", 14.0), ("middle", 39.0), ("small", 60.0))
    return next((size for size, most in sizes if width(name) <= most), "least")


def _beside(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    audit = audit_of(report)
    issue = words("audit_pages.issue", n=audit.issue)
    day = words("audit_pages.issued", day=words.day(report.issued), issue=issue) if report.issued else ""
    yield "", day or words("audit_pages.not_issued", issue=issue)
    yield words("audit_pages.firm"), cut(audit.firm or words("audit_pages.unsaid"), NAME)
    lead = audit.audit.lead
    yield words("audit_pages.lead"), cut(lead.name if lead else report.assessment.assessor.name or "", NAME)
    days = sentences.days(report)
    first, last = days[0], days[-1]
    told = {"first": words.day(first), "short_last": words.short_day(last, first)}
    yield words("audit_pages.on"), words("audit_pages.on_days", **told) if first != last else words.day(first)


def _banner(report: Report, words: Words) -> tuple[str, str] | None:
    changed = audit_of(report).changed_after
    if not changed:
        return None
    names = together((step.name for step in changed), words)
    return words("audit_pages.changed"), words("audit_pages.changed_how", names=cut(names, NAME))


def _second(report: Report, words: Words) -> str:
    audit = audit_of(report)
    taken = audit.reopened
    if taken is None:
        return ""
    return words(
        "audit_pages.second",
        n=audit.issue,
        before=taken.issue,
        day=words.day(taken.on),
        by=cut(taken.by, NAME),
        reason=cut(" ".join(taken.reason.split()), REASON),
    )


def _lead(report: Report, words: Words) -> str:
    """What the checked questions came to, then the whole score."""
    audit = audit_of(report)
    seen, total, own = audit.optimism, shown(report.scorecard.score), shown(audit.own.score)
    told = [words("audit_pages.no_pair")]
    if seen:
        key = "alike" if seen.gap == 0 else "lower" if seen.gap > 0 else "higher"
        values = {"own": shown(seen.own) or 0, "audited": shown(seen.audited) or 0}
        told = [words(f"audit_pages.{key}", **values)]
    if total is not None and own is not None and not report.scorecard.draft:
        key = "total_alike" if total == own else "total_moved"
        told.append(words(f"audit_pages.{key}", own=own, audited=total))
    return words("report.verdict.space").join(told)


def _explained(report: Report, words: Words) -> Iterator[str]:
    audit = audit_of(report)
    yield words("audit_pages.bound")
    if audit.optimism:
        yield words(
            "audit_pages.gap",
            own=shown(audit.optimism.own) or 0,
            audited=shown(audit.optimism.audited) or 0,
            n=audit.optimism.questions,
            gap=abs(audit.optimism.printed_gap),
        )
    yield words("audit_pages.rest", n=audit.unchecked) if audit.unchecked else words("audit_pages.rest_none")


def _bars(report: Report) -> tuple[Shape, ...]:
    """The firm's own score above the audited one, over the thresholds of the grades."""
    scores = (audit_of(report).own.score, report.scorecard.score)
    wide = [float((score or Fraction(0)) * Fraction(BAR_WIDTH)) for score in scores]
    tops = (0.6, 0.6 + PITCH)
    foot = tops[1] + BAR + 1
    edges = [BAR_LEFT + grade.least / 100 * BAR_WIDTH for grade in report.checklist.grades if grade.least]
    return drawn(
        shape(Style.PALE, [rect(BAR_LEFT, top, BAR_WIDTH, BAR) for top in tops]),
        shape(Style.MIDDLE, [rect(BAR_LEFT, tops[0], wide[0], BAR)]),
        shape(Style.DEEP, [rect(BAR_LEFT, tops[1], wide[1], BAR)]),
        shape(Style.AXIS, [line(x, 0, x, foot) for x in edges]),
    )


def _axis(report: Report) -> Ruler:
    """The thresholds, and each letter in the middle of its band."""
    grades = report.checklist.grades
    tops = [100, *(grade.least for grade in grades)]
    marks = [Mark(grade.least / 100 * BAR_WIDTH, str(grade.least)) for grade in grades if grade.least]
    marks += [
        Mark((grade.least + top) / 200 * BAR_WIDTH, grade.letter) for grade, top in zip(grades, tops, strict=False)
    ]
    return ruler(marks, BAR_WIDTH)


def _bars_alt(report: Report, words: Words) -> str:
    bands = together((f"{grade.letter} {grade.least}" for grade in report.checklist.grades if grade.least), words)
    own, audited = sentences.points(audit_of(report).own, words), sentences.points(report.scorecard, words)
    return words("audit_pages.bars_alt", own=own, audited=audited, bands=bands)


def _outline(report: Report, words: Words) -> Iterator[tuple[str, str]]:
    """The audit in a few lines: key of the label, and text."""
    audit = audit_of(report)
    space, said = words("report.verdict.space"), audit.audit
    yield "row_kind", space.join(part for part in (_line(said.objective), words("audit_pages.advisory")) if part)
    of = words("audit_pages.object_none")
    if said.of:
        of = words("audit_pages.object_undated", digest=fours(said.of.digest))
        if said.of.dated:
            of = words("audit_pages.object", day=words.day(said.of.dated), digest=fours(said.of.digest))
    criteria = together(said.criteria or (report.assessment.checklist,), words)
    yield "row_object", space.join((of, words("audit_pages.criteria", criteria=criteria)))
    used = sentences.methods(audit, words)
    drawn_how = words("audit_pages.not_sampled")
    if said.sample:
        drawn_how = words("audit_pages.sampled", seed=said.sample.seed) + space + words("audit_pages.can_miss")
    yield "row_how", space.join([words("audit_pages.with_methods", methods=used)] * bool(used) + [drawn_how])
    yield "row_result", outcomes(report, words)
    yield (
        "row_limits",
        space.join(_line(text) for text in (said.limits, said.independence) if text) or words("audit_pages.unsaid"),
    )
    disputed = together((entry.id for entry in audit.findings if entry.disagreement), words)
    yield "row_dispute", _line(said.disagreements) or disputed or words("audit_pages.no_dispute")


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def outcomes(report: Report, words: Words) -> str:
    """How many checked questions came to what."""
    audit = audit_of(report)
    return together(
        (
            words("audit_pages.outcome_part", outcome=words(f"outcome.{kind}"), n=n)
            for kind, n in audit.outcomes.items()
            if n and kind is not Outcome.UNCHECKED
        ),
        words,
    ) or words("audit_pages.nothing_checked")


def digests(report: Report, words: Words) -> Iterator[str]:
    """The digest of what the report says, and where somebody has signed the one over the names as well."""
    yield words("audit_pages.digest_content", digest=fours(report.content_digest))
    signed = audit_of(report).signed_digest
    if signed:
        yield words("audit_pages.digest_signed", digest=fours(signed))
        yield words("audit_pages.digest_how")
