# Asynchronous generators, and awaiting them.

class _AsyncStep:
    # What `__anext__`, `asend`, `athrow` and `aclose` of an asynchronous generator give: an awaitable.
    __slots__ = ('_generator', '_value', '_exc', '_mode', '_begun')

    def __init__(self, generator, value, exc, mode):
        self._generator = generator
        self._value = value
        self._exc = exc
        self._mode = mode
        self._begun = False

    def __await__(self):
        return self

    __iter__ = __await__

    def __next__(self):
        return self.send(None)

    def send(self, value):
        if not self._begun:
            self._begun = True
            if self._exc is not None:
                return self._run(_async_throw, self._exc)
            value = self._value
        return self._run(_async_send, value)

    def throw(self, exc, value=None, traceback=None):
        self._begun = True
        return self._run(_async_throw, exc)

    def close(self):
        pass

    def _run(self, step, value):
        try:
            result = step(self._generator, value)
        except (StopAsyncIteration, GeneratorExit):
            if self._mode == 'close':
                raise StopIteration(None)
            raise
        wrapped = _async_value(result)
        if wrapped is None:
            return result
        if self._mode == 'close':
            raise RuntimeError('async generator ignored GeneratorExit')
        raise StopIteration(wrapped[0])

def _async_generator_step(generator, value):
    return _AsyncStep(generator, value, None, 'next')

def _async_next(method, iterator):
    awaitable = method(iterator)
    return awaitable

def _async_asend(self, value, /):
    return _AsyncStep(self, value, None, 'next')

def _async_anext(self):
    return _AsyncStep(self, None, None, 'next')

def _async_athrow(self, exc, value=None, traceback=None, /):
    if isinstance(exc, type):
        exc = exc() if value is None else value if isinstance(value, exc) else exc(value)
    return _AsyncStep(self, None, exc, 'next')

def _async_aclose(self):
    return _AsyncStep(self, None, GeneratorExit(), 'close')

_add_method(_async_generator, '__anext__', _async_anext)
_add_method(_async_generator, 'asend', _async_asend)
_add_method(_async_generator, 'athrow', _async_athrow)
_add_method(_async_generator, 'aclose', _async_aclose)
