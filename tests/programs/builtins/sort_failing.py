# A sort that fails leaves the list as far as it came; sets and NaN have only a partial order.
def sort(items, **options):
    try:
        items.sort(**options)
        print(items)
    except Exception as e:
        print(type(e).__name__, e, items)


sort([3, 1, 2, "a", 0])
sort([3, 1, 2, "a", 0], reverse=True)
sort(["b", "a", None, "c"])
sort([1, 2, 3, 0], key=lambda x: 1 // x)
sort([[2], [1], ["x"], [0]], reverse=True)
sort([2, float("nan"), 1, 0.5, float("nan"), 3])
sort([{1, 2}, {3}, {1}, {2, 3}, {1, 2, 3}])
sort([{1, 2}, {3}, {1}, {2, 3}, {1, 2, 3}], reverse=True)


class Odd:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if self.n == 1:
            raise ValueError("one")
        return self.n < other.n

    def __repr__(self):
        return f"Odd({self.n})"


sort([Odd(5), Odd(3), Odd(4), Odd(1), Odd(0)])
sort([Odd(n * 7 % 101) for n in range(100, 0, -1)])
