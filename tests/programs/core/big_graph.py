# Graph algorithms over dicts: BFS, DFS, Dijkstra, topological sort, union find.
graph = {"A": {"B": 4, "C": 1}, "B": {"D": 1}, "C": {"B": 2, "D": 5}, "D": {"E": 3}, "E": {}, "F": {"A": 1}}


def bfs(start):
    seen, queue, order = {start}, [start], []
    while queue:
        node = queue.pop(0)
        order.append(node)
        for n in graph[node]:
            if n not in seen:
                seen.add(n)
                queue.append(n)
    return order


def dfs(node, seen=None):
    seen = [] if seen is None else seen
    seen.append(node)
    for n in graph[node]:
        if n not in seen:
            dfs(n, seen)
    return seen


def dijkstra(start):
    distance = {start: 0}
    previous = {}
    todo = set(graph)
    while todo:
        node = min(todo, key=lambda n: (distance.get(n, float("inf")), n))
        todo.remove(node)
        if node not in distance:
            break
        for n, w in graph[node].items():
            if (d := distance[node] + w) < distance.get(n, float("inf")):
                distance[n], previous[n] = d, node
    return distance, previous


def path(previous, end):
    out = [end]
    while out[-1] in previous:
        out.append(previous[out[-1]])
    return "->".join(reversed(out))


def topological():
    indegree = {n: 0 for n in graph}
    for edges in graph.values():
        for n in edges:
            indegree[n] += 1
    ready, order = [n for n, d in indegree.items() if d == 0], []
    while ready:
        node = ready.pop()
        order.append(node)
        for n in graph[node]:
            indegree[n] -= 1
            if not indegree[n]:
                ready.append(n)
    return order


class UnionFind:
    def __init__(self, items):
        self.parent = {i: i for i in items}

    def find(self, i):
        while self.parent[i] != i:
            self.parent[i] = i = self.parent[self.parent[i]]
        return i

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        self.parent[max(a, b)] = min(a, b)
        return True


def kruskal():
    edges = sorted((w, a, b) for a, out in graph.items() for b, w in out.items())
    uf = UnionFind(graph)
    return [(a, b, w) for w, a, b in edges if uf.union(a, b)]


def all_paths(a, b, so_far=()):
    so_far += (a,)
    if a == b:
        yield so_far
    for n in graph[a]:
        if n not in so_far:
            yield from all_paths(n, b, so_far)


print(bfs("A"), dfs("A"), bfs("F"))
distance, previous = dijkstra("A")
print(distance, path(previous, "E"), path(previous, "A"))
print(topological(), kruskal(), sum(w for *_, w in kruskal()))
for p in sorted(all_paths("F", "E"), key=len):
    print(" ".join(p), sum(graph[x][y] for x, y in zip(p, p[1:])))
matrix = [[graph[a].get(b, 0) for b in graph] for a in graph]
for row in matrix:
    print(*row)
reverse = {}
for a, out in graph.items():
    for b in out:
        reverse.setdefault(b, []).append(a)
print(reverse, [n for n in graph if n not in reverse], {n: len(out) for n, out in graph.items()})
