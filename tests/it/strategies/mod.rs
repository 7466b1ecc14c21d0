//! The strategies: which types have them, and that they reach every corner.

mod corners;
mod forms;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use agentlin_types::generate::{Corrupt, Defect, Valid};
use agentlin_types::{JsonObject, JsonValue, decode, encode, endpoint, stream, validate, wire};
use agentlin_types::{
    block::*, content::*, env::*, event::*, health::*, item::*, jsonrpc::*, request::*,
    response::*, task::*,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::shared::seeds::choices;
use crate::shared::types::every_type;

/// The type has strategies of both crates, and they make values.
fn has_both<T: Arbitrary + for<'a> arbitrary::Arbitrary<'a>>() {
    let mut runner = TestRunner::deterministic();
    let strategy = any::<T>();
    for seed in 0..6 {
        strategy.new_tree(&mut runner).unwrap().current();
        let bytes = choices(seed, 200);
        let mut bytes = arbitrary::Unstructured::new(&bytes);
        bytes.arbitrary::<T>().unwrap();
    }
}

proptest! {
    /// What is put together from generated parts can be read, too.
    #[test]
    fn values_can_be_parts_of_others(
        items in proptest::collection::vec(any::<OutputItem>(), 0..4),
        data in any::<JsonValue>(),
        later in any::<wire::Unknown>(),
    ) {
        let error = RpcError::new(ErrorCode::TaskFailed, "").data(data);
        let metadata = JsonObject::from([("later", JsonValue::from(later.object().clone()))]);
        let task = Task::new("t", "s", "u", TaskStatus::Failed, 1, items)
            .error(error)
            .metadata(metadata);
        let page = TaskListPage::success("r", [task]);
        let text = encode::to_string(&page).unwrap();
        prop_assert_eq!(decode::from_str::<TaskListPage>(&text).unwrap(), page);
    }
}

macro_rules! model {
    ($($name:ident)*) => {
        #[test]
        fn every_type_of_the_model_has_strategies() {
            $(has_both::<$name>();)*
        }
    };
}
every_type!(model);

macro_rules! others {
    ($($($path:ident)::+ $(<$of:ty>)?;)*) => {
        const OTHERS: &[&str] = &[$(stringify!($($path)::+)),*];

        #[test]
        fn every_other_type_has_strategies() {
            $(has_both::<$($path)::+ $(<$of>)?>();)*
        }
    };
}

others! {
    Valid<Task>; Corrupt<Task>; Defect;
    wire::Map<Task>; wire::JsonValue; wire::JsonObject; wire::Extra; wire::Unknown; wire::UnknownValue;
    wire::Secret;
    wire::JsonError; wire::NotKnown; wire::Profile; wire::FaultCode; wire::Fault; wire::JsonKind;
    wire::Origin; wire::Presence;
    agentlin_types::DecodeError; agentlin_types::encode::EncodeError; agentlin_types::ErrorCode;
    validate::Settings; validate::RequestContext; validate::Counts; validate::Finding; validate::Report;
    stream::SseEvent; stream::SseError; stream::FoldNotice;
    endpoint::HttpRequest; endpoint::RequestError; endpoint::Media; endpoint::Method;
}

#[cfg(feature = "schemars")]
#[test]
fn the_vocabulary_of_schemas_has_strategies() {
    has_both::<agentlin_types::schema::Form>();
    has_both::<agentlin_types::schema::Dialect>();
    has_both::<agentlin_types::schema::Options>();
}

/// Public types without strategies, by the reason.
const WITHOUT: &[(&str, &[&str])] = &[
    (
        "machines: they have state, not values",
        &[
            "Reader",
            "Mark",
            "Writer",
            "SseDecoder",
            "SseReader",
            "TaskFold",
            "StreamCheck",
            "Redactor",
            "Surroundings",
            "SchemaCheck",
        ],
    ),
    (
        "what a text is: texts have strategies",
        &["OutOfBand", "Detection", "Evidence", "Wrapped"],
    ),
    (
        "static descriptions: all there are stand in the tables",
        &[
            "Shape",
            "FieldShape",
            "ObjectShape",
            "EnumShape",
            "VariantShape",
            "UnionShape",
            "ChoiceShape",
            "KeyedShape",
            "ByKeyShape",
            "EndpointInfo",
            "ParamInfo",
            "AnswerInfo",
            "Explanation",
        ],
    ),
    ("it makes samples itself", &["Sampler"]),
    ("what normalizing reports", &["Rewrite", "RewriteKind"]),
    ("it says nothing", &["Mismatch"]),
    ("iterators", &["MapIter", "ExtraIter"]),
    (
        "there are no values of it",
        &["Plain", "Optional", "Dynamic"],
    ),
    ("what a conversion could not take", &["WrongKind"]),
    (
        "what the export makes, for people and files",
        &[
            "Root",
            "GeneratedFile",
            "Change",
            "Breaks",
            "Bump",
            "OpenApi",
        ],
    ),
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The tables give strategies to their types by themselves; whatever else is public stands in one
/// of the two lists above.
#[test]
fn no_public_type_is_forgotten() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    let listed: BTreeSet<&str> = OTHERS
        .iter()
        .map(|path| path.rsplit(':').next().unwrap().trim())
        .chain(["Form", "Dialect", "Options"])
        .chain(WITHOUT.iter().flat_map(|(_, names)| names.iter().copied()))
        .collect();
    let mut found = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for line in text.lines() {
            let rest = line
                .strip_prefix("pub struct ")
                .or(line.strip_prefix("pub enum "));
            if let Some(rest) = rest {
                let name = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                assert!(listed.contains(name), "{name} in {}", file.display());
                found.insert(name.to_owned());
            }
        }
    }
    assert!(found.len() > 50, "{found:?}");
}
