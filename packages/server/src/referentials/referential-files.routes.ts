import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkJson } from '../http/sanity.ts';
import { parseTolerantJson } from '../http/tolerant-json.ts';
import { utf8Text } from '../http/utf8.ts';
import { ArchiveError, isGuid, technicalDate } from '../platform/index.ts';
import { AGENCY_COLUMNS, OPTIONAL_AGENCY_COLUMNS } from './agency-lines.ts';
import { CsvFault } from './csv.ts';
import { csvSchema, fileSchema } from './documented-bodies.ts';
import { FileRefused } from './file-refused.ts';
import { checkAgencies } from './import-agencies.ts';
import { readSignatureFile } from './import-formats.ts';
import { checkRules } from './import-rules.ts';
import type { ReferentialHouse } from './journal.ts';
import { jsonBytes, keptFile } from './kept-files.ts';
import { nonEmpty } from './line-errors.ts';
import { receiveFile } from './received-file.ts';
import { RULE_COLUMNS } from './rule-lines.ts';

const BASE = '/admin-external/v1';
type ById = { Params: { id: string } };

/** Files of referentials: checks without import, reports, files as they were imported (spec api.md 6.2.1, 6.2.4). */
export async function referentialFileRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  app.post(
    `${BASE}/formatsfilecheck`,
    {
      config: {
        permission: 'formatsfile:check',
        body: fileSchema('application/xml', 'Signature file of PRONOM.'),
      },
    },
    async (request, reply) => {
      await readSignatureFile(streamOf(request));
      return reply.type('application/octet-stream').send(Buffer.alloc(0));
    },
  );

  app.post(
    `${BASE}/rulesfilecheck`,
    { config: { permission: 'rulesfile:check', body: csvSchema(RULE_COLUMNS) } },
    async (request, reply) => {
      const error = await orBadRequest(checkRules(house, request.tenant, streamOf(request)));
      const bad = Object.keys(error);
      if (bad.length > 0) throw new ArchiveError('adminBadRequest', `Wrong lines: ${bad.join(', ')}.`);
      return report(reply, {
        Operation: { evType: 'STP_IMPORT_RULES', evDateTime: technicalDate(house.clock.now()) },
      });
    },
  );

  app.post(
    `${BASE}/agenciesfilecheck`,
    {
      config: { permission: 'agenciesfile:check', body: csvSchema(AGENCY_COLUMNS, OPTIONAL_AGENCY_COLUMNS) },
    },
    async (request, reply) =>
      report(reply, {
        Operation: { evType: 'IMPORT_AGENCIES', evDateTime: technicalDate(house.clock.now()) },
        ...nonEmpty({ Errors: await orBadRequest(checkAgencies(streamOf(request))) }),
      }),
  );

  const download = (
    path: string,
    permission: string,
    category: 'reports' | 'backups',
    ending: '.json' | '.jsonl' | '.csv',
    type?: string,
  ) =>
    app.get<ById>(`${BASE}/${path}/:id`, { config: { permission } }, async ({ params, tenant }, reply) => {
      const name = `${params.id}${ending}`;
      const stream =
        isGuid(params.id) &&
        (await house.database.inTenant(tenant, async (tx) => {
          const [operation] = await tx.query(
            'select 1 from logbook_operation where tenant = $1 and id = $2 and type = coalesce($3, type)',
            [tenant, params.id, type ?? null],
          );
          return operation && keptFile(tx, house, tenant, category, name);
        }));
      if (!stream)
        throw new ArchiveError(
          'adminNotFound',
          `The operation ${params.id} is unknown, or has left no such file.`,
        );
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(stream);
    });
  download('rulesreport', 'rulesreport:id:read', 'reports', '.json');
  download('batchreport', 'batchreport:id:read', 'reports', '.jsonl');
  download('rulesreferential', 'rulesreferential:id:read', 'backups', '.csv', 'STP_IMPORT_RULES');
  download('agenciesreferential', 'agenciesreferential:id:read', 'backups', '.csv', 'IMPORT_AGENCIES');
}

/** @throws ArchiveError adminPrecondition: a file is wanted, and none was sent */
export function streamOf({ body }: FastifyRequest): AsyncIterable<Uint8Array> {
  if (body === undefined || body === null)
    throw new ArchiveError('adminPrecondition', 'Send the file as application/octet-stream.');
  return body as AsyncIterable<Uint8Array>;
}

async function orBadRequest<T>(check: Promise<T>): Promise<T> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof CsvFault)
      throw new ArchiveError('adminBadRequest', `The file is refused: ${error.message}.`);
    throw error;
  }
}

function report(reply: FastifyReply, content: unknown): FastifyReply {
  return reply
    .type('application/octet-stream')
    .header('content-disposition', 'attachment; filename=rapport.json')
    .send(jsonBytes(content));
}

/** JSON sent as a file passes the checks that a JSON body passes at the door. @throws ArchiveError adminPrecondition */
export async function receiveJson(source: AsyncIterable<Uint8Array>): Promise<unknown> {
  let body: unknown;
  try {
    body = parseTolerantJson(utf8Text(await receiveFile(source, 16_000_000)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw new FileRefused('NOT_JSON', 'adminPrecondition', 'The file is not JSON in UTF-8.', {
        cause: error,
      });
    throw error;
  }
  checkJson(body);
  return body;
}
