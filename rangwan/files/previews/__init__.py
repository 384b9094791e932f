"""From a file to pictures of its pages: looked at and drawn by programs of its own, in the sandbox.

`making` is the worker's part; `child` is what it runs; `measuring` and `fonts` are what the child looks at;
files/rules.py says what of it is worth a warning.
"""
