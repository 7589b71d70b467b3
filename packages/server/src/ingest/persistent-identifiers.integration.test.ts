import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { sampleReferentials } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../platform/index.ts';
import { type Entered, openArchive, type TestArchive } from './testing/archive.ts';
import { changed, goodSip, type Sip, sipOf, zipOf } from './testing/sip.ts';

/** Persistent identifiers by the policy of the management contract (spec ingest.md 10.5, model.md 5). */

const ACCESS = '/access-external/v1';
const AUTHORITY = '12354';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
});
afterAll(() => archive?.close());

// biome-ignore lint/suspicious/noExplicitAny: documents of the API
type Document = any;

const notOk = ({ events }: Entered) => JSON.stringify(events.filter(({ outcome }) => outcome !== 'OK'));

interface Usage {
  readonly UsageName: string;
  readonly InitialVersion: boolean;
  readonly IntermediaryVersion: 'ALL' | 'LAST' | 'NONE';
}

/** A policy with an ingest contract that names it. @returns identifiers of both */
async function contractsWith(name: string, units: boolean, usages: readonly Usage[]) {
  const [management, entry] = [`CG-${name}`, `CE-${name}`];
  await archive.import('/managementcontracts', [
    {
      Identifier: management,
      Name: name,
      Status: 'ACTIVE',
      PersistentIdentifierPolicy: [
        {
          PersistentIdentifierPolicyType: 'ARK',
          PersistentIdentifierUnit: units,
          PersistentIdentifierAuthority: AUTHORITY,
          PersistentIdentifierUsages: usages,
        },
      ],
    },
  ]);
  await archive.import('/ingestcontracts', [
    {
      ...sampleReferentials.ingestContracts[0],
      Identifier: entry,
      Name: entry,
      ManagementContractId: management,
      EveryDataObjectVersion: true,
    },
  ]);
  return { management, entry };
}

const under = (contract: string, sip: Sip): Sip => changed(sip, /CE-[A-Z-]+/, contract);

async function enter(sip: Sip): Promise<{ entered: Entered; units: Map<string, Document> }> {
  const entered = await archive.enter(await zipOf(sip));
  expect(entered.status, notOk(entered)).toBe('OK');
  const query = { $query: [{ $eq: { '#opi': entered.id } }], $filter: {}, $projection: {} };
  const { $results } = await archive.get(`${ACCESS}/units`, { query });
  return { entered, units: new Map($results.map((unit: Document) => [unit.Title, unit])) };
}

const groupOf = async (unit: Document): Promise<Document> =>
  (await archive.get(`${ACCESS}/units/${unit['#id']}/objects`)).$results[0];
const ark = (id: string) => ({
  PersistentIdentifierType: 'ark',
  PersistentIdentifierReference: AUTHORITY,
  PersistentIdentifierContent: `ark:/${AUTHORITY}/${id}`,
});

/** One unit with one group of these versions. */
function objects(contract: string, versions: readonly string[], systemId?: string): Sip {
  const files: Record<string, Buffer> = {};
  const inside = versions.map((version, at) => {
    const uri = `content/${at}.txt`;
    const content = Buffer.from(`Un texte : ${version}, ${systemId}.`);
    files[uri] = content;
    const digest = createHash('sha512').update(content).digest('hex');
    return (
      `<BinaryDataObject id="O${at}"><DataObjectVersion>${version}</DataObjectVersion><Uri>${uri}</Uri>` +
      `<MessageDigest algorithm="SHA-512">${digest}</MessageDigest><Size>${content.length}</Size></BinaryDataObject>`
    );
  });
  const unit = { id: 'U', level: 'Item' as const, title: 'Pièce', groupId: 'G' };
  const sip = sipOf([systemId === undefined ? unit : { ...unit, systemId }], [], files, { contract });
  const group = `<DataObjectGroup id="G">${inside.join('')}</DataObjectGroup>`;
  return changed(sip, '<DescriptiveMetadata>', `${group}<DescriptiveMetadata>`);
}

/** Versions that carry the contract, with their identifiers checked. */
function covered(group: Document, management: string): string[] {
  return group['#qualifiers']
    .flatMap(({ versions }: Document) => versions)
    .flatMap((version: Document) => {
      if (version['#managementContractId'] === undefined) {
        expect(version.PersistentIdentifier).toBeUndefined();
        return [];
      }
      expect(version['#managementContractId']).toBe(management);
      expect(version.PersistentIdentifier).toEqual([ark(version['#id'])]);
      return [version.DataObjectVersion];
    })
    .sort();
}

describe('a policy that covers units', () => {
  it('gives each an ARK, keeps those that came, and names its contract, on the offers too', async () => {
    const { management, entry } = await contractsWith('UNITES', true, []);
    const given =
      `<PersistentIdentifier><PersistentIdentifierType>ark</PersistentIdentifierType>` +
      `<PersistentIdentifierContent>ark:/${AUTHORITY}/deja</PersistentIdentifierContent></PersistentIdentifier>` +
      '<PersistentIdentifier><PersistentIdentifierType>cote</PersistentIdentifierType>' +
      '<PersistentIdentifierContent>12 W 3</PersistentIdentifierContent></PersistentIdentifier>';
    const sip = changed(under(entry, goodSip()), '</EndDate></Content>', `</EndDate>${given}</Content>`);
    const { entered, units } = await enter(sip);
    for (const unit of units.values()) expect(unit['#managementContractId']).toBe(management);
    expect(units.get('Dossier').PersistentIdentifier).toEqual([ark(units.get('Dossier')['#id'])]);
    expect(
      units.get('Pièce 1').PersistentIdentifier.map((each: Document) => each.PersistentIdentifierContent),
    ).toEqual([`ark:/${AUTHORITY}/deja`, '12 W 3']);
    expect(covered(await groupOf(units.get('Pièce 1')), management)).toEqual([]);
    const documents = await documentsOf(entered.id);
    expect(documents.get(units.get('Dossier')['#id'])).toMatchObject({
      _managementContractId: management,
      PersistentIdentifier: [ark(units.get('Dossier')['#id'])],
    });
    const query = {
      $query: [{ $eq: { 'PersistentIdentifier.PersistentIdentifierContent': `ark:/${AUTHORITY}/deja` } }],
      $filter: {},
      $projection: {},
    };
    expect((await archive.get(`${ACCESS}/units`, { query })).$results).toHaveLength(1);
  });

  it('is not asked what a unit profile lets stand in a unit', async () => {
    const { entry } = await contractsWith('PROFIL', true, []);
    await archive.import('/archiveunitprofiles', [
      {
        Identifier: 'PU-SANS-PID',
        Name: 'PU-SANS-PID',
        Status: 'ACTIVE',
        ControlSchema: JSON.stringify({ not: { required: ['PersistentIdentifier'] } }),
      },
    ]);
    const sip = changed(
      under(entry, goodSip()),
      '<ArchiveUnit id="U1">',
      '<ArchiveUnit id="U1"><ArchiveUnitProfile>PU-SANS-PID</ArchiveUnitProfile>',
    );
    const { units } = await enter(sip);
    expect(units.get('Pièce 1').PersistentIdentifier).toHaveLength(1);
  });
});

/** Units as an operation wrote them on the first offer, by identifier. */
async function documentsOf(operation: string): Promise<Map<string, Document>> {
  const { database, storage } = archive.service.house;
  const packs = await database.inTenant(0 as TenantId, (tx) =>
    tx.query<{ container: string; size: number }>(
      `select container, size from pack where tenant = 0 and category = 'units' and operation = $1`,
      [operation],
    ),
  );
  const documents = new Map<string, Document>();
  for (const { container, size } of packs) {
    const copy = await (storage.offers[0] as (typeof storage.offers)[number]).open(container);
    const bytes = Buffer.alloc(Number(size));
    await copy.read(bytes, 0);
    await copy.close();
    for (const line of gunzipSync(bytes).toString().trim().split('\n')) {
      const { unit } = JSON.parse(line);
      documents.set(unit._id, unit);
    }
  }
  return documents;
}

describe('a policy that covers usages', () => {
  const VERSIONS = ['BinaryMaster_1', 'BinaryMaster_2', 'BinaryMaster_3', 'Dissemination_1'];

  it.each([
    ['the first version alone', true, 'NONE', ['BinaryMaster_1']],
    ['the last one', false, 'LAST', ['BinaryMaster_3']],
    ['those after the first', false, 'ALL', ['BinaryMaster_2', 'BinaryMaster_3']],
    ['all', true, 'ALL', ['BinaryMaster_1', 'BinaryMaster_2', 'BinaryMaster_3']],
    ['none', false, 'NONE', []],
  ] as const)('%s', async (what, InitialVersion, IntermediaryVersion, wanted) => {
    const name = `USAGE-${what.toUpperCase().replaceAll(' ', '-')}`;
    const usages = [{ UsageName: 'BinaryMaster', InitialVersion, IntermediaryVersion }];
    const { management, entry } = await contractsWith(name, false, usages);
    const { units } = await enter(objects(entry, VERSIONS));
    const unit = units.get('Pièce');
    expect(unit['#managementContractId']).toBeUndefined();
    expect(unit.PersistentIdentifier).toBeUndefined();
    expect(covered(await groupOf(unit), management)).toEqual(wanted);
  });

  it('covers the objects that an archived group gains by the numbers that they get there', async () => {
    const usages: Usage[] = [
      { UsageName: 'BinaryMaster', InitialVersion: false, IntermediaryVersion: 'ALL' },
    ];
    const { management, entry } = await contractsWith('AJOUT', false, usages);
    const { units } = await enter(objects(entry, ['BinaryMaster_1']));
    const unit = units.get('Pièce');
    expect(covered(await groupOf(unit), management)).toEqual([]);
    await enter(objects(entry, ['BinaryMaster_1'], unit['#id']));
    expect(covered(await groupOf(unit), management)).toEqual(['BinaryMaster_2']);
  });
});
