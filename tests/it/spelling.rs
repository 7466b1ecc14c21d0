//! What is found in a payload does not depend on how its strings and numbers are spelled.

use agentlin_types::Profile;
use agentlin_types::validate::{Code, PayloadKind, Settings};

use crate::{captures, rules};

/// Ways to spell the same value.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    /// Every nth character of a string is escaped; none if it is 0.
    escaped: usize,
    /// Whole numbers get this behind them.
    number: &'static str,
    /// What is around brackets, colons and commas.
    space: &'static str,
}

const SPELLINGS: [Spelling; 5] = [
    Spelling {
        escaped: 1,
        number: "",
        space: "",
    },
    Spelling {
        escaped: 3,
        number: "",
        space: " ",
    },
    Spelling {
        escaped: 7,
        number: "",
        space: "",
    },
    Spelling {
        escaped: 0,
        number: ".0",
        space: "",
    },
    Spelling {
        escaped: 0,
        number: "e0",
        space: "\r\n\t",
    },
];

/// Writes a JSON text in another spelling.
fn respell(text: &str, spelling: Spelling) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    let mut count = 0;
    while let Some(char) = rest.next() {
        match char {
            '"' => {
                out.push('"');
                while let Some(char) = rest.next().filter(|&char| char != '"') {
                    count += 1;
                    if char == '\\' {
                        // What is escaped stays so.
                        let length = if rest.peek() == Some(&'u') { 5 } else { 1 };
                        out.push(char);
                        out.extend(rest.by_ref().take(length));
                    } else if spelling.escaped > 0 && count % spelling.escaped == 0 {
                        for unit in char.encode_utf16(&mut [0; 2]) {
                            out.push_str(&format!("\\u{unit:04X}"));
                        }
                    } else {
                        out.push(char);
                    }
                }
                out.push('"');
            }
            '-' | '0'..='9' => {
                let start = out.len();
                out.push(char);
                while let Some(&next) = rest.peek()
                    && matches!(next, '0'..='9' | '.' | 'e' | 'E' | '+' | '-')
                {
                    out.push(next);
                    rest.next();
                }
                let number = &out[start..];
                // Longer ones are not the same number as f64.
                if number.len() < 16 && number.bytes().all(|b| b.is_ascii_digit()) {
                    out.push_str(spelling.number);
                }
            }
            '{' | '[' | '}' | ']' | ':' | ',' => {
                out.push_str(spelling.space);
                out.push(char);
                out.push_str(spelling.space);
            }
            _ => out.push(char),
        }
    }
    out
}

type Found = (Option<PayloadKind>, Vec<(Code, String)>);

fn found(settings: &Settings, text: &str) -> Found {
    let report = settings.validate(text);
    let findings = report.findings.into_iter();
    (report.kind, findings.map(|f| (f.code, f.pointer)).collect())
}

fn payloads() -> Vec<(String, String)> {
    let mut all = captures::bodies();
    for (name, stream) in captures::streams() {
        let lines = captures::data_lines(&stream);
        all.extend(lines.map(|line| (name.clone(), line.to_owned())));
    }
    for case in rules::cases("cases.json") {
        all.push((case["name"].to_string(), rules::text(&case)));
    }
    all.retain(|(_, text)| serde_json::from_str::<serde_json::Value>(text).is_ok());
    all
}

#[test]
fn spelling_changes_no_finding() {
    let payloads = payloads();
    assert!(payloads.len() > 600, "{}", payloads.len());
    for (name, text) in payloads {
        for &profile in Profile::ALL {
            let settings = Settings::new(profile);
            let expected = found(&settings, &text);
            for spelling in SPELLINGS {
                let respelled = respell(&text, spelling);
                let found = found(&settings, &respelled);
                assert_eq!(found, expected, "{name}, {spelling:?}: {respelled}");
            }
        }
    }
}
