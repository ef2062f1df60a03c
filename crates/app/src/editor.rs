//! The program editor: what `www/editor/src/editor.js` offers, and the component that holds it.

use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::{
    language::Language,
    run::{self, Mistake},
    texts::Text,
    theme::Theme,
};

#[wasm_bindgen]
extern "C" {
    /// The module `www/generated/editor.js`.
    type EditorModule;
    #[wasm_bindgen(method)]
    fn create(this: &EditorModule, parent: &web_sys::Element, options: &Object) -> EditorObject;

    type EditorObject;
    #[wasm_bindgen(method, js_name = getText)]
    fn get_text(this: &EditorObject) -> String;
    #[wasm_bindgen(method, js_name = setText)]
    fn set_text(this: &EditorObject, text: &str);
    #[wasm_bindgen(method, js_name = setTheme)]
    fn set_theme(this: &EditorObject, dark: bool);
    #[wasm_bindgen(method, js_name = setLanguage)]
    fn set_language(this: &EditorObject, language: &str, label: &str);
    #[wasm_bindgen(method, js_name = showFailure)]
    fn show_failure(this: &EditorObject, line: u32, message: &str);
    #[wasm_bindgen(method, js_name = clearFailure)]
    fn clear_failure(this: &EditorObject);
    #[wasm_bindgen(method, js_name = markLine)]
    fn mark_line(this: &EditorObject, line: u32, class: &str, title: &str);
    #[wasm_bindgen(method, js_name = clearMarks)]
    fn clear_marks(this: &EditorObject);
    #[wasm_bindgen(method, js_name = goToLine)]
    fn go_to_line(this: &EditorObject, line: u32);
    #[wasm_bindgen(method)]
    fn destroy(this: &EditorObject);
}

struct Inner {
    object: EditorObject,
    // The editor calls these as long as it lives.
    _on_change: Closure<dyn Fn()>,
    _on_run: Closure<dyn Fn()>,
    _check: Closure<dyn Fn(String) -> Promise>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.object.destroy();
    }
}

/// The editor on the page.
#[derive(Clone)]
pub struct Editor(Rc<Inner>);

impl PartialEq for Editor {
    fn eq(&self, other: &Editor) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Editor {
    pub fn text(&self) -> String {
        self.0.object.get_text()
    }

    /// Replaces the text as one step that Undo takes back.
    pub fn set_text(&self, text: &str) {
        self.0.object.set_text(text);
    }

    pub fn set_theme(&self, theme: Theme) {
        self.0.object.set_theme(theme.is_dark());
    }

    pub fn set_language(&self, language: Language) {
        self.0.object.set_language(short_tag(language), &label(language));
    }

    /// Underlines a line (from 1) where a run failed, and shows `message` there.
    pub fn show_error(&self, line: u32, message: &str) {
        self.0.object.show_failure(line, message);
    }

    /// Marks a line (from 1) with a class; `title` explains it.
    pub fn mark_line(&self, line: u32, class: &str, title: &str) {
        self.0.object.mark_line(line, class, title);
    }

    pub fn clear_marks(&self) {
        self.0.object.clear_marks();
    }

    /// Puts the editor's cursor at a line (from 1) and shows it.
    pub fn go_to_line(&self, line: u32) {
        self.0.object.go_to_line(line);
    }

    /// Takes away what [`Editor::show_error`] showed.
    pub fn clear_errors(&self) {
        self.0.object.clear_failure();
    }
}

fn short_tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Chinese => "zh",
    }
}

/// What screen readers hear, the way out for those without a mouse included.
fn label(language: Language) -> String {
    let separator = match language {
        Language::English => ". ",
        Language::Chinese => "。",
    };
    [language.text(Text::EditorLabel), language.text(Text::EditorHint)].join(separator)
}

#[derive(Properties)]
pub struct EditorPanelProps {
    /// Of the editor's module, as `www/start.js` imports it.
    pub module: Promise,
    /// Theme, language and text are those at the start; later ones go through the [`Editor`].
    pub theme: Theme,
    pub language: Language,
    pub text: AttrValue,
    /// Called once, when the editor stands.
    pub on_ready: Callback<Editor>,
    pub on_change: Callback<()>,
    pub on_run: Callback<()>,
}

impl PartialEq for EditorPanelProps {
    /// Nothing of the properties matters once the editor stands.
    fn eq(&self, _: &EditorPanelProps) -> bool {
        true
    }
}

#[function_component(EditorPanel)]
pub fn editor_panel(props: &EditorPanelProps) -> Html {
    let place = use_node_ref();
    let start = (props.module.clone(), props.theme, props.language, props.text.clone());
    let callbacks = (props.on_ready.clone(), props.on_change.clone(), props.on_run.clone());
    use_effect_with((), {
        let place = place.clone();
        move |()| {
            let Some(element) = place.cast::<web_sys::Element>() else { return };
            spawn_local(async move {
                let (module, theme, language, text) = start;
                // If there is none, `www/start.js` says so.
                let Ok(module) = JsFuture::from(module).await else { return };
                let start = (module.unchecked_into(), theme, language, text);
                callbacks.0.emit(create(&element, start, callbacks.1, callbacks.2));
            });
        }
    });
    html! { <div class="editor" ref={place} /> }
}

fn create(
    parent: &web_sys::Element,
    (module, theme, language, text): (EditorModule, Theme, Language, AttrValue),
    on_change: Callback<()>,
    on_run: Callback<()>,
) -> Editor {
    let on_change = Closure::<dyn Fn()>::new(move || on_change.emit(()));
    let on_run = Closure::<dyn Fn()>::new(move || on_run.emit(()));
    let check = Closure::<dyn Fn(String) -> Promise>::new(check);
    let options = Object::new();
    let entries: [(&str, &JsValue); 7] = [
        ("text", &JsValue::from_str(&text)),
        ("dark", &JsValue::from_bool(theme.is_dark())),
        ("language", &JsValue::from_str(short_tag(language))),
        ("label", &JsValue::from_str(&label(language))),
        ("onChange", on_change.as_ref()),
        ("onRun", on_run.as_ref()),
        ("check", check.as_ref()),
    ];
    for (key, value) in entries {
        // A new object takes any property.
        let _ = Reflect::set(&options, &JsValue::from_str(key), value);
    }
    let object = module.create(parent, &options);
    Editor(Rc::new(Inner { object, _on_change: on_change, _on_run: on_run, _check: check }))
}

/// The syntax errors of a program, as a promise of an array of `{message, line, column, endLine, endColumn}`; of null
/// while a program runs.
fn check(source: String) -> Promise {
    Promise::new(&mut |resolve, _| {
        run::check(source.clone(), move |mistakes| {
            let answer = match mistakes {
                Some(mistakes) => mistakes.iter().map(mistake_object).collect::<Array>().into(),
                None => JsValue::NULL,
            };
            // A promise's function takes anything.
            let _ = resolve.call1(&JsValue::UNDEFINED, &answer);
        });
    })
}

fn mistake_object(mistake: &Mistake) -> JsValue {
    let object = Object::new();
    let entries: [(&str, JsValue); 5] = [
        ("message", mistake.message.as_str().into()),
        ("line", mistake.line.into()),
        ("column", mistake.column.into()),
        ("endLine", mistake.end_line.into()),
        ("endColumn", mistake.end_column.into()),
    ];
    for (key, value) in entries {
        // A new object takes any property.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object.into()
}
