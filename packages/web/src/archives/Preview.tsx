import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contentAddress } from '../api/queries.ts';
import type { ArchiveObject } from '../api/types.ts';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';

const T = TEXTS.object;
/** Of a long text only the beginning is read. */
const TEXT_BYTES = 64 * 1_024;

/** Without the column of small pages, as wide as the frame. */
const PDF_VIEW = '#navpanes=0&view=FitH';

const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

const SOUNDS = new Set([
  'audio/wav',
  'audio/x-wav',
  'audio/mpeg',
  'audio/ogg',
  'audio/flac',
  'audio/mp4',
  'audio/aac',
]);

type Kind = 'picture' | 'pdf' | 'text' | 'sound';

/** As the service shows them inline (http: what a browser shows without running anything of it). */
function kindOf({ mimeType, physical }: ArchiveObject): Kind | undefined {
  const type = mimeType?.split(/[,;]/)[0]?.trim().toLowerCase() ?? '';
  if (physical) return undefined;
  if (PICTURES.has(type)) return 'picture';
  if (type === 'application/pdf') return 'pdf';
  if (SOUNDS.has(type)) return 'sound';
  return type === 'text/plain' ? 'text' : undefined;
}

export const isShown = (object: ArchiveObject) => kindOf(object) !== undefined;

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
  if (failed) return <p role="alert">{T.failedPreview}</p>;
  switch (kindOf(object)) {
    case 'picture':
      return (
        <div className="preview">
          <img src={address} alt={T.picture(name)} onError={() => setFailed(true)} />
        </div>
      );
    case 'pdf':
      return (
        <div className="preview">
          <iframe src={`${address}${PDF_VIEW}`} title={T.previewOf(name)} />
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
            aria-label={T.sound(name)}
            onError={() => setFailed(true)}
          />
        </div>
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
    queryFn: () => beginningOf(address),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <p role="alert">{T.failedPreview}</p>;
  if (data === undefined) return <Loading />;
  return (
    <div className="preview">
      {/* It scrolls, so it must be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section tabIndex={0} aria-label={T.previewOf(name)} className="preview-text">
        <pre>{data}</pre>
      </section>
      {size > TEXT_BYTES && <p className="preview-note quiet small">{T.cut(TEXT_BYTES, size)}</p>}
    </div>
  );
}

/** Texts are UTF-8, or else of the encoding that old office machines wrote. */
async function beginningOf(address: string): Promise<string> {
  const answer = await fetch(address, { headers: { Range: `bytes=0-${TEXT_BYTES - 1}` } });
  if (!answer.ok) throw new Error(`answer ${answer.status}`);
  const content = await answer.arrayBuffer();
  try {
    // The last character may be cut in two: as a stream it is left out.
    return new TextDecoder('utf-8', { fatal: true }).decode(content, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
