import { Button } from '@codegouvfr/react-dsfr/Button';
import { Link } from '@tanstack/react-router';
import type { Agencies, Excerpt, UnitHit, UnitPage } from '../api/types.ts';
import { BasketToggle } from '../deliveries/BasketToggle.tsx';
import { Icon } from '../parts/Icon.tsx';
import { archivalSpan, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { levelOf } from './metadata-groups.ts';

/** Archives as a list: what they are, from when, of whom, and where they lie. */
export function Hits({
  tenant,
  page: { hits, agencies },
  heading: Heading,
  isOnePlace = false,
}: {
  readonly tenant: string;
  readonly page: Pick<UnitPage, 'hits' | 'agencies'>;
  readonly heading: 'h2' | 'h3';
  /** They lie in the same unit, which needs no telling. */
  readonly isOnePlace?: boolean;
}) {
  return (
    <ul className="hits">
      {hits.map((hit) => (
        <li key={hit.id} className="hit">
          <Hit
            tenant={tenant}
            hit={isOnePlace ? { ...hit, parentTitle: null } : hit}
            agencies={agencies}
            heading={Heading}
          />
        </li>
      ))}
    </ul>
  );
}

/** What stands in one line of such a list. */
export function Hit({
  tenant,
  hit,
  agencies,
  heading: Heading,
  preview,
}: {
  readonly tenant: string;
  readonly hit: UnitHit;
  readonly agencies: Agencies;
  readonly heading: 'h2' | 'h3';
  /** Shows it beside the list. */
  readonly preview?: () => void;
}) {
  return (
    <>
      <div className="hit-told">
        <Heading className="hit-title">
          <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: hit.id }} className="strong-link">
            {hit.title}
          </Link>
        </Heading>
        {hit.description !== null && <p className="hit-description small">{hit.description}</p>}
        {hit.excerpt !== undefined && <Passage excerpt={hit.excerpt} />}
        <HitMarks hit={hit} agencies={agencies} />
      </div>
      {preview !== undefined && (
        <Button
          priority="tertiary"
          size="small"
          nativeButtonProps={{
            'aria-label': TEXTS.results.previewNamed(hit.title),
            'aria-haspopup': 'dialog',
          }}
          onClick={preview}
        >
          {TEXTS.results.preview}
        </Button>
      )}
      <BasketToggle item={hit} />
    </>
  );
}

/** Where the words stand in a document. */
function Passage({ excerpt: { pieces } }: { readonly excerpt: Excerpt }) {
  return (
    <p className="hit-excerpt small">
      <span className="quiet">{`${TEXTS.search.inDocument}${TEXTS.forms.colon}`}</span>
      {pieces.map(({ text, isMarked }, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: a passage is never drawn in another order
        isMarked ? <mark key={at}>{text}</mark> : text,
      )}
    </p>
  );
}

function HitMarks({ hit, agencies }: { readonly hit: UnitHit; readonly agencies: Agencies }) {
  const span = archivalSpan(hit.startDate, hit.endDate);
  const type = hit.unitType === 'INGEST' ? undefined : wordFor(TEXTS.unit.types, hit.unitType);
  return (
    <div className="marks">
      {(type ?? hit.level) !== null && (
        <span className="mark">
          <Icon name={hit.hasObject ? 'file' : 'folder'} size={16} />
          {type ?? levelOf(hit.level ?? '')}
        </span>
      )}
      {span !== undefined && (
        <span className="mark">
          <Icon name="calendar" size={16} />
          {span}
        </span>
      )}
      {hit.originatingAgency !== null && (
        <span className="mark">
          <Icon name="agency" size={16} />
          {agencies[hit.originatingAgency] ?? hit.originatingAgency}
        </span>
      )}
      {hit.parentTitle !== null && <span className="mark">{TEXTS.search.under(hit.parentTitle)}</span>}
      {hit.hasObject && (
        <span className="mark">
          <Icon name="clip" size={16} />
          {TEXTS.search.hasObject}
        </span>
      )}
    </div>
  );
}
