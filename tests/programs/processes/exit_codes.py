# exitcode of a process: return, sys.exit variants, os._exit, errors, terminate, kill.
import multiprocessing as mp
import os
import sys
import time


def ret(): return 5
def exit3(): sys.exit(3)
def exit_none(): sys.exit(None)
def exit_big(): sys.exit(256)
def exit_neg(): sys.exit(-1)
def hard(): os._exit(7)


def caught():
    try:
        sys.exit(9)
    except SystemExit:
        pass


def cleanup():
    try:
        sys.exit(4)
    finally:
        print("finally in child", flush=True)


def sleeper(ready):
    ready.set()
    time.sleep(30)


if __name__ == "__main__":
    for f in (ret, exit3, exit_none, exit_big, exit_neg, hard, caught, cleanup):
        p = mp.Process(target=f)
        p.start()
        p.join()
        print(f.__name__, p.exitcode, flush=True)
    for action in ("terminate", "kill"):
        ready = mp.Event()
        p = mp.Process(target=sleeper, args=(ready,))
        p.start()
        ready.wait()
        print(p.is_alive(), p.exitcode)
        p.join(0.01)
        print("still running", p.is_alive())
        getattr(p, action)()
        p.join()
        print(action, p.exitcode, p.is_alive())
    p = mp.Process(target=ret)
    p.start()
    p.join()
    p.close()
    try:
        p.is_alive()
    except ValueError as e:
        print(e)
