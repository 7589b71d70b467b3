import { useQuery } from '@tanstack/react-query';
import { operationFile, operationFilesQuery } from '../api/queries.ts';
import type { OperationFile } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { bytes, dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What an operation has left and the person may have, with its weight and until when (spec frontoffice.md B.28). */
export function OperationFiles({ tenant, id }: { readonly tenant: number; readonly id: string }) {
  const { data, error, refetch } = useQuery(operationFilesQuery(tenant, id));
  const words = TEXTS.logbook.files;
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  if (data.files.length === 0) return <p className="quiet">{words.none}</p>;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{words.title}</caption>
        <thead>
          <tr>
            {Object.entries(words.columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.files.map((file) => (
            <tr key={file.key}>
              <td>
                <FileLink tenant={tenant} id={id} file={file} />
              </td>
              <td data-label={words.columns.size}>{file.bytes === null ? '—' : bytes(file.bytes)}</td>
              <td data-label={words.columns.until}>{availability(file)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FileLink({
  tenant,
  id,
  file: { key, kind, name, bytes: size },
}: {
  readonly tenant: number;
  readonly id: string;
  readonly file: OperationFile;
}) {
  const words = TEXTS.logbook.files.kinds[kind];
  if (size === null) return words;
  return (
    <a className="strong-link" href={operationFile(tenant, id, key)} title={name} download>
      {words}
    </a>
  );
}

function availability({ bytes: size, until }: OperationFile): string {
  const words = TEXTS.logbook.files;
  if (size === null) return words.gone;
  return until === null ? words.always : words.until(dateAndTime(until));
}
