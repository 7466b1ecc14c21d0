//! Every type of the model, each as a row of functions, so that one test can go through all.

use agentlin_types::generate::{Corrupt, Defect, Valid};
#[cfg(feature = "schemars")]
use agentlin_types::schema;
use agentlin_types::wire::{FaultCode, Origin, Shape, Wire};
use agentlin_types::{DecodeError, Profile, decode};
use agentlin_types::{
    block::*, content::*, env::*, event::*, health::*, item::*, jsonrpc::*, request::*,
    response::*, task::*,
};

use super::compare;

/// A type with a schema, where there are schemas.
#[cfg(feature = "schemars")]
pub trait Described: schemars::JsonSchema {}
#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> Described for T {}
#[cfg(not(feature = "schemars"))]
pub trait Described {}
#[cfg(not(feature = "schemars"))]
impl<T> Described for T {}

/// What a type of the model can do.
pub trait Model:
    Described
    + Wire
    + serde::Serialize
    + serde::de::DeserializeOwned
    + PartialEq
    + std::fmt::Debug
    + 'static
{
}

impl<T> Model for T where
    T: Described
        + Wire
        + serde::Serialize
        + serde::de::DeserializeOwned
        + PartialEq
        + std::fmt::Debug
        + 'static
{
}

/// One type of the model.
#[derive(Clone, Copy)]
pub struct Type {
    pub name: &'static str,
    pub shape: Shape,
    /// A valid text.
    pub valid: fn(Profile, &[u8]) -> String,
    /// A text with one defect.
    pub corrupt: fn(Profile, &[u8]) -> Broken,
    /// Reads a text.
    pub read: fn(&str) -> Result<(), DecodeError>,
    /// Reads the bytes of a text.
    pub read_bytes: fn(&[u8]) -> Result<(), DecodeError>,
    /// Holds every way of reading and writing a text against the others; what was written for it
    /// if it was accepted.
    pub round_trip: fn(&str) -> Option<String>,
    /// The published schema.
    #[cfg(feature = "schemars")]
    pub schema: fn(Profile, schema::Form) -> serde_json::Value,
    /// A reference to it, or the schema itself, as the generator's settings say.
    #[cfg(feature = "schemars")]
    pub part: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

impl std::fmt::Debug for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A text with one defect, and where it is.
#[derive(Debug)]
pub struct Broken {
    pub text: String,
    pub defect: Defect,
    pub code: FaultCode,
    pub pointer: String,
}

impl Type {
    const fn of<T: Model>(name: &'static str) -> Type {
        Type {
            name,
            shape: T::SHAPE,
            valid: |profile, choices| Valid::<T>::from_choices(profile, choices).text().to_owned(),
            corrupt: |profile, choices| {
                let corrupt = Corrupt::<T>::from_choices(profile, choices);
                Broken {
                    text: corrupt.text().to_owned(),
                    defect: corrupt.defect(),
                    code: corrupt.code(),
                    pointer: corrupt.pointer().to_owned(),
                }
            },
            read: |text| decode::from_str::<T>(text).map(drop),
            read_bytes: |bytes| decode::from_slice::<T>(bytes).map(drop),
            round_trip: compare::round_trip::<T>,
            #[cfg(feature = "schemars")]
            schema: |profile, form| schema::of::<T>(profile, form).to_value(),
            #[cfg(feature = "schemars")]
            part: |generator| generator.subschema_for::<T>(),
        }
    }

    /// The profiles that have this type.
    pub fn profiles(&self) -> &'static [Profile] {
        if is_documented(&self.shape) {
            Profile::ALL
        } else {
            &[Profile::Wire]
        }
    }

    /// The type of that name.
    pub fn named(name: &str) -> Type {
        let found = ALL.iter().find(|r#type| r#type.name == name);
        *found.unwrap_or_else(|| panic!("no type {name}"))
    }
}

/// Whether the documented profile has anything of the shape.
fn is_documented(shape: &Shape) -> bool {
    let origin = |sources| Origin::of(sources).is_documented();
    match shape {
        Shape::Object(object) => origin(object.sources),
        Shape::Union(union) => union.variants.iter().any(|v| origin(v.object.sources)),
        Shape::ByKey(by_key) => by_key.alternatives.iter().any(|a| origin(a.sources)),
        Shape::Choice(choice) => choice.alternatives.iter().any(is_documented),
        Shape::Array(inner) | Shape::Map(inner) => is_documented(inner),
        _ => true,
    }
}

/// Hands the name of every type that a table of the model declares to a macro.
macro_rules! every_type {
    ($callback:ident) => {
        $callback! {
            TaskResponse Task Usage RpcError
            Annotation FileCitation UrlCitation ContainerFileCitation FilePath
            MessageContent ContentPart ReasoningPart TextContentType ImageContentType AudioContentType
            AudioFormat ImageDetail TextContent ImageContent ImageUrl AudioContent InputAudio FileContent
            File
            OutputItem ItemStatus MessageRole ToolCallLanguage ReasoningItem MessageItem ToolCallItem
            ToolResultItem
            LogProb TopLogProb
            JsonrpcVersion RequestId ServerErrorBody ValidationErrorDetail LocationSegment HttpErrorBody
            HttpErrorDetail TaskListPage
            TaskMarker TaskStatus
            TaskEvent TaskEventResponse EventTimestamp QueueItemType AgentState BackgroundTaskType SummaryPart
            TaskCreateParams TaskListParams JsonrpcRequest TaskPayload PushNotificationResponse
            JsonrpcResponse TaskAnswer HttpFailure HealthResponse LivenessResponse ReadinessResponse
            StopAgentRequest StopAgentResponse HistoryMessage ChatMessage Allowed ToolData
            CodeInterpreterConfig SubAgentConfig SkillConfig
            EnvCreateParams EnvCreateResponse EnvStepParams EnvStepResponse EnvObservationParams
            EnvObservationResponse EnvResetParams EnvResetResponse EnvCloseParams EnvCloseResponse
            EnvSessionResponse EnvDeleteSessionResponse EnvSessionsParams EnvSessionsResponse
            EnvCleanSessionParams EnvCleanSessionResponse EnvInfoResponse EnvListParams EnvListResponse
            Observation Block TableData HtmlData DocumentElement
            TokenDetails OutputTokenDetails ToolCallDetail AgentConfig EnvInfo FunctionDefinition Importable
        }
    };
}
#[allow(unused_imports, reason = "the fuzz targets need the list below only")]
pub(crate) use every_type;

macro_rules! types {
    ($($name:ident)*) => {
        /// Every type that a table of the model declares.
        pub const ALL: &[Type] = &[$(Type::of::<$name>(stringify!($name)),)*];
    };
}
every_type!(types);
