import { batch, signal, type Signal } from "@preact/signals";
import { ask, readJson, troubleFrom } from "./fetching";
import type { Progress, Trouble } from "./types";

export type Phase = "idle" | "asking" | "running" | "done" | "failed" | "cancelled";

/** The tab's own name: a newer question of the same tab and kind cancels the older one. */
export const CLIENT = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) =>
  part.toString(36),
).join("");

/**
 * One question at a time to one address, with its progress and its answers.
 *
 * A newer question always replaces the older one: the older one's request is aborted, its stream is
 * closed, the server cancels its job, and whatever of it still arrives is dropped.
 */
export class Asking<T> {
  readonly phase: Signal<Phase> = signal("idle");
  readonly progress: Signal<Progress | null> = signal(null);
  readonly answer: Signal<T | null> = signal(null);
  /** Whether the answer is about the newest question, not the one before. */
  readonly isFresh: Signal<boolean> = signal(false);
  readonly trouble: Signal<Trouble | null> = signal(null);
  readonly job: Signal<string | null> = signal(null);
  /** Whether the app ended it, not somebody: it was shut down. */
  readonly isInterrupted: Signal<boolean> = signal(false);
  /** The question that is being answered, as text; null where it came from before this page. */
  readonly asked: Signal<string | null> = signal(null);
  private turn = 0;
  private stream: EventSource | null = null;
  private request: AbortController | null = null;

  /** With a `line`, questions of the same kind that do not replace each other. */
  constructor(
    private readonly url: string,
    private readonly line = "",
  ) {}

  /** Ask; what was asked before is forgotten. */
  async ask(body: Record<string, unknown>): Promise<void> {
    const turn = this.begin("asking");
    this.asked.value = JSON.stringify(body);
    this.request = new AbortController();
    try {
      const { job } = await ask<{ job: string }>(
        this.url,
        { ...body, client: CLIENT + this.line },
        this.request.signal,
      );
      if (turn === this.turn) this.listen(job);
    } catch (error) {
      if (turn === this.turn) this.fail(troubleFrom(error));
    }
  }

  /** Follow a job that is already there: one that was running before the page was loaded. */
  follow(job: string): void {
    this.asked.value = null;
    this.answer.value = null; // what is on screen is of another job, and would be taken for this one's
    this.listen(job);
  }

  private listen(job: string): void {
    const turn = this.begin("running");
    this.job.value = job;
    const stream = new EventSource(`/api/jobs/${encodeURIComponent(job)}/events`);
    this.stream = stream;
    const on = (name: string, act: (said: unknown) => void): void =>
      stream.addEventListener(name, (event) => {
        if (turn === this.turn) act(JSON.parse((event as MessageEvent<string>).data));
      });
    on("progress", (said) => (this.progress.value = said as Progress));
    on("answer", (said) => this.take(said as T));
    on("done", (said) => void this.finish(turn, (said as { result: string }).result));
    on("failed", (said) => this.fail(said as Trouble));
    on("cancelled", (said) => {
      const { reason } = said as { reason: string };
      this.isInterrupted.value = reason === "shut down" || reason === "interrupted";
      this.end("cancelled");
    });
    stream.onerror = () => {
      // A stream that the server has closed for good; one that only broke is tried again by itself.
      if (turn === this.turn && stream.readyState === EventSource.CLOSED)
        void this.lookUp(turn, job);
    };
  }

  /** Stop, and tell the server. */
  cancel(): void {
    const job = this.job.value;
    const wasRunning = this.phase.value === "asking" || this.phase.value === "running";
    this.turn += 1;
    this.close();
    if (!wasRunning) return;
    this.phase.value = "cancelled";
    if (job === null) return;
    // Kept alive: it is also said when the page goes.
    const said = { method: "DELETE", keepalive: true };
    void fetch(`/api/jobs/${encodeURIComponent(job)}`, said).catch(() => undefined);
  }

  /** Forget the answer: it is about something else. */
  clear(): void {
    this.cancel();
    this.answer.value = null;
    this.trouble.value = null;
    this.phase.value = "idle";
  }

  private take(answer: T): void {
    batch(() => {
      this.answer.value = answer;
      this.isFresh.value = true;
    });
  }

  private begin(phase: Phase): number {
    this.close();
    this.turn += 1;
    this.phase.value = phase;
    this.isFresh.value = false;
    this.isInterrupted.value = false;
    this.progress.value = null;
    this.trouble.value = null;
    this.job.value = null;
    return this.turn;
  }

  private async finish(turn: number, url: string): Promise<void> {
    this.closeStream();
    try {
      const result = await readJson<T>(url);
      if (turn !== this.turn) return;
      this.take(result);
      this.end("done");
    } catch (error) {
      if (turn === this.turn) this.fail(troubleFrom(error));
    }
  }

  private async lookUp(turn: number, job: string): Promise<void> {
    try {
      const found = await readJson<{
        status: string;
        result: string | null;
        error: Trouble | null;
      }>(`/api/jobs/${encodeURIComponent(job)}`);
      if (turn !== this.turn) return;
      if (found.result !== null) await this.finish(turn, found.result);
      else if (found.status === "cancelled") this.end("cancelled");
      else this.fail(found.error ?? { message: `The run was ${found.status}.`, faults: [] });
    } catch (error) {
      if (turn === this.turn) this.fail(troubleFrom(error));
    }
  }

  private fail(trouble: Trouble): void {
    this.trouble.value = { message: trouble.message, faults: trouble.faults ?? [] };
    this.end("failed");
  }

  private end(phase: Phase): void {
    this.phase.value = phase;
    this.closeStream();
  }

  private close(): void {
    this.request?.abort();
    this.request = null;
    this.closeStream();
  }

  private closeStream(): void {
    this.stream?.close();
    this.stream = null;
  }
}
