import { deflateSync, Inflate, strFromU8, strToU8 } from "fflate";
import { BLANK, PAGES, type AskedSurge, type PageName, type Question } from "./question";

/** Of the packed part of an address. */
const MOST_CHARACTERS = 500_000;
const MOST_BYTES = 2_000_000;
/** Unpacked piece by piece: a small address must not be able to fill the memory. */
const PIECE = 1024;

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
  if (code.length > MOST_CHARACTERS) return null;
  try {
    const bytes = unpacked(toBytes(code));
    if (bytes === null) return null;
    const said: unknown = JSON.parse(strFromU8(bytes));
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
    (said["surge"] == null || isSurge(said["surge"])) &&
    (said["seed"] == null || typeof said["seed"] === "number") &&
    (said["campaign"] == null || typeof said["campaign"] === "string")
  );
}

function isSurge(value: unknown): value is AskedSurge {
  return (
    isRecord(value) &&
    isNumber(value["factor"]) &&
    isNumber(value["start_week"]) &&
    isNumber(value["weeks"]) &&
    (value["units"] == null || isTexts(value["units"]))
  );
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** Null where it would be more than `MOST_BYTES`, or stops before its end. */
function unpacked(packed: Uint8Array): Uint8Array | null {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let isWhole = false;
  const inflate = new Inflate((piece, isLast) => {
    size += piece.length;
    isWhole = isLast;
    if (size <= MOST_BYTES) pieces.push(piece);
  });
  for (let at = 0; at < packed.length && size <= MOST_BYTES; at += PIECE) {
    inflate.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  }
  if (!isWhole || size > MOST_BYTES) return null;
  const all = new Uint8Array(size);
  let place = 0;
  for (const piece of pieces) {
    all.set(piece, place);
    place += piece.length;
  }
  return all;
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
