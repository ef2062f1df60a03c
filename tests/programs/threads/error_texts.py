# What threads, locks, queues and futures say when they are misused.
import concurrent.futures as cf
import queue
import sys
import threading


def show(label, f, *args, **kwargs):
    try:
        print(label, '->', f(*args, **kwargs))
    except BaseException as e:
        print(label, '!!', type(e).__name__ + ':', e)


t = threading.Thread(target=int)
show('join unstarted', t.join)
t.start()
show('start twice', t.start)
t.join()
show('start after the end', t.start)
show('join self', threading.current_thread().join)
show('group', threading.Thread, 'g')


def daemon():
    threading.current_thread().daemon = True


show('daemon of the active thread', daemon)
show('release unlocked', threading.Lock().release)
show('release unowned', threading.RLock().release)
show('no timeout without blocking', threading.Lock().acquire, False, 1)
c = threading.Condition()
show('notify unowned', c.notify)
show('notify_all unowned', c.notify_all)
show('wait unowned', c.wait)
show('notify unowned, foreign lock', threading.Condition(threading.BoundedSemaphore(2)).notify)
show('semaphore', threading.Semaphore, -1)
show('semaphore, no timeout without blocking', threading.Semaphore().acquire, False, 1)
show('semaphore released by 0', threading.Semaphore().release, 0)
show('released too often', threading.BoundedSemaphore().release)
b = threading.Barrier(2)
show('barrier timeout', b.wait, 0.001)
show('broken barrier', b.wait)
show('interval 0', sys.setswitchinterval, 0)
print(sys.getswitchinterval())

show('get_nowait', queue.Queue().get_nowait)
q = queue.Queue(1)
q.put(1)
show('put_nowait', q.put_nowait, 2)
show('put, timeout', q.put, 2, True, 0.001)
show('put, negative timeout', q.put, 2, timeout=-1)
show('get, negative timeout', queue.Queue().get, timeout=-1)
q.task_done()
show('task_done', q.task_done)
show('priority', queue.PriorityQueue().get, False)
show('simple', queue.SimpleQueue().get, timeout=0.001)

show('workers', cf.ThreadPoolExecutor, 0)
show('initializer', cf.ThreadPoolExecutor, 1, initializer=1)
pool = cf.ThreadPoolExecutor(1)
f = pool.submit(divmod, 1, 0)
show('result', f.result)
print(repr(f.exception()))
pool.shutdown()
show('submit after shutdown', pool.submit, int)
f = cf.Future()
show('no result yet', f.result, 0.001)
print(f.cancel(), f.cancel(), f.done())
show('cancelled', f.result)
f = cf.Future()
f.set_result(3)
try:
    f.set_result(4)
except cf.InvalidStateError as e:
    print('InvalidStateError', str(e).split(':')[0])
show('condition', cf.wait, [cf.Future()], return_when='SOME')
print(cf.TimeoutError is TimeoutError)
