# Linked list, binary tree, heap, LRU cache and a state machine by hand.
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, items=()):
        self.head = None
        for i in reversed(list(items)):
            self.head = Node(i, self.head)

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def reverse(self):
        previous = None
        node = self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"


class Tree:
    def __init__(self):
        self.root = None

    def insert(self, key):
        def go(node):
            if node is None:
                return [key, None, None]
            node[1 if key < node[0] else 2] = go(node[1 if key < node[0] else 2])
            return node
        self.root = go(self.root)

    def __iter__(self):
        def go(node):
            if node:
                yield from go(node[1])
                yield node[0]
                yield from go(node[2])
        return go(self.root)

    def height(self):
        def go(node):
            return 0 if node is None else 1 + max(go(node[1]), go(node[2]))
        return go(self.root)


class Heap:
    def __init__(self):
        self.a = []

    def push(self, v):
        a = self.a
        a.append(v)
        i = len(a) - 1
        while i and a[i] < a[(i - 1) // 2]:
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        a[0], a[-1] = a[-1], a[0]
        top = a.pop()
        i = 0
        while (c := 2 * i + 1) < len(a):
            if c + 1 < len(a) and a[c + 1] < a[c]:
                c += 1
            if a[i] <= a[c]:
                break
            a[i], a[c] = a[c], a[i]
            i = c
        return top


class LRU:
    def __init__(self, size):
        self.size, self.data, self.hits = size, {}, 0

    def get(self, key, make):
        if key in self.data:
            self.hits += 1
            self.data[key] = self.data.pop(key)
        else:
            self.data[key] = make(key)
            if len(self.data) > self.size:
                del self.data[next(iter(self.data))]
        return self.data[key]


print(LinkedList(range(4)), LinkedList(), LinkedList("abc").reverse(), list(LinkedList([1])))
tree = Tree()
for k in (50, 20, 70, 10, 30, 60, 80, 65):
    tree.insert(k)
print(list(tree), tree.height(), 65 in tree, 66 in tree, sum(tree))
heap = Heap()
for v in (5, 3, 8, 1, 9, 2, 7):
    heap.push(v)
print(heap.a, [heap.pop() for _ in range(7)])
cache = LRU(2)
print([cache.get(k, lambda k: k * k) for k in (2, 3, 2, 4, 3, 2)], cache.data, cache.hits)
table = {("idle", "coin"): "ready", ("ready", "push"): "idle", ("ready", "coin"): "ready", ("idle", "push"): "idle"}
state, trace = "idle", []
for event in "push coin coin push push".split():
    state = table[state, event]
    trace.append(state)
print(trace)


def sieve(n):
    flags = [True] * (n + 1)
    flags[:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]


print(sieve(60), len(sieve(5000)))
board = [(a, b, c) for a in range(1, 30) for b in range(a, 30) for c in range(b, 30) if a * a + b * b == c * c]
print(board)
