# Where listeners and managers are found: an address is the name of a piece of memory in the kernel that says which
# queue takes the calls, and which process reads them. There is no network: addresses are those of this run.

import os
import struct
import _processes

_RECORD = struct.Struct('<II')

# Ports that a listener is given when it asks for any.
_FIRST_PORT = 40000

_HERE = ('', 'localhost', '127.0.0.1', '0.0.0.0', '::1', '::')

families = ('AF_INET', 'AF_UNIX')
default_family = 'AF_UNIX'

def address_type(address):
    if type(address) is tuple:
        return 'AF_INET'
    if type(address) is str and address.startswith('\\\\'):
        return 'AF_PIPE'
    if type(address) is str or isinstance(address, bytes):
        return 'AF_UNIX'
    raise TypeError(f'address type of {address!r} unrecognized')

def validate_family(family):
    if family not in families:
        raise ValueError(f'Family {family} is not recognized.')

def arbitrary_address(family):
    if family == 'AF_INET':
        return 'localhost', 0
    if family == 'AF_UNIX':
        import tempfile
        from . import util
        return tempfile.mktemp(prefix='listener-', dir=util.get_temp_dir())
    raise ValueError('unrecognized family')

def _name(address, family):
    if family == 'AF_INET':
        return f'address:{address[1]}'
    return f'address:{os.fsdecode(address)}'

def _check_host(address):
    host, port = address
    if host not in _HERE:
        raise OSError(101, 'Network is unreachable')
    if not 0 <= port <= 65535:
        raise OverflowError('bind(): port must be 0-65535.')
    return '127.0.0.1' if host in _HERE else host, port

def _claim(name):
    # The memory of a new name; None if somebody listens there.
    made = _processes.memory_open(name, _RECORD.size)
    if made is not Ellipsis:
        return made[0]
    if _find(name) is not None:
        return None
    # Whoever listened there has ended.
    _processes.memory_unlink(name)
    made = _processes.memory_open(name, _RECORD.size)
    return None if made is Ellipsis else made[0]

def _find(name):
    found = _processes.memory_open(name, None)
    if found is Ellipsis:
        return None
    queue, pid = _RECORD.unpack(_processes.memory_read(found[0], 0, _RECORD.size))
    # Without a pid it is about to listen.
    if pid == 0 or _processes.poll_process(pid) is None:
        return queue, pid
    return None

def bind(address, family, queue):
    # The address at which `queue` is found from now on.
    if family == 'AF_INET':
        host, port = _check_host(address)
        for number in [port] if port else range(_FIRST_PORT, 65536):
            memory = _claim(_name((host, number), family))
            if memory is not None:
                address = host, number
                break
    else:
        memory = _claim(_name(address, family))
    if memory is None:
        raise OSError(98, 'Address already in use')
    _processes.memory_write(memory, 0, _RECORD.pack(queue, os.getpid()))
    return address

def unbind(address, family):
    _processes.memory_unlink(_name(address, family))

def look_up(address, family):
    if family == 'AF_INET':
        address = _check_host(address)
    found = _find(_name(address, family))
    if found is not None and found[1]:
        return found[0]
    if family == 'AF_UNIX':
        raise FileNotFoundError(2, 'No such file or directory')
    raise ConnectionRefusedError(111, 'Connection refused')
