"""One module an implementation, each with ``LABEL``, ``prepare`` and ``settle``.

``prepare(folder)`` brings the work into the form in which this implementation's users hold it
(not timed), ``settle`` is what the clock sees: it returns `bench.work.Result`.
"""
