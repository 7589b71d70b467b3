import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { expect } from 'vitest';
import type { TenantId } from '../../../platform/index.ts';
import type { TestArchive } from '../archive.ts';
import { FOREIGN_CONTRACT, PROFILES } from './changes.ts';

const SEDA = 'fr:gouv:culture:archivesdefrance:seda:v2.2';
/** Takes an empty message alone. */
const GRAMMAR = `<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="ArchiveTransfer" ns="${SEDA}"><empty/></element></start></grammar>`;
/** Takes no message that is longer than a word. */
const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${SEDA}" elementFormDefault="qualified">
  <xs:element name="ArchiveTransfer"><xs:complexType><xs:sequence>
    <xs:element name="Comment"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{3}"/></xs:restriction></xs:simpleType></xs:element>
    <xs:any maxOccurs="unbounded" processContents="skip"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>`;

const active = (Identifier: string, more: object = {}) => ({
  Identifier,
  Name: Identifier,
  Status: 'ACTIVE',
  ...more,
});

/** Referentials in which there is something to refuse for everything that a package names. */
export async function importRefusing(archive: TestArchive): Promise<void> {
  await importProfiles(archive);
  const titled = (pattern: string) => JSON.stringify({ properties: { Title: { pattern } } });
  await archive.import('/archiveunitprofiles', [
    active('PU-SOMMEIL', { Status: 'INACTIVE', ControlSchema: titled('.') }),
    active('PU-VIDE', { ControlSchema: '{}' }),
    active('PU-STRICT', { ControlSchema: titled('^Jamais') }),
    active('PU-BON', { ControlSchema: titled('.') }),
  ]);
  await archive.import('/managementcontracts', [
    active('MC-INACTIF', { Status: 'INACTIVE' }),
    active('MC-PERDU'),
    active('MC-FAUX'),
  ]);
  await archive.import('/ingestcontracts', [
    active('CE-INACTIF', { Status: 'INACTIVE' }),
    active('CE-PROFIL', { ArchiveProfiles: [PROFILES.strict] }),
    active('CE-PDF', { EveryFormatType: false, FormatType: ['fmt/18'] }),
    active('CE-SANS-LIEN', { CheckParentLink: 'UNAUTHORIZED' }),
    active('CE-LIEN', { CheckParentLink: 'REQUIRED' }),
    active('CE-SIGNE', { SignaturePolicy: { SignedDocument: 'MANDATORY' } }),
    active('CE-SANS-SIGNATURE', { SignaturePolicy: { SignedDocument: 'FORBIDDEN' } }),
    ...['DeclaredSignature', 'DeclaredTimestamp', 'DeclaredAdditionalProof'].map((declared) =>
      active(`CE-${declared}`, { SignaturePolicy: { SignedDocument: 'ALLOWED', [declared]: true } }),
    ),
    active('CE-MC-INACTIF', { ManagementContractId: 'MC-INACTIF' }),
    active('CE-MC-PERDU', { ManagementContractId: 'MC-PERDU' }),
    active('CE-MC-FAUX', { ManagementContractId: 'MC-FAUX' }),
    {
      ...sampleReferentials.ingestContracts[0],
      Identifier: 'CE-LARGE',
      Name: 'Contrat large',
      FormatUnidentifiedAuthorized: true,
      MasterMandatory: false,
    },
  ]);
  await breakManagementContracts(archive);
  await importContexts(archive);
  const { Name } = sampleReferentials.ingestContracts[0];
  expect(await archive.identifierOf('/ingestcontracts', Name, 2)).toBe(FOREIGN_CONTRACT);
}

async function importProfiles(archive: TestArchive): Promise<void> {
  const profiles = [
    { Name: 'Profil strict', Status: 'ACTIVE', Format: 'RNG', Identifier: PROFILES.strict, file: GRAMMAR },
    { Name: 'Profil endormi', Status: 'INACTIVE', Format: 'RNG', Identifier: PROFILES.asleep },
    { Name: 'Profil de schéma', Status: 'ACTIVE', Format: 'XSD', Identifier: PROFILES.schema, file: SCHEMA },
    { Name: 'Profil nu', Status: 'ACTIVE', Format: 'RNG', Identifier: PROFILES.bare },
  ] as const;
  for (const { Identifier, Name, Status, Format, ...more } of profiles) {
    await archive.import('/profiles', [{ Name, Status, Format }]);
    expect(await archive.identifierOf('/profiles', Name)).toBe(Identifier);
    if (!('file' in more)) continue;
    const stored = await archive.service.asApplication('PUT', `/admin-external/v1/profiles/${Identifier}`, {
      body: more.file,
      headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
    });
    expect(stored.status, stored.text).toBeLessThan(300);
  }
}

/** As a restored database may hold them: no import lets them pass. */
async function breakManagementContracts({ service }: TestArchive): Promise<void> {
  const tenant = 0 as TenantId;
  await service.house.database.inTenant(tenant, async (tx) => {
    const of = `tenant = $1 and kind = 'management-contract' and identifier = $2`;
    await tx.query(`delete from referential where ${of}`, [tenant, 'MC-PERDU']);
    await tx.query(
      `update referential set doc = doc || '{"Storage":{"UnitStrategy":"ailleurs"}}' where ${of}`,
      [tenant, 'MC-FAUX'],
    );
  });
}

async function importContexts(archive: TestArchive): Promise<void> {
  const context = (Identifier: string, Status: string, IngestContracts: readonly string[]) => ({
    ...active(Identifier, { Status }),
    SecurityProfile: 'admin-security-profile',
    EnableControl: true,
    Permissions: [{ tenant: 0, AccessContracts: [], IngestContracts }],
  });
  await archive.import(
    '/contexts',
    [
      context('CT-ENDORMI', 'INACTIVE', [SAMPLE.ingestContract]),
      context('CT-AUTRE', 'ACTIVE', ['CE-PROFIL']),
      context('CT-EVEILLE', 'ACTIVE', [SAMPLE.ingestContract]),
    ],
    { tenant: 1 },
  );
}
