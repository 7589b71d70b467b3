import type { TenantId } from '../../platform/index.ts';
import type { Vocabulary } from '../field-types.ts';
import type { Collection } from './collections/index.ts';
import type { ContentSearch } from './content-search.ts';
import type { QueryNode } from './nodes/index.ts';

export const NO_VOCABULARY: Vocabulary = { get: () => undefined };

/** Where and with which eyes a request is carried out. */
export interface Search {
  readonly tenant: TenantId;
  readonly collection: Collection;
  /** What must hold besides the request: the access contract's limits. */
  readonly restriction?: QueryNode;
  readonly vocabulary?: Vocabulary;
  /** Units are shown with `inheritedRulesAPIOutput`. */
  readonly rulesOutput?: true;
  /** Set where documents are asked about, and may be. */
  readonly content?: ContentSearch;
}
