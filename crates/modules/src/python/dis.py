# Shows Weft's own instructions.

import _weft

def _code_of(x):
    for name in ('__func__', '__wrapped__'):
        x = getattr(x, name, x) if not isinstance(x, type) else x
    for name in ('__code__', 'gi_code', 'cr_code', 'ag_code'):
        code = getattr(x, name, None)
        if code is not None:
            return code
    if isinstance(x, (str, bytes)):
        return compile(x, '<dis>', 'exec')
    return x if hasattr(x, 'co_filename') else None

def dis(x=None, *, file=None, depth=None, **options):
    if x is None:
        import sys
        exc = sys.exception() or getattr(sys, 'last_exc', None)
        if exc is None:
            raise RuntimeError('no last traceback to disassemble')
        tb = exc.__traceback__
        while tb.tb_next:
            tb = tb.tb_next
        x = tb.tb_frame.f_code
    code = _code_of(x)
    if code is not None:
        print(_weft.disassemble(code), file=file)
        return
    if not hasattr(x, '__dict__'):
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
    for name, value in sorted(x.__dict__.items()):
        if _code_of(value) is not None and not isinstance(value, (str, bytes, type)):
            print(f'Disassembly of {name}:', file=file)
            dis(value, file=file)

disassemble = disco = dis

def code_info(x):
    code = _code_of(x)
    if code is None:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
    lines = [f'Name:              {code.co_name}', f'Filename:          {code.co_filename}',
             f'Argument count:    {code.co_argcount}', f'Positional-only arguments: {code.co_posonlyargcount}',
             f'Kw-only arguments: {code.co_kwonlyargcount}', f'Number of locals:  {code.co_nlocals}']
    return '\n'.join(lines)

def show_code(co, *, file=None):
    print(code_info(co), file=file)
