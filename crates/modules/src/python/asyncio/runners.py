# Running a program, under the name that programs import it by.

from .events import Runner, run
