"""``python -m utils.grade``: the runner's command."""

import sys

from utils.grade import launch

if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and not {"-h", "--help"} & {*arguments} and not any(one.startswith("--sch") for one in arguments):
        launch.begin()  # imports while this process does
    from utils.grade.command import main

    sys.exit(main(arguments))
