# What `except*` clauses raise again comes together as it stood; what they raise anew stands beside it.


class Shown:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print(repr(value), tb is None, value.__traceback__ is tb)
        return True


with Shown():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        print(e, e.__traceback__ is None)
with Shown():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
with Shown():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError(2)
with Shown():
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise KeyError(2)
with Shown():
    try:
        raise ValueError(2)
    except* ValueError:
        raise
with Shown():
    try:
        raise ValueError(2)
    except* ValueError as e:
        raise e
with Shown():
    try:
        raise ValueError(2)
    except* ValueError:
        1 / 0
with Shown():
    try:
        raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2), ValueError(3)])])
    except* ValueError:
        raise
    except* TypeError as e:
        raise e
with Shown():
    try:
        raise BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(1)])
    except* ValueError as e:
        raise KeyError from None
