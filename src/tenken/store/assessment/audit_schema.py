"""The schema of what an audit adds to an assessment file: the basis of a verdict, ``[audit]``, ``[signoff]``."""

from tenken.core.model import (
    AddedQuestion,
    AnswerSample,
    Audit,
    AuditedFile,
    AuditFinding,
    Basis,
    BasisMethod,
    DocumentRequest,
    EarlierFinding,
    FindingGrade,
    RecordSample,
    Reopening,
    RequestState,
    Session,
    SessionKind,
    Signoff,
    SignoffRole,
    SignoffStep,
    Status,
    TeamMember,
    TeamRole,
    Verdict,
)
from tenken.store.validation.schema import (
    DAY,
    DIGEST,
    FLAG,
    NAME,
    NOTE,
    SHA256,
    becomes,
    one_of,
    pattern,
    several,
    table,
    text,
    whole,
)

MOST = 1_000
"""Entries of any list of an audit."""
RECORDS = whole(0, 10_000_000)
QUESTION = text(200)
"""An id, held against the edition by the loader."""
LABEL = pattern("label", "[A-Za-z][A-Za-z0-9-]{0,19}", 20)
"""The number of a finding or a request, as it is printed: F1, R7."""
DESIGN = one_of("all", "90/9", "95/10")

SAMPLE = becomes(
    RecordSample,
    table(
        {"population": whole(1, 10_000_000), "size": RECORDS, "failed": RECORDS},
        {"design": DESIGN, "seed": NAME, "items": several(whole(1, 10_000_000), MOST)},
    ),
)

BASIS = becomes(
    Basis,
    table(
        {"method": one_of(*BasisMethod), "what": NOTE},
        {
            "by": NAME,
            "on": DAY,
            "evidence": several(whole(1, 100), 100),
            "ref": NAME,
            "file": NAME,
            "sha256": SHA256,
            "sample": SAMPLE,
        },
    ),
)

VERDICT = becomes(
    Verdict,
    table(
        {"status": one_of(*Status)},
        {
            "finding": NOTE,
            "severity": one_of("minor", "major", "critical"),
            "by": NAME,
            "on": DAY,
            "basis": several(BASIS, 100),
        },
    ),
)

REQUEST = becomes(
    DocumentRequest,
    table(
        {"id": LABEL, "what": NOTE},
        {"questions": several(QUESTION, MOST), "due": DAY, "state": one_of(*RequestState), "on": DAY, "note": NOTE},
    ),
)

FINDING = becomes(
    AuditFinding,
    table(
        {"id": LABEL, "grade": one_of(*FindingGrade), "title": NAME, "questions": several(QUESTION, MOST, 1)},
        {
            **dict.fromkeys(("criteria", "condition", "cause", "consequence", "recommendation"), NOTE),
            "proof": several(NAME, 100),
            "reply_by": DAY,
            "repeats": NAME,
            "disagreement": NOTE,
            "by": NAME,
            "on": DAY,
        },
    ),
)

AUDITED_FILE = becomes(AuditedFile, table({"file": NAME, "sha256": SHA256, "digest": DIGEST}, {"dated": DAY}))

EARLIER = becomes(
    EarlierFinding,
    table(
        {"id": NAME, "grade": one_of(*FindingGrade), "title": NAME},
        {"questions": several(QUESTION, MOST), "open": FLAG},
    ),
)

AUDIT = becomes(
    Audit,
    table(
        {},
        {
            "of": AUDITED_FILE,
            "after": AUDITED_FILE,
            "objective": NOTE,
            "scope": NOTE,
            "excluded": NOTE,
            "criteria": several(NAME, 100),
            "independence": NOTE,
            "limits": NOTE,
            "opinion": NOTE,
            "disagreements": NOTE,
            "distribution": several(NAME, 100),
            "team": several(
                becomes(
                    TeamMember,
                    table({"name": NAME}, {"role": one_of(*TeamRole), "firm": NAME, "qualification": NAME}),
                ),
                100,
            ),
            "sessions": several(
                becomes(
                    Session,
                    table({"on": DAY}, {"how": one_of(*SessionKind), "place": NAME, "with": several(NAME, 100)}),
                ),
                100,
            ),
            "sample": becomes(
                AnswerSample,
                table(
                    {"seed": NAME, "size": whole(0, MOST), "frame": DIGEST},
                    {
                        "always": several(QUESTION, MOST),
                        "drawn": several(QUESTION, MOST),
                        "added": several(becomes(AddedQuestion, table({"id": QUESTION, "why": NOTE})), MOST),
                    },
                ),
            ),
            "request": several(REQUEST, MOST),
            "finding": several(FINDING, MOST),
            "earlier": several(EARLIER, MOST),
        },
    ),
)

STEP = becomes(
    SignoffStep,
    table({"role": one_of(*SignoffRole), "name": NAME, "on": DAY, "digest": DIGEST}, {"firm": NAME}),
)

SIGNOFF = becomes(
    Signoff,
    table(
        {},
        {
            "assessor": NAME,
            "reviewer": NAME,
            "approved_by": NAME,
            "on": DAY,
            "issue": whole(1, 1_000),
            "no_reviewer": FLAG,
            "step": several(STEP, 3),
            "reopened": several(
                becomes(
                    Reopening,
                    table(
                        {"issue": whole(1, 1_000), "by": NAME, "on": DAY, "reason": NOTE, "digest": DIGEST},
                        {"steps": several(STEP, 3)},
                    ),
                ),
                1_000,
            ),
        },
    ),
)
