//! Reading a Python traceback for the line to mark in the editor.

/// Where a program failed and with what words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// From 1.
    pub line: u32,
    pub message: String,
}

/// The last place in `filename` that `stderr` names, with the error's own line after it.
pub fn last_failure(stderr: &str, filename: &str) -> Option<Failure> {
    let place = format!("File \"{filename}\", line ");
    let mut found = None;
    let mut lines = stderr.lines();
    while let Some(line) = lines.next() {
        if let Some(number) = line.trim_start().strip_prefix(&place) {
            let digits = number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            if let Ok(line) = digits.parse() {
                found = Some((line, lines.clone()));
            }
        }
    }
    let (line, after) = found?;
    // The source line and its carets are indented; the error's own line is not.
    let message = after.clone().find(|line| !line.is_empty() && !line.starts_with(char::is_whitespace))?;
    Some(Failure { line, message: message.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{Failure, last_failure};

    #[test]
    fn innermost_frame_of_the_program() {
        let stderr = "\
Traceback (most recent call last):
  File \"main.py\", line 7, in <module>
    f()
    ~^^
  File \"main.py\", line 3, in f
    return 1 / 0
           ~~^~~
ZeroDivisionError: division by zero
";
        let expected = Failure { line: 3, message: "ZeroDivisionError: division by zero".to_owned() };
        assert_eq!(last_failure(stderr, "main.py"), Some(expected));
    }

    #[test]
    fn frames_of_the_library_do_not_count() {
        let stderr = "\
Traceback (most recent call last):
  File \"main.py\", line 2, in <module>
    queue.get()
  File \"/lib/queue.py\", line 90, in get
    raise Empty
_queue.Empty
";
        assert_eq!(last_failure(stderr, "main.py").map(|failure| failure.line), Some(2));
    }

    #[test]
    fn a_syntax_error() {
        let stderr = "  File \"main.py\", line 1\n    x = \n       ^\nSyntaxError: invalid syntax\n";
        let expected = Failure { line: 1, message: "SyntaxError: invalid syntax".to_owned() };
        assert_eq!(last_failure(stderr, "main.py"), Some(expected));
    }

    #[test]
    fn ordinary_words_on_stderr() {
        assert_eq!(last_failure("warning: nothing\n", "main.py"), None);
        assert_eq!(last_failure("  File \"main.py\", line 4", "main.py"), None);
    }
}
