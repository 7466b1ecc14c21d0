// Makes schemas/dist, the code of the npm package: types from the files for code generators, and guards
// from those for validation, as code without dependencies. `npm pack` in schemas/ runs it.

import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const here = import.meta.dirname;
const schemas = path.resolve(here, "../../schemas");
const dist = path.join(schemas, "dist");

if (!fs.existsSync(path.join(here, "node_modules"))) {
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--silent"], { cwd: here, stdio: "inherit" });
}
const { Ajv2020 } = await import("ajv/dist/2020.js");
const { default: standalone } = await import("ajv/dist/standalone/index.js");
const { compile } = await import("json-schema-to-typescript");

const read = (file) => JSON.parse(fs.readFileSync(path.join(schemas, file), "utf8"));
const write = (file, text) => fs.writeFileSync(path.join(dist, file), text);

const HEAD = `/** Why a guard refused a value. */
export interface Refusal {
  /** Where in the value, as a JSON Pointer. */
  instancePath: string;
  /** The keyword of JSON Schema that the value does not fit. */
  keyword: string;
  /** What is wrong there. */
  message?: string;
  /** What the keyword asks for. */
  params: Record<string, unknown>;
  /** Where in the schema. */
  schemaPath: string;
}

/**
 * Whether a value is of a type. Servers of later versions add items, events, parts and values that the
 * types do not list; guards let them pass, so give a \`switch\` a \`default\`.
 */
export interface Guard<T> {
  (value: unknown): value is T;
  /** Why the last value was refused. */
  errors?: Refusal[] | null;
}

`;

/** The types of a profile that have a file of their own, and a guard, unless they are another type. */
function roots(profile) {
  const { $defs } = read(`${profile}/agentlin-tasks.schema.json`);
  const ending = ".validate.schema.json";
  const files = fs.readdirSync(path.join(schemas, profile, "types"));
  const names = files.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  return names.filter((name) => name in $defs).sort();
}

async function declarations(profile, names) {
  const types = await compile(read(`${profile}/agentlin-tasks.schema.json`), "AgentlinMessage", {
    additionalProperties: false,
    bannerComment: "",
    unreachableDefinitions: true,
  });
  const guards = ["AgentlinMessage", ...names].map((name) =>
    `/** Whether a value is a {@link ${name}}. */\nexport declare const is${name}: Guard<${name}>;\n`);
  return `${types}\n${HEAD}${guards.join("")}`;
}

function guards(profile, names, esm) {
  const isProse = (key, value) => key === "description" && typeof value === "string" || key === "examples";
  const file = read(`${profile}/agentlin-tasks.validate.schema.json`);
  const bundle = JSON.parse(JSON.stringify(file, (key, value) => isProse(key, value) ? undefined : value));
  const ajv = new Ajv2020({ strict: true, schemas: [bundle], inlineRefs: false, code: { source: true, esm } });
  const exported = Object.fromEntries(names.map((name) => [`is${name}`, `${bundle.$id}#/$defs/${name}`]));
  exported.isAgentlinMessage = bundle.$id;
  const code = standalone.default(ajv, exported);
  if (code.includes("require(")) throw new Error("the guards are not without dependencies");
  return code;
}

const { version } = read("package.json");
const expected = read("meta.json").version;
if (version !== expected) throw new Error(`package.json has version ${version}, the schemas ${expected}`);

fs.rmSync(dist, { recursive: true, force: true });
fs.mkdirSync(dist);
for (const profile of ["documented", "wire"]) {
  const names = roots(profile);
  const types = await declarations(profile, names);
  write(`${profile}.d.ts`, types);
  write(`${profile}.d.cts`, types);
  write(`${profile}.js`, guards(profile, names, true));
  write(`${profile}.cjs`, guards(profile, names, false));
}
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
  fs.copyFileSync(path.join(here, "../..", name), path.join(dist, name));
}
