//! A service that takes and answers the types with axum, and a client of it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use agentlin_types::request::TaskListParams;
use agentlin_types::{Task, TaskCreateParams, TaskStatus, decode, encode};
use axum::extract::Query;
use axum::routing::{get, post};
use axum::{Json, Router};

use crate::captures::responses;

async fn create(Json(params): Json<TaskCreateParams>) -> Json<TaskCreateParams> {
    Json(params)
}

async fn list(Query(params): Query<TaskListParams>) -> Json<TaskListParams> {
    Json(params)
}

async fn last() -> Json<Task> {
    Json(task())
}

fn task() -> Task {
    let task = responses()
        .into_iter()
        .find_map(|response| response.result)
        .unwrap();
    task.metadata(r#"{"exact":1.50,"big":1e400}"#.parse::<agentlin_types::JsonObject>().unwrap())
}

/// Starts the service; it ends with the test.
fn serve() -> SocketAddr {
    let service = Router::new()
        .route("/tasks", post(create).get(list))
        .route("/tasks/last", get(last));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    listener.set_nonblocking(true).unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, service).await.unwrap();
        });
    });
    address
}

/// The status and the body of a call.
fn call(address: SocketAddr, method: &str, target: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.into())
}

#[test]
fn a_task_is_answered_as_it_is() {
    let (status, body) = call(serve(), "GET", "/tasks/last", "");
    assert_eq!(
        (status, &*body),
        (200, &*encode::to_string(&task()).unwrap())
    );
    assert_eq!(decode::from_str::<Task>(&body).unwrap(), task());
}

#[test]
fn a_query_has_numbers_and_lists() {
    let address = serve();
    let target = "/tasks?limit=5&user_id=7&status[]=working&status[]=failed";
    let (status, body) = call(address, "GET", target, "");
    assert_eq!(status, 200, "{body}");
    let params: TaskListParams = decode::from_str(&body).unwrap();
    assert_eq!(
        (params.limit, params.user_id.as_deref()),
        (Some(5), Some("7"))
    );
    assert_eq!(
        params.status,
        Some([TaskStatus::Working, TaskStatus::Failed].into())
    );
    let (status, body) = call(address, "GET", "/tasks", "");
    assert_eq!((status, &*body), (200, "{}"));
    let (status, body) = call(address, "GET", "/tasks?limit=many", "");
    assert_eq!(
        (status, &*body),
        (
            400,
            "Failed to deserialize query string: /limit: `limit` must be an integer, not a string"
        )
    );
}

#[test]
fn a_bad_body_is_refused_in_plain_words() {
    let address = serve();
    let bad = r#"{"user_message_content": [], "stream": "yes"}"#;
    let (status, body) = call(address, "POST", "/tasks", bad);
    assert_eq!(status, 422);
    assert_eq!(
        body,
        "Failed to deserialize the JSON body into the target type: \
         /stream: `stream` must be a boolean, not a string"
    );
    let (status, body) = call(address, "POST", "/tasks", r#"{"stream": "#);
    assert_eq!(status, 400, "{body}");
    assert!(!body.contains("serde_json"), "{body}");
}

/// A client that asks where in its own document the defect is.
#[test]
fn the_path_leads_to_the_value() {
    #[derive(Debug, serde::Deserialize)]
    struct Page {
        #[allow(dead_code, reason = "only read")]
        tasks: Vec<Task>,
    }
    let good = encode::to_string(&task()).unwrap();
    let text = format!(r#"{{"tasks":[{good},{{"object":"task"}}]}}"#);
    let mut json = serde_json::Deserializer::from_str(&text);
    let error = serde_path_to_error::deserialize::<_, Page>(&mut json).unwrap_err();
    assert_eq!(error.path().to_string(), "tasks[1]");
    let message = error.to_string();
    assert!(
        message.starts_with("tasks[1]: missing field `id` in `Task`"),
        "{message}"
    );
    assert!(!message.contains("serde_json"), "{message}");
}
