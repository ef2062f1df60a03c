# Annotations that are text, of classes and functions, as `typing.get_type_hints` reads them.
from __future__ import annotations
import typing
from dataclasses import dataclass
@dataclass
class Node:
    data: int
    next: Node | None = None
class Sub(Node):
    name: "str" = ""
    kind: typing.ClassVar[list[int]] = []
    def method(self, other: Sub, *rest: "int") -> dict[str, Node]:
        return {}
print(typing.get_type_hints(Node))
print(typing.get_type_hints(Sub))
print(typing.get_type_hints(Sub.method))
print(Node.__annotations__, Sub.method.__annotations__["return"])
print(Node(1, Node(2)))
try:
    class Bad:
        x: Nowhere
    typing.get_type_hints(Bad)
except NameError as e:
    print(e)
