# os.fork, os.wait, os.waitpid, os.pipe, exit statuses and signals of children.
import os
import signal
import time


def child(function):
    pid = os.fork()
    if pid == 0:
        function()
        os._exit(0)
    return pid


def endless():
    while True:
        time.sleep(1)


def stubborn():
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(9))
    os.write(ready[1], b'!')
    endless()


ready = os.pipe()

if __name__ == '__main__':
    pid = child(lambda: os._exit(7))
    found, status = os.waitpid(pid, 0)
    print(found == pid, status, os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status))

    pid = child(endless)
    print(os.waitpid(pid, os.WNOHANG))
    os.kill(pid, signal.SIGTERM)
    status = os.wait()[1]
    print(os.WIFSIGNALED(status), os.WTERMSIG(status), os.waitstatus_to_exitcode(status))

    pid = child(stubborn)
    os.read(ready[0], 1)
    os.kill(pid, signal.SIGTERM)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

    pid = child(os.abort)
    print(os.waitstatus_to_exitcode(os.waitpid(-1, 0)[1]))

    try:
        os.wait()
    except ChildProcessError as error:
        print(error)

    reader, writer = os.pipe()

    def write():
        os.close(reader)
        os.write(writer, b'one, ')
        os.write(writer, b'two')

    pid = child(write)
    os.close(writer)
    os.waitpid(pid, 0)
    print(os.read(reader, 4), os.read(reader, 100), os.read(reader, 1))
    os.close(reader)
    try:
        os.read(reader, 1)
    except OSError as error:
        print(error)

    reader, writer = os.pipe()

    def lines():
        with os.fdopen(writer, 'w') as file:
            for i in range(3):
                print('line', i, file=file)

    pid = child(lines)
    os.close(writer)
    with os.fdopen(reader) as file:
        print([line.strip() for line in file])
    os.waitpid(pid, 0)

    reader, writer = os.pipe()
    os.close(reader)
    try:
        os.write(writer, b'x')
    except BrokenPipeError as error:
        print(error)

    arrived = []
    signal.signal(signal.SIGCHLD, lambda number, frame: arrived.append(number))
    os.waitpid(child(lambda: None), 0)
    time.sleep(0.02)
    print(arrived == [signal.SIGCHLD])
    number = os.fork()
    if number == 0:
        os._exit(os.getppid() == os.getpid())
    print(os.waitpid(number, 0)[1])
