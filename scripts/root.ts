import { dirname } from 'node:path';

/** Folder of the project. */
export const ROOT = dirname(import.meta.dirname);
