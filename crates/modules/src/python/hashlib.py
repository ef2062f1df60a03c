# A hash object keeps what it was fed and hashes it when asked.

import _hashes

_SIZES = {'md5': (16, 64), 'sha1': (20, 64), 'sha224': (28, 64), 'sha256': (32, 64), 'sha384': (48, 128),
          'sha512': (64, 128), 'sha3_224': (28, 144), 'sha3_256': (32, 136), 'sha3_384': (48, 104),
          'sha3_512': (64, 72), 'shake_128': (0, 168), 'shake_256': (0, 136), 'blake2b': (64, 128), 'blake2s': (32, 64)}

algorithms_guaranteed = set(_SIZES)
algorithms_available = algorithms_guaranteed | {'sha512_224', 'sha512_256'}

__all__ = (*_SIZES, 'new', 'algorithms_guaranteed', 'algorithms_available', 'pbkdf2_hmac', 'file_digest')

def _checked(data):
    if isinstance(data, str):
        raise TypeError('Strings must be encoded before hashing')
    if not isinstance(data, (bytes, bytearray, memoryview)) and not hasattr(data, 'tobytes'):
        raise TypeError('object supporting the buffer API required')
    return bytes(data)

class HASH:
    __module__ = '_hashlib'

    def __init__(self, name, data):
        self.name = name
        self.digest_size, self.block_size = _SIZES.get(name) or (int(name[-3:]) // 8, 128)
        self._data = bytearray(_checked(data))

    def update(self, data, /):
        self._data += _checked(data)

    def digest(self):
        return _hashes.digest(self.name, bytes(self._data))

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        new = type(self).__new__(type(self))
        new.__dict__.update(self.__dict__)
        new._data = self._data[:]
        return new

    def __repr__(self):
        return f'<{self.name} {type(self).__module__}.{type(self).__name__} object @ {id(self):#x}>'

class HASHXOF(HASH):
    __module__ = '_hashlib'

    def digest(self, length):
        return _hashes.shake(self.name, bytes(self._data), length)

    def hexdigest(self, length):
        return self.digest(length).hex()

class _Blake2(HASH):
    __module__ = '_blake2'

    def digest(self):
        return _hashes.blake2(self.name, bytes(self._data), self.digest_size, *self._parameters)

def _blake2(name, limit):
    def make(data=b'', /, *, digest_size=limit, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,
             node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True):
        if not 1 <= digest_size <= limit:
            raise ValueError(f'digest_size for {name.capitalize()} must be between 1 and {limit} bytes, here it is'
                             f' {digest_size}')
        if len(key) > limit:
            raise ValueError(f'maximum key length is {limit} bytes')
        for part, value in (('salt', salt), ('person', person)):
            if len(value) > limit // 4:
                raise ValueError(f'maximum {part} length is {limit // 4} bytes')
        new = _Blake2(name, data)
        new.digest_size = digest_size
        new._parameters = (key, salt, person)
        return new
    make.__name__ = make.__qualname__ = name
    return make

def _constructor(name):
    def make(string=b'', *, usedforsecurity=True):
        return (HASHXOF if name[:5] == 'shake' else HASH)(name, string)
    make.__name__ = make.__qualname__ = f'openssl_{name}'
    return make

md5 = _constructor('md5')
sha1 = _constructor('sha1')
sha224 = _constructor('sha224')
sha256 = _constructor('sha256')
sha384 = _constructor('sha384')
sha512 = _constructor('sha512')
sha3_224 = _constructor('sha3_224')
sha3_256 = _constructor('sha3_256')
sha3_384 = _constructor('sha3_384')
sha3_512 = _constructor('sha3_512')
shake_128 = _constructor('shake_128')
shake_256 = _constructor('shake_256')
blake2b = _blake2('blake2b', 64)
blake2s = _blake2('blake2s', 32)

def new(name, data=b'', **kwargs):
    name = name.lower()
    name = name.replace('-', '_') if name.startswith(('sha3', 'shake')) else name.replace('-', '')
    if name in ('blake2b', 'blake2s'):
        return (blake2b if name == 'blake2b' else blake2s)(data, **kwargs)
    if name not in algorithms_available:
        raise ValueError(f'unsupported hash type {name}')
    return (HASHXOF if name[:5] == 'shake' else HASH)(name, data)

def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    if dklen is not None and dklen < 1:
        raise ValueError('key length must be greater than 0.')
    return _hashes.pbkdf2(hash_name.lower().replace('-', ''), password, salt, iterations, dklen or 0)

def file_digest(fileobj, digest, /, *, _bufsize=262144):
    hash = new(digest) if isinstance(digest, str) else digest()
    while chunk := fileobj.read(_bufsize):
        hash.update(chunk)
    return hash
