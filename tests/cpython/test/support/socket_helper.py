"""Addresses of tests that listen."""

import socket

HOST = HOSTv4 = 'localhost'
HOSTv6 = '::1'
IPV6_ENABLED = has_gethostbyname = False


def create_unix_domain_name():
    import tempfile
    return tempfile.mktemp(prefix='test_python_', suffix='.sock')


def skip_unless_bind_unix_socket(test):
    return test
