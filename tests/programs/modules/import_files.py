# Modules that are files beside the program: packages, relative imports, reloading, specs, what is missing.
import importlib
import importlib.util
import os
import sys

os.makedirs("shapes/round")
files = {
    "plain.py": 'import sys\ncount = 1\ndef where():\n    return __name__, __package__, os_name()\ndef os_name():\n    return __file__.rpartition("/")[2]\n',
    "shapes/__init__.py": "from .square import area\nfrom . import round\n",
    "shapes/square.py": "def area(side):\n    return side * side\n",
    "shapes/round/__init__.py": "from ..square import area as square_area\nfrom .circle import Circle\n",
    "shapes/round/circle.py": "class Circle:\n    pass\n",
    "broken.py": "x = 1\nraise ValueError('at import')\n",
}
for name, text in files.items():
    with open(name, "w") as f:
        f.write(text)
sys.path.insert(0, os.getcwd())

import plain
print(plain.where(), plain.count, "plain" in sys.modules, plain is importlib.import_module("plain"))
with open("plain.py", "w") as f:
    f.write("count = 22\n")
sys.dont_write_bytecode = True
print(importlib.reload(plain) is plain, plain.count, hasattr(plain, "where"))
import shapes.round.circle as circle
import shapes
print(circle.Circle, shapes.area(3), shapes.round.square_area(4), shapes.round.Circle is circle.Circle)
print(importlib.import_module(".square", "shapes").__name__, shapes.__name__, shapes.square.__package__)
for name in ("broken", "nowhere", "shapes.nothing", "plain.deeper"):
    try:
        importlib.import_module(name)
    except Exception as e:
        print(type(e).__name__, e, name in sys.modules)
try:
    from shapes import triangle
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0])
print(importlib.util.find_spec("nowhere"), importlib.util.find_spec("json").name, importlib.util.find_spec("shapes.square").name)
spec = importlib.util.spec_from_file_location("other_name", "shapes/square.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.__name__, module.area(5))
