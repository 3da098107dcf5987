"""Run all benchmarks, or those named: `python -m bench cooccurrence`."""

import sys
from importlib import import_module

ALL = ("cooccurrence", "search", "reader", "firefox")

for name in sys.argv[1:] or ALL:
    import_module(f"bench.{name}").main()
