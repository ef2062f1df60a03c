# Pipe: both directions, one way, poll, EOF, wrong direction, ping pong, several objects.
import multiprocessing as mp


def upper(conn):
    while True:
        try:
            text = conn.recv()
        except EOFError:
            break
        if text is None:
            break
        conn.send(text.upper())
    conn.close()


def sender(conn, n):
    for i in range(n):
        conn.send({"i": i, "square": i * i})
    conn.close()


if __name__ == "__main__":
    here, there = mp.Pipe()
    p = mp.Process(target=upper, args=(there,))
    p.start()
    for word in ("one", "two", "é"):
        here.send(word)
        print(here.recv())
    print(here.poll(), here.poll(0.01))
    here.send(None)
    p.join()
    print(p.exitcode)
    reader, writer = mp.Pipe(duplex=False)
    p = mp.Process(target=sender, args=(writer, 3))
    p.start()
    writer.close()
    try:
        while True:
            print(reader.recv())
    except EOFError as e:
        print("EOF", type(e).__name__)
    p.join()
    r, w = mp.Pipe(False)
    for f in (lambda: r.send(1), lambda: w.recv()):
        try:
            f()
        except OSError as e:
            print(e)
    w.send([1, 2])
    w.send_bytes(b"raw")
    print(r.poll(), r.recv(), r.recv_bytes(), r.poll())
    print(r.readable, r.writable, w.readable, w.writable, r.closed)
    w.close()
    r.close()
    try:
        r.recv()
    except OSError as e:
        print(e, r.closed)
    a, b = mp.Pipe()
    with a, b:
        a.send("self")
        b.send("back")
        print(b.recv(), a.recv())
    print(a.closed, b.closed)
