# The same as `cProfile`: there is one profiler, and it is written in Python.

from cProfile import Profile, run, runctx

__all__ = ['run', 'runctx', 'Profile']
