// Reads one task response a line and writes it again.
import { createInterface } from "node:readline";
import made from "./TaskResponse.js";

createInterface({ input: process.stdin }).on("line", (line) => {
  const text = made.Convert.taskResponseToJson(made.Convert.toTaskResponse(line));
  console.log(JSON.stringify(JSON.parse(text)));
});
