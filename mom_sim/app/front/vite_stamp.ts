import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Plugin } from "vite";

const SINGLE = [
  "index.html",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
  "vite_stamp.ts",
];

/** Write build.json: a hash over the sources, and one of every built file. */
export function stamp(): Plugin {
  return {
    name: "stamp",
    apply: "build",
    // Later steps of the build still change chunks: what counts is what was written.
    writeBundle: {
      order: "post",
      sequential: true,
      handler(options) {
        const folder = options.dir ?? "";
        const files: Record<string, string> = {};
        for (const name of filesIn(folder)) {
          if (name !== "build.json") files[name] = sha256(readFileSync(join(folder, name)));
        }
        const text = JSON.stringify({ sources: hashOfSources("."), files }, null, 2) + "\n";
        writeFileSync(join(folder, "build.json"), text);
      },
    },
  };
}

/** Hash over all sources: for each file in order of its name, the name, its length, its bytes. */
function hashOfSources(folder: string): string {
  const hash = createHash("sha256");
  const found = filesIn(join(folder, "src")).map((name) => `src/${name}`);
  for (const name of [...SINGLE, ...found].sort()) {
    const bytes = readFileSync(join(folder, name));
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}

/** Names of all files below a folder, in order. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
