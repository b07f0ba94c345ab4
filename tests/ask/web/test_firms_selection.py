"""Which firms a page of the list shows: every count is what its link leads to, and pages leave nobody out."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.ask.web.firms.backend import ListedFirm
from tenken.ask.web.firms.paging import AT_ONCE
from tenken.ask.web.firms.selection import Group, Look, Selection, Wish, selected, wished
from tenken.core.portfolio.clients import Client
from tenken.core.portfolio.standing import ClientState, Due, DueKind, Standing
from tenken.core.portfolio.table import ClientRow
from tenken.core.problem import Problem

TODAY = date(2026, 11, 21)


def firm(
    at: int,
    *,
    name: str = "",
    state: ClientState = ClientState.SENT,
    days: int | None = None,
    sector: str | None = None,
    tags: Sequence[str] = (),
    majors: int | None = None,
    stale: bool = False,
    wrong: bool = False,
    known: bool = True,
) -> ListedFirm:
    """A firm with something due in so many days."""
    standing = Standing(
        state=state,
        own=None,
        audit=None,
        change=None,
        majors=majors,
        overdue=None,
        expiring=0,
        quiet_days=0,
        stale=stale,
        last_signed=None,
        findings=(),
        awaited=(),
        dues=() if days is None else (Due(TODAY + timedelta(days), DueKind.RETURN),),
    )
    client = Client(name=name or f"会社{at}", sector=sector, tags=tuple(tags))
    return ListedFirm(
        folder=f"{at:04}",
        row=ClientRow(folder=f"{at:04}", client=client, standing=standing) if known else None,
        problems=(Problem(file="x", what="not-toml"),) if wrong or not known else (),
    )


def following(query: str) -> Wish:
    """What a link asks for."""
    return wished(dict(parse_qsl(query.removeprefix("?"))))


def folders(shown: Selection) -> list[str]:
    return [one.folder for one in shown.part.lines]


FIRMS = st.lists(
    st.builds(
        dict[str, object],
        state=st.sampled_from(ClientState),
        days=st.none() | st.integers(-30, 30),
        sector=st.none() | st.sampled_from(["医療", "美容 & 健康", ""]),
        tags=st.lists(st.sampled_from(["大阪", "a=b", "子ども"]), max_size=2),
        majors=st.none() | st.integers(0, 3),
        stale=st.booleans(),
        wrong=st.booleans(),
        known=st.booleans(),
    ),
    max_size=12,
)
WISHES = st.builds(
    Wish,
    look=st.sampled_from(Look),
    state=st.sampled_from(["", *ClientState]),
    sector=st.sampled_from(["", "医療", "美容 & 健康"]),
    tag=st.sampled_from(["", "大阪", "a=b"]),
    name=st.sampled_from(["", "会社1", "ｶｲｼｬ"]),
    sort=st.sampled_from(["due", "-due", "name", "state", "-majors"]),
)


@given(FIRMS, WISHES)
def test_every_count_is_what_its_link_leads_to(made: list[dict[str, object]], wish: Wish) -> None:
    firms = [firm(at, **values) for at, values in enumerate(made)]  # type: ignore[arg-type]
    shown = selected(firms, wish, TODAY)
    assert (shown.total, following(wish.query)) == (len(firms), wish)
    for choices in shown.choices.values():
        for choice in choices:
            there = following(choice.query)
            assert (getattr(there, choice.group) == choice.value) is not choice.chosen
            counted = shown.part.total if choice.chosen else selected(firms, there, TODAY).part.total
            assert choice.firms == counted
    for head in shown.heads:
        turned = selected(firms, following(head.query), TODAY)
        assert sorted(folders(turned)) == sorted(folders(shown))
        assert following(head.query).sort.removeprefix("-") == head.column


@pytest.mark.parametrize("number", [0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE - 1])
def test_pages_leave_nobody_out(number: int) -> None:
    firms = [firm(at, days=-at) for at in range(number)]
    first = selected(firms, Wish(), TODAY)
    assert first.part.pages == max(1, -(-number // AT_ONCE))
    pages = [selected(firms, Wish(page=page + 1), TODAY) for page in range(first.part.pages)]
    assert [folder for page in pages for folder in folders(page)] == [f"{at:04}" for at in reversed(range(number))]
    beyond = selected(firms, Wish(page=999), TODAY)
    assert (beyond.wish.page, folders(beyond)) == (first.part.pages, folders(pages[-1]))


def test_what_is_late_silent_or_wrong_is_to_be_looked_at_first() -> None:
    firms = [
        firm(0, days=-1),
        firm(1, days=0),
        firm(2, days=7),
        firm(3, days=8),
        firm(4, stale=True, majors=1),
        firm(5, wrong=True, majors=0),
        firm(6, known=False),
    ]
    found = {look: sorted(folders(selected(firms, Wish(look=look), TODAY))) for look in Look}
    assert found == {
        Look.EVERY: ["0000", "0001", "0002", "0003", "0004", "0005", "0006"],
        Look.FIRST: ["0000", "0004", "0005", "0006"],
        Look.LATE: ["0000"],
        Look.STALE: ["0004"],
        Look.WRONG: ["0005", "0006"],
        Look.SOON: ["0001", "0002"],
        Look.MAJORS: ["0004"],
    }
    assert folders(selected(firms, Wish(sort="-due"), TODAY))[0] == "0006"


def test_a_name_is_found_however_it_is_typed() -> None:
    firms = [firm(0, name="ヨガ Studio"), firm(1, name="水泳")]
    for typed in ("ﾖｶﾞ", "studio", "ＳＴＵＤＩＯ", "ガ s"):
        assert folders(selected(firms, Wish(name=typed), TODAY)) == ["0000"]


@pytest.mark.parametrize("page", ["0", "-1", "²", "٣", "1e3", "9999999", ""])
def test_a_page_that_is_no_number_is_the_first(page: str) -> None:
    shown = selected([firm(0)], wished({"page": page}), TODAY)
    assert (shown.wish.page, shown.choices[Group.LOOK]) == (1, ())
