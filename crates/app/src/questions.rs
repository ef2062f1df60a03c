//! What newcomers come with: questions that one click answers, where nothing has been run yet.

use yew::prelude::*;

use crate::{
    language::Language,
    programs::{Choice, EXAMPLES},
    texts::Text,
};

/// How the page answers a question about an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnsweredBy {
    Running,
    LookingForRaces,
    Comparing,
}

#[derive(Debug)]
pub struct Question {
    text: Text,
    /// The id of the example that it is about.
    example: &'static str,
    pub answered_by: AnsweredBy,
}

impl Question {
    /// The program that it is about.
    pub fn choice(&self) -> Choice {
        Choice::from_id(self.example).unwrap_or(Choice::Example(&EXAMPLES[0]))
    }
}

static QUESTIONS: &[Question] = &[
    Question { text: Text::AskThreads, example: "two-threads", answered_by: AnsweredBy::Running },
    Question { text: Text::AskProcesses, example: "two-processes", answered_by: AnsweredBy::Comparing },
    Question { text: Text::AskRace, example: "race", answered_by: AnsweredBy::LookingForRaces },
    Question { text: Text::AskDeadlock, example: "deadlock", answered_by: AnsweredBy::Running },
    Question { text: Text::AskQueue, example: "producer-consumer", answered_by: AnsweredBy::Running },
];

#[derive(Properties, PartialEq)]
pub struct QuestionsProps {
    pub language: Language,
    pub on_ask: Callback<&'static Question>,
}

#[function_component(Questions)]
pub fn questions(props: &QuestionsProps) -> Html {
    let language = props.language;
    html! {
        <div class="questions">
            <p>{ language.text(Text::NothingYet) }</p>
            <p id="questions-head">{ language.text(Text::AskHead) }</p>
            <ul class="plain" aria-labelledby="questions-head">
                { for QUESTIONS.iter().map(|question| html! {
                    <li><button type="button" onclick={props.on_ask.reform(move |_| question)}>
                        { language.text(question.text) }
                    </button></li>
                }) }
            </ul>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{Choice, QUESTIONS};

    #[test]
    fn questions_are_about_examples() {
        for question in QUESTIONS {
            assert!(matches!(Choice::from_id(question.example), Some(Choice::Example(_))), "{}", question.example);
        }
    }
}
