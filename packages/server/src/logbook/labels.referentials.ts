/** Subjects of the operations on referentials (spec api.md 6.3.13). */
export const REFERENTIAL_LABELS: Readonly<Record<string, string>> = {};
