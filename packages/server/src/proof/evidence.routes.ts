import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOf, chooseUnits, contractRights, eyesOf, launch, refusingAs } from '../access/index.ts';
import { MULTIPLE_SELECT_SCHEMA, parseMultipleSelect } from '../catalogue/index.ts';
import { readJournal } from '../logbook/index.ts';
import { ITEM_STATUS_RESULT } from '../operations/index.ts';
import { ArchiveError, isGuid } from '../platform/index.ts';
import type { CorrectionParameters, EvidenceParameters } from './evidence/run.ts';
import { EVIDENCE_AUDIT } from './evidence/workflow.ts';
import type { ProofHouse } from './house.ts';
import { RECTIFICATION_AUDIT } from './rectification/workflow.ts';

const BASE = '/admin-external/v1';

/** The audit of coherence and the correction after it (spec api.md D63, D64). */
export async function evidenceRoutes(app: FastifyInstance, house: ProofHouse): Promise<void> {
  app.post(
    `${BASE}/evidenceaudit`,
    {
      config: {
        permission: 'evidenceaudit:check',
        body: MULTIPLE_SELECT_SCHEMA,
        result: ITEM_STATUS_RESULT,
      },
    },
    (request) =>
      refusingAs('evidenceAudit', 400, async () => {
        const body = bodyOf(request);
        const { queries, roots } = parseMultipleSelect(body);
        if (queries.length === 0 && roots.length === 0)
          throw new ArchiveError('emptyQuery', 'Select units: $query and $roots are both empty.');
        const eyes = await eyesOf(house, request, 'accessContract');
        const parameters: EvidenceParameters = { chosen: chooseUnits(selectionIn(body), eyes) };
        return launch(house, request, EVIDENCE_AUDIT, { ...parameters });
      }),
  );

  await app.register(async (scope) => {
    acceptIdentifier(scope);
    scope.post(
      `${BASE}/rectificationaudit`,
      {
        config: {
          permission: 'rectificationaudit:check',
          body: { title: 'EvidenceAuditId', type: 'string', minLength: 36, maxLength: 36 },
          result: ITEM_STATUS_RESULT,
        },
      },
      async (request) => {
        const audit = String(request.body ?? '').trim();
        await contractRights(house, request, 'accessContract');
        await checkAudit(house, request, audit);
        const parameters: CorrectionParameters = { audit };
        return launch(house, request, RECTIFICATION_AUDIT, { ...parameters });
      },
    );
  });
}

/** Which units, without how they would be shown. */
function selectionIn(body: unknown) {
  const { $roots, $query, $threshold } = body as Readonly<Record<string, unknown>>;
  return { $roots, $query, ...($threshold === undefined ? {} : { $threshold }) };
}

/** The body is an identifier as it stands, without quotes, under the name of JSON. */
function acceptIdentifier(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, async (_: unknown, text: unknown) =>
    String(text)
      .trim()
      .replace(/^"(.*)"$/, '$1'),
  );
}

async function checkAudit(
  { database }: ProofHouse,
  { tenant }: FastifyRequest,
  audit: string,
): Promise<void> {
  const journal = isGuid(audit) && (await database.inTenant(tenant, (tx) => readJournal(tx, tenant, audit)));
  if (!journal || journal.evType !== EVIDENCE_AUDIT.identifier)
    throw new ArchiveError('evidenceAudit', 'Give the identifier of an audit of coherence.');
}
