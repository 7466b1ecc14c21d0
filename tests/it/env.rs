//! The Env API and the blocks for display.

use agentlin_types::block::*;
use agentlin_types::env::*;
use agentlin_types::wire::Wire;
use agentlin_types::*;

use crate::captures::bodies;
use crate::round_trip::exact;
use crate::shared::same::same;

#[test]
fn parameters() {
    exact::<EnvCreateParams>(concat!(
        r#"{"client_id":"c","env_class_path":"m:E","env_id":"e","env_init_kwargs":{"n":3},"#,
        r#""env_vars":{"A":"1"},"session_id":"s","user_id":"u"}"#
    ));
    assert_eq!(encode::to_string(&EnvCreateParams::new()).unwrap(), "{}");
    exact::<EnvStepParams>(concat!(
        r#"{"session_id":"s","tool_name":"increment","env_vars":{},"request_id":"r","#,
        r#""stream":true,"task_id":"t","tool_args":{"by":1},"user_id":"u"}"#
    ));
    exact::<EnvObservationParams>(r#"{"session_id":"s"}"#);
    exact::<EnvResetParams>(r#"{"session_id":"s","options":{"hard":true},"seed":7}"#);
    exact::<EnvCloseParams>(r#"{"session_id":"s"}"#);
    exact::<EnvSessionsParams>(r#"{"user_id":"u"}"#);
    exact::<EnvCleanSessionParams>(r#"{"inactive_seconds":60}"#);
    exact::<EnvListParams>(r#"{"ending_before":"z","limit":2,"starting_after":"a"}"#);
}

#[test]
fn answers_that_were_not_captured() {
    exact::<EnvStepResponse>(
        r#"{"new_state":{},"tools":[],"done":true,"tool_name":"t","tool_args":{}}"#,
    );
    exact::<EnvResetResponse>(r#"{"observation":{"message_content":[]},"tools":[],"done":false}"#);
    exact::<EnvSessionsResponse>(concat!(
        r#"{"sessions":[{"client_id":"c","created_at":1.5,"env_id":"e","env_vars":{},"#,
        r#""is_active":true,"last_accessed_at":2.25,"session_id":"s","user_id":"u"}],"total":1}"#
    ));
    exact::<EnvCleanSessionResponse>(
        r#"{"status":"success","cleaned_count":1,"cleaned_sessions":["s"]}"#,
    );
    exact::<EnvDeleteSessionResponse>(r#"{"status":"success","message":"gone"}"#);
    let info: EnvInfoResponse = exact(concat!(
        r#"{"details":[{"name":"a","importable":"no: missing module"},"#,
        r#"{"name":"a","importable":false}],"name":"a"}"#
    ));
    let text = Importable::Text("no: missing module".into());
    assert_eq!(info.details[0].importable, Some(text));
    assert_eq!(info.details[1].importable, Some(Importable::Known(false)));
    exact::<EnvListResponse>(
        r#"{"environments":[{"name":"a"}],"total":1,"grouped":{"a":[{"name":"a"}]}}"#,
    );
}

#[test]
fn states_are_observations() {
    let captures = bodies();
    let text = |name: &str| &captures.iter().find(|(n, _)| n == name).unwrap().1;
    let created: EnvCreateResponse = decode::from_str(text("env_create_counter")).unwrap();
    let seen: EnvObservationResponse = decode::from_str(text("env_observation")).unwrap();
    assert_eq!(created.tools, seen.tools);
    for state in [created.initial_state, seen.state] {
        let seen = Observation::of(&state).unwrap();
        let Block::Text(block) = Block::try_from(&seen.block_list[0]).unwrap() else {
            panic!("a text block")
        };
        assert_eq!(
            block.text.unwrap(),
            "Progress: 0/3. 3 steps remain. Done: False."
        );
    }
}

/// One fixture for each kind of block, as the server declares it.
const BLOCKS: &[&str] = &[
    r#"{"type":"text","text":"a","id":1}"#,
    r#"{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="},"id":2}"#,
    r#"{"type":"plotly-json","data":{"application/vnd.plotly.v1+json":{"data":[]}},"id":3}"#,
    r#"{"type":"table-json","data":{"application/vnd.aime.table.v1+json":{"columns":[{"name":"a"}],"datas":[{"a":1}],"caption":"c"}}}"#,
    concat!(
        r#"{"type":"table-json","data":{"application/vnd.aime.table.v2+json":{"columns":[],"datas":[],"#,
        r#""caption":"c","condition":"","model_sql":"","model_condition":"","chunks_info":"","#,
        r#""meta":"","row_count":"0","code_count":"0","token":"","status_code":"0","status_msg":""}}}"#
    ),
    concat!(
        r#"{"type":"table-json","data":{"application/vnd.aime.table.v3+json":{"table_id":"t","#,
        r#""columns":[],"datas":[],"caption":"c","condition":"","model_sql":"","#,
        r#""model_condition":"","chunks_info":"","meta":"","row_count":"0","code_count":"0","#,
        r#""token":"","status_code":"0","status_msg":""}}}"#
    ),
    r#"{"type":"html","data":{"text/html":"<b>"}}"#,
    r#"{"type":"html","data":"<b>"}"#,
    r#"{"type":"json","data":{"application/json":{"a":1.50}}}"#,
    concat!(
        r#"{"type":"search_result","data":{"application/vnd.search_result.v1+json":{"title":"t","#,
        r#""url":"u","abstract":"a","content":"c","error":"e","result_id":"r","#,
        r#""publish_time":"p","snippet":"s","score":0.5}}}"#
    ),
    r#"{"type":"visual-json","data":{"application/vnd.aime.visual.v1+json":{"type":"map","config":{},"caption":"c"}}}"#,
    concat!(
        r#"{"type":"tool_call","data":{"application/vnd.aime.tool.call+json":{"call_id":"c","#,
        r#""tool_name":"n","tool_args":{},"tool_id":"i","tool_title":"t","tool_icon":"x"}}}"#
    ),
    r#"{"type":"env_event","data":{"application/vnd.env.event.v1+json":{"done":true,"info":{}}}}"#,
    r#"{"type":"document-json","data":{"application/vnd.aime.document.v1+json":{"type":"book","id":"b","file_id":"f","filename":"n"}},"id":1,"embed_id":"e"}"#,
];

#[test]
fn blocks_of_every_kind() {
    let mut seen = std::collections::BTreeSet::new();
    for text in BLOCKS {
        let block: Block = exact(text);
        assert!(!matches!(block, Block::Unknown(_)), "{text}");
        seen.insert(block.tag().unwrap().to_owned());
        assert_eq!(JsonValue::from(block).as_str(), *text);
    }
    assert_eq!(seen.len(), BlockKind::ALL.len());
    exact::<Block>(r#"{"type":"input_audio","input_audio":{"data":"AA=="}}"#);
}

#[test]
fn document_elements_of_every_kind() {
    let place = r#""id":"e","page_index":1,"bbox":[0,1,2,3]"#;
    let elements = [
        r#"{"type":"text",@,"text":"t","text_level":1}"#,
        r#"{"type":"image",@,"image_url":"u","image_captions":["c"],"image_footnotes":["f"]}"#,
        r#"{"type":"page_number",@,"text":"1"}"#,
        r#"{"type":"page_footnote",@,"text":"f"}"#,
        r#"{"type":"list",@,"sub_type":"ordered","list_items":["a"]}"#,
        r#"{"type":"header",@,"text":"h"}"#,
        r#"{"type":"footer",@,"text":"f"}"#,
        r#"{"type":"aside_text",@,"text":"a"}"#,
        r#"{"type":"ref_text",@,"text":"r"}"#,
        r#"{"type":"phonetic",@,"text":"p"}"#,
        r#"{"type":"equation",@,"text":"x","text_format":"latex"}"#,
        r#"{"type":"table",@,"table_body":"<table>","img_path":"i","table_caption":["c"],"table_footnote":["f"]}"#,
        r#"{"type":"code",@,"sub_type":"s","code_body":"1","code_caption":["c"],"guess_lang":"python"}"#,
        r#"{"type":"page",@,"file_id":"f","width":1,"height":2}"#,
        r#"{"type":"book","id":"b","file_id":"f","filename":"n"}"#,
    ];
    for text in elements {
        let element: DocumentElement = exact(&text.replace('@', place));
        assert!(!matches!(element, DocumentElement::Unknown(_)), "{text}");
    }
}

/// Every block that servers really sent reads as a block of a known or an unknown kind.
#[test]
fn captured_blocks() {
    let mut kinds = std::collections::BTreeMap::new();
    for (name, text) in bodies() {
        let Ok(TaskResponse {
            result: Some(task), ..
        }) = decode::from_str(&text)
        else {
            continue;
        };
        for item in &task.output {
            let blocks = match item {
                OutputItem::Message(item) => item.block_list.as_deref().unwrap_or_default(),
                OutputItem::ToolResult(item) => &item.block_list,
                _ => &[],
            };
            for entry in blocks {
                let block = Block::try_from(entry).unwrap_or_else(|e| panic!("{name}: {e}"));
                let after = JsonValue::from(block.clone());
                same(&Block::SHAPE, entry.as_str(), after.as_str())
                    .unwrap_or_else(|place| panic!("{name} {place}: {entry}"));
                *kinds.entry(block.tag().unwrap().to_owned()).or_insert(0) += 1;
            }
        }
    }
    for kind in ["text", "html", "plotly-json", "search_result"] {
        assert!(kinds.contains_key(kind), "{kinds:?}");
    }
}
