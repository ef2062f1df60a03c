//! Names and mistakes in `match` statements.

use ruff_python_ast as ast;
use ruff_python_ast::Pattern;
use weft_code::Span;

use super::build::Builder;
use crate::span_of;

impl Builder {
    pub fn match_stmt(&mut self, node: &ast::StmtMatch) {
        self.expr(&node.subject);
        let last = node.cases.len().saturating_sub(1);
        for (index, case) in node.cases.iter().enumerate() {
            let mut names = Vec::new();
            self.pattern(&case.pattern, &mut names);
            if index < last && case.guard.is_none() {
                self.check_unreachable(&case.pattern);
            }
            for (name, span) in names {
                self.bind(&name, span);
            }
            if let Some(guard) = &case.guard {
                self.expr(guard);
            }
            self.body(&case.body);
        }
    }

    /// A pattern that always matches leaves nothing for those behind it.
    fn check_unreachable(&mut self, pattern: &Pattern) {
        let Pattern::MatchAs(node) = pattern else { return };
        match (&node.pattern, &node.name) {
            (Some(inner), _) => self.check_unreachable(inner),
            (None, Some(name)) => {
                let text = format!("name capture '{name}' makes remaining patterns unreachable");
                self.problem(text, span_of(node));
            }
            (None, None) => self.problem("wildcard makes remaining patterns unreachable", span_of(node)),
        }
    }

    fn capture(&mut self, name: &ast::Identifier, names: &mut Vec<(String, Span)>) {
        if names.iter().any(|(known, _)| known == name.as_str()) {
            self.problem(format!("multiple assignments to name '{name}' in pattern"), span_of(name));
        } else {
            names.push((name.to_string(), span_of(name)));
        }
    }

    fn pattern(&mut self, pattern: &Pattern, names: &mut Vec<(String, Span)>) {
        match pattern {
            Pattern::MatchValue(node) => self.expr(&node.value),
            Pattern::MatchSingleton(_) => {}
            Pattern::MatchSequence(node) => {
                let stars = node.patterns.iter().filter(|p| matches!(p, Pattern::MatchStar(_))).count();
                if stars > 1 {
                    self.problem("multiple starred expressions in sequence pattern", span_of(node));
                }
                for inner in &node.patterns {
                    self.pattern(inner, names);
                }
            }
            Pattern::MatchMapping(node) => {
                self.exprs(&node.keys);
                for inner in &node.patterns {
                    self.pattern(inner, names);
                }
                if let Some(rest) = &node.rest {
                    self.capture(rest, names);
                }
            }
            Pattern::MatchClass(node) => {
                self.expr(&node.cls);
                let mut seen: Vec<&str> = Vec::new();
                for inner in &node.arguments.patterns {
                    self.pattern(inner, names);
                }
                for keyword in &node.arguments.keywords {
                    if seen.contains(&keyword.attr.as_str()) {
                        let text = format!("attribute name repeated in class pattern: {}", keyword.attr);
                        self.problem(text, span_of(keyword));
                    }
                    seen.push(&keyword.attr);
                    self.pattern(&keyword.pattern, names);
                }
            }
            Pattern::MatchStar(node) => {
                if let Some(name) = &node.name {
                    self.capture(name, names);
                }
            }
            Pattern::MatchAs(node) => {
                if let Some(inner) = &node.pattern {
                    self.pattern(inner, names);
                }
                if let Some(name) = &node.name {
                    self.capture(name, names);
                }
            }
            Pattern::MatchOr(node) => self.alternatives(node, names),
        }
    }

    fn alternatives(&mut self, node: &ast::PatternMatchOr, names: &mut Vec<(String, Span)>) {
        let before = names.len();
        let mut first: Option<Vec<(String, Span)>> = None;
        let last = node.patterns.len().saturating_sub(1);
        for (index, inner) in node.patterns.iter().enumerate() {
            let mut own = names[..before].to_vec();
            self.pattern(inner, &mut own);
            let own = own.split_off(before);
            if index < last {
                self.check_unreachable(inner);
            }
            match &first {
                None => first = Some(own),
                Some(first) => {
                    let sorted = |names: &[(String, Span)]| {
                        let mut names: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
                        names.sort();
                        names
                    };
                    if sorted(first) != sorted(&own) {
                        self.problem("alternative patterns bind different names", span_of(node));
                    }
                }
            }
        }
        names.extend(first.unwrap_or_default());
    }
}
