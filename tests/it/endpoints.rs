//! The calls of the HTTP API: what clients write, servers read.

use std::collections::BTreeSet;

use agentlin_types::endpoint::*;
use agentlin_types::env::*;
use agentlin_types::jsonrpc::*;
use agentlin_types::request::*;
use agentlin_types::response::*;
use agentlin_types::wire::{Shape, Wire};
use agentlin_types::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::shared::same::same;

/// A server reads the call that a client wrote, however the request reached it.
fn there_and_back<E: Endpoint + PartialEq + std::fmt::Debug>(call: E) -> HttpRequest {
    let mut request = call.request().unwrap();
    assert_eq!(E::read(&request).unwrap(), call);
    assert_eq!(request.method, E::METHOD);
    let found = find(request.method.as_str(), &request.target).unwrap();
    assert_eq!(found.operation, E::OPERATION);
    let written = request.clone();
    request.target = request.url("https://api.example/v1/");
    assert_eq!(E::read(&request).unwrap(), call);
    written
}

#[test]
fn every_call_comes_back() {
    let tool_args: JsonObject = r#"{"by":1}"#.parse().unwrap();
    let requests = [
        there_and_back(CreateTask::new(TaskCreateParams::whole("Hi")).client_id("c")),
        there_and_back(ListTasks::new(TaskListParams::new().limit(3)).user_id("u")),
        there_and_back(RetrieveTask::new("task_1").request_id("r")),
        there_and_back(DeleteTask::new("task_1")),
        there_and_back(CancelTask::new("task_1")),
        there_and_back(PauseTask::new("task_1")),
        there_and_back(ResumeTask::new("task_1")),
        there_and_back(CallJsonrpc::new(TaskGetRequest::new(TaskQueryParams::new(
            "task_1",
        )))),
        there_and_back(StopAgent::new(StopAgentRequest::new("s"))),
        there_and_back(CreateEnv::new(
            EnvCreateParams::new().env_class_path("counter"),
        )),
        there_and_back(StepEnv::new(
            EnvStepParams::new("s", "increment").tool_args(tool_args),
        )),
        there_and_back(ObserveEnv::new(EnvObservationParams::new("s"))),
        there_and_back(ResetEnv::new(EnvResetParams::new("s").seed(7))),
        there_and_back(CloseEnv::new(EnvCloseParams::new("s"))),
        there_and_back(RetrieveEnvSession::new("s")),
        there_and_back(DeleteEnvSession::new("s")),
        there_and_back(ListEnvSessions::new(EnvSessionsParams::new().user_id("u"))),
        there_and_back(CleanEnvSessions::new(
            EnvCleanSessionParams::new().inactive_seconds(60),
        )),
        there_and_back(ListEnvs::new(
            EnvListParams::new().limit(2).starting_after("a"),
        )),
        there_and_back(RetrieveEnv::new("qa_env")),
        there_and_back(CheckHealth::new()),
        there_and_back(CheckLiveness::new()),
        there_and_back(CheckReadiness::new()),
    ];
    let lines: Vec<_> = requests
        .iter()
        .map(|r| format!("{} {}", r.method, r.target))
        .collect();
    assert_eq!(
        lines,
        [
            "POST /tasks",
            "GET /tasks?limit=3",
            "GET /tasks/task_1",
            "DELETE /tasks/task_1",
            "POST /tasks/task_1/cancel",
            "POST /tasks/task_1/pause",
            "POST /tasks/task_1/resume",
            "POST /tasks/agent",
            "POST /tasks/agent/stop",
            "POST /env/create",
            "POST /env/step",
            "POST /env/observation",
            "POST /env/reset",
            "POST /env/close",
            "GET /env/session/s",
            "DELETE /env/session/s",
            "GET /env/sessions?user_id=u",
            "POST /env/sessions/cleanup?inactive_seconds=60",
            "GET /env?limit=2&starting_after=a",
            "GET /env/qa_env",
            "GET /health",
            "GET /liveness",
            "GET /readiness",
        ]
    );
    assert_eq!(lines.len(), ENDPOINTS.len());
}

#[test]
fn a_create_call_as_http() {
    let call = CreateTask::new(TaskCreateParams::streaming("Grüße").session_id("s")).user_id("u");
    let request = call.request().unwrap().bearer("secret");
    let body = r#"{"stream":true,"user_message_content":"Grüße","session_id":"s"}"#;
    let head = "POST /v1/tasks HTTP/1.1\r\nHost: api.linxueyuan.online\r\n\
                Accept: text/event-stream\r\nX-User-ID: u\r\nContent-Type: application/json\r\n\
                Authorization: Bearer secret\r\nContent-Length: 65\r\n\r\n";
    assert_eq!(request.to_http(BASE_URL), format!("{head}{body}"));
    assert_eq!(body.len(), 65);
    let whole = CreateTask::new(TaskCreateParams::whole("Hi"))
        .request()
        .unwrap();
    assert_eq!(whole.header("accept"), Some("application/json"));
}

#[test]
fn streams_are_asked_for() {
    let params = || TaskParams::new(SessionRequest::new("c", "Hi"));
    assert!(CallJsonrpc::new(TaskCreateSubscribeRequest::new(params())).streams());
    assert!(!CallJsonrpc::new(TaskCreateRequest::new(params())).streams());
    assert!(StepEnv::new(EnvStepParams::new("s", "t").stream(true)).streams());
    assert!(!StepEnv::new(EnvStepParams::new("s", "t")).streams());
}

#[test]
fn path_parameters_are_encoded() {
    for (id, path) in [
        ("a/b", "/tasks/a%2Fb"),
        ("../x?y=1#z", "/tasks/..%2Fx%3Fy%3D1%23z"),
        ("a b+c%20", "/tasks/a%20b%2Bc%2520"),
        ("{task_id}", "/tasks/%7Btask_id%7D"),
        ("任务", "/tasks/%E4%BB%BB%E5%8A%A1"),
        ("v1", "/tasks/v1"),
        ("\r\n", "/tasks/%0D%0A"),
    ] {
        assert_eq!(there_and_back(RetrieveTask::new(id)).target, path);
    }
    for id in ["", ".", ".."] {
        let error = CancelTask::new(id).request().unwrap_err();
        assert_eq!(error, RequestError::PathParameter("task_id"));
    }
}

#[test]
fn lists_in_queries() {
    let params = TaskListParams::new()
        .offset(20)
        .session_id("a b&c")
        .status(vec![TaskStatus::InputRequired, TaskStatus::Working])
        .ending_before("task_9");
    let call = ListTasks::new(params.clone());
    assert_eq!(
        call.query().unwrap(),
        [
            ("offset", "20"),
            ("session_id", "a b&c"),
            ("status[]", "input-required"),
            ("status[]", "working"),
            ("ending_before", "task_9"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
    );
    assert_eq!(
        there_and_back(call).target,
        "/tasks?offset=20&session_id=a%20b%26c&status%5B%5D=input-required\
         &status%5B%5D=working&ending_before=task_9"
    );
    // As other clients write it.
    for target in [
        "/tasks/?offset=20&session_id=a+b%26c&status=input-required&status=working&ending_before=task_9",
        "/tasks?status[]=input-required&&offset=20&status[]=working&session_id=a%20b%26c&ending_before=task_9#x",
        "/tasks?status[0]=input-required&status%5B1%5D=working&offset=20&session_id=a%20b%26c&ending_before=task_9",
    ] {
        let read = ListTasks::read(&HttpRequest::new(Method::Get, target)).unwrap();
        assert_eq!(read.params, params, "{target}");
    }
    let read = |target: &str| ListTasks::read(&HttpRequest::new(Method::Get, target));
    let unknown = read("/tasks?status=asleep&flag").unwrap().params;
    assert_eq!(unknown.status, Some(vec![TaskStatus::from_wire("asleep")]));
    assert_eq!(unknown.extra.get("flag").unwrap().as_str(), r#""""#);
    assert_eq!(read("/tasks").unwrap().params, TaskListParams::new());
    let error = read("/tasks?limit=many").unwrap_err().to_string();
    assert!(
        error.starts_with("query: /limit: `limit` must be an integer, not a string"),
        "{error}"
    );
}

/// Formats that make lists of keys that come twice, and have strings for everything else.
#[test]
fn a_query_is_also_strings_and_lists_of_strings() {
    use serde::Deserialize;
    use serde::de::value::{Error, MapDeserializer};

    #[derive(Clone)]
    enum Part {
        One(&'static str),
        Many(Vec<&'static str>),
    }
    impl<'de> serde::de::IntoDeserializer<'de, Error> for Part {
        type Deserializer = PartDeserializer;
        fn into_deserializer(self) -> PartDeserializer {
            PartDeserializer(self)
        }
    }
    struct PartDeserializer(Part);
    impl<'de> serde::Deserializer<'de> for PartDeserializer {
        type Error = Error;
        fn deserialize_any<V: serde::de::Visitor<'de>>(
            self,
            visitor: V,
        ) -> Result<V::Value, Error> {
            match self.0 {
                Part::One(text) => visitor.visit_str(text),
                Part::Many(texts) => {
                    visitor.visit_seq(serde::de::value::SeqDeserializer::new(texts.into_iter()))
                }
            }
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
            unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        }
    }

    let read = |pairs: Vec<(&'static str, Part)>| {
        TaskListParams::deserialize(MapDeserializer::<_, Error>::new(pairs.into_iter()))
    };
    let params = read(vec![
        ("limit", Part::One("5")),
        ("status", Part::Many(vec!["working", "paused"])),
    ]);
    let expected = TaskListParams::new()
        .limit(5)
        .status(vec![TaskStatus::Working, TaskStatus::Paused]);
    assert_eq!(params.unwrap(), expected);
}

#[test]
fn other_calls_are_refused() {
    let read = |method, target: &str| RetrieveTask::read(&HttpRequest::new(method, target));
    assert_eq!(
        read(Method::Delete, "/tasks/x"),
        Err(RequestError::OtherCall)
    );
    assert_eq!(
        read(Method::Get, "/tasks/x/y"),
        Err(RequestError::OtherCall)
    );
    assert_eq!(read(Method::Get, "/tasks"), Err(RequestError::OtherCall));
    let create = HttpRequest::new(Method::Post, "/tasks")
        .with_body(r#"{"stream":1,"user_message_content":""}"#);
    let error = CreateTask::read(&create).unwrap_err().to_string();
    assert!(
        error.starts_with("body: /stream: `stream` must be a boolean"),
        "{error}"
    );
    let empty = CreateTask::read(&HttpRequest::new(Method::Post, "/tasks")).unwrap_err();
    assert!(matches!(empty, RequestError::Body(_)));
}

#[test]
fn recorded_requests_are_recognised() {
    for (method, target, operation) in [
        ("POST", "http://127.0.0.1:8000/v1/tasks", "tasks.create"),
        ("GET", "/v1/tasks/?status=working", "tasks.list"),
        ("POST", "/v1/agent", "tasks.jsonrpc"),
        ("POST", "/v1/tasks/agent/", "tasks.jsonrpc"),
        ("POST", "/v1/agent/stop", "tasks.stop_session"),
        ("GET", "/v1/env", "env.list"),
        ("GET", "/v1/env/list", "env.list"),
        ("GET", "/v1/env/sessions", "env.sessions"),
        ("GET", "/v1/env/info/agentlin.env.qa", "env.info"),
        ("GET", "/v1/env/no_such_env", "env.info"),
        ("GET", "/v1/env/session/s", "env.session"),
        ("DELETE", "/v1/env/session/s", "env.delete_session"),
        (
            "POST",
            "/v1/env/sessions/cleanup?inactive_seconds=1",
            "env.clean_session",
        ),
        ("GET", "http://127.0.0.1:8000/health", "server.health"),
    ] {
        let found = find(method, target).unwrap_or_else(|| panic!("{method} {target}"));
        assert_eq!(found.operation, operation, "{method} {target}");
    }
    for (method, target) in [
        ("GET", "/"),
        ("GET", "/v1"),
        ("PUT", "/v1/tasks"),
        ("GET", "/v2/tasks"),
    ] {
        assert!(find(method, target).is_none(), "{method} {target}");
    }
}

#[test]
fn answers_are_described() {
    let info = find("POST", "/tasks").unwrap();
    let name = |status, media| match info.answer(status, media) {
        Some(Shape::Object(shape)) => shape.name,
        Some(Shape::ByKey(shape)) => shape.name,
        _ => "-",
    };
    assert_eq!(name(200, Media::Json), "TaskResponse");
    assert_eq!(name(200, Media::EventStream), "TaskEventResponse");
    assert_eq!(name(422, Media::Json), "HttpFailure");
    assert_eq!(name(204, Media::Json), "-");
    assert_eq!(
        Media::of("text/event-stream; charset=utf-8"),
        Some(Media::EventStream)
    );
    assert_eq!(Media::of("text/html"), None);
}

#[test]
fn the_list_is_consistent() {
    let mut operations = BTreeSet::new();
    let mut names = BTreeSet::new();
    for info in ENDPOINTS {
        assert!(operations.insert(info.operation), "{}", info.operation);
        assert!(names.insert(info.name), "{}", info.name);
        let paths = std::iter::once(&info.path).chain(info.other_paths);
        for path in paths {
            let in_path: Vec<_> = path
                .split('/')
                .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            let declared: Vec<_> = info.path_params.iter().map(|param| param.name).collect();
            assert_eq!(in_path, declared, "{path}");
            let filled = path.replace(['{', '}'], "");
            let found = find(info.method.as_str(), &format!("/v1{filled}")).unwrap();
            assert_eq!(found.operation, info.operation, "{path}");
        }
        assert!(!info.doc.trim().is_empty() && info.doc.trim().ends_with('.'));
        assert!(info.answers.iter().any(|answer| answer.status == 200));
        assert!(info.query.is_none() || info.body.is_none());
    }
}

#[test]
fn answers_in_several_forms() {
    let task = r#"{"object":"task","id":"t","session_id":"s","user_id":"u","status":"canceled","created_at":1,"output":[]}"#;
    let read = |text: &str| decode::from_str::<TaskAnswer>(text).unwrap().into_result();
    assert_eq!(read(task).unwrap().id, "t");
    assert_eq!(
        read(&format!(r#"{{"jsonrpc":"2.0","result":{task}}}"#))
            .unwrap()
            .id,
        "t"
    );
    for name in [
        "cancel_plain",
        "cancel_unknown",
        "pause_plain",
        "resume_unknown",
    ] {
        let bodies = crate::captures::bodies();
        let (_, text) = bodies.iter().find(|(found, _)| found == name).unwrap();
        assert!(read(text).unwrap_err().known_code().is_some(), "{name}");
        let failure = decode::from_str::<HttpFailure>(text).unwrap();
        assert!(matches!(failure, HttpFailure::Rpc(_)), "{name}");
    }
    let body = r#"{"success":false,"message":"m","data":null}"#;
    assert!(matches!(
        decode::from_str(body).unwrap(),
        HttpFailure::Server(_)
    ));
    assert!(matches!(
        decode::from_str(r#"{"detail":"m"}"#).unwrap(),
        HttpFailure::Http(_)
    ));
    assert!(TaskAnswer::SHAPE.takes(wire::JsonKind::Object));
}

/// Whatever a call holds, a server reads what the client wrote.
#[test]
fn any_call_comes_back() {
    fn any_of<E: Endpoint + PartialEq + Arbitrary>() {
        let mut runner = TestRunner::deterministic();
        for _ in 0..40 {
            there_and_back(any::<E>().new_tree(&mut runner).unwrap().current());
        }
    }
    any_of::<CreateTask>();
    any_of::<ListTasks>();
    any_of::<RetrieveTask>();
    any_of::<DeleteTask>();
    any_of::<CancelTask>();
    any_of::<PauseTask>();
    any_of::<ResumeTask>();
    any_of::<CallJsonrpc>();
    any_of::<StopAgent>();
    any_of::<CreateEnv>();
    any_of::<StepEnv>();
    any_of::<ObserveEnv>();
    any_of::<ResetEnv>();
    any_of::<CloseEnv>();
    any_of::<RetrieveEnvSession>();
    any_of::<DeleteEnvSession>();
    any_of::<ListEnvSessions>();
    any_of::<CleanEnvSessions>();
    any_of::<ListEnvs>();
    any_of::<RetrieveEnv>();
    any_of::<CheckHealth>();
    any_of::<CheckLiveness>();
    any_of::<CheckReadiness>();
}

/// The bodies with which the captured tasks were created.
#[test]
fn real_requests_are_read_and_written_again() {
    let bodies = crate::captures::requests();
    assert!(bodies.len() > 10);
    for (name, text) in bodies {
        let request = HttpRequest::new(Method::Post, "/v1/tasks/").with_body(&text);
        let call = CreateTask::read(&request).unwrap_or_else(|error| panic!("{name}: {error}"));
        same(
            &TaskCreateParams::SHAPE,
            &text,
            &call.body().unwrap().unwrap(),
        )
        .unwrap_or_else(|place| panic!("{name} {place}: {text}"));
        assert!(call.params.extra.is_empty(), "{name}");
        let config = call.params.agent_config.unwrap();
        assert!(config.extra.is_empty(), "{name}");
        assert!(config.code_interpreter().unwrap().is_ok(), "{name}");
        assert!(
            config.subagents().is_ok() && config.skills().is_ok(),
            "{name}"
        );
    }
}
