import { computed, signal } from "@preact/signals";
import { decode, encode } from "./address";
import { BLANK, type PageName, type Question } from "./question";

const SAME_GESTURE_MS = 900;
const MOST_STEPS = 200;

/** The question on screen. It changes through the functions below alone. */
export const question = signal<Question>(BLANK);
/** Whether the address could not be read. */
export const isBadAddress = signal(false);

const past = signal<Question[]>([]);
const future = signal<Question[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

let pending = 0;
let lastGesture = "";
let lastTime = 0;

/** Change the question. Changes by the same gesture (a slider being dragged) are one step of undo. */
export function change(part: Partial<Question>, gesture: string): void {
  const now = Date.now();
  if (gesture !== lastGesture || now - lastTime > SAME_GESTURE_MS) {
    past.value = [...past.value.slice(-MOST_STEPS), question.value];
  }
  lastGesture = gesture;
  lastTime = now;
  future.value = [];
  show({ ...question.value, ...part });
}

/** Go to a page: a step of the browser's own history. */
export function goTo(page: PageName, part: Partial<Question> = {}): void {
  const next = { ...question.value, ...part, page };
  history.pushState(null, "", encode(next));
  question.value = next;
}

export function undo(): void {
  const before = past.value.at(-1);
  if (before === undefined) return;
  past.value = past.value.slice(0, -1);
  future.value = [question.value, ...future.value];
  lastGesture = "";
  show({ ...before, page: question.value.page });
}

export function redo(): void {
  const [after, ...rest] = future.value;
  if (after === undefined) return;
  future.value = rest;
  past.value = [...past.value, question.value];
  lastGesture = "";
  show({ ...after, page: question.value.page });
}

/** Read the question from the address, now and whenever it changes. */
export function readAddress(fill: (found: Question) => Question): void {
  const read = (): void => {
    clearTimeout(pending);
    const found = decode(location.hash);
    isBadAddress.value = found === null;
    question.value = fill(found ?? BLANK);
  };
  read();
  addEventListener("hashchange", read);
  addEventListener("popstate", read);
}

function show(next: Question): void {
  question.value = next;
  // Browsers allow some 100 changes of the address in 30 s: a drag would be more.
  clearTimeout(pending);
  pending = window.setTimeout(() => history.replaceState(null, "", encode(question.value)), 150);
}
