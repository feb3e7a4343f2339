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

/** Waits; an aborted signal ends the wait early. */
export function breatheFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
  });
}
