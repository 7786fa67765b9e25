"""``python -m bench``: the comparison in memory."""

from bench.run import main

main(prog_name="python -m bench")
