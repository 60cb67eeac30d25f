import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { BLANK, PAGES, type PageName, type Question } from "./question";

const MOST_CHARACTERS = 2_000_000;

/** Write a question as the part of an address after `#`. What is as usual is left out. */
export function encode(question: Question): string {
  const said: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(question)) {
    if (key === "page" || value === undefined) continue;
    if (JSON.stringify(value) !== JSON.stringify(BLANK[key as keyof Question])) said[key] = value;
  }
  if (Object.keys(said).length === 0) return `#/${question.page}`;
  return `#/${question.page}/${toText(deflateSync(strToU8(JSON.stringify(said)), { level: 9 }))}`;
}

/** Read an address. An address that cannot be read gives null: it is told, never guessed. */
export function decode(hash: string): Question | null {
  const [, page = "", code = ""] = /^#?\/?([a-z]*)\/?(.*)$/.exec(hash) ?? [];
  if (page === "" && code === "") return { ...BLANK };
  if (!PAGES.includes(page as PageName)) return null;
  if (code === "") return { ...BLANK, page: page as PageName };
  try {
    const text = strFromU8(inflateSync(toBytes(code)));
    if (text.length > MOST_CHARACTERS) return null;
    const said: unknown = JSON.parse(text);
    return isQuestion(said) ? { ...BLANK, ...said, page: page as PageName } : null;
  } catch {
    return null;
  }
}

function isQuestion(said: unknown): said is Partial<Question> {
  if (!isRecord(said)) return false;
  const text = (value: unknown): boolean => value === undefined || typeof value === "string";
  return (
    text(said["preset"]) &&
    text(said["yaml"]) &&
    text(said["file"]) &&
    text(said["precision"]) &&
    (said["settings"] === undefined || isRecord(said["settings"])) &&
    (said["fields"] === undefined || isRecord(said["fields"])) &&
    (said["models"] == null || isTexts(said["models"])) &&
    (said["pair"] == null || (isTexts(said["pair"]) && said["pair"].length === 2)) &&
    (said["surge"] == null || isRecord(said["surge"])) &&
    (said["seed"] == null || typeof said["seed"] === "number") &&
    (said["campaign"] == null || typeof said["campaign"] === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function toText(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function toBytes(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}
