"""The command `bashu`: a file per family of subcommands; heavy parts load when a command runs."""

from __future__ import annotations

import sys

from bashu.cli.app import app
from bashu.cli.language import reader_language, say
from bashu.cli.output import BAD_INPUT, FOUND


def main() -> None:
    """Run the command line; bad input ends with exit code 2 and one clear sentence, never a traceback."""
    from bashu.errors import BashuError, InputError

    try:
        app()
    except InputError as error:
        print(say("错误：", "Error: ") + error.sentence(reader_language()), file=sys.stderr)
        sys.exit(BAD_INPUT)
    except BashuError as error:
        print(say("未通过：", "Failed: ") + str(error), file=sys.stderr)
        sys.exit(FOUND)
    except BrokenPipeError:
        # the reader of a pipe has seen enough
        sys.stderr.close()
        sys.exit(0)


__all__ = ["app", "main"]
