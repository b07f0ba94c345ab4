"""The one HTML file, put together from its parts, and a firm's assessment put into it.

The same parts give the same bytes. Where the parts come from is ``tools/page``'s business; what the page does with them
stands in ``templates/one_file``.
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from tenken import __version__, templating
from tenken.ask.form.write import SCRIPTS, STYLES, Around, block, hash_of, parts
from tenken.ask.handout import Handout
from tenken.core.cost.figures import on
from tenken.core.model import Checklist
from tenken.core.problem import MachineLacks
from tenken.core.report.brand import UNBRANDED
from tenken.core.report.sections import ReportProfile
from tenken.one_file import screens
from tenken.one_file.workspace import PLACES
from tenken.phrases import Medium
from tenken.render.report.page import style as look
from tenken.store.checklist import editions
from tenken.store.checklist.figures import load as load_figures
from tenken.store.validation.toml_file import LARGEST_FILE
from tenken.words import LANGUAGES, Words

READERS = (ReportProfile.OWNER, ReportProfile.FULL, ReportProfile.ATTESTATION)
"""For whom the file makes reports; their style sheets must be known to it, since its reports inherit its policy."""
EMPTY = b'<script type="text/plain" id="given"></script>'
"""The place for a firm in the file."""
MADE_BY = f'<meta name="generator" content="tenken {__version__}">'.encode()
"""How a file says that it is of this version."""


def page(packed: Mapping[str, bytes], licences: Mapping[str, str], today: date) -> bytes:
    """The file: ``packed`` are the parts that the worker unpacks, by name; ``licences`` the texts by what they are for.

    ``today`` stands nowhere in it; it chooses the figures whose kinds of data are asked.
    """
    style = "\n".join(templating.source(part) for part in (*STYLES, "one_file/page.css"))
    script = "\n".join(templating.source(part) for part in (*SCRIPTS, "one_file/engine.js", "one_file/page.js"))
    words = [Words(lang) for lang in LANGUAGES]
    texts: dict[str, Any] = {w.lang: screens.sentences(w) for w in words}
    return (
        templating.environment()
        .get_template("one_file/page.html")
        .render(
            words=words,
            version=__version__,
            style=Markup(style),  # noqa: S704 - our own style sheet
            script=Markup(script),  # noqa: S704 - our own script
            worker=Markup(templating.source("one_file/worker.js")),  # noqa: S704 - our own script
            script_hash=hash_of(script),
            style_hashes=[
                hash_of(style),
                *(hash_of(str(look(profile, UNBRANDED, Medium.SCREEN))) for profile in READERS),
            ],
            screens={w.lang: _screens(w, editions.newest(PLACES, today), today) for w in words},
            licences=licences,
            texts=block({**texts, "largest": LARGEST_FILE}),
            parts={name: Markup(_packed(content)) for name, content in packed.items()},  # noqa: S704 - base64
        )
        .encode()
    )


def filled(page: bytes, name: str, firm: Mapping[str, Any]) -> bytes:
    """The file with a firm's assessment in it; ``name`` is what it is called, for the message.

    Raises MachineLacks where it is not a file of this version of tenken.
    """
    if MADE_BY not in page or page.count(EMPTY) != 1:
        raise MachineLacks("one-file-other", {"file": name, "version": __version__})
    packed = _packed(json.dumps(firm, ensure_ascii=False).encode())
    return page.replace(EMPTY, EMPTY.replace(b"></", f">{packed}</".encode()))


def firm_of(handout: Handout, name: str, content: bytes) -> dict[str, Any]:
    """What is put into the file of an assessment: its bytes and its form; ``name`` begins what its files are called."""
    form = parts(handout, name, Around(tool=True))
    shown = {"title": form.title, "markup": form.markup, "data": form.data}
    return {
        "lang": handout.words.lang,
        "name": name,
        "content": b64encode(content).decode(),
        "last": None,
        "form": shown,
    }


def _screens(w: Words, checklist: Checklist, today: date) -> dict[str, Markup]:
    """The screens that need no answer of tenken, by name."""
    known = on(today, load_figures(PLACES))
    made = {
        "start": screens.start(w, checklist, today),
        "begin": screens.begin(w, checklist, today, known.kinds if known else {}, sent={}, errors={}),
        "making": screens.making(w),
        "trouble": screens.trouble(w),
        "licences": screens.licences(w),
    }
    return {name: Markup(markup) for name, markup in made.items()}  # noqa: S704 - rendered from our own templates


def _packed(content: bytes) -> str:
    return b64encode(gzip.compress(content, 9, mtime=0)).decode()
