import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { contentAddress } from '../api/queries.ts';
import type { ArchiveObject } from '../api/types.ts';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';
import { beginningOf, decodeText } from './beginning.ts';
import { previewKind } from './preview-kind.ts';

/** Of a long text only the beginning is read. */
const TEXT_BYTES = 64 * 1_024;

/** Without the column of small pages, as wide as the frame. */
const PDF_VIEW = '#navpanes=0&view=FitH';

const MailPreview = lazy(async () => ({ default: (await import('./MailPreview.tsx')).MailPreview }));
const CsvPreview = lazy(async () => ({ default: (await import('./CsvPreview.tsx')).CsvPreview }));

export function Preview({
  tenant,
  object,
  name,
}: {
  readonly tenant: number;
  readonly object: ArchiveObject;
  readonly name: string;
}) {
  const [failed, setFailed] = useState(false);
  const address = contentAddress(tenant, object.objectId, 'inline');
  if (failed) return <p role="alert">{TEXTS.object.failedPreview}</p>;
  switch (previewKind(object)) {
    case 'picture':
      return (
        <div className="preview">
          <img src={address} alt={TEXTS.object.picture(name)} onError={() => setFailed(true)} />
        </div>
      );
    case 'pdf':
      return (
        <div className="preview">
          <iframe src={`${address}${PDF_VIEW}`} title={TEXTS.object.previewOf(name)} />
        </div>
      );
    case 'sound':
      return (
        <div className="preview">
          {/* biome-ignore lint/a11y/useMediaCaption: what is heard may lie beside it, as the content in text */}
          <audio
            controls
            preload="metadata"
            src={address}
            aria-label={TEXTS.object.sound(name)}
            onError={() => setFailed(true)}
          />
        </div>
      );
    case 'film':
      return (
        <div className="preview">
          {/* biome-ignore lint/a11y/useMediaCaption: what is said may lie beside it, as the content in text */}
          <video
            controls
            preload="metadata"
            src={address}
            aria-label={TEXTS.object.film(name)}
            onError={() => setFailed(true)}
          />
        </div>
      );
    case 'mail':
      return (
        <Suspense fallback={<Loading />}>
          <MailPreview address={address} name={name} size={object.size ?? 0} />
        </Suspense>
      );
    case 'table':
      return (
        <Suspense fallback={<Loading />}>
          <CsvPreview address={address} name={name} size={object.size ?? 0} />
        </Suspense>
      );
    case 'text':
      return <TextPreview address={address} name={name} size={object.size ?? 0} />;
    default:
      return null;
  }
}

function TextPreview({
  address,
  name,
  size,
}: {
  readonly address: string;
  readonly name: string;
  readonly size: number;
}) {
  const { data, error } = useQuery({
    queryKey: ['text', address],
    queryFn: async () => decodeText(await beginningOf(address, TEXT_BYTES)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <p role="alert">{TEXTS.object.failedPreview}</p>;
  if (data === undefined) return <Loading />;
  return (
    <div className="preview">
      {/* It scrolls, so it must be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section tabIndex={0} aria-label={TEXTS.object.previewOf(name)} className="preview-text">
        <pre>{data}</pre>
      </section>
      {size > TEXT_BYTES && <p className="preview-note quiet small">{TEXTS.object.cut(TEXT_BYTES, size)}</p>}
    </div>
  );
}
