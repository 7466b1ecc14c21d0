//! Builds a create call and prints the HTTP request that it stands for.
//!
//! ```sh
//! cargo run --example create_request
//! ```

use agentlin_types::endpoint::{BASE_URL, CreateTask, Endpoint};
use agentlin_types::request::{Allowed, ToolData};
use agentlin_types::{
    ContentPart, JsonObject, MessageItem, MessageRole, TaskCreateParams, TextContent,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // A tool that this program would run itself when the model asks for it.
    let schema: JsonObject = r#"{
        "type": "object",
        "properties": {"city": {"type": "string"}},
        "required": ["city"]
    }"#
    .parse()?;
    let weather = ToolData::function("weather", schema);

    // What was said before.
    let earlier = MessageItem::new(MessageRole::User).message_content("I live in Nanjing.");

    let question = vec![ContentPart::from(TextContent::text(
        "Will it rain tomorrow?",
    ))];
    let params = TaskCreateParams::streaming(question)
        .client_tools(vec![weather])
        .allowed_subagents(Allowed::none())
        .history_messages(vec![agentlin_types::OutputItem::from(earlier).into()])
        .session_id("sess_1");

    let call = CreateTask::new(params)
        .request_id("req_1")
        .user_id("user_1");
    let request = call.request()?.bearer("YOUR_TOKEN");
    println!("{}", request.to_http(BASE_URL));
    Ok(())
}
