"""``python -m utils.grade``: the runner's command."""

import sys

from utils.grade import launch

if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and not {"-h", "--help"} & {*arguments} and not any(one.startswith("--sch") for one in arguments):
        launch.begin()  # imports while this process does
    try:
        from utils.grade.command import main

        code = main(arguments)
    except KeyboardInterrupt:
        print("\ngrade: Stopped before anything was graded.", file=sys.stderr)
        code = 130
    sys.exit(code)
