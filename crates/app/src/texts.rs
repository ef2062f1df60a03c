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
    GilHint: "When the interpreter may let another thread run", "解释器何时让其他线程运行";
    Clock: "Clock", "时钟";
    ClockHint: "Whether sleeping takes its time", "睡眠是否真的耗时";
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
    // Console
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
            assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{text:?}");
        }
    }
}
