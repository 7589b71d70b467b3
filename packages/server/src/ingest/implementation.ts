import manifest from '../../package.json' with { type: 'json' };

/** Version of the software that made a document (`_implementationVersion`). */
export const IMPLEMENTATION: string = manifest.version;
