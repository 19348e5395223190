"""The command `bashu`: a file per family of subcommands; heavy parts load when a command runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from bashu.cli.app import app
from bashu.cli.language import reader_language, say
from bashu.cli.output import BAD_INPUT, DONE, FOUND

if TYPE_CHECKING:
    from bashu.errors import InputError


def main() -> None:
    """Run the command line; bad input ends with exit code 2 and one clear sentence, never a traceback."""
    from bashu.errors import BashuError, Finding, InputError

    try:
        app()
    except InputError as error:
        _refuse(error)
    except BashuError as error:
        print(say("未通过：", "Failed: ") + str(error), file=sys.stderr)
        sys.exit(FOUND)
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        _refuse(InputError(Finding("cannot_write", file=str(error.filename or "-"), details=details)))
    except SystemExit:
        # the command library ends with 1 when the reader of a pipe has seen enough, which is no finding
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            sys.exit(DONE)
        raise


def _refuse(error: InputError) -> NoReturn:
    print(say("错误：", "Error: ") + error.sentence(reader_language()), file=sys.stderr)
    sys.exit(BAD_INPUT)


__all__ = ["app", "main"]
