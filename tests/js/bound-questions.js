// Puts values into questions as the workbench does. Standard input: a JSON array of [question, values];
// standard output: the array of their texts, null where a value does not suit its parameter.
import { readFileSync } from "node:fs";
import { bound, suits } from "../../workbench/src/questions.js";

const asked = JSON.parse(readFileSync(0, "utf-8"));
const texts = asked.map(([question, values]) =>
  question.parameters.every((each, number) => suits(each, values[number])) ? bound(question, values) : null,
);
process.stdout.write(JSON.stringify(texts));
