// The names that the other programs here use, from what openapi-typescript makes.
import type { components } from "./openapi";

type Schemas = components["schemas"];
export type Annotation = Schemas["Annotation"];
export type ContentPart = Schemas["ContentPart"];
export type OutputItem = Schemas["OutputItem"];
export type Task = Schemas["Task"];
export type TaskEvent = Schemas["TaskEvent"];
export type TaskEventResponse = Schemas["TaskEventResponse"];
export type TaskResponse = Schemas["TaskResponse"];
