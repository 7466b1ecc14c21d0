// The package: guards, types and files.
import { isAgentlinMessage, isTask, isTaskResponse, type Task } from "agentlin-types";
import { isTask as isDocumentedTask } from "agentlin-types/documented";
import openapi from "agentlin-types/openapi.json" with { type: "json" };
import schema from "agentlin-types/wire/types/Task.schema.json" with { type: "json" };

function same(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${String(found)}, not ${String(expected)}`);
}

same(schema.title, "Task");
same(openapi.openapi, "3.1.0");
const task: Task = {
  object: "task",
  id: "task_1",
  session_id: "s",
  user_id: "u",
  status: "completed",
  created_at: 1795467214,
  output: [],
};
same(isTask(task), true);
same(isTask.errors, null);
same(isAgentlinMessage({ jsonrpc: "2.0", id: "r", result: task }), true);
same(isAgentlinMessage({}), false);
// @ts-expect-error: there is no such status.
const misspelt: Task = { ...task, status: "compleded" };
// A later version may have it, unlike the documentation.
same(isTask(misspelt), true);
same(isDocumentedTask(misspelt), false);
same(isTaskResponse({ jsonrpc: "2.0", result: { ...task, output: {} } }), false);
same(isTaskResponse.errors?.[0]?.instancePath, "/result/output");
