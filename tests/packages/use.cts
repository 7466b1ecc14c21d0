// The package from a CommonJS module.
import { isTask } from "agentlin-types";
import { isTask as isDocumentedTask } from "agentlin-types/documented";

if (isTask({}) || isDocumentedTask({})) throw new Error("an empty object is no task");
