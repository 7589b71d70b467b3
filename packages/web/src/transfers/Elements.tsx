import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { TEXTS } from '../texts/index.ts';
import { readReplyElements } from './reply-elements.ts';

/** Which elements of the package a finding is about, read from the reply when somebody asks. */
export function Elements({ reply, action }: { readonly reply: string; readonly action: string }) {
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['reply-elements', reply, action],
    queryFn: async () => (await readReplyElements(reply, action)) ?? null,
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!isAsked)
    return (
      <p className="fr-mt-1w">
        <Button priority="tertiary" size="small" onClick={() => setAsked(true)}>
          {TEXTS.transfer.nameElements}
        </Button>
      </p>
    );
  if (error || data === null) return <p className="quiet small">{TEXTS.transfer.elementsInReply}</p>;
  if (data === undefined) return <Loading />;
  return (
    <>
      <ul className="plain named-elements">
        {data.elements.map(({ id, kind, message, said }) => (
          <li key={`${kind} ${id}`}>
            <strong>{`${TEXTS.transfer.elementKinds[kind]} ${id}`}</strong>
            {TEXTS.forms.colon}
            <Recorded words={[message, ...said].join('. ')} />
          </li>
        ))}
      </ul>
      {data.more && <p className="quiet small">{TEXTS.transfer.moreElements}</p>}
    </>
  );
}
