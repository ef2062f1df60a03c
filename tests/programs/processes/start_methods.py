# Processes started by every method: what they see of the main module, and what they are handed.
import multiprocessing as mp
import sys

setting = 'as in the file'


def work(queue, lock, total, sender, barrier):
    with lock:
        total.value += 5
    queue.put((setting, mp.current_process().name, mp.parent_process().name))
    barrier.wait()
    sender.send('through the pipe')
    sender.close()
    sys.exit(3)


class Worker(mp.get_context('spawn').Process):
    def __init__(self, queue):
        super().__init__(name='worker')
        self.queue = queue

    def run(self):
        self.queue.put((self.name, self.daemon, __name__))


if __name__ == '__main__':
    setting = 'changed'
    print(mp.get_all_start_methods(), mp.get_start_method(allow_none=True))
    for name in ('nope', 'spawn', 'fork'):
        try:
            mp.set_start_method(name)
        except (ValueError, RuntimeError) as error:
            print(error)
    print(mp.get_start_method())
    mp.set_start_method('fork', force=True)
    print(mp.get_start_method())
    for method in ('fork', 'spawn', 'forkserver'):
        context = mp.get_context(method)
        queue, lock, total, barrier = context.Queue(), context.Lock(), context.Value('i', 1), context.Barrier(2)
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(queue, lock, total, sender, barrier))
        process.start()
        sender.close()
        barrier.wait()
        print(method, type(process).__name__, queue.get(), receiver.recv())
        try:
            receiver.recv()
        except EOFError:
            print('no writer is left')
        process.join()
        print(process.exitcode, total.value)

    queue = mp.get_context('spawn').Queue()
    worker = Worker(queue)
    worker.start()
    print(queue.get())
    worker.join()

    with mp.get_context('spawn').Pool(2) as pool:
        print(pool.map(abs, [-1, 2, -3]))
