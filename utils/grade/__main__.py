"""``python -m utils.grade``: the runner's command."""

import sys

from utils.grade.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
