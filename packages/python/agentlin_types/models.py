"""The types of the Agentlin Tasks API, for pydantic 2.

Made from the schemas by packages/python/build.py; do not edit.

Fields that a type does not list are kept. So are variants and values that nobody knew yet: an object
with an unknown tag is an `Unknown...`, an enum takes any string.
"""

from __future__ import annotations

from typing import Annotated, Any, Dict, List, Literal, Optional, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag


class Model(BaseModel):
    """What all types have in common."""

    model_config = ConfigDict(
        extra="allow", populate_by_name=True, defer_build=True, protected_namespaces=()
    )


def _variant(key: str, variants: Dict[str, str]) -> Discriminator:
    """Chooses the variant of a union by the tag under a key."""

    def choose(value: Any) -> Optional[str]:
        found = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
        return variants.get(found, "unknown") if isinstance(found, str) else None

    return Discriminator(choose)


class AgentConfig(Model):
    """The configuration of an agent, sent along with a create call."""

    agent_id: str
    """The identifier of the agent; on servers the name of its directory."""
    code_for_agent: str
    """Code that runs on the agent's side."""
    code_for_interpreter: str
    """Code that runs in the code interpreter."""
    description: str
    """What the agent is for."""
    developer_prompt: str
    """The system prompt."""
    max_model_length: int
    """The context window of the model, in tokens."""
    max_response_length: int
    """The longest answer, in tokens."""
    model: str
    """The model."""
    name: str
    """The name of the agent."""
    allowed_tools: Optional[List[str]] = None
    """The tools that may be used unless the request says otherwise."""
    builtin_subagents: Optional[List[Any]] = None
    """The sub-agents that come with the agent. Free-form in the SDK; servers require `id`,
    `name`, `description` and `developer_prompt` of each.
    """
    builtin_tools: Optional[List[ToolData]] = None
    """The tools that come with the agent."""
    code_interpreter_config: Optional[Dict[str, Any]] = None
    """How to reach the code interpreter. Free-form in the SDK; servers require it, with
    `jupyter_host`, `jupyter_port`, `jupyter_token`, `jupyter_timeout` and
    `jupyter_username`.
    """
    compress_model: Optional[str] = None
    """The model that compresses the context. Published servers require it."""
    compress_prompt: Optional[str] = None
    """The system prompt for compression. Published servers require it."""
    compress_threshold_token_ratio: Optional[float] = None
    """The share of `max_model_length` at which compression begins."""
    inference_args: Optional[Dict[str, Any]] = None
    """Settings for the model. Free-form: the backend defines them."""
    tool_mcp_config: Optional[Dict[str, Any]] = None
    """The MCP servers that tools come from. Free-form."""
    env: Optional[Dict[str, Any]] = None
    """Environment variables. Free-form; servers only."""
    builtin_skills: Optional[List[Dict[str, Any]]] = None
    """The skills that come with the agent. Servers only, which require `skill_id`, `name`
    and `prompt` of each.
    """


class AgentStateChangedEvent(Model):
    """The agent changed its state."""

    type: Literal["agent.state_changed"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    previous_state: AgentState
    """The state before."""
    new_state: AgentState
    """The state from now on."""
    reason: Optional[str] = None
    """Why."""


class UnknownAnnotation(Model):
    """A variant of `Annotation` with a tag that was not known when this was made."""

    type: str


class AudioContent(Model):
    """Audio."""

    type: AudioContentType
    """Which kind of audio; says nothing about the other fields."""
    input_audio: InputAudio
    """The audio. The key is the same for output audio."""


class AuthenticationInfo(Model):
    """How to authenticate to the address that updates are pushed to."""

    schemes: List[str]
    """The names of the schemes that the address takes."""
    credentials: Optional[str] = None
    """The credentials: a secret."""


class BackgroundTaskCompletedEvent(Model):
    """A background job ended."""

    type: Literal["background.completed"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    background_task_id: str
    """The job."""
    task_type: BackgroundTaskType
    """What it did."""
    success: bool
    """Whether it worked."""
    result: Any = None
    """The outcome. Free-form."""
    error: Optional[str] = None
    """What went wrong."""
    execution_time: Optional[float] = None
    """How long it took, in seconds."""


class BackgroundTaskProgressEvent(Model):
    """How far a background job is. Never sent."""

    type: Literal["background.progress"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    background_task_id: str
    """The job."""
    task_type: BackgroundTaskType
    """What it does."""
    progress: Optional[float] = None
    """The share that is done, from 0 to 1."""
    message: Optional[str] = None
    """What it is doing, for people."""


class BackgroundTaskSubmittedEvent(Model):
    """A background job was started."""

    type: Literal["background.submitted"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    background_task_id: str
    """The job."""
    task_type: BackgroundTaskType
    """What it does."""
    name: Optional[str] = None
    """Its name."""
    reason: Optional[str] = None
    """Why it runs in the background."""


class UnknownBlock(Model):
    """A variant of `Block` with a tag that was not known when this was made."""

    type: str


class BlockImageUrl(Model):
    """Where the image of a block is."""

    url: Optional[str] = None
    """The address: `data:`, `http:` or a path on the server."""


class ChatAudio(Model):
    """Audio in a chat message."""

    type: Literal["input_audio"]
    """The tag of audio."""
    input_audio: InputAudio
    """The audio."""


class ChatFile(Model):
    """The file of a chat message: its bytes, or what names it."""

    file_data: Optional[str] = None
    """The bytes in Base64."""
    file_id: Optional[str] = None
    """The identifier of an uploaded file. Servers only."""
    filename: Optional[str] = None
    """The name with its extension."""
    file_url: Optional[str] = None
    """The address. Only the SDK up to 1.3 sends it; servers drop it."""


class ChatFilePart(Model):
    """A file in a chat message."""

    type: Literal["file"]
    """The tag of a file."""
    file: ChatFile
    """The file."""


class ChatImage(Model):
    """An image in a chat message."""

    type: ChatImageType
    """Which tag it has; servers take `image_url` only."""
    image_url: ImageUrl
    """Where the image is."""


class ChatMessage(Model):
    """A message in the form of chat completions."""

    role: ChatRole
    """Who speaks."""
    content: Optional[ChatContent] = None
    """What is said. Absent when the model only called tools."""
    name: Optional[str] = None
    """The name of the speaker."""
    tool_calls: Optional[List[Dict[str, Any]]] = None
    """The tools that the model called. Free-form."""
    tool_call_id: Optional[str] = None
    """The call that a message of the role `tool` answers."""


class UnknownChatPart(Model):
    """A variant of `ChatPart` with a tag that was not known when this was made."""

    type: str


class ChatText(Model):
    """Text in a chat message."""

    type: ChatTextType
    """Which tag it has; servers take `text` only."""
    text: str
    """The text."""


class ContainerFileCitation(Model):
    """Citation of a file that lives in an execution container."""

    type: Literal["container_file_citation"]
    """The tag of a container file citation."""
    container_id: str
    """The identifier of the container."""
    file_id: Optional[str] = None
    """The identifier of the file. Servers send `file_url` in its place."""
    filename: str
    """The name of the file."""
    start_index: int
    """Where the cited span begins in the text. The unit is not documented."""
    end_index: int
    """Where the cited span ends in the text, inclusive. The unit is not documented."""
    file_url: Optional[str] = None
    """The address of the file, in place of `file_id`. Servers only."""


class ContinueRequest(Model):
    """The answers to the tool calls that a task waits for. Server 0.0.27 declares it, but
    does nothing with it.
    """

    client_id: str
    """The application that calls."""
    previous_task_id: str
    """The task that waits."""
    tool_results: List[ToolResultItem]
    """The answers."""
    agent_config: Optional[AgentConfig] = None
    """The whole configuration of the agent."""
    allowed_tools: Optional[List[str]] = None
    """The tools that may be used; all if absent."""
    disallowed_tools: Optional[List[str]] = None
    """Tools that may not be used. An empty list forbids nothing."""
    allowed_subagents: Optional[List[str]] = None
    """The sub-agents that may be used; all if absent."""
    stop_tools: Optional[List[str]] = None
    """Tools whose call ends the run. An empty list has no effect."""
    client_tools: Optional[List[ToolData]] = None
    """Tools that the caller runs itself."""
    history_messages: Optional[List[Dict[str, Any]]] = None
    """The conversation so far, as chat messages. Free-form."""
    thought_messages: Optional[List[Dict[str, Any]]] = None
    """Hidden thoughts of the model, as chat messages. Free-form."""
    runtime_id: Optional[str] = None
    """Tells execution environments apart; the conversation if absent."""
    store: Optional[bool] = None
    """Whether to keep the turn in the history."""
    workspace_dir: Optional[str] = None
    """The working directory on the server."""
    env: Optional[Dict[str, str]] = None
    """Environment variables of the run."""
    subagent_prompt_template: Optional[str] = None
    """The text around the prompts of sub-agents; `{{prompt}}` in it is replaced."""
    inference_args: Optional[Dict[str, Any]] = None
    """Settings for the model. Free-form."""
    structured_output: Optional[Dict[str, Any]] = None
    """A JSON Schema that the answer should fit."""
    log_dir: Optional[str] = None
    """A directory on the server for logs."""
    rollout_save_dir: Optional[str] = None
    """A directory on the server where model calls are stored."""
    return_rollout: Optional[bool] = None
    """Whether to return the model calls."""
    include_compress_model_rollout: Optional[bool] = None
    """Whether to return the model calls made to compress the context, too."""
    include_subagent_rollout: Optional[bool] = None
    """Whether to return the model calls of sub-agents, too."""


class DocumentAsideText(Model):
    """Text beside the text."""

    type: Literal["aside_text"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentBlock(Model):
    """A piece of a document."""

    type: Literal["document-json"]
    """The tag of a document."""
    data: DocumentData
    """The piece under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""
    embed_id: Optional[str] = None
    """Where in a text the block belongs."""


class DocumentBook(Model):
    """A whole document."""

    type: Literal["book"]
    """The tag of a document."""
    id: str
    """The identifier of the piece."""
    file_id: str
    """The file."""
    filename: str
    """The name of the file."""


class DocumentCode(Model):
    """A listing."""

    type: Literal["code"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    sub_type: str
    """Which kind of listing."""
    code_body: Optional[str] = None
    """The code."""
    code_caption: Optional[List[str]] = None
    """The captions."""
    guess_lang: Optional[str] = None
    """The language, as the server guesses."""


class DocumentData(Model):
    """A piece of a document under its media type."""

    application_vnd_aime_document_v1_json: DocumentElement = Field(alias="application/vnd.aime.document.v1+json")
    """The piece."""


class UnknownDocumentElement(Model):
    """A variant of `DocumentElement` with a tag that was not known when this was made."""

    type: str


class DocumentEquation(Model):
    """A formula."""

    type: Literal["equation"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The formula."""
    text_format: Literal["latex"]
    """How it is written."""


class DocumentFooter(Model):
    """The line below a page."""

    type: Literal["footer"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentHeader(Model):
    """The line above a page."""

    type: Literal["header"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentImage(Model):
    """A picture."""

    type: Literal["image"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    image_url: str
    """The path of the picture, or its bytes in Base64."""
    image_captions: Optional[List[str]] = None
    """The captions."""
    image_footnotes: Optional[List[str]] = None
    """The footnotes."""


class DocumentList(Model):
    """A list."""

    type: Literal["list"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    sub_type: str
    """Which kind of list."""
    list_items: List[str]
    """The entries."""


class DocumentPage(Model):
    """A whole page."""

    type: Literal["page"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    file_id: str
    """The file."""
    width: int
    """The width."""
    height: int
    """The height."""


class DocumentPageFootnote(Model):
    """A footnote of a page."""

    type: Literal["page_footnote"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentPageNumber(Model):
    """A page number."""

    type: Literal["page_number"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentPhonetic(Model):
    """Phonetic text."""

    type: Literal["phonetic"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentRefText(Model):
    """A reference."""

    type: Literal["ref_text"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""


class DocumentTable(Model):
    """A table."""

    type: Literal["table"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    table_body: Optional[str] = None
    """The table as HTML."""
    img_path: Optional[str] = None
    """The path of a picture of it."""
    table_caption: Optional[List[str]] = None
    """The captions."""
    table_footnote: Optional[List[str]] = None
    """The footnotes."""


class DocumentText(Model):
    """A paragraph or heading."""

    type: Literal["text"]
    """The tag of the piece."""
    id: str
    """The identifier of the piece."""
    page_index: int
    """The page."""
    bbox: List[int]
    """The place on the page: the corners of a box."""
    text: str
    """The text."""
    text_level: Optional[int] = None
    """The level, if it is a heading."""


class EnvCleanSessionParams(Model):
    """The query of the call that ends idle sessions."""

    inactive_seconds: Optional[int] = None
    """How many seconds a session has to be idle. Servers take 3600 if it is absent."""


class EnvCleanSessionResponse(Model):
    """The answer to the call that ends idle sessions. The SDK leaves it open."""

    status: str
    """`success`."""
    cleaned_count: int
    """How many sessions were ended."""
    cleaned_sessions: List[str]
    """Which sessions were ended."""


class EnvCloseParams(Model):
    """The body of the call that ends an environment."""

    session_id: str
    """The session."""


class EnvCloseResponse(Model):
    """The answer to the call that ends an environment."""

    status: Optional[str] = None
    """`closed` if all went well."""
    message: Optional[str] = None
    """What happened, for people."""


class EnvCreateParams(Model):
    """The body of the call that starts an environment."""

    client_id: Optional[str] = None
    """The application that calls."""
    env_class_path: Optional[str] = None
    """The environment: a registered name, or `module:Class`."""
    env_id: Optional[str] = None
    """The identifier to give to the environment; servers make one up if it is absent."""
    env_init_kwargs: Optional[Dict[str, Any]] = None
    """Arguments for the environment. Free-form."""
    env_vars: Optional[Dict[str, str]] = None
    """Environment variables."""
    session_id: Optional[str] = None
    """The identifier to give to the session; servers make one up if it is absent."""
    user_id: Optional[str] = None
    """The owner; servers make one up if it is absent."""


class EnvCreateResponse(Model):
    """The answer to the call that starts an environment."""

    env_id: str
    """The environment."""
    initial_state: Dict[str, Any]
    """What there is to see at the beginning. Free-form; servers send `message_content`,
    `block_list` and `data`.
    """
    session_id: str
    """The session."""
    tools: List[ToolData]
    """The tools that may be used now."""
    done: Optional[bool] = None
    """Whether the environment has ended already."""


class EnvDeleteSessionResponse(Model):
    """The answer to the call that deletes a session. The SDK leaves it open."""

    status: str
    """`success`."""
    message: str
    """What happened, for people."""


class EnvEvent(Model):
    """How far an environment is."""

    done: bool
    """Whether it has ended."""
    info: Optional[Dict[str, Any]] = None
    """More about it. Free-form."""


class EnvEventBlock(Model):
    """How far an environment is."""

    type: Literal["env_event"]
    """The tag of an environment's progress."""
    data: EnvEventData
    """The progress under its media type."""


class EnvEventData(Model):
    """How far an environment is, under the media type."""

    application_vnd_env_event_v1_json: EnvEvent = Field(alias="application/vnd.env.event.v1+json")
    """The progress."""


class EnvInfo(Model):
    """What kind of environment can be started."""

    name: str
    """The name to start it by."""
    default_params_summary: Optional[str] = None
    """The defaults of its arguments in short."""
    importable: Optional[Importable] = None
    """Whether its code can be loaded."""
    module: Optional[str] = None
    """The module of its code."""
    origin: Optional[str] = None
    """`builtin`, `external` or `local`."""
    source: Optional[str] = None
    """Where the server found it."""


class EnvInfoResponse(Model):
    """The answer to the call that describes one name."""

    details: List[EnvInfo]
    """Everything that has the name."""
    name: str
    """The name."""


class EnvListParams(Model):
    """The query of the call that lists kinds of environments. SDK 1.9 and 1.10 send none."""

    ending_before: Optional[str] = None
    """The name before which the page ends."""
    limit: Optional[int] = None
    """The most entries to return. Servers return 100 if it is absent."""
    starting_after: Optional[str] = None
    """The name after which the page begins."""


class EnvListResponse(Model):
    """The answer to the call that lists kinds of environments."""

    environments: List[EnvInfo]
    """The environments; later SDKs and server 0.0.27 send them page by page."""
    total: Optional[int] = None
    """How many there are. Later SDKs and server 0.0.27 leave it out."""
    grouped: Optional[Dict[str, List[EnvInfo]]] = None
    """The same entries by name."""


class EnvObservationParams(Model):
    """The body of the call that looks at an environment."""

    session_id: str
    """The session."""


class EnvObservationResponse(Model):
    """The answer to the call that looks at an environment."""

    state: Dict[str, Any]
    """What there is to see. Free-form; servers send `message_content`, `block_list` and
    `data`.
    """
    tools: List[ToolData]
    """The tools that may be used now."""
    done: Optional[bool] = None
    """Whether the environment has ended."""


class EnvResetParams(Model):
    """The body of the call that sets an environment back to its beginning."""

    session_id: str
    """The session."""
    options: Optional[Dict[str, Any]] = None
    """How to begin. Free-form."""
    seed: Optional[int] = None
    """The seed of the random numbers."""


class EnvResetResponse(Model):
    """The answer to the call that sets an environment back to its beginning."""

    observation: Dict[str, Any]
    """What there is to see. Free-form; servers send `message_content`, `block_list` and
    `data`.
    """
    tools: List[ToolData]
    """The tools that may be used now."""
    done: Optional[bool] = None
    """Whether the environment has ended."""


class EnvSessionResponse(Model):
    """A session in an environment."""

    client_id: str
    """The application that called."""
    created_at: float
    """When it began, in seconds on a clock of the server: only differences have a meaning."""
    env_id: str
    """The environment."""
    env_vars: Dict[str, str]
    """Environment variables."""
    is_active: bool
    """Whether it goes on."""
    last_accessed_at: float
    """When it was used last, on the same clock as `created_at`."""
    session_id: str
    """The session."""
    user_id: str
    """The owner."""


class EnvSessionsParams(Model):
    """The query of the call that lists sessions."""

    user_id: Optional[str] = None
    """Only sessions of this user."""


class EnvSessionsResponse(Model):
    """The answer to the call that lists sessions."""

    sessions: List[EnvSessionResponse]
    """The sessions."""
    total: int
    """How many there are."""


class EnvStepParams(Model):
    """The body of the call that makes a step."""

    session_id: str
    """The session."""
    tool_name: str
    """The tool to use."""
    env_vars: Optional[Dict[str, str]] = None
    """Environment variables."""
    request_id: Optional[str] = None
    """The identifier of the chain of requests; becomes the `id` of the envelope."""
    stream: Optional[bool] = None
    """Whether the answer is a stream of events (true) or one envelope at the end."""
    task_id: Optional[str] = None
    """The identifier to give to the task of this step."""
    tool_args: Optional[Dict[str, Any]] = None
    """The tool's arguments. Free-form."""
    user_id: Optional[str] = None
    """The user."""


class EnvStepResponse(Model):
    """The state after a step, as servers declare it. They answer with a task instead
    (`TaskResponse`).
    """

    new_state: Dict[str, Any]
    """What there is to see. Free-form; servers send `message_content`, `block_list` and
    `data`.
    """
    tools: List[ToolData]
    """The tools that may be used now."""
    done: Optional[bool] = None
    """Whether the environment has ended."""
    tool_name: Optional[str] = None
    """The tool that was used. Server 0.0.26 only."""
    tool_args: Optional[Dict[str, Any]] = None
    """The arguments that were used. Server 0.0.26 only."""


class File(Model):
    """Where a file is, or its bytes."""

    file_url: str
    """The address. Required even when the bytes are given."""
    filename: str
    """The name with its extension."""
    file_data: Optional[str] = None
    """The bytes in Base64."""


class FileCitation(Model):
    """Citation of a file."""

    type: Literal["file_citation"]
    """The tag of a file citation."""
    file_id: Optional[str] = None
    """The identifier of the file. Servers send `file_url` in its place."""
    index: int
    """The position of the file in the list of files."""
    filename: str
    """The name of the file."""
    file_url: Optional[str] = None
    """The address of the file, in place of `file_id`. Servers only."""


class FileContent(Model):
    """A file."""

    type: Literal["file"]
    """The tag of file content."""
    file: File
    """The file."""


class FilePath(Model):
    """A file by its address."""

    type: Literal["file_path"]
    """The tag of a file path."""
    file_url: str
    """The address of the file."""
    index: int
    """The position of the file in the list of files."""


class FunctionDefinition(Model):
    """A function that the model may call."""

    name: str
    """The name, unique among the tools."""
    parameters: Optional[Dict[str, Any]] = None
    """The JSON Schema of the arguments. Servers also take functions without."""
    description: Optional[str] = None
    """What the function does."""
    strict: Optional[bool] = None
    """Whether the arguments have to fit the schema exactly."""


class HealthResponse(Model):
    """Health of the server."""

    status: str
    """`healthy`."""


class HtmlBlock(Model):
    """A piece of HTML."""

    type: Literal["html"]
    """The tag of HTML."""
    data: HtmlData
    """The HTML."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class HttpErrorBody(Model):
    """The body of an HTTP error that the server's framework writes, outside of JSON-RPC
    (servers up to 0.0.26).
    """

    detail: HttpErrorDetail
    """What went wrong: a text, or for HTTP 422 a list of details."""


class ImageBlock(Model):
    """An image."""

    type: Literal["image_url"]
    """The tag of an image."""
    image_url: BlockImageUrl
    """Where the image is."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class ImageContent(Model):
    """An image."""

    type: ImageContentType
    """Which kind of image; says nothing about the other fields."""
    image_url: ImageUrl
    """Where the image is."""
    id: Optional[int] = None
    """The number by which `[^N]` in texts of the task cites this image. Servers send it with
    images that code made.
    """


class ImageUrl(Model):
    """Where an image is."""

    url: str
    """The address; may be a `data:` URL."""
    detail: Optional[ImageDetail] = None
    """How closely to look."""


class InputAudio(Model):
    """Audio bytes."""

    data: str
    """The bytes in Base64. Servers also send a `data:` URL."""
    format: Optional[AudioFormat] = None
    """How the bytes are encoded. Servers leave it out; `wav` is meant then."""


class JsonBlock(Model):
    """Data."""

    type: Literal["json"]
    """The tag of data."""
    data: JsonData
    """The data under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class JsonData(Model):
    """Data under its media type."""

    application_json: Any = Field(alias="application/json")
    """The data. Declared as an object, kept whatever it is."""


class UnknownJsonrpcRequest(Model):
    """A variant of `JsonrpcRequest` with a tag that was not known when this was made."""

    method: str


class JsonrpcResponse(Model):
    """The answer to a JSON-RPC request, whatever its method."""

    jsonrpc: Literal["2.0"]
    """The protocol marker, always `2.0`."""
    id: Optional[RequestId] = None
    """The identifier of the request."""
    result: Any = None
    """What the method gave. Free-form, because the method decides: most give a task, a list
    a page of them, those about push notifications a `TaskPushNotificationConfig`.
    """
    error: Optional[RpcError] = None
    """Why the call failed."""


class LivenessResponse(Model):
    """Whether the server runs."""

    liveness: str
    """`ok`."""


class LogProb(Model):
    """How likely the model found one token of a text."""

    token: str
    """The token."""
    logprob: float
    """The logarithm of its probability, at most 0. The base is not documented."""
    bytes: List[Annotated[int, Field(ge=0, le=255)]]
    """The bytes of the token, each 0 to 255."""
    top_logprobs: List[TopLogProb]
    """The most likely tokens at this place."""


class MessageItem(Model):
    """A chat message."""

    type: Literal["message"]
    """The tag of a message."""
    id: Optional[str] = None
    """The identifier of the item; servers make `msg_` and 32 hex digits."""
    role: MessageRole
    """Who wrote the message."""
    message_content: Optional[MessageContent] = None
    """The body. Servers leave it out of a message that has only begun
    (`task.output_item.added`).
    """
    block_list: Optional[List[Any]] = None
    """Blocks for display that accompany the body: charts, tables and the like. Free-form."""
    name: Optional[str] = None
    """The name of the author for display; servers put the agent's name here."""
    status: Optional[ItemStatus] = None
    """How far the item is. Published servers leave it out."""
    content: Optional[MessageContent] = None
    """The body under its old key, which servers still send beside `message_content`."""
    agent_id: Optional[str] = None
    """The agent that wrote the message. Servers only."""
    call_id: Optional[str] = None
    """The task or tool call that produced the message. Servers only."""


class Observation(Model):
    """What there is to see in an environment, and what a tool hands back: what servers put
    into the free-form states of the Env API.
    """

    message_content: List[Dict[str, Any]]
    """What the model sees: content parts. Free-form."""
    block_list: List[Any]
    """What the user sees: blocks (`Block`). Free-form."""
    data: Optional[Dict[str, Any]] = None
    """More data. Free-form."""


class UnknownOutputItem(Model):
    """A variant of `OutputItem` with a tag that was not known when this was made."""

    type: str


class OutputTokenDetails(Model):
    """What the generated tokens of a task were."""

    reasoning_tokens: Optional[int] = None
    """Tokens spent on reasoning."""


class PlainTable(Model):
    """A plain table."""

    columns: List[Dict[str, Any]]
    """What the columns are. Free-form."""
    datas: List[Dict[str, Any]]
    """The rows, by column. Free-form."""
    caption: Optional[str] = None
    """The caption."""


class PlotlyBlock(Model):
    """A chart."""

    type: Literal["plotly-json"]
    """The tag of a chart."""
    data: PlotlyData
    """The chart under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class PlotlyData(Model):
    """A chart under its media type."""

    application_vnd_plotly_v1_json: Dict[str, Any] = Field(alias="application/vnd.plotly.v1+json")
    """The figure, as Plotly defines it. Free-form."""


class PushNotificationConfig(Model):
    """Where and how updates are pushed."""

    url: str
    """The address that is called."""
    token: Optional[str] = None
    """A text that is sent along, so that the receiver knows the sender: a secret."""
    authentication: Optional[AuthenticationInfo] = None
    """How to authenticate to the address."""


class PushNotificationGetRequest(Model):
    """Asks where the updates of a task are pushed."""

    method: Literal["tasks/pushNotification/get"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class PushNotificationResponse(Model):
    """The answer to the requests about push notifications."""

    jsonrpc: Literal["2.0"]
    """The protocol marker, always `2.0`."""
    id: Optional[RequestId] = None
    """The identifier of the request."""
    result: Optional[TaskPushNotificationConfig] = None
    """Where the updates are pushed."""
    error: Optional[RpcError] = None
    """Why the call failed."""


class PushNotificationSetRequest(Model):
    """Says where to push the updates of a task."""

    method: Literal["tasks/pushNotification/set"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskPushNotificationConfig
    """The task and the target."""


class QueriedTable(Model):
    """A table that a model queried from a database."""

    columns: List[Dict[str, Any]]
    """What the columns are. Free-form."""
    datas: List[Dict[str, Any]]
    """The rows, by column. Free-form."""
    caption: Optional[str] = None
    """The caption."""
    condition: Optional[str] = None
    """The condition of the query."""
    model_sql: Optional[str] = None
    """The query that the model wrote."""
    model_condition: Optional[str] = None
    """The condition that the model wrote."""
    chunks_info: Optional[str] = None
    """What the database says about its chunks."""
    meta: Optional[str] = None
    """What the database says about the table."""
    row_count: Optional[str] = None
    """How many rows there are, as text."""
    code_count: Optional[str] = None
    """How many instruments there are, as text."""
    token: Optional[str] = None
    """A token of the database: a secret."""
    status_code: Optional[str] = None
    """The status of the query, as text."""
    status_msg: Optional[str] = None
    """The status of the query, for people."""


class QueueItemReceivedEvent(Model):
    """Something reached the agent's queue. Never sent."""

    type: Literal["queue.item_received"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    item_type: QueueItemType
    """What it is."""
    priority: int
    """How urgent it is; lower comes first."""
    queue_depth: Optional[int] = None
    """How many items are in the queue."""
    correlation_id: Optional[str] = None
    """What ties it to an earlier message."""


class ReadinessResponse(Model):
    """Whether the server takes calls."""

    readiness: str
    """`ok`."""


class ReasoningItem(Model):
    """Reasoning by the model."""

    type: Literal["reasoning"]
    """The tag of a reasoning item."""
    id: str
    """The identifier of the item; servers make `rs_` and 32 hex digits."""
    summary: List[TextContent]
    """The thinking in short; may be empty."""
    content: Optional[List[TextContent]] = None
    """The thinking in full."""
    status: Optional[ItemStatus] = None
    """How far the item is. Published servers leave it out."""


class RpcCallRequest(Model):
    """Calls a method of another agent over the message bus."""

    method: Literal["rpc/call"]
    """The method of the envelope."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: Dict[str, Any]
    """What to call, and with what. Free-form."""


class RpcError(Model):
    """A JSON-RPC error, in the envelope and in a failed task. Cancel, pause and resume of
    newer servers answer with it bare.
    """

    code: int
    """Which error: a code reserved by JSON-RPC or one that the server defines.
    - `-32700`: Invalid JSON payload
    - `-32600`: Request payload validation error
    - `-32601`: Method not found
    - `-32602`: Invalid parameters
    - `-32603`: Internal error
    - `-32000`: Task failed
    - `-32001`: Task not found
    - `-32002`: Task cannot be canceled
    - `-32003`: Push Notification is not supported
    - `-32004`: This operation is not supported
    - `-32005`: Incompatible content types
    - `-32006`: RPC call timed out
    - `-32007`: RPC method not found
    - `-32008`: RPC method execution failed
    - `-32009`: Task cannot be paused or resumed.
    """
    message: str
    """What went wrong, for people."""
    data: Any = None
    """More detail: any JSON value, also null."""


class SearchResult(Model):
    """A hit of a search."""

    title: str
    """The title."""
    url: str
    """The address."""
    abstract: Optional[str] = None
    """What it is about."""
    content: Optional[str] = None
    """The content."""
    error: Optional[str] = None
    """Why there is no content."""
    result_id: Optional[str] = None
    """The identifier."""
    publish_time: Optional[str] = None
    """When it was published, as text."""


class SearchResultBlock(Model):
    """A hit of a search."""

    type: Literal["search_result"]
    """The tag of a hit."""
    data: SearchResultData
    """The hit under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class SearchResultData(Model):
    """A hit of a search under its media type."""

    application_vnd_search_result_v1_json: SearchResult = Field(alias="application/vnd.search_result.v1+json")
    """The hit."""


class ServerErrorBody(Model):
    """The body of an HTTP error that the server's framework writes, outside of JSON-RPC
    (server 0.0.27).
    """

    success: bool
    """Always false."""
    message: str
    """What went wrong, for people."""
    data: Any
    """More detail; null in practice."""
    errors: Optional[List[ValidationErrorDetail]] = None
    """What is wrong with the request, when it was refused for its form (HTTP 422)."""


class SessionRequest(Model):
    """A new turn of a conversation."""

    client_id: str
    """The application that calls."""
    user_message_content: ChatContent
    """What the user says."""
    agent_config: Optional[AgentConfig] = None
    """The whole configuration of the agent."""
    allowed_tools: Optional[List[str]] = None
    """The tools that may be used; all if absent."""
    disallowed_tools: Optional[List[str]] = None
    """Tools that may not be used. An empty list forbids nothing."""
    allowed_subagents: Optional[List[str]] = None
    """The sub-agents that may be used; all if absent."""
    stop_tools: Optional[List[str]] = None
    """Tools whose call ends the run. An empty list has no effect."""
    client_tools: Optional[List[ToolData]] = None
    """Tools that the caller runs itself."""
    history_messages: Optional[List[Dict[str, Any]]] = None
    """The conversation so far, as chat messages (`ChatMessage`). Free-form."""
    thought_messages: Optional[List[Dict[str, Any]]] = None
    """Hidden thoughts of the model, as chat messages. Free-form."""
    previous_task_id: Optional[str] = None
    """The task that this one continues."""
    runtime_id: Optional[str] = None
    """Tells execution environments apart; the conversation if absent."""
    store: Optional[bool] = None
    """Whether to keep the turn in the history."""
    workspace_dir: Optional[str] = None
    """The working directory on the server."""
    env: Optional[Dict[str, str]] = None
    """Environment variables of the run."""
    subagent_prompt_template: Optional[str] = None
    """The text around the prompts of sub-agents; `{{prompt}}` in it is replaced."""
    inference_args: Optional[Dict[str, Any]] = None
    """Settings for the model. Free-form."""
    structured_output: Optional[Dict[str, Any]] = None
    """A JSON Schema that the answer should fit."""
    log_dir: Optional[str] = None
    """A directory on the server for logs."""
    rollout_save_dir: Optional[str] = None
    """A directory on the server where model calls are stored."""
    return_rollout: Optional[bool] = None
    """Whether to return the model calls."""
    include_compress_model_rollout: Optional[bool] = None
    """Whether to return the model calls made to compress the context, too."""
    include_subagent_rollout: Optional[bool] = None
    """Whether to return the model calls of sub-agents, too."""


class ShownToolCall(Model):
    """A call of a tool, shown to the user."""

    call_id: str
    """The identifier of the call."""
    tool_name: str
    """The tool."""
    tool_args: Dict[str, Any]
    """The arguments. Free-form."""
    tool_id: Optional[str] = None
    """The identifier of the tool."""
    tool_title: Optional[str] = None
    """The title."""
    tool_icon: Optional[str] = None
    """The icon."""


class StopAgentRequest(Model):
    """The body of the call that drops a conversation."""

    session_id: str
    """The conversation."""


class StopAgentResponse(Model):
    """The answer to the call that drops a conversation."""

    status: str
    """`success`."""
    message: str
    """What happened, for people."""


class SubagentResultReceivedEvent(Model):
    """A sub-agent answered."""

    type: Literal["subagent.result_received"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    call_id: str
    """The tool call that started the sub-agent."""
    subagent_name: Optional[str] = None
    """The sub-agent."""
    output: Any = None
    """What the sub-agent answered. Free-form."""


class SummaryPart(Model):
    """A part of a reasoning summary, in an event."""

    type: Literal["summary_text"]
    """The tag of a summary part."""
    text: str
    """The text."""


class TableBlock(Model):
    """A table."""

    type: Literal["table-json"]
    """The tag of a table."""
    data: TableData
    """The table under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class TableData(Model):
    """A table under its media type: one of the three."""

    application_vnd_aime_table_v1_json: Optional[PlainTable] = Field(default=None, alias="application/vnd.aime.table.v1+json")
    """A plain table."""
    application_vnd_aime_table_v2_json: Optional[QueriedTable] = Field(default=None, alias="application/vnd.aime.table.v2+json")
    """A table that a model queried from a database."""
    application_vnd_aime_table_v3_json: Optional[TruncatedTable] = Field(default=None, alias="application/vnd.aime.table.v3+json")
    """The first rows of such a table."""


class Task(Model):
    """A unit of agent work: who it belongs to, how far it is, what it produced."""

    object: Literal["task"]
    """The type marker, always `task`."""
    id: str
    """The identifier of the task. Servers make `task_` and 32 hex digits, but keep whatever
    the caller chose; a task that runs a tool call has the `call_id` of that call.
    """
    session_id: str
    """The conversation that the task belongs to. Tasks of one session share their context."""
    user_id: str
    """The end user for whom the task runs."""
    status: TaskStatus
    """Lifecycle state of the task."""
    created_at: int
    """When the task was created, in whole seconds since the Unix epoch."""
    output: List[OutputItem]
    """What the task produced so far, in order."""
    usage: Optional[Usage] = None
    """What the task consumed. Documented as a free-form object; servers always send the
    counters.
    """
    error: Optional[RpcError] = None
    """Why the task failed. Set if and only if the status is `failed`."""
    input_required: Optional[ToolCallItem] = None
    """The tool call that the caller has to carry out before the task can go on. Server
    0.0.27 sends `input_required_call_ids` instead.
    """
    input_required_call_ids: Optional[List[str]] = None
    """The call ids of all tool calls that the caller has to answer. Server 0.0.27 only."""
    metadata: Optional[Dict[str, Any]] = None
    """Free-form data."""
    previous_task_id: Optional[str] = None
    """The task that this one continues."""
    rollouts: Optional[List[Dict[str, Any]]] = None
    """Records of the model calls, when the create call asked for them. Free-form; servers
    send objects like the event `task.rollout`.
    """


class TaskAudioDeltaEvent(Model):
    """More audio. Published servers never send it."""

    type: Literal["task.audio.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    delta: str
    """A piece of the audio in Base64."""


class TaskAudioDoneEvent(Model):
    """The audio is complete. Published servers never send it."""

    type: Literal["task.audio.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""


class TaskBlockDeltaEvent(Model):
    """More of a block for display. Published servers declare it outside of their union of
    events and never send it.
    """

    type: Literal["task.block.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    block: Dict[str, Any]
    """What the block gains. Free-form."""


class TaskBlockDoneEvent(Model):
    """A block for display is final. Published servers declare it outside of their union of
    events and never send it.
    """

    type: Literal["task.block.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    block: Dict[str, Any]
    """The whole block. Free-form."""


class TaskCancelRequest(Model):
    """Cancels a task."""

    method: Literal["tasks/cancel"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class TaskCanceledEvent(Model):
    """The task was stopped on request. Published servers never send it."""

    type: Literal["task.canceled"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""


class TaskCompletedEvent(Model):
    """The task ended well. Servers send it; no more events of the task follow."""

    type: Literal["task.completed"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""


class TaskContentPartAddedEvent(Model):
    """A part of an item's content began. Servers send it for reasoning."""

    type: Literal["task.content_part.added"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the item's content."""
    part: ContentPart
    """The current part."""


class TaskContentPartDoneEvent(Model):
    """A part of an item's content is final. Servers send it for reasoning."""

    type: Literal["task.content_part.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the item's content."""
    part: ContentPart
    """The whole part."""


class TaskContextCompressionCompletedEvent(Model):
    """The context is compressed. In published servers the step before it always fails, and
    `task.failed` comes instead.
    """

    type: Literal["task.context_compression.completed"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """


class TaskContextCompressionCreatedEvent(Model):
    """The context has grown too long and will be compressed. Servers send it."""

    type: Literal["task.context_compression.created"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """


class TaskContextCompressionInProgressEvent(Model):
    """The context is being compressed. Servers send it."""

    type: Literal["task.context_compression.in_progress"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """


class TaskCreateParams(Model):
    """The body of the create call."""

    stream: bool
    """Whether the answer is a stream of events (true) or one envelope at the end (false)."""
    user_message_content: MessageContent
    """What the user says. Published servers take a list of parts over HTTP, with the tags
    `text`, `image_url`, `input_audio` and `file` only.
    """
    agent_config: Optional[AgentConfig] = None
    """The whole configuration of the agent. Without it the server chooses an agent by
    `client_id`.
    """
    allowed_subagents: Optional[List[str]] = None
    """The sub-agents that may be used; all if absent."""
    allowed_tools: Optional[List[str]] = None
    """The tools that may be used; all if absent."""
    client_id: Optional[str] = None
    """The application that calls."""
    client_tools: Optional[List[ToolData]] = None
    """Tools that the caller runs itself. A call to one of them stops the task until the
    caller answers.
    """
    disallowed_tools: Optional[List[str]] = None
    """Tools that may not be used. An empty list forbids nothing."""
    env: Optional[Dict[str, str]] = None
    """Environment variables of the run."""
    history_messages: Optional[List[HistoryMessage]] = None
    """The conversation so far."""
    include_compress_model_rollout: Optional[bool] = None
    """Whether to return the model calls made to compress the context, too."""
    include_subagent_rollout: Optional[bool] = None
    """Whether to return the model calls of sub-agents, too."""
    inference_args: Optional[Dict[str, Any]] = None
    """Settings for the model such as the temperature. Free-form: the backend defines them."""
    log_dir: Optional[str] = None
    """A directory on the server for logs."""
    request_id: Optional[str] = None
    """The identifier of the whole chain of requests; becomes the `id` of the envelope."""
    return_rollout: Optional[bool] = None
    """Whether to return the model calls, in `rollouts` and as events."""
    rollout_save_dir: Optional[str] = None
    """A directory on the server where model calls are stored."""
    session_id: Optional[str] = None
    """The conversation to go on with. Its tasks share their context."""
    stop_tools: Optional[List[str]] = None
    """Tools whose call ends the run. An empty list has no effect."""
    structured_output: Optional[Dict[str, Any]] = None
    """A JSON Schema that the answer should fit. Has no meaning when streaming; published
    servers fail on it either way.
    """
    task_id: Optional[str] = None
    """The identifier to give to the task."""
    thought_messages: Optional[List[HistoryMessage]] = None
    """Hidden thoughts of the model to put into the context."""
    user_id: Optional[str] = None
    """The end user."""
    workspace_dir: Optional[str] = None
    """The working directory on the server for file tools and code."""


class TaskCreateRequest(Model):
    """Creates a task and answers when it is done."""

    method: Literal["tasks/create"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskParams
    """The task to create."""


class TaskCreateSubscribeRequest(Model):
    """Creates a task and answers with a stream of events."""

    method: Literal["tasks/createSubscribe"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskParams
    """The task to create."""


class TaskCreatedEvent(Model):
    """The task exists. Servers send it first."""

    type: Literal["task.created"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""


class UnknownTaskEvent(Model):
    """A variant of `TaskEvent` with a tag that was not known when this was made."""

    type: str


class TaskEventResponse(Model):
    """The envelope around one event: the content of one `data` line of a stream."""

    jsonrpc: Literal["2.0"]
    """The protocol marker, always `2.0`."""
    id: Optional[RequestId] = None
    """The identifier of the request, the same on every line, also for events of tools and
    sub-agents.
    """
    result: Optional[TaskEvent] = None
    """The event. Absent when the request was refused before a task existed."""
    error: Optional[RpcError] = None
    """Why the request was refused; or, beside `task.failed`, the error of that event again."""


class TaskExpiredEvent(Model):
    """The task ran out of time, or was never picked up. Published servers never send it."""

    type: Literal["task.expired"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""


class TaskFailedEvent(Model):
    """The task ended with an error. Servers send it, and the same error once more in the
    envelope; no more events of the task follow.
    """

    type: Literal["task.failed"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""
    error: RpcError
    """Why the task failed."""


class TaskFileDeltaEvent(Model):
    """A piece of a file. Published servers never send it."""

    type: Literal["task.file.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    partial_file_b64: str
    """The bytes in Base64."""
    partial_file_index: int
    """The number of this piece."""


class TaskFileDoneEvent(Model):
    """The file is complete. Published servers never send it."""

    type: Literal["task.file.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""


class TaskGetRequest(Model):
    """Reads a task."""

    method: Literal["tasks/get"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class TaskImageDeltaEvent(Model):
    """An image so far. Published servers never send it."""

    type: Literal["task.image.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    partial_image_b64: str
    """The bytes in Base64."""
    partial_image_index: int
    """The number of this partial image."""


class TaskImageDoneEvent(Model):
    """The image is complete. Published servers never send it."""

    type: Literal["task.image.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""


class TaskInputRequiredEvent(Model):
    """The task stops until the caller answers tool calls. Server 0.0.27 sends it; no more
    events of the task follow.
    """

    type: Literal["task.input_required"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""
    input_required_call_ids: Optional[List[str]] = None
    """The call ids of all tool calls that the caller has to answer. Server 0.0.27."""
    input_required: Optional[ToolCallItem] = None
    """The tool call that the caller has to answer. Server 0.0.26."""


class TaskListPage(Model):
    """The answer to a list call: one page of tasks."""

    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker, always `2.0`."""
    id: Optional[RequestId] = None
    """The identifier of the request."""
    result: Optional[List[Task]] = None
    """The tasks of this page. Absent when the call failed."""
    error: Optional[RpcError] = None
    """Why the call failed."""


class TaskListParams(Model):
    """The query of the list call.

    SDK 1.9 and 1.10 page by `offset`, later ones and server 0.0.27 by `starting_after`
    and `ending_before`. In a query the states are written as `status[]=working`.
    """

    limit: Optional[int] = None
    """The most tasks to return. Servers return 10 if it is absent."""
    offset: Optional[int] = None
    """How many tasks to skip."""
    session_id: Optional[str] = None
    """Only tasks of this conversation."""
    status: Optional[List[TaskStatus]] = None
    """Only tasks in one of these states."""
    user_id: Optional[str] = None
    """Only tasks of this user."""
    ending_before: Optional[str] = None
    """The task before which the page ends. Server 0.0.27 includes that task."""
    starting_after: Optional[str] = None
    """The task after which the page begins. Server 0.0.27 includes that task."""


class TaskListRequest(Model):
    """Lists tasks."""

    method: Literal["tasks/list"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: Optional[TaskListParams] = None
    """Which tasks; those of everybody if absent."""


class TaskOutputItemAddedEvent(Model):
    """An item began. Servers send it; the item is usually still empty."""

    type: Literal["task.output_item.added"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    item: OutputItem
    """The current item."""


class TaskOutputItemDoneEvent(Model):
    """An item is final. Servers send it."""

    type: Literal["task.output_item.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    item: OutputItem
    """The whole item."""


class TaskParams(Model):
    """The task that a JSON-RPC request creates."""

    id: Optional[str] = None
    """The identifier to give to the task; servers make one up if it is absent."""
    session_id: Optional[str] = None
    """The conversation; servers make one up if it is absent."""
    user_id: Optional[str] = None
    """The end user; servers make one up if it is absent."""
    payload: Dict[str, Any]
    """What the task has to do. Free-form here, because servers read it in a second step and
    answer with the error -32602 if it does not fit.
    """
    pushNotification: Optional[PushNotificationConfig] = None
    """Where to push updates. Published servers take it and do nothing with it."""


class TaskPauseRequest(Model):
    """Pauses a task."""

    method: Literal["tasks/pause"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class TaskPausedEvent(Model):
    """The task was suspended. Published servers never send it."""

    type: Literal["task.paused"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""
    task: Task
    """The task after the event. Its `status` can lag behind the event."""


class TaskPushNotificationConfig(Model):
    """Where the updates of a task are pushed."""

    id: str
    """The task."""
    pushNotificationConfig: PushNotificationConfig
    """The target."""


class TaskQueryParams(Model):
    """The params of the requests that name one task."""

    id: str
    """The task."""
    metadata: Optional[Dict[str, Any]] = None
    """Free-form data."""


class TaskQueuedEvent(Model):
    """The task waits for capacity. Published servers never send it."""

    type: Literal["task.queued"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""


class TaskReasoningSummaryPartAddedEvent(Model):
    """A part of a reasoning summary began. Published servers never send it."""

    type: Literal["task.reasoning_summary_part.added"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    part: SummaryPart
    """The current part."""
    summary_index: int
    """The position of the part in the item's summary."""


class TaskReasoningSummaryPartDoneEvent(Model):
    """A part of a reasoning summary is final. Published servers never send it."""

    type: Literal["task.reasoning_summary_part.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    part: SummaryPart
    """The whole part."""
    summary_index: int
    """The position of the part in the item's summary."""


class TaskReasoningSummaryTextDeltaEvent(Model):
    """More text of a reasoning summary. Published servers never send it."""

    type: Literal["task.reasoning_summary_text.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the item's summary; the event that ends the part calls the
    same number `summary_index`.
    """
    delta: str
    """The text to append."""


class TaskReasoningSummaryTextDoneEvent(Model):
    """The whole text of a part of a reasoning summary. Published servers never send it."""

    type: Literal["task.reasoning_summary_text.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    summary_index: int
    """The position of the part in the item's summary."""
    text: str
    """The whole text."""


class TaskReasoningTextDeltaEvent(Model):
    """More thinking. Servers send it, once for each item, with the whole text."""

    type: Literal["task.reasoning_text.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the item's content."""
    delta: str
    """The text to append."""


class TaskReasoningTextDoneEvent(Model):
    """The whole text of a part of the thinking. Servers send it."""

    type: Literal["task.reasoning_text.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The reasoning item."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the item's content."""
    text: str
    """The whole text."""


class TaskResponse(Model):
    """The envelope around one task: the answer to retrieve, create, delete and (in the
    generation of the page) cancel.
    """

    jsonrpc: Literal["2.0"]
    """The protocol marker, always `2.0`."""
    id: Optional[RequestId] = None
    """The identifier of the request that this answers: what the caller sent, or one that the
    server made up. Not the task id.
    """
    result: Optional[Task] = None
    """The task, when the call reached one. A failed create carries the failed task here and
    its error beside it.
    """
    error: Optional[RpcError] = None
    """Why the call failed, or why the task that it reports on failed."""


class TaskResubscribeRequest(Model):
    """Asks for the stream of a running task again."""

    method: Literal["tasks/resubscribe"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class TaskResumeRequest(Model):
    """Resumes a task."""

    method: Literal["tasks/resume"]
    """The method."""
    jsonrpc: Optional[JsonrpcVersion] = None
    """The protocol marker. Servers also take a request without."""
    id: Optional[RequestId] = None
    """What the answer repeats. Servers make one up if it is absent; they take strings only."""
    params: TaskQueryParams
    """The task that is meant."""


class TaskRolloutEvent(Model):
    """The record of one model call. Servers send it to those who asked for it, and collect
    the same objects in the `rollouts` of the task.
    """

    type: Literal["task.rollout"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    session_id: str
    """The conversation that the task belongs to."""
    trace_id: str
    """An identifier for tracing; servers make a new one for each record."""
    request_id: str
    """The request that the call was made for."""
    rollout_id: str
    """The identifier of the record; servers make `rollout_` and a UUID."""
    input_messages: List[Dict[str, Any]]
    """The chat messages that the model was given."""
    output_messages: List[Dict[str, Any]]
    """The chat messages that the model wrote."""
    inference_args: Dict[str, Any]
    """The other arguments of the call, tools included."""
    tools: List[ToolData]
    """The tools that the model was offered; servers leave this empty and put them into
    `inference_args`.
    """
    request: Dict[str, Any]
    """The request as the server took it."""
    is_answer: bool
    """Whether the model answered instead of calling tools."""
    turn: int
    """How many turns of the assistant came before."""
    step: Optional[int] = None
    """The step within the turn. Absent on the call that answers."""


class TaskTextDeltaEvent(Model):
    """More text of a message. Published servers never send it."""

    type: Literal["task.text.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The message."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the message's content."""
    delta: str
    """The text to append."""
    logprobs: List[Any]
    """How likely the model found each token. Declared as a list of anything."""


class TaskTextDoneEvent(Model):
    """The whole text of a part of a message. Published servers never send it."""

    type: Literal["task.text.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The message."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    content_index: int
    """The position of the part in the message's content."""
    text: str
    """The whole text."""
    logprobs: List[Any]
    """How likely the model found each token. Declared as a list of anything."""


class TaskToolCallArgumentsDeltaEvent(Model):
    """More of a tool call's arguments. Published servers never send it."""

    type: Literal["task.tool_call_arguments.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The tool call."""
    call_id: str
    """The `call_id` of the tool call."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    delta: str
    """The text to append."""


class TaskToolCallArgumentsDoneEvent(Model):
    """The whole arguments of a tool call. Published servers never send it."""

    type: Literal["task.tool_call_arguments.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The tool call."""
    call_id: str
    """The `call_id` of the tool call."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    arguments: str
    """The whole arguments as text."""


class TaskToolResultDeltaEvent(Model):
    """More of what a tool answers. Servers send it in the streams of tools."""

    type: Literal["task.tool_result.delta"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The tool result."""
    call_id: str
    """The `call_id` of the tool call."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    delta_message_content: List[Dict[str, Any]]
    """The parts to append to the answer, as the tool made them: servers do not hold them
    against the content types.
    """
    delta_block_list: List[Dict[str, Any]]
    """The blocks for display to append. Free-form."""


class TaskToolResultDoneEvent(Model):
    """All that a tool answered. Servers send it in the streams of tools."""

    type: Literal["task.tool_result.done"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    item_id: str
    """The tool result."""
    call_id: str
    """The `call_id` of the tool call."""
    agent_step: int
    """The step of the agent, from 1; 0 when the model or tool layer made the event."""
    message_content: List[Dict[str, Any]]
    """The parts of the answer, as the tool made them: servers do not check them against the
    content types.
    """
    block_list: List[Dict[str, Any]]
    """The blocks for display. Free-form."""


class TaskToolsUpdatedEvent(Model):
    """The tools that the model is offered from now on. Servers send it once work has begun."""

    type: Literal["task.tools_updated"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    tools: List[ToolData]
    """The definitions of the tools."""


class TaskWorkingEvent(Model):
    """Work on the task has begun. Servers send it, without a snapshot."""

    type: Literal["task.working"]
    """The tag of the event."""
    task_id: str
    """The task that the event belongs to."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task, from 0. Servers number every event
    that they send.
    """
    timestamp: str
    """When the event was made: ISO 8601 in UTC, with microseconds."""


class TextBlock(Model):
    """Text in Markdown."""

    type: Literal["text"]
    """The tag of text."""
    text: Optional[str] = None
    """The text."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class TextContent(Model):
    """Text."""

    type: TextContentType
    """Which kind of text; says nothing about the other fields."""
    text: str
    """The text."""
    id: Optional[int] = None
    """The number by which `[^N]` in other texts of the task cites this one."""
    tags: Optional[List[str]] = None
    """Labels that say where the text comes from or what it is for, such as
    `added_by_reference_manager`.
    """
    annotations: Optional[List[Annotation]] = None
    """The citations in the text."""
    logprobs: Optional[List[LogProb]] = None
    """How likely the model found each token."""


class TokenDetails(Model):
    """What the prompt tokens of a task were."""

    cached_tokens: Optional[int] = None
    """Prompt tokens that came from a cache."""


class ToolCallBlock(Model):
    """A call of a tool, shown to the user."""

    type: Literal["tool_call"]
    """The tag of a call."""
    data: ToolCallData
    """The call under its media type."""


class ToolCallCreatedEvent(Model):
    """A tool call was made."""

    type: Literal["tool.call_created"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    call_id: str
    """The tool call."""
    name: str
    """The tool."""
    arguments: Optional[Dict[str, Any]] = None
    """The arguments: an object here, not text."""


class ToolCallData(Model):
    """A call of a tool under its media type."""

    application_vnd_aime_tool_call_json: ShownToolCall = Field(alias="application/vnd.aime.tool.call+json")
    """The call."""


class ToolCallDetail(Model):
    """What one tool call was."""

    name: Optional[str] = None
    """The tool."""
    arguments: Optional[str] = None
    """The arguments as text."""
    time: Optional[float] = None
    """How long it took, in seconds; 0 if not measured."""


class ToolCallItem(Model):
    """A request of the model to run a tool."""

    type: Literal["tool_call"]
    """The tag of a tool call."""
    call_id: str
    """What the tool result and the events of the tool's own task refer to."""
    name: str
    """The tool to run."""
    arguments: str
    """The arguments as text, in the language of `language`: a JSON document unless that says
    otherwise. Empty while the item is in progress.
    """
    id: Optional[str] = None
    """The identifier of the item; servers make `tc_` and 32 hex digits."""
    status: Optional[ItemStatus] = None
    """How far the item is."""
    language: Optional[ToolCallLanguage] = None
    """The language of `arguments`; absent means JSON."""


class ToolData(Model):
    """A tool that the model may call: a function."""

    type: Literal["function"]
    """The tag of a function."""
    function: FunctionDefinition
    """The function."""


class ToolResultItem(Model):
    """Result of a tool call."""

    type: Literal["tool_result"]
    """The tag of a tool result."""
    call_id: str
    """The `call_id` of the tool call that this answers."""
    message_content: MessageContent
    """The answer as the model sees it."""
    block_list: List[Any]
    """Blocks for display; may be empty. Free-form."""
    id: Optional[str] = None
    """The identifier of the item; servers make `tr_` and 32 hex digits."""
    status: Optional[ItemStatus] = None
    """How far the item is. Servers leave it at `in_progress` even when the task is done."""
    output: Optional[MessageContent] = None
    """The answer under its old key, which servers still send beside `message_content`."""


class ToolResultReceivedEvent(Model):
    """A tool answered."""

    type: Literal["tool.result_received"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    call_id: str
    """The tool call."""
    output: Any = None
    """What the tool answered. Free-form."""
    is_error: Optional[bool] = None
    """Whether the tool failed."""


class TopLogProb(Model):
    """The log probability of one of the candidate tokens at a position."""

    token: str
    """The token."""
    logprob: float
    """The logarithm of its probability, at most 0. The base is not documented."""
    bytes: List[Annotated[int, Field(ge=0, le=255)]]
    """The bytes of the token, each 0 to 255."""


class TruncatedTable(Model):
    """The first rows of a table that a model queried from a database."""

    table_id: str
    """The identifier by which a client gets the other rows."""
    columns: List[Dict[str, Any]]
    """What the columns are. Free-form."""
    datas: List[Dict[str, Any]]
    """The rows, by column. Free-form."""
    caption: Optional[str] = None
    """The caption."""
    condition: Optional[str] = None
    """The condition of the query."""
    model_sql: Optional[str] = None
    """The query that the model wrote."""
    model_condition: Optional[str] = None
    """The condition that the model wrote."""
    chunks_info: Optional[str] = None
    """What the database says about its chunks."""
    meta: Optional[str] = None
    """What the database says about the table."""
    row_count: Optional[str] = None
    """How many rows there are, as text."""
    code_count: Optional[str] = None
    """How many instruments there are, as text."""
    token: Optional[str] = None
    """A token of the database: a secret."""
    status_code: Optional[str] = None
    """The status of the query, as text."""
    status_msg: Optional[str] = None
    """The status of the query, for people."""


class UnknownTypedContentPart(Model):
    """A variant of `TypedContentPart` with a tag that was not known when this was made."""

    type: str


class TypedHtml(Model):
    """HTML under its media type."""

    text_html: str = Field(alias="text/html")
    """The HTML."""


class UrlCitation(Model):
    """Citation of a web page."""

    type: Literal["url_citation"]
    """The tag of a URL citation."""
    url: str
    """The address of the page."""
    title: str
    """The title of the page."""
    start_index: int
    """Where the cited span begins in the text. The unit is not documented."""
    end_index: int
    """Where the cited span ends in the text, inclusive. The unit is not documented."""


class Usage(Model):
    """What a task consumed.

    The documentation has a free-form object here. Servers send the counters
    `input_tokens`, `output_tokens`, `total_tokens` and `tool_calls`, with details of each
    but the total.
    """

    input_tokens: Optional[int] = None
    """Prompt tokens consumed."""
    input_tokens_details: Optional[TokenDetails] = None
    """What the prompt tokens were."""
    output_tokens: Optional[int] = None
    """Tokens generated."""
    output_tokens_details: Optional[OutputTokenDetails] = None
    """What the generated tokens were."""
    total_tokens: Optional[int] = None
    """All tokens, as the model backend reports them. Need not be the sum of the others."""
    tool_calls: Optional[int] = None
    """Tool calls made."""
    tool_calls_details: Optional[Dict[str, ToolCallDetail]] = None
    """What each tool call was, by `call_id`."""


class UserMessageReceivedEvent(Model):
    """A message of the user was taken in."""

    type: Literal["user.message_received"]
    """The tag of the event."""
    task_id: Optional[str] = None
    """The task that the event belongs to. May be absent on a message queue."""
    sequence_number: Optional[int] = None
    """The place of the event among those of its task. Absent on a message queue."""
    timestamp: EventTimestamp
    """When the event was made."""
    correlation_id: Optional[str] = None
    """What ties it to an earlier message."""
    queue_position: Optional[int] = None
    """Its place in the queue."""


class ValidationErrorDetail(Model):
    """One thing that is wrong with a request."""

    location: List[LocationSegment]
    """The path to the value: keys and indices."""
    message: str
    """What is wrong with it."""
    type: str
    """The name of the kind of problem."""


class VisualBlock(Model):
    """A widget."""

    type: Literal["visual-json"]
    """The tag of a widget."""
    data: VisualData
    """The widget under its media type."""
    id: Optional[int] = None
    """The number by which `[^N]` in a text cites this block."""


class VisualData(Model):
    """A widget under its media type."""

    application_vnd_aime_visual_v1_json: Widget = Field(alias="application/vnd.aime.visual.v1+json")
    """The widget."""


class Widget(Model):
    """A widget."""

    type: str
    """Which kind of widget."""
    config: Dict[str, Any]
    """How it looks. Free-form."""
    caption: Optional[str] = None
    """The caption."""


# What an agent is doing.
# - `idle`: It waits for something to do.
# - `working`: It works.
# - `paused`: It is suspended.
# - `stopping`: It is about to stop
AgentState = Union[
    Literal[
        "idle",
        "working",
        "paused",
        "stopping",
    ],
    str,
]

# The tags of audio content. All have the same fields.
# - `input_audio`: Audio that the user sent.
# - `output_audio`: Audio that the model made.
# - `audio`: Audio, wherever it comes from
AudioContentType = Union[
    Literal[
        "input_audio",
        "output_audio",
        "audio",
    ],
]

# How audio bytes are encoded.
# - `wav`: WAV.
# - `mp3`: MP3
AudioFormat = Union[
    Literal[
        "wav",
        "mp3",
    ],
    str,
]

# What a background job does.
# - `code_execution`: Runs code.
# - `external_api`: Calls a service.
# - `file_processing`: Works on a file.
# - `subagent_call`: Runs a sub-agent.
# - `bash_background`: Runs a shell command that was started in the background.
# - `auto_background`: Goes on with something that took too long in the foreground
BackgroundTaskType = Union[
    Literal[
        "code_execution",
        "external_api",
        "file_processing",
        "subagent_call",
        "bash_background",
        "auto_background",
    ],
    str,
]

# The tags of an image in a chat message.
# - `image_url`: An image, as every source takes it.
# - `image`: An image, as only the SDK up to 1.3 sends it
ChatImageType = Union[
    Literal[
        "image_url",
        "image",
    ],
]

# Who speaks in a chat message.
# - `user`: The end user.
# - `assistant`: The model.
# - `system`: The system prompt.
# - `developer`: The developer of the application.
# - `tool`: A tool, answering a call. Servers only.
# - `function`: A function, answering a call in the form before tools. Servers only
ChatRole = Union[
    Literal[
        "user",
        "assistant",
        "system",
        "developer",
        "tool",
        "function",
    ],
    str,
]

# The tags of text in a chat message.
# - `text`: Text, as every source takes it.
# - `input_text`: Text, as only the SDK up to 1.3 sends it
ChatTextType = Union[
    Literal[
        "text",
        "input_text",
    ],
]

# The tags of image content. All have the same fields.
# - `image`: An image, wherever it comes from.
# - `input_image`: An image that the user sent.
# - `output_image`: An image that the model made.
# - `image_url`: An image by address
ImageContentType = Union[
    Literal[
        "image",
        "input_image",
        "output_image",
        "image_url",
    ],
]

# How closely a model should look at an image.
# - `low`: A coarse look.
# - `high`: A close look.
# - `auto`: As the model sees fit
ImageDetail = Union[
    Literal[
        "low",
        "high",
        "auto",
    ],
    str,
]

# Progress of an item.
# - `in_progress`: The item is still being produced.
# - `completed`: The item is final.
# - `incomplete`: Production stopped early; what is there is partial
ItemStatus = Union[
    Literal[
        "in_progress",
        "completed",
        "incomplete",
    ],
    str,
]

# The protocol marker of an envelope.
# - `2.0`: JSON-RPC 2.0, the only version in use
JsonrpcVersion = Union[
    Literal[
        "2.0",
    ],
]

# Who wrote a message.
# - `user`: The end user.
# - `assistant`: The model.
# - `system`: The system prompt.
# - `developer`: The developer of the application
MessageRole = Union[
    Literal[
        "user",
        "assistant",
        "system",
        "developer",
    ],
    str,
]

# What reached an agent's queue.
# - `user_message`: A message of the user.
# - `tool_result`: The result of a tool.
# - `subagent_result`: The result of a sub-agent.
# - `background_task`: News of a background job
QueueItemType = Union[
    Literal[
        "user_message",
        "tool_result",
        "subagent_result",
        "background_task",
    ],
    str,
]

# Lifecycle state of a task.
# - `created`: The task exists; work has not begun.
# - `queued`: The task waits for capacity.
# - `working`: The task is being worked on.
# - `input-required`: The task stopped until the caller supplies the results of tool calls.
# - `paused`: The task was suspended and can be resumed.
# - `completed`: The task ended well.
# - `canceled`: The task was stopped on request.
# - `expired`: The task ran out of time, or was never picked up.
# - `failed`: The task ended with an error
TaskStatus = Union[
    Literal[
        "created",
        "queued",
        "working",
        "input-required",
        "paused",
        "completed",
        "canceled",
        "expired",
        "failed",
    ],
    str,
]

# The tags of text content. All have the same fields.
# - `text`: Text, wherever it comes from.
# - `input_text`: Text that the user wrote.
# - `output_text`: Text that the model wrote.
# - `reasoning_text`: Thinking in full.
# - `summary_text`: Thinking in short.
# - `refusal`: The model's words for why it will not answer
TextContentType = Union[
    Literal[
        "text",
        "input_text",
        "output_text",
        "reasoning_text",
        "summary_text",
        "refusal",
    ],
]

# The language of a tool call's arguments.
# - `json`: A JSON document.
# - `yaml`: A YAML document.
# - `python`: Python code.
# - `javascript`: JavaScript code
ToolCallLanguage = Union[
    Literal[
        "json",
        "yaml",
        "python",
        "javascript",
    ],
    str,
]

# A citation in a text
Annotation = Annotated[
    Union[
        Annotated[FileCitation, Tag("FileCitation")],
        Annotated[UrlCitation, Tag("UrlCitation")],
        Annotated[ContainerFileCitation, Tag("ContainerFileCitation")],
        Annotated[FilePath, Tag("FilePath")],
        Annotated[UnknownAnnotation, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "file_citation": "FileCitation",
            "url_citation": "UrlCitation",
            "container_file_citation": "ContainerFileCitation",
            "file_path": "FilePath",
        },
    ),
]

# A block for display.
#
# Reading is on request and may fail, because blocks are not checked in transit. The entry that it
# is read from stays as it is
Block = Annotated[
    Union[
        Annotated[TextBlock, Tag("TextBlock")],
        Annotated[ImageBlock, Tag("ImageBlock")],
        Annotated[PlotlyBlock, Tag("PlotlyBlock")],
        Annotated[TableBlock, Tag("TableBlock")],
        Annotated[HtmlBlock, Tag("HtmlBlock")],
        Annotated[JsonBlock, Tag("JsonBlock")],
        Annotated[SearchResultBlock, Tag("SearchResultBlock")],
        Annotated[VisualBlock, Tag("VisualBlock")],
        Annotated[ToolCallBlock, Tag("ToolCallBlock")],
        Annotated[EnvEventBlock, Tag("EnvEventBlock")],
        Annotated[DocumentBlock, Tag("DocumentBlock")],
        Annotated[UnknownBlock, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "text": "TextBlock",
            "image_url": "ImageBlock",
            "plotly-json": "PlotlyBlock",
            "table-json": "TableBlock",
            "html": "HtmlBlock",
            "json": "JsonBlock",
            "search_result": "SearchResultBlock",
            "visual-json": "VisualBlock",
            "tool_call": "ToolCallBlock",
            "env_event": "EnvEventBlock",
            "document-json": "DocumentBlock",
        },
    ),
]

# One part of a chat message
ChatPart = Annotated[
    Union[
        Annotated[ChatText, Tag("ChatText")],
        Annotated[ChatImage, Tag("ChatImage")],
        Annotated[ChatAudio, Tag("ChatAudio")],
        Annotated[ChatFilePart, Tag("ChatFilePart")],
        Annotated[UnknownChatPart, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "text": "ChatText",
            "input_text": "ChatText",
            "image_url": "ChatImage",
            "image": "ChatImage",
            "input_audio": "ChatAudio",
            "file": "ChatFilePart",
        },
    ),
]

# A piece of a document
DocumentElement = Annotated[
    Union[
        Annotated[DocumentText, Tag("DocumentText")],
        Annotated[DocumentImage, Tag("DocumentImage")],
        Annotated[DocumentPageNumber, Tag("DocumentPageNumber")],
        Annotated[DocumentPageFootnote, Tag("DocumentPageFootnote")],
        Annotated[DocumentList, Tag("DocumentList")],
        Annotated[DocumentHeader, Tag("DocumentHeader")],
        Annotated[DocumentFooter, Tag("DocumentFooter")],
        Annotated[DocumentAsideText, Tag("DocumentAsideText")],
        Annotated[DocumentRefText, Tag("DocumentRefText")],
        Annotated[DocumentPhonetic, Tag("DocumentPhonetic")],
        Annotated[DocumentEquation, Tag("DocumentEquation")],
        Annotated[DocumentTable, Tag("DocumentTable")],
        Annotated[DocumentCode, Tag("DocumentCode")],
        Annotated[DocumentPage, Tag("DocumentPage")],
        Annotated[DocumentBook, Tag("DocumentBook")],
        Annotated[UnknownDocumentElement, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "text": "DocumentText",
            "image": "DocumentImage",
            "page_number": "DocumentPageNumber",
            "page_footnote": "DocumentPageFootnote",
            "list": "DocumentList",
            "header": "DocumentHeader",
            "footer": "DocumentFooter",
            "aside_text": "DocumentAsideText",
            "ref_text": "DocumentRefText",
            "phonetic": "DocumentPhonetic",
            "equation": "DocumentEquation",
            "table": "DocumentTable",
            "code": "DocumentCode",
            "page": "DocumentPage",
            "book": "DocumentBook",
        },
    ),
]

# When an event was made
EventTimestamp = Union[str, float]

# HTML: under its media type as servers declare it, or bare as they send it for some tools
HtmlData = Union[str, TypedHtml]

# What went wrong, in the form of older servers
HttpErrorDetail = Union[str, List[Dict[str, Any]]]

# The body of an HTTP error, from the server or a proxy before it
HttpFailure = Union[ServerErrorBody, HttpErrorBody, RpcError]

# Whether the code of an environment can be loaded
Importable = Union[str, bool]

# A request to the JSON-RPC endpoint of a server, distinguished by its `method`
JsonrpcRequest = Annotated[
    Union[
        Annotated[TaskCreateRequest, Tag("TaskCreateRequest")],
        Annotated[TaskCreateSubscribeRequest, Tag("TaskCreateSubscribeRequest")],
        Annotated[TaskListRequest, Tag("TaskListRequest")],
        Annotated[TaskGetRequest, Tag("TaskGetRequest")],
        Annotated[TaskCancelRequest, Tag("TaskCancelRequest")],
        Annotated[TaskPauseRequest, Tag("TaskPauseRequest")],
        Annotated[TaskResumeRequest, Tag("TaskResumeRequest")],
        Annotated[PushNotificationSetRequest, Tag("PushNotificationSetRequest")],
        Annotated[PushNotificationGetRequest, Tag("PushNotificationGetRequest")],
        Annotated[TaskResubscribeRequest, Tag("TaskResubscribeRequest")],
        Annotated[RpcCallRequest, Tag("RpcCallRequest")],
        Annotated[UnknownJsonrpcRequest, Tag("unknown")],
    ],
    _variant(
        "method",
        {
            "tasks/create": "TaskCreateRequest",
            "tasks/createSubscribe": "TaskCreateSubscribeRequest",
            "tasks/list": "TaskListRequest",
            "tasks/get": "TaskGetRequest",
            "tasks/cancel": "TaskCancelRequest",
            "tasks/pause": "TaskPauseRequest",
            "tasks/resume": "TaskResumeRequest",
            "tasks/pushNotification/set": "PushNotificationSetRequest",
            "tasks/pushNotification/get": "PushNotificationGetRequest",
            "tasks/resubscribe": "TaskResubscribeRequest",
            "rpc/call": "RpcCallRequest",
        },
    ),
]

# One step of the path to a value in a request
LocationSegment = Union[str, int]

# One thing that a task produced
OutputItem = Annotated[
    Union[
        Annotated[ReasoningItem, Tag("ReasoningItem")],
        Annotated[MessageItem, Tag("MessageItem")],
        Annotated[ToolCallItem, Tag("ToolCallItem")],
        Annotated[ToolResultItem, Tag("ToolResultItem")],
        Annotated[UnknownOutputItem, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "reasoning": "ReasoningItem",
            "message": "MessageItem",
            "tool_call": "ToolCallItem",
            "tool_result": "ToolResultItem",
        },
    ),
]

# The identifier of a request, repeated in the envelope that answers it. It is not the id of the
# task
RequestId = Union[str, int]

# The answer to cancel, pause and resume.
#
# Documented is the envelope (cancel in SDK 1.10). Later SDKs and server 0.0.27 have no envelope:
# a task, or with HTTP 404 an error
TaskAnswer = Union[TaskResponse, Task, RpcError]

# Something that happened to a task, as a stream reports it.
#
# Of the 47 types, published servers send 17 over HTTP; the docs of each say whether it is one of
# them
TaskEvent = Annotated[
    Union[
        Annotated[TaskCreatedEvent, Tag("TaskCreatedEvent")],
        Annotated[TaskQueuedEvent, Tag("TaskQueuedEvent")],
        Annotated[TaskWorkingEvent, Tag("TaskWorkingEvent")],
        Annotated[TaskInputRequiredEvent, Tag("TaskInputRequiredEvent")],
        Annotated[TaskPausedEvent, Tag("TaskPausedEvent")],
        Annotated[TaskCompletedEvent, Tag("TaskCompletedEvent")],
        Annotated[TaskCanceledEvent, Tag("TaskCanceledEvent")],
        Annotated[TaskExpiredEvent, Tag("TaskExpiredEvent")],
        Annotated[TaskFailedEvent, Tag("TaskFailedEvent")],
        Annotated[TaskToolsUpdatedEvent, Tag("TaskToolsUpdatedEvent")],
        Annotated[TaskContextCompressionCreatedEvent, Tag("TaskContextCompressionCreatedEvent")],
        Annotated[TaskContextCompressionInProgressEvent, Tag("TaskContextCompressionInProgressEvent")],
        Annotated[TaskContextCompressionCompletedEvent, Tag("TaskContextCompressionCompletedEvent")],
        Annotated[TaskOutputItemAddedEvent, Tag("TaskOutputItemAddedEvent")],
        Annotated[TaskOutputItemDoneEvent, Tag("TaskOutputItemDoneEvent")],
        Annotated[TaskContentPartAddedEvent, Tag("TaskContentPartAddedEvent")],
        Annotated[TaskContentPartDoneEvent, Tag("TaskContentPartDoneEvent")],
        Annotated[TaskReasoningSummaryPartAddedEvent, Tag("TaskReasoningSummaryPartAddedEvent")],
        Annotated[TaskReasoningSummaryPartDoneEvent, Tag("TaskReasoningSummaryPartDoneEvent")],
        Annotated[TaskReasoningSummaryTextDeltaEvent, Tag("TaskReasoningSummaryTextDeltaEvent")],
        Annotated[TaskReasoningSummaryTextDoneEvent, Tag("TaskReasoningSummaryTextDoneEvent")],
        Annotated[TaskReasoningTextDeltaEvent, Tag("TaskReasoningTextDeltaEvent")],
        Annotated[TaskReasoningTextDoneEvent, Tag("TaskReasoningTextDoneEvent")],
        Annotated[TaskTextDeltaEvent, Tag("TaskTextDeltaEvent")],
        Annotated[TaskTextDoneEvent, Tag("TaskTextDoneEvent")],
        Annotated[TaskToolCallArgumentsDeltaEvent, Tag("TaskToolCallArgumentsDeltaEvent")],
        Annotated[TaskToolCallArgumentsDoneEvent, Tag("TaskToolCallArgumentsDoneEvent")],
        Annotated[TaskToolResultDeltaEvent, Tag("TaskToolResultDeltaEvent")],
        Annotated[TaskToolResultDoneEvent, Tag("TaskToolResultDoneEvent")],
        Annotated[TaskBlockDeltaEvent, Tag("TaskBlockDeltaEvent")],
        Annotated[TaskBlockDoneEvent, Tag("TaskBlockDoneEvent")],
        Annotated[TaskAudioDeltaEvent, Tag("TaskAudioDeltaEvent")],
        Annotated[TaskAudioDoneEvent, Tag("TaskAudioDoneEvent")],
        Annotated[TaskImageDeltaEvent, Tag("TaskImageDeltaEvent")],
        Annotated[TaskImageDoneEvent, Tag("TaskImageDoneEvent")],
        Annotated[TaskFileDeltaEvent, Tag("TaskFileDeltaEvent")],
        Annotated[TaskFileDoneEvent, Tag("TaskFileDoneEvent")],
        Annotated[TaskRolloutEvent, Tag("TaskRolloutEvent")],
        Annotated[QueueItemReceivedEvent, Tag("QueueItemReceivedEvent")],
        Annotated[AgentStateChangedEvent, Tag("AgentStateChangedEvent")],
        Annotated[BackgroundTaskSubmittedEvent, Tag("BackgroundTaskSubmittedEvent")],
        Annotated[BackgroundTaskProgressEvent, Tag("BackgroundTaskProgressEvent")],
        Annotated[BackgroundTaskCompletedEvent, Tag("BackgroundTaskCompletedEvent")],
        Annotated[UserMessageReceivedEvent, Tag("UserMessageReceivedEvent")],
        Annotated[ToolCallCreatedEvent, Tag("ToolCallCreatedEvent")],
        Annotated[ToolResultReceivedEvent, Tag("ToolResultReceivedEvent")],
        Annotated[SubagentResultReceivedEvent, Tag("SubagentResultReceivedEvent")],
        Annotated[UnknownTaskEvent, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "task.created": "TaskCreatedEvent",
            "task.queued": "TaskQueuedEvent",
            "task.working": "TaskWorkingEvent",
            "task.input_required": "TaskInputRequiredEvent",
            "task.paused": "TaskPausedEvent",
            "task.completed": "TaskCompletedEvent",
            "task.canceled": "TaskCanceledEvent",
            "task.expired": "TaskExpiredEvent",
            "task.failed": "TaskFailedEvent",
            "task.tools_updated": "TaskToolsUpdatedEvent",
            "task.context_compression.created": "TaskContextCompressionCreatedEvent",
            "task.context_compression.in_progress": "TaskContextCompressionInProgressEvent",
            "task.context_compression.completed": "TaskContextCompressionCompletedEvent",
            "task.output_item.added": "TaskOutputItemAddedEvent",
            "task.output_item.done": "TaskOutputItemDoneEvent",
            "task.content_part.added": "TaskContentPartAddedEvent",
            "task.content_part.done": "TaskContentPartDoneEvent",
            "task.reasoning_summary_part.added": "TaskReasoningSummaryPartAddedEvent",
            "task.reasoning_summary_part.done": "TaskReasoningSummaryPartDoneEvent",
            "task.reasoning_summary_text.delta": "TaskReasoningSummaryTextDeltaEvent",
            "task.reasoning_summary_text.done": "TaskReasoningSummaryTextDoneEvent",
            "task.reasoning_text.delta": "TaskReasoningTextDeltaEvent",
            "task.reasoning_text.done": "TaskReasoningTextDoneEvent",
            "task.text.delta": "TaskTextDeltaEvent",
            "task.text.done": "TaskTextDoneEvent",
            "task.tool_call_arguments.delta": "TaskToolCallArgumentsDeltaEvent",
            "task.tool_call_arguments.done": "TaskToolCallArgumentsDoneEvent",
            "task.tool_result.delta": "TaskToolResultDeltaEvent",
            "task.tool_result.done": "TaskToolResultDoneEvent",
            "task.block.delta": "TaskBlockDeltaEvent",
            "task.block.done": "TaskBlockDoneEvent",
            "task.audio.delta": "TaskAudioDeltaEvent",
            "task.audio.done": "TaskAudioDoneEvent",
            "task.image.delta": "TaskImageDeltaEvent",
            "task.image.done": "TaskImageDoneEvent",
            "task.file.delta": "TaskFileDeltaEvent",
            "task.file.done": "TaskFileDoneEvent",
            "task.rollout": "TaskRolloutEvent",
            "queue.item_received": "QueueItemReceivedEvent",
            "agent.state_changed": "AgentStateChangedEvent",
            "background.submitted": "BackgroundTaskSubmittedEvent",
            "background.progress": "BackgroundTaskProgressEvent",
            "background.completed": "BackgroundTaskCompletedEvent",
            "user.message_received": "UserMessageReceivedEvent",
            "tool.call_created": "ToolCallCreatedEvent",
            "tool.result_received": "ToolResultReceivedEvent",
            "subagent.result_received": "SubagentResultReceivedEvent",
        },
    ),
]

# What a task created by a JSON-RPC request has to do
TaskPayload = Union[SessionRequest, ContinueRequest]

# One part of a body. Not a bare string
TypedContentPart = Annotated[
    Union[
        Annotated[TextContent, Tag("TextContent")],
        Annotated[ImageContent, Tag("ImageContent")],
        Annotated[AudioContent, Tag("AudioContent")],
        Annotated[FileContent, Tag("FileContent")],
        Annotated[UnknownTypedContentPart, Tag("unknown")],
    ],
    _variant(
        "type",
        {
            "text": "TextContent",
            "input_text": "TextContent",
            "output_text": "TextContent",
            "reasoning_text": "TextContent",
            "summary_text": "TextContent",
            "refusal": "TextContent",
            "image": "ImageContent",
            "input_image": "ImageContent",
            "output_image": "ImageContent",
            "image_url": "ImageContent",
            "input_audio": "AudioContent",
            "output_audio": "AudioContent",
            "audio": "AudioContent",
            "file": "FileContent",
        },
    ),
]

# What is said in a chat message
ChatContent = Union[str, List[ChatPart]]

# One part of a body
ContentPart = Union[str, TypedContentPart]

# One earlier message of a conversation, sent along with a create call.
#
# The SDK of the page's generation sends output items, as a task's `output` holds them. Published
# servers (and the SDK up to 1.3) take chat messages there and refuse items
HistoryMessage = Union[OutputItem, ChatMessage]

# The body of a message or tool result
MessageContent = Union[str, List[ContentPart]]
