/** The part of JSON Schema that the scenario's schema uses. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}

/** Keys that a mapping at this path can have. */
export function keysAt(
  root: Schema,
  path: readonly string[],
): { name: string; description?: string }[] {
  const found = new Map<string, string | undefined>();
  for (const schema of at(root, path)) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (!found.has(name)) found.set(name, property.description);
    }
  }
  return [...found].map(([name, description]) =>
    description === undefined ? { name } : { name, description },
  );
}

/** Values that a key at this path can have, as far as the schema lists them. */
export function valuesAt(root: Schema, path: readonly string[]): string[] {
  const values = at(root, path).flatMap((schema) => [
    ...(schema.const === undefined ? [] : [schema.const]),
    ...(schema.enum ?? []),
    ...(schema.type === "boolean" ? ["yes", "no"] : []),
    ...(schema.examples ?? []),
  ]);
  return [...new Set(values.filter((value) => typeof value !== "object").map(String))];
}

function at(root: Schema, path: readonly string[]): Schema[] {
  let here = opened(root, root);
  for (const key of path) {
    here = here.flatMap((schema) => {
      const named = schema.properties?.[key];
      if (named !== undefined) return opened(root, named);
      const others = schema.additionalProperties;
      return typeof others === "object" ? opened(root, others) : [];
    });
  }
  return here;
}

/** A schema with what it refers to, what it may be instead, and what its items are. */
function opened(root: Schema, schema: Schema, depth = 0): Schema[] {
  if (depth > 8) return [];
  const next: Schema[] = [];
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
    if (target !== undefined) next.push(target);
  }
  next.push(...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? []));
  if (schema.items !== undefined) next.push(schema.items);
  return [schema, ...next.flatMap((one) => opened(root, one, depth + 1))];
}
