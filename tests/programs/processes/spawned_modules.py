# What a process that begins anew is sent may be of modules that it has not imported yet.
import sys
import tempfile
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

TEXT = '''
print('tasks is imported', flush=True)

class Task:
    def __init__(self, n):
        self.n = n

def perform(task):
    return task.n * 2

def say(queue, task):
    queue.put((task.n, __name__))
'''


def main():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'spawned_tasks.py'), 'w') as f:
            f.write(TEXT)
        sys.path.insert(0, folder)
        import spawned_tasks as tasks
        context = get_context('spawn')
        queue = context.Queue()
        p = context.Process(target=tasks.say, args=(queue, tasks.Task(4)))
        p.start()
        print(queue.get())
        p.join()
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            print(list(pool.map(tasks.perform, [tasks.Task(n) for n in range(3)])))
            print(pool.submit(len, 'four').result())
        # As many workers as there is work for.
        with ProcessPoolExecutor(3, mp_context=context) as pool:
            for _ in range(2):
                pool.submit(len, 'two').result()
            print(len(pool._processes))
        for method in ('fork', 'spawn'):
            try:
                ProcessPoolExecutor(1, mp_context=get_context(method), max_tasks_per_child=2).shutdown()
                print(method, 'may end after some tasks')
            except ValueError as e:
                print(e)


if __name__ == '__main__':
    main()
