# What the collector finds dead is finalised: `__del__`, generators that wait inside a `try`, callbacks of weak references.
import gc
import weakref


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('finalised', self.name)


one = Noisy('one')
del one
gc.collect()
print('after one')

left, right = Noisy('left'), Noisy('right')
left.other, right.other = right, left
del left, right
gc.collect()
gc.collect()
print('after the cycle')


def waiting():
    try:
        yield 1
    finally:
        print('closed')


generator = waiting()
next(generator)
generator = None
gc.collect()
print('after the generator')

unstarted = waiting()
del unstarted
gc.collect()
print('nothing to close')


class Plain:
    pass


target = Plain()
reference = weakref.ref(target, lambda r: print('callback', r() is None))
del target
gc.collect()
print('after the reference')


class Phoenix:
    def __del__(self):
        global saved
        saved = self
        print('risen')


phoenix = Phoenix()
del phoenix
gc.collect()
print(type(saved).__name__, gc.is_finalized(saved))
del saved
gc.collect()
print('not twice')

values = weakref.WeakValueDictionary()
item = Plain()
values['item'] = item
print(len(values))
del item
gc.collect()
print(len(values))


def scope():
    inner = Noisy('inner')
    inner.name += ' object'


scope()
gc.collect()
print('after the function')

first = Noisy('first global')
second = Noisy('second global')
print('end')
