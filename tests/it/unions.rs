//! Kinds of unions, and the ways into and out of them.

use std::fmt::Debug;
use std::str::FromStr;

use agentlin_types::block::{Block, BlockKind, DocumentElement, DocumentElementKind};
use agentlin_types::event::TaskRolloutEvent;
use agentlin_types::jsonrpc::{JsonrpcRequest, JsonrpcRequestKind};
use agentlin_types::request::{ChatPart, ChatPartKind};
use agentlin_types::wire::{Shape, Wire};
use agentlin_types::{
    Annotation, AnnotationKind, ContentPart, ContentPartKind, MessageItem, MessageRole, OutputItem,
    OutputItemKind, ReasoningItem, ReasoningPart, ReasoningPartKind, TaskEvent, TaskEventKind,
    TextContent, TextContentType, ToolCallItem, decode,
};

/// The kinds are the variants of the wire: the same tags in the same order.
fn are_kinds<U: Wire, K: Copy + Debug + PartialEq + FromStr<Err: Debug> + ToString + 'static>(
    all: &'static [K],
    names: &[&str],
    tags: fn(K) -> &'static [&'static str],
) {
    let Shape::Union(union) = U::SHAPE else {
        panic!("not a union");
    };
    assert_eq!(all.len(), union.variants.len());
    for ((kind, name), variant) in all.iter().zip(names).zip(union.variants) {
        let expected = variant.object.tags(union.tag);
        assert_eq!(tags(*kind), expected);
        assert_eq!(kind.to_string(), expected[0]);
        assert_eq!(*name, expected[0]);
        for tag in expected {
            assert_eq!(K::from_str(tag).unwrap(), *kind);
        }
    }
    assert!(K::from_str("imagined").is_err());
}

#[test]
fn kinds_are_the_variants_of_the_wire() {
    macro_rules! check {
        ($($union:ident $kind:ident,)*) => {
            $(are_kinds::<$union, $kind>($kind::ALL, $kind::NAMES, $kind::tags);)*
        };
    }
    check! {
        Annotation AnnotationKind,
        Block BlockKind,
        ChatPart ChatPartKind,
        ContentPart ContentPartKind,
        DocumentElement DocumentElementKind,
        JsonrpcRequest JsonrpcRequestKind,
        OutputItem OutputItemKind,
        ReasoningPart ReasoningPartKind,
        TaskEvent TaskEventKind,
    }
}

#[test]
fn a_value_has_a_kind() {
    let call: OutputItem = ToolCallItem::new("c", "n", "{}").into();
    assert_eq!(call.kind(), Some(OutputItemKind::ToolCall));
    assert_eq!(OutputItemKind::ToolCall.as_str(), "tool_call");

    let refusal = TextContent::new(TextContentType::Refusal, "No.");
    let part = ContentPart::from(refusal);
    assert_eq!(part.kind(), Some(ContentPartKind::Text));
    assert_eq!("refusal".parse(), Ok(ContentPartKind::Text));
    assert_eq!(part.tag(), Some("refusal"));

    let later: OutputItem = decode::from_str(r#"{"type":"later"}"#).unwrap();
    assert_eq!(later.kind(), None);
    assert_eq!(ContentPart::Bare("Hi".into()).kind(), None);
    let error = "later".parse::<OutputItemKind>().unwrap_err().to_string();
    let known = "`reasoning`, `message`, `tool_call`, `tool_result`";
    let expected = format!("unknown output item kind `later`; expected one of {known}");
    assert_eq!(error, expected);
}

#[test]
fn into_a_union_boxed_or_not() {
    let message = MessageItem::new(MessageRole::User);
    let item = OutputItem::from(message.clone());
    assert_eq!(OutputItem::from(Box::new(message.clone())), item);
    assert_eq!(*Box::<OutputItem>::from(message), item);
}

#[test]
fn out_of_a_union() {
    let call = ToolCallItem::new("c", "n", "{}");
    let item = OutputItem::from(call.clone());
    assert_eq!(item.as_tool_call(), Some(&call));
    assert_eq!(item.as_message(), None);
    assert_eq!(item.clone().into_tool_call(), Some(call.clone()));
    assert_eq!(<&ToolCallItem>::try_from(&item).unwrap(), &call);
    assert_eq!(ToolCallItem::try_from(item.clone()).unwrap(), call);

    let error = ReasoningItem::try_from(item.clone()).unwrap_err();
    assert_eq!(error.to_string(), "expected reasoning, found tool_call");
    assert_eq!(error.into_inner(), item);
    assert!(<&MessageItem>::try_from(&item).is_err());

    let later: OutputItem = decode::from_str(r#"{"type":"later"}"#).unwrap();
    assert_eq!(
        MessageItem::try_from(later).unwrap_err().to_string(),
        "expected message, found an unknown kind"
    );
}

#[test]
fn a_boxed_variant_is_taken_out_of_its_box() {
    let rollout = r#"{"type":"task.rollout","task_id":"t","session_id":"s","trace_id":"t",
        "request_id":"r","rollout_id":"r","input_messages":[],"output_messages":[],
        "inference_args":{},"tools":[],"request":{},"is_answer":true,"turn":1}"#;
    let event: TaskEvent = decode::from_str(rollout).unwrap();
    let object: TaskRolloutEvent = event.clone().try_into().unwrap();
    assert_eq!(event.as_rollout(), Some(&object));
    assert_eq!(TaskEvent::from(object), event);
}

/// Kinds and options are names in every format, codes are numbers; both as keys of maps, too.
#[test]
fn kinds_options_and_codes_are_data() {
    use agentlin_types::{ErrorCode, Profile};
    use std::collections::BTreeMap;

    let counts = BTreeMap::from([(OutputItemKind::Message, 2), (OutputItemKind::ToolCall, 1)]);
    let text = serde_json::to_string(&counts).unwrap();
    assert_eq!(text, r#"{"message":2,"tool_call":1}"#);
    assert_eq!(
        serde_json::from_str::<BTreeMap<OutputItemKind, i32>>(&text).unwrap(),
        counts
    );
    // A kind is read from each of its tags.
    let kind: ContentPartKind = serde_json::from_str(r#""refusal""#).unwrap();
    assert_eq!(kind, ContentPartKind::Text);
    let error = serde_json::from_str::<Profile>(r#""wired""#)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("unknown profile `wired`; did you mean `wire`?"),
        "{error}"
    );

    let codes = BTreeMap::from([(ErrorCode::TaskNotFound, "no")]);
    let text = serde_json::to_string(&codes).unwrap();
    assert_eq!(text, r#"{"-32001":"no"}"#);
    assert_eq!(
        serde_json::from_str::<BTreeMap<ErrorCode, &str>>(&text).unwrap(),
        codes
    );
    assert!(serde_json::from_str::<ErrorCode>("-1").is_err());
    for code in ErrorCode::ALL {
        assert_eq!(ErrorCode::try_from(i64::from(*code)), Ok(*code));
    }
    let error = ErrorCode::try_from(5).unwrap_err();
    assert_eq!(error.to_string(), "unknown error code `5`");
}

#[cfg(feature = "schemars")]
#[test]
fn schemas_of_kinds_and_codes_list_what_is_read() {
    use agentlin_types::ErrorCode;
    use schemars::schema_for;

    let kinds = schema_for!(ContentPartKind);
    let names = kinds.get("enum").unwrap().as_array().unwrap();
    for name in names {
        assert!(serde_json::from_value::<ContentPartKind>(name.clone()).is_ok());
    }
    assert!(names.len() > ContentPartKind::ALL.len());
    let codes = schema_for!(ErrorCode);
    assert_eq!(
        codes.get("enum").unwrap().as_array().unwrap().len(),
        ErrorCode::ALL.len()
    );
}

#[cfg(feature = "strum")]
mod with_strum {
    use agentlin_types::endpoint::Media;
    use agentlin_types::generate::Defect;
    use agentlin_types::validate::{Code, PayloadKind};
    use agentlin_types::wire::FaultCode;
    use agentlin_types::{ErrorCode, OutputItemKind, Profile, TaskStatus, TextContentType};
    use strum::{EnumCount, EnumMessage, IntoEnumIterator, VariantArray, VariantNames};

    fn agrees<T>(all: &'static [T], names: &'static [&'static str])
    where
        T: EnumCount
            + EnumMessage
            + IntoEnumIterator
            + VariantArray
            + VariantNames
            + PartialEq
            + std::fmt::Debug
            + std::fmt::Display
            + std::str::FromStr<Err: std::error::Error>,
    {
        assert_eq!(<T as VariantNames>::VARIANTS, names);
        assert_eq!(<T as VariantArray>::VARIANTS, all);
        assert_eq!(T::COUNT, all.len());
        assert!(T::iter().eq(T::iter().rev().rev()));
        for ((value, each), name) in all.iter().zip(T::iter()).zip(names) {
            assert_eq!(*value, each);
            assert_eq!(value.get_serializations(), [*name]);
            assert_eq!(value.to_string(), *name);
            assert_eq!(name.parse::<T>().unwrap(), each);
            let doc = value.get_documentation().unwrap();
            assert!(!doc.is_empty() && doc.trim() == doc, "{doc:?}");
        }
    }

    #[test]
    fn every_list_of_values_has_its_traits() {
        agrees(TaskStatus::ALL, TaskStatus::NAMES);
        agrees(TextContentType::ALL, TextContentType::NAMES);
        agrees(OutputItemKind::ALL, OutputItemKind::NAMES);
        agrees(ErrorCode::ALL, ErrorCode::NAMES);
        agrees(Code::ALL, Code::NAMES);
        agrees(PayloadKind::ALL, PayloadKind::NAMES);
        agrees(Profile::ALL, Profile::NAMES);
        agrees(Media::ALL, Media::NAMES);
        agrees(Defect::ALL, Defect::NAMES);
        agrees(FaultCode::ALL, FaultCode::NAMES);
    }

    #[cfg(feature = "schemars")]
    #[test]
    fn what_schemas_are_asked_by_has_its_traits() {
        use agentlin_types::schema::{Bump, Dialect, Form, OpenApi};

        agrees(Bump::ALL, Bump::NAMES);
        agrees(Dialect::ALL, Dialect::NAMES);
        agrees(Form::ALL, Form::NAMES);
        agrees(OpenApi::ALL, OpenApi::NAMES);
    }

    #[test]
    fn an_unknown_value_has_no_message() {
        assert_eq!(
            TaskStatus::Working.get_documentation(),
            Some("The task is being worked on.")
        );
        let later: TaskStatus = agentlin_types::decode::from_str(r#""later""#).unwrap();
        assert_eq!(later.get_documentation(), None);
        assert!(later.get_serializations().is_empty());
    }
}
