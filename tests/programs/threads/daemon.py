# Daemon threads: the flag, inheritance, and a program that ends while one waits.
import threading

never = threading.Event()
started = threading.Event()


def forever():
    started.set()
    never.wait()
    print("never printed")


d = threading.Thread(target=forever, daemon=True)
print(d.daemon, threading.Thread().daemon)
d.start()
started.wait()
print(d.is_alive())
try:
    d.daemon = False
except RuntimeError as e:
    print(e)
d.join(0.01)
print("still", d.is_alive())
children = []


def parent():
    children.append(threading.Thread().daemon)
    children.append(threading.Thread(daemon=False).daemon)


p = threading.Thread(target=parent, daemon=True)
p.start()
p.join()
print(children)
q = threading.Thread(target=parent)
q.daemon = True
print(q.daemon)
finished = threading.Event()


def late():
    finished.wait()
    print("non-daemon thread ends after main")


threading.Thread(target=late).start()
print("main ends")
finished.set()
