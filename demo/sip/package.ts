import { zipOf } from '@perenne/sample';
import { manifestOf } from './manifest.ts';
import type { Transfer } from './transfer.ts';

/** The package of a transfer: a ZIP with its manifest at the root. */
export async function packageOf(transfer: Transfer): Promise<Buffer> {
  const { manifest, files } = manifestOf(transfer);
  return zipOf(
    [...files, { path: 'manifest.xml', content: Buffer.from(manifest) }],
    new Date(`${transfer.date}T09:00:00Z`),
  );
}
