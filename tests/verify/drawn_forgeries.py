"""Forgeries of what the report's pages draw and write: small changes that turn the meaning of a bar, a mark, a figure.

Made for the owner's four pages and the attestation of the example. A change finds its place by what a page reads or by
the style of a shape, and by no position, so that a new layout needs no new forgery.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Pdf
from tests.verify.forgeries import Forgery, rewrite

OWNER: dict[str, Forgery] = {}
"""Of the owner's pages, by name."""
ATTESTATION: dict[str, Forgery] = {}

DEEP = b"0.058824 0.298039 0.333333"
INK = b"0.105882 0.145098 0.160784"
MIDDLE = b"0.662745 0.74902 0.760784"
RULE = b"0.709804 0.764706 0.776471"
WARNING = b"0.690196 0.164706 0.121569"
WHITE = b"1 1 1"
VERDICT, GLANCE, PLAN, MONEY = range(4)

PATH = re.compile(rb"((?:[-\d. ]+ [mlc]\n|h\n)+)(f\*?|S|B)\n")
GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|(\[[^\]]*\]) TJ")


Change = Callable[[list[bytes]], list[bytes]]


def owner(change: Forgery) -> Forgery:
    OWNER[change.__name__] = change
    return change


def attestation(change: Forgery) -> Forgery:
    ATTESTATION[change.__name__] = change
    return change


# Shapes: all of one style are one path.


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shapes of one style: where they stand in a page's content, how they are painted, and each of them."""

    start: int
    end: int
    style: bytes
    shapes: list[bytes]


def shapes_of(text: bytes) -> Iterator[Drawn]:
    for found in PATH.finditer(text):
        style = text[text.rfind(b"\nq\n", 0, found.start()) : found.start()]
        parts = [b"%s m\n%s" % part for part in re.findall(rb"([-\d. ]+) m\n((?:[-\d. ]+ [lc]\n|h\n)+)", found[1])]
        yield Drawn(found.start(), found.end(1), style + found[2], parts)


def redraw(
    document: Pdf,
    number: int,
    style: tuple[bytes, ...],
    change: Callable[[list[bytes]], list[bytes]],
    more: bytes = b"",
) -> None:
    """Change the largest group of shapes with all of that style, and draw more above them."""

    def changed(text: bytes) -> bytes:
        drawn = max(
            (entry for entry in shapes_of(text) if all(part in entry.style for part in style)),
            key=lambda entry: len(entry.shapes),
        )
        after = text[: drawn.start] + b"".join(change(drawn.shapes)) + text[drawn.end :]
        end = after.index(b"\nQ\n", drawn.start)
        return after[:end] + b"\n" + more.replace(b"FIRST", drawn.shapes[0]) + after[end:] if more else after

    rewrite(document, number, changed)


def moved(shape: bytes, right: float = 0, down: float = 0) -> bytes:
    """A shape in another place, in its drawing's millimetres."""

    def point(found: re.Match[bytes]) -> bytes:
        return b"%.3f %.3f %s" % (float(found[1]) + right, float(found[2]) + down, found[3])

    return re.sub(rb"(-?[\d.]+) (-?[\d.]+) ([ml])", point, shape)


def longer(shape: bytes, more: float) -> bytes:
    """A bar whose right end stands further to the right."""
    end = max(float(x) for x in re.findall(rb"(-?[\d.]+) -?[\d.]+ [ml]", shape))

    def point(found: re.Match[bytes]) -> bytes:
        x = float(found[1])
        return b"%.3f %s" % (x + more if x == end else x, found[2])

    return re.sub(rb"(-?[\d.]+) (-?[\d.]+ [ml])", point, shape)


def first(change: Callable[[bytes], bytes]) -> Change:
    return lambda shapes: [change(shapes[0]), *shapes[1:]]


def without_first(shapes: list[bytes]) -> list[bytes]:
    return shapes[1:]


def without_all(_: list[bytes]) -> list[bytes]:
    return []


def as_it_is(shapes: list[bytes]) -> list[bytes]:
    return shapes


# Text: glyphs, and what they read.


def reads(font: pikepdf.Object) -> dict[bytes, str]:
    """What each glyph of a font reads."""
    table = font.ToUnicode.read_bytes()
    found = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<(\w+)>\s*<(\w+)>", section):
            found[glyph.lower()] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """One glyph: where its four digits stand in a page's content, what it reads, and the glyphs of its font."""

    at: int
    reads: str
    font: dict[bytes, str]


def written(document: Pdf, number: int) -> list[list[Written]]:
    """Every run of glyphs on a page."""
    page = document.pages[number]
    page.contents_coalesce()
    fonts = {name[1:].encode(): reads(font) for name, font in page.obj.Resources.Font.items()}
    runs, font = [], {}
    for found in GLYPHS.finditer(page.obj.Contents.read_bytes()):
        if found[1]:
            font = fonts[found[1]]
            continue
        run = []
        for group in re.finditer(rb"<([0-9a-f]*)>", found[2]):
            for at in range(0, len(group[1]), 4):
                place = found.start(2) + group.start(1) + at
                run.append(Written(place, font.get(group[1][at : at + 4], ""), font))
        runs.append(run)
    return runs


def exchange(document: Pdf, number: int, glyph: Written, other: bytes) -> None:
    """Another glyph of the same font in the place of one."""
    rewrite(document, number, lambda text: text[: glyph.at] + other + text[glyph.at + 4 :])


def rewritten(document: Pdf, number: int, text: str, at: int, character: str) -> None:
    """Where a page reads ``text``, another character in the place of one."""
    for run in written(document, number):
        place = "".join(glyph.reads for glyph in run).find(text)
        if place >= 0 and all(len(glyph.reads) == 1 for glyph in run):
            glyph = run[place + at]
            other = next((found for found, said in glyph.font.items() if said == character), None)
            if other:
                exchange(document, number, glyph, other)
                return
    raise AssertionError(text)


# Page 1: the verdict.


@owner
def a_better_grade(document: Pdf) -> None:
    rewritten(document, VERDICT, "C", 0, "B")


@owner
def a_higher_score(document: Pdf) -> None:
    rewritten(document, VERDICT, "60", 0, "7")


@owner
def the_hatching_left_out(document: Pdf) -> None:
    redraw(document, VERDICT, (MIDDLE + b" RG", b"0.25 w"), without_all)


@owner
def last_years_score_moved_by_a_point(document: Pdf) -> None:
    redraw(document, VERDICT, (WHITE + b" rg", INK + b" RG"), first(lambda shape: moved(shape, right=1.2)))


@owner
def the_score_one_point_longer(document: Pdf) -> None:
    redraw(document, VERDICT, (DEEP + b" rg",), first(lambda shape: longer(shape, 1.2)))


@owner
def another_day_of_an_action(document: Pdf) -> None:
    rewritten(document, VERDICT, "11月28日", 4, "0")


@owner
def an_action_half_done(document: Pdf) -> None:
    rewritten(document, VERDICT, "○", 0, "◐")


@owner
def another_digit_of_the_digest(document: Pdf) -> None:
    rewritten(document, VERDICT, "522b", 0, "3")


# Page 2: everything at a glance.


@owner
def an_answer_made_better(document: Pdf) -> None:
    rewritten(document, GLANCE, "○", 0, "●")


@owner
def an_area_one_point_better(document: Pdf) -> None:
    redraw(document, GLANCE, (MIDDLE + b" rg",), first(lambda shape: longer(shape, 0.24)))


@owner
def an_area_with_more_evidence(document: Pdf) -> None:
    redraw(document, GLANCE, (DEEP + b" rg",), first(lambda shape: longer(shape, 0.24)))


@owner
def another_figure_of_an_area(document: Pdf) -> None:
    rewritten(document, GLANCE, "48", 0, "7")


@owner
def evidence_added_to_an_answer(document: Pdf) -> None:
    redraw(
        document,
        GLANCE,
        (INK + b" rg", b"f"),
        lambda shapes: [*shapes, moved(shapes[0], right=3.5), moved(shapes[0], 7)],
    )


@owner
def evidence_taken_from_an_answer(document: Pdf) -> None:
    redraw(document, GLANCE, (INK + b" rg", b"f"), without_first)


@owner
def a_critical_question_that_is_none(document: Pdf) -> None:
    redraw(document, GLANCE, (INK + b" RG", b"0.75 w"), without_first)


@owner
def last_year_of_an_area_moved(document: Pdf) -> None:
    redraw(document, GLANCE, (WHITE + b" rg", INK + b" RG"), first(lambda shape: moved(shape, right=0.24)))


# Page 3: the plan.


@owner
def a_due_date(document: Pdf) -> None:
    rewritten(document, PLAN, "2026/11/28", 9, "9")


@owner
def a_due_year(document: Pdf) -> None:
    rewritten(document, PLAN, "2027/02/26", 3, "6")


@owner
def a_proposal_that_is_not_called_one(document: Pdf) -> None:
    rewritten(document, PLAN, "2027/01/13 案", 11, " ")


@owner
def a_delay_of_fewer_days(document: Pdf) -> None:
    rewritten(document, PLAN, "45日遅れ", 0, "2")


@owner
def a_proposal_drawn_as_a_promise(document: Pdf) -> None:
    redraw(document, PLAN, (WHITE + b" rg", b"0.35 w"), as_it_is, DEEP + b" rg\nFIRSTf\n")


@owner
def a_proposal_left_out(document: Pdf) -> None:
    redraw(document, PLAN, (WHITE + b" rg", b"0.35 w"), without_first)


@owner
def an_earlier_day_drawn_as_a_promise(document: Pdf) -> None:
    redraw(document, PLAN, (WHITE + b" rg", INK + b" RG"), as_it_is, INK + b" rg\nFIRSTf\n")


@owner
def an_earlier_day_left_out(document: Pdf) -> None:
    redraw(document, PLAN, (WHITE + b" rg", INK + b" RG"), without_first)


@owner
def a_promise_a_day_later(document: Pdf) -> None:
    redraw(document, PLAN, (DEEP + b" rg", b"f"), first(lambda shape: moved(shape, right=0.25)))


@owner
def a_promise_in_another_line(document: Pdf) -> None:
    redraw(document, PLAN, (DEEP + b" rg", b"f"), first(lambda shape: moved(shape, down=4)))


@owner
def an_overdue_promise_that_looks_in_time(document: Pdf) -> None:
    rewrite(document, PLAN, lambda text: text.replace(WARNING, DEEP, 1))


@owner
def a_dropped_promise_that_is_not_struck_out(document: Pdf) -> None:
    redraw(document, PLAN, (WARNING + b" RG",), without_all)


@owner
def the_score_reached_by_promises_raised(document: Pdf) -> None:
    redraw(document, PLAN, (DEEP + b" RG", b"0.7 w"), first(lambda shape: moved(shape, down=-0.3)))


@owner
def a_dashed_line_made_solid(document: Pdf) -> None:
    rewrite(document, PLAN, lambda text: text.replace(b"[1.2 0.8] 0 d", b"[] 0 d"))


# Page 4: money and years.


@owner
def a_smaller_sum(document: Pdf) -> None:
    rewritten(document, MONEY, "1,610万円", 2, "2")


@owner
def an_expected_cost_moved(document: Pdf) -> None:
    redraw(document, MONEY, (INK + b" RG", b"0.75 w"), first(lambda shape: moved(shape, right=-0.25)))


@owner
def a_range_one_step_shorter(document: Pdf) -> None:
    redraw(document, MONEY, (WHITE + b" rg", DEEP + b" RG"), first(lambda shape: longer(shape, -0.25)))


@owner
def a_loss_without_hatching(document: Pdf) -> None:
    redraw(document, MONEY, (WARNING + b" RG", b"0.25 w"), without_all)


@owner
def a_larger_gain(document: Pdf) -> None:
    redraw(document, MONEY, (DEEP + b" rg", b"f"), first(lambda shape: longer(shape, 0.25)))


@owner
def another_gain_in_figures(document: Pdf) -> None:
    rewritten(document, MONEY, "+27.01", 1, "3")


# The attestation's page.


@attestation
def a_better_grade_shown(document: Pdf) -> None:
    rewritten(document, 0, "C", 0, "B")


@attestation
def a_higher_score_shown(document: Pdf) -> None:
    rewritten(document, 0, "60", 1, "6")


@attestation
def a_bar_one_point_longer(document: Pdf) -> None:
    redraw(document, 0, (DEEP + b" rg",), first(lambda shape: longer(shape, 0.8)))


@attestation
def more_questions_answered(document: Pdf) -> None:
    rewritten(document, 0, "73問", 1, "8")


@attestation
def an_area_better(document: Pdf) -> None:
    rewritten(document, 0, "48", 0, "7")


@attestation
def fewer_questions_not_asked(document: Pdf) -> None:
    rewritten(document, 0, "9問、うち必須の対策3件", 0, "1")


@attestation
def valid_for_another_year(document: Pdf) -> None:
    rewritten(document, 0, "2027年11月13日まで", 3, "8")


@attestation
def another_day_of_the_assessment(document: Pdf) -> None:
    rewritten(document, 0, "2026年11月14日", 3, "5")
