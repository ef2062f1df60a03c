//! Small drawings in the colour of the text around them; what they mean stands beside them or in a label.

use yew::prelude::*;

fn icon(path: &'static str, filled: bool) -> Html {
    let (fill, stroke) = if filled { ("currentColor", "none") } else { ("none", "currentColor") };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"
            {fill} {stroke} stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">
            <path d={path} />
        </svg>
    }
}

/// Three threads woven: the page's mark.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true" focusable="false"
            fill="none" stroke-width="3.6" stroke-linecap="round">
            <path class="warp" d="M10 3v26M22 3v26" />
            <path class="weft-1" d="M3 9h3.5M13.5 9H29" />
            <path class="weft-2" d="M3 16h15.5M25.5 16H29" />
            <path class="weft-1" d="M3 23h3.5M13.5 23H29" />
        </svg>
    }
}

pub fn run() -> Html {
    icon("M4.5 2.8v10.4a.6.6 0 0 0 .9.5l8.3-5.2a.6.6 0 0 0 0-1L5.4 2.3a.6.6 0 0 0-.9.5z", true)
}

pub fn stop() -> Html {
    icon("M4.5 3.5h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z", true)
}

pub fn copy() -> Html {
    icon(
        "M5.5 5.5v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M3.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z",
        false,
    )
}

pub fn clear() -> Html {
    icon("M3 4.5h10M6.5 4.5v-1.5h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5", false)
}

pub fn restore() -> Html {
    icon("M3 3.5v3.5h3.5M3.3 7a5.2 5.2 0 1 1-.2 2.5", false)
}

pub fn options() -> Html {
    icon("M2.5 5h5M11.5 5h2M2.5 11h2M8.5 11h5M9.5 3v4M6.5 9v4", false)
}

pub fn sun() -> Html {
    icon(
        "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7",
        false,
    )
}

pub fn moon() -> Html {
    icon("M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z", false)
}

pub fn compare() -> Html {
    icon("M2.5 4h11M2.5 8h6M2.5 12h8.5", false)
}

pub fn share() -> Html {
    icon(
        "M6.5 9.5a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.5 6.5a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
        false,
    )
}

pub fn download() -> Html {
    icon("M8 2.5v7.5M4.8 7.2L8 10.3l3.2-3.1M3 13h10", false)
}

pub fn target() -> Html {
    icon("M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3", false)
}

pub fn back() -> Html {
    icon("M10 3.5L5.5 8l4.5 4.5", false)
}

pub fn forward() -> Html {
    icon("M6 3.5L10.5 8 6 12.5", false)
}

pub fn step_back() -> Html {
    icon("M4 3.5v9M12.5 3.5L7 8l5.5 4.5z", false)
}

pub fn step_forward() -> Html {
    icon("M12 3.5v9M3.5 3.5L9 8l-5.5 4.5z", false)
}
