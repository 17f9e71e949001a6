"""What the skill costs, measured: a module a question, run by `script/bench NAME`."""
