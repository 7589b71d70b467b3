import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { askStatement } from '../api/queries.ts';
import { filtersOf, type SearchState } from '../archives/search-state.ts';
import { Failure } from '../parts/Failure.tsx';
import { TEXTS } from '../texts/index.ts';
import { isIdentifier, versionInWords } from './statement-state.ts';

const VERSIONS = ['LAST', 'FIRST', ...Array.from({ length: 9 }, (_, at) => String(at + 1))];

/** Asks for a statement about one unit, or about all that a search finds. */
export function StatementForm({
  tenant,
  unit: begun,
  search,
}: {
  readonly tenant: number;
  readonly unit?: string | undefined;
  readonly search?: SearchState;
}) {
  const navigate = useNavigate();
  const words = TEXTS.proof;
  const [unit, setUnit] = useState(begun ?? '');
  const [usage, setUsage] = useState('BinaryMaster');
  const [version, setVersion] = useState('LAST');
  const [signed, setSigned] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const ask = useMutation({
    mutationFn: () =>
      askStatement(tenant, {
        ...(search === undefined ? { units: [unit.trim()] } : { search: filtersOf(search) }),
        ...{ usage, version, includeDetachedSigningInformation: signed },
      }),
    onSuccess: ({ id }) =>
      navigate({ to: '/coffres/$tenant/valeur-probante/$id', params: { tenant: String(tenant), id } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isGood = search !== undefined || isIdentifier(unit.trim());
    setWrong(!isGood);
    if (isGood) ask.mutate();
  };
  return (
    <section className="panel" aria-labelledby="statement">
      <h2 id="statement">{words.state}</h2>
      <form onSubmit={submit} aria-labelledby="statement">
        {search === undefined ? (
          <Input
            label={words.unit}
            hintText={words.unitHint}
            state={isWrong ? 'error' : 'default'}
            stateRelatedMessage={isWrong ? words.badUnit : undefined}
            nativeInputProps={{
              value: unit,
              required: true,
              maxLength: 40,
              autoComplete: 'off',
              onChange: ({ target }) => setUnit(target.value),
            }}
          />
        ) : (
          <p>{words.ofSearch}</p>
        )}
        <div className="criteria">
          <Select
            label={words.usage}
            options={Object.entries(words.usages).map(([value, label]) => ({ value, label }))}
            nativeSelectProps={{ value: usage, onChange: ({ target }) => setUsage(target.value) }}
          />
          <Select
            label={words.version}
            options={VERSIONS.map((value) => ({ value, label: versionInWords(value) }))}
            nativeSelectProps={{ value: version, onChange: ({ target }) => setVersion(target.value) }}
          />
        </div>
        <label className="mark">
          <input type="checkbox" checked={signed} onChange={({ target }) => setSigned(target.checked)} />
          {words.signed}
        </label>
        <p className="quiet small">{words.signedHint}</p>
        {ask.error !== null && <Failure title={words.failed} error={ask.error} />}
        <div className="row">
          <Button type="submit" disabled={ask.isPending}>
            {ask.isPending ? words.asking : words.submit}
          </Button>
        </div>
      </form>
    </section>
  );
}
