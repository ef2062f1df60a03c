# In an interpreter: it does what the others ask it for, one thing after another.

import os
import sys
import threading
import _processes
import _system
import _thread
import _weft
from . import _sharing, _world
from multiprocessing.reduction import dumps, loads

def serve():
    data = loads(_weft.registered('spawn_data'))
    _thread._interpreter = data['id']
    sys.path[:] = data['sys_path']
    sys.argv[:] = data['sys_argv']
    if data['dir'] != os.getcwd():
        os.chdir(data['dir'])
    _world.join(data['pid'], data['world'])
    _sharing.set_main(data['main'])
    while True:
        message = _processes.queue_get(data['requests'], True, None)
        if not message or message is Ellipsis:
            return
        number, reply_to, action, payload = loads(message)
        answer = _perform(action, payload)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
        _processes.semaphore_release(data['running'])
        _processes.queue_send(reply_to, dumps((number, *answer)), action)

def _perform(action, payload):
    space = sys.modules['__main__'].__dict__
    try:
        if action == 'exec':
            exec(compile(payload, '<string>', 'exec'), space)
            return 'done', _sharing.dumps(None)
        if action == 'prepare':
            space.update(_sharing.loads(payload))
            return 'done', _sharing.dumps(None)
        try:
            function, args, kwargs = _sharing.loads(payload)
        except _sharing.NotShareableError as e:
            return 'unshareable', _told(e)
        result = function(*args, **kwargs)
    except BaseException as e:
        return 'failed', _told(e)
    try:
        return 'done', _sharing.dumps(result)
    except (_sharing.NotShareableError, NotImplementedError) as e:
        return 'unshareable', _told(e)

def _told(e):
    # An exception in words; the traceback begins with what the program did.
    kind = type(e)
    traceback = e.__traceback__
    while traceback is not None and traceback.tb_frame.f_globals is globals():
        traceback = traceback.tb_next
    text = _weft.exception_text(e.with_traceback(traceback)).rstrip('\n')
    return kind.__name__, kind.__qualname__, kind.__module__, str(e), text
