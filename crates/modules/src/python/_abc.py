# What `abc` is built on: abstract methods, registration, and the subclass check with its caches.

# `typing` lets the checks of `abc` do what it refuses to others, and knows them by their module.
__name__ = 'abc'

_counter = 0

class _Data:
    __slots__ = ('registry', 'positive', 'negative', 'version')

    def __init__(self):
        self.registry = []
        self.positive = set()
        self.negative = set()
        self.version = _counter

def get_cache_token():
    return _counter

def _abc_init(cls):
    namespace = cls.__dict__
    abstract = {name for name, value in list(namespace.items()) if _is_abstract(value)}
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if _is_abstract(getattr(cls, name, None)):
                abstract.add(name)
    cls.__abstractmethods__ = frozenset(abstract)
    cls._abc_impl = _Data()

def _is_abstract(value):
    return value is not None and getattr(value, '__isabstractmethod__', False)

def _abc_register(cls, subclass):
    global _counter
    if not isinstance(subclass, type):
        raise TypeError('Can only register classes')
    if issubclass(subclass, cls):
        return subclass
    if issubclass(cls, subclass):
        raise RuntimeError('Refusing to create an inheritance cycle')
    cls._abc_impl.registry.append(subclass)
    _counter += 1
    return subclass

def _abc_instancecheck(cls, instance):
    data = cls._abc_impl
    kind = type(instance)
    subclass = getattr(instance, '__class__', kind)
    if subclass in data.positive:
        return True
    if subclass is kind:
        if data.version == _counter and subclass in data.negative:
            return False
        return cls.__subclasscheck__(subclass)
    return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

def _abc_subclasscheck(cls, subclass):
    if not isinstance(subclass, type):
        raise TypeError('issubclass() arg 1 must be a class')
    data = cls._abc_impl
    if subclass in data.positive:
        return True
    if data.version != _counter:
        data.negative = set()
        data.version = _counter
    elif subclass in data.negative:
        return False
    found = cls.__subclasshook__(subclass)
    if found is NotImplemented:
        found = _is_subclass(cls, subclass, data)
    elif not isinstance(found, bool):
        raise AssertionError('__subclasshook__ must return either True or False, or NotImplemented')
    (data.positive if found else data.negative).add(subclass)
    return found

def _is_subclass(cls, subclass, data):
    if cls in subclass.__mro__:
        return True
    for other in data.registry:
        if issubclass(subclass, other):
            return True
    for other in cls.__subclasses__():
        if issubclass(subclass, other):
            return True
    return False

def _get_dump(cls):
    data = cls._abc_impl
    return set(data.registry), set(data.positive), set(data.negative), data.version

def _reset_registry(cls):
    cls._abc_impl.registry.clear()

def _reset_caches(cls):
    cls._abc_impl.positive.clear()
    cls._abc_impl.negative.clear()
