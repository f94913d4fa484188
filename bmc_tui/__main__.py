"""`python -m bmc_tui`: the same program as `bmc`."""

import sys

from bmc_tui.cli import main

if __name__ == "__main__":
    sys.exit(main())
