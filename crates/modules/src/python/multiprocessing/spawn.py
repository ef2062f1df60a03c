# Processes that begin anew: they run the main module again, as `__mp_main__`, and get what they are to do as
# a pickle.

import os
import sys
import _processes
import _weft
from . import process
from .reduction import dumps, loads

_START_IN_START = """
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.

        To fix this issue, refer to the "Safe importing of main module"
        section in https://docs.python.org/3/library/multiprocessing.html
        """

def is_forking(argv):
    return False

def freeze_support():
    pass

def set_executable(executable):
    pass

def get_executable():
    return sys.executable

def _main_module():
    # The program's file name and text, for children to run.
    main = sys.modules['__main__']
    name = getattr(main, '__file__', None)
    return (name, _weft.source_text(name)) if name else None

def get_preparation_data(name):
    if getattr(process._current_process, '_inheriting', False):
        raise RuntimeError(_START_IN_START)
    from . import util
    log_level = util._logger.getEffectiveLevel() if util._logger is not None else None
    return {'name': name, 'authkey': bytes(process._current_process.authkey), 'main': _main_module(),
            'sys_path': list(sys.path), 'sys_argv': list(sys.argv), 'dir': os.getcwd(), 'log_level': log_level,
            'log_to_stderr': util._log_to_stderr}

def start(obj, method):
    # In the parent. What the pickle holds of pipes is the child's from its beginning.
    data = get_preparation_data(obj._name)
    data['start_method'] = method
    starting = process._starting
    starting.process, starting.ends = obj, []
    try:
        message = dumps((data, dumps(obj)))
        ends = starting.ends
    finally:
        starting.process, starting.ends = None, ()
    return _processes.spawn(obj._name, message, ends)

def spawn_main():
    # In the child: its main thread begins here.
    data, body = loads(_weft.registered('spawn_data'))
    current = process._current_process
    current._inheriting = True
    try:
        _prepare(data)
        obj = loads(body)
    finally:
        del current._inheriting
    obj._end(obj._bootstrap())

def _prepare(data):
    current = process._current_process
    current.name = data['name']
    current.authkey = data['authkey']
    sys.path[:] = data['sys_path']
    sys.argv[:] = data['sys_argv']
    if data['dir'] != os.getcwd():
        os.chdir(data['dir'])
    from . import context, util
    context._default_context.set_start_method(data['start_method'], force=True)
    if data['log_to_stderr']:
        util.log_to_stderr(data['log_level'])
    elif data['log_level'] is not None:
        util.get_logger().setLevel(data['log_level'])
    if data['main'] is not None:
        _run_main(*data['main'])

def _run_main(filename, text):
    main = type(sys)('__mp_main__')
    main.__file__ = filename
    main.__builtins__ = sys.modules['builtins']
    sys.modules['__mp_main__'] = main
    exec(compile(text, filename, 'exec'), main.__dict__)
    sys.modules['__main__'] = main
