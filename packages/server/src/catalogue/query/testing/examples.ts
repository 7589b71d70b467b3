import { type SampleGroup, type SampleUnit, sampleId } from './sample.ts';

/** The sample documents of spec dsl.md 5, by the names that it gives them. */

const [u1, u2, u3, u4, u5] = [1, 2, 3, 4, 5].map(sampleId) as [string, string, string, string, string];
const [g2, g4] = [12, 14].map(sampleId) as [string, string];

export const EXAMPLES = { u1, u2, u3, u4, u5, g2, g4 } as const;

export const EXAMPLE_UNITS: readonly SampleUnit[] = [
  {
    id: u1,
    content: { DescriptionLevel: 'RecordGrp', Title: 'Canal de la Lawe', StartDate: '2010-01-01' },
  },
  {
    id: u2,
    up: [u1],
    uds: { 1: [u1] },
    og: g2,
    content: {
      DescriptionLevel: 'Item',
      Title: 'Bridge inspection report',
      Tag: ['bridge', 'canal'],
      StartDate: '2019-11-04',
      Description: 'Yearly visit of the swing bridge',
      Writer: [{ FirstName: 'Odile', Identifier: ['ENG-77'] }],
    },
  },
  {
    id: u3,
    up: [u1],
    uds: { 1: [u1] },
    content: {
      DescriptionLevel: 'File',
      Title: "Rapport d'inspection des écluses",
      Tag: ['Canal'],
      StartDate: '2015-06-01',
    },
  },
  {
    id: u4,
    up: [u3],
    uds: { 1: [u3], 2: [u1] },
    og: g4,
    content: {
      DescriptionLevel: 'Item',
      Title: 'Écluse de Cuinchy, relevés',
      StartDate: '2015-06-15',
      SentDate: '2015-07-02T10:00:00',
    },
  },
  {
    id: u5,
    up: [u3],
    uds: { 1: [u3], 2: [u1] },
    content: {
      DescriptionLevel: 'Item',
      Title: 'Courrier du maire',
      Tag: ['mail'],
      SentDate: '1998-04-02',
      // Longer than what the index tells by its member.
      Source: `${'mot '.repeat(6_000)} halage`,
    },
  },
];

export const EXAMPLE_GROUPS: readonly SampleGroup[] = [
  {
    id: g2,
    up: [u2],
    us: [u1, u2],
    qualifiers: [
      { qualifier: 'BinaryMaster', _nbc: 1, versions: [version('fmt/291', 48_211, 'visit-2019.odt')] },
      { qualifier: 'Dissemination', _nbc: 1, versions: [version('fmt/95', 9_000, 'visit-2019.pdf')] },
    ],
  },
  {
    id: g4,
    up: [u4],
    us: [u1, u3, u4],
    qualifiers: [
      {
        qualifier: 'BinaryMaster',
        _nbc: 1,
        versions: [version('fmt/95', 120_500, 'releves_cuinchy.pdf')],
      },
    ],
  },
];

function version(FormatId: string, Size: number, Filename: string) {
  return { _id: `o-${Filename}`, FormatIdentification: { FormatId }, Size, FileInfo: { Filename } };
}
