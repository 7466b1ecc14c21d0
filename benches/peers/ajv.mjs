// ajv, the schema compiled once: node ajv.mjs FILE SCHEMA [--lines]
// Prints how many lines it refuses, or which ones.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const [file, schema, lines] = process.argv.slice(2);
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
const bytes = readFileSync(file);
const refused = [];
for (let at = 0, number = 1; at < bytes.length; number += 1) {
  const end = bytes.indexOf(10, at);
  if (!validate(JSON.parse(bytes.toString("utf8", at, end)))) refused.push(number);
  at = end + 1;
}
console.log(lines ? refused.join("\n") : refused.length);
