"""Addresses of cells for formulas, as XlsxWriter spells them.

Apart from ``safe_cells``, so that what writes CSV need not load XlsxWriter.
"""

from xlsxwriter.utility import quote_sheetname as sheet_name
from xlsxwriter.utility import xl_col_to_name as column_letters
from xlsxwriter.utility import xl_range as cell_range
from xlsxwriter.utility import xl_range_abs as fixed_range
from xlsxwriter.utility import xl_rowcol_to_cell as cell

__all__ = ["cell", "cell_range", "column_letters", "fixed_range", "sheet_name"]
