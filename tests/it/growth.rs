//! Four times the input costs four times as much memory. What is counted is bytes, never time; the
//! instructions of whole jobs are counted by `benches/growth`.

use std::io::Read;

use agentlin_types::stream::{SseDecoder, SseReader, TaskFold};
use agentlin_types::validate::{PayloadKind, Settings};
use agentlin_types::{JsonObject, Map, Task, TopLogProb, decode};
use allocation_counter::{AllocationInfo, measure};

/// Does a job for an input of one size and of four times that size, and compares what was counted.
/// Small inputs have fixed costs, so the factor may be a little more than four.
pub(crate) fn grows_with_the_input(
    count: fn(&AllocationInfo) -> u64,
    size: usize,
    job: impl Fn(usize),
) {
    let [one, four] = [size, 4 * size].map(|size| count(&measure(|| job(size))));
    assert!(four <= 5 * one, "{one} bytes, then {four}");
}

pub(crate) fn held(info: &AllocationInfo) -> u64 {
    info.bytes_max
}

fn allocated(info: &AllocationInfo) -> u64 {
    info.bytes_total
}

/// An id of that many bytes and a piece of as many events.
fn long_id(size: usize) -> String {
    format!("id: {}\n", "i".repeat(size)) + &"data:1\n\n".repeat(size)
}

#[test]
fn events_share_the_last_id() {
    grows_with_the_input(held, 2000, |size| {
        let stream = long_id(size);
        let events = SseDecoder::new().push(stream.as_bytes());
        assert_eq!(events.len(), size);
    });
    grows_with_the_input(allocated, 2000, |size| {
        let stream = long_id(size);
        assert_eq!(SseReader::new(stream.as_bytes()).count(), size);
    });
}

/// Whatever comes, in whatever pieces, a reader holds a small multiple of its limit.
#[test]
fn a_limit_bounds_what_a_reader_holds() {
    const LIMIT: usize = 10_000;
    let long = "x".repeat(LIMIT - 100);
    let streams = [
        long_id(LIMIT - 100).repeat(5),
        format!("data: {long}\n\n").repeat(50),
        format!("data:{}\n", "y".repeat(90)).repeat(1000),
        format!("event: {long}\ndata: {long}\n\n").repeat(50),
        format!("id: {long}\nevent: {long}\n").repeat(50),
        "data\n\n".repeat(100_000),
        "data\n".repeat(100_000),
        ":".repeat(1_000_000),
        "z".repeat(1_000_000),
        "\r".repeat(100_000),
    ];
    for stream in streams {
        let counted = measure(|| {
            let decoder = SseDecoder::with_limit(LIMIT);
            let slowly = stream.as_bytes().take(stream.len() as u64);
            for event in SseReader::with_decoder(slowly, decoder) {
                drop(event);
            }
        });
        let buffer = 16 * 1024;
        let shown = &stream[..20.min(stream.len())];
        assert!(
            counted.bytes_max < (6 * LIMIT + buffer) as u64,
            "{shown:?}: {} bytes",
            counted.bytes_max
        );
    }
}

fn key(number: usize) -> String {
    format!("key {number}")
}

/// One after the other is asked for; the keys before it are passed, not copied.
#[test]
fn looking_for_a_key_copies_none() {
    let members: Vec<_> = (0..400)
        .map(|n| format!("\"{}\":\"{}\"", key(n), "v".repeat(50)))
        .collect();
    let object: JsonObject = format!("{{{}}}", members.join(",")).parse().unwrap();
    let last = key(399);
    let counted = measure(|| assert!(object.get(&last).is_some()));
    assert_eq!(counted.count_total, 1, "the value alone");
}

/// Filling and asking make an index once, and it follows every change.
#[test]
fn members_are_found_among_many() {
    let mut extra = TopLogProb::new("a", -0.5, [97]).extra;
    let mut map = Map::new();
    for round in 0..2 {
        for n in 0..1000 {
            let old = extra.insert(key(n), serde_json::json!(n));
            assert_eq!(old.is_some(), round == 1);
            assert_eq!(map.insert(key(n), n), (round == 1).then_some(n));
            assert_eq!(extra.get(&key(n)).unwrap().as_str(), n.to_string());
        }
    }
    assert_eq!((extra.len(), map.len()), (1000, 1000));
    assert!(extra.contains_key(&key(999)) && !extra.contains_key("none"));
    assert!(map.contains_key(&key(999)) && !map.contains_key("none"));
    let copy = extra.clone();
    assert!(extra.remove(&key(10)).is_some());
    assert!(extra.get(&key(10)).is_none());
    assert_eq!(extra.get(&key(11)).unwrap().as_str(), "11");
    assert_ne!(copy, extra);
    for n in (0..1000).filter(|n| *n != 10) {
        assert!(extra.remove(&key(n)).is_some());
    }
    assert_eq!(extra, TopLogProb::new("a", -0.5, [97]).extra);
    assert_eq!(map.get(&key(999)), Some(&999));
    assert_eq!(map.get("none"), None);
}

/// A free-form object is read once when it is changed first, and written once when it is asked for.
#[test]
fn free_form_objects_are_filled_one_by_one() {
    let fill = |members: usize| {
        let mut object = JsonObject::empty();
        for n in 0..members {
            assert_eq!(object.insert(key(n), n), None);
            assert_eq!(
                object.get(&key(n / 2)).unwrap().as_str(),
                (n / 2).to_string()
            );
        }
        assert_eq!(object.len(), members);
        object
    };
    let cost = |members| measure(|| drop(fill(members))).bytes_total;
    assert!(cost(4000) < 5 * cost(1000));
    let mut object = fill(1000);
    assert_eq!(object.remove(&key(10)).unwrap().as_str(), "10");
    assert!(!object.contains_key(&key(10)) && object.contains_key(&key(11)));
    assert_eq!(object.as_str().parse::<JsonObject>().unwrap(), object);
}

/// Each finding has the way to its place, and a way may be as long as the input.
#[test]
fn findings_under_long_keys() {
    for (kind, before, after) in [
        (
            PayloadKind::EnvList,
            r#"{"environments":[],"grouped":{"KEY":["#,
            "]}}",
        ),
        (
            PayloadKind::Response,
            r#"{"jsonrpc":"2.0","id":"1","KEY":["#,
            "]}",
        ),
    ] {
        grows_with_the_input(held, 2000, |size| {
            let before = before.replace("KEY", &"k".repeat(size));
            let text = before + &vec!["1"; size / 4].join(",") + after;
            let report = Settings::default().validate_as(kind, &text);
            assert!(!report.findings.is_empty());
        });
    }
}

/// A stream that repeats each of its rollouts.
#[test]
fn rollouts_that_come_again_are_looked_up() {
    grows_with_the_input(allocated, 200, |size| {
        let created = r#"{"type":"task.created","task_id":"t","sequence_number":0,"timestamp":"",
            "task":{"object":"task","id":"t","session_id":"s","user_id":"u","status":"created",
            "created_at":1,"output":[]}}"#;
        let rollout = |number: usize| {
            format!(
                r#"{{"type":"task.rollout","task_id":"t","sequence_number":{number},
                "timestamp":"","session_id":"s","trace_id":"","request_id":"",
                "rollout_id":"{number}","input_messages":[],"output_messages":[],
                "inference_args":{{}},"tools":[],"request":{{}},"is_answer":false,"turn":0}}"#
            )
        };
        let mut fold = TaskFold::new();
        fold.push(decode::from_str(created).unwrap());
        for number in (1..=size).chain(1..=size) {
            fold.push(decode::from_str(&rollout(number)).unwrap());
        }
        let task = fold.task().unwrap();
        assert_eq!(task.rollouts.as_ref().map(Vec::len), Some(size));
    });
}

/// A finding takes a hundred times as much as the two bytes that it may be about.
#[test]
fn a_flood_of_findings_needs_little() {
    const COUNT: usize = 25_000;
    for element in ["1,", "{},", r#"{"a":0,"a":0},"#] {
        let text = |count| {
            let elements = element.repeat(count);
            format!(r#"{{"output":[{}]}}"#, elements.trim_end_matches(','))
        };
        let held = |text: &str| {
            let validated = || drop(Settings::default().validate_as(PayloadKind::Task, text));
            let decoded = || drop(decode::from_str::<Task>(text));
            held(&measure(validated)).max(held(&measure(decoded)))
        };
        let (few, many) = (text(COUNT), text(4 * COUNT));
        let grown = held(&many).saturating_sub(held(&few));
        assert!(
            grown <= (many.len() - few.len()) as u64,
            "{element}: {grown}"
        );
    }
}
