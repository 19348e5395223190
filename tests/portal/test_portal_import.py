"""Bringing in a workspace: all of it or nothing, and the same one twice changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from bashu.errors import TableError
from bashu.portal.data.actions import import_workspace
from bashu.portal.data.engines import engines, forget_engines
from bashu.portal.data.models import MODELS, Version
from bashu.portal.data.snapshots import KEPT, snapshot_folder
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_engines() -> Iterator[None]:
    """What a test imports is gone with its transaction, and so are the engines built from it."""
    yield
    forget_engines()


def changed_corridor(name: str = "印制线路板") -> Workspace:
    bundled = Workspace.open()
    frames = {name: bundled.table(name) for name in bundled.names()}
    frames["products"] = frames["products"].with_columns(
        pl.when(pl.col("product") == "cm_pcb").then(pl.lit(name)).otherwise("name_zh").alias("name_zh")
    )
    return Workspace.from_frames(frames)


def test_the_same_workspace_twice_changes_nothing() -> None:
    before = Version.objects.count()
    again = import_workspace(Workspace.open(), operator=True)
    assert not again.changed
    assert Version.objects.count() == before


def test_a_change_bumps_the_version_and_the_engines_follow() -> None:
    before = engines()
    imported = import_workspace(changed_corridor(), operator=True)
    after = engines()
    assert imported.changed
    assert after.version == str(imported.version) != before.version
    assert before.graph.name("cm_pcb") == "印制电路板"
    assert after.graph.name("cm_pcb") == "印制线路板"


def test_a_bad_table_changes_nothing_at_all() -> None:
    before = {name: model._default_manager.count() for name, model in MODELS.items()}
    versions = Version.objects.count()
    frames = {
        "products": pl.DataFrame({"product": ["a", "a"], "name_zh": ["甲", "乙"]}),
        "inputs": pl.DataFrame({"input": ["b"], "product": ["a"]}),
    }
    with pytest.raises(TableError) as error:
        import_workspace(Workspace.from_frames(frames), operator=True)
    assert {finding.code for finding in error.value.findings} == {"repeated_key", "unknown_reference"}
    assert {name: model._default_manager.count() for name, model in MODELS.items()} == before
    assert Version.objects.count() == versions


def test_a_fault_while_writing_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from bashu.portal.data import actions

    written: list[str] = []

    def fail_late(name: str, frame: pl.DataFrame) -> None:
        real(name, frame)
        written.append(name)
        if name == "needs":
            raise OSError("the disk is full")

    real = actions.replace_rows
    monkeypatch.setattr(actions, "replace_rows", fail_late)
    with pytest.raises(OSError, match="disk"):
        import_workspace(changed_corridor(), operator=True)
    assert "products" in written
    assert MODELS["products"]._default_manager.get(product="cm_pcb").name_zh == "印制电路板"


def test_only_an_operator_may_import() -> None:
    with pytest.raises(PermissionDenied):
        import_workspace(changed_corridor(), operator=False)


def test_a_smaller_workspace_replaces_every_table() -> None:
    frames = {"products": pl.DataFrame({"product": ["a"], "name_zh": ["甲"]})}
    import_workspace(Workspace.from_frames(frames), operator=True)
    assert engines().workspace.names() == ["products"]
    assert engines().graph.ids == ["a"]


def test_the_snapshot_is_taken_after_the_commit(django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:  # type: ignore[operator]
        imported = import_workspace(changed_corridor("线路板"), operator=True)
        assert not (snapshot_folder() / str(imported.version)).exists()
    assert len(callbacks) == 1
    assert (snapshot_folder() / str(imported.version) / "products.parquet").is_file()


def test_old_snapshots_make_room() -> None:
    engines()
    import_workspace(changed_corridor(), operator=True)
    engines()
    import_workspace(Workspace.from_frames({"products": Workspace.open().table("products")}), operator=True)
    engines()
    kept = [path for path in snapshot_folder().iterdir() if not path.name.startswith(".")]
    assert len(kept) == KEPT
