"""All measurements one after another: ``python -m benchmarks [name ...]``; each stands alone as well.

The fuzzers (``fuzz_*.py``) run until they are stopped and need atheris: they are started by themselves only.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run the named measurements, or all of them, and say which failed."""
    scripts = {
        path.stem: path for path in sorted(HERE.glob("*.py")) if not path.stem.startswith(("_", "fuzz_"))
    }
    wanted = sys.argv[1:] or list(scripts)
    unknown = [name for name in wanted if name not in scripts]
    if unknown:
        print(f"no measurement is called {', '.join(unknown)}; there are: {', '.join(scripts)}")
        return 2
    failed = []
    for name in wanted:
        print(f"\n=== {name}", flush=True)
        if subprocess.run([sys.executable, str(scripts[name])], check=False).returncode:
            failed.append(name)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall measured")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
