/** What the thread of the demonstration is started with. */
export interface DemonstrationData {
  readonly url: string;
  readonly apiKey: string;
}

/** What it tells the service. */
export type FromDemonstration =
  | { readonly kind: 'line'; readonly line: string }
  /** All is entered; `surprises`: transfers that ended otherwise than they should. */
  | { readonly kind: 'loaded'; readonly surprises: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string };
