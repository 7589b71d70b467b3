import { Link } from '@tanstack/react-router';
import { useRight } from '../../shell/safe.ts';
import { wordFor } from '../../texts/format.ts';
import { TEXTS } from '../../texts/index.ts';
import type { ReferentialSearch } from '../list-state.ts';
import type { SchemaRow } from './tree.ts';

/**
 * Elements by their paths, members below what they are in.
 * @param isSettled what is shown is what was looked for: nothing is opened or closed
 * @param turn opens a path, or closes it
 */
export function SchemaTree({
  rows,
  state,
  isSettled,
  turn,
}: {
  readonly rows: readonly SchemaRow[];
  readonly state: ReferentialSearch;
  readonly isSettled: boolean;
  readonly turn: (path: string) => void;
}) {
  const { tenant } = useRight();
  const { columns, open, close } = TEXTS.schema;
  const word = (value: string) => wordFor(TEXTS.referentials.words, value);
  return (
    <div className="table-region">
      <table className="table cards-below schema-tree">
        <caption className="fr-sr-only">{TEXTS.referentials.kinds.schema.title}</caption>
        <thead>
          <tr>
            {[columns.element, columns.type, columns.cardinality, columns.origin, columns.seda].map(
              (title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ element, depth, hasMembers, isOpen }) => {
            const { Path, ShortName, Type, Cardinality, Origin, SedaVersions } = element;
            return (
              <tr key={Path} aria-current={Path === state.fiche ? 'true' : undefined}>
                <td>
                  <span className="schema-name" style={{ paddingInlineStart: `${depth * 1.5}rem` }}>
                    {hasMembers && !isSettled ? (
                      <button
                        type="button"
                        className="schema-turn"
                        aria-expanded={isOpen}
                        aria-label={isOpen ? close(Path) : open(Path)}
                        onClick={() => turn(Path)}
                      >
                        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
                      </button>
                    ) : (
                      <span className="schema-turn" />
                    )}
                    <span>
                      <Link
                        id={`element-${Path}`}
                        to="/coffres/$tenant/referentiels/$kind"
                        params={{ tenant: String(tenant), kind: 'schema' }}
                        search={{ ...state, fiche: Path }}
                        resetScroll={false}
                        className="strong-link identifier"
                        title={Path}
                      >
                        {Path.slice(Path.lastIndexOf('.') + 1)}
                      </Link>
                      {!Path.endsWith(ShortName) && (
                        <span className="quiet small schema-said">{ShortName}</span>
                      )}
                    </span>
                  </span>
                </td>
                <td data-label={columns.type}>{word(Type)}</td>
                <td data-label={columns.cardinality}>{word(Cardinality)}</td>
                <td data-label={columns.origin}>{word(Origin)}</td>
                <td data-label={columns.seda}>{SedaVersions.map(word).join(', ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
