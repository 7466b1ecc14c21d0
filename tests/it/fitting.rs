//! The three that judge a text without reading it: what fits, what can be read, and what the checker
//! says, case by case where they could part.

use agentlin_types::wire::{self, Code, Shape, Wire, check, fits, reads};
use agentlin_types::{Map, Profile, TaskEvent, TaskStatus, TextContent, Usage, decode};

/// Asserts what all of them say about a text: whether the types can read it, and whether there is
/// nothing to tell.
fn says<T: Wire>(text: &str, readable: bool, clean: bool) {
    assert_eq!(decode::from_str::<T>(text).is_ok(), readable, "{text}");
    assert_eq!(reads(text, &T::SHAPE), readable, "{text}");
    assert_eq!(fits(text, &T::SHAPE, Profile::Wire), clean, "{text}");
    let faults = check(text, &T::SHAPE, Profile::Wire);
    assert_eq!(faults.is_empty(), clean, "{text}: {faults:?}");
}

#[test]
fn keys_of_maps_stand_once() {
    for (members, fits) in [
        ("", true),
        (r#""a":1"#, true),
        (r#""a":1,"b":1"#, true),
        (r#""a":1,"b":2,"c":3,"d":4"#, true),
        (r#""a":1,"a":1"#, false),
        (r#""a":1,"\u0061":1"#, false),
        (r#""a":1,"b":2,"a":3"#, false),
        (r#""a":1,"b":2,"c":3,"\u0062":4"#, false),
        (r#""\ud800":1"#, false),
        (r#""a":"1""#, false),
        (r#""a":1,"b":2,"c":"3""#, false),
    ] {
        says::<Map<i64>>(&format!("{{{members}}}"), fits, fits);
    }
    says::<Map<i64>>("[]", false, false);
    says::<Map<TaskStatus>>(r#"{"a":"working","b":"new"}"#, true, false);
}

#[test]
fn fields_that_the_model_does_not_name_stand_once() {
    let text = r#""type":"text","text":"t""#;
    for (members, readable) in [
        (r#""a":1"#, true),
        (r#""a":1,"b":1"#, true),
        (r#""a":1,"b":1,"c":1"#, true),
        (r#""a":1,"a":1"#, false),
        (r#""a":1,"b":1,"a":1"#, false),
        (r#""a":1,"b":1,"c":1,"a":1"#, false),
        (r#""\ud800":1"#, false),
    ] {
        says::<TextContent>(&format!("{{{text},{members}}}"), readable, false);
    }
    says::<TextContent>(&format!("{{{text}}}"), true, true);
    says::<TextContent>(&format!("{{{text},{text}}}"), false, false);
}

#[test]
fn counters_fit_or_are_kept() {
    for (members, readable, clean) in [
        ("", true, true),
        (r#""input_tokens":1"#, true, true),
        (r#""input_tokens":null"#, true, true),
        (r#""input_tokens":"1""#, true, false),
        (r#""other":"1","more":[],"most":{}"#, true, true),
        (r#""other":1,"more":2,"other":3"#, false, false),
        (r#""input_tokens":1,"input_tokens":1"#, false, false),
        (r#""tool_calls_details":{"\ud800":1}"#, true, false),
    ] {
        says::<Usage>(&format!("{{{members}}}"), readable, clean);
        // With something behind it.
        says::<Vec<Usage>>(&format!("[{{{members}}},{{}}]"), readable, clean);
    }
}

#[test]
fn words_and_numbers() {
    says::<TaskStatus>(r#""working""#, true, true);
    says::<TaskStatus>(r#""w\u006frking""#, true, true);
    says::<TaskStatus>(r#""new""#, true, false);
    for other in ["7", "null", "[]", "{}", "true", r#""\ud800""#] {
        says::<TaskStatus>(other, false, false);
    }
    let digits = |count: usize| "9".repeat(count);
    for (number, finite) in [
        (digits(299), true),
        (digits(300), true),
        (digits(301), true),
        (digits(308), true),
        (digits(310), false),
        (format!("0.{}", digits(400)), true),
        ("1e308".into(), true),
        ("1e309".into(), false),
        ("1e-999".into(), true),
    ] {
        says::<f64>(&number, finite, finite);
    }
}

/// The page names no event, so the documented profile takes none and names none.
#[test]
fn tags_that_a_profile_knows() {
    for (tag, profile, known) in [
        ("task.working", Profile::Wire, true),
        ("task.working", Profile::Documented, false),
        ("task.dreaming", Profile::Wire, false),
        ("task.dreaming", Profile::Documented, false),
    ] {
        let text = format!(r#"{{"type":"{tag}","task_id":"t","timestamp":"now"}}"#);
        assert_eq!(fits(&text, &TaskEvent::SHAPE, profile), known);
        let faults = check(&text, &TaskEvent::SHAPE, profile);
        assert_eq!(faults.is_empty(), known, "{faults:?}");
        let Some(fault) = faults.first() else {
            continue;
        };
        assert_eq!(fault.code, Code::UnknownTag);
        let named = fault.expected.contains("task.working");
        assert_eq!(named, profile == Profile::Wire, "{}", fault.expected);
    }
}

/// What is one level too deep is so for all of them.
#[test]
fn depth_is_counted_from_the_root() {
    for (levels, fits) in [(1, true), (126, true), (127, true), (128, false)] {
        let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(
            wire::fits(&text, &Shape::Any, Profile::Wire),
            fits,
            "{levels}"
        );
        assert_eq!(check(&text, &Shape::Any, Profile::Wire).is_empty(), fits);
    }
}

#[test]
fn variants_that_are_not_documented_fit_the_wire_only() {
    let text = r#"{"type":"task.working","task_id":"t","timestamp":"2026-11-23T20:53:34Z"}"#;
    for (profile, clean) in [(Profile::Wire, true), (Profile::Documented, false)] {
        assert_eq!(fits(text, &TaskEvent::SHAPE, profile), clean);
        assert_eq!(check(text, &TaskEvent::SHAPE, profile).is_empty(), clean);
    }
}
