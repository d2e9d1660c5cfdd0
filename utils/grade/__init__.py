"""The instructor's runner: rerun a class's graded notebooks in a sandbox, and mark what comes back."""
