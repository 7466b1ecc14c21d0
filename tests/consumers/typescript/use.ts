// A program that a reader would write: it compiles only if unions narrow and are complete.
import type { Annotation, ContentPart, OutputItem, Task, TaskResponse } from "./types";

function never(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}

function words(part: ContentPart): string {
  if (typeof part === "string") return part;
  switch (part.type) {
    case "text":
    case "input_text":
    case "output_text":
    case "reasoning_text":
    case "summary_text":
    case "refusal":
      return part.text + (part.annotations ?? []).map(source).join(" ");
    case "image":
    case "input_image":
    case "output_image":
    case "image_url":
      return part.image_url.url;
    case "audio":
    case "input_audio":
    case "output_audio":
      return part.input_audio.data;
    case "file":
      return part.file.filename;
    default:
      return never(part);
  }
}

function source(annotation: Annotation): string {
  switch (annotation.type) {
    case "url_citation":
      return annotation.url;
    case "file_citation":
    case "container_file_citation":
      return annotation.filename;
    case "file_path":
      return annotation.file_url;
    default:
      return never(annotation);
  }
}

export function summary(item: OutputItem): string {
  // @ts-expect-error: what kind of item it is has to be asked first.
  void item.arguments;
  switch (item.type) {
    case "reasoning":
      return item.summary.map((part) => part.text).join("");
    case "message": {
      const body = item.message_content ?? "";
      return typeof body === "string" ? body : body.map(words).join("");
    }
    case "tool_call":
      return `${item.name}(${item.arguments})`;
    case "tool_result":
      return typeof item.message_content === "string"
        ? item.message_content
        : item.message_content.map(words).join("");
    default:
      return never(item);
  }
}

export function lines(response: TaskResponse): string[] {
  const task: Task | null | undefined = response.result;
  if (!task) throw new Error(response.error?.message ?? "no result");
  return task.output.map(summary);
}
