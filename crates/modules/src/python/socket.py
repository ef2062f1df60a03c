# There is no network: names and constants are here for programs that only ask for them, everything else says so.

import errno

__all__ = ['AF_INET', 'AF_INET6', 'AF_UNIX', 'AF_UNSPEC', 'IPPROTO_TCP', 'IPPROTO_UDP', 'SHUT_RD', 'SHUT_RDWR', 'SHUT_WR',
           'SOCK_DGRAM', 'SOCK_STREAM', 'SOL_SOCKET', 'SO_KEEPALIVE', 'SO_REUSEADDR', 'TCP_NODELAY', 'SocketType',
           'create_connection', 'create_server', 'error', 'gaierror', 'getaddrinfo', 'getdefaulttimeout', 'getfqdn',
           'gethostbyname', 'gethostname', 'has_ipv6', 'herror', 'setdefaulttimeout', 'socket', 'socketpair', 'timeout']

AF_UNSPEC, AF_UNIX, AF_INET, AF_INET6 = 0, 1, 2, 10
SOCK_STREAM, SOCK_DGRAM = 1, 2
SOL_SOCKET, SO_REUSEADDR, SO_KEEPALIVE = 1, 2, 9
IPPROTO_TCP, IPPROTO_UDP = 6, 17
TCP_NODELAY = 1
SHUT_RD, SHUT_WR, SHUT_RDWR = 0, 1, 2
has_ipv6 = False

error = OSError
timeout = TimeoutError

class herror(OSError):
    pass

class gaierror(OSError):
    pass

def _refuse():
    raise OSError(errno.ENETUNREACH, 'Weft has no network')

class socket:
    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        _refuse()

SocketType = socket

def socketpair(family=None, type=SOCK_STREAM, proto=0):
    _refuse()

def create_connection(address, timeout=None, source_address=None, *, all_errors=False):
    _refuse()

def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    _refuse()

def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    _refuse()

def gethostbyname(hostname, /):
    _refuse()

def gethostname():
    import os
    return os.uname()[1]

def getfqdn(name=''):
    return name or gethostname()

_timeout = None

def getdefaulttimeout():
    return _timeout

def setdefaulttimeout(timeout, /):
    global _timeout
    _timeout = timeout
