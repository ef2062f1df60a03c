# What needs a network or other programs: it says that there are none.

import errno

def _no_network():
    raise OSError(errno.ENETUNREACH, 'Weft has no network')

async def open_connection(host=None, port=None, **kwds):
    _no_network()

async def start_server(client_connected_cb, host=None, port=None, **kwds):
    _no_network()

async def open_unix_connection(path=None, **kwds):
    _no_network()

async def start_unix_server(client_connected_cb, path=None, **kwds):
    _no_network()

async def create_subprocess_exec(program, *args, **kwds):
    raise OSError(errno.ENOSYS, 'Weft has no other programs to run', program)

async def create_subprocess_shell(cmd, **kwds):
    raise OSError(errno.ENOSYS, 'Weft has no other programs to run', cmd)
