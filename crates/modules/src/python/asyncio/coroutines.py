# Coroutines, under the name that programs import them by.

from .tasks import iscoroutine, iscoroutinefunction
