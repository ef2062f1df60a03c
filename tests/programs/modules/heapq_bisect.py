# heapq and bisect: heaps of tuples, merge, nlargest; insertion points, keys; array of tasks.
import bisect
import heapq

h = []
for x in (5, 1, 8, 3, 9, 2, 7):
    heapq.heappush(h, x)
print(h, h[0], [heapq.heappop(h) for _ in range(len(h))])
h = [9, 4, 7, 1, 8, 2]
heapq.heapify(h)
print(h, heapq.heappushpop(h, 0), heapq.heappushpop(h, 5), heapq.heapreplace(h, 10), h)
print(heapq.nlargest(3, [4, 9, 1, 7]), heapq.nsmallest(2, [4, 9, 1, 7]), heapq.nlargest(2, ["aaa", "b", "cc"], key=len), heapq.nsmallest(10, [3, 1]), heapq.nlargest(1, []), heapq.nsmallest(2, [(2, "b"), (1, "z"), (1, "a")]))
print(list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge("adz", "bce", reverse=False)), list(heapq.merge([9, 3], [5, 1], reverse=True)), list(heapq.merge(["a", "bbb"], ["cc"], key=len)))
for bad in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heapify((1, 2)), lambda: heapq.heappush([1], "a")):
    try:
        bad()
    except (IndexError, TypeError) as e:
        print(type(e).__name__, e)
tasks, order = [], []
for i, (priority, name) in enumerate([(3, "low"), (1, "urgent"), (2, "mid"), (1, "also urgent")]):
    heapq.heappush(tasks, (priority, i, name))
while tasks:
    order.append(heapq.heappop(tasks)[2])
print(order)


def dijkstra(graph, start):
    dist, queue = {}, [(0, start)]
    while queue:
        d, node = heapq.heappop(queue)
        if node in dist:
            continue
        dist[node] = d
        for n, w in graph.get(node, {}).items():
            heapq.heappush(queue, (d + w, n))
    return dist


print(dijkstra({"a": {"b": 7, "c": 3}, "c": {"b": 1, "d": 2}, "b": {"d": 8}}, "a"))


def heapsort(xs):
    h = list(xs)
    heapq.heapify(h)
    return [heapq.heappop(h) for _ in range(len(h))]


print(heapsort([x * 37 % 101 for x in range(20)]))
l = [1, 3, 3, 5, 7]
print([bisect.bisect_left(l, x) for x in (0, 1, 3, 4, 7, 9)], [bisect.bisect_right(l, x) for x in (0, 1, 3, 4, 7, 9)], bisect.bisect(l, 3), bisect.bisect_left(l, 3, 2), bisect.bisect_right(l, 3, 0, 2))
bisect.insort(l, 4); bisect.insort_left(l, 3.0); bisect.insort_right(l, 0)
print(l)
rows = [("a", 1), ("b", 5), ("c", 9)]
print(bisect.bisect_left(rows, 5, key=lambda r: r[1]), bisect.bisect_right(rows, 4, key=lambda r: r[1]))
bisect.insort(rows, ("x", 6), key=lambda r: r[1])
print(rows)


def grade(score): return "FDCBA"[bisect.bisect([60, 70, 80, 90], score)]


print([grade(s) for s in (59, 60, 75, 89, 90, 100)], bisect.bisect([], 1), bisect.bisect_left("abc", "b"))


def lis(xs):
    tails = []
    for x in xs:
        i = bisect.bisect_left(tails, x)
        tails[i:i + 1] = [x]
    return len(tails)


print(lis([10, 9, 2, 5, 3, 7, 101, 18]), lis([]))
try:
    bisect.bisect([1, 2], "a")
except TypeError as e:
    print(type(e).__name__)
