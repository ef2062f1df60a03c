# What is known of a module before it is loaded, and the one loader there is.

SOURCE_SUFFIXES = ['.py']
BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []

def all_suffixes():
    return SOURCE_SUFFIXES[:]

class ModuleSpec:
    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self.has_location = origin is not None
        self.cached = None

    @property
    def parent(self):
        return self.name if self.submodule_search_locations is not None else self.name.rpartition('.')[0]

    def __eq__(self, other):
        if not isinstance(other, ModuleSpec):
            return NotImplemented
        return (self.name, self.loader, self.origin) == (other.name, other.loader, other.origin)

    def __repr__(self):
        origin = '' if self.origin is None else f', origin={self.origin!r}'
        places = self.submodule_search_locations
        places = '' if places is None else f', submodule_search_locations={places}'
        return f'ModuleSpec(name={self.name!r}, loader={self.loader!r}{origin}{places})'

class BuiltinImporter:
    # The loader of the library's own modules.
    @staticmethod
    def create_module(spec):
        import _weft
        return _weft.import_module(spec.name)

    @staticmethod
    def exec_module(module):
        pass

class SourceFileLoader:
    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def get_filename(self, name=None):
        return self.path

    def get_data(self, path):
        with open(path, 'rb') as file:
            return file.read()

    def get_source(self, name=None):
        return self.get_data(self.path).decode()

    def is_package(self, name=None):
        return self.path.rpartition('/')[2] == '__init__.py'

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        import _finder
        _finder.run_module(module)

    def __eq__(self, other):
        if not isinstance(other, SourceFileLoader):
            return NotImplemented
        return (self.name, self.path) == (other.name, other.path)

    def __hash__(self):
        return hash((self.name, self.path))
