# hashlib.shake_128 and shake_256: digests of any length.
import hashlib

for name in ("shake_128", "shake_256"):
    make = getattr(hashlib, name)
    h = make(b"abc")
    print(h.name, h.digest_size, h.block_size, h.hexdigest(16), h.digest(0))
    print(make().hexdigest(32))
    print(hashlib.new(name, b"x" * 1000).hexdigest(400)[-40:])
    copy = h.copy()
    h.update(b"d" * 135)
    print(h.hexdigest(8), copy.hexdigest(8), make(b"abc" + b"d" * 135).hexdigest(8))
    print(name in hashlib.algorithms_guaranteed, name in hashlib.algorithms_available)
    for size in (167, 168, 169, 135, 136, 137):
        print(make(b"a" * size).hexdigest(4), end=" ")
    print()
