# What is said of attributes that a thread-local object does not have in this thread.
import threading
data = threading.local()
data.x = 1
class Own(threading.local):
    y = 2
own = Own()
def look():
    for get in (lambda: data.x, lambda: own.z, lambda: own.y, lambda: delattr(data, "x")):
        try:
            print(get())
        except AttributeError as e:
            print(type(e).__name__, str(e).replace("'x'", "x"))
thread = threading.Thread(target=look)
thread.start()
thread.join()
print(data.x, own.y)
