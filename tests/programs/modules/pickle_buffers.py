# Buffers that stay outside of a pickle, and pickles that are broken.
import pickle
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
b = bytearray(b'hello' * 3)
bufs = []
data = pickle.dumps(pickle.PickleBuffer(b), protocol=5, buffer_callback=bufs.append)
print(len(data) < 20, len(bufs), type(bufs[0]).__name__)
out = pickle.loads(data, buffers=bufs)
print(type(out).__name__, bytes(out.raw() if isinstance(out, pickle.PickleBuffer) else out))
inband = pickle.loads(pickle.dumps(pickle.PickleBuffer(b), protocol=5)); print(inband, type(inband))
inband = pickle.loads(pickle.dumps(pickle.PickleBuffer(b'ro'), protocol=5)); print(inband, type(inband))
t(lambda: pickle.loads(data))
t(lambda: pickle.loads(data, buffers=[]))
class Big(bytearray):
    def __reduce_ex__(self, protocol):
        if protocol >= 5: return type(self), (pickle.PickleBuffer(self),)
        return type(self), (bytearray(self),)
x = Big(b'abc'); bs = []
d = pickle.dumps(x, protocol=5, buffer_callback=bs.append)
y = pickle.loads(d, buffers=bs); print(y, type(y).__name__, pickle.loads(pickle.dumps(x, 4)))
d = pickle.dumps(x, protocol=5, buffer_callback=lambda b: True); print(pickle.loads(d))
p = pickle.PickleBuffer(b'abc'); m = p.raw(); print(bytes(m), m.readonly, m.format, len(m)); m.release(); p.release(); t(lambda: p.raw()); t(lambda: memoryview(p))
print(bytes(pickle.PickleBuffer(b'xyz')), memoryview(pickle.PickleBuffer(b'xyz')).tolist())
v = memoryview(b'abcdef')[::2]; t(lambda: pickle.PickleBuffer(v).raw())
t(lambda: pickle.dumps(1, 4, buffer_callback=print))
