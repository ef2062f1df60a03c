# Time limits, under the name that programs import them by.

from .tasks import Timeout, timeout, timeout_at
