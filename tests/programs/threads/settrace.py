# sys.settrace and threading.settrace: which events come, in which order, with which lines, and what the answers do.
import sys
import threading

FIRST = sys._getframe().f_code.co_firstlineno


def show(frame, event, arg):
    # The library's own code is traced by CPython, and not by Weft.
    if frame.f_code.co_filename != __file__:
        return None
    if event == 'exception':
        arg = arg[0].__name__, str(arg[1]), arg[2] is not None
    print(frame.f_code.co_name, event, frame.f_lineno - FIRST, arg)
    return show


def traced(function, *args, tracer=show):
    sys.settrace(tracer)
    try:
        return function(*args)
    finally:
        sys.settrace(None)


def loop(n):
    total = 0
    for i in range(n):
        total += i
    while total < 3:
        total += 2
    return total


def caught():
    try:
        raises(1)
    except ValueError as e:
        text = str(e)
    return text


def raises(x):
    return deeper(x)


def deeper(x):
    raise ValueError(f'no {x}')


def numbers(n):
    for i in range(n):
        yield i


def delegates():
    yield from numbers(2)


def uses_generator():
    total = 0
    for n in numbers(1):
        total += n
    got = delegates()
    return total, next(got), list(got)


class Counter:
    def __init__(self, start):
        self.value = start

    def __add__(self, other):
        return Counter(self.value + other)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return False

    def __repr__(self):
        return f'Counter {self.value}'


def methods():
    c = Counter(1) + 2
    with c:
        pass
    return c


def recursive(n):
    if n == 0:
        return 0
    return recursive(n - 1) + n


def empty():
    pass


for function, args in ((loop, (2,)), (caught, ()), (uses_generator, ()), (methods, ()), (recursive, (2,)), (empty, ())):
    print('--', function.__name__, traced(function, *args))

print('-- nothing more after', sys.gettrace())
loop(1)


# A frame whose call was answered with None is left alone, its callees are not.
def choosy(frame, event, arg):
    print(frame.f_code.co_name, event)
    return choosy if frame.f_code.co_name == 'deeper' else None


try:
    traced(raises, 2, tracer=choosy)
except ValueError as e:
    print('came', e)


# What the local function answers is the next local function; None leaves it.
def first(frame, event, arg):
    return second


def second(frame, event, arg):
    print('second', event)
    return third


def third(frame, event, arg):
    print('third', event)


traced(loop, 1, tracer=first)


# Lines and opcodes of a frame.
def opcodes(frame, event, arg):
    seen.add(event)
    frame.f_trace_lines = False
    frame.f_trace_opcodes = True
    return opcodes


seen = set()
traced(loop, 1, tracer=opcodes)
print(sorted(seen))
frame = sys._getframe()
print(frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)
try:
    frame.f_trace_lines = 1
except TypeError as e:
    print(e)


# Exceptions of the function end the tracing and go on in the program.
def broken(frame, event, arg):
    if event == wanted:
        raise RuntimeError('broken at ' + event)
    return broken


for wanted in ('call', 'line', 'return', 'exception'):
    sys.settrace(broken)
    try:
        caught()
    except RuntimeError as e:
        print(e, sys.gettrace())
    sys.settrace(None)


# A frame that runs already is traced once it has a function of its own.
def from_now_on():
    def local(frame, event, arg):
        lines.append((event, sorted(frame.f_locals)))
        return local
    lines = []
    sys._getframe().f_trace = local
    sys.settrace(lambda *args: None)
    x = 1
    y = 2
    sys.settrace(None)
    del x
    return lines


print(from_now_on())


# Nothing is traced inside of the trace function.
def busy(frame, event, arg):
    names.append(frame.f_code.co_name)
    return helper(busy)


def helper(x):
    return x


names = []
traced(empty, tracer=busy)
print(names)


# Threads.
def work(n):
    return recursive(n)


threading.settrace(show)
print(threading.gettrace() is show)
thread = threading.Thread(target=work, args=(1,))
thread.start()
thread.join()
threading.settrace(None)
print(threading.gettrace())
thread = threading.Thread(target=work, args=(1,))
thread.start()
thread.join()
