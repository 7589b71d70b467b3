/** Seconds that a work takes, with its result. */
export async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

/** The value under which 95 of 100 measures lie. */
export function p95(measures: readonly number[]): number {
  const sorted = measures.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] as number;
}

export function median(measures: readonly number[]): number {
  const sorted = measures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
