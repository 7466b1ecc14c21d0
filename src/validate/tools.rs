//! The schemas that tools have for their arguments.

#[cfg(feature = "jsonschema")]
use std::{collections::HashMap, sync::Arc};

use super::path::Path;
use super::rules::Sink;
use crate::{ToolCallItem, ToolData};

/// Tools by name. Without the feature `jsonschema` it keeps nothing and finds nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Tools {
    #[cfg(feature = "jsonschema")]
    schemas: HashMap<String, Arc<jsonschema::Validator>>,
}

impl Tools {
    /// A schema that is none, or refers to others, is left out: it is the tool's own affair.
    #[cfg_attr(not(feature = "jsonschema"), allow(unused_variables))]
    pub(super) fn of(tools: &[ToolData]) -> Self {
        #[cfg(feature = "jsonschema")]
        let compile = |tool: &ToolData| {
            let schema = tool.function.parameters.as_ref()?.to_value().ok()?;
            let validator = jsonschema::validator_for(&schema).ok()?;
            Some((tool.function.name.clone(), Arc::new(validator)))
        };
        Tools {
            #[cfg(feature = "jsonschema")]
            schemas: tools.iter().filter_map(compile).collect(),
        }
    }

    #[cfg(not(feature = "jsonschema"))]
    pub(super) fn check(&self, _sink: &mut Sink<'_>, _path: &Path<'_>, _call: &ToolCallItem) {}

    /// Holds the arguments of a call against the schema of its tool.
    #[cfg(feature = "jsonschema")]
    pub(super) fn check(&self, sink: &mut Sink<'_>, path: &Path<'_>, call: &ToolCallItem) {
        use crate::{ItemStatus, ToolCallLanguage};

        let complete = matches!(call.status, None | Some(ItemStatus::Completed));
        let json = matches!(call.language, None | Some(ToolCallLanguage::Json));
        let Some(schema) = self.schemas.get(&call.name).filter(|_| complete && json) else {
            return;
        };
        let Ok(arguments) = serde_json::from_str(&call.arguments) else {
            return;
        };
        if let Err(error) = schema.validate(&arguments) {
            let keyword = error.kind().keyword();
            let place = match error.instance_path().as_str() {
                "" => "the arguments break".to_string(),
                place => format!("{place} in the arguments breaks"),
            };
            let message = format!("{place} the tool's own schema (`{keyword}`)");
            sink.add(
                super::Code::ArgumentsAgainstSchema,
                &path.key("arguments"),
                message,
            );
        }
    }
}
