import { TEXTS } from '../texts/index.ts';
import type { ErrorAnswer, Refusal } from './types.ts';

/** An answer that is no success, in words for the person. */
export class ApiError extends Error {
  /** 0: no answer came. */
  readonly status: number;
  readonly code: string | undefined;
  /** Reference to give to support: `X-Request-Id`. */
  readonly reference: string | undefined;
  /** The service's own words, in French, where the message says less in the language of the screens. */
  readonly recorded: string | undefined;
  /** What is wrong with the fields of a form. */
  readonly refusals: readonly Refusal[];

  constructor(
    message: string,
    status: number,
    code?: string,
    reference?: string,
    recorded?: string,
    refusals: readonly Refusal[] = [],
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.reference = reference;
    this.recorded = recorded;
    this.refusals = refusals;
  }
}

const OWN = { 'X-Requested-With': 'perenne' };

/** Calls the own API. @throws ApiError */
export async function call<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  options: { readonly body?: unknown; readonly file?: File; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const { body, file, signal } = options;
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        ...OWN,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(file === undefined
          ? {}
          : { 'Content-Type': 'application/octet-stream', 'X-Filename': encodeURIComponent(file.name) }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(TEXTS.errors.offline, 0);
  }
  const text = await answer.text();
  if (!answer.ok) throw errorOf(answer.status, text, answer.headers.get('x-request-id') ?? undefined);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** @param text body of the answer: the error envelope of the API, or anything */
export function errorOf(status: number, text: string, reference?: string): ApiError {
  const envelope = readEnvelope(text);
  const { description, code, refusals } = envelope ?? {};
  if (status >= 500) return new ApiError(TEXTS.errors.failed, status, code, reference);
  const translated = TEXTS.errors.ofCode(`${status} ${code}`);
  return translated === undefined
    ? new ApiError(description ?? TEXTS.errors.refused, status, code, reference, undefined, refusals)
    : new ApiError(translated, status, code, reference, description, refusals);
}

/** Undefined when whoever stands before the service has answered. */
function readEnvelope(text: string): Partial<ErrorAnswer> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A parameter of several values comes once for each. */
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A path with those parameters that have a value. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((each) => each !== undefined && each !== '')
      .map((each) => [name, String(each)]),
  );
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The parameters of an address; those of several values as a list. */
export function readQuery(text: string): Readonly<Record<string, string | readonly string[]>> {
  const parameters = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
