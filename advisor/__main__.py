"""``python -m advisor``: the command line without an installed script."""

from advisor.cli import main

main()
