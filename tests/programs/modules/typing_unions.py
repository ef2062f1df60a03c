# Unions of types: Optional and Union with type variables, flattening, hints, and dataclasses made at run time.
from dataclasses import dataclass, fields, make_dataclass
from typing import Generic, List, Optional, TypeVar, Union, get_args, get_type_hints

T = TypeVar("T")
print(get_args(Optional[int]), get_args(Union[int, str, int]), Union[int] is int, Union[int, None] == Optional[int])
print(get_args(Union[int, Union[str, bytes]]), get_args(Optional[T][str]), get_args(Union[List[T], T][int]))
print(Optional[int].__parameters__, Union[T, int].__parameters__, hash(Optional[int]) == hash(Union[None, int]))
print(isinstance(3, Union[int, str]), isinstance(None, Optional[str]), isinstance(2.5, int | str), issubclass(bool, int | str))


@dataclass
class Node(Generic[T]):
    value: T
    next: Optional["Node[T]"] = None


print(Node(1, Node(2)), [f.name for f in fields(Node)])


def find(items: List[int], default: Optional[int] = None) -> Union[int, str, None]: ...


hints = get_type_hints(find)
print(get_args(hints["return"]), get_args(hints["default"]), list(hints))
Point = make_dataclass("Point", ["x", ("y", int), ("label", Optional[str], None)])
print(Point(1, 2), Point(3, 4, "here"))
for bad in ("Union[()]", "Optional[int][str]", "Optional[int, str]"):
    try:
        eval(bad)
    except TypeError:
        print(bad, "TypeError")
