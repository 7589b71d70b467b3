import '@codegouvfr/react-dsfr/dsfr/core/core.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/link/link.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/button/button.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/form/form.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/input/input.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/select/select.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/radio/radio.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/checkbox/checkbox.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/password/password.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/alert/alert.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/badge/badge.main.min.css';
import '@codegouvfr/react-dsfr/dsfr/component/skiplink/skiplink.main.min.css';
import './styles/theme.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/transfers.css';
import './styles/archives.css';
import './styles/home.css';
import './styles/finding.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/query-client.ts';
import { makeRouter } from './router.tsx';
import { firstLanguage, speakHere } from './texts/language.ts';

await speakHere(firstLanguage());

const queryClient = makeQueryClient(() => void leave());
const router = makeRouter(queryClient);

/** To the sign-in, which leads back here; what was shown is forgotten once it is no more on the screen. */
async function leave(): Promise<void> {
  const { href, pathname } = router.state.location;
  if (pathname === '/connexion') return;
  await router.navigate({ to: '/connexion', search: { retour: href } });
  queryClient.clear();
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
