# What most programs use, so that the first file of the workers' wasm has it: see rehearsal.rs. Processes are not in it:
# what copies a process is large, and the second file is there before most people have clicked.

import queue
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass
class Order:
    name: str
    price: float = 1.5
    count: int = 1

    def total(self):
        return self.price * self.count

    def __repr__(self):
        return f"<{self.name} {self.total():.2f}>"


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.lock = threading.Lock()
        self.history = []

    @property
    def balance(self):
        return self._balance

    @staticmethod
    def check(amount):
        if amount <= 0:
            raise ValueError(f"bad amount: {amount!r}")

    def pay(self, amount, *, note=None):
        self.check(amount)
        with self.lock:
            self._balance += amount
            self.history.append((note or "paid", amount))
        return self


class Savings(Account):
    rate = 0.02

    def __init__(self, owner):
        super().__init__(owner, 100)

    def pay(self, amount, **options):
        return super().pay(amount * (1 + self.rate), **options)


def texts():
    words = "the quick brown fox jumps over the lazy dog, the end.".strip(".").replace(",", "").split()
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    lines = [f"{word:<8}|{n:>3}|{n / len(words):6.1%}" for word, n in top]
    print("\n".join(lines), "%-5s %03d %.2f" % ("old", 7, 2.5), "{} {!r} {:,}".format("a", "b", 10**6))
    print("abc".upper().title(), "a-b".partition("-"), "x".join(["1", "2"]), "abcdef"[1:4][::-1], "b" in "abc", sep=" | ", end="!\n")
    print("  pad".lstrip().ljust(8, "."), "7".zfill(3), "aXb".lower().startswith("ax"), "abc".find("c"), ord("a"), chr(98), [*"hi"])
    print(b"bytes".decode(), "text".encode(), bytes([1, 2]), hex(255), bin(5), int("12"), float("1.5"), str(None), repr("a'b"), ascii("é"))


def numbers():
    print(2**10, 7 // 2, -7 % 3, 7 / 2, 1e100, 0.1 + 0.2, round(2.567, 2), abs(-3), divmod(7, 2), 5 & 3, 1 << 40, 3 ** -1)
    print(max(3, 1), min([4, 2]), sum(range(10)), 1 < 2 < 3, not 0, 3 == 3.0, 1_000, int(3.9), 10**12)


def containers():
    table = {"a": [1, 2], "b": (3,), 4: {5, 6}}
    table.setdefault("c", []).append(1)
    table.update(d=4)
    del table["d"]
    first, *rest = [n * n for n in range(10) if n % 2]
    print(table, first, rest, {n: n for n in range(3)}, {*rest} & {9, 25}, (1, 2) + (3,), [0] * 3, list(zip("ab", [1, 2])))
    items = list(range(5))
    items.insert(1, 9), items.extend([7]), items.remove(3), items.sort(reverse=True), items.pop(), items.reverse()
    print(items, items.index(9), items.count(1), items[-1], items[1:3], any(items), all(items), len(table), 2 in items, list(reversed(items)))
    print(list(map(str, items)), list(filter(None, [0, 1])), dict(a=1), list(enumerate("xy", 1)), table.pop("a"), "z" in table, sorted("hello"))
    for key, value in table.items():
        key, value = value, key
    print(list(table.keys()), list(table.values()), isinstance(items, list), type(items).__name__, id(items) == id(items))
    table[len(table)], items[0] = "new", items[0] + 1


def generator(n):
    for i in range(n):
        got = yield i
        if got:
            return got


def errors():
    account = Savings("Ann").pay(5, note="gift")
    try:
        account.pay(-1)
    except ValueError as e:
        print("error:", e, type(e), account.balance, account.history)
    else:
        print("none")
    finally:
        print(sum(generator(5)), next(generator(1)), getattr(account, "owner"), hasattr(account, "x"))
    for wrong in (lambda: 1 / 0, lambda: {}["x"], lambda: [][1], lambda: None.x, lambda: unknown, lambda: int("x"), lambda: "a" + 1):
        try:
            wrong()
        except (ArithmeticError, LookupError, AttributeError, NameError, ValueError, TypeError) as e:
            print(f"{type(e).__name__}: {e}", file=sys.stderr)


counter = 0


def count(n, lock):
    global counter
    for _ in range(n):
        with lock:
            counter += 1


def produce(q, n):
    for i in range(n):
        q.put(("item", i))
        time.sleep(0.0001)
    q.put(None)


def consume(q):
    while True:
        item = q.get()
        if item is None:
            break
    try:
        q.get(timeout=0.001)
    except queue.Empty:
        print(threading.current_thread().name, "is done")


def threads():
    lock, q, event = threading.Lock(), queue.Queue(maxsize=2), threading.Event()
    workers = [threading.Thread(target=count, args=(50, lock), name=f"w{i}") for i in range(3)]
    workers += [threading.Thread(target=produce, args=(q, 5)), threading.Thread(target=consume, args=(q,), daemon=True)]
    workers.append(threading.Thread(target=event.wait))
    for w in workers:
        w.start()
    event.set()
    for w in workers:
        w.join()
    with ThreadPoolExecutor(max_workers=2) as pool:
        print(counter, list(pool.map(pow, [1, 2], [3, 4])), pool.submit(len, "abc").result(), threading.active_count())


if __name__ == "__main__":
    print(Order("tea", count=2), Order("a") == Order("a"))
    texts()
    numbers()
    containers()
    errors()
    threads()
    print(time.perf_counter() > 0, time.time() > 0, sys.argv[1:])
