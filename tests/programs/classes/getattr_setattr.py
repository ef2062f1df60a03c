# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, dynamic proxies.
class Lazy:
    known = "class attr"

    def __init__(self): self.real = 1

    def __getattr__(self, name):
        if name.startswith("x"):
            print("making", name)
            value = name * 2
            setattr(self, name, value)
            return value
        raise AttributeError(f"no {name} here")


o = Lazy()
print(o.real, o.known, o.xy, o.xy, hasattr(o, "nope"), getattr(o, "nope", "dflt"))
try:
    o.other
except AttributeError as e:
    print(e)


class Watch:
    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __getattribute__(self, name):
        if name == "secret":
            return "hidden value"
        return super().__getattribute__(name)


w = Watch()
w.a = 1
w.a += 5
setattr(w, "b", 2)
del w.a
print(w.secret, w.b, w.__dict__, hasattr(w, "a"))


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "_log", [])

    def __getattr__(self, name):
        self._log.append(name)
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)


class T:
    v = 1
    def m(self, x): return x + self.v


t = T()
p = Proxy(t)
p.v = 10
print(p.m(5), t.v, p.v, p._log)
lp = Proxy([3, 1, 2])
lp.sort()
print(lp._target, lp.index(2))
try:
    len(lp)
except TypeError as e:
    print(e)


class Frozen:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __setattr__(self, name, value): raise AttributeError(f"cannot set {name}")
    def __dir__(self): return ["zeta", "alpha"]


f = Frozen(a=1)
try:
    f.a = 2
except AttributeError as e:
    print(e, f.a, dir(f))


class Chain:
    def __init__(self, path=""): self.path = path
    def __getattr__(self, name): return Chain(f"{self.path}/{name}")
    def __call__(self, *args): return self.path + "".join(f"({a})" for a in args)


print(Chain().users.list(5), Chain().a.b.c())


class Both:
    def __getattribute__(self, name):
        print("ga", name, end=" ")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        print("fallback", name, end=" ")
        return None


b = Both()
b.x = 1
print(b.x, b.y)
class AttrDict(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


a = AttrDict(k=1)
a.z = 2
print(a.k, a["z"], a)
try:
    a.nope
except KeyError as e:
    print("KeyError", e)
