"""In the place of pydoc, for files that import it: tests that use it fail by themselves."""
