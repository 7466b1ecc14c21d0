// Diagrams in the documentation: Mermaid reads them, and they stay within what forges draw and people
// can follow.
//
//     node mermaid.mjs FILE…

import fs from "node:fs";

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html>");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

let wrong = 0;
let diagrams = 0;
for (const file of process.argv.slice(2)) {
  for (const [, text] of fs.readFileSync(file, "utf8").matchAll(/```mermaid\n([^]*?)```/g)) {
    diagrams += 1;
    const edges = text.split("-->").length - 1;
    const nodes = new Set(text.match(/[A-Z]\w+/g)).size;
    const problem = await mermaid.parse(text).then(
      () => (nodes > 60 || edges > 500 || text.length > 50_000 ? "is too large" : undefined),
      (error) => `is no diagram: ${error.message}`,
    );
    if (problem) wrong += 1;
    console.log(`${file.split("/").pop()}: ${nodes} types, ${edges} arrows ${problem ?? ""}`);
  }
}
process.exit(wrong > 0 || diagrams === 0 ? 1 : 0);
