# RLock: reentrance, ownership, release by a stranger, recursion through methods.
import threading

lock = threading.RLock()
print(lock.acquire(), lock.acquire(), lock.acquire(blocking=False))
result = []


def other(action):
    try:
        result.append(action())
    except RuntimeError as e:
        result.append(str(e))


def run(action):
    t = threading.Thread(target=other, args=(action,))
    t.start()
    t.join()
    return result.pop()


print(run(lambda: lock.acquire(blocking=False)), run(lambda: lock.acquire(timeout=0.01)), run(lock.release))
lock.release()
lock.release()
print(run(lambda: lock.acquire(blocking=False)))
lock.release()
try:
    lock.release()
except RuntimeError as e:
    print(e)


def take_and_leave():
    got = lock.acquire(blocking=False)
    lock.release()
    return got


print(run(take_and_leave))


class Account:
    def __init__(self):
        self.lock, self.balance, self.log = threading.RLock(), 0, []

    def deposit(self, n):
        with self.lock:
            self.balance += n
            self.log.append(n)

    def move(self, other, n):
        with self.lock:
            with other.lock:
                self.deposit(-n)
                other.deposit(n)

    def nested(self, depth):
        with self.lock:
            return depth if depth == 0 else self.nested(depth - 1)


a, b = Account(), Account()
ts = [threading.Thread(target=a.move, args=(b, i)) for i in range(1, 11)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(a.balance, b.balance, sorted(b.log), a.nested(50))
plain = threading.Lock()
plain.acquire()
print("plain lock again:", plain.acquire(timeout=0.01))
