//! The files that programs left behind, and the next one finds.

use std::rc::Rc;

use weft_session::StoredFile;
use yew::prelude::*;

use crate::{clipboard, icons, language::Language, texts::Text};

/// Bytes of a file that are shown.
const SHOWN: usize = 200 << 10;

#[derive(Properties)]
pub struct FilesProps {
    pub files: Rc<[StoredFile]>,
    pub language: Language,
    /// A program is run, which has files of its own.
    pub busy: bool,
    /// One of them, or all.
    pub on_delete: Callback<Option<String>>,
}

impl PartialEq for FilesProps {
    fn eq(&self, other: &FilesProps) -> bool {
        Rc::ptr_eq(&self.files, &other.files) && (self.language, self.busy) == (other.language, other.busy)
    }
}

#[function_component(FilesView)]
pub fn files_view(props: &FilesProps) -> Html {
    let language = props.language;
    if props.files.is_empty() {
        return html! { <p class="empty">{ language.text(Text::NoFiles) }</p> };
    }
    html! {
        <div class="reading files">
            <div class="files-bar">
                <p>{ language.text(Text::FilesKept) }</p>
                <button class="quiet" type="button" disabled={props.busy} onclick={props.on_delete.reform(|_| None)}>
                    { icons::clear() }<span>{ language.text(Text::DeleteAll) }</span></button>
            </div>
            { for props.files.iter().enumerate().map(|(place, file)| {
                let bytes = file.data.len().to_string();
                let files = props.files.clone();
                let path = file.path.clone();
                let delete = props.on_delete.reform(move |_| Some(path.clone()));
                let onclick = Callback::from(move |_| {
                    let file = &files[place];
                    let name = file.path.rsplit('/').next().unwrap_or_default();
                    clipboard::download(name, "application/octet-stream", &file.data);
                });
                html! {
                    <details key={file.path.clone()}>
                        <summary><b>{ &file.path }</b>
                            <small>{ language.fill(Text::FileBytes, &[&bytes]) }</small></summary>
                        { content(file, language) }
                        <button type="button" aria-label={language.fill(Text::FileDownload, &[&file.path])} {onclick}>
                            { icons::download() }<span>{ language.text(Text::Download) }</span>
                        </button>
                        <button type="button" class="quiet" aria-label={language.fill(Text::FileDelete, &[&file.path])}
                            disabled={props.busy} onclick={delete}>
                            { icons::clear() }<span>{ language.text(Text::Delete) }</span>
                        </button>
                    </details>
                }
            }) }
        </div>
    }
}

/// The text of a file, or that it is none.
fn content(file: &StoredFile, language: Language) -> Html {
    match shown(&file.data) {
        Some((text, whole)) => html! {
            <>
            <pre tabindex="0">{ text.to_owned() }</pre>
            if !whole {
                <p>{ language.text(Text::FileLong) }</p>
            }
            </>
        },
        None => html! { <p>{ language.fill(Text::FileBinary, &[&file.data.len().to_string()]) }</p> },
    }
}

/// As much of a text as is shown, and whether that is all of it; `None` for what is not UTF-8 text.
fn shown(data: &[u8]) -> Option<(&str, bool)> {
    let text = str::from_utf8(data).ok().filter(|text| !text.contains('\0'))?;
    let end = text.floor_char_boundary(SHOWN);
    Some((&text[..end], end == text.len()))
}

#[cfg(test)]
mod tests {
    use super::{SHOWN, shown};

    #[test]
    fn texts_are_shown_as_far_as_there_is_room() {
        assert_eq!(shown("线\n".as_bytes()), Some(("线\n", true)));
        assert_eq!(shown(&[255, 0]), None);
        assert_eq!(shown(b"a\0b"), None);
        let long = "é".repeat(SHOWN);
        let (text, whole) = shown(long.as_bytes()).unwrap();
        assert!(!whole && text.len() <= SHOWN && text.len() > SHOWN - 4);
    }
}
