# raise ... from None hides the context in the traceback of an uncaught error.
def lookup(table, key):
    try:
        return table[key]
    except KeyError:
        raise LookupError(f"nothing under {key!r}") from None


class Store:
    def __init__(self):
        self.data = {"a": 1}

    def get(self, key):
        return lookup(self.data, key)


store = Store()
print(store.get("a"))
try:
    store.get("b")
except LookupError as e:
    print("caught:", e, e.__cause__, e.__suppress_context__, repr(e.__context__))
value = store.get("zz") + 1
