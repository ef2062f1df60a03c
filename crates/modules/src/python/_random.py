import _weft

class Random(_weft.State):
    vars().update(_weft.natives_of('Random'))

    def __init__(self, seed=None):
        self.seed(seed)

    def seed(self, seed=None, /):
        if seed is None:
            import _system
            seed = _system.entropy()
        elif not isinstance(seed, int):
            seed = hash(seed) & 0xffffffffffffffff
        self._seed(seed)
