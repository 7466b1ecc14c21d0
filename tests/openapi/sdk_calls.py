"""Makes every call of the official Python SDK against the mock server of the OpenAPI document.

The mock refuses requests that do not fit the document, and the SDK, told to validate, refuses
answers that do not fit its own types.
"""

import inspect
import sys
import urllib.error
import urllib.request

from agentlin_client import Client

client = Client(
    api_key="token",
    base_url=sys.argv[1],
    max_retries=0,
    _strict_response_validation=True,
)

TOOL = {
    "type": "function",
    "function": {"name": "now", "parameters": {"type": "object"}, "strict": True},
}
AGENT = {
    "agent_id": "a",
    "code_for_agent": "",
    "code_for_interpreter": "",
    "description": "",
    "developer_prompt": "",
    "max_model_length": 8192,
    "max_response_length": 1024,
    "model": "m",
    "name": "n",
    "allowed_tools": ["*"],
    "builtin_tools": [TOOL],
    "code_interpreter_config": {"jupyter_host": "h"},
}
PARTS = [
    {"type": "text", "text": "Hello"},
    {"type": "image_url", "image_url": {"url": "https://example.invalid/i.png", "detail": "low"}},
    {"type": "input_audio", "input_audio": {"data": "AA==", "format": "wav"}},
    {"type": "file", "file": {"file_url": "https://example.invalid/f", "filename": "f"}},
    "a bare string",
]
HISTORY = [
    {"type": "message", "role": "user", "message_content": "Hi"},
    {"type": "reasoning", "id": "rs_1", "summary": []},
    {"type": "tool_call", "call_id": "c", "name": "now", "arguments": "{}"},
    {"type": "tool_result", "call_id": "c", "message_content": [], "block_list": []},
]

tasks, env = client.tasks, client.env
CALLS = {
    "tasks.create": [
        lambda: tasks.create(stream=False, user_message_content="Hello"),
        lambda: tasks.create(
            stream=False,
            user_message_content=PARTS,
            agent_config=AGENT,
            allowed_subagents=[],
            allowed_tools=["now"],
            client_id="c",
            client_tools=[TOOL],
            disallowed_tools=["x"],
            env={"A": "1"},
            history_messages=HISTORY,
            include_compress_model_rollout=True,
            include_subagent_rollout=False,
            inference_args={"temperature": 0.5},
            log_dir="/l",
            request_id="r",
            return_rollout=True,
            rollout_save_dir="/r",
            session_id="s",
            stop_tools=[],
            structured_output={"type": "object"},
            task_id="t",
            thought_messages=[],
            user_id="u",
            workspace_dir="/w",
        ),
    ],
    "tasks.retrieve": [lambda: tasks.retrieve("task_1")],
    "tasks.list": [
        lambda: tasks.list(),
        lambda: tasks.list(
            limit=3, offset=1, session_id="s", status=["working", "input-required"], user_id="u"
        ),
    ],
    "tasks.delete": [lambda: tasks.delete("task 1")],
    "tasks.cancel": [lambda: tasks.cancel("task_1")],
    "env.create": [
        lambda: env.create(),
        lambda: env.create(
            client_id="c",
            env_class_path="m:E",
            env_id=None,
            env_init_kwargs={"n": 3},
            env_vars={"A": "1"},
            session_id="s",
            user_id=None,
        ),
    ],
    "env.step": [
        lambda: env.step(session_id="s", tool_name="t"),
        lambda: env.step(
            session_id="s",
            tool_name="t",
            env_vars=None,
            request_id="r",
            stream=False,
            task_id=None,
            tool_args={"by": 1},
            user_id="u",
        ),
    ],
    "env.observation": [lambda: env.observation(session_id="s")],
    "env.reset": [lambda: env.reset(session_id="s", options={"a": 1}, seed=7)],
    "env.close": [lambda: env.close(session_id="s")],
    "env.session": [lambda: env.session("s")],
    "env.delete_session": [lambda: env.delete_session("s")],
    "env.sessions": [lambda: env.sessions(), lambda: env.sessions(user_id="u")],
    "env.clean_session": [lambda: env.clean_session(inactive_seconds=60)],
    "env.list": [lambda: env.list()],
    "env.info": [lambda: env.info("qa_env")],
}

methods = {
    f"{name}.{method}"
    for name, resource in (("tasks", tasks), ("env", env))
    for method, _ in inspect.getmembers(resource, inspect.ismethod)
    if not method.startswith(("_", "with_"))
}
missing = methods - CALLS.keys()
assert not missing, f"not called: {sorted(missing)}"

for operation, calls in CALLS.items():
    for call in calls:
        answer = call()
        assert answer is not None, operation
        if hasattr(answer, "model_extra"):
            unknown = sorted(answer.model_extra or {})
            assert not unknown, f"{operation}: the SDK does not know {unknown}"

# A stream, which the SDK hands over as text.
text = client.tasks.with_raw_response.create(
    stream=True,
    user_message_content="Hello",
    extra_headers={"Accept": "text/event-stream"},
).text()
assert "task.working" in text, text

# What does not fit is refused.
for broken in (
    lambda: tasks.create(stream="yes", user_message_content="Hello"),
    lambda: tasks.create(stream=False, user_message_content=[{"type": "video"}]),
    lambda: tasks.list(limit="many"),
    lambda: env.step(session_id="s", tool_name=7),
):
    try:
        broken()
    except Exception as error:
        assert getattr(error, "status_code", 0) == 422, error
    else:
        raise AssertionError("the mock took a broken request")
try:
    urllib.request.urlopen(f"{sys.argv[1]}/tasks/task_1")
except urllib.error.HTTPError as error:
    assert error.code == 401, error
else:
    raise AssertionError("the mock took a request without a token")

print(f"{sum(map(len, CALLS.values()))} calls of {len(CALLS)} methods")
