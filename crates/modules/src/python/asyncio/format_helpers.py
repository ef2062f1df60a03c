# How tasks, futures and handles show the callbacks and coroutines in them.

import functools

def format_callback(callback, args=None):
    # What is called, and where it is defined if that is known.
    while isinstance(callback, functools.partial):
        callback = callback.func
    owner = getattr(callback, '__self__', None)
    name = getattr(callback, '__name__', None)
    if name == '_wake_up' and hasattr(owner, '_coro'):
        return 'Task.task_wakeup()'
    shown = getattr(callback, '__qualname__', None) or repr(callback)
    shown += '()' if args is None else '(' + ', '.join([repr(arg) for arg in args]) + ')'
    code = getattr(getattr(callback, '__func__', callback), '__code__', None)
    return shown if code is None else f'{shown} at {code.co_filename}:{code.co_firstlineno}'

def format_callbacks(callbacks):
    shown = [format_callback(callback) for callback, _ in callbacks]
    if len(shown) > 2:
        shown = [shown[0], f'<{len(shown) - 2} more>', shown[-1]]
    return f'cb=[{", ".join(shown)}]'

def format_coroutine(coro):
    name = getattr(coro, '__qualname__', None) or getattr(coro, '__name__', None) or type(coro).__name__
    code = getattr(coro, 'cr_code', None) or getattr(coro, 'gi_code', None)
    if code is None:
        return f'{name}()'
    frame = getattr(coro, 'cr_frame', None) or getattr(coro, 'gi_frame', None)
    if frame is None:
        return f'{name}() done, defined at {code.co_filename}:{code.co_firstlineno}'
    begun = getattr(coro, 'cr_running', True) or getattr(coro, 'cr_suspended', True)
    return f'{name}() running at {code.co_filename}:{frame.f_lineno if begun else code.co_firstlineno}'
