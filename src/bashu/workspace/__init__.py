"""Where tables come from and who looks at them."""

from bashu.workspace.files import Limits
from bashu.workspace.folder import FolderSource
from bashu.workspace.references import nearest_spelling
from bashu.workspace.source import FramesSource, TableSource
from bashu.workspace.viewpoint import Basis, Viewpoint
from bashu.workspace.workbook import WorkbookSource
from bashu.workspace.workspace import CORRIDOR, Workspace, as_workspace

__all__ = [
    "CORRIDOR",
    "Basis",
    "FolderSource",
    "FramesSource",
    "Limits",
    "TableSource",
    "Viewpoint",
    "WorkbookSource",
    "Workspace",
    "as_workspace",
    "nearest_spelling",
]
