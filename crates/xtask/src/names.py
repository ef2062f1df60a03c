"""Prints, as JSON, what the editor offers: the names in Weft's modules, with the signatures of what can be called.

Weft runs it, so that nothing is offered that is not there. Its arguments are the names of the modules. A name's value
is its signature if it can be called, with a "C" before it if it is a class, and otherwise "". `members` has what
instances of a class, or what a function makes, have; under the name by which a program calls it.
"""

import builtins
import importlib
import inspect
import json
import keyword
import re
import sys

# Built-ins of which inspect knows nothing, or nothing that helps.
SIGNATURES = {
    "bool": "(x=False, /)",
    "bytearray": "(source=b'', encoding, errors)",
    "bytes": "(source=b'', encoding, errors)",
    "complex": "(real=0, imag=0)",
    "dict": "(mapping_or_pairs=(), /, **entries)",
    "enumerate": "(iterable, start=0)",
    "filter": "(function, iterable, /)",
    "float": "(x=0.0, /)",
    "frozenset": "(iterable=(), /)",
    "input": "(prompt='', /)",
    "int": "(x=0, /, base=10)",
    "list": "(iterable=(), /)",
    "map": "(function, iterable, /, *iterables)",
    "range": "(start=0, stop, step=1, /)",
    "reversed": "(sequence, /)",
    "set": "(iterable=(), /)",
    "slice": "(start=None, stop, step=None, /)",
    "str": "(object='', encoding, errors)",
    "super": "(type, object_or_type, /)",
    "tuple": "(iterable=(), /)",
    "type": "(object, /)",
    "zip": "(*iterables, strict=False)",
}

# Modules whose classes programs make objects of and call the methods of.
WITH_MEMBERS = ["builtins", "threading", "queue", "multiprocessing", "concurrent.futures", "collections", "random",
                "asyncio", "datetime"]

# Functions that make objects of classes that a program does not name.
FACTORIES = ["threading.Lock()", "threading.RLock()", "threading.current_thread()", "multiprocessing.Queue()",
             "multiprocessing.SimpleQueue()", "multiprocessing.JoinableQueue()", "multiprocessing.Lock()",
             "multiprocessing.RLock()", "multiprocessing.Event()", "multiprocessing.Condition()",
             "multiprocessing.Semaphore()", "multiprocessing.BoundedSemaphore()", "multiprocessing.Barrier(1)",
             "multiprocessing.Value('i')", "multiprocessing.Array('i', 1)", "multiprocessing.Process()"]


# The classes of objects that functions make which are not called here.
CLASSES = {"multiprocessing.Pool": "multiprocessing.pool.Pool",
           "multiprocessing.Manager": "multiprocessing.managers.SyncManager"}


def signature(name, value, method):
    """As Python writes it, without what is bound and without addresses; "(...)" if nothing is known of it."""
    if name in SIGNATURES and getattr(builtins, name) is value:
        return SIGNATURES[name]
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return "()" if inspect.isclass(value) and issubclass(value, BaseException) else "(...)"
    # Outside of strings.
    text = re.sub(r"(?<!')<[^<>]*>", "...", text.partition(" -> ")[0])
    if method:
        text = re.sub(r"^\((self|cls)(, /)?(, |(?=\)))", "(", text)
    return text if len(text) < 240 else "(...)"


def entry(name, value, method=False):
    if not callable(value):
        return ""
    return ("C" if inspect.isclass(value) else "") + signature(name, value, method)


def public(module):
    names = getattr(module, "__all__", None)
    if names is not None:
        return [name for name in names if hasattr(module, name)]
    return [name for name in dir(module) if not name.startswith("_")
            and not inspect.ismodule(getattr(module, name))]


def names_in(module):
    return {name: entry(name, getattr(module, name)) for name in sorted(public(module))}


def members(cls):
    return {name: entry(name, getattr(cls, name, None), True) for name in sorted(dir(cls)) if not name.startswith("_")}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def by_line(table):
    """An entry a line, so that a change of the library is a small change of the file."""
    return ",\n".join(compact(name) + ":" + compact(table[name]) for name in sorted(table))


def main():
    modules, classes = {}, {}
    for name in ["builtins", *sorted(sys.argv[1:])]:
        # "this" prints when it is imported.
        if name == "this" or any(part.startswith("_") for part in name.split(".")):
            continue
        try:
            modules[name] = names_in(importlib.import_module(name))
        except ImportError:
            continue
    for name in WITH_MEMBERS:
        module = importlib.import_module(name)
        for each in public(module):
            value = getattr(module, each)
            if inspect.isclass(value) and not issubclass(value, BaseException):
                classes[each if name == "builtins" else name + "." + each] = members(value)
    for call in FACTORIES:
        module, _, rest = call.partition(".")
        value = eval(call, {module: importlib.import_module(module)})
        members_of = members(type(value))
        # What an object has beside its class's names.
        members_of.update({each: "" for each in getattr(value, "__dict__", {}) if not each.startswith("_")
                           and each not in members_of})
        classes[call.partition("(")[0]] = members_of
    for name, path in CLASSES.items():
        module, _, attribute = path.rpartition(".")
        classes[name] = members(getattr(importlib.import_module(module), attribute))
    print('{"keywords":' + compact(keyword.kwlist + keyword.softkwlist) + ",")
    print('"modules":{\n' + by_line(modules) + "},")
    print('"members":{\n' + by_line(classes) + "}}")


main()
