# multiprocessing.connection: Listener and Client, keys, errors, several clients, and a manager that others connect to.
from multiprocessing import AuthenticationError, Process
from multiprocessing.connection import Client, Listener, wait
from multiprocessing.managers import BaseManager


def caller(address, name):
    with Client(address, authkey=b'secret') as connection:
        connection.send(['hello from', name])
        connection.send_bytes(b'some bytes')
        assert connection.recv() == name.upper()
        try:
            connection.recv()
        except EOFError:
            connection = None


def stranger(address):
    try:
        Client(address, authkey=b'guess')
    except AuthenticationError as e:
        print('stranger:', e, flush=True)


class Store:
    def __init__(self):
        self.values = {}

    def put(self, key, value):
        self.values[key] = value

    def all(self):
        return sorted(self.values.items())


class StoreManager(BaseManager):
    pass


store = Store()
StoreManager.register('store', callable=lambda: store)


class Caller(BaseManager):
    pass


Caller.register('store')


def remote(address, key):
    manager = Caller(address=address, authkey=b'key')
    manager.connect()
    manager.store().put(key, key * 2)


def main():
    with Listener(('localhost', 0), authkey=b'secret') as listener:
        print(listener.address[0], listener.address[1] > 0, listener.last_accepted)
        callers = [Process(target=caller, args=(listener.address, name)) for name in ('ann', 'bob')]
        for p in callers:
            p.start()
        greetings = []
        for p in callers:
            with listener.accept() as connection:
                words = connection.recv()
                greetings.append(words)
                assert wait([connection], 5) == [connection]
                print(connection.recv_bytes())
                connection.send(words[1].upper())
        for p in callers:
            p.join()
            print(p.exitcode)
        print(sorted(greetings), listener.last_accepted[0])

        p = Process(target=stranger, args=(listener.address,))
        p.start()
        try:
            listener.accept()
        except AuthenticationError as e:
            p.join()
            print('listener:', e)

        try:
            Listener(listener.address)
        except OSError as e:
            print(e.errno, e.strerror)
        address = listener.address
    for address in (address, '/tmp/weft-nobody-listens'):
        try:
            Client(address)
        except OSError as e:
            print(type(e).__name__, e)
    try:
        listener.accept()
    except OSError as e:
        print(e)
    for make in (lambda: Client(5), lambda: Listener(authkey='text')):
        try:
            make()
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)

    manager = StoreManager(address=('localhost', 0), authkey=b'key')
    manager.start()
    for key in ('x', 'y'):
        p = Process(target=remote, args=(manager.address, key))
        p.start()
        p.join()
    print(manager.store().all())
    wrong = Caller(address=manager.address, authkey=b'other')
    try:
        wrong.connect()
    except AuthenticationError as e:
        print(e)
    manager.shutdown()


if __name__ == '__main__':
    main()
