//! What the timeline says, in English and Chinese.

use weft_trace::{ArrowKind, Nanos, ObjectKind, ObjectView, StateKind};

use crate::language::{Language, closed_up};

const SECOND: Nanos = 1_000_000_000;
const MILLI: Nanos = 1_000_000;
const MICRO: Nanos = 1_000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    pub fn new(language: Language) -> Words {
        Words { language }
    }

    fn pick<T>(self, english: T, chinese: T) -> T {
        match self.language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// What a thread in that state does.
    pub fn state(self, kind: StateKind) -> &'static str {
        match kind {
            StateKind::Running => self.pick("runs", "运行"),
            StateKind::WaitingForGil => self.pick("waits for GIL", "等待 GIL"),
            StateKind::WaitingForCore => self.pick("waits for a core", "等待 CPU 核心"),
            StateKind::Blocked => self.pick("waits", "等待"),
            StateKind::Sleeping => self.pick("sleeps", "休眠"),
            StateKind::Io => self.pick("waits for I/O", "等待输入输出"),
            StateKind::Finished => self.pick("ended", "已结束"),
        }
    }

    /// The same where there is little room.
    pub fn brief_state(self, kind: StateKind) -> &'static str {
        match kind {
            StateKind::WaitingForGil => "GIL",
            StateKind::WaitingForCore => self.pick("core", "核心"),
            StateKind::Io => self.pick("I/O", "I/O"),
            _ => self.state(kind),
        }
    }

    /// A state in the legend, with a word more for whoever sees it for the first time.
    pub fn legend(self, kind: StateKind) -> &'static str {
        match kind {
            StateKind::Running => self.pick("runs Python", "运行 Python"),
            StateKind::Blocked => self.pick("waits for a thread, lock or queue", "等待线程、锁或队列"),
            StateKind::Sleeping => self.pick("sleeps", "休眠"),
            _ => self.state(kind),
        }
    }

    pub fn waits_for(self, name: &str) -> String {
        self.pick(format!("waits for {name}"), closed_up(&format!("等待 {name}")))
    }

    pub fn waits_for_end(self, name: &str) -> String {
        self.pick(format!("waits for {name} to end"), format!("等待 {name} 结束"))
    }

    pub fn waits_for_held(self, name: &str, holder: &str) -> String {
        self.pick(format!("waits for {name}, held by {holder}"), closed_up(&format!("等待 {holder} 持有的 {name}")))
    }

    /// An object by its kind and name: "lock x".
    pub fn object(self, object: ObjectView<'_>) -> String {
        let kind = match object.kind() {
            ObjectKind::Lock | ObjectKind::RLock => self.pick("lock", "锁"),
            ObjectKind::ProcessLock => self.pick("lock", "进程锁"),
            ObjectKind::Condition => self.pick("condition", "条件变量"),
            ObjectKind::Semaphore => self.pick("semaphore", "信号量"),
            ObjectKind::Event => self.pick("event", "事件"),
            ObjectKind::Barrier => self.pick("barrier", "屏障"),
            ObjectKind::Queue | ObjectKind::ProcessQueue => self.pick("queue", "队列"),
            ObjectKind::Pipe => self.pick("pipe", "管道"),
            ObjectKind::Input => self.pick("input", "输入"),
            ObjectKind::File => self.pick("file", "文件"),
            ObjectKind::Thread | ObjectKind::Process | ObjectKind::Other => "",
        };
        let name = object.name();
        if let (Language::Chinese, ObjectKind::Process, Some(pid)) =
            (self.language, object.kind(), name.strip_prefix("process "))
        {
            return format!("进程 {pid}");
        }
        if kind.is_empty() || name.to_lowercase().contains(kind) {
            name.to_owned()
        } else if name.is_empty() {
            kind.to_owned()
        } else {
            format!("{kind} {name}")
        }
    }

    pub fn arrow(self, kind: ArrowKind) -> &'static str {
        match kind {
            ArrowKind::Start => self.pick("start", "启动"),
            ArrowKind::Join => self.pick("end of the wait (join)", "等待结束 (join)"),
            ArrowKind::Release => self.pick("lock released", "释放锁"),
            ArrowKind::Notify => self.pick("notified", "通知"),
            ArrowKind::Room => self.pick("room in the queue", "队列有空位"),
            ArrowKind::Message => self.pick("message", "消息"),
        }
    }

    pub fn from(self) -> &'static str {
        self.pick("from", "来自")
    }

    pub fn to(self) -> &'static str {
        self.pick("to", "到")
    }

    pub fn through(self) -> &'static str {
        self.pick("through", "经由")
    }

    pub fn sent(self) -> &'static str {
        self.pick("at", "时间")
    }

    pub fn under_way(self) -> &'static str {
        self.pick("under way for", "途中")
    }

    pub fn since(self) -> &'static str {
        self.pick("since", "开始于")
    }

    pub fn lasted(self) -> &'static str {
        self.pick("for", "持续")
    }

    pub fn so_far(self, duration: String) -> String {
        self.pick(format!("{duration} so far"), format!("{duration}（仍在继续）"))
    }

    pub fn line(self) -> &'static str {
        self.pick("line", "行")
    }

    pub fn within(self) -> &'static str {
        self.pick("within", "时段")
    }

    pub fn bytes(self, bytes: u32) -> String {
        self.pick(format!("{bytes} bytes"), format!("{bytes} 字节"))
    }

    pub fn size(self) -> &'static str {
        self.pick("size", "大小")
    }

    pub fn depth(self) -> &'static str {
        self.pick("messages waiting", "排队消息数")
    }

    pub fn at_most(self, depth: u32) -> String {
        self.pick(format!("up to {depth}"), format!("最多 {depth}"))
    }

    pub fn between_processes(self) -> &'static str {
        self.pick("Shared between processes", "进程间共享")
    }

    pub fn starting(self) -> &'static str {
        self.pick("starting", "启动中")
    }

    pub fn ended_at(self) -> &'static str {
        self.pick("ended at", "结束于")
    }

    pub fn exit_code(self, code: i32) -> String {
        self.pick(format!("exit code {code}"), format!("退出码 {code}"))
    }

    pub fn exit(self) -> &'static str {
        self.pick("exit code", "退出码")
    }

    pub fn gil(self, parallel: bool) -> &'static str {
        if parallel { self.pick("no GIL", "无 GIL") } else { self.pick("GIL held by", "GIL 持有者") }
    }

    pub fn holds_gil(self, name: &str) -> String {
        self.pick(format!("{name} holds the GIL"), format!("{name} 持有 GIL"))
    }

    pub fn gil_free(self) -> &'static str {
        self.pick("nobody holds the GIL", "GIL 空闲")
    }

    pub fn at_once(self, count: u32) -> String {
        self.pick(format!("{count} threads at once"), format!("{count} 个线程同时运行"))
    }

    pub fn daemon(self) -> &'static str {
        self.pick("daemon", "守护线程")
    }

    pub fn uncaught(self) -> &'static str {
        self.pick("uncaught", "未捕获异常")
    }

    pub fn more_arrows(self, count: usize) -> String {
        self.pick(format!("arrows not shown: {count} (zoom in)"), format!("未显示的箭头：{count}（放大查看）"))
    }

    pub fn timeline(self) -> &'static str {
        self.pick("Timeline of threads and processes", "线程和进程的时间线")
    }

    pub fn keys(self) -> &'static str {
        self.pick(
            "W and S zoom, A and D or the left and right arrow keys move, up and down scroll, F shows all. \
             A drag on the ruler selects a span and sums it up; so do [ and ] from and to the cursor. A table with the same figures follows.",
            "W 和 S 缩放，A 和 D 或左右方向键移动，上下方向键滚动，F 显示全部。在刻度尺上拖动可选择并汇总一段时间，也可用 [ 和 ] 以光标为起止。后面有包含相同数据的表格。",
        )
    }

    pub fn gestures(self) -> &'static str {
        self.pick("wheel zooms · drag moves · double click shows all", "滚轮缩放 · 拖动平移 · 双击显示全部")
    }

    pub fn zoom_in(self) -> &'static str {
        self.pick("Zoom in", "放大")
    }

    pub fn zoom_out(self) -> &'static str {
        self.pick("Zoom out", "缩小")
    }

    pub fn show_all(self) -> &'static str {
        self.pick("Show all", "显示全部")
    }

    pub fn table_caption(self) -> &'static str {
        self.pick("Time of each thread by state", "每个线程在各状态的时间")
    }

    pub fn process(self) -> &'static str {
        self.pick("Process", "进程")
    }

    pub fn thread(self) -> &'static str {
        self.pick("Thread", "线程")
    }

    pub fn started(self) -> &'static str {
        self.pick("started", "开始")
    }

    /// A duration in a few characters: "2.0 s", "350 ms".
    pub fn short(self, nanos: Nanos) -> String {
        self.duration(nanos, 1)
    }

    /// A duration with all digits that matter: "2.003 s".
    pub fn exact(self, nanos: Nanos) -> String {
        self.duration(nanos, 3)
    }

    /// A time to the last nanosecond: "2.131350 ms".
    pub fn to_the_nanosecond(self, nanos: Nanos) -> String {
        let milli = 1_000_000;
        format!("{}.{:06} {}", nanos / milli, nanos % milli, self.unit(milli).1)
    }

    fn duration(self, nanos: Nanos, decimals: usize) -> String {
        if nanos == 0 {
            return format!("0 {}", self.unit(SECOND).1);
        }
        let (unit, name) = self.unit(nanos);
        let value = nanos as f64 / unit as f64;
        // Rounding must not print 1000 of a unit.
        if unit < SECOND && format!("{value:.0}") == "1000" {
            return self.duration(unit * 1000, decimals);
        }
        let whole_digits = if value >= 100.0 { 2 } else { usize::from(value >= 10.0) };
        let decimals = if unit == 1 { 0 } else { decimals.saturating_sub(whole_digits) };
        format!("{value:.decimals$} {name}")
    }

    /// A time on the ruler, as exact as marks `step` apart need it, in the unit that fits `largest`.
    pub fn tick(self, at: Nanos, step: Nanos, largest: Nanos) -> String {
        let (unit, name) = self.unit(largest);
        let mut decimals = 0;
        let mut fits = unit;
        while fits > step && fits > 1 {
            fits /= 10;
            decimals += 1;
        }
        let value = at as f64 / unit as f64;
        format!("{value:.decimals$} {name}")
    }

    fn unit(self, nanos: Nanos) -> (Nanos, &'static str) {
        match nanos {
            SECOND.. => (SECOND, self.pick("s", "秒")),
            MILLI.. => (MILLI, self.pick("ms", "毫秒")),
            MICRO.. => (MICRO, self.pick("µs", "微秒")),
            _ => (1, self.pick("ns", "纳秒")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short_or_exact() {
        let words = Words::new(Language::English);
        let short = [0, 999, 1_500, 20_000_000, 350_400_000, 2_003_000_000].map(|nanos| words.short(nanos));
        assert_eq!(short, ["0 s", "999 ns", "1.5 µs", "20 ms", "350 ms", "2.0 s"]);
        let exact = [5_000_000, 350_400_000, 999_999_999, 2_003_000_000].map(|nanos| words.exact(nanos));
        assert_eq!(exact, ["5.000 ms", "350.4 ms", "1.000 s", "2.003 s"]);
        assert_eq!(Words::new(Language::Chinese).short(2_000_000_000), "2.0 秒");
    }

    #[test]
    fn ruler_times_have_the_digits_of_their_step() {
        let words = Words::new(Language::English);
        assert_eq!(words.tick(500_000_000, 500_000_000, 4_000_000_000), "0.5 s");
        assert_eq!(words.tick(3_000_000_000, 1_000_000_000, 4_000_000_000), "3 s");
        assert_eq!(words.tick(1_234_567_000, 1_000, 1_300_000_000), "1.234567 s");
        assert_eq!(words.tick(250_000, 50_000, 1_000_000), "0.25 ms");
    }
}
