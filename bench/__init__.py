"""What the skill costs, measured: a module a question, run by `script/bench NAME`."""

LIMIT_BROKEN = 3
"""Exit status of a benchmark that ran, and whose figures break a limit."""
