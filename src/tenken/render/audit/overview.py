"""What frames an audit: purpose, team, days and methods before its results; signatures and limits behind them."""

from collections.abc import Iterator

from tenken.core.audit.records import Design, RecordDraw
from tenken.core.model import RequestState, Session, SignoffRole, TeamMember
from tenken.core.report.audit_report import EarlierResult, Signer
from tenken.core.report.report import Report
from tenken.render.audit import sentences
from tenken.render.audit.sample import can_miss, how_told, size_told
from tenken.render.audit.sentences import audit_of, together
from tenken.words import Words, fours


def rows(report: Report, words: Words) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The table of the audit: label, and what stands beside it in paragraphs; nothing is left out unsaid."""
    audit = audit_of(report)
    said, missing = audit.audit, words("audit_pages.unsaid")
    for key in ("objective", "scope", "excluded"):
        yield words(f"audit_pages.{key}"), (getattr(said, key) or missing,)
    yield words("audit_pages.row_criteria"), said.criteria or (report.assessment.checklist,)
    yield words("audit_pages.audited"), (_answers(report, words),)
    yield words("audit_pages.period"), (sentences.period(report, words),)
    if said.sessions:
        yield words("audit_pages.sessions"), tuple(_session(entry, words) for entry in said.sessions)
    yield words("audit_pages.team"), tuple(_member(entry, words) for entry in said.team) or (missing,)
    yield words("audit_pages.methods"), (_methods(report, words),)
    yield words("audit_pages.sampling"), (_sampling(report, words),)
    yield words("audit_pages.limits"), (said.limits or missing,)
    yield words("audit_pages.independence"), (said.independence or missing,)


def _answers(report: Report, words: Words) -> str:
    of = audit_of(report).audit.of
    total = report.scorecard.tally.total
    if of is None:
        return words("audit_pages.audited_unnamed", day=words.day(report.assessment.date), n=total)
    named = {"file": of.file, "digest": fours(of.digest)}
    if of.dated is None:
        return words("audit_pages.audited_undated", **named, n=total)
    return words("audit_pages.audited_text", **named, day=words.day(of.dated), n=total)


def _session(entry: Session, words: Words) -> str:
    values = {"day": words.day(entry.on), "how": words(f"session_kind.{entry.how}")}
    told = words("audit_pages.session", **values)
    if entry.place:
        told = words("audit_pages.session_place", place=entry.place, **values)
    people = together(entry.people, words)
    return words("audit_pages.session_with", session=told, people=people) if people else told


def _member(entry: TeamMember, words: Words) -> str:
    qualified = words("audit_pages.qualification", text=entry.qualification) if entry.qualification else ""
    name = words("audit_pages.member", role=words(f"team_role.{entry.role}"), name=entry.name)
    detail = together((entry.firm or "", qualified), words)
    return words("report.who", name=name, detail=detail) if detail else name


def _methods(report: Report, words: Words) -> str:
    audit = audit_of(report)
    used = sentences.methods(audit, words)
    if not used:
        return words("audit_pages.methods_none")
    return words("audit_pages.methods_text", n=audit.extent.checked, methods=used)


def _sampling(report: Report, words: Words) -> str:
    sample = audit_of(report).audit.sample
    if sample is None:
        return words("audit_pages.no_sample")
    return words(
        "audit_pages.sampling_text",
        seed=sample.seed,
        always=len(sample.always),
        drawn=len(sample.drawn),
        added=len(sample.added),
        miss=can_miss(words),
    )


def disputes(report: Report, words: Words) -> tuple[str, ...]:
    """What the firm sees otherwise, in the file's own text and in each finding's."""
    audit = audit_of(report)
    told = [audit.audit.disagreements] if audit.audit.disagreements else []
    told += [
        words("audit_pages.dispute_in", id=entry.id, text=entry.disagreement)
        for entry in audit.findings
        if entry.disagreement
    ]
    return tuple(told) or (words("audit_pages.no_disputes"),)


def earlier(report: Report, words: Words) -> tuple[str, tuple[tuple[str, str, str, str, str], ...]]:
    """What became of the findings of the audit before: a summary, then number, grade, title, questions and result."""
    found = audit_of(report).earlier
    counts = {str(kind): sum(entry.result is kind for entry in found) for kind in EarlierResult}
    lines = []
    for entry in found:
        result = words(f"audit_pages.earlier_result.{entry.result}")
        if entry.repeated_by:
            result = words("audit_pages.repeated_by", ids=together((again.id for again in entry.repeated_by), words))
        finding = entry.finding
        grade = words(f"audit_pages.grade_short.{finding.grade}")
        lines.append((finding.id, grade, finding.title, sentences.numbers(finding.questions, report), result))
    return words("audit_pages.earlier_note", n=len(found), **counts), tuple(lines)


def requests(report: Report, words: Words) -> tuple[str, tuple[tuple[str, str, str, str, str], ...]]:
    """What was asked for: a summary, then number, document, questions, day and state with the remark beside it."""
    asked = audit_of(report).audit.requests
    received = sum(entry.state is RequestState.RECEIVED for entry in asked)
    lines = []
    for entry in asked:
        state = words(f"request_state.{entry.state}")
        if entry.on:
            state += " " + words.short_day(entry.on, report.assessment.date)
        if entry.note:
            state = words("report.who", name=state, detail=entry.note)
        due = words.short_day(entry.due, report.assessment.date) if entry.due else words("audit_pages.no_reply")
        lines.append((entry.id, entry.what, sentences.numbers(entry.questions, report), due, state))
    return words("audit_pages.requests_note", n=len(asked), received=received), tuple(lines)


def sampling(report: Report, words: Words) -> tuple[str, ...]:
    """How the questions were drawn, so that anybody can draw them again."""
    sample = audit_of(report).audit.sample
    if sample is None:
        told = (words("audit_pages.no_sample"),)
        return (*told, can_miss(words)) if record_designs(report, words) else told
    return (*how_told(words, sample), can_miss(words))


def record_designs(report: Report, words: Words) -> tuple[tuple[str, str], ...]:
    """For each sample of records the question, and how many were looked at and why so many."""
    told = []
    for line in audit_of(report).checked:
        for basis in line.basis:
            sample = basis.sample
            if sample is None:
                continue
            design = Design(sample.design) if sample.design in list(Design) else None
            drawn = RecordDraw(sample.population, sample.size, design, sample.seed or "", sample.items)
            told.append((line.number, size_told(words, drawn)))
    return tuple(told)


def signatures(report: Report, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """For each role who signed in it, when, and the digest of what was signed; empty where nobody has."""
    signed = {signer.role: signer for signer in report.signers}
    alone = bool(audit_of(report).signoff.no_reviewer)
    for role in SignoffRole:
        label = words(f"audit_pages.role_{role}")
        signer: Signer | None = signed.get(role)
        if signer is None:
            name = words("audit_pages.no_reviewer") if alone and role is SignoffRole.REVIEWER else ""
            yield label, name, "", ""
        else:
            day = words.day(signer.on) if signer.on else ""
            yield label, sentences.person(signer.name, signer.firm, words), day, fours(signer.digest or "")


def reopenings(report: Report, words: Words) -> tuple[str, ...]:
    """Every sign-off that was taken back, with the names that stood under it."""
    told = []
    for taken in audit_of(report).signoff.reopened:
        values = {"day": words.day(taken.on), "by": taken.by, "reason": taken.reason, "digest": fours(taken.digest)}
        told.append(words("audit_pages.reopened", n=taken.issue, **values))
    return tuple(told)


def digests(report: Report, words: Words) -> str:
    """Both digests, as far as there are both."""
    signed = audit_of(report).signed_digest
    if signed is None:
        return words("audit_pages.digests_unsigned", content=report.content_digest)
    return words("audit_pages.digests", content=report.content_digest, signed=signed)


def about(report: Report, words: Words) -> tuple[str, ...]:
    """What this report is and what it is not, in paragraphs."""
    audit = audit_of(report)
    first = words(
        "audit_pages.limits_about",
        name=report.assessment.organisation.name,
        title=words.text(report.checklist.title),
        reference=report.assessment.checklist,
        n=audit.extent.checked,
        firm=audit.firm or words("audit_pages.limits_firm"),
        day=words.day(report.assessment.date),
    )
    return (first, words("audit_pages.limits_advisory"), words("audit_pages.limits_use"))
