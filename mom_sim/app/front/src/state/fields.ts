import { change, question } from "./asked";

/** What is chosen on a page of experiments; it stands in the address. */
export function field(name: string, usual: string): string {
  return question.value.fields[name] ?? usual;
}

export function setField(name: string, value: string): void {
  change({ fields: { ...question.value.fields, [name]: value } }, `field ${name}`);
}
