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
import { LanguageChoice } from '../shell/LanguageChoice.tsx';
import { TEXTS } from '../texts/index.ts';

const route = getRouteApi('/connexion');

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
        <PageHead
          title={TEXTS.signIn.title}
          lead={retour === undefined ? TEXTS.signIn.lead : TEXTS.signIn.ended}
        />
        {signIn.error !== null && <Alert small severity="error" description={wordsOf(signIn.error)} />}
        <form ref={form} onSubmit={submit} noValidate>
          <Input
            label={TEXTS.signIn.email}
            hintText={TEXTS.signIn.emailHint}
            {...stateOf(tried?.email === '', TEXTS.signIn.emailMissing)}
            nativeInputProps={{ name: 'email', type: 'email', autoComplete: 'username', required: true }}
          />
          <Input
            label={TEXTS.signIn.password}
            {...stateOf(tried?.password === '', TEXTS.signIn.passwordMissing)}
            nativeInputProps={{
              name: 'password',
              type: shown ? 'text' : 'password',
              autoComplete: 'current-password',
              required: true,
            }}
          />
          <label className="mark small">
            <input type="checkbox" checked={shown} onChange={({ target }) => setShown(target.checked)} />
            {TEXTS.signIn.show}
          </label>
          <Button type="submit" disabled={signIn.isPending}>
            {signIn.isPending ? TEXTS.signIn.submitting : TEXTS.signIn.submit}
          </Button>
        </form>
        <LanguageChoice />
      </div>
    </main>
  );
}

function stateOf(isBad: boolean, words: string) {
  return isBad ? ({ state: 'error', stateRelatedMessage: words } as const) : {};
}

function wordsOf(error: Error): string {
  if (!(error instanceof ApiError)) return TEXTS.errors.failed;
  if (error.status === 401) return TEXTS.signIn.refused;
  return error.status === 429 ? TEXTS.signIn.tooMany : error.message;
}
