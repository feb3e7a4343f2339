/** The clock, kept in one place so that nothing else depends on when it runs. */

/** Date of now in UTC, `YYYY-MM-DD`. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Milliseconds since some fixed moment; only differences mean something. */
export function monotonic(): number {
  return performance.now();
}

/** Gives timers, signals and streams their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
