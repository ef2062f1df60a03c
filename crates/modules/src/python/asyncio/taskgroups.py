# Groups of tasks, under the name that programs import them by.

from .tasks import TaskGroup
