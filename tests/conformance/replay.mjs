// Replays the vectors with ajv against the published schemas.

import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

// JavaScript reads every number as a float: it cannot tell these from their neighbours.
const UNSEEN = /922337203685477580[789]/;

/** Whether an integer is too large: the files for code generators have no such bounds. */
function isUnbounded(entry, value) {
  if (entry.valid || entry.code !== "out-of-range") return false;
  const steps = entry.pointer.split("/").slice(1);
  const found = steps.reduce(
    (inside, step) => inside[step.replaceAll("~1", "/").replaceAll("~0", "~")],
    value,
  );
  return Math.abs(found) >= 2 ** 63;
}

let count = 0;
let wrong = 0;
let skipped = 0;
const compiled = new Map();
function validator(profile, form, type) {
  const key = `${profile}${form}`;
  if (!compiled.has(key)) {
    const bundle = JSON.parse(read(`schemas/${profile}/agentlin-tasks${form}.schema.json`));
    // Style is for tests/consumers to judge; here only verdicts count.
    const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true });
    ajv.addSchema(bundle, key);
    compiled.set(key, ajv);
  }
  return compiled.get(key).getSchema(`${key}#/$defs/${type}`);
}

for (const entry of JSON.parse(read("tests/vectors/index.json"))) {
  if (entry.text_only) continue;
  const text = read(`tests/vectors/${entry.file}`);
  if (!entry.valid && entry.code === "out-of-range" && UNSEEN.test(text)) {
    skipped += 1;
    continue;
  }
  const value = JSON.parse(text);
  for (const form of ["", ".validate"]) {
    // For code generators the wire schemas list the known variants only.
    if (entry.profile === "wire" && !form && entry.valid) continue;
    if (!form && isUnbounded(entry, value)) continue;
    const validate = validator(entry.profile, form, entry.type);
    const accepted = validate(value);
    count += 1;
    if (accepted !== entry.valid) {
      wrong += 1;
      console.log(`${entry.file} (${entry.profile}${form}): the verdict is ${accepted}`);
    } else if (form && !accepted) {
      const places = validate.errors.map((error) => error.instancePath);
      if (!places.includes(entry.pointer)) {
        wrong += 1;
        console.log(`${entry.file} (${entry.profile}${form}): found at ${places}`);
      }
    }
  }
}
console.log(`ajv: ${count} verdicts, ${wrong} wrong, ${skipped} that JavaScript cannot see`);
process.exit(wrong ? 1 : 0);
