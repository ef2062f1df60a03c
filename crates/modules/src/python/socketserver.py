# Servers need a network, and there is none.

import socket

class BaseServer:
    def __init__(self, server_address, RequestHandlerClass, bind_and_activate=True):
        socket._refuse()

class TCPServer(BaseServer):
    pass

class UDPServer(TCPServer):
    pass

class ThreadingMixIn:
    daemon_threads = False

class ThreadingTCPServer(ThreadingMixIn, TCPServer):
    pass

class ThreadingUDPServer(ThreadingMixIn, UDPServer):
    pass

class BaseRequestHandler:
    def __init__(self, request, client_address, server):
        self.request = request
        self.client_address = client_address
        self.server = server
        self.setup()
        try:
            self.handle()
        finally:
            self.finish()

    def setup(self):
        pass

    def handle(self):
        pass

    def finish(self):
        pass

class StreamRequestHandler(BaseRequestHandler):
    pass

class DatagramRequestHandler(BaseRequestHandler):
    pass
