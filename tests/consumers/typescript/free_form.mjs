// `any` and `unknown` stand in generated types only where the schemas are free-form.
//
//     node free_form.mjs TYPES SCHEMA
//
// TYPES is TypeScript in which each definition of SCHEMA is a type or interface, or a member of
// `components.schemas`.

import fs from "node:fs";

import ts from "typescript";

const [types, schema] = process.argv.slice(2);
const document = JSON.parse(fs.readFileSync(schema, "utf8"));
const definitions = document.$defs ?? document.components.schemas;

/** Whether the schema says nothing about a value, or about the values inside. */
function isFree(schema) {
  if (Object.keys(schema).every((key) => key === "description")) return true;
  if (schema.additionalProperties === true) return true;
  const inside = [schema.items, schema.additionalProperties];
  const alternatives = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return [...inside, ...alternatives].some((inner) => inner && isFree(inner));
}

const allowed = new Set();
for (const [name, definition] of Object.entries(definitions)) {
  if (isFree(definition)) allowed.add(name);
  for (const [field, property] of Object.entries(definition.properties ?? {})) {
    if (isFree(property)) allowed.add(`${name} ${field}`);
  }
}

const found = new Set();
function walk(node, place) {
  if (node.kind === ts.SyntaxKind.AnyKeyword || node.kind === ts.SyntaxKind.UnknownKeyword) {
    found.add(place.join(" "));
  }
  let here = place;
  const named = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  if (named || ts.isPropertySignature(node)) here = [...place, node.name.text];
  ts.forEachChild(node, (child) => walk(child, here));
}
walk(ts.createSourceFile(types, fs.readFileSync(types, "utf8"), ts.ScriptTarget.ES2022), []);

/** The definition and field, whatever stands around them; undefined for what is no definition. */
function inSchema(place) {
  const steps = place.replace(/^components schemas /, "").split(" ");
  return steps[0] in definitions ? steps.slice(0, 2).join(" ") : undefined;
}
const places = [...found].map(inSchema).filter((place) => place !== undefined);
const wrong = places.filter((place) => !allowed.has(place));
for (const place of wrong) console.log(`FAIL ${place} is any or unknown`);
console.log(`${types.split("/").pop()}: ${places.length} free-form fields, ${wrong.length} others`);
process.exit(wrong.length > 0 || places.length === 0 ? 1 : 0);
