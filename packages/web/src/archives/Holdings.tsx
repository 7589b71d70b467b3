import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { searchQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';
import type { Criterion } from './criteria.ts';
import { filtersOf, type SearchState } from './search-state.ts';
import { Tree } from './Tree.tsx';

const SHOWN = 20;
const PLANS: Criterion = { field: '#unitType', is: 'is', values: ['HOLDING_UNIT', 'FILING_UNIT'] };
const FOLDERS: Criterion = { field: 'DescriptionLevel', is: 'isNot', values: ['Item'] };

/** The tree beside a search: whole or of its plans alone, its nodes found by their title, with what the search finds there. */
export function Holdings({
  tenant,
  state,
  choose,
}: {
  readonly tenant: number;
  readonly state: SearchState;
  readonly choose: (id: string | undefined) => void;
}) {
  const [plans, setPlans] = useState(false);
  const words = TEXTS.finding;
  const { sous, tri: _, ...asked } = state;
  const isAsked = Object.keys(asked).length > 0;
  return (
    <>
      <p className="quiet small">{words.treeHint}</p>
      <NodeSearch tenant={tenant} plans={plans} choose={choose} />
      <Checkbox
        small
        options={[
          {
            label: words.plans,
            nativeInputProps: { checked: plans, onChange: ({ target }) => setPlans(target.checked) },
          },
        ]}
      />
      <Tree
        key={`${tenant} ${plans}`}
        tenant={tenant}
        chosen={sous}
        plans={plans}
        choose={choose}
        counted={isAsked ? filtersOf(asked) : undefined}
      />
    </>
  );
}

/** Nodes by the words of their title; one that is chosen is shown in the tree. */
function NodeSearch({
  tenant,
  plans,
  choose,
}: {
  readonly tenant: number;
  readonly plans: boolean;
  readonly choose: (id: string) => void;
}) {
  const [title, setTitle] = useState('');
  const words = TEXTS.finding;
  const { data, error, refetch } = useQuery({
    ...searchQuery(tenant, {
      ...{ title, limit: SHOWN, order: 'title' },
      criteria: JSON.stringify([plans ? PLANS : FOLDERS]),
    }),
    enabled: title !== '',
  });
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTitle(String(new FormData(event.currentTarget).get('noeud') ?? '').trim());
  }
  return (
    <search>
      <form className="node-search" onSubmit={submit}>
        <Input
          label={words.findNode}
          hintText={words.findNodeHint}
          nativeInputProps={{ name: 'noeud', type: 'search', maxLength: 500, autoComplete: 'off' }}
        />
        <Button type="submit" priority="secondary" size="small">
          {words.findNodeButton}
        </Button>
      </form>
      {title !== '' &&
        data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {title !== '' && data !== undefined && (
        <div role="status" className="small">
          {data.hits.length === 0 && <p className="quiet">{words.noNode}</p>}
          <ul className="plain nodes-found">
            {data.hits.map(({ id, title, parentTitle }) => (
              <li key={id}>
                <button type="button" className="facet-value" onClick={() => choose(id)}>
                  <span>{title}</span>
                  {parentTitle !== null && <span className="quiet">{words.inNode(parentTitle)}</span>}
                </button>
              </li>
            ))}
          </ul>
          {data.hits.length === SHOWN && <p className="quiet">{words.manyNodes(SHOWN)}</p>}
        </div>
      )}
    </search>
  );
}
