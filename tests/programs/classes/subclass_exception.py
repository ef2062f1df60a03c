# Subclassing exceptions: args, str, repr, extra attributes, hierarchies.
class AppError(Exception):
    """Base."""


class NotFound(AppError):
    def __init__(self, what, *, code=404):
        super().__init__(f"{what} not found")
        self.what, self.code = what, code


class Silent(AppError):
    def __init__(self, a, b): self.a, self.b = a, b


class Fancy(AppError):
    def __str__(self): return f"fancy: {self.args}"
    def __repr__(self): return "Fancy!"


for e in (AppError(), AppError("msg"), AppError("a", 1), AppError(None), NotFound("page"), NotFound("x", code=500), Silent(1, 2), Fancy("q")):
    print(type(e).__name__, "|", str(e), "|", repr(e), "|", e.args)
for kind in (NotFound, AppError, Exception):
    try:
        raise NotFound("thing")
    except kind as e:
        print(kind.__name__, e, e.what, e.code, isinstance(e, AppError))
try:
    try:
        raise Silent("l", "r")
    except NotFound:
        print("wrong")
    except (ValueError, AppError) as e:
        print("right", e, e.a)
        raise NotFound("second") from e
except AppError as e:
    print(e, repr(e.__cause__), e.__context__ is e.__cause__)


class Coded(KeyError, AppError): pass


try:
    raise Coded("key")
except AppError as e:
    print(str(e), repr(e), [c.__name__ for c in Coded.__mro__])
class WithDefault(ValueError):
    def __init__(self, message="default message"): super().__init__(message)


print(WithDefault(), repr(WithDefault("own")), WithDefault().args)
try:
    raise WithDefault
except ValueError as e:
    print(e)
try:
    raise NotFound
except TypeError as e:
    print(e)


class Group(Exception):
    def __init__(self, errors):
        self.errors = errors
        super().__init__(f"{len(errors)} errors")

    def __iter__(self): return iter(self.errors)


def collect(*fs):
    errors = []
    for f in fs:
        try:
            f()
        except Exception as e:
            errors.append(e)
    if errors:
        raise Group(errors)


try:
    collect(lambda: 1 / 0, lambda: {}["k"], lambda: 1, lambda: int("z"))
except Group as g:
    print(g, [type(e).__name__ for e in g])
e = AppError("x")
e.args = ("changed", 2)
e.extra = "attr"
print(e, e.args, e.extra, vars(e))
e.add_note("a note")
print(e.__notes__)
print(AppError("a") == AppError("a"), AppError.__doc__, issubclass(NotFound, Exception), OSError(2, "No such file").errno, str(OSError(2, "No such file")), repr(StopIteration(5).value))
