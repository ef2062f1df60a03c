# The functions of the system that `os` has; programs that want them from here are for POSIX only.

from os import *
from os import _exit
