# What the program is told of the machine it runs on: a Linux on WebAssembly, and Python 3.14.

import os
import sys
from collections import namedtuple

class uname_result(namedtuple('uname_result_base', 'system node release version machine')):
    @property
    def processor(self):
        return ''

def uname():
    return uname_result(*os.uname())

def system():
    return uname().system

def node():
    return uname().node

def release():
    return uname().release

def version():
    return uname().version

def machine():
    return uname().machine

def processor():
    return uname().processor

def platform(aliased=False, terse=False):
    parts = uname()
    return f'{parts.system}-{parts.release}' if terse else f'{parts.system}-{parts.release}-{parts.machine}'

def architecture(executable=sys.executable, bits='', linkage=''):
    return bits or '64bit', linkage

def python_implementation():
    return 'Weft'

def python_version():
    return '.'.join(python_version_tuple())

def python_version_tuple():
    return tuple([str(part) for part in sys.version_info[:3]])

def python_branch():
    return ''

def python_revision():
    return ''

def python_build():
    return '', ''

def python_compiler():
    return 'rustc'

def libc_ver(executable=None, lib='', version='', chunksize=16384):
    return lib, version

def freedesktop_os_release():
    raise OSError('Unable to read files /etc/os-release, /usr/lib/os-release')
