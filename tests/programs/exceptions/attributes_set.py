# Attributes of exceptions: what may be set and deleted, what constructors take, how messages follow the attributes.
import traceback
def t(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
t(lambda: UnicodeDecodeError('ascii', bytearray(b'\xff'), 0, 1, 'ordinal not in range').object)
t(UnicodeDecodeError, 'a', 'b', 1, 2, 'c')
t(UnicodeEncodeError, 'a', b'b', 1, 2, 'c')
t(UnicodeDecodeError)
e = UnicodeEncodeError('baz', 'xxxxx', 1, 5, 'foo')
print(e)
e.end = 2
print(e)
e.end = 5
e.start = 4
print(e)
e.object = 'y'
print(e)
e = UnicodeDecodeError('baz', b'xxxxx', 1, 5, 'foo')
print(e)
e.end = 2
print(e)
e.reason = 765
print(e)
e.encoding = 4000
print(e)
e = UnicodeTranslateError('xxxx', 1, 5, 'foo')
print(e)
e.end = 2
print(e)
exc = Exception()
def f(): exc.__cause__ = 1
t(f)
def f(): exc.__context__ = 1
t(f)
def f(): del exc.__cause__
t(f)
def f(): del exc.__context__
t(f)
def f(): exc.__traceback__ = 5
t(f)
def f(): del exc.__traceback__
t(f)
def f(): del exc.args
t(f)
def f(): exc.args = 4
t(f)
t(exc.add_note, 5)
exc.__notes__ = 4
t(exc.add_note, 'x')
e = ImportError('m', name='n', path='p')
print(e.name, e.path, e.msg)
e.__init__()
print(e.name, e.path, e.msg, e.args)
e = ImportError()
print(repr(e), e.msg, e.name)
e.__init__(name='somename')
print(e.name)
t(SyntaxError, 'x', ('f', 1))
t(SyntaxError, 'x', ('f', 1, 2, 't', 5))
t(SyntaxError, 'x', 3)
t(SyntaxError, 'x', ())
e = SyntaxError('bad', ('f', 1, 2, 't', 3, 4))
print(e.end_lineno, e.end_offset, e.text, e.print_file_and_line)
e=SyntaxError('a')
print(e.filename, e.lineno, e.msg)
print(SyntaxError('m', ('f.py', 3, 1, 'x')), SyntaxError('m', ('/a/f.py', None, 1, 'x')), SyntaxError('m', (None, 3, 1, 'x')))
t(StopIteration(4).__reduce__)
print(SystemExit(3).code, SystemExit((1,2)).code, SystemExit().code, SystemExit(1,2).code)
e = SystemExit(4)
e.code = 5
print(e.code, e.args)
print(repr(OSError(2, 'x', 'f')), OSError(2, 'x', 'f'), OSError(2,'x','f',None,'g'), type(OSError(2,'x')), OSError('a').errno, OSError(1,2,3,4,5).filename2)
t(OSError, 2, 'a', 'b', 'c', 'd', 'e')
print(KeyError('a'), KeyError(), KeyError(1,2), repr(KeyError('x')), str(Exception('a', 'b')), repr(Exception('a',)))
t(AttributeError, 'a', name='n', obj=3)
e = AttributeError('a', name='n', obj=3)
print(e.name, e.obj)
t(NameError, 'a', name='n')
e = BaseException.__new__(ValueError, 1, 2)
print(repr(e), e.args)
e = ValueError(1)
e.__init__(2, 3)
print(e.args)
t(Exception, a=1)
t(Exception().with_traceback, 3)
t(Exception().__setstate__, 3)
e=Exception()
e.__setstate__({'a': 5})
print(e.a)
