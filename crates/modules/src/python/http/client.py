# Connections cannot be made: there is no network.

import socket
from http import HTTPStatus

__all__ = ['HTTPConnection', 'HTTPException', 'HTTPSConnection', 'NotConnected', 'RemoteDisconnected', 'responses']

HTTP_PORT, HTTPS_PORT = 80, 443
responses = {status: status.phrase for status in HTTPStatus}

class HTTPException(Exception):
    pass

class NotConnected(HTTPException):
    pass

class RemoteDisconnected(ConnectionResetError, HTTPException):
    pass

class HTTPConnection:
    default_port = HTTP_PORT

    def __init__(self, host, port=None, timeout=None, source_address=None, blocksize=16384, **options):
        self.host = host
        self.port = self.default_port if port is None else port
        self.timeout = timeout

    def connect(self):
        socket._refuse()

    def request(self, method, url, body=None, headers={}, *, encode_chunked=False):
        socket._refuse()

    def putrequest(self, method, url, skip_host=False, skip_accept_encoding=False):
        socket._refuse()

    def getresponse(self):
        raise NotConnected()

    def close(self):
        pass

class HTTPSConnection(HTTPConnection):
    default_port = HTTPS_PORT
