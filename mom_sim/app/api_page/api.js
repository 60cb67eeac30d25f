// Lists the operations of /openapi.json; text only ever enters the page as text.

function element(name, content, attributes = {}) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...[content].flat());
  return made;
}

function resolved(schema, root) {
  if (!schema || !schema.$ref) return schema;
  return schema.$ref.slice(2).split("/").reduce((place, key) => place[key], root);
}

function table(schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    element("tr", [
      element("td", element("code", name)),
      element("td", (schema.required ?? []).includes(name) ? "required" : ""),
      element("td", property.description ?? ""),
    ]),
  );
  return element("table", rows);
}

function operation(path, method, what, root) {
  const title = element("summary", [
    element("span", method.toUpperCase(), { class: "method" }),
    element("code", path),
    ` ${what.summary ?? ""}`,
  ]);
  const parts = [title, element("p", what.description ?? "")];
  const body = what.requestBody?.content?.["application/json"]?.schema;
  if (body) {
    const schema = resolved(body, root);
    parts.push(element("h3", "Body"), table(schema));
    parts.push(element("pre", JSON.stringify(schema, null, 2), { tabindex: "0" }));
  }
  const answers = Object.entries(what.responses ?? {}).map(([status, one]) =>
    element("tr", [element("td", element("code", status)), element("td", one.description ?? "")]),
  );
  parts.push(element("h3", "Answers"), element("table", answers));
  return element("details", parts);
}

const root = await (await fetch("/openapi.json")).json();
const list = document.getElementById("operations");
for (const [path, methods] of Object.entries(root.paths)) {
  for (const [method, what] of Object.entries(methods)) list.append(operation(path, method, what, root));
}
document.getElementById("about").prepend(`Version ${root.info.version}. `);
