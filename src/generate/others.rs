//! Values beside the types of the tables: free-form JSON, vocabulary, errors, notices, calls.

use super::{Corrupt, Defect, Generator, Valid, scalar};
use crate::encode::{self, EncodeError};
use crate::endpoint::{HttpRequest, Media, Method, RequestError};
use crate::findings::{self, Counts, Level};
use crate::payload::PayloadKind;
use crate::request::TaskListParams;
use crate::sample::choices::Choices;
use crate::sample::tree::Spacing;
use crate::stream::{FoldNotice, SseError, SseEvent};
use crate::validate::{RequestContext, Settings};
use crate::wire::{
    Extra, Fault, FaultCode, JsonError, JsonKind, JsonObject, JsonValue, Map, NotKnown, Origin,
    Presence, Profile, Shape, Unknown, UnknownValue, Wire, check,
};
use crate::{DecodeError, ErrorCode, OutputItem, Task, TaskCreateParams, TaskEvent, decode};

/// A value that follows from decisions.
pub(crate) trait Make {
    fn make(choices: &mut Choices<'_>) -> Self;
}

/// `Arbitrary` of both crates, for types that implement [`Make`].
macro_rules! strategies {
    ($([$($param:tt)*] $type:ty;)*) => {$(
        #[cfg(feature = "proptest")]
        impl<$($param)*> proptest::arbitrary::Arbitrary for $type {
            type Parameters = ();
            type Strategy = $crate::generate::Choose<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $crate::generate::made()
            }
        }

        #[cfg(feature = "arbitrary")]
        impl<'a, $($param)*> arbitrary::Arbitrary<'a> for $type {
            fn arbitrary(bytes: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
                $crate::generate::unstructured(bytes)
            }
        }
    )*};
}
pub(crate) use strategies;

strategies! {
    [T: Wire + std::fmt::Debug + 'static] Valid<T>;
    [T: Wire + std::fmt::Debug + 'static] Corrupt<T>;
    [T: Wire + std::fmt::Debug + 'static] Map<T>;
}

macro_rules! make {
    ($($type:ty: |$choices:ident| $make:expr;)*) => {
        $(impl Make for $type {
            fn make($choices: &mut Choices<'_>) -> Self {
                $make
            }
        })*
        strategies! { $([] $type;)* }
    };
}

impl<T: Wire> Make for Valid<T> {
    fn make(choices: &mut Choices<'_>) -> Self {
        Valid::of(Profile::Wire, choices)
    }
}

impl<T: Wire> Make for Corrupt<T> {
    fn make(choices: &mut Choices<'_>) -> Self {
        Corrupt::of(Profile::Wire, choices)
    }
}

impl<T: Wire> Make for Map<T> {
    fn make(choices: &mut Choices<'_>) -> Self {
        wire(choices)
    }
}

// What the model is made of.
make! {
    JsonValue: |choices| wire(choices);
    JsonObject: |choices| wire(choices);
    Extra: |choices| {
        let mut extra = Extra::new();
        for (key, value) in wire::<Map<JsonValue>>(choices).iter() {
            extra.insert(key, value.clone());
        }
        extra
    };
    Unknown: |choices| {
        let tag = later(choices);
        let object = Generator::of_parts(choices).unknown("type", &tag);
        let text = object.text(Spacing::of(choices));
        match decode::from_str(&text) {
            Ok(OutputItem::Unknown(unknown)) => unknown,
            _ => unreachable!("no table has such a tag"),
        }
    };
    UnknownValue: |choices| UnknownValue::new(&later(choices));
}

// Words of the crate.
make! {
    Profile: |choices| choices.one_of(Profile::ALL);
    JsonKind: |choices| {
        use JsonKind::*;
        choices.one_of(&[Null, Boolean, Number, String, Array, Object])
    };
    FaultCode: |choices| choices.one_of(FaultCode::ALL);
    Origin: |choices| choices.one_of(&[Origin::Page, Origin::Sdk, Origin::Server]);
    Presence: |choices| {
        choices.one_of(&[Presence::Required, Presence::Expected, Presence::Optional])
    };
    Defect: |choices| choices.one_of(Defect::ALL);
    ErrorCode: |choices| choices.one_of(ErrorCode::ALL);
    Media: |choices| choices.one_of(Media::ALL);
    Settings: |choices| {
        let mut settings = Settings::new(Make::make(choices)).deny_warnings(choices.maybe());
        for _ in 0..choices.below(4) {
            let code = choices.one_of(findings::Code::ALL);
            settings = settings.set(code, choices.one_of(Level::ALL));
        }
        settings
    };
    RequestContext: |choices| RequestContext::by(Valid::<TaskCreateParams>::make(choices).text());
    Counts: |choices| Counts {
        errors: choices.below(1000),
        warnings: choices.below(1000),
        notes: choices.below(1000),
    };
}

#[cfg(feature = "schemars")]
make! {
    crate::schema::Form: |choices| choices.one_of(crate::schema::Form::ALL);
    crate::schema::Dialect: |choices| choices.one_of(crate::schema::Dialect::ALL);
    crate::schema::Options: |choices| {
        let options = crate::schema::Options::new(Make::make(choices), Make::make(choices));
        let options = if choices.maybe() { options.closed() } else { options };
        if choices.maybe() { options.openapi() } else { options }
    };
}

// What goes wrong.
make! {
    Fault: |choices| {
        let corrupt = Corrupt::<Task>::make(choices);
        check(corrupt.text(), &Task::SHAPE, Profile::Wire).swap_remove(0)
    };
    DecodeError: |choices| {
        let corrupt = Corrupt::<Task>::make(choices);
        decode::from_str::<Task>(corrupt.text()).expect_err("corrupt by construction")
    };
    JsonError: |choices| {
        let corrupt = Corrupt::<JsonValue>::make(choices);
        corrupt.text().parse::<JsonValue>().expect_err("corrupt by construction")
    };
    NotKnown: |choices| {
        let word = later(choices);
        match choices.below(4) {
            0 => word.parse::<Profile>().expect_err("later"),
            1 => word.parse::<Level>().expect_err("later"),
            2 => word.parse::<PayloadKind>().expect_err("later"),
            _ => word.parse::<Method>().expect_err("later"),
        }
    };
    EncodeError: |choices| {
        let call = crate::endpoint::ListTasks::new(TaskListParams::new().limit(i64::MIN));
        match choices.maybe() {
            true => encode::to_string(&f64::NAN).expect_err("no number of JSON"),
            false => encode::to_string(&call.params).expect_err("no number that readers take"),
        }
    };
    RequestError: |choices| match choices.below(5) {
        0 => RequestError::OtherCall,
        1 => RequestError::PathParameter(choices.one_of(&["task_id", "session_id", "env_id"])),
        2 => RequestError::Query(Make::make(choices)),
        3 => RequestError::Body(Make::make(choices)),
        _ => RequestError::Encode(Make::make(choices)),
    };
}

// What happens on a stream.
make! {
    SseEvent: |choices| {
        // What the text format can carry.
        let line = |choices: &mut Choices<'_>| {
            scalar::string(choices).replace(['\r', '\n', '\0'], "")
        };
        SseEvent {
            event: choices.maybe().then(|| line(choices)).filter(|name| !name.is_empty()),
            data: scalar::string(choices).replace('\r', "\n"),
            last_event_id: line(choices).into(),
            line: 1 + choices.below(1000) as u64,
        }
    };
    SseError: |choices| SseError::TooLong {
        limit: 1 + choices.below(1 << 16),
        line: 1 + choices.below(1000) as u64,
    };
    FoldNotice: |choices| notice(choices);
}

// A call over HTTP, with and without a body.
make! {
    HttpRequest: |choices| {
        use crate::endpoint::*;
        let request = match choices.below(5) {
            0 => HttpRequest::of(&CheckHealth::make(choices)),
            1 => HttpRequest::of(&RetrieveTask::make(choices)),
            2 => HttpRequest::of(&ListTasks::make(choices)),
            3 => HttpRequest::of(&StepEnv::make(choices)),
            _ => HttpRequest::of(&CreateTask::make(choices)),
        };
        request.expect("generated numbers are such as readers take")
    };
}

/// Any value of a type that has a place on the wire.
pub(crate) fn wire<T: Wire>(choices: &mut Choices<'_>) -> T {
    let spacing = Spacing::of(choices);
    let tree = Generator::of_parts(choices).value(&T::SHAPE);
    decode::from_str(&tree.text(spacing)).expect("valid by construction")
}

/// Any value that a query can say: without fields that the model does not name, which would come
/// back as strings.
pub(crate) fn query<T: Wire>(choices: &mut Choices<'_>) -> T {
    let mut pairs = crate::endpoint::query_of(&wire::<T>(choices))
        .expect("generated numbers are such as readers take");
    if let Shape::Object(shape) = T::SHAPE {
        pairs.retain(|(key, _)| shape.field(key.trim_end_matches("[]")).is_some());
    }
    crate::endpoint::read_query(&crate::endpoint::query_text(&pairs))
        .expect("a query is read as it was written")
}

/// Any value of a parameter in a path.
pub(crate) fn segment(choices: &mut Choices<'_>) -> String {
    match scalar::string(choices) {
        dots if matches!(&*dots, "" | "." | "..") => "id".into(),
        segment => segment,
    }
}

/// Any value of a header, or none.
pub(crate) fn header(choices: &mut Choices<'_>) -> Option<String> {
    let printable = |char: &char| matches!(char, ' '..='~');
    choices.maybe().then(|| {
        let value: String = scalar::string(choices).chars().filter(printable).collect();
        value.trim().into()
    })
}

/// A word that no table of the model has, nor will have: the names of the protocol are made of
/// letters, digits and a few signs.
fn later(choices: &mut Choices<'_>) -> String {
    let mut word = match choices.below(2) {
        0 => String::new(),
        _ => scalar::string(choices),
    };
    if word
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte))
    {
        word.push('?');
    }
    word
}

fn notice(choices: &mut Choices<'_>) -> FoldNotice {
    let id = |choices: &mut Choices<'_>| wire::<String>(choices);
    let number = |choices: &mut Choices<'_>| wire::<i64>(choices);
    let event = |choices: &mut Choices<'_>| Box::new(wire::<TaskEvent>(choices));
    match choices.below(10) {
        0 => FoldNotice::EmptyEnvelope,
        1 => FoldNotice::Gap {
            task_id: id(choices),
            expected: number(choices),
            found: number(choices),
        },
        2 => FoldNotice::Repeat {
            task_id: id(choices),
            expected: number(choices),
            found: number(choices),
            late: choices.maybe(),
            unused: choices.maybe().then(|| event(choices)),
        },
        3 => FoldNotice::AfterEnd {
            task_id: id(choices),
            unused: choices.maybe().then(|| event(choices)),
        },
        4 => FoldNotice::UnknownTask {
            unused: event(choices),
        },
        5 => FoldNotice::OtherTask {
            task_id: id(choices),
            snapshot_id: id(choices),
        },
        6 => FoldNotice::ItemWithoutId {
            task_id: id(choices),
        },
        7 => FoldNotice::UnknownItem {
            task_id: id(choices),
            item_id: id(choices),
            unused: event(choices),
        },
        8 => FoldNotice::UnfitDelta {
            task_id: id(choices),
            item_id: id(choices),
            unused: event(choices),
        },
        _ => FoldNotice::UnknownEvent {
            unused: event(choices),
        },
    }
}
