import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../platform/index.ts';
import { readMetadata, writeMetadata } from './tus.ts';

describe('the metadata of an upload', () => {
  it('is read as it was written, whatever its values', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,10}$/), fc.string({ unit: 'grapheme' })),
        (metadata) => {
          const read = readMetadata({ 'upload-metadata': writeMetadata(metadata) });
          expect(Object.fromEntries(read)).toEqual({ ...metadata });
        },
      ),
    );
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        try {
          readMetadata({ 'upload-metadata': value });
        } catch (error) {
          expect(error).toBeInstanceOf(ArchiveError);
        }
      }),
    );
  });
});
