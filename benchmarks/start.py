"""How quick the package starts: import, help, the demo's computing part, and memory."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time


def seconds(*command: str, runs: int) -> float:
    """Median wall time of a command."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "BASHU_LANG": "en"})
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Print each time beside its goal."""
    python = sys.executable
    print(f"empty interpreter     {seconds(python, '-c', 'pass', runs=9):.3f} s")
    print(f"import bashu          {seconds(python, '-c', 'import bashu', runs=9):.3f} s   goal 0.3 s")
    print(f"bashu --help          {seconds(python, '-m', 'bashu', '--help', runs=9):.3f} s   goal 0.5 s")
    with tempfile.TemporaryDirectory() as folder:
        demo = seconds(python, "-m", "bashu", "demo", "--no-serve", "-o", folder, runs=3)
    print(f"bashu demo            {demo:.2f} s    goal 10 s")
    print(f"largest process       {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
