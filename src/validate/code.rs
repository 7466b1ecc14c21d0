//! The codes of findings: one table row each.

use crate::Profile;
use crate::wire::string_enum;

string_enum! {
    /// How serious a finding is.
    pub closed enum Level {
        /// Not reported at all.
        Allow = "allow",
        /// Worth knowing; real servers do it and readers cope.
        Note = "note",
        /// Probably not meant.
        Warning = "warning",
        /// The payload breaks a rule that readers rely on.
        Error = "error",
    }
}

string_enum! {
    /// Who makes the rule that a finding is about.
    pub closed enum Source {
        /// The documentation page.
        Page = "page",
        /// The official Python SDK of the page's generation.
        Sdk = "sdk",
        /// The published server.
        Server = "server",
        /// JSON-RPC 2.0.
        JsonRpc = "json-rpc",
        /// JSON itself (RFC 8259), or this crate where it reads JSON more strictly.
        Json = "json",
    }
}

/// What there is to know about a code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What it means.
    pub meaning: &'static str,
    /// How serious it is against the documented profile, unless the settings say otherwise.
    pub documented: Level,
    /// How serious it is against the wire profile, unless the settings say otherwise.
    pub wire: Level,
    /// Who makes the rule.
    pub source: Source,
    /// A piece of JSON that gives this finding.
    pub example: &'static str,
    /// What to do about it.
    pub fix: &'static str,
}

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])*
        $code:ident = $name:literal {
            levels: $documented:ident $wire:ident,
            source: $source:ident,
            example: $example:literal,
            fix: $fix:literal,
        }
    )*) => {
        string_enum! {
            /// What a finding is about. Names are stable: a code keeps its meaning for good.
            pub closed enum Code {
                $($(#[doc = $doc])* $code = $name,)*
            }
        }

        static EXPLANATIONS: &[Explanation] = &[$(
            Explanation {
                code: Code::$code,
                meaning: concat!($($doc, "\n"),*),
                documented: Level::$documented,
                wire: Level::$wire,
                source: Source::$source,
                example: $example,
                fix: $fix,
            },
        )*];
    };
}

codes! {
    /// The text is not JSON, or does not end where its value ends.
    InvalidJson = "invalid-json" {
        levels: Error Error,
        source: Json,
        example: r#"{"jsonrpc": "2.0","#,
        fix: "Look for a cut-off record or text around the JSON.",
    }
    /// Arrays and objects nest deeper than 127 levels.
    TooDeep = "too-deep" {
        levels: Error Error,
        source: Json,
        example: r#"{"metadata": {"a": {"a": … 127 times … }}}"#,
        fix: "Flatten the value; most JSON readers refuse such depth.",
    }
    /// A string holds half a surrogate pair, which is no character.
    InvalidString = "invalid-string" {
        levels: Error Error,
        source: Json,
        example: r#"{"text": "\ud83d"}"#,
        fix: "Write both halves of the pair, or the character itself; do not cut strings between them.",
    }
    /// A key stands twice in one object, so readers disagree about its value.
    DuplicateKey = "duplicate-key" {
        levels: Error Error,
        source: Json,
        example: r#"{"id": "task_1", "id": "task_2"}"#,
        fix: "Send each key once.",
    }
    /// The payload is JSON, but not an object, and every payload of the API is one.
    NotAnObject = "not-an-object" {
        levels: Error Error,
        source: JsonRpc,
        example: r#"["task_1"]"#,
        fix: "Pass one payload; split a list into its elements first.",
    }
    /// The payload is an object, but none that the API sends or receives.
    UnknownPayload = "unknown-payload" {
        levels: Error Error,
        source: Sdk,
        example: r#"{"hello": "world"}"#,
        fix: "Leave other traffic out, or say as what the payload is meant to be checked.",
    }
    /// A required field is absent.
    MissingField = "missing-field" {
        levels: Error Error,
        source: Page,
        example: r#"{"type": "tool_call", "call_id": "call_1", "name": "search"}"#,
        fix: "Send the field.",
    }
    /// A value has another JSON type than its field.
    WrongType = "wrong-type" {
        levels: Error Error,
        source: Page,
        example: r#"{"created_at": "2026-11-23"}"#,
        fix: "Send the type that the field has.",
    }
    /// A number is beyond what its field can hold.
    OutOfRange = "out-of-range" {
        levels: Error Error,
        source: Page,
        example: r#"{"bytes": [256]}"#,
        fix: "Send a number within the bounds.",
    }
    /// A constant field has another value, such as a tag in a place where only one is possible.
    WrongConstant = "wrong-constant" {
        levels: Error Error,
        source: Page,
        example: r#"{"type": "tool_result", …} as the value of input_required"#,
        fix: "Send the constant.",
    }
    /// The tag of an object is none of those known at this place.
    UnknownTag = "unknown-tag" {
        levels: Error Warning,
        source: Page,
        example: r#"{"type": "hologram"}"#,
        fix: "Check the spelling; a newer API may have tags that this version does not know.",
    }
    /// A string is none of the values known for its field.
    UnknownValue = "unknown-value" {
        levels: Error Warning,
        source: Page,
        example: r#"{"status": "cancelled"}"#,
        fix: "Check the spelling; a newer API may have values that this version does not know.",
    }
    /// A field that no source names.
    UnknownField = "unknown-field" {
        levels: Warning Note,
        source: Sdk,
        example: r#"{"object": "task", "colour": "red"}"#,
        fix: "Check the spelling. Readers have to tolerate fields they do not know.",
    }
    /// A field that only published servers, or other generations of the SDK, have.
    UndocumentedField = "undocumented-field" {
        levels: Warning Allow,
        source: Server,
        example: r#"{"object": "task", "input_required_call_ids": ["call_1"]}"#,
        fix: "Do not rely on the field; use the documented one where there is one.",
    }
    /// A field of a free-form object has another type than servers give it.
    UnusualValue = "unusual-value" {
        levels: Note Note,
        source: Server,
        example: r#"{"usage": {"input_tokens": "12"}}"#,
        fix: "Nothing has to be done; typed readers of the object may stumble.",
    }
}

impl Code {
    /// Every code, in the order of the documentation.
    pub const ALL: &'static [Code] = Code::VALUES;

    /// What there is to know about the code.
    pub fn explain(self) -> &'static Explanation {
        // The table and the enum are made of the same rows.
        &EXPLANATIONS[self as usize]
    }

    /// How serious the code is against a profile, unless settings say otherwise.
    pub fn default_level(self, profile: Profile) -> Level {
        match profile {
            Profile::Documented => self.explain().documented,
            Profile::Wire => self.explain().wire,
        }
    }
}
