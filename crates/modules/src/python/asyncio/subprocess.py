# Other programs, of which there are none.

from .streams import create_subprocess_exec, create_subprocess_shell

PIPE = -1
STDOUT = -2
DEVNULL = -3
