# How Python was made, as far as programs ask.

import sys

def _variables():
    return {'Py_GIL_DISABLED': 0 if sys._is_gil_enabled() else 1, 'Py_DEBUG': 0, 'SOABI': None, 'EXT_SUFFIX': None,
            'prefix': sys.prefix, 'exec_prefix': sys.exec_prefix, 'py_version_short': get_python_version()}

def get_config_vars(*args):
    found = _variables()
    return [found.get(name) for name in args] if args else found

def get_config_var(name):
    return _variables().get(name)

def get_python_version():
    return f'{sys.version_info[0]}.{sys.version_info[1]}'

def get_platform():
    return 'linux-wasm32'

def is_python_build(check_home=None):
    return False
