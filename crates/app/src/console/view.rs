//! The console on the page.

use std::{cell::RefCell, rc::Rc};

use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent};
use weft_trace::{Lane, Recording};
use yew::prelude::*;

use super::model::{Block, Console, Kind, Span};
use crate::{clipboard, icons, language::Language, texts::Text, timeline::thread_place};

/// Pixels from the end at which the reader still counts as being there.
const NEAR_END: i32 = 24;

#[derive(Properties)]
pub struct ConsolePanelProps {
    pub console: Rc<RefCell<Console>>,
    /// Changes with the console's text.
    pub version: u32,
    /// Of the run that writes: who has which colour.
    pub trace: Rc<RefCell<Recording>>,
    pub language: Language,
    /// The run waits for a line of input.
    pub wants_input: bool,
    /// A line, or `None` for the end of the input.
    pub on_input: Callback<Option<String>>,
    pub on_clear: Callback<()>,
}

impl PartialEq for ConsolePanelProps {
    fn eq(&self, other: &ConsolePanelProps) -> bool {
        self.version == other.version && self.language == other.language && self.wants_input == other.wants_input
    }
}

pub enum Msg {
    Scrolled,
    ToEnd,
    Copy,
    Copied(bool),
    Download,
}

pub struct ConsolePanel {
    log: NodeRef,
    input: NodeRef,
    /// Follow new output; not while the reader looks at something further up.
    follow: bool,
    copied: bool,
}

impl Component for ConsolePanel {
    type Message = Msg;
    type Properties = ConsolePanelProps;

    fn create(_: &Context<ConsolePanel>) -> ConsolePanel {
        ConsolePanel { log: NodeRef::default(), input: NodeRef::default(), follow: true, copied: false }
    }

    fn changed(&mut self, context: &Context<ConsolePanel>, old: &ConsolePanelProps) -> bool {
        self.copied = false;
        if context.props().wants_input && !old.wants_input {
            self.follow = true;
        }
        if context.props().console.borrow().is_empty() {
            self.follow = true;
        }
        true
    }

    fn update(&mut self, context: &Context<ConsolePanel>, message: Msg) -> bool {
        match message {
            Msg::Scrolled => {
                let Some(log) = self.log.cast::<Element>() else { return false };
                let follow = log.scroll_height() - log.scroll_top() - log.client_height() <= NEAR_END;
                std::mem::replace(&mut self.follow, follow) != follow
            }
            Msg::ToEnd => {
                self.follow = true;
                true
            }
            Msg::Copy => {
                let text = context.props().console.borrow().text();
                context.link().send_future(async move { Msg::Copied(clipboard::copy(&text).await) });
                false
            }
            Msg::Download => {
                let text = context.props().console.borrow().text();
                clipboard::download("output.txt", "text/plain;charset=utf-8", text.as_bytes());
                false
            }
            Msg::Copied(true) => {
                self.copied = true;
                true
            }
            Msg::Copied(false) => {
                self.select_all();
                false
            }
        }
    }

    fn rendered(&mut self, context: &Context<ConsolePanel>, _first: bool) {
        if self.follow
            && let Some(log) = self.log.cast::<Element>()
        {
            log.set_scroll_top(log.scroll_height());
        }
        if context.props().wants_input
            && let Some(input) = self.input.cast::<HtmlElement>()
        {
            // An element that cannot take the focus now can be clicked.
            let _ = input.focus();
        }
    }

    fn view(&self, context: &Context<ConsolePanel>) -> Html {
        let props = context.props();
        let language = props.language;
        let console = props.console.borrow();
        let link = context.link();
        // Where only one thread writes, there is nothing to tell apart.
        let recording = props.trace.borrow();
        let writer = |(lane, name): (Lane, &str)| (name.to_owned(), thread_place(&recording, lane));
        let writers: Rc<[(String, usize)]> = console.writers().map(writer).collect();
        let copy = if self.copied { Text::Copied } else { Text::Copy };
        html! {
            <>
            <div class="console-actions">
                <button class="quiet" type="button" disabled={console.is_empty()} onclick={link.callback(|_| Msg::Copy)}>
                    { icons::copy() }<span>{ language.text(copy) }</span>
                </button>
                <button class="quiet" type="button" disabled={console.is_empty()}
                    onclick={link.callback(|_| Msg::Download)}>
                    { icons::download() }<span>{ language.text(Text::Download) }</span>
                </button>
                <button class="quiet" type="button" disabled={console.is_empty()}
                    onclick={props.on_clear.reform(|_| ())}>
                    { icons::clear() }<span>{ language.text(Text::Clear) }</span>
                </button>
            </div>
            <div class="console" ref={self.log.clone()} role="log" aria-label={language.text(Text::Console)}
                tabindex="0" onscroll={link.callback(|_| Msg::Scrolled)}>
                if console.is_empty() && !props.wants_input {
                    <p class="empty">{ language.text(Text::ConsoleEmpty) }</p>
                }
                if console.dropped_lines() > 0 {
                    <p class="dropped">
                        { language.text_with(Text::DroppedLines, &grouped(console.dropped_lines())) }
                    </p>
                }
                { for console.blocks().map(|block| html! {
                    <ConsoleBlock key={block.number} block={block.clone()} writers={writers.clone()} />
                }) }
                <pre class="line">{ spans(console.open_line(), &writers) }</pre>
            </div>
            if !self.follow {
                <button class="to-end" type="button" onclick={link.callback(|_| Msg::ToEnd)}>
                    { language.text(Text::ToEnd) }
                </button>
            }
            if props.wants_input {
                { self.input_line(context) }
            }
            </>
        }
    }
}

impl ConsolePanel {
    /// Where the page may not use the clipboard, the text is at least ready for the reader to copy.
    fn select_all(&self) {
        let selection = gloo_utils::window().get_selection().ok().flatten();
        if let (Some(selection), Some(log)) = (selection, self.log.cast::<Element>()) {
            // A selection that cannot be made changes nothing.
            let _ = selection.select_all_children(&log);
        }
    }

    fn input_line(&self, context: &Context<ConsolePanel>) -> Html {
        let language = context.props().language;
        let on_input = &context.props().on_input;
        let send = {
            let (input, on_input) = (self.input.clone(), on_input.clone());
            Callback::from(move |()| {
                if let Some(input) = input.cast::<HtmlInputElement>() {
                    let line = input.value();
                    input.set_value("");
                    on_input.emit(Some(line));
                }
            })
        };
        let onkeydown = {
            let (send, on_input) = (send.clone(), on_input.clone());
            Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
                // An input method takes Enter for itself while it composes.
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    send.emit(());
                }
                "d" if event.ctrl_key() => {
                    event.prevent_default();
                    on_input.emit(None);
                }
                _ => {}
            })
        };
        html! {
            <div class="input-line">
                <input ref={self.input.clone()} type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
                    enterkeyhint="send" placeholder={language.text(Text::InputPlaceholder)}
                    aria-label={language.text(Text::InputLabel)} {onkeydown} />
                <button class="primary" type="button" onclick={send.reform(|_| ())}>
                    { language.text(Text::InputSend) }
                </button>
                <button type="button" title="Ctrl+D" onclick={on_input.reform(|_| None)}>
                    { language.text(Text::InputEnd) }
                </button>
            </div>
        }
    }
}

#[derive(Properties)]
struct ConsoleBlockProps {
    block: Rc<Block>,
    /// The names of the threads that wrote, and which colours they have.
    writers: Rc<[(String, usize)]>,
}

impl PartialEq for ConsoleBlockProps {
    /// A block that has changed is another block.
    fn eq(&self, other: &ConsoleBlockProps) -> bool {
        let known = self.writers.len().min(other.writers.len());
        Rc::ptr_eq(&self.block, &other.block)
            && (self.writers.len() > 1) == (other.writers.len() > 1)
            && self.writers[..known] == other.writers[..known]
    }
}

#[function_component(ConsoleBlock)]
fn console_block(props: &ConsoleBlockProps) -> Html {
    html! { <pre>{ spans(&props.block.spans, &props.writers) }</pre> }
}

fn spans(spans: &[Span], writers: &[(String, usize)]) -> Html {
    let span = |span: &Span| {
        let kind = match span.kind {
            Kind::Stdout => None,
            Kind::Stderr => Some("stderr"),
            Kind::Input => Some("typed"),
            Kind::Note => Some("note"),
        };
        let program = matches!(span.kind, Kind::Stdout | Kind::Stderr);
        let writer = writers.get(usize::from(span.writer)).filter(|_| program && writers.len() > 1);
        let name = writer.map(|(name, _)| name.clone());
        let writer = writer.map(|(_, place)| format!("writer thread-{place}"));
        if kind.is_none() && writer.is_none() {
            return html! { span.text.clone() };
        }
        html! { <span class={classes!(kind, writer)} title={name}>{ span.text.clone() }</span> }
    };
    spans.iter().map(span).collect()
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_in_groups_of_three() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(12_345_678), "12,345,678");
    }
}
