//! Entries of archives, redacted: what describes a call stays, what was sent does not.

use agentlin_types::endpoint::{Endpoint, RetrieveTask};
use agentlin_types::redact::Redactor;
use agentlin_types::validate::PayloadKind;
use serde_json::{Value, json};

fn redactor() -> Redactor {
    Redactor::with_seed("archives")
}

/// Redactors of so many keys.
pub(crate) fn redactors(count: u32) -> impl Iterator<Item = Redactor> {
    (0..count).map(|seed| Redactor::with_seed(&seed.to_string()))
}

/// Which characters stand for each other.
fn kind(c: char) -> char {
    match c {
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        '0'..='9' => '0',
        'À'..='ɏ' => 'À',
        other if other.is_alphabetic() => '\u{fffd}',
        other => other,
    }
}

/// Each character is of the kind that it was.
fn alike(before: &str, after: &str) -> bool {
    before.chars().map(kind).eq(after.chars().map(kind))
}

/// What is kept of a text by redactors of any key: all but where `~` stands for another character of
/// the kind. Each of those is another one with some of the keys.
pub(crate) fn keeps(before: &str, kept: &str, redact: impl Fn(&Redactor) -> String) {
    assert_eq!(kept.chars().count(), before.chars().count(), "{kept}");
    let mut as_before = vec![true; kept.chars().count()];
    // With so many, each character has another one in its place at least once.
    for redactor in redactors(40) {
        let after = redact(&redactor);
        assert_eq!(after.len(), before.len(), "{after}");
        assert_eq!(after.chars().count(), before.chars().count(), "{after}");
        let characters = before.chars().zip(after.chars()).zip(kept.chars());
        for (((old, new), kept), same) in characters.zip(&mut as_before) {
            // Digits of escapes may become letters. With any other letter a word might mean something.
            let hex = old.is_ascii_hexdigit() && new.is_ascii_hexdigit();
            let no_word = old.is_alphabetic() && new == 'q';
            let possible = match kept {
                '~' => hex || no_word || kind(old) == kind(new),
                _ => new == kept,
            };
            assert!(possible, "{before}\n{after}");
            *same &= old == new;
        }
    }
    let mut stays = kept.chars().zip(as_before);
    let unchanged = stays.position(|(kept, same)| kept == '~' && same);
    assert_eq!(unchanged, None, "{before}");
}

/// A value as it is inside of an entry, and as it is after that was redacted.
fn in_entry(key: &str, value: &Value) -> Value {
    in_entry_with(&redactor(), key, value)
}

fn in_entry_with(redactor: &Redactor, key: &str, value: &Value) -> Value {
    let text = json!({ "request": { key: value } }).to_string();
    let redacted = redactor.entry(&text);
    assert_eq!(redacted.len(), text.len(), "{text}\n{redacted}");
    let mut redacted: Value = serde_json::from_str(&redacted).unwrap();
    redacted["request"][key].take()
}

#[test]
fn what_describes_a_call_stays() {
    for (key, value) in [
        ("method", json!("POST")),
        ("httpVersion", json!("HTTP/1.1")),
        ("httpVersion", json!("h2")),
        ("statusText", json!("Not Found")),
        ("status", json!(404)),
        ("time", json!(12.5)),
        ("bodySize", json!(-1)),
        ("encoding", json!("base64")),
        ("mimeType", json!("application/json; charset=utf-8")),
        ("mimeType", json!("text/event-stream")),
        ("startedDateTime", json!("2026-11-23T20:53:29.123Z")),
        ("expires", json!("2026-11-23T20:53:29.123456+01:00")),
        ("name", json!("Content-Type")),
        ("name", json!("sequence_number")),
        ("value", json!("gzip, deflate, br")),
        ("_resourceType", json!("eventsource")),
        ("_priority", json!("High")),
        ("url", json!("/v1/tasks/?stream=")),
        ("url", json!("https://")),
    ] {
        assert_eq!(in_entry(key, &value), value, "{key}");
    }
}

#[test]
fn what_was_sent_has_stand_ins() {
    for (key, value) in [
        ("httpVersion", "Ada/1.1"),
        ("statusText", "Not Ada"),
        ("encoding", "adabase"),
        ("startedDateTime", "2026-11-23 Ada 20:53"),
        // Too short for a time, and too long.
        ("startedDateTime", "2026-11-23T20:53:2"),
        ("startedDateTime", "2026-11-23T20:53:29.123456789012345Z"),
        ("name", "X-Ada"),
        ("value", "Bearer abc123"),
        ("value", "7f"),
        ("_priority", "Ada"),
        ("comment", "from Ada"),
        ("serverIPAddress", "10.1.2.3"),
        ("text", "Ada was here"),
    ] {
        let redacted = in_entry(key, &value.into());
        let redacted = redacted.as_str().unwrap();
        assert_ne!(redacted, value, "{key}");
        assert!(alike(value, redacted), "{key}: {value} {redacted}");
        assert!(!redacted.contains("Ada"), "{key}: {redacted}");
    }
    // A number that does not describe the call.
    assert_ne!(in_entry("ada", &json!(4711)), json!(4711));
    // The words of a type that are known stay, others do not.
    let redacted = in_entry("mimeType", &json!("application/vnd.ada+json; charset=ada"));
    let redacted = redacted.as_str().unwrap();
    assert!(redacted.starts_with("application/") && redacted.contains("+json; charset="));
    assert!(!redacted.contains("ada"), "{redacted}");
}

/// Of a URL stays what tells which call it is: `~` stands for any other character of the kind.
#[test]
fn urls_keep_what_tells_the_call() {
    for (url, kept) in [
        (
            "https://api.ada.io:8443/v1/tasks/abc/cancel?user_id=ada&x=7#top",
            "https://~~~.~~~.~~:8443/v1/tasks/~~~/cancel?user_id=~~~&~=~#~~~",
        ),
        ("http://ada/v1/tasks/", "http://~~~/v1/tasks/"),
        ("HTTPS://ada", "HTTPS://~~~"),
        ("wss://ada:80/env", "wss://~~~:80/env"),
        ("ftp://ada/tasks", "~~~://~~~/tasks"),
        ("/v1/tasks/ada", "/v1/tasks/~~~"),
        ("v1/tasks/ada", "v1/tasks/~~~"),
        ("/v1/tasks?u=http://ada/x", "/v1/tasks?~=http://~~~/~"),
        // No port: too long, and no number.
        ("http://ada:123456/v1", "http://~~~:~~~~~~/v1"),
        ("http://ada:8a/v1", "http://~~~:~~/v1"),
        // A known key, but no value; and one that is not known.
        ("http://ada?user_id", "http://~~~?user_~~"),
        ("http://ada?name_of=v1", "http://~~~?~~~~_~~=~~"),
        // Escapes stay escapes, of the same kind.
        ("/v1/%C3%A9%41da%2Fx", "/v1/%C~%~~%~~~~%2F~"),
        ("/v1/%80%FF%e4", "/v1/%A0%A0%A0"),
        ("/v1/%80%FF%41b", "/v1/%A0%A0%~~~"),
        ("/v1/%e4%BD%a0%E5%A5%BD", "/v1/%~~%~~%~~%E~%~~%~~"),
        ("/v1/é%20ñ%+4", "/v1/~%20~%+~"),
        ("/v1/100%", "/v1/~~~%"),
        ("/v1/%zzz", "/v1/%~~~"),
    ] {
        keeps(url, kept, |redactor| {
            let redacted = in_entry_with(redactor, "url", &url.into());
            redacted.as_str().unwrap().to_owned()
        });
    }
}

/// Who knows the one finds the other.
#[test]
fn what_a_url_spells_has_the_stand_in_that_it_has_elsewhere() {
    for (encoded, text) in [
        ("%41da%20L", "Ada L"),
        ("%E4%BD%A0%E5%A5%BD", "\u{4f60}\u{597d}"),
        ("task_ad%61", "task_ada"),
    ] {
        let url = in_entry("url", &format!("/v1/tasks/{encoded}?x={encoded}").into());
        let redacted = redactor().string(text);
        let path = RetrieveTask::INFO.path_values(url.as_str().unwrap());
        assert_eq!(path, Some(vec![redacted]), "{url}");
    }
}

/// The bodies of an entry are redacted as any text, with the stand-ins that payloads have.
#[test]
fn bodies_have_the_stand_ins_of_payloads() {
    let body = r#"{"object":"task","id":"task_ada","user_id":"ada"}"#;
    let redacted = in_entry("text", &body.into());
    let alone = redactor().payload(PayloadKind::Task, body);
    assert_eq!(redacted, alone);
    assert!(
        alone.starts_with(r#"{"object":"task","id":"task_"#),
        "{alone}"
    );
}

#[test]
fn whole_paths_of_an_entry_are_kept() {
    let entry = json!({
        "request": {"url": "https://ada.io/x", "headers": [
            {"name": "Server", "value": "ada"},
            {"name": "Date", "value": "ada"},
            {"name": "Via", "value": "ada"},
        ]},
        "response": {"url": "https://ada.io/x"},
        "ada": {"lovelace": 12, "byron": 12},
    });
    let redacted = redactor()
        .keep("/ada/lovelace")
        .keep("/request/url")
        .keep("/request/headers/server/value")
        .keep("/request/headers/2/value")
        .entry(&entry.to_string());
    let redacted: Value = serde_json::from_str(&redacted).unwrap();
    assert_eq!(redacted["request"]["url"], entry["request"]["url"]);
    let kept = |at: usize| redacted["request"]["headers"][at] == entry["request"]["headers"][at];
    assert_eq!([0, 1, 2].map(kept), [true, false, true], "{redacted}");
    assert_ne!(redacted["response"], entry["response"]);
    // Keys that lead to what is kept stay, others do not.
    assert_eq!(redacted["ada"]["lovelace"], 12);
    assert_eq!(redacted["ada"].get("byron"), None, "{redacted}");
}

#[test]
fn names_of_files_keep_their_ending() {
    for (name, ending) in [
        ("ada-7.json", ".json"),
        ("a.d.a.html", ".html"),
        ("ada.jpeg", ""),
        ("ada", ""),
    ] {
        let redacted = redactor().file_name(name);
        assert!(
            redacted.ends_with(ending) && alike(name, &redacted),
            "{redacted}"
        );
        assert_eq!(redacted.len(), name.len());
        assert_ne!(redacted, name);
        let stem = &name[..name.len() - ending.len()];
        assert_eq!(redacted, redactor().string(stem) + ending);
    }
    assert_eq!(
        in_entry("_file", &json!("ada.json")),
        json!(redactor().file_name("ada.json"))
    );
    assert_eq!(
        in_entry("_sha1", &json!("ada.json")),
        json!(redactor().file_name("ada.json"))
    );
}

#[test]
fn data_urls_keep_what_they_say_of_their_data() {
    for (url, kept) in [
        (
            "data:image/png;base64,iVBORw0KGgo=",
            "data:image/png;base64,",
        ),
        (
            "DATA:Text/Plain;charset=utf-8,Ada",
            "DATA:Text/Plain;charset=utf-8,",
        ),
        ("data:,Ada", "data:,"),
    ] {
        let redacted = redactor().string(url);
        assert!(
            redacted.starts_with(kept) && alike(url, &redacted),
            "{redacted}"
        );
        assert_ne!(redacted, url);
    }
    let redacted = redactor().string("data:image/ada;base64,AAAA");
    assert!(redacted.starts_with("data:image/") && redacted.contains(";base64,"));
    assert!(!redacted.contains("ada"), "{redacted}");
}

#[test]
fn the_key_is_not_shown() {
    assert_eq!(
        format!("{:?}", Redactor::with_seed("phrase")),
        "Redactor { .. }"
    );
}
