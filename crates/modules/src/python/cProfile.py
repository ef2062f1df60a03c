# How often functions are called and how long they take, by what `sys.setprofile` tells. The library's own Python code is
# not told of, so its time counts for whoever calls it.

import sys
import time
import types

__all__ = ['run', 'runctx', 'Profile']

_EXEC = ('~', 0, '<built-in method builtins.exec>')
_DISABLE = ('~', 0, "<method 'disable' of '_lsprof.Profiler' objects>")

class _Counts:
    # Of a function, or of its calls by one other. `level`: how many of these calls are under way.
    __slots__ = ('calls', 'recursive', 'own', 'total', 'level', 'callers')

    def __init__(self):
        self.calls = self.recursive = self.level = 0
        self.own = self.total = 0.0
        self.callers = {}

    def enter(self):
        self.calls += 1
        if self.level:
            self.recursive += 1
        self.level += 1

    def leave(self, own, total):
        self.level -= 1
        self.own += own
        if not self.level:
            self.total += total

def _built_in(function):
    # The label of a built-in function or method.
    name = function.__name__
    owner = getattr(function, '__self__', None)
    if owner is None or isinstance(owner, types.ModuleType):
        module = getattr(function, '__module__', None)
        return ('~', 0, f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>')
    if isinstance(owner, type):
        return ('~', 0, f'<built-in method {name}>')
    for cls in type(owner).__mro__:
        if name in cls.__dict__:
            return ('~', 0, f"<method '{name}' of '{cls.__name__}' objects>")
    return ('~', 0, f'<built-in method {name}>')

class Profile:
    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        if timer is None:
            self._timer = time.perf_counter
        elif timeunit:
            self._timer = lambda: timer() * timeunit
        else:
            self._timer = timer
        self._subcalls = subcalls
        self._builtins = builtins
        self._active = False
        self.clear()

    def clear(self):
        self._counts = {}
        # Calls under way: label, counts, counts by caller, when they began, how long their own calls took.
        self._calls = []

    def enable(self, subcalls=True, builtins=True):
        if not self._active and sys.getprofile() is not None:
            raise ValueError('Another profiling tool is already active')
        self._subcalls = subcalls
        self._builtins = builtins
        self._active = True
        sys.setprofile(self._tell)

    def disable(self):
        if not self._active:
            return
        sys.setprofile(None)
        self._active = False
        if self._builtins:
            self._enter(_DISABLE)
        while self._calls:
            self._leave()

    def _tell(self, frame, event, arg):
        if event == 'call':
            code = frame.f_code
            self._enter((code.co_filename, code.co_firstlineno, code.co_name))
        elif event == 'return':
            self._leave()
        elif self._builtins:
            if event == 'c_call':
                self._enter(_built_in(arg))
            else:
                self._leave()

    def _enter(self, label):
        counts = self._counts.get(label)
        if counts is None:
            counts = self._counts[label] = _Counts()
        counts.enter()
        by_caller = None
        if self._calls and self._subcalls:
            caller = self._calls[-1][0]
            by_caller = counts.callers.get(caller)
            if by_caller is None:
                by_caller = counts.callers[caller] = _Counts()
            by_caller.enter()
        self._calls.append([label, counts, by_caller, self._timer(), 0.0])

    def _leave(self):
        if not self._calls:
            # It was entered before anybody counted.
            return
        _, counts, by_caller, begin, within = self._calls.pop()
        total = self._timer() - begin
        own = total - within
        counts.leave(own, total)
        if by_caller is not None:
            by_caller.leave(own, total)
        if self._calls:
            self._calls[-1][4] += total

    def create_stats(self):
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        self.stats = {}
        for label, c in self._counts.items():
            callers = {caller: (b.calls, b.calls - b.recursive, b.own, b.total) for caller, b in c.callers.items()}
            self.stats[label] = (c.calls - c.recursive, c.calls, c.own, c.total, callers)

    def print_stats(self, sort=-1):
        import pstats
        if not isinstance(sort, tuple):
            sort = (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*sort).print_stats()

    def dump_stats(self, file):
        import marshal
        self.create_stats()
        with open(file, 'wb') as f:
            marshal.dump(self.stats, f)

    def run(self, cmd):
        import __main__
        return self.runctx(cmd, __main__.__dict__, __main__.__dict__)

    def runctx(self, cmd, globals, locals):
        self.enable()
        try:
            if self._builtins:
                self._enter(_EXEC)
            exec(cmd, globals, locals)
            if self._builtins:
                self._leave()
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kw):
        self.enable()
        try:
            return func(*args, **kw)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exc_info):
        self.disable()

def _show(profile, filename, sort):
    if filename is not None:
        profile.dump_stats(filename)
    else:
        profile.print_stats(sort)

def run(statement, filename=None, sort=-1):
    profile = Profile()
    try:
        profile.run(statement)
    except SystemExit:
        pass
    finally:
        _show(profile, filename, sort)

def runctx(statement, globals, locals, filename=None, sort=-1):
    profile = Profile()
    try:
        profile.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        _show(profile, filename, sort)
