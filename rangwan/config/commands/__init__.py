"""The commands of `rangwan`, one module each: `add(parser)` declares its arguments, `run(arguments)` does it."""
