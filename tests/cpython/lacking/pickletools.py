"""In the place of pickletools, for files that import it: tests that use it fail by themselves."""
