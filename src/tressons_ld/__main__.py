"""``python -m tressons_ld``."""

from tressons_ld.cli import main

main()
