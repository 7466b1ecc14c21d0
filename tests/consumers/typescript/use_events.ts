// Events of a stream: each tag means one type, and a handler gets the event that it is for.
import type { TaskEvent, TaskEventResponse } from "./types";

type Of<Tag extends TaskEvent["type"]> = Extract<TaskEvent, { type: Tag }>;
type Handlers = { [Tag in TaskEvent["type"]]?: (event: Of<Tag>) => void };

export function text(responses: TaskEventResponse[]): string {
  let out = "";
  const handlers: Handlers = {
    "task.text.delta": (event) => {
      out += event.delta;
    },
    "task.working": (event) => {
      out += event.task_id;
    },
    // @ts-expect-error: there is no such event.
    "task.text.dalta": () => {},
  };
  for (const { result: event } of responses) {
    if (!event) continue;
    if (event.type === "task.text.delta") out += event.delta.trim();
    // @ts-expect-error: not every event has one.
    void event.delta;
    const handler = handlers[event.type] as ((event: TaskEvent) => void) | undefined;
    handler?.(event);
  }
  return out;
}
