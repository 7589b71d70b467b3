import { choice, element as el, many, optional, type Particle, sequence, some } from '../particles.ts';
import type { JsonObject } from '../records.ts';
import {
  allowed,
  type ComplexType,
  complex,
  type DisownedMembers,
  ID,
  NON_EMPTY_TOKEN,
  oneOf,
  text,
} from '../types.ts';
import type { Has } from './edition.ts';
import {
  DAY,
  FALSE_FLAG,
  FLAG,
  IDENTIFIER,
  LEGAL_STATUS,
  NIL_DAY,
  NON_EMPTY,
  opt,
  PLAIN,
  REFERENCE,
  someOf,
  XML_ID,
} from './values.ts';

/* Management: rules, hold rules, attachments to what is archived (spec seda.md 4.7, 5.3, 7.4). */

type RuleObject = {
  Rules?: JsonObject[];
  Inheritance?: { PreventInheritance?: boolean; PreventRulesId?: string[] };
} & JsonObject;

const RULE_ID = text(NON_EMPTY_TOKEN, { id: allowed(ID) });

/** Rule opens a pair, what follows it completes it; inheritance gathers apart. */
function placeRule(value: JsonObject, name: string, child: unknown): void {
  const rule = value as RuleObject;
  switch (name) {
    case 'Rule':
      rule.Rules ??= [];
      rule.Rules.push({ Rule: child });
      return;
    case 'PreventInheritance':
      rule.Inheritance = { PreventInheritance: child as boolean, PreventRulesId: [] };
      return;
    case 'RefNonRuleId':
      rule.Inheritance ??= { PreventRulesId: [] };
      rule.Inheritance.PreventRulesId?.push(child as string);
      return;
    default: {
      const last = rule.Rules?.at(-1);
      if (last) last[name] = child;
    }
  }
}

/** End dates are computed: no element holds them (spec rules.md, exports). */
function rulesAndRest({ Rules = [], Inheritance, ...rest }: JsonObject): DisownedMembers {
  const { PreventInheritance, PreventRulesId = [] } = (Inheritance ?? {}) as NonNullable<
    RuleObject['Inheritance']
  >;
  const inheritance =
    PreventRulesId.length > 0
      ? { RefNonRuleId: PreventRulesId }
      : PreventInheritance === undefined
        ? {}
        : { PreventInheritance };
  return {
    repeated: (Rules as JsonObject[]).map(({ EndDate: _computed, ...rule }) => rule),
    rest: { ...rest, ...inheritance },
  };
}

function ruleType(name: string, pair: Particle[], rest: (Particle | undefined)[]): ComplexType {
  return complex(name, sequence(many(sequence(el('Rule', RULE_ID, 'own'), ...pair)), ...rest), {
    own: placeRule,
    disowned: rulesAndRest,
  });
}

const START: Particle[] = [optional(el('StartDate', NIL_DAY, 'own'))];
const INHERITANCE = optional(
  choice(el('PreventInheritance', FALSE_FLAG, 'own'), some(el('RefNonRuleId', RULE_ID, 'own'))),
);
const finalAction = (...values: string[]) => el('FinalAction', text(oneOf(...values)));

const CATEGORIES: readonly [string, ComplexType][] = [
  [
    'StorageRule',
    ruleType('StorageRuleType', START, [INHERITANCE, finalAction('RestrictAccess', 'Transfer', 'Copy')]),
  ],
  ['AppraisalRule', ruleType('AppraisalRuleType', START, [INHERITANCE, finalAction('Keep', 'Destroy')])],
  ['AccessRule', ruleType('AccessRuleType', START, [INHERITANCE])],
  ['DisseminationRule', ruleType('DisseminationRuleType', START, [INHERITANCE])],
  ['ReuseRule', ruleType('ReuseRuleType', START, [INHERITANCE])],
  [
    'ClassificationRule',
    ruleType('ClassificationRuleType', START, [
      opt('ClassificationAudience', NON_EMPTY),
      INHERITANCE,
      el('ClassificationLevel', NON_EMPTY),
      el('ClassificationOwner', NON_EMPTY),
      opt('ClassificationReassessingDate', DAY),
      opt('NeedReassessingAuthorization', FLAG),
    ]),
  ],
];

const HOLD_RULE = ruleType(
  'HoldRuleType',
  [
    ...START,
    optional(el('HoldEndDate', NIL_DAY, 'own')),
    optional(el('HoldOwner', NON_EMPTY, 'own')),
    optional(el('HoldReassessingDate', NIL_DAY, 'own')),
    optional(el('HoldReason', NON_EMPTY, 'own')),
    optional(el('PreventRearrangement', FLAG, 'own')),
  ],
  [INHERITANCE],
);

const UPDATE_OPERATION = complex(
  'UpdateOperationType',
  sequence(
    choice(
      el('SystemId', NON_EMPTY),
      el(
        'ArchiveUnitIdentifierKey',
        complex(
          'ArchiveUnitIdentifierKeyType',
          sequence(el('MetadataName', NON_EMPTY), el('MetadataValue', PLAIN)),
        ),
      ),
    ),
    opt('ToDelete', complex('ToDeleteType', some(el('ArchiveUnitRefId', REFERENCE, 'drop'))), 'drop'),
    opt('FullUpdate', FALSE_FLAG, 'drop'),
  ),
);

/** Members in the order of ManagementGroup; what is unknown there is not kept (spec seda.md 7.4). */
export function managementGroup(has: Has, event: ComplexType): Particle {
  const logBook = complex('LogBookType', someOf('Event', event));
  return sequence(
    ...CATEGORIES.map(([name, type]) => opt(name, type)),
    opt('LogBook', logBook),
    opt('NeedAuthorization', FLAG),
    has.when(has.compatible || has.v22, opt('HoldRule', HOLD_RULE)),
    has.when(has.compatible, opt('UpdateOperation', UPDATE_OPERATION)),
    has.extension(),
  );
}

export function managementMetadataType(group: Particle): ComplexType {
  return complex(
    'ManagementMetadataType',
    sequence(
      opt('ArchivalProfile', IDENTIFIER),
      opt('ServiceLevel', IDENTIFIER),
      opt('AcquisitionInformation', NON_EMPTY),
      opt('LegalStatus', LEGAL_STATUS),
      opt('OriginatingAgencyIdentifier', IDENTIFIER),
      opt('SubmissionAgencyIdentifier', IDENTIFIER),
      group,
    ),
    { attributes: XML_ID },
  );
}
