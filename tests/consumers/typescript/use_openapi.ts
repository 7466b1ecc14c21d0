// The calls of the API, as openapi-typescript types them.
import type { paths } from "./openapi";
import { summary } from "./use";

type Retrieve = paths["/tasks/{task_id}"]["get"];
type Answer = Retrieve["responses"][200]["content"]["application/json"];
type Failure = Retrieve["responses"]["4XX"]["content"]["application/json"];

export const path: Retrieve["parameters"]["path"] = { task_id: "task_1" };

export function lines(answer: Answer): string[] {
  return (answer.result?.output ?? []).map(summary);
}

export function reason(failure: Failure): string {
  if ("success" in failure) return failure.message;
  if ("code" in failure) return `${failure.code}: ${failure.message}`;
  return JSON.stringify(failure.detail);
}
