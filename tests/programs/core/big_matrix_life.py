# Matrices with operators, Game of Life on sets, and a spiral walk.
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other.rows)] for r in self.rows])

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    __rmul__ = __mul__

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    def __getitem__(self, key):
        i, j = key
        return self.rows[i][j]

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __eq__(self, other):
        return self.rows == other.rows

    def transpose(self):
        return Matrix(zip(*self.rows))

    def det(self):
        if len(self.rows) == 1:
            return self.rows[0][0]
        return sum((-1) ** j * self.rows[0][j] * Matrix([r[:j] + r[j + 1:] for r in self.rows[1:]]).det() for j in range(len(self.rows)))

    def __str__(self):
        width = max(len(str(v)) for r in self.rows for v in r)
        return "\n".join(" ".join(str(v).rjust(width) for v in r) for r in self.rows)


m = Matrix([[1, 2], [3, 4]])
print(m @ m, m + m, 3 * m, m.transpose(), sep="\n--\n")
print((Matrix([[1, 1], [1, 0]]) ** 90)[0, 1], m.det(), Matrix([[2, 0, 1], [1, 3, 2], [1, 1, 4]]).det(), m @ Matrix.identity(2) == m)
m[0, 1] = -20
print(m)


def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}


def draw(cells, w=8, h=6):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(w)) for y in range(h))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(13):
    if generation % 4 == 0:
        print(generation, len(glider))
        print(draw(glider))
    glider = step(glider)
print(sorted(glider))


def spiral(n):
    grid = [[0] * n for _ in range(n)]
    x = y = 0
    dx, dy = 1, 0
    for i in range(1, n * n + 1):
        grid[y][x] = i
        if not (0 <= x + dx < n and 0 <= y + dy < n and grid[y + dy][x + dx] == 0):
            dx, dy = -dy, dx
        x, y = x + dx, y + dy
    return grid


for row in spiral(5):
    print("".join(f"{v:3}" for v in row))
