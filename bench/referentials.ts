import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Archive, TENANT } from './archive.ts';
import type { Figure } from './figures.ts';
import { timed } from './timing.ts';

/** Tenant of the referentials of the platform. */
const ADMINISTRATION = 1;
const LINES = 20_000;
const FORMATS = 2_544;

/** The signature file of PRONOM, where it lies beside the repository. */
const SIGNATURES = fileURLToPath(
  new URL('../../shared/corpus/formats/DROID_SignatureFile_V122.xml', import.meta.url),
);

/** Imports of whole referentials, from the first byte sent to the answer: everything is stored and journalled then. */
export async function referentials({ client }: Archive): Promise<Figure[]> {
  const figure = async (
    name: string,
    path: string,
    tenant: number,
    body: Buffer | string,
    target: number,
  ) => {
    const { seconds, result } = await timed(() => client.import(path, tenant, body, 'bench'));
    if (result.status !== 201) throw new Error(`${name}: ${result.status} ${result.text.slice(0, 300)}`);
    return { name, value: seconds, unit: 's', better: 'lower', target } as const;
  };
  const [signatures, whose] = existsSync(SIGNATURES)
    ? [await readFile(SIGNATURES), 'PRONOM 122']
    : [madeSignatures(), 'made'];
  return [
    await figure(`import of ${LINES} agencies, new`, 'agencies', TENANT, agencies('Service'), 5),
    await figure(`import of ${LINES} agencies, all changed`, 'agencies', TENANT, agencies('Direction'), 5),
    await figure(`import of ${LINES} rules, new`, 'rules', TENANT, rules('Règle'), 5),
    await figure(`import of ${LINES} rules, all changed`, 'rules', TENANT, rules('Délai'), 5),
    await figure(`import of ${FORMATS} formats (${whose})`, 'formats', ADMINISTRATION, signatures, 10),
  ];
}

function csv(header: string, line: (at: number) => string): string {
  return [header, ...Array.from({ length: LINES }, (_, at) => line(at)), ''].join('\n');
}

const agencies = (word: string) =>
  csv(
    'Identifier,Name,Description',
    (at) => `AG-${at},${word} ${at},"Compétent, depuis ${1900 + (at % 100)}"`,
  );

const rules = (word: string) =>
  csv(
    'RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement',
    (at) => `R-${at},AppraisalRule,${word} ${at},"Code du patrimoine, art. L. ${at}",${at % 900},Year`,
  );

/** As many formats as PRONOM has, each with a signature of its own. */
function madeSignatures(): string {
  const ids = Array.from({ length: FORMATS }, (_, at) => at + 1);
  const bytes = (id: number) => (0x50455200000000 + id).toString(16).toUpperCase();
  const signatures = ids.map(
    (id) =>
      `<InternalSignature ID="${id}" Specificity="Specific"><ByteSequence Reference="BOFoffset"><SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="0"><Sequence>${bytes(id)}</Sequence></SubSequence></ByteSequence></InternalSignature>`,
  );
  const formats = ids.map(
    (id) =>
      `<FileFormat ID="${id}" Name="Format ${id}" PUID="fmt/${id}"><InternalSignatureID>${id}</InternalSignatureID><Extension>x${id}</Extension></FileFormat>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile" Version="1000" DateCreated="2026-01-01T00:00:00">
<InternalSignatureCollection>${signatures.join('')}</InternalSignatureCollection>
<FileFormatCollection>${formats.join('')}</FileFormatCollection></FFSignatureFile>`;
}
