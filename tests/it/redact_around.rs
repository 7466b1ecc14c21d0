//! What is around the payloads of a capture, redacted: event streams, logs, broken JSON.

use agentlin_types::redact::{Redactor, Surroundings};

use crate::redact_archives::{keeps, redactors};

fn redactor() -> Redactor {
    Redactor::with_seed("around")
}

/// Lines, and what is kept of each: `~` stands for another character of the kind.
const LINES: &[(&str, &str)] = &[
    // Streams.
    (": by Ada", ": ~~ ~~~"),
    ("event: task.created", "event: task.created"),
    ("event: ping ", "event: ping "),
    ("event: ada", "event: ~~~"),
    ("id: ada-4711", "id: ~~~-~~~~"),
    ("id:4711", "id:~~~~"),
    ("retry: 45000", "retry: 4~~~~"),
    ("retry: 45000 ", "retry: 4~~~~ "),
    ("retry: 450", "retry: 450"),
    ("retry: ada", "retry: ~~~"),
    ("data: Ada", "data: ~~~"),
    ("data", "data"),
    ("dada: x", "~~~~: ~"),
    (" id: ada", " id: ~~~"),
    // Behind a document of a list.
    (", event: ada", ", event: ~~~"),
    ("]data: ada", "]data: ~~~"),
    // JSON, whole or not.
    (
        r#"{"object":"task","ada":"ada"}"#,
        r#"{"object":"task","~~~":"~~~"}"#,
    ),
    (r#"{"id" : "task_ada"}"#, r#"{"id" : "task_~~~"}"#),
    (r#"{"task_ada":"task_ada"}"#, r#"{"~~~~_~~~":"task_~~~"}"#),
    (
        r#"{"{\"object\":\"task\",\"ada\":\"task_ada\"}":1}"#,
        r#"{"{\"object\":\"task\",\"~~~\":\"task_~~~\"}":1}"#,
    ),
    (
        r#"{"data: {\"ada\":\"task_ada\"}\n":1}"#,
        r#"{"data: {\"~~~\":\"task_~~~\"}\n":1}"#,
    ),
    (
        r#"[true,false,null,tru,nul]"#,
        r#"[true,false,null,tru,nul]"#,
    ),
    (r#"[trx,None,NaN]"#, r#"[tr~,None,NaN]"#),
    (
        r#"{"x":12345,"id":12345,"id":1234567}"#,
        r#"{"~":1~~~~,"id":12345,"id":1~~~~~~}"#,
    ),
    (
        r#"{"code":-32603,"x":-32603}"#,
        r#"{"code":-32603,"~":-3~~~~}"#,
    ),
    (
        r#"{"x":1234.00,"y":1234.50,"z":1234e5}"#,
        r#"{"~":1~~~.00,"~":1~~~.~~,"~":1~~~e5}"#,
    ),
    (
        r#"{"x":10203,"bodySize":12345}"#,
        r#"{"~":1~~~~,"bodySize":1~~~~}"#,
    ),
    (
        r#"{"x":-9223372036854775807}"#,
        r#"{"~":-9~~~~~~~~~~~~~~~~~~}"#,
    ),
    (
        r#"{"required":["id","ada"]}"#,
        r#"{"required":["id","~~~"]}"#,
    ),
    (
        r##"{"$ref":"#/properties/ada"}"##,
        r##"{"$ref":"#/properties/~~~"}"##,
    ),
    (
        r#"{"x":"{\"object\":\"task\",\"ada\":1}"}"#,
        r#"{"~":"{\"object\":\"task\",\"~~~\":1}"}"#,
    ),
    (r#"{"x":"[\"ada\"]"}"#, r#"{"~":"[\"~~~\"]"}"#),
    (r#"{"x":"[-12345]"}"#, r#"{"~":"[-1~~~~]"}"#),
    (r#"{"x":"{ada}"}"#, r#"{"~":"{~~~}"}"#),
    (r#"{"x":"\u00e9\n"}"#, r#"{"~":"\u0~~~\n"}"#),
    (r#"{"x":"\b\f\r\t\/"}"#, r#"{"~":"\b\f\r\t\/"}"#),
    (r#"{"x":"ada \" ada"#, r#"{"~":"~~~ \" ~~~"#),
    // Logs.
    ("2026-11-23 12:34", "~~~~-~~-~~ ~~:34"),
    ("took 12345 ms", "t~~~ ~~~~~ ~~"),
    ("007 ada", "007 ~~~"),
    ("a 0070 1e5 3E4", "~ 00~~ ~e~ ~E~"),
    ("v1.2e3 Ada_2", "~~.~e~ ~~~_~"),
    ("\u{1b}[31mAda\u{1b}[0m", "\u{1b}[31m~~~\u{1b}[0m"),
    ("\u{1b}Ada \u{1b}[1", "\u{1b}~~~ \u{1b}[1"),
    (r"\n ada \u00e9 \q", r"\n ~~~ \u0~~~ \~"),
    ("HTTP undefined DONE", "HTTP undefined DONE"),
    ("日本 ñ — …", "~~ ~ — …"),
];

#[test]
fn what_is_told_by_its_form_stays() {
    for (line, kept) in LINES {
        keeps(line, kept, |redactor| {
            Surroundings::new(redactor).rest(line)
        });
    }
}

/// What is no escape stays none: whether a string is valid decides what is in it.
#[test]
fn no_stand_in_makes_an_escape() {
    for redactor in redactors(200) {
        let redacted = Surroundings::new(&redactor).rest(r"{\c\\\dry \k");
        let mut escapes = redacted.split('\\').skip(1);
        let is_escape = |text: &str| text.starts_with(['b', 'f', 'n', 'r', 't', 'u']);
        assert!(!escapes.any(is_escape), "{redacted}");
    }
}

/// What is no number of JSON ends where it did: a zero that it begins with would end it sooner.
#[test]
fn no_stand_in_begins_with_a_zero() {
    for redactor in redactors(200) {
        let redacted = Surroundings::new(&redactor).rest("4711 ms");
        assert!(!redacted.starts_with('0'), "{redacted}");
    }
}

/// What is an integer stays one, and what is too large for any format stays too large.
#[test]
fn numbers_stay_on_their_side_of_the_limits() {
    for (number, fits) in [
        ("-9223372036854775807", true),
        ("9223372036854775808", false),
        ("1797e305", true),
        ("1798e305", false),
    ] {
        for redactor in redactors(20) {
            let redacted = Surroundings::new(&redactor).rest(number);
            let is_whole = redacted.parse::<i64>().is_ok();
            let is_finite = number.contains('e') && redacted.parse::<f64>().unwrap().is_finite();
            assert_eq!(is_whole || is_finite, fits, "{redacted}");
        }
    }
}

/// Wherever the text is divided, its stand-ins are those of the whole.
#[test]
fn pieces_are_redacted_as_the_whole() {
    let lines: Vec<_> = LINES.iter().map(|(line, _)| *line).collect();
    let redactor = redactor();
    let longest = lines.iter().map(|line| line.len()).max().unwrap();
    for end in ["\n", "\r\n", "\r"] {
        let text = lines.join(end);
        let whole = Surroundings::new(&redactor).rest(&text);
        assert_eq!(whole.len(), text.len());
        for cut in (0..text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let mut around = Surroundings::new(&redactor);
            let mut redacted = around.piece(&text[..cut]);
            // No more is held back than what may go on.
            assert!(cut - redacted.len() <= longest, "{redacted}");
            let rest = &text[redacted.len()..];
            redacted += &around.rest(rest);
            assert_eq!(redacted, whole, "{:?}", &text[..cut]);
        }
    }
}

/// A string that is longer than any piece may be goes on in the next one.
#[test]
fn a_string_goes_on_in_the_next_piece() {
    let pieces = |redactor: &Redactor, pieces: &[&str]| {
        let mut around = Surroundings::new(redactor);
        let redacted = pieces.iter().map(|piece| around.rest(piece));
        redacted.collect::<String>()
    };
    for (text, kept) in [
        (
            &[
                r#"{"x":"ada "#,
                "lovelace ",
                r#"true \" task","code":-32603}"#,
            ][..],
            r#"{"~":"~~~ ~~~~~~~~ ~~~~ \" ~~~~","code":-32603}"#,
        ),
        (&[r#"["ada "#, r#"ada",true]"#], r#"["~~~ ~~~",true]"#),
    ] {
        keeps(&text.concat(), kept, |redactor| pieces(redactor, text));
    }
    // A payload that comes between ends it, and begins a line.
    let text = "id: ada\ntrue";
    keeps(text, "id: ~~~\ntrue", |redactor| {
        let mut around = Surroundings::new(redactor);
        around.rest(r#"{"code":"ada "#);
        around.after_payload();
        around.rest(text)
    });
}

/// A pattern takes the stand-ins of what it took.
#[test]
fn patterns_keep_their_classes_and_counts() {
    let pattern = |redactor: &Redactor, pattern: &str| {
        let text = format!(r#"{{"pattern":"{pattern}"}}"#);
        let redacted = Surroundings::new(redactor).rest(&text);
        redacted[12..redacted.len() - 2].to_owned()
    };
    for (text, kept) in [
        ("^[a-zA-Z0-9_]ada{2,3}7$", "^[a-zA-Z0-9_]...{2,3}.$"),
        (r"\\d+\\.a", r"\\d+\\.."),
        ("a}2]z", ".}.]."),
        ("[a]{1}{2}b", "[a]{1}{2}."),
        (r"\\[a\\{2", r"\\[.\\{."),
    ] {
        assert_eq!(pattern(&redactor(), text), kept, "{text}");
    }
    // Letters of a class have stand-ins, also behind a bracket that does not end it.
    for text in ["[bcd]", r"[\\]bcd]"] {
        let kept = text.replace("bcd", "~~~");
        keeps(text, &kept, |redactor| pattern(redactor, text));
    }
}
