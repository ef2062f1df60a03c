# The collector's numbers are Weft's own; there are no generations and no reference counts.

garbage = []
callbacks = []
DEBUG_STATS = 1
DEBUG_COLLECTABLE = 2
DEBUG_UNCOLLECTABLE = 4
DEBUG_SAVEALL = 32
DEBUG_LEAK = 38

_thresholds = (2000, 10, 0)
_debug = 0

def isenabled():
    return enabled()

def get_threshold():
    return _thresholds

def set_threshold(threshold0, threshold1=None, threshold2=None):
    global _thresholds
    given = (threshold0, threshold1, threshold2)
    _thresholds = tuple([old if new is None else new for old, new in zip(_thresholds, given)])

def get_count():
    return (0, 0, 0)

def get_stats():
    return [{'collections': 0, 'collected': 0, 'uncollectable': 0} for _ in range(3)]

def get_debug():
    return _debug

def set_debug(flags):
    global _debug
    _debug = flags

def freeze():
    pass

def unfreeze():
    pass

def get_freeze_count():
    return 0

def is_tracked(object, /):
    return not isinstance(object, (int, float, str, bytes, complex, bool, type(None)))
