"""A trial run of WeasyPrint in a process of its own, for ``tenken doctor``: prints what it found as JSON."""

import json

from tenken.core.problem import MachineLacks
from tenken.render.pdf import load_weasyprint, tried_font
from tenken.templating import source
from tenken.words import Words


def main() -> None:
    """Lay out a line of Japanese in the report's own style and say which font drew it."""
    try:
        weasyprint = load_weasyprint(Words("en"))
    except MachineLacks as lack:
        print(json.dumps({"lacks": lack.what}))  # noqa: T201 - the result
        return
    pango = weasyprint.text.ffi.pango.pango_version()
    version = f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}"
    font = tried_font(weasyprint, source("report/report.css"))
    print(json.dumps({"weasyprint": weasyprint.__version__, "pango": version, "font": font}))  # noqa: T201 - the result


if __name__ == "__main__":
    main()
