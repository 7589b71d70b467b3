import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readManifest } from './read-manifest.ts';
import { type StructureFault, watchStructure } from './structure.ts';
import { streamOf } from './testing/verdict.ts';
import { namespaceOf } from './versions.ts';

/** Units in a flat list, each with a link to each of its children; groups and objects before them. */
async function faultsOf(
  edges: readonly (readonly [number, number])[],
  count: number,
  { objects = '', references = '' } = {},
): Promise<readonly StructureFault[]> {
  const units = Array.from({ length: count }, (_, unit) => {
    const links = edges
      .map(([parent, child], at) => ({ parent, child, at }))
      .filter(({ parent }) => parent === unit)
      .map(
        ({ child, at }) =>
          `<ArchiveUnit id="L${at}"><ArchiveUnitRefId>U${child}</ArchiveUnitRefId></ArchiveUnit>`,
      );
    return `<ArchiveUnit id="U${unit}"><Content/>${links.join('')}${unit === 0 ? references : ''}</ArchiveUnit>`;
  });
  const watched = watchStructure();
  await readManifest(
    streamOf(
      `<ArchiveTransfer xmlns="${namespaceOf('2.2')}"><Date>2024-01-15T10:00:00</Date><MessageIdentifier>M</MessageIdentifier>` +
        `<CodeListVersions/><DataObjectPackage>${objects}<DescriptiveMetadata>${units.join('')}</DescriptiveMetadata>` +
        '<ManagementMetadata/></DataObjectPackage><ArchivalAgency><Identifier>A</Identifier></ArchivalAgency>' +
        '<TransferringAgency><Identifier>T</Identifier></TransferringAgency></ArchiveTransfer>',
    ),
    watched.handler,
  );
  return watched.faults();
}

const numbers = fc.nat({ max: 14 });
const edges = fc.array(fc.tuple(numbers, numbers), { maxLength: 30 });

describe('the structure of a manifest', () => {
  it('has no cycle when every unit is linked to later ones', async () => {
    await fc.assert(
      fc.asyncProperty(edges, async (any) => {
        const down = any.filter(([parent, child]) => parent < child);
        expect(await faultsOf(down, 15)).toEqual([]);
      }),
    );
  });

  it('has a cycle, whose every step is a link, when one leads back', async () => {
    const length = fc.integer({ min: 1, max: 15 });
    await fc.assert(
      fc.asyncProperty(edges, length, async (any, circle) => {
        const around = Array.from({ length: circle }, (_, at): [number, number] => [at, (at + 1) % circle]);
        const all = [...any, ...around];
        const [fault, ...others] = await faultsOf(all, 15);
        expect(others).toEqual([]);
        if (fault?.kind !== 'cycle') throw new Error('no cycle is told');
        const told = fault.ids.map((id, at) => [id, fault.ids[(at + 1) % fault.ids.length]].join());
        expect(all.map(([parent, child]) => `U${parent},U${child}`)).toEqual(expect.arrayContaining(told));
      }),
    );
  });

  it('has orphans: groups and objects that no unit refers to', async () => {
    const object = (id: string, inside = '') => `<BinaryDataObject id="${id}">${inside}</BinaryDataObject>`;
    const objects =
      `<DataObjectGroup id="G1">${object('B1')}</DataObjectGroup><DataObjectGroup id="G2">${object('B2')}</DataObjectGroup>` +
      `<DataObjectGroup id="G3">${object('B3')}</DataObjectGroup>${object('B4')}${object('B5')}` +
      object('B6', '<DataObjectGroupId>G6</DataObjectGroupId>');
    const reference = (kind: string, id: string) =>
      `<DataObjectReference><${kind}>${id}</${kind}></DataObjectReference>`;
    const references =
      reference('DataObjectGroupReferenceId', 'G1') +
      reference('DataObjectReferenceId', 'B2') +
      reference('DataObjectReferenceId', 'B4');
    expect(await faultsOf([], 1, { objects, references })).toEqual(
      ['G3', 'B5', 'G6'].map((id) => ({ kind: 'orphan', id })),
    );
  });
});
