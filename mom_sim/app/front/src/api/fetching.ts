import type { Trouble } from "./types";

/** An answer of the server that is not what was asked for, in its own words. */
export class ServerTrouble extends Error {
  constructor(
    readonly status: number,
    readonly trouble: Trouble,
  ) {
    super(trouble.message);
  }
}

/** Ask the server and read JSON. Throws `ServerTrouble` with what the server says is wrong. */
export async function readJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await answerOf(url, init);
  return (await response.json()) as T;
}

/** Send a question as JSON and read JSON. */
export function ask<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return readJson<T>(url, asPost(body, signal));
}

/** Send a question and take the answer as a file: its bytes and its name. */
export async function askForFile(
  url: string,
  body: unknown,
  name: string,
): Promise<{ blob: Blob; name: string }> {
  const response = await answerOf(url, asPost(body));
  const said = /filename="?([^";]+)/.exec(response.headers.get("content-disposition") ?? "");
  return { blob: await response.blob(), name: said?.[1] ?? name };
}

function asPost(body: unknown, signal?: AbortSignal): RequestInit {
  const init: RequestInit = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  if (signal !== undefined) init.signal = signal;
  return init;
}

async function answerOf(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ServerTrouble(0, {
      message: "The server does not answer. Is `mom-sim app` still running?",
      faults: [],
    });
  }
  if (response.ok) return response;
  throw new ServerTrouble(response.status, await troubleOf(response));
}

async function troubleOf(response: Response): Promise<Trouble> {
  try {
    const said = (await response.json()) as Partial<Trouble>;
    return { message: said.message ?? response.statusText, faults: said.faults ?? [] };
  } catch {
    return { message: `The server answered ${response.status}.`, faults: [] };
  }
}

/** What went wrong, in the one shape that the pages show. */
export function troubleFrom(error: unknown): Trouble {
  if (error instanceof ServerTrouble) return error.trouble;
  return { message: error instanceof Error ? error.message : String(error), faults: [] };
}
