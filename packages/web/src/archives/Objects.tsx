import { Button } from '@codegouvfr/react-dsfr/Button';
import { useState } from 'react';
import { contentAddress } from '../api/queries.ts';
import type { ArchiveObject } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Icon } from '../parts/Icon.tsx';
import { bytes, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Preview } from './Preview.tsx';
import { mediaTypeOf, previewKind } from './preview-kind.ts';

const isShown = (object: ArchiveObject) => previewKind(object) !== undefined;

/** The objects of a unit; the first that a browser can show is shown. */
export function Objects({
  tenant,
  objects,
}: {
  readonly tenant: number;
  readonly objects: readonly ArchiveObject[];
}) {
  const first = objects.find(isShown)?.objectId;
  return (
    <section className="panel" aria-labelledby="objects">
      <h2 id="objects">{objects.length === 1 ? TEXTS.unit.document : TEXTS.unit.documents}</h2>
      {objects.map((object) => (
        <ObjectShown
          key={object.objectId}
          tenant={tenant}
          object={object}
          opened={object.objectId === first}
        />
      ))}
    </section>
  );
}

function ObjectShown({
  tenant,
  object,
  opened,
}: {
  readonly tenant: number;
  readonly object: ArchiveObject;
  readonly opened: boolean;
}) {
  const [isOpen, setOpen] = useState(opened);
  const { qualifier, fileName, size, formatName, formatId, physical, objectId, digest, algorithm } = object;
  const usage = wordFor(TEXTS.object.qualifiers, qualifier);
  const name = fileName ?? (physical ? usage : TEXTS.object.unnamed);
  const format =
    formatName === null
      ? (formatId ?? TEXTS.object.unknownFormat)
      : `${formatName}${formatId ? ` (${formatId})` : ''}`;
  return (
    <article className="object">
      <div className="object-head">
        <div>
          <h3>{name}</h3>
          <p className="quiet small">
            {physical
              ? TEXTS.object.physical
              : [usage, format, size === null ? '' : bytes(size)].filter(Boolean).join(' · ')}
          </p>
        </div>
        {!physical && (
          <div className="row">
            {isShown(object) && !isOpen && (
              <Button
                priority="tertiary"
                size="small"
                title={TEXTS.object.show(name)}
                onClick={() => setOpen(true)}
              >
                {TEXTS.object.preview}
              </Button>
            )}
            <a
              className="fr-btn fr-btn--secondary fr-btn--sm"
              href={contentAddress(tenant, objectId, 'attachment')}
              download={name}
              aria-label={TEXTS.object.downloadNamed(name)}
            >
              <Icon name="download" size={18} />
              {TEXTS.object.download}
            </a>
          </div>
        )}
      </div>
      {isOpen && <Preview tenant={tenant} object={object} name={name} />}
      {!physical && !isShown(object) && (
        <p className="quiet small">
          {mediaTypeOf(object) === 'image/tiff' ? TEXTS.object.tiff : TEXTS.object.noPreview}
        </p>
      )}
      {digest !== null && (
        <details className="small">
          <summary>{TEXTS.unit.technical}</summary>
          <Facts
            facts={[
              [
                TEXTS.object.identifier,
                <span key="id" className="identifier">
                  {objectId}
                </span>,
              ],
              [
                `${TEXTS.object.digest} ${algorithm ?? ''}`.trim(),
                <span key="digest" className="identifier">
                  {digest}
                </span>,
              ],
            ]}
          />
        </details>
      )}
    </article>
  );
}
