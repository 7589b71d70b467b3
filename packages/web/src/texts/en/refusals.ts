import type { REFUSALS as FRENCH } from '../fr/refusals.ts';

export const REFUSALS = {
  said: {
    unknownAgency: (code: string) => `Unknown originating agency: ${code}`,
    unknownRule: (code: string) => `The management rule ${code} does not exist`,
    profileWithoutFile: (code: string) => `The profile ${code} has no schema file`,
    noUnit: (id: string) => `${id} is not an archive unit`,
    severalFiles: (names: string) => `Several files at the root of the package: ${names}`,
    otherFolder: (name: string) => `A folder other than content at the root of the package: ${name}`,
  },
  members: {
    manifestError: 'Declared in the manifest, missing from the package',
    contentError: 'Present in the package, not declared',
    ArchiveUnit: 'Archive unit',
    DataObjectGroup: 'Object group',
    DataObjectGroupId: 'Object group',
    BinaryDataObject: 'File',
    BinaryDataObjectId: 'File',
    PhysicalDataObject: 'Physical object',
  },
} satisfies typeof FRENCH;
