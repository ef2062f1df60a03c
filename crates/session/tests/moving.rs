//! Processes that are moved to another place in the middle of their work, as the browser's host does it.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use weft_kernel::{Process, Progress, ToMachine, ToProcess};
use weft_session::{Event, Options, Program, Simulated, Step, World, restore_process};
use weft_trace::Pid;
use weft_vm::SharedBytes;

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
    static TICK: Cell<u64> = const { Cell::new(0) };
    /// What processes reach by themselves.
    static MEMORY: RefCell<BTreeMap<u32, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

const BYTES: SharedBytes = SharedBytes {
    make: |id, bytes| MEMORY.with_borrow_mut(|all| all.insert(id, vec![0; bytes as usize])).is_none(),
    read: |id, offset, length| {
        let place = offset as usize..(offset + length) as usize;
        MEMORY.with_borrow(|all| Some(all.get(&id)?.get(place)?.to_vec()))
    },
    write: |id, offset, data| {
        let place = offset as usize..offset as usize + data.len();
        let found = |all: &mut BTreeMap<u32, Vec<u8>>| {
            all.get_mut(&id)?.get_mut(place)?.copy_from_slice(data);
            Some(())
        };
        MEMORY.with_borrow_mut(found).is_some()
    },
};

/// A clock that goes on by a little whenever it is asked.
fn now() -> u64 {
    NOW.set(NOW.get() + TICK.get());
    NOW.get()
}

/// What a program prints, and how many of its processes moved. `tick`: what the clock goes on by, in nanoseconds.
fn run(source: &str, tick: u64) -> (String, usize) {
    run_in(source, tick, false)
}

/// With `shared`, processes reach the memory that they share by themselves.
fn run_in(source: &str, tick: u64, shared: bool) -> (String, usize) {
    TICK.set(tick);
    MEMORY.take();
    let program = Program { source: source.to_owned(), filename: "program.py".to_owned(), args: Vec::new() };
    let mut run = Simulated::start(&program, &Options::default(), &World::default(), now);
    if shared {
        run.share_bytes(BYTES);
    }
    let mut away: BTreeMap<Pid, Process> = BTreeMap::new();
    let (mut printed, mut moved) = (String::new(), 0);
    let mut errand: Option<(Pid, u32, Vec<ToProcess>)> = None;
    let mut events = Vec::new();
    for _ in 0..1_000_000 {
        let step = run.step(&mut events);
        while let Some(pid) = run.wants_out() {
            let process = run.move_out(pid).expect("it is there");
            let saved = process.save().expect("it can be saved");
            let mut process = restore_process(&saved, now).expect("it can be restored");
            if run.is_errand(pid) {
                errand = Some((pid, 0, Vec::new()));
            }
            if shared {
                process.share_bytes(BYTES);
            }
            away.insert(pid, process);
            moved += 1;
        }
        for pid in away.keys().copied().collect::<Vec<_>>() {
            let Some(process) = away.get_mut(&pid) else { continue };
            if errand.as_ref().is_none_or(|(errand, turns, _)| *errand != pid || *turns == 0)
                && process.run(now() + 1_000_000) == (Progress::Idle { until: None })
            {
                process.tell_stuck();
            }
            let messages = process.take_messages();
            let ended = messages.iter().any(|m| matches!(m, ToMachine::Exited { .. }));
            run.heard(pid, messages, &mut events);
            if ended {
                away.remove(&pid);
            }
        }
        for (pid, message) in run.take_deliveries() {
            // What it is told while it is away for a call is on its way all that time.
            if let Some((_, _, told)) = errand.as_mut().filter(|(errand, ..)| *errand == pid) {
                told.push(message);
            } else if let Some(process) = away.get_mut(&pid) {
                process.deliver(message, now());
            }
        }
        if let Some((pid, turns, _)) = &mut errand {
            *turns += 1;
            if *turns > 30 {
                let saved = away.remove(pid).map(|process| process.save().expect("it can be saved"));
                let process = saved.map(|saved| restore_process(&saved, now).expect("it can be restored"));
                let told = errand.take().map(|(_, _, told)| told);
                run.move_in(process.expect("it is away"), told.unwrap_or_default(), &mut events);
            }
        }
        for event in events.drain(..) {
            match event {
                Event::Output { text, .. } => printed.push_str(&text),
                Event::Finished(summary) => {
                    assert_eq!(summary.exit_code, 0, "{printed}\n{summary:?}");
                    return (printed, moved);
                }
                _ => {}
            }
        }
        assert_ne!(step, Step::Over);
    }
    panic!("it does not end; printed so far: {printed}");
}

#[test]
fn a_process_that_computes_moves_with_its_threads_locks_and_queues() {
    let (printed, moved) = run(
        "\
import multiprocessing as mp, threading

def count(n):
    total = 0
    for i in range(n):
        total += i
    return total

def work(name, q, lock, value):
    totals = []
    here = threading.Lock()
    def part(n):
        t = count(n)
        with here:
            totals.append(t)
    threads = [threading.Thread(target=part, args=(60000 + k,)) for k in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for _ in range(50):
        with lock:
            value.value += 1
    q.put((name, sorted(totals) == [count(60000 + k) for k in range(3)]))

if __name__ == '__main__':
    q, lock, value = mp.Queue(), mp.Lock(), mp.Value('i', 0)
    ps = [mp.Process(target=work, args=(name, q, lock, value)) for name in 'ab']
    for p in ps:
        p.start()
    print(sorted(q.get() for _ in ps))
    for p in ps:
        p.join()
    print([p.exitcode for p in ps], value.value)
",
        100_000,
    );
    assert_eq!(printed, "[('a', True), ('b', True)]\n[0, 0] 100\n");
    assert_eq!(moved, 2);
}

#[test]
fn processes_that_only_talk_stay() {
    let (printed, moved) = run(
        "\
import multiprocessing as mp

def answer(end):
    while (item := end.recv()) is not None:
        end.send(item + 1)

if __name__ == '__main__':
    ours, theirs = mp.Pipe()
    p = mp.Process(target=answer, args=(theirs,))
    p.start()
    total = 0
    for i in range(300):
        ours.send(i)
        total += ours.recv()
    ours.send(None)
    p.join()
    print(total)
",
        1_000,
    );
    assert_eq!(printed, "45150\n");
    assert_eq!(moved, 0);
}

#[test]
fn a_process_moves_before_a_call_that_takes_long() {
    let (printed, moved) = run(
        "\
import multiprocessing as mp

def work(items):
    print(sum(sorted(items)))

if __name__ == '__main__':
    ps = [mp.Process(target=work, args=(range(n),)) for n in (2_000_000, 2_000_001)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
",
        20_000,
    );
    assert_eq!(printed, "1999999000000\n2000001000000\n");
    assert_eq!(moved, 2);
}

#[test]
fn a_killed_process_that_has_moved_ends() {
    let (printed, moved) = run(
        "\
import multiprocessing as mp, time

def forever(q):
    q.put('begun')
    while True:
        pass

if __name__ == '__main__':
    q = mp.Queue()
    p = mp.Process(target=forever, args=(q,))
    p.start()
    print(q.get())
    time.sleep(0.05)
    p.terminate()
    p.join()
    print(p.exitcode)
",
        20_000,
    );
    assert_eq!(printed, "begun\n-15\n");
    assert_eq!(moved, 1);
}

#[test]
fn processes_that_share_memory_see_the_same_in_any_place() {
    let source = "\
import multiprocessing as mp
from multiprocessing import shared_memory

def work(number, total, squares, name, lock):
    for i in range(number, 40, 2):
        squares[i] = i * i
    for _ in range(40000):
        total.value += 0
    block = shared_memory.SharedMemory(name)
    block.buf[number] = number + 1
    for _ in range(20):
        with lock:
            total.value += 1

if __name__ == '__main__':
    total, squares, lock = mp.RawValue('d', 0.5), mp.RawArray('h', 40), mp.Lock()
    block = shared_memory.SharedMemory(create=True, size=3)
    ps = [mp.Process(target=work, args=(number, total, squares, block.name, lock)) for number in range(2)]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    print(squares[:] == [i * i for i in range(40)], bytes(block.buf), [p.exitcode for p in ps])
    total.value = -total.value
    print(total.value < 0)
";
    let expected = "True b'\\x01\\x02\\x00' [0, 0]\nTrue\n";
    assert_eq!(run_in(source, 200_000, false).0, expected);
    let (printed, moved) = run_in(source, 200_000, true);
    assert_eq!((printed.as_str(), moved), (expected, 2));
    MEMORY.with_borrow(|all| assert_eq!(all.len(), 3));
}

#[test]
fn the_first_process_comes_back_from_a_long_call_and_hears_what_it_missed() {
    let (printed, moved) = run(
        "\
import hashlib, multiprocessing as mp, threading, time

def tell(queue):
    for i in range(100):
        queue.put(i)
        time.sleep(0.001)
    queue.put(None)

if __name__ == '__main__':
    queue, heard = mp.Queue(), []
    listener = threading.Thread(target=lambda: heard.extend(iter(queue.get, None)))
    listener.start()
    p = mp.Process(target=tell, args=(queue,))
    p.start()
    print(hashlib.pbkdf2_hmac('sha256', b'x', b'y', 20000).hex()[:16])
    listener.join()
    p.join()
    print(heard == list(range(100)), p.exitcode)
",
        20_000,
    );
    assert_eq!(printed, "3459e3a361db789c\nTrue 0\n");
    // The other one computes for long enough to move as well.
    assert_eq!(moved, 2);
}

#[test]
fn a_process_moves_before_a_long_call_while_its_parent_sleeps() {
    let (printed, moved) = run(
        "\
import hashlib, multiprocessing as mp, time

def work(end):
    end.send('begun')
    hashlib.pbkdf2_hmac('sha256', b'x', b'y', 2000)

if __name__ == '__main__':
    ours, theirs = mp.Pipe()
    p = mp.Process(target=work, args=(theirs,))
    p.start()
    print(ours.recv())
    time.sleep(0.3)
    p.join()
    print(p.exitcode)
",
        20_000,
    );
    assert_eq!(printed, "begun\n0\n");
    assert_eq!(moved, 1);
}
