# Traceback of a deep recursion: repeated frames are folded.
def down(n):
    if n == 0:
        raise ValueError("bottom")
    down(n - 1)


print("going down")
down(20)
