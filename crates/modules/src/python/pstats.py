# Programs cannot be profiled from within, so there is nothing to make statistics of.

__all__ = ['Stats', 'SortKey']

class SortKey:
    CALLS = 'calls'
    CUMULATIVE = 'cumulative'
    FILENAME = 'filename'
    LINE = 'line'
    NAME = 'name'
    NFL = 'nfl'
    PCALLS = 'pcalls'
    STDNAME = 'stdname'
    TIME = 'time'

class Stats:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError('pstats is not available in Weft')
