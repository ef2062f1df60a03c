# Processes share nothing: globals, lists, objects and class attributes stay as they were.
import multiprocessing as mp

counter = 0
items = []


class Box:
    total = 0

    def __init__(self): self.content = []


def change(box, numbers, q):
    global counter
    counter += 100
    items.append("child")
    Box.total = 5
    box.content.append("child")
    numbers[0] = 99
    q.put((counter, items, Box.total, box.content, numbers))


def add(q, n):
    global counter
    counter += n
    q.put(counter)


if __name__ == "__main__":
    q = mp.Queue()
    box, numbers = Box(), [1, 2]
    p = mp.Process(target=change, args=(box, numbers, q))
    p.start()
    print("child ", q.get())
    p.join()
    print("parent", (counter, items, Box.total, box.content, numbers))
    results = []
    for n in (1, 2, 3):
        p = mp.Process(target=add, args=(q, n))
        p.start()
        results.append(q.get())
        p.join()
    print(results, counter)
    sent = {"k": [1]}
    q.put(sent)
    got = q.get()
    print(got == sent, got is sent, got["k"] is sent["k"])
