"""`python -m xdiff` is `xdiff`."""

from xdiff.cli import main

main()
