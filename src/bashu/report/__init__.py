"""What leaves the house: tables as workbooks and files, with headers and notes a reader understands."""

from bashu.report.files import FRAME_SUFFIXES, write_frame
from bashu.report.labels import in_words, label
from bashu.report.workbook import Sheet, write_workbook

__all__ = ["FRAME_SUFFIXES", "Sheet", "in_words", "label", "write_frame", "write_workbook"]
