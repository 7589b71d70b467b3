import { Type } from 'typebox';
import { describes } from '../platform/index.ts';
import type { Agency, FileFormat, ManagementRule } from './documents.ts';

/** Records of the referentials that files replace, for the documentation. A projection shows some members only. */

const Text = Type.String();
const technical = { '#id': Text, '#version': Type.Integer() };

const optional = { one: Type.Optional(Text), many: Type.Optional(Type.Array(Text)) };
const day = Type.Optional(Type.String({ description: 'A day, ISO 8601.' }));
const OfAgency = describes<Agency>()(
  Type.Object({
    ...{ Identifier: Text, Name: Text, Description: optional.one, EntityType: optional.one },
    ...{ NameEntryParallel: optional.many, AuthorizedForm: optional.many, AlternativeForm: optional.many },
    ...{ EntityId: optional.one, FromDate: day, ToDate: day, Functions: optional.many },
    ...{ BiogHist: optional.one, Places: optional.many, LegalStatuses: optional.many },
    ...{ Mandates: optional.many, StructureOrGenealogy: optional.one, GeneralContext: optional.one },
    ...{ MaintenanceStatus: optional.one, LocalStatus: optional.one, Sources: optional.many },
    EventDescription: optional.one,
    ...{ SuperiorAgencies: optional.many, EarlierAgencies: optional.many, LaterAgencies: optional.many },
    ...{ AssociatedAgencies: optional.many, CreationDate: optional.one, UpdateDate: optional.one },
  }),
);
const OfRule = describes<ManagementRule>()(
  Type.Object({
    ...{ RuleId: Text, RuleType: Text, RuleValue: Text, RuleDescription: Type.Optional(Text) },
    RuleDuration: Type.Optional(Text),
    RuleMeasurement: Type.Optional(Type.Enum(['YEAR', 'MONTH', 'DAY', 'SECOND'])),
    ...{ CreationDate: Text, UpdateDate: Text },
  }),
);
const OfFormat = describes<FileFormat>()(
  Type.Object({
    ...{ PUID: Text, Name: Text, Version: Text, MimeType: Type.Optional(Text) },
    ...{ Extension: Type.Array(Text), HasPriorityOverFileFormatID: Type.Array(Text) },
    ...{ VersionPronom: Text, CreatedDate: Text, UpdateDate: Text, Group: Text },
    ...{ Alert: Type.Boolean(), Comment: Text },
  }),
);

/** Under the inner name of its tenant (spec api.md 11, row 29). */
export const AGENCY_RECORD = Type.Partial(
  Type.Object({ ...technical, _tenant: Type.Integer(), ...OfAgency.properties }),
  { title: 'AgencyRecord' },
);
export const RULE_RECORD = Type.Partial(
  Type.Object({ ...technical, '#tenant': Type.Integer(), ...OfRule.properties }),
  { title: 'RuleRecord' },
);
export const FORMAT_RECORD = Type.Partial(Type.Object({ ...technical, ...OfFormat.properties }), {
  title: 'FormatRecord',
});
