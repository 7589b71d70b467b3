import type { CheckedFile, LineFault } from '../api/types.ts';
import { Recorded } from '../parts/Recorded.tsx';
import { labelled } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** Beyond, a person corrects and checks again. */
const MOST_LINES = 200;

/** Why a file is refused: as a whole, or line by line. */
export function FileFaults({ checked: { fault, errors } }: { readonly checked: CheckedFile }) {
  const lines = Object.entries(errors);
  return (
    <section className="panel" aria-labelledby="faults">
      <h2 id="faults">{TEXTS.referentials.faults.title}</h2>
      <p>{fault ? TEXTS.referentials.faults.whole : TEXTS.referentials.faults.lines(lines.length)}</p>
      {fault !== undefined && <WholeFault fault={fault} />}
      {lines.length > 0 && (
        <div className="table-region">
          <table className="table cards-below">
            <caption className="fr-sr-only">{TEXTS.referentials.faults.title}</caption>
            <thead>
              <tr>
                {Object.entries(TEXTS.referentials.faults.columns).map(([name, title]) => (
                  <th key={name} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lines.slice(0, MOST_LINES).flatMap(([line, faults]) =>
                faults.map((each) => (
                  <tr key={`${line} ${each.Code}`}>
                    <td>{TEXTS.referentials.faults.line(line.replace(/^line /, ''))}</td>
                    <td>
                      <FaultWords fault={each} />
                    </td>
                    <td data-label={TEXTS.referentials.faults.columns.value}>{textOf(each)}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function WholeFault({ fault }: { readonly fault: NonNullable<CheckedFile['fault']> }) {
  const { whole } = TEXTS.referentials.faults.kinds;
  const words = Object.hasOwn(whole, fault.kind) ? whole[fault.kind as keyof typeof whole] : whole.REFUSED;
  return (
    <>
      <p>
        <strong>{words}</strong>
        {fault.columns.length > 0 && <> {fault.columns.join(', ')}</>}
      </p>
      <pre className="said" lang="en">
        {fault.words}
      </pre>
    </>
  );
}

/** In the language of the screens where they know the fault, else as the service says it. */
function FaultWords({ fault: { Code, Message } }: { readonly fault: LineFault }) {
  const { line } = TEXTS.referentials.faults.kinds;
  const key = Code.replace(/^STP_IMPORT_(AGENCIES|RULES)_/, '').replace(/\.KO$/, '');
  return Object.hasOwn(line, key) ? line[key as keyof typeof line] : <Recorded words={Message} />;
}

function textOf({ 'Information additionnelle': value }: LineFault): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return typeof value === 'string' ? value : JSON.stringify(value);
  return Object.entries(value)
    .map(([column, cell]) => labelled(column, String(cell)))
    .join(', ');
}
