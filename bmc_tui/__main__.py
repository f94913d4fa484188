"""`python -m bmc_tui`: the same program as `bmc`."""

from bmc_tui.cli.main import program

if __name__ == "__main__":
    program()
