import _weft

class Error(ValueError):
    __module__ = 'binascii'

class Incomplete(Exception):
    __module__ = 'binascii'

_weft.register('binascii.Error', Error)
