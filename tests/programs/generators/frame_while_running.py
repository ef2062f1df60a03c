# The frame of a generator or coroutine shows the line and variables where it is, also while it runs.
def gen():
    x = 1
    print(own.gi_frame.f_lineno, sorted(own.gi_frame.f_locals))
    yield x
    y = 2
    print(own.gi_frame.f_lineno, sorted(own.gi_frame.f_locals), own.gi_running)
own = gen()
next(own)
print(own.gi_frame.f_lineno, own.gi_frame.f_locals)
print(next(own, "end"), own.gi_frame)
async def main():
    a = 5
    print(coro.cr_frame.f_lineno, coro.cr_frame.f_locals)
    return (
        coro.cr_frame.f_lineno
    )
coro = main()
try:
    coro.send(None)
except StopIteration as e:
    print(e.value)
