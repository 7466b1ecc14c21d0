//! The comparisons: each holds two or more parts of the crate against each other over one text
//! and panics where they differ.

use agentlin_types::wire::check;
use agentlin_types::{Profile, decode, encode};

use super::json;
use super::same::same;
use super::types::{Model, Type};

/// Every way of reading and writing must give the same; what was written if the text is accepted.
pub fn round_trip<T: Model>(text: &str) -> Option<String> {
    // Bytes may begin with a byte order mark, which is no part of the text.
    let marked = text;
    let text = marked.strip_prefix('\u{feff}').unwrap_or(marked);
    let ours = decode::from_str::<T>(text);
    let serdes = serde_json::from_str::<T>(text);
    let bytes = decode::from_slice::<T>(marked.as_bytes());
    assert_eq!(ours, bytes, "bytes and text differ: {text}");
    let faults = check(text, &T::SHAPE, Profile::Wire);
    let refused = faults
        .iter()
        .find(|fault| fault.code.refuses(Profile::Wire));
    let value = match (ours, serdes, refused) {
        (Ok(value), Ok(serdes), None) => {
            assert_eq!(value, serdes, "serde reads another value: {text}");
            value
        }
        (Err(error), Err(_), Some(fault)) => {
            assert_eq!(error.pointer(), fault.pointer, "{text}");
            assert_eq!(error.code(), fault.code, "{text}");
            assert!(
                text.get(error.span()).is_some(),
                "the span is outside: {text}"
            );
            return None;
        }
        (ours, serdes, refused) => panic!(
            "verdicts differ: decode {:?}, serde {:?}, checker {refused:?}: {text}",
            ours.err(),
            serdes.err(),
        ),
    };

    let written = encode::to_string(&value).unwrap();
    same(&T::SHAPE, text, &written).unwrap_or_else(|place| panic!("{place}: {text}"));
    assert_eq!(
        written,
        serde_json::to_string(&value).expect("writes"),
        "serde writes otherwise"
    );
    assert_eq!(written.as_bytes(), encode::to_vec(&value).unwrap());
    let again = decode::from_str::<T>(&written).unwrap_or_else(|e| panic!("{e}: {written}"));
    assert_eq!(again, value, "another value comes back: {written}");
    assert_eq!(
        encode::to_string(&again).unwrap(),
        written,
        "writing is not stable"
    );
    Some(written)
}

/// The same for a document whose members are in another order and that has other white space.
pub fn order_and_space(r#type: &Type, text: &str) {
    let Some(written) = (r#type.round_trip)(text) else {
        return;
    };
    let dense = json::compact(text);
    assert_eq!(
        (r#type.round_trip)(&dense).as_deref(),
        Some(&*written),
        "white space: {text}"
    );
    if let Some(reversed) = json::reversed(text) {
        assert!(
            (r#type.round_trip)(&reversed).is_some(),
            "order of keys: {text}"
        );
    }
}

/// What is valid by construction is accepted, and survives.
pub fn valid(r#type: &Type, choices: &[u8]) {
    let text = (r#type.valid)(Profile::Wire, choices);
    order_and_space(r#type, &text);
    assert!(
        (r#type.read)(&text).is_ok(),
        "{}: {:?}: {text}",
        r#type.name,
        (r#type.read)(&text)
    );

    if !r#type.profiles().contains(&Profile::Documented) {
        return;
    }
    let text = (r#type.valid)(Profile::Documented, choices);
    let refused: Vec<_> = check(&text, &r#type.shape, Profile::Documented)
        .into_iter()
        .filter(|fault| fault.code.refuses(Profile::Documented))
        .collect();
    assert!(refused.is_empty(), "{}: {refused:?}: {text}", r#type.name);
    assert!(
        (r#type.round_trip)(&text).is_some(),
        "documented, but not on the wire: {text}"
    );
}

/// What is invalid by construction is refused, for that reason and at that place alone.
pub fn corrupt(r#type: &Type, profile: Profile, choices: &[u8]) {
    let defect = (r#type.corrupt)(profile, choices);
    let found: Vec<_> = check(&defect.text, &r#type.shape, profile)
        .into_iter()
        .filter(|fault| fault.code.refuses(profile))
        .map(|fault| (fault.code, fault.pointer))
        .collect();
    assert_eq!(
        found,
        [(defect.code, defect.pointer)],
        "{} ({profile}) {:?}: {}",
        r#type.name,
        defect.defect,
        defect.text
    );
    assert_eq!(
        (r#type.round_trip)(&defect.text).is_none(),
        profile == Profile::Wire || !on_the_wire(&defect.text, r#type),
    );
}

fn on_the_wire(text: &str, r#type: &Type) -> bool {
    (r#type.read)(text).is_ok()
}
