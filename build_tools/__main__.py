"""``python -m build_tools`` is the command ``bmes``."""

from build_tools.cli import main

main()
