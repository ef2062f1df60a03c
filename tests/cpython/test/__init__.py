"""The package that CPython's test files are put in while they run."""
