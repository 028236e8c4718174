"""`python -m mlops_stacks` is `mlops`."""

import sys

from .cli import main

sys.exit(main())
