//! JSON text with line breaks and indentation; nothing else about it changes, so that numbers keep
//! every digit and keys their order.

/// Lays out a JSON text. What is not JSON comes back as it is.
pub(crate) fn pretty(json: &str) -> String {
    if serde_json::from_str::<&serde_json::value::RawValue>(json).is_err() {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut in_string = false;
    let mut escaped = false;
    let mut characters = json.chars().peekable();
    while let Some(character) = characters.next() {
        if in_string {
            out.push(character);
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match character {
            '"' => {
                in_string = true;
                out.push('"');
            }
            '{' | '[' => {
                out.push(character);
                while characters.peek().is_some_and(|c| c.is_ascii_whitespace()) {
                    characters.next();
                }
                if let Some(close) = characters.next_if(|c| matches!(c, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    line_break(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth -= 1;
                line_break(&mut out, depth);
                out.push(character);
            }
            ',' => {
                out.push(',');
                line_break(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ if character.is_ascii_whitespace() => {}
            _ => out.push(character),
        }
    }
    out
}

fn line_break(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_changes_nothing_but_white_space() {
        assert_eq!(
            pretty(r#"{"b":[ ],"a":[1e400,{"x":"a: {,\""}], "n":{}}"#),
            "{\n  \"b\": [],\n  \"a\": [\n    1e400,\n    {\n      \"x\": \"a: {,\\\"\"\n    }\n  ],\n  \"n\": {}\n}"
        );
        assert_eq!(pretty("{oops"), "{oops");
    }
}
