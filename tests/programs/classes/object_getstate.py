# object.__getstate__, which copy and pickle use.
class A:
    def __init__(self):
        self.x = 1

class B:
    __slots__ = ('y', 'z')

class C(B):
    pass

b = B()
b.y = 2
c = C()
c.y = 3
c.w = 4
print(A().__getstate__(), object().__getstate__(), b.__getstate__(), c.__getstate__())

class D(A):
    def __getstate__(self):
        state = super().__getstate__()
        state['more'] = True
        return state

import copy
import pickle
print(vars(copy.copy(D())), vars(pickle.loads(pickle.dumps(D()))))
