# Thread names, current_thread, main_thread, enumerate, active_count, ident.
import threading

print(threading.current_thread().name, threading.main_thread().name, threading.active_count(), [t.name for t in threading.enumerate()])
names = []


def work():
    names.append(threading.current_thread().name)


ts = [threading.Thread(target=work) for _ in range(2)]
print([t.name for t in ts])
ts.append(threading.Thread(target=work, name="custom"))
ts.append(threading.Thread(target=lambda: work()))


class Sub(threading.Thread):
    def run(self):
        work()


ts.append(Sub())
ts.append(Sub(name="named-sub"))
for t in ts:
    t.start()
    t.join()
print(names)
ts[0].name = "renamed"
print(ts[0].name, ts[0].ident is not None, threading.Thread().ident)
gate = threading.Event()
inside = threading.Event()
info = {}


def waiter():
    me = threading.current_thread()
    info["same"] = me is t and threading.get_ident() == me.ident
    info["main"] = threading.main_thread().name
    inside.set()
    gate.wait()


t = threading.Thread(target=waiter, name="waiter")
t.start()
inside.wait()
print(info, threading.active_count(), sorted(x.name for x in threading.enumerate()), t.is_alive())
gate.set()
t.join()
print(threading.active_count(), t.is_alive(), t.ident == t.ident, threading.get_ident() == threading.main_thread().ident)
print(threading.current_thread().daemon, threading.main_thread().is_alive())
idents = set()
hold = threading.Barrier(4)


def collect():
    idents.add(threading.get_ident())
    hold.wait()


many = [threading.Thread(target=collect) for _ in range(3)]
for m in many:
    m.start()
hold.wait()
for m in many:
    m.join()
print(len(idents), threading.get_ident() in idents)
