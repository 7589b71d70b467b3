import { useQuery } from '@tanstack/react-query';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';
import { beginningOf, decodeText } from './beginning.ts';
import { readCsv } from './csv-rows.ts';

const MOST_BYTES = 256 * 1_024;

/** The first rows of a CSV file as a table. */
export function CsvPreview({
  address,
  name,
  size,
}: {
  readonly address: string;
  readonly name: string;
  readonly size: number;
}) {
  const { data, error } = useQuery({
    queryKey: ['csv', address],
    queryFn: async () => readCsv(decodeText(await beginningOf(address, MOST_BYTES)), size > MOST_BYTES),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (error) return <p role="alert">{TEXTS.object.failedPreview}</p>;
  if (data === undefined) return <Loading />;
  return (
    <div className="preview">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard */}
      <section tabIndex={0} aria-label={TEXTS.object.previewOf(name)} className="preview-text">
        <table className="table">
          <caption className="fr-sr-only">{TEXTS.object.previewOf(name)}</caption>
          <thead>
            <tr>
              {data.head.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
                <th key={at} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place
              <tr key={at}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {data.more && <p className="preview-note quiet small">{TEXTS.object.firstRows(data.rows.length)}</p>}
    </div>
  );
}
