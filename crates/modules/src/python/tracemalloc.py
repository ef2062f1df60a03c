# Weft does not note where objects are made: nothing is traced, and asking for it is an error.

class Filter:
    def __init__(self, inclusive, filename_pattern, lineno=None, all_frames=False, domain=None):
        self.inclusive = inclusive
        self.filename_pattern = filename_pattern
        self.lineno = lineno
        self.all_frames = all_frames
        self.domain = domain

def start(nframe=1):
    raise NotImplementedError('tracemalloc.start(): Weft does not trace where memory is allocated')

def stop():
    pass

def is_tracing():
    return False

def clear_traces():
    pass

def get_traceback_limit():
    return 1

def get_object_traceback(obj):
    return None

def get_traced_memory():
    return (0, 0)

def reset_peak():
    pass

def get_tracemalloc_memory():
    return 0

def take_snapshot():
    raise RuntimeError('the tracemalloc module must be tracing memory allocations to take a snapshot')
