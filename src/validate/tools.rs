//! The schemas that tools have for their arguments.
//!
//! They are from captures, so they may be anything: compiling and applying one must not cost
//! more than its size explains, see `schema_cost.rs`, and never opens a file or a connection.

#[cfg(feature = "jsonschema")]
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::rules::Context;
use crate::ToolCallItem;
use crate::json::Span;
use crate::request::ToolData;
#[cfg(feature = "jsonschema")]
use crate::schema_cost;

/// Tools by name. Without the feature `jsonschema` it keeps nothing and finds nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Tools {
    #[cfg(feature = "jsonschema")]
    schemas: HashMap<String, Arc<Tool>>,
}

/// What all checks of arguments in one stream, or one answer, may cost together.
#[derive(Debug, Default)]
pub(super) struct Budget {
    #[cfg(feature = "jsonschema")]
    left: schema_cost::Capture,
}

#[cfg(feature = "jsonschema")]
#[derive(Debug)]
struct Tool {
    parameters: crate::JsonObject,
    /// Made at the first call of the tool.
    schema: OnceLock<Schema>,
}

#[cfg(feature = "jsonschema")]
#[derive(Debug)]
enum Schema {
    Compiled(serde_json::Value, Box<jsonschema::Validator>),
    /// It is no schema, which is the tool's own affair.
    None,
    /// It is not used, for this reason.
    Unused(schema_cost::Reason),
}

impl Tools {
    #[cfg_attr(not(feature = "jsonschema"), allow(unused_variables))]
    pub(super) fn of(tools: &[ToolData]) -> Self {
        #[cfg(feature = "jsonschema")]
        let keep = |tool: &ToolData| {
            let kept = Tool {
                parameters: tool.function.parameters.clone()?,
                schema: OnceLock::new(),
            };
            Some((tool.function.name.clone(), Arc::new(kept)))
        };
        Tools {
            #[cfg(feature = "jsonschema")]
            schemas: tools.iter().filter_map(keep).collect(),
        }
    }

    #[cfg(not(feature = "jsonschema"))]
    pub(super) fn check(&self, _: &mut Context<'_>, _: Span, _: &ToolCallItem, _: &mut Budget) {}

    /// Checks the arguments of a call, which is there in the text, against the schema of its tool.
    #[cfg(feature = "jsonschema")]
    pub(super) fn check(
        &self,
        cx: &mut Context<'_>,
        item: Span,
        call: &ToolCallItem,
        budget: &mut Budget,
    ) {
        use super::Code;
        use crate::{ItemStatus, ToolCallLanguage};

        let complete = matches!(call.status, None | Some(ItemStatus::Completed));
        let json = matches!(call.language, None | Some(ToolCallLanguage::Json));
        let Some(tool) = self.schemas.get(&call.name).filter(|_| complete && json) else {
            return;
        };
        let Ok(arguments) = serde_json::from_str(&call.arguments) else {
            return;
        };
        let left = &mut budget.left;
        let checked = match tool.schema.get_or_init(|| tool.compile(left)) {
            Schema::None => return,
            Schema::Unused(reason) => Err(*reason),
            Schema::Compiled(schema, validator) => schema_cost::of_check(schema, &arguments, left)
                .map(|()| validator.validate(&arguments)),
        };
        match checked {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                let keyword = error.kind().keyword();
                let place = match error.instance_path().as_str() {
                    "" => "the arguments break".to_string(),
                    place => format!("`{place}` in the arguments breaks"),
                };
                let message = format!("{place} the tool's own schema (`{keyword}`)");
                cx.report(
                    Code::ArgumentsAgainstSchema,
                    cx.member(item, "arguments"),
                    message,
                );
            }
            Err(reason) => {
                let message = format!("not checked against the tool's own schema: {reason}");
                cx.report(
                    Code::ArgumentsNotChecked,
                    cx.member(item, "arguments"),
                    message,
                );
            }
        }
    }
}

#[cfg(feature = "jsonschema")]
impl Tool {
    fn compile(&self, left: &mut schema_cost::Capture) -> Schema {
        let Ok(schema) = self.parameters.to_value() else {
            return Schema::None;
        };
        if let Err(reason) = schema_cost::of_compiling(&schema, left) {
            return Schema::Unused(reason);
        }
        let patterns = jsonschema::PatternOptions::fancy_regex()
            .backtrack_limit(schema_cost::BACKTRACKING)
            .size_limit(schema_cost::PATTERN_BYTES)
            .dfa_size_limit(schema_cost::PATTERN_BYTES);
        // Whatever features another crate turns on: nothing is fetched.
        let options = jsonschema::options().offline();
        match options.with_pattern_options(patterns).build(&schema) {
            Ok(validator) => Schema::Compiled(schema, Box::new(validator)),
            Err(_) => Schema::None,
        }
    }
}
