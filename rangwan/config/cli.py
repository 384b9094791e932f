"""The command line: `rangwan COMMAND`. Django is set up only by the commands that need it."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from rangwan.config.commands import awards, demo, doctor, organisations, people, serve, verify, work

COMMANDS: dict[str, Any] = {  # modules and classes alike have `add` and `run`
    "demo": demo,
    "serve": serve,
    "worker": work.Worker,
    "tick": work.Tick,
    "migrate": work.Migrate,
    "award": awards,
    "organisations": organisations,
    "people": people,
    "verify": verify,
    "doctor": doctor,
}


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="rangwan", description="Runs a public-sector award from the call to the archive."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in COMMANDS.items():
        doc = (module.__doc__ or "").strip().splitlines()[0]
        one = commands.add_parser(name, help=doc, description=doc)
        module.add(one)
        one.set_defaults(run=module.run)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
