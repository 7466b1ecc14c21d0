// The zod parsers that @hey-api/openapi-ts makes: every vector of the wire profile gets the right verdict,
// but for integers. Of those it makes bigints, also from a text.
//
//     node hey_zod.mjs VECTORS ZOD_GEN OPENAPI

import fs from "node:fs";
import path from "node:path";

import ts from "typescript";
import * as z from "zod";

import { Tally } from "./tally.mjs";

const [folder, file, openapi] = process.argv.slice(2);
const script = ts
  .transpile(fs.readFileSync(file, "utf8"), { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 })
  .replace(/^import .*$/gm, "")
  .replace(/^export const (\w+)/gm, "const $1 = out.$1");
const parsers = {};
new Function("z", "out", script)(z, parsers);

const { schemas } = JSON.parse(fs.readFileSync(openapi, "utf8")).components;

/** Whether the defect of a vector is a text where an integer is meant. */
function isText({ place, value }) {
  const steps = (place ?? "").split("/").slice(1);
  return steps.reduce((inside, step) => inside?.[step.replaceAll("~1", "/")], value) === "1";
}

const tally = new Tally();
for (const vector of JSON.parse(fs.readFileSync(path.join(folder, "wire.json"), "utf8"))) {
  const parser = parsers[`z${vector.type}`];
  // The answers of calls have names as well.
  if (vector.type in schemas && !isText(vector)) tally.verdict("zod of @hey-api/openapi-ts", vector, parser.safeParse(vector.value).success);
}
process.exit(tally.report());
