# The event loop, under the name that programs import it by.

from .events import BaseEventLoop
