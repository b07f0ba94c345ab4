"""The command for what an audit is about: objective, scope, team, meetings, independence, opinion: ``audit about``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from tenken.cli.audit.audit import File, Json, goes_with, opened, warn_of_assurance
from tenken.cli.audit_record import record
from tenken.cli.context import AppContext
from tenken.cli.options import SESSIONS, TEAM, maybe_day
from tenken.core.audit.recording import audit_of, with_audit, with_member, with_session
from tenken.core.model import Assessment, Audit, Checklist, Session, SessionKind, TeamMember, TeamRole, same_name
from tenken.render.json_values import entry
from tenken.store.validation.sanitize import line, maybe
from tenken.words import Words

TEXTS = ("objective", "scope", "excluded", "independence", "limits", "opinion", "disagreements")
LISTS = ("criteria", "distribution")


def about(
    ctx: typer.Context,
    file: File,
    objective: Annotated[str | None, typer.Option("--objective", help="cli.audit.objective")] = None,
    scope: Annotated[str | None, typer.Option("--scope", help="cli.audit.scope")] = None,
    excluded: Annotated[str | None, typer.Option("--excluded", help="cli.audit.excluded")] = None,
    criteria: Annotated[list[str] | None, typer.Option("--criteria", help="cli.audit.criteria")] = None,
    independence: Annotated[str | None, typer.Option("--independence", help="cli.audit.independence")] = None,
    limits: Annotated[str | None, typer.Option("--limits", help="cli.audit.limits")] = None,
    opinion: Annotated[str | None, typer.Option("--opinion", help="cli.audit.opinion")] = None,
    disagreements: Annotated[str | None, typer.Option("--disagreements", help="cli.audit.disagreements")] = None,
    distribution: Annotated[list[str] | None, typer.Option("--distribution", help="cli.audit.distribution")] = None,
    member: Annotated[str | None, typer.Option("--member", help="cli.audit.member", rich_help_panel=TEAM)] = None,
    role: Annotated[TeamRole | None, typer.Option("--role", help="cli.audit.member_role", rich_help_panel=TEAM)] = None,
    firm: Annotated[str | None, typer.Option("--firm", help="cli.audit.member_firm", rich_help_panel=TEAM)] = None,
    qualification: Annotated[
        str | None, typer.Option("--qualification", help="cli.audit.qualification", rich_help_panel=TEAM)
    ] = None,
    no_member: Annotated[
        str | None, typer.Option("--no-member", help="cli.audit.no_member", rich_help_panel=TEAM)
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", help="cli.audit.session", rich_help_panel=SESSIONS)
    ] = None,
    how: Annotated[
        SessionKind | None, typer.Option("--how", help="cli.audit.session_how", rich_help_panel=SESSIONS)
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", help="cli.audit.session_place", rich_help_panel=SESSIONS)
    ] = None,
    people: Annotated[
        list[str] | None, typer.Option("--with", help="cli.audit.session_with", rich_help_panel=SESSIONS)
    ] = None,
    no_session: Annotated[
        str | None, typer.Option("--no-session", help="cli.audit.no_session", rich_help_panel=SESSIONS)
    ] = None,
    as_json: Json = False,
) -> None:
    """Write down what the audit is about, or show it."""
    app: AppContext = ctx.obj
    goes_with(member, "--member", role, firm, qualification)
    goes_with(session, "--session", how, place, people)
    texts = (objective, scope, excluded, independence, limits, opinion, disagreements)
    given: dict[str, Any] = {key: maybe(text) for key, text in zip(TEXTS, texts, strict=True) if text is not None}
    for key, entries in zip(LISTS, (criteria, distribution), strict=True):
        if entries is not None:
            given[key] = tuple(dict.fromkeys(line(one) for one in entries if maybe(one)))
    met = maybe_day(app, "--session", session, meant="past")
    meeting = _meeting(met, how, place, people or []) if met else None
    left = maybe_day(app, "--no-session", no_session, meant="past")
    somebody = {"role": role, "firm": maybe(firm), "qualification": maybe(qualification)}

    def change(_: Checklist, now: Assessment) -> Assessment:
        audit = replace(audit_of(now), **given)
        if name := maybe(member):
            audit = with_member(audit, _member(audit, name, somebody))
        if gone := maybe(no_member):
            audit = replace(audit, team=tuple(one for one in audit.team if not same_name(one.name, gone)))
        if meeting:
            audit = with_session(audit, meeting)
        if left:
            audit = replace(audit, sessions=tuple(one for one in audit.sessions if one.on != left))
        return with_audit(now, audit)

    if not (given or maybe(member) or maybe(no_member) or meeting or left):
        _, assessment = opened(app, file, to_write=False)
        _show(app, audit_of(assessment), as_json=as_json)
        return
    edition, _ = opened(app, file)
    before, after = record(app, file, change, edition)
    app.message(app.words("saved.nothing" if before == after else "cli.audit.about_saved"))
    warn_of_assurance(app, *(given.get(key) for key in ("objective", "limits", "opinion")))


def _meeting(on: date, how: SessionKind | None, place: str | None, people: list[str]) -> Session:
    with_whom = tuple(line(one) for one in people if maybe(one))
    return Session(on=on, how=how or SessionKind.VISIT, place=maybe(place), people=with_whom)


def _member(audit: Audit, name: str, said: dict[str, Any]) -> TeamMember:
    """Somebody of the team with what is newly said; the first one leads where nobody says otherwise."""
    stands = next((one for one in audit.team if same_name(one.name, name)), None)
    usual = TeamMember(name=name, role=TeamRole.MEMBER if audit.lead else TeamRole.LEAD)
    return replace(stands or usual, **{key: value for key, value in said.items() if value})


def _show(app: AppContext, audit: Audit, *, as_json: bool) -> None:
    if as_json:
        told = entry(audit)
        wanted = (*TEXTS, *LISTS, "team", "sessions", "of", "after")
        app.data({"format": 1, **{key: told[key] for key in wanted}})
        return
    app.result("\n".join(_lines(app.words, audit)))


def _lines(w: Words, audit: Audit) -> Iterator[str]:
    """What is written down so far, and what is not."""
    for key in ("objective", "scope", "excluded", "criteria", "independence", "limits", "opinion", "disagreements"):
        value = getattr(audit, key)
        told = w("report.join").join(value) if isinstance(value, tuple) else value
        yield w("cli.audit.about_row", label=w(f"audit_about.{key}"), text=told or w("audit_about.nothing"))
    for member in audit.team:
        details = (w(f"team_role.{member.role}"), member.firm, member.qualification)
        told = w("report.who", name=member.name, detail=w("report.join").join(one for one in details if one))
        yield w("cli.audit.about_row", label=w("audit_about.team"), text=told)
    for meeting in audit.sessions:
        with_whom = w("report.join").join(meeting.people)
        parts = (w.day(meeting.on), w(f"session_kind.{meeting.how}"), meeting.place, with_whom)
        told = w("report.join").join(part for part in parts if part)
        yield w("cli.audit.about_row", label=w("audit_about.sessions"), text=told)
    told = w("report.join").join(audit.distribution)
    yield w("cli.audit.about_row", label=w("audit_about.distribution"), text=told or w("audit_about.nothing"))
