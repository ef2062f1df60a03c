# Protocols that have attributes beside methods: checked for instances, not for classes.
from typing import Protocol, runtime_checkable
@runtime_checkable
class Named(Protocol):
    name: str
    def hello(self): ...
class A:
    def __init__(self):
        self.name = "a"
    def hello(self):
        pass
class B:
    def hello(self):
        pass
class C(Named):
    name = "c"
print(isinstance(A(), Named), isinstance(B(), Named), isinstance(C(), Named), isinstance(3, Named))
late = B()
late.name = "late"
print(isinstance(late, Named))
try:
    issubclass(A, Named)
except TypeError as e:
    print(str(e)[:60])
class Unchecked(Protocol):
    x: int
try:
    isinstance(A(), Unchecked)
except TypeError as e:
    print(e)
@runtime_checkable
class Sized(Protocol):
    def __len__(self): ...
print(issubclass(list, Sized), isinstance("", Sized), issubclass(int, Sized))
