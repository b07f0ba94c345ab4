"""LibreOffice in a person's hands, run by the system's Python, which has ``uno``: opens workbooks, does steps, saves.

Reads from standard input a list of jobs, each ``[source, target, steps]``; a step is a name and its values. Imports
nothing of tenken, since it runs outside the virtual environment.
"""

import importlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS = 60
"""Until LibreOffice has to be there."""
CALC = "Calc MS Excel 2007 XML"


def main() -> None:
    """Do the jobs and end LibreOffice."""
    jobs = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"tenken{Path(folder).name}"
        arguments = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        with subprocess.Popen(
            ["soffice", profile, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as office:
            try:
                context = _connected(pipe)
                for source, target, steps in jobs:
                    _Session(context, Path(source)).run(steps, Path(target))
                _service(context, "com.sun.star.frame.Desktop").terminate()
            except BaseException:
                office.kill()
                raise


def _connected(pipe: str) -> Any:
    uno: Any = importlib.import_module("uno")
    local = uno.getComponentContext()
    resolver = _service(local, "com.sun.star.bridge.UnoUrlResolver")
    for _ in range(SECONDS * 4):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.25)
    raise TimeoutError


def _service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(name, context)


def _named(**values: Any) -> tuple[Any, ...]:
    uno: Any = importlib.import_module("uno")
    made = []
    for name, value in values.items():
        one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class _Session:
    """One workbook, open."""

    def __init__(self, context: Any, source: Path) -> None:
        desktop = _service(context, "com.sun.star.frame.Desktop")
        self.book = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, ())
        self.view = self.book.CurrentController
        self.dispatcher = _service(context, "com.sun.star.frame.DispatchHelper")

    def run(self, steps: list[list[Any]], target: Path) -> None:
        for name, *values in steps:
            getattr(self, name)(*values)
        self.book.storeToURL(target.as_uri(), _named(FilterName=CALC))
        self.book.close(True)

    @property
    def sheet(self) -> Any:
        return self.view.ActiveSheet

    def page(self, position: int) -> None:
        """Go to a sheet."""
        self.view.setActiveSheet(self.book.Sheets.getByIndex(position))

    def unprotect(self) -> None:
        """Take off the lock of the sheet."""
        self.sheet.unprotect("")

    def write(self, cell: str, text: str) -> None:
        """Type into a cell."""
        self.sheet.getCellRangeByName(cell).setString(text)

    def sort(self, cells: str, column: int) -> None:
        """Sort cells downwards by a column, counted from 1 in the sheet, as the filter's arrow sorts the filter's."""
        self.view.select(self.sheet.getCellRangeByName(cells))
        how = _named(ByRows=True, HasHeader=False, Col1=column, Ascending1=False)
        self.dispatcher.executeDispatch(self.view.Frame, ".uno:DataSort", "", 0, how)

    def cut(self, cells: str, target: str) -> None:
        """Cut cells out and paste them from the target on."""
        at = self.sheet.getCellRangeByName(target).CellAddress
        self.sheet.moveRange(at, self.sheet.getCellRangeByName(cells).RangeAddress)

    def copy(self, cells: str, target: str) -> None:
        """Paste a copy of cells from the target on."""
        at = self.sheet.getCellRangeByName(target).CellAddress
        self.sheet.copyRange(at, self.sheet.getCellRangeByName(cells).RangeAddress)

    def filter(self, cells: str, column: int, text: str) -> None:
        """Show only rows with that text in a column of the cells, counted from 0 there."""
        uno: Any = importlib.import_module("uno")
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = column, text
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        area = self.sheet.getCellRangeByName(cells)
        how = area.createFilterDescriptor(True)
        how.setFilterFields((field,))
        area.filter(how)


if __name__ == "__main__":
    main()
