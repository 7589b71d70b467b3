import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { SedaVersion } from '../records.ts';
import { SEDA_VERSIONS } from '../versions.ts';

const FOLDER = fileURLToPath(new URL('../../../../../shared/reference/seda/', import.meta.url));

/** The official schemas are no part of the project: without them nothing is compared. */
export const hasReferee = existsSync(FOLDER);
export const WITHOUT_REFEREE = 'left out: the official schemas (../shared/reference/seda) are not here';

/** The text of each schema of a version. */
export async function schemasOf(version: SedaVersion): Promise<string[]> {
  return Promise.all(
    PARTS.map((part) => readFile(`${FOLDER}seda-${version}/seda-${version}-${part}.xsd`, 'utf8')),
  );
}

const PARTS = ['descriptive', 'main', 'management', 'ontology', 'technical', 'types'];

/** What the official schemas say of documents. */
export interface Referee {
  /** @returns what is wrong, or undefined for a valid document */
  fault(version: SedaVersion, xml: Uint8Array): string | undefined;
}

/** Compiles the official schemas of every version. */
export async function openReferee(): Promise<Referee> {
  const files: Record<string, Uint8Array> = {
    'http://www.w3.org/2001/xml.xsd': await readFile(`${FOLDER}seda-vitam/w3c/2001/xml.xsd`),
    'http://www.w3.org/1999/xlink.xsd': await readFile(`${FOLDER}seda-vitam/w3c/1999/xlink.xsd`),
  };
  for (const version of SEDA_VERSIONS)
    for (const part of PARTS) {
      const name = `seda-${version}-${part}.xsd`;
      files[name] = await readFile(`${FOLDER}seda-${version}/${name}`);
    }
  return refereeOf(files, (version) => `seda-${version}-main.xsd`);
}

/** Compiles schemas: texts by the name under which they name one another, the main one of each version. */
export function refereeOf(
  files: Readonly<Record<string, Uint8Array>>,
  mainOf: (version: SedaVersion) => string,
): Referee {
  xmlRegisterInputProvider(new XmlBufferInputProvider(files));
  const validators = new Map(
    SEDA_VERSIONS.map((version) => {
      const main = mainOf(version);
      const schema = XmlDocument.fromBuffer(files[main] as Uint8Array, { url: main });
      return [version, XsdValidator.fromDoc(schema)];
    }),
  );
  return {
    fault(version, xml) {
      let document: XmlDocument | undefined;
      try {
        document = XmlDocument.fromBuffer(xml);
        validators.get(version)?.validate(document);
        return undefined;
      } catch (error) {
        if (error instanceof XmlLibError) return error.message;
        throw error;
      } finally {
        document?.dispose();
      }
    },
  };
}
