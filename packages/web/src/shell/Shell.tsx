import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import type { Right } from '../api/types.ts';
import { forgetBaskets, useBasket } from '../deliveries/basket.ts';
import { Icon } from '../parts/Icon.tsx';
import { TEXTS } from '../texts/index.ts';
import { Brand } from './Brand.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import {
  mayAdministrate,
  mayAudit,
  mayDeliver,
  mayDeposit,
  mayFollow,
  mayFollowProcesses,
  mayOperate,
  mayReadLogbook,
  mayReadRegister,
  rememberSafe,
  useSafe,
} from './safe.ts';
import { UploadStrip } from './UploadStrip.tsx';

/** What surrounds every page of whoever is signed in. */
export function Shell() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  const safe = useSafe();
  const tenant = safe && String(safe.tenant);
  useEffect(() => {
    if (tenant !== undefined) rememberSafe(tenant);
  }, [tenant]);
  const href = useLocation({ select: (location) => location.href });
  // On a narrow screen the menu is unfolded; another page folds it up again.
  const [unfoldedAt, setUnfoldedAt] = useState<string>();
  const isUnfolded = unfoldedAt === href;
  const unfold = (wanted: boolean) => setUnfoldedAt(wanted ? href : undefined);
  const menuButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isUnfolded) return;
    const foldOnEscape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setUnfoldedAt(undefined);
      // What had the focus may be folded away with the menu.
      menuButton.current?.focus();
    };
    document.addEventListener('keydown', foldOnEscape);
    return () => document.removeEventListener('keydown', foldOnEscape);
  }, [isUnfolded]);
  return (
    <div className={isUnfolded ? 'shell unfolded' : 'shell'}>
      <SkipLinks withMenu={safe !== undefined} openMenu={() => unfold(true)} />
      <header className="banner">
        <div className="frame banner-row">
          <Link to="/" className="brand">
            <Brand />
          </Link>
          <button
            ref={menuButton}
            type="button"
            className="banner-button menu-button"
            aria-expanded={isUnfolded}
            onClick={() => unfold(!isUnfolded)}
          >
            <Icon name={isUnfolded ? 'bad' : 'menu'} />
            {TEXTS.shell.menu}
          </button>
          <div className="banner-tools">
            <SafeChoice rights={session.rights} chosen={safe} />
            <LanguageChoice />
            <span className="person">{session.account.name}</span>
            <SignOut />
          </div>
        </div>
      </header>
      {safe !== undefined && <Menu safe={safe} />}
      <UploadStrip />
      <main id="contenu" className="page" tabIndex={-1}>
        <div className="frame">
          <Outlet />
        </div>
      </main>
      <Footer />
    </div>
  );
}

function SkipLinks({ withMenu, openMenu }: { readonly withMenu: boolean; readonly openMenu: () => void }) {
  return (
    <div className="fr-skiplinks">
      <nav className="fr-container" aria-label={TEXTS.skip.links}>
        <ul className="fr-skiplinks__list">
          <li>
            <a className="fr-link" href="#contenu">
              {TEXTS.skip.content}
            </a>
          </li>
          {withMenu && (
            <li>
              {/* biome-ignore lint/a11y/useValidAnchor: it leads to the menu, which a narrow screen must show first */}
              <a className="fr-link" href="#menu" onClick={openMenu}>
                {TEXTS.skip.navigation}
              </a>
            </li>
          )}
        </ul>
      </nav>
    </div>
  );
}

function SafeChoice({
  rights,
  chosen,
}: {
  readonly rights: readonly Right[];
  readonly chosen: Right | undefined;
}) {
  const navigate = useNavigate();
  if (rights.length < 2) return chosen && <span className="safe-choice">{safeName(chosen)}</span>;
  return (
    <label className="safe-choice">
      <span>{TEXTS.safe}</span>
      <select
        aria-label={TEXTS.shell.chooseSafe}
        value={chosen?.tenant ?? ''}
        onChange={({ target }) => {
          const right = rights.find(({ tenant }) => String(tenant) === target.value);
          if (right !== undefined) void navigate(homeOf(right));
        }}
      >
        {chosen === undefined && <option value="" />}
        {rights.map((right) => (
          <option key={right.tenant} value={right.tenant}>
            {safeName(right)}
          </option>
        ))}
      </select>
    </label>
  );
}

const safeName = ({ tenant, tenantName }: Right) => TEXTS.safeNamed(tenant, tenantName);

/** Where one arrives in a safe. */
export function homeOf(right: Right) {
  return { to: '/coffres/$tenant', params: { tenant: String(right.tenant) } } as const;
}

function SignOut() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => call('DELETE', '/session'),
    onSuccess: async () => {
      // First away from the pages of the session, then what they showed is forgotten.
      await navigate({ to: '/connexion' });
      client.clear();
      forgetBaskets();
    },
  });
  return (
    <button type="button" className="banner-button" disabled={leave.isPending} onClick={() => leave.mutate()}>
      {TEXTS.shell.signOut}
    </button>
  );
}

function Menu({ safe }: { readonly safe: Right }) {
  const params = { tenant: String(safe.tenant) };
  return (
    <nav id="menu" className="menu" aria-label={TEXTS.shell.navigation} tabIndex={-1}>
      <ul className="frame">
        <li>
          <Link to="/coffres/$tenant" params={params} activeOptions={{ exact: true }}>
            {TEXTS.shell.home}
          </Link>
        </li>
        {mayFollow(safe) && (
          <li>
            <Link to="/coffres/$tenant/versements" params={params}>
              {TEXTS.shell.transfers}
            </Link>
          </li>
        )}
        {mayDeposit(safe) && (
          <li>
            <Link to="/coffres/$tenant/deposer" params={params}>
              {TEXTS.shell.deposit}
            </Link>
          </li>
        )}
        <li>
          <Link to="/coffres/$tenant/recherche" params={params} activeOptions={{ includeSearch: false }}>
            {TEXTS.shell.search}
          </Link>
        </li>
        {mayDeliver(safe) && (
          <>
            <li>
              <Link to="/coffres/$tenant/mises-a-disposition" params={params}>
                {TEXTS.shell.deliveries}
              </Link>
            </li>
            <BasketLink tenant={params.tenant} />
          </>
        )}
        {mayAdministrate(safe) && (
          <li>
            <Link
              to="/coffres/$tenant/valeur-probante"
              params={params}
              activeOptions={{ includeSearch: false }}
            >
              {TEXTS.shell.proof}
            </Link>
          </li>
        )}
        {mayReadRegister(safe) && (
          <li>
            <Link to="/coffres/$tenant/registre" params={params} activeOptions={{ includeSearch: false }}>
              {TEXTS.shell.register}
            </Link>
          </li>
        )}
        {mayReadLogbook(safe) && (
          <li>
            <Link to="/coffres/$tenant/journal" params={params} activeOptions={{ includeSearch: false }}>
              {TEXTS.shell.logbook}
            </Link>
          </li>
        )}
        {mayFollowProcesses(safe) && (
          <li>
            <Link to="/coffres/$tenant/operations" params={params} activeOptions={{ includeSearch: false }}>
              {TEXTS.shell.processes}
            </Link>
          </li>
        )}
        {mayAudit(safe) && (
          <li>
            <Link to="/coffres/$tenant/audits" params={params} activeOptions={{ includeSearch: false }}>
              {TEXTS.shell.audits}
            </Link>
          </li>
        )}
        {mayAdministrate(safe) && (
          <li>
            <Link to="/coffres/$tenant/referentiels" params={params} activeOptions={{ includeSearch: false }}>
              {TEXTS.shell.referentials}
            </Link>
          </li>
        )}
        {mayOperate(safe) && (
          <li>
            <Link to="/coffres/$tenant/plate-forme" params={params}>
              {TEXTS.shell.platform}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

function BasketLink({ tenant }: { readonly tenant: string }) {
  const { items } = useBasket();
  return (
    <li>
      <Link to="/coffres/$tenant/panier" params={{ tenant }}>
        {TEXTS.shell.basket(items.length)}
      </Link>
    </li>
  );
}

function Footer() {
  return (
    <footer className="foot">
      <div className="frame foot-row">
        <p>{TEXTS.shell.footer}</p>
        <p>{TEXTS.shell.accessibility}</p>
      </div>
    </footer>
  );
}
