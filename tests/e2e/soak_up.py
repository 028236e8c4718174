"""Bring the soak's stack up as `make up` does: `python soak_up.py LOCAL PROJECT STACK`."""

import sys
from pathlib import Path

from local.layout import Layout
from local.session import Session, say
from local.stack import Stack


def main(base: str, project: str, stack: str) -> int:
    session = Session.open(Layout(Path(base)), say, Path(project), policy_pack=None)
    made = Stack(session, stack)
    made.select()
    return made.up()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
