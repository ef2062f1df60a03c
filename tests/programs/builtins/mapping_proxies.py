# `str` of a mapping proxy is that of the mapping, `repr` names the type.
from types import MappingProxyType
class A:
    x = 1
plain = MappingProxyType({"a": 1, "b": [2]})
print(plain)
print(repr(plain), f"{plain}", f"{plain!r}", str(plain) == str({"a": 1, "b": [2]}))
print([plain], "%s" % plain, "{}".format(plain))
shown = str(A.__dict__)
print(shown[:1], "'x': 1" in shown, repr(A.__dict__)[:13])
class Shown:
    def __repr__(self):
        return "<shown>"
print(MappingProxyType({1: Shown()}), [MappingProxyType({1: Shown()})])
print(str(MappingProxyType(MappingProxyType({1: 2}))))
