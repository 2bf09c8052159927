"""`make pictures`: every page at 360, 768 and 1366 px, every paper, from a demo of its own.

A page is one line of a table: `Shot(name, path, …)` in `desk`, `cards`, `certificates`, `crew`, `imports`,
`participants`, `verify` or `errors`. A state that the demo does not have is a function that changes the
database before the picture; it is put back afterwards.
"""
