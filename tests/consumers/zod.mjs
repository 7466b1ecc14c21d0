// json-schema-to-zod: the code that it makes gives every vector the right verdict. The tool does not
// follow references, so that they are resolved first. zod's own `fromJSONSchema` gives the same ones
// in the documented profile; of the wire profile it does not take `not`.
//
//     node zod.mjs VECTORS PROFILE

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { jsonSchemaToZod } from "json-schema-to-zod";
import ts from "typescript";
import { z } from "zod";

import { Tally } from "./tally.mjs";

const [folder, profile] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const bundle = JSON.parse(
  fs.readFileSync(path.join(root, `schemas/${profile}/agentlin-tasks.schema.json`), "utf8"),
);

function resolved(schema) {
  if (Array.isArray(schema)) return schema.map(resolved);
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.$ref) return resolved(bundle.$defs[schema.$ref.split("/").pop()]);
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, resolved(value)]));
}

const tally = new Tally();
const made = new Map();
// Without references the 47 events, each with whole tasks inside, would be too much for one script.
const large = ["TaskEvent", "TaskEventResponse", "JsonrpcRequest"];
const vectors = JSON.parse(fs.readFileSync(path.join(folder, `${profile}.json`), "utf8"));
for (const vector of vectors) {
  if (large.includes(vector.type)) continue;
  if (!made.has(vector.type)) {
    const code = jsonSchemaToZod(resolved(bundle.$defs[vector.type]), { zodVersion: 4, noImport: true });
    // What it makes is TypeScript.
    const script = ts.transpile(`return ${code}`, { target: ts.ScriptTarget.ES2022 });
    made.set(vector.type, new Function("z", script)(z));
  }
  const { success } = made.get(vector.type).safeParse(vector.value);
  tally.verdict(`zod, ${profile}`, vector, success);
}

if (profile === "documented") {
  const { $schema, $defs } = bundle;
  const own = new Map();
  for (const vector of vectors) {
    if (!own.has(vector.type)) {
      own.set(vector.type, z.fromJSONSchema({ $schema, $ref: `#/$defs/${vector.type}`, $defs }));
    }
    const { success } = own.get(vector.type).safeParse(vector.value);
    tally.verdict("zod's fromJSONSchema, documented", vector, success);
  }
}
process.exit(tally.report());
