# sys.setprofile and threading.setprofile: calls and returns, those of built-in functions too.
import sys
import threading


def show(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return
    if event.startswith('c_'):
        arg = arg.__name__
    print(frame.f_code.co_name, event, arg)


def profiled(function, *args):
    sys.setprofile(show)
    try:
        return function(*args)
    finally:
        sys.setprofile(None)


def plain(x):
    y = x + 1
    return y


def built_in(items):
    items.append(len(items))
    return max(items), int('7')


def failing(items):
    try:
        items.index(77)
    except ValueError:
        return None


def generator():
    yield 1
    yield 2


def consumer():
    return [n for n in (1, 2)] and next(generator())


def passes_on():
    return raises()


def raises():
    raise KeyError(1)


print(profiled(plain, 1))
print(profiled(built_in, [3]))
print(profiled(failing, []))
try:
    profiled(passes_on)
except KeyError as e:
    print('came', e)
print(sys.getprofile())


# Not inside of the function, and no longer once it has raised.
def broken(frame, event, arg):
    raise RuntimeError(event)


sys.setprofile(broken)
try:
    plain(1)
except RuntimeError as e:
    print(e, sys.getprofile())
print(plain(1))

threading.setprofile(show)
print(threading.getprofile() is show)
thread = threading.Thread(target=plain, args=(5,))
thread.start()
thread.join()
threading.setprofile(None)
print(threading.getprofile())
