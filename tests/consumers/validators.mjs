// ajv and hyperjump: every file compiles without a warning, every vector gets the right verdict,
// and with the validation form one defect gives one or two errors, at its place. cfworker and
// schemasafe: the same verdicts.
//
//     node validators.mjs VECTORS

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import { Validator } from "@cfworker/json-schema";
import { validator as schemasafe } from "@exodus/schemasafe";
import { registerSchema, validate } from "@hyperjump/json-schema/draft-2020-12";
import "@hyperjump/json-schema/draft-07";
import { BASIC } from "@hyperjump/json-schema/experimental";

import { Tally } from "./tally.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const load = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const tally = new Tally();

function ajvFor(dialect) {
  const Class = dialect === "draft-07" ? Ajv.default : Ajv2020.default;
  const logger = Object.fromEntries(
    ["log", "warn", "error"].map((level) => [level, (text) => tally.fail(`ajv ${level}: ${text}`)]),
  );
  return new Class({
    strict: true,
    strictTypes: true,
    strictTuples: true,
    strictRequired: true,
    allErrors: true,
    logger,
  });
}

/** The places of errors, without the notes that a condition failed: those repeat what is inside. */
const ajvPlaces = (errors) =>
  errors.filter((error) => error.keyword !== "if").map((error) => error.instancePath);

const hyperjumpPlaces = (output) =>
  (output.errors ?? []).map((error) => decodeURI(error.instanceLocation.replace(/^#/, "")));

/** What the smaller validators make of one type, compiled once. */
const compiled = new Map();
function others(schema, type) {
  const key = `${schema.$id} ${type}`;
  if (!compiled.has(key)) {
    const { $schema, $defs } = schema;
    const root = { $schema, $ref: `#/$defs/${type}`, $defs };
    const cfworker = new Validator(root, "2020-12");
    compiled.set(key, {
      cfworker: (value) => cfworker.validate(value).valid,
      schemasafe: schemasafe(root),
    });
  }
  return compiled.get(key);
}

for (const profile of ["documented", "wire"]) {
  const vectors = ["", "-shared"]
    .flatMap((kind) => load(path.join(process.argv[2], `${profile}${kind}.json`)))
    .filter((vector) => !vector.beyond_floats)
    .map((vector) => (vector.file ? { ...vector, value: load(vector.file) } : vector));
  for (const dialect of ["2020-12", "draft-07"]) {
    for (const form of ["codegen", "validation"]) {
      const name =
        "agentlin-tasks" +
        (form === "validation" ? ".validate" : "") +
        (dialect === "draft-07" ? ".draft-07" : "");
      const schema = load(path.join(root, `schemas/${profile}/${name}.schema.json`));
      const definitions = dialect === "draft-07" ? "definitions" : "$defs";
      const at = (type) => `${schema.$id}#/${definitions}/${type}`;
      const edition = `${profile} ${dialect} ${form}`;

      const ajv = ajvFor(dialect);
      ajv.compile(schema);
      // Hyperjump resolves against the identifier without the empty fragment.
      registerSchema(schema);

      for (const vector of vectors) {
        // For code generators the wire schemas list the known variants only.
        if (profile === "wire" && form === "codegen" && vector.file && vector.valid) continue;
        // They do not say how large an integer may be.
        if (form === "codegen" && vector.unbounded) continue;
        const check = ajv.getSchema(at(vector.type));
        const valid = check(vector.value);
        tally.verdict(`ajv, ${edition}`, vector, valid);
        if (!valid && form === "validation") {
          tally.errors(`ajv, ${edition}`, vector, ajvPlaces(check.errors));
        }
        if (dialect === "2020-12") {
          for (const [name, check] of Object.entries(others(schema, vector.type))) {
            tally.verdict(`${name}, ${edition}`, vector, check(vector.value));
          }
        }
        // The slower of the two sees the form that people validate with.
        if (form === "validation") {
          const output = await validate(at(vector.type), vector.value, BASIC);
          tally.verdict(`hyperjump, ${edition}`, vector, output.valid);
          if (!output.valid) {
            tally.errors(`hyperjump, ${edition}`, vector, hyperjumpPlaces(output));
          }
        }
      }
    }
  }
  for (const file of fs.readdirSync(path.join(root, `schemas/${profile}/types`))) {
    const dialect = file.includes(".draft-07.") ? "draft-07" : "2020-12";
    ajvFor(dialect).compile(load(path.join(root, `schemas/${profile}/types`, file)));
  }
}

process.exit(tally.report());
