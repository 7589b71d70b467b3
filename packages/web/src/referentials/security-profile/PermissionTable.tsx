import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Fragment, useMemo, useState } from 'react';
import { TEXTS } from '../../texts/index.ts';
import { holdsWords } from '../words-in.ts';
import { DEEDS, type Deed, type Permission, rowsOf, type ServiceRow } from './permission-rows.ts';
import { permissionName, rowText, serviceName } from './permission-words.ts';
import './security-profile.css';

interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly turn: (permission: string, isChosen: boolean) => void;
}

/**
 * Permissions as services by what is done there, narrowed by words (spec frontoffice.md B.26).
 * @param names each once
 * @param choice absent: all of them are given, and are only shown
 */
export function PermissionTable({
  names,
  choice,
}: {
  readonly names: readonly string[];
  readonly choice?: Choice;
}) {
  const [words, setWords] = useState('');
  const rows = useMemo(() => rowsOf(names), [names]);
  const wanted = rows.filter((row) => holdsWords(rowText(row), words));
  const deeds = DEEDS.filter((deed) => deed !== 'other' || rows.some(({ cells }) => cells.other.length > 0));
  const texts = TEXTS.securityProfile;
  return (
    <>
      <Input
        label={texts.search}
        hintText={texts.searchHint}
        nativeInputProps={{
          type: 'search',
          value: words,
          onChange: ({ target }) => setWords(target.value),
          onKeyDown: (event) => {
            // It narrows as one types: nothing is to be sent.
            if (event.key === 'Enter') event.preventDefault();
          },
        }}
      />
      <p className="quiet small permission-count" role="status">
        {choice === undefined ? texts.given(names.length) : texts.chosen(choice.chosen.size, names.length)}{' '}
        {wanted.length === 0 ? texts.nothingFound : texts.shown(wanted.length, rows.length)}
      </p>
      {wanted.length > 0 && (
        <div className={choice === undefined ? 'permissions' : 'permissions permissions-chosen'}>
          <table className="table">
            <caption className="fr-sr-only">{texts.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.service}</th>
                {deeds.map((deed) => (
                  <th key={deed} scope="col">
                    {texts.deeds[deed]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {wanted.map((row) => (
                <Row key={row.key} row={row} deeds={deeds} choice={choice} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({
  row: { key, service, cells },
  deeds,
  choice,
}: {
  readonly row: ServiceRow;
  readonly deeds: readonly Deed[];
  readonly choice: Choice | undefined;
}) {
  return (
    <tr>
      <th scope="row">
        {serviceName(service)}
        <TechnicalName name={key} />
      </th>
      {deeds.map((deed) => (
        <td key={deed} data-label={TEXTS.securityProfile.deeds[deed]}>
          {cells[deed].map((each) => (
            <Cell key={each.name} permission={each} choice={choice} />
          ))}
        </td>
      ))}
    </tr>
  );
}

/** It breaks between its words first. */
const TechnicalName = ({ name }: { readonly name: string }) => (
  <span className="permission-name">
    {name.split(':').map((word, at, words) => (
      // A word may come twice: its place is told by those before it.
      <Fragment key={words.slice(0, at + 1).join(':')}>
        {at > 0 && (
          <>
            :<wbr />
          </>
        )}
        {word}
      </Fragment>
    ))}
  </span>
);

/** Each permission by itself: those of one cell open different things. */
function Cell({
  permission,
  choice,
}: {
  readonly permission: Permission;
  readonly choice: Choice | undefined;
}) {
  const { name, service } = permission;
  if (choice === undefined)
    return (
      <p className="permission">
        {permissionName(permission)}
        <TechnicalName name={name} />
      </p>
    );
  return (
    <Checkbox
      small
      options={[
        {
          label: (
            <>
              {/* Whoever goes from box to box does not hear the heads of the table. */}
              <span className="fr-sr-only">{TEXTS.forms.labelled(serviceName(service), '')}</span>
              {permissionName(permission)}
            </>
          ),
          hintText: <TechnicalName name={name} />,
          nativeInputProps: {
            checked: choice.chosen.has(name),
            onChange: ({ target }) => choice.turn(name, target.checked),
          },
        },
      ]}
    />
  );
}
