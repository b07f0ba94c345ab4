"""A folder of invented firms, for trying and for measuring: the same number and seed, the same files.

Names, sectors and answers are drawn; a firm that is careful in one question is likely to be so in the next. Nothing in
it is anybody's.
"""

import os
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import tomli_w

from tenken.core.model import (
    Answer,
    Assessment,
    AssessmentKind,
    Assessor,
    Checklist,
    Depth,
    Exposure,
    Organisation,
    Previous,
    Status,
)
from tenken.core.portfolio.clients import Client, Sent
from tenken.core.scoring.applicability import asked
from tenken.store import atomic_file
from tenken.store.assessment.document import document
from tenken.store.checklist.editions import asked_digests
from tenken.store.portfolio import clients

PLACES = (
    "天満",
    "堀江",
    "中之島",
    "谷町",
    "森ノ宮",
    "玉造",
    "京橋",
    "都島",
    "福島",
    "本町",
    "桜川",
    "阿波座",
    "北堀江",
    "南森町",
    "上本町",
    "清水谷",
    "城東",
    "緑橋",
    "深江橋",
    "鶴見",
    "今福",
    "野江",
    "関目",
    "千林",
)
KINDS = (
    ("スポーツ教室", ("テニススクール", "水泳クラブ", "フィットネス", "ゴルフ練習場", "ヨガ教室", "体操クラブ")),
    ("習い事", ("ピアノ教室", "英会話", "料理教室", "そろばん塾", "書道教室", "バレエスタジオ")),
    ("美容", ("美容室", "ネイルサロン", "エステ", "理容室")),
    ("医療", ("歯科", "整骨院", "鍼灸院")),
    ("小売", ("酒店", "書店", "洋品店", "文具店")),
)
FAMILY = ("田中", "木村", "林", "中村", "小川", "森", "西田", "岡本", "藤井", "松本", "石田", "原田")
FACTS = {
    "website": 1.0,
    "card": 0.4,
    "remote": 0.3,
    "member-login": 0.5,
    "messages": 0.6,
    "minors": 0.4,
    "cameras": 0.2,
}
"""Shares of firms of which a fact holds."""
GIVEN_UP = 0.04
"""Share of questions answered "not known"."""
DONE = ("new", "sent", "partly", *["answered"] * 7)
"""How far firms have come this year, by share."""


@dataclass(frozen=True, slots=True)
class Invention:
    """What a folder of invented firms is made from."""

    editions: tuple[Checklist, ...]
    """Newest first; each assessment is of the newest that was there on its day."""
    today: date
    seed: int = 2026

    def edition(self, day: date) -> Checklist:
        """The edition that was answered on that day."""
        there = (edition for edition in self.editions if edition.released and edition.released <= day)
        return next(there, self.editions[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Firm:
    """What stays the same of a firm over the years."""

    organisation: Organisation
    head: str
    facts: dict[str, bool]
    care: float
    """How likely a yes is, 0 to 1."""


def write(folder: Path, number: int, made_from: Invention) -> Iterator[Path]:
    """Make so many firms, each folder as it is finished."""
    draw = random.Random(made_from.seed)  # noqa: S311 - nothing here has to be secret
    atomic_file.make_folder(folder)
    names: dict[str, int] = {}
    for _ in range(number):
        sector, kinds = draw.choice(KINDS)
        name = draw.choice(PLACES) + draw.choice(kinds)
        names[name] = names.get(name, 0) + 1
        if names[name] > 1:
            name = f"{name} {names[name]}号店"
        yield _firm(folder, name, sector, draw, made_from)


def add(folder: Path, last: Assessment, files: Mapping[str, bytes]) -> None:
    """Add the firm of an assessment, whose files there are already, by their names."""
    client = Client(name=last.organisation.name, sector=last.organisation.sector, contact=last.assessor.name)
    firm = folder / clients.folder_name(client.name)
    firm.mkdir(mode=0o700)
    for name, content in {clients.HEAD: clients.text_of(client).encode(), **files}.items():
        _write(firm / name, content)


def _firm(folder: Path, name: str, sector: str, draw: random.Random, made_from: Invention) -> Path:
    head = draw.choice(FAMILY)
    done = draw.choice(DONE)
    begun = max(made_from.today - timedelta(days=draw.randint(1, 60)), made_from.today.replace(month=1, day=1))
    sent = Sent(
        on=begun,
        file=f"sent/{begun.isoformat()}.xlsx",
        token=f"{draw.getrandbits(96):024x}",
        due=begun + timedelta(days=21),
        received=min(begun + timedelta(days=draw.randint(3, 20)), made_from.today) if done == "answered" else None,
    )
    client = Client(
        name=name,
        sector=sector,
        tags=tuple(sorted(draw.sample(("大阪", "会員制", "子ども", "顧問先"), draw.randint(0, 2)))),
        contact=f"{head}さん",
        mail=f"info-{draw.getrandbits(32):08x}@example.com",
        benchmark=draw.random() < 0.7,  # noqa: PLR2004 - most agree
        sent=() if done == "new" else (sent,),
    )
    firm = folder / clients.folder_name(name)
    firm.mkdir(mode=0o700)
    _write(firm / clients.HEAD, clients.text_of(client).encode())
    if done == "new":
        return firm
    invented = _Firm(
        organisation=Organisation(
            name=name,
            sector=sector,
            employees=int(draw.lognormvariate(2.2, 0.9)) + 1,
            id=f"{draw.getrandbits(64):016x}",
        ),
        head=head,
        facts={fact: draw.random() < share for fact, share in FACTS.items()},
        care=draw.betavariate(3, 2),
    )
    earlier = None
    if draw.random() < 0.6:  # noqa: PLR2004 - those who were there last year
        last = made_from.today.replace(day=1) - timedelta(days=365 - draw.randint(0, 20))
        year = _year(replace(invented, care=invented.care * 0.9), draw, made_from.edition(last), last, 1.0)
        earlier = _put(firm / f"{last.year}.toml", year)
    day = sent.received or begun
    share = {"sent": 0.0, "partly": draw.uniform(0.2, 0.8)}.get(done, 1.0)
    year = _year(invented, draw, made_from.edition(day), day, share)
    _put(firm / f"{made_from.today.year}.toml", replace(year, previous=earlier))
    return firm


def _year(firm: _Firm, draw: random.Random, checklist: Checklist, day: date, share: float) -> Assessment:
    """A quick assessment of that day; ``share`` is how much is answered."""
    known = {fact.id for fact in checklist.facts}
    assessment = Assessment(
        checklist=checklist.reference,
        digest=checklist.digest,
        kind=AssessmentKind.SELF,
        depth=Depth.QUICK,
        date=day,
        organisation=firm.organisation,
        assessor=Assessor(name=firm.head, role="代表"),
        profile={fact: holds for fact, holds in firm.facts.items() if fact in known},
        exposure=Exposure(persons=draw.randint(80, 4_000)),
        asked=asked_digests(checklist) if checklist.released is None else {},
    )
    answers = {
        question.id: Answer(status=_status(draw, firm.care), on=day, by=firm.head)
        for _, question in asked(checklist, assessment)
        if draw.random() < share
    }
    return replace(assessment, answers=answers)


def _status(draw: random.Random, care: float) -> Status:
    at = draw.random()
    if at < GIVEN_UP:
        return Status.UNKNOWN
    if at < GIVEN_UP + care * (1 - GIVEN_UP):
        return Status.YES
    return draw.choice((Status.PARTIAL, Status.PARTIAL, Status.NO))


def _put(path: Path, assessment: Assessment) -> Previous:
    content = tomli_w.dumps(document(assessment)).encode()
    _write(path, content)
    return Previous(path.name, sha256(content).hexdigest())


def _write(path: Path, content: bytes) -> None:
    """Write a new file for its owner only; what was invented need not survive a power cut, and is many files."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
