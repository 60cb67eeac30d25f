import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { readJson } from "../api/fetching";
import { keysAt, valuesAt, type Schema } from "./schema_walk";

let schema: Promise<Schema> | null = null;

function theSchema(): Promise<Schema> {
  schema ??= readJson<Schema>("/api/schema");
  return schema;
}

/** What can stand at the cursor, from the scenario's schema: keys of a mapping, or values of a key. */
export async function completeFrom(context: CompletionContext): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const value = /^(\s*(?:- )?)([\w.]+):\s+([\w ]*)$/.exec(before);
  const key = /^(\s*(?:- )*)([\w.]*)$/.exec(before);
  const above = (): string[] => linesAbove(context, line.number);
  if (value !== null) {
    const path = [...pathTo(above(), (value[1] ?? "").length), value[2] ?? ""];
    const options = valuesAt(await theSchema(), path).map((label): Completion => ({
      label,
      type: "enum",
    }));
    if (options.length === 0) return null;
    return { from: context.pos - (value[3] ?? "").length, options, validFor: /^[\w ]*$/ };
  }
  if (key === null || (key[2] === "" && !context.explicit)) return null;
  const path = pathTo(above(), (key[1] ?? "").length);
  const options = keysAt(await theSchema(), path).map((found): Completion => ({
    label: found.name,
    type: "property",
    apply: `${found.name}: `,
    ...(found.description === undefined ? {} : { info: found.description }),
  }));
  if (options.length === 0) return null;
  return { from: context.pos - (key[2] ?? "").length, options, validFor: /^[\w.]*$/ };
}

function linesAbove(context: CompletionContext, line: number): string[] {
  const lines: string[] = [];
  for (let number = line - 1; number >= 1; number -= 1) {
    lines.push(context.state.doc.line(number).text);
  }
  return lines;
}

/** Keys that lead to a place, by indentation: what stands further left above it. */
export function pathTo(above: readonly string[], indent: number): string[] {
  const path: string[] = [];
  let left = indent;
  for (const text of above) {
    if (left === 0) break;
    const found = /^(\s*(?:- )*)([\w.]+):/.exec(text);
    if (found === null) continue;
    const place = (found[1] ?? "").length;
    if (place >= left) continue;
    path.unshift(found[2] ?? "");
    left = place;
  }
  return path;
}
