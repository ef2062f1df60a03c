//! The same program with another backing for its threads and processes.

mod common;

use weft_session::{Backing, Options, Summary};

/// What it prints, how it ends (`None`: it stands still), and its summary.
fn run(source: &str, backing: Backing) -> (String, Option<Summary>) {
    let (text, summary) = common::run(source, Options { backing, ..Options::default() });
    let stands_still = |summary: &Summary| summary.ended_by.as_ref().is_some_and(|why| why.starts_with("deadlock"));
    (text, summary.filter(|summary| !stands_still(summary)))
}

/// What all backings print, and how many processes each takes.
fn same(source: &str, processes: [u32; 4]) {
    let ways = [Backing::AsWritten, Backing::Threads, Backing::Processes, Backing::Serial];
    let (expected, _) = run(source, Backing::AsWritten);
    for (way, processes) in ways.into_iter().zip(processes) {
        let (text, summary) = run(source, way);
        assert_eq!(text, expected, "{way:?}");
        let summary = summary.unwrap_or_else(|| panic!("{way:?} stands still"));
        assert_eq!((summary.exit_code, summary.processes), (0, processes), "{way:?}: {text}");
    }
}

#[test]
fn threads_become_processes() {
    let source = "from threading import Thread\nimport threading\n\
        def work(n):\n    with lock:\n        print('work', n)\n\
        lock = threading.Lock()\n\
        for n in range(3):\n    t = Thread(target=work, args=(n,), daemon=True)\n    t.start()\n    t.join()\n\
        assert not t.is_alive()\nprint('end')\n";
    same(source, [1, 1, 4, 1]);
}

#[test]
fn processes_become_threads() {
    let source = "import multiprocessing as mp\n\
        def work(n, q):\n    q.put(n * n)\n\
        if __name__ == '__main__':\n    q = mp.Queue()\n    v = mp.Value('i', 5)\n\
        \x20   for n in range(3):\n        p = mp.Process(target=work, args=(n, q))\n        p.start()\n        p.join()\n\
        \x20       print(p.exitcode, q.get())\n    with v.get_lock():\n        v.value += 1\n    print(v.value)\n";
    same(source, [4, 1, 4, 1]);
}

#[test]
fn pools_and_executors_of_either_kind() {
    let pool = "from multiprocessing import Pool\n\
        def square(n):\n    return n * n\n\
        if __name__ == '__main__':\n    with Pool(2) as pool:\n        print(pool.map(square, range(5)))\n\
        \x20       print(pool.apply_async(square, (9,)).get())\n";
    same(pool, [3, 1, 3, 1]);
    let threads = "from concurrent.futures import ThreadPoolExecutor, as_completed\n\
        def square(n):\n    return n * n\n\
        with ThreadPoolExecutor(max_workers=2) as pool:\n    print(list(pool.map(square, range(5))))\n\
        \x20   print(sorted(f.result() for f in as_completed([pool.submit(square, n) for n in range(3)])))\n";
    same(threads, [1, 1, 3, 1]);
    let processes = threads.replace("Thread", "Process");
    same(&processes, [3, 1, 3, 1]);
    let dotted = "import concurrent.futures\nimport queue\ndef power(n):\n    return 2 ** n\n\
        with concurrent.futures.ThreadPoolExecutor(2) as pool:\n    print(pool.submit(power, 5).result())\n";
    same(dotted, [1, 1, 3, 1]);
}

#[test]
fn what_cannot_be_says_so() {
    let source = "import threading\nthreading.stack_size(0)\n";
    let (text, summary) = run(source, Backing::Processes);
    assert!(text.ends_with("threading.stack_size has no counterpart among processes\n"), "{text}");
    assert!(text.contains("File \"main.py\", line 2, in <module>"), "{text}");
    assert_eq!(summary.unwrap().exit_code, 1);
    let waits = "import threading, queue\nq = queue.Queue()\n\
        t = threading.Thread(target=q.get)\nt.start()\nq.put(1)\nt.join()\nprint('got')\n";
    assert_eq!(run(waits, Backing::AsWritten).0, "got\n");
    assert!(run(waits, Backing::Serial).1.is_none());
}
