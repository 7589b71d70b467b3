export { compoundFile } from './compound-file.ts';
export { SMALL_SIGNATURE_FILE } from './small-signature-file.ts';
