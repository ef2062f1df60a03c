from . import context
from .process import AuthenticationError, BufferTooShort, ProcessError, TimeoutError

for _name in context._NAMES:
    globals()[_name] = getattr(context._default_context, _name)

from .util import SUBDEBUG, SUBWARNING

__all__ = list(context._NAMES)
