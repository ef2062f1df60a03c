//! Every text of the page in every language, in one place.

macro_rules! texts {
    ($($key:ident: $english:literal, $chinese:literal;)*) => {
        /// A text by its meaning; [`Language::text`](crate::language::Language::text) says it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Text {
            $($key,)*
        }

        impl Text {
            /// In English and in Chinese.
            pub(crate) fn pair(self) -> (&'static str, &'static str) {
                match self {
                    $(Text::$key => ($english, $chinese),)*
                }
            }

            #[cfg(test)]
            const ALL: &[Text] = &[$(Text::$key,)*];
        }
    };
}

texts! {
    // Top bar
    Tagline: "See Python threads and processes run", "看见 Python 线程与进程的运行";
    Program: "Program", "程序";
    OwnProgram: "My program", "我的程序";
    Examples: "Examples", "示例";
    Run: "Run", "运行";
    Stop: "Stop", "停止";
    RunHint: "Run the program (Ctrl+Enter)", "运行程序（Ctrl+Enter）";
    StopHint: "Stop the program (Esc)", "停止程序（Esc）";
    Options: "Options", "选项";
    Gil: "GIL", "GIL";
    Clock: "Clock", "时钟";
    ClockReal: "Real", "真实";
    ClockRealHint: "Sleeps take their time; the picture shows what was measured.", "睡眠真实耗时；图中是实测结果。";
    ClockVirtual: "Virtual", "虚拟";
    ClockVirtualHint: "Sleeps cost nothing, and every run is the same.", "睡眠不耗时，每次运行结果都相同。";
    Gil313: "CPython 3.13", "CPython 3.13";
    Gil313Hint: "Switches after 5 ms, at the ends of loops and at calls of Python functions.", "5 毫秒后切换，仅在循环末尾和调用 Python 函数时。";
    Gil310: "CPython 3.10", "CPython 3.10";
    Gil310Hint: "Switches after 5 ms, at the ends of loops and at calls.", "5 毫秒后切换，仅在循环末尾和函数调用时。";
    Gil39: "CPython 3.9", "CPython 3.9";
    Gil39Hint: "Switches after 5 ms, between any two instructions.", "5 毫秒后切换，可在任意两条指令之间。";
    Gil27: "CPython 2.7", "CPython 2.7";
    Gil27Hint: "Switches every 100 instructions.", "每 100 条指令切换一次。";
    GilFree: "No GIL", "无 GIL";
    GilFreeHint: "Threads run side by side, one a core (simulated).", "线程并行运行，每核一个（模拟）。";
    GilRandom: "Random", "随机";
    GilRandomHint: "May switch after every instruction: brings races to light.", "每条指令之后都可能切换：让竞争现形。";
    Mode: "Processes", "进程";
    ModeWorkers: "Real workers", "真实 Worker";
    ModeWorkersHint: "Processes that compute have Web Workers of their own: they really run at once.", "进行计算的进程有自己的 Web Worker：真正同时运行。";
    ModeSimulated: "Simulated machine", "模拟机器";
    ModeSimulatedHint: "All processes run in one place, on a machine with as many cores as you say.", "所有进程在一处运行，核心数由你指定。";
    Races: "Races", "竞争";
    Start: "Start method", "启动方式";
    StartFork: "fork", "fork";
    StartForkHint: "A process begins as a copy of its parent, as on Linux up to Python 3.13: programs without a __main__ guard run, too.", "进程以父进程的副本开始，与 Linux 上 Python 3.13 及以前相同：没有 __main__ 保护的程序也能运行。";
    StartSpawn: "spawn", "spawn";
    StartSpawnHint: "A process begins anew and runs the main module again, as on Windows and macOS: the program needs a __main__ guard.", "进程重新开始并再次运行主模块，与 Windows 和 macOS 相同：程序需要 __main__ 保护。";
    StartForkServer: "forkserver", "forkserver";
    StartForkServerHint: "A process begins anew, as on Linux since Python 3.14: the program needs a __main__ guard.", "进程重新开始，与 Linux 上 Python 3.14 起相同：程序需要 __main__ 保护。";
    RacesOff: "Do not look", "不查找";
    RacesOffHint: "The program runs at full speed.", "程序全速运行。";
    RacesOn: "Find them", "查找";
    RacesOnHint: "Findings name what threads touch with no lock between them; the program runs several times slower.", "“发现”会指出线程之间没有锁保护的访问；程序会慢几倍。";
    Cores: "Cores", "核心数";
    CoresHint: "Cores of the simulated machine, and what os.cpu_count() says.", "模拟机器的核心数，也是 os.cpu_count() 的值。";
    Seed: "Seed", "种子";
    SeedHint: "Decides what is left to chance: who runs next, what random gives.", "决定随机的部分：下一个运行谁、random 给出什么。";
    Interval: "Switch interval", "切换间隔";
    IntervalHint: "Milliseconds after which a thread must give up the GIL if another wants it.", "另一线程想要 GIL 时，多少毫秒后必须让出。";
    Compare: "Compare", "对比";
    CompareHint: "Run the program several ways: one after the other, with threads, with processes, without a GIL", "用几种方式运行：依次、线程、进程、无 GIL";
    Share: "Share", "分享";
    ShareHint: "A link that holds the program and its options", "包含程序和选项的链接";
    ShareExplain: "The link itself holds the program and the options; nothing is sent anywhere.", "程序和选项都在链接里，不会发送到任何地方。";
    ShareLink: "Link", "链接";
    SharedProgram: "From the link", "来自链接";
    LinkBroken: "This link is damaged, so its program cannot be shown. Your own programs are as you left them.", "链接已损坏，无法显示其中的程序。你自己的程序没有变化。";
    LinkNewer: "This link comes from a newer Weft and cannot be read by this one. Your own programs are as you left them.", "链接来自更新版本的 Weft，当前版本无法读取。你自己的程序没有变化。";
    Dismiss: "Dismiss", "关闭";
    OtherLanguage: "中文", "English";
    OtherLanguageHint: "切换到简体中文", "Switch to English";
    ToLight: "Switch to light colours", "切换到浅色";
    ToDark: "Switch to dark colours", "切换到深色";
    // State of the run
    Running: "Running", "运行中";
    Stopping: "Stopping", "正在停止";
    WallTime: "Wall time", "用时";
    ExitCode: "Exit code", "退出码";
    VirtualTime: "on the virtual clock", "虚拟时钟";
    // Where nothing has been run yet
    NothingYet: "Run a program to see here what its threads and processes do, and what they wait for.", "运行一个程序，这里就会显示它的线程和进程在做什么、在等什么。";
    AskHead: "Or begin with a question:", "或者从一个问题开始：";
    AskThreads: "Why are two threads no faster than one?", "为什么两个线程不比一个快？";
    AskProcesses: "Are two processes faster?", "两个进程会更快吗？";
    AskRace: "Does counter += 1 lose updates?", "counter += 1 会丢失更新吗？";
    AskDeadlock: "What is a deadlock?", "什么是死锁？";
    AskQueue: "Who waits for whom at a queue?", "队列两端，谁在等谁？";
    // Editor
    EditorLabel: "Python program", "Python 程序";
    Restore: "Restore example", "恢复示例";
    RestoreHint: "Puts the example back as it was; Undo takes that back", "把示例恢复原样；可撤销";
    EditorHint: "Esc, then Tab leaves the editor", "先按 Esc 再按 Tab 可离开编辑器";
    // Panels
    Editor: "Program", "程序";
    Timeline: "Timeline", "时间线";
    Console: "Console", "控制台";
    Panels: "Panels", "面板";
    ResizeColumns: "Width of the editor", "编辑器宽度";
    ResizeRows: "Height of the timeline", "时间线高度";
    Results: "Results", "结果";
    StateAtCursor: "State at cursor", "光标处状态";
    Findings: "Findings", "发现";
    Events: "Events", "事件";
    // State at the cursor
    NoCursor: "Click the timeline to see here what each thread did at that moment, and which lock or queue was in whose hands.", "点击时间线，即可在这里看到那一刻每个线程在做什么、锁和队列的情况。";
    AtTime: "At {0}", "时间 {0}";
    CursorBack: "Previous change", "上一个变化";
    CursorForward: "Next change", "下一个变化";
    ColumnThread: "Thread", "线程";
    ColumnState: "State", "状态";
    ColumnSince: "For", "已持续";
    ColumnLine: "Line", "行";
    Locks: "Locks and the like", "锁等";
    Queues: "Queues and pipes", "队列和管道";
    HeldBy: "held by {0}", "由 {0} 持有";
    HeldByNobody: "held by nobody", "无人持有";
    WaitedForBy: "{0} waits", "{0} 在等待";
    HoldsMessages: "{0} in it", "内有 {0} 条";
    NotBegun: "was started, has not begun", "已启动，尚未开始";
    GoToLine: "Go to line {0}", "转到第 {0} 行";
    Stepper: "Steps", "单步";
    StepBack: "Step back", "后退一步";
    StepForward: "Step forward", "前进一步";
    StepUnit: "Step by", "步长";
    UnitInstruction: "instruction", "指令";
    UnitLine: "line", "行";
    UnitSwitch: "switch", "切换";
    StepOf: "of", "线程";
    AllThreads: "all threads", "所有线程";
    NoStepBack: "There is no earlier step.", "没有更早的一步。";
    NoStepForward: "There is no later step.", "没有更晚的一步。";
    ReplayRunning: "Stacks and variables come when the run is over.", "运行结束后显示调用栈和变量。";
    ReplayWorking: "The run is being repeated up to here.", "正在重放到此处。";
    ReplayFailed: "The run could not be repeated: {0}", "无法重放：{0}";
    ReplayNeedsVirtual: "Stacks, variables and single steps are there under the virtual clock, where a run can be repeated.", "使用虚拟时钟（可以重放）时，可查看调用栈、变量并单步执行。";
    RunVirtual: "Run under the virtual clock", "用虚拟时钟运行";
    StacksAndVariables: "Stacks and variables", "调用栈和变量";
    Globals: "Global variables", "全局变量";
    ColumnVariable: "Variable", "变量";
    ColumnValue: "Value", "值";
    InLibrary: "in the library: {0}", "在标准库中：{0}";
    MoreCalls: "and {0} calls further out", "外层还有 {0} 个调用";
    NextInstruction: "next: {0}", "下一条：{0}";
    // Wall time
    NothingRun: "Run a program first.", "请先运行一个程序。";
    WallSummary: "Took {0}. Python ran for {1} of processor time: {2} cores busy on average.", "用时 {0}。Python 共占用处理器 {1}：平均 {2} 个核心在忙。";
    ProcessesShared: "{0} processes at once shared {1} of the browser's workers on {2} cores: where more of them have work than there are cores, they take turns.", "同时存在的 {0} 个进程共用浏览器的 {1} 个 worker 和 {2} 个核心：要计算的进程多于核心时，它们轮流运行。";
    IdealSpeedUp: "{0} % of the work could have been done at once; with {1} cores that is at best {2} times as fast as one after the other (Amdahl's law).", "{0} % 的工作可以同时进行；用 {1} 个核心，最多是依次运行的 {2} 倍（阿姆达尔定律）。";
    WallCaption: "Where the time of each thread went", "每个线程的时间去向";
    ColumnShare: "Share of the run", "占运行时间";
    ColumnWaitedFor: "Waited for", "等待了";
    // Findings
    NoFindings: "Nothing stands out: nobody waited long, nothing stood still.", "没有特别之处：没有长时间等待，没有停滞。";
    FindingsRunning: "Findings come when the run is over.", "运行结束后显示发现。";
    Jump: "Show", "查看";
    FindDeadlock: "Deadlock: {0}. None of them can ever go on.", "死锁：{0}。谁也无法继续。";
    FindWaitsHeld: "{0} waits for {1}, which {2} holds", "{0} 等待 {2} 持有的 {1}";
    FindWaits: "{0} waits for {1}", "{0} 等待 {1}";
    FindStuck: "Everything stood still at the end: {0}, and nobody was left to wake them.", "最后全部停滞：{0}，没有谁能唤醒它们。";
    FindUncaught: "{0} ended with an exception that nobody caught: {1}", "{0} 因未捕获的异常结束：{1}";
    FindRanAtOnce: "{0} threads or processes shared the work and really ran at once: {1} cores were busy on average.", "{0} 个线程或进程分担工作并真正同时运行：平均 {1} 个核心在忙。";
    FindTookTurns: "{0} threads took turns: only the one that holds the GIL runs Python. So they were no faster than one after the other.", "{0} 个线程只能轮流运行：只有持有 GIL 的线程才能运行 Python，所以不比依次运行更快。";
    CompareOffer: "Compare with processes", "与进程对比";
    RacesOffer: "This run was not watched for races.", "这次运行没有查找竞争。";
    RacesLook: "Look for races", "查找竞争";
    RacesLookHint: "Runs the program again, with threads that may switch after any instruction", "再运行一次，线程可在任意指令之后切换";
    NoRaces: "No two threads used the same thing without a lock between them: no race in this run.", "没有两个线程在无锁的情况下使用同一对象：这次运行没有竞争。";
    FindGilWait: "{0} waited {1} % of its time for the GIL ({2}).", "{0} 有 {1} % 的时间在等待 GIL（{2}）。";
    FindGilConvoy: "{0} came back from waiting {1} times and each time stood in line for the GIL, for {2} on average, behind threads that compute (convoy).", "{0} 有 {1} 次等待结束后又要排队等 GIL，平均 {2}，因为有线程在计算（车队效应）。";
    FindLockConvoy: "{0} threads stood in line for {1}, for {2} together: what is done under it is done by one at a time.", "{0} 个线程排队等待 {1}，共 {2}：持锁的部分一次只能由一个线程执行。";
    FindQueueFull: "{0} was full: putting waited for {1} % of the run. The consumer is the slow side.", "{0} 是满的：放入操作等待了运行时间的 {1} %。消费者较慢。";
    FindQueueEmpty: "{0} was empty: getting waited for {1} % of the run. The producer is the slow side.", "{0} 是空的：取出操作等待了运行时间的 {1} %。生产者较慢。";
    FindIdleWorkers: "{0} of {1} workers had next to nothing to do while others had much: the work is not shared out evenly.", "{1} 个工作者中有 {0} 个几乎无事可做，而其他的很忙：工作分配不均。";
    FindMoreWorkers: "{0} workers wanted to run on {1} cores: more of them will not make it faster.", "{0} 个工作者要在 {1} 个核心上运行：再多也不会更快。";
    FindNobodyRan: "For {0} % of the run nobody ran: everyone slept or waited.", "有 {0} % 的时间无人运行：都在休眠或等待。";
    FindRace: "Race: {0} (line {1}) and {2} (line {3}) use {4} with no lock between them, at least one of them writing; met {5} times.", "竞争：{0}（第 {1} 行）和 {2}（第 {3} 行）使用 {4}，之间没有锁，且至少一方在写入；共 {5} 次。";
    FindLost: "{0} updates were lost.", "丢失了 {0} 次更新。";
    // Events
    EventsFilter: "Filter", "筛选";
    EventsKind: "Kind", "种类";
    EventsAll: "All", "全部";
    EventsStates: "States", "状态";
    EventsMessages: "Messages", "消息";
    EventsLocks: "Locks and wake-ups", "锁与唤醒";
    EventsLives: "Starts and ends", "启动与结束";
    EventsCount: "{0} of {1}", "{0} / {1}";
    ColumnTime: "Time", "时间";
    ColumnWhat: "What", "事件";
    EventTakes: "takes {0}", "取得 {0}";
    EventReleases: "releases {0}", "释放 {0}";
    EventPuts: "puts {0} into {1}", "把 {0} 放入 {1}";
    EventGets: "gets {0} from {1}", "从 {1} 取出 {0}";
    EventWakes: "{0}: wakes {1}", "{0}：唤醒 {1}";
    EventStarts: "thread starts", "线程启动";
    EventEnds: "thread ends", "线程结束";
    EventProcessStarts: "process starts", "进程启动";
    EventProcessEnds: "process ends", "进程结束";
    // Compare
    CompareNone: "Compare runs the program several ways and sets their times side by side.", "对比：用几种方式运行程序，并列出用时。";
    CompareOnlyOne: "The program imports neither threading nor multiprocessing nor concurrent.futures: there is only one way to run it.", "程序没有导入 threading、multiprocessing 或 concurrent.futures：只有一种运行方式。";
    CompareStart: "Compare now", "开始对比";
    CompareStop: "Stop comparing", "停止对比";
    CompareCaption: "The same program, run several ways", "同一个程序的几种运行方式";
    WayAsWritten: "As written", "按原样";
    WayAsWrittenHint: "With your options.", "使用你的选项。";
    WaySerial: "One after the other", "依次运行";
    WaySerialHint: "start() does the work at once.", "start() 立即完成工作。";
    WayThreads: "Threads with the GIL", "线程（有 GIL）";
    WayThreadsHint: "Threads in place of processes.", "用线程代替进程。";
    WayProcesses: "Processes", "进程";
    WayProcessesHint: "Processes in place of threads.", "用进程代替线程。";
    WayFree: "Threads without a GIL", "线程（无 GIL）";
    WayFreeHint: "Computed from the trace of the threads: each that could run has one of {0} cores.", "由线程的轨迹算出：能运行的线程各占 {0} 个核心之一。";
    ColumnWay: "Way", "方式";
    ColumnWall: "Wall time", "用时";
    ColumnSpeedUp: "Speed-up", "加速比";
    ColumnCpu: "Cores busy", "忙核心数";
    ColumnOutput: "Output", "输出";
    CompareWaits: "waits its turn", "等待中";
    CompareRuns: "runs ({0} of {1})", "运行中（{0}/{1}）";
    CompareSpread: "{0} to {1} in {2} runs", "{2} 次运行：{0} 至 {1}";
    CompareSimulated: "simulated, not measured", "模拟，非实测";
    CompareTimes: "× {0}", "× {0}";
    OutputReference: "compared with this", "以此为准";
    OutputSame: "same", "相同";
    OutputSameButTimes: "same but for figures", "除数字外相同";
    OutputOtherOrder: "same lines, other order", "行相同，顺序不同";
    OutputDiffers: "differs in line {0}: {1}", "第 {0} 行不同：{1}";
    NotPossible: "Not possible: {0}", "不可行：{0}";
    StandsStill: "it stands still: one part waits for another that has not begun", "停滞：一部分在等待尚未开始的另一部分";
    CompareIdeal: "From the trace: {0} % of the work can be done at once, so {1} cores could be at best {2} times as fast as one (Amdahl's law). Measured: {3} times.", "由轨迹得出：{0} % 的工作可同时进行，{1} 个核心最多是一个核心的 {2} 倍（阿姆达尔定律）。实测：{3} 倍。";
    VerdictFaster: "{0}: {1} times as fast as one after the other.", "{0}：速度是依次运行的 {1} 倍。";
    VerdictSame: "{0}: no faster than one after the other.", "{0}：不比依次运行快。";
    VerdictSlower: "{0}: slower, {1} times the time of one after the other.", "{0}：更慢，用时是依次运行的 {1} 倍。";
    SameAsWritten: "As written.", "即按原样。";
    ShowRun: "Show this run in the timeline", "在时间线中显示这次运行";
    RunShown: "in the timeline", "时间线所示";
    CompareTimelines: "Their timelines on one scale", "同一尺度的时间线";
    CompareNoThreads: "threads with the GIL were not possible, from which its time would be computed", "有 GIL 的线程不可行，无从计算";
    CompareInput: "it asks for input, which there is nobody to give", "它需要输入，而此时无人输入";
    CompareTooLong: "it took longer than {0}", "超过 {0} 仍未结束";
    // Files
    Files: "Files", "文件";
    NoFiles: "Files that the program writes appear here when it has ended. They are kept while the page is open: the next run finds them.", "程序写入的文件会在结束后显示在这里。页面打开期间文件会保留，下一次运行可以读到。";
    FilesKept: "Kept while the page is open: the next run finds them.", "页面打开期间保留，下一次运行可以读到。";
    FileDelete: "Delete {0}", "删除 {0}";
    Delete: "Delete", "删除";
    DeleteAll: "Delete all", "全部删除";
    FileBytes: "{0} bytes", "{0} 字节";
    FileDownload: "Download {0}", "下载 {0}";
    FileBinary: "This file is not text: {0} bytes.", "此文件不是文本：{0} 字节。";
    FileLong: "Only the beginning is shown; the download has all of it.", "仅显示开头；下载可得完整文件。";
    // Exports
    Export: "Export", "导出";
    ExportPng: "Picture (PNG)", "图片（PNG）";
    ExportSvg: "Picture (SVG)", "图片（SVG）";
    ExportTrace: "Chrome trace (JSON)", "Chrome 跟踪（JSON）";
    ExportCsv: "Spans (CSV)", "区间（CSV）";
    Selected: "Selected", "选中";
    Unselect: "Clear selection", "取消选择";
    // Console
    Download: "Download", "下载";
    ConsoleEmpty: "What the program prints appears here.", "程序的输出会显示在这里。";
    Copy: "Copy", "复制";
    Copied: "Copied", "已复制";
    Clear: "Clear", "清空";
    DroppedLines: "{} earlier lines are no longer kept", "较早的 {} 行不再保留";
    NewOutput: "New output", "有新输出";
    ToEnd: "Go to the end", "跳到末尾";
    InputLabel: "The program asks for a line", "程序等待输入一行";
    InputPlaceholder: "Type a line", "输入一行";
    InputSend: "Send", "发送";
    InputEnd: "End of input", "结束输入";
    EndedBy: "Weft ended the run: {}", "Weft 结束了运行：{}";
    // Names of the examples
    ExampleTwoThreads: "Two threads count", "两个线程计数";
    ExampleTwoProcesses: "Two processes count", "两个进程计数";
    ExampleQueue: "Producer and consumer", "生产者与消费者";
    ExampleRace: "A race on a counter", "计数器竞争";
    ExampleDeadlock: "A deadlock", "死锁";
    ExampleLock: "A lock against the race", "用锁消除竞争";
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn every_text_says_something_and_takes_the_same_values() {
        for text in Text::ALL {
            let (english, chinese) = text.pair();
            assert!(!english.is_empty() && !chinese.is_empty(), "{text:?} is empty");
            for value in ["{}", "{0}", "{1}", "{2}", "{3}", "{4}", "{5}"] {
                assert_eq!(english.matches(value).count(), chinese.matches(value).count(), "{text:?}: {value}");
            }
        }
    }
}
