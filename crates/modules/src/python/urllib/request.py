# Opening an address fails as it does where there is no network.

from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote

__all__ = ['Request', 'pathname2url', 'url2pathname', 'urlopen', 'urlretrieve']

class Request:
    def __init__(self, url, data=None, headers={}, origin_req_host=None, unverifiable=False, method=None):
        self.full_url = url
        self.data = data
        self.headers = {key.capitalize(): value for key, value in headers.items()}
        self.method = method

    def get_method(self):
        return self.method or ('GET' if self.data is None else 'POST')

    def get_full_url(self):
        return self.full_url

    def add_header(self, key, val):
        self.headers[key.capitalize()] = val

    def has_header(self, header_name):
        return header_name in self.headers

    def get_header(self, header_name, default=None):
        return self.headers.get(header_name, default)

def urlopen(url, data=None, timeout=None, *, context=None):
    raise URLError(OSError(101, 'Weft has no network'))

def urlretrieve(url, filename=None, reporthook=None, data=None):
    urlopen(url, data)

def pathname2url(pathname, *, add_scheme=False):
    return ('file:' if add_scheme else '') + quote(pathname)

def url2pathname(url, *, require_scheme=False, resolve_host=False):
    return unquote(url.removeprefix('file:').removeprefix('//'))
