import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { ApiError, call } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import type { Session } from '../api/types.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { Brand } from '../shell/Brand.tsx';
import { TEXTS } from '../texts/index.ts';

const route = getRouteApi('/connexion');
const T = TEXTS.signIn;

interface Credentials {
  readonly email: string;
  readonly password: string;
}

export function SignInPage() {
  const { retour } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [tried, setTried] = useState<Credentials>();
  const [shown, setShown] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useMutation({
    mutationFn: (body: Credentials) => call<Session>('POST', '/session', { body }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.push(retour ?? '/');
    },
  });

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const given = { email: String(data.get('email')).trim(), password: String(data.get('password')) };
    setTried(given);
    signIn.reset();
    const missing = given.email === '' ? 'email' : given.password === '' ? 'password' : undefined;
    if (missing === undefined) signIn.mutate(given);
    else form.current?.querySelector<HTMLInputElement>(`[name=${missing}]`)?.focus();
  }

  return (
    <main id="contenu" className="sign-in">
      <div className="sign-in-card">
        <div className="brand">
          <Brand />
        </div>
        <PageHead title={T.title} lead={retour === undefined ? T.lead : T.ended} />
        {signIn.error !== null && <Alert small severity="error" description={wordsOf(signIn.error)} />}
        <form ref={form} onSubmit={submit} noValidate>
          <Input
            label={T.email}
            hintText={T.emailHint}
            {...stateOf(tried?.email === '', T.emailMissing)}
            nativeInputProps={{ name: 'email', type: 'email', autoComplete: 'username', required: true }}
          />
          <Input
            label={T.password}
            {...stateOf(tried?.password === '', T.passwordMissing)}
            nativeInputProps={{
              name: 'password',
              type: shown ? 'text' : 'password',
              autoComplete: 'current-password',
              required: true,
            }}
          />
          <label className="mark small">
            <input type="checkbox" checked={shown} onChange={({ target }) => setShown(target.checked)} />
            {T.show}
          </label>
          <Button type="submit" disabled={signIn.isPending}>
            {signIn.isPending ? T.submitting : T.submit}
          </Button>
        </form>
      </div>
    </main>
  );
}

function stateOf(isBad: boolean, words: string) {
  return isBad ? ({ state: 'error', stateRelatedMessage: words } as const) : {};
}

function wordsOf(error: Error): string {
  if (!(error instanceof ApiError)) return TEXTS.errors.failed;
  if (error.status === 401) return T.refused;
  return error.status === 429 ? T.tooMany : error.message;
}
