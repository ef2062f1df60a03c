# There are no other programs to run; the names are here for programs that guard on them.

import errno

__all__ = ['CalledProcessError', 'CompletedProcess', 'DEVNULL', 'PIPE', 'Popen', 'STDOUT', 'SubprocessError',
           'TimeoutExpired', 'call', 'check_call', 'check_output', 'getoutput', 'getstatusoutput', 'run']

PIPE, STDOUT, DEVNULL = -1, -2, -3

class SubprocessError(Exception):
    pass

class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return f'Command {self.cmd!r} returned non-zero exit status {self.returncode}.'

class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return f'Command {self.cmd!r} timed out after {self.timeout} seconds'

class CompletedProcess:
    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)

    def __repr__(self):
        return f'CompletedProcess(args={self.args!r}, returncode={self.returncode!r})'

def _refuse(command):
    program = command[0] if isinstance(command, (list, tuple)) and command else command
    raise OSError(errno.ENOSYS, 'Weft has no other programs to run', program)

class Popen:
    def __init__(self, args, *positional, **options):
        _refuse(args)

def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    _refuse(popenargs[0] if popenargs else kwargs.get('args'))

def call(args, *positional, timeout=None, **kwargs):
    _refuse(args)

def check_call(args, *positional, **kwargs):
    _refuse(args)

def check_output(args, *positional, timeout=None, **kwargs):
    _refuse(args)

def getstatusoutput(cmd, *, encoding=None, errors=None):
    _refuse(cmd)

def getoutput(cmd, *, encoding=None, errors=None):
    _refuse(cmd)
