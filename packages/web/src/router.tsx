import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { ApiError, type Query, readQuery, withQuery } from './api/client.ts';
import { sessionQuery } from './api/queries.ts';
import { readSearch } from './archives/search-state.ts';
import { UnitPage } from './archives/UnitPage.tsx';
import { readAuditsSearch } from './audits/audits-state.ts';
import { BasketPage } from './deliveries/BasketPage.tsx';
import { DeliveriesPage } from './deliveries/DeliveriesPage.tsx';
import { DeliveryPage } from './deliveries/DeliveryPage.tsx';
import { SearchRequestPage } from './deliveries/SearchRequestPage.tsx';
import { HomePage } from './home/HomePage.tsx';
import { LogbookPage } from './logbook/LogbookPage.tsx';
import { readLogbookSearch } from './logbook/logbook-state.ts';
import { OperationPage } from './logbook/OperationPage.tsx';
import { readAllProcessesSearch, readProcessesSearch } from './processes/list-state.ts';
import { readProofSearch } from './proof/statement-state.ts';
import { readReferentialSearch } from './referentials/list-state.ts';
import { readRegisterSearch } from './register/list-state.ts';
import { SignInPage } from './session/SignInPage.tsx';
import {
  BrokenPage,
  BrokenScreen,
  ForeignSafePage,
  NoRightPage,
  PendingPage,
  PendingScreen,
  UnknownPage,
} from './shell/fallback-pages.tsx';
import { homeOf, Shell } from './shell/Shell.tsx';
import { firstSafe } from './shell/safe.ts';
import { useLanguage } from './texts/index.ts';
import { DepositPage } from './transfers/DepositPage.tsx';
import { readTransfersSearch } from './transfers/list-state.ts';
import { TransferPage } from './transfers/TransferPage.tsx';
import { TransfersPage } from './transfers/TransfersPage.tsx';

interface Context {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: UnknownPage,
  pendingComponent: PendingScreen,
  errorComponent: BrokenScreen,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  component: SignInPage,
  pendingComponent: PendingScreen,
  errorComponent: BrokenScreen,
  validateSearch: ({ retour }): { retour?: string } =>
    // Only a path of this site, never another one.
    typeof retour === 'string' && /^\/(?![/\\])/.test(retour) ? { retour } : {},
});

/** Everything that wants somebody signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  pendingComponent: PendingScreen,
  errorComponent: BrokenScreen,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      const retour = location.href === '/' ? {} : { retour: location.href };
      throw redirect({ to: '/connexion', search: retour });
    });
    return { session };
  },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: NoRightPage,
  beforeLoad: ({ context }) => {
    const right = firstSafe(context.session);
    if (right !== undefined) throw redirect({ ...homeOf(right), replace: true });
  },
});

const safe = createRoute({
  getParentRoute: () => inside,
  path: '/coffres/$tenant',
  notFoundComponent: UnknownPage,
  component: function Safe() {
    const { tenant } = safe.useParams();
    const { session } = safe.useRouteContext();
    return session.rights.some((right) => String(right.tenant) === tenant) ? (
      <Outlet />
    ) : (
      <ForeignSafePage tenant={tenant} />
    );
  },
});

const safeHome = createRoute({ getParentRoute: () => safe, path: '/', component: HomePage });
const transfers = createRoute({
  getParentRoute: () => safe,
  path: '/versements',
  component: TransfersPage,
  validateSearch: readTransfersSearch,
});
const transfer = createRoute({
  getParentRoute: () => safe,
  path: '/versements/$id',
  component: TransferPage,
});
const deposit = createRoute({
  getParentRoute: () => safe,
  path: '/deposer',
  component: DepositPage,
  /** Identifier of an ingest contract that is tried. */
  validateSearch: ({ essai }): { readonly essai?: string } =>
    typeof essai === 'string' && essai !== '' ? { essai: essai.slice(0, 500) } : {},
});
const search = createRoute({
  getParentRoute: () => safe,
  path: '/recherche',
  component: lazyRouteComponent(() => import('./archives/SearchPage.tsx'), 'SearchPage'),
  validateSearch: readSearch,
});
const queries = createRoute({
  getParentRoute: () => safe,
  path: '/requetes',
  component: lazyRouteComponent(() => import('./expert/QueryPage.tsx'), 'QueryPage'),
});
const unit = createRoute({ getParentRoute: () => safe, path: '/archives/$id', component: UnitPage });

const logbook = createRoute({
  getParentRoute: () => safe,
  path: '/journal',
  component: LogbookPage,
  validateSearch: readLogbookSearch,
});
const operation = createRoute({
  getParentRoute: () => safe,
  path: '/journal/$id',
  component: OperationPage,
});
const basket = createRoute({ getParentRoute: () => safe, path: '/panier', component: BasketPage });
const move = createRoute({
  getParentRoute: () => safe,
  path: '/deplacer',
  component: lazyRouteComponent(() => import('./moves/MovePage.tsx'), 'MovePage'),
  validateSearch: ({ unite }): { readonly unite?: string } =>
    typeof unite === 'string' && unite !== '' ? { unite: unite.slice(0, 100) } : {},
});
const searchRequest = createRoute({
  getParentRoute: () => safe,
  path: '/demande',
  component: SearchRequestPage,
  validateSearch: readSearch,
});
const deliveries = createRoute({
  getParentRoute: () => safe,
  path: '/mises-a-disposition',
  component: DeliveriesPage,
  validateSearch: ({ page }): { page?: number } => {
    const number = Number(page);
    return Number.isInteger(number) && number > 1 && number <= 10_000 ? { page: number } : {};
  },
});
const delivery = createRoute({
  getParentRoute: () => safe,
  path: '/mises-a-disposition/$id',
  component: DeliveryPage,
});

/** Proofs are loaded by whoever asks for them. */
const statements = createRoute({
  getParentRoute: () => safe,
  path: '/valeur-probante',
  component: lazyRouteComponent(() => import('./proof/StatementsPage.tsx'), 'StatementsPage'),
  validateSearch: readProofSearch,
});
const searchStatement = createRoute({
  getParentRoute: () => safe,
  path: '/valeur-probante/recherche',
  component: lazyRouteComponent(() => import('./proof/SearchStatementPage.tsx'), 'SearchStatementPage'),
  validateSearch: readSearch,
});
const statement = createRoute({
  getParentRoute: () => safe,
  path: '/valeur-probante/$id',
  component: lazyRouteComponent(() => import('./proof/StatementPage.tsx'), 'StatementPage'),
});

/** Administration is loaded by whoever goes there. */
const referentials = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels',
  component: lazyRouteComponent(() => import('./referentials/ReferentialsPage.tsx'), 'ReferentialsPage'),
});
const referential = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels/$kind',
  component: lazyRouteComponent(() => import('./referentials/ReferentialPage.tsx'), 'ReferentialPage'),
  validateSearch: readReferentialSearch,
});
const referentialImport = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels/$kind/importer',
  component: lazyRouteComponent(() => import('./referentials/ImportPage.tsx'), 'ImportPage'),
});
const recordCreation = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels/$kind/creer',
  component: lazyRouteComponent(() => import('./referentials/form/FormPage.tsx'), 'CreatePage'),
  validateSearch: ({ modele }): { readonly modele?: string } =>
    typeof modele === 'string' && modele !== '' ? { modele: modele.slice(0, 500) } : {},
});
const recordEdition = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels/$kind/modifier/$id',
  component: lazyRouteComponent(() => import('./referentials/form/FormPage.tsx'), 'EditPage'),
});

const recordComparison = createRoute({
  getParentRoute: () => safe,
  path: '/referentiels/$kind/comparer/$id',
  component: lazyRouteComponent(() => import('./referentials/ComparePage.tsx'), 'ComparePage'),
  validateSearch: ({ avec }): { readonly avec?: string } =>
    typeof avec === 'string' && avec !== '' ? { avec: avec.slice(0, 500) } : {},
});

const processes = createRoute({
  getParentRoute: () => safe,
  path: '/operations',
  component: lazyRouteComponent(() => import('./processes/ProcessesPage.tsx'), 'ProcessesPage'),
  validateSearch: readProcessesSearch,
});
const allProcesses = createRoute({
  getParentRoute: () => safe,
  path: '/operations/coffres',
  component: lazyRouteComponent(() => import('./processes/AllProcessesPage.tsx'), 'AllProcessesPage'),
  validateSearch: readAllProcessesSearch,
});
const register = createRoute({
  getParentRoute: () => safe,
  path: '/registre',
  component: lazyRouteComponent(() => import('./register/RegisterPage.tsx'), 'RegisterPage'),
  validateSearch: readRegisterSearch,
});
const registerPrint = createRoute({
  getParentRoute: () => safe,
  path: '/registre/impression',
  component: lazyRouteComponent(() => import('./register/PrintPage.tsx'), 'PrintPage'),
  validateSearch: readRegisterSearch,
});
const audits = createRoute({
  getParentRoute: () => safe,
  path: '/audits',
  component: lazyRouteComponent(() => import('./audits/AuditsPage.tsx'), 'AuditsPage'),
  validateSearch: readAuditsSearch,
});
const audit = createRoute({
  getParentRoute: () => safe,
  path: '/audits/$id',
  component: lazyRouteComponent(() => import('./audits/AuditPage.tsx'), 'AuditPage'),
});
const platform = createRoute({
  getParentRoute: () => safe,
  path: '/plate-forme',
  component: lazyRouteComponent(() => import('./platform/PlatformPage.tsx'), 'PlatformPage'),
});

const tree = root.addChildren([
  signIn,
  inside.addChildren([
    home,
    safe.addChildren([
      safeHome,
      logbook,
      operation,
      transfers,
      transfer,
      deposit,
      search,
      queries,
      unit,
      basket,
      move,
      searchRequest,
      deliveries,
      delivery,
      statements,
      searchStatement,
      statement,
      referentials,
      referential,
      referentialImport,
      recordCreation,
      recordEdition,
      recordComparison,
      processes,
      allProcesses,
      register,
      registerPrint,
      audits,
      audit,
      platform,
    ]),
  ]),
]);

export function makeRouter(client: QueryClient) {
  const router = createRouter({
    routeTree: tree,
    context: { client },
    // Addresses are written as people would: q=1952, without quotation marks.
    parseSearch: readQuery,
    stringifySearch: (search) => withQuery('', search as Query),
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: BrokenPage,
    scrollRestoration: true,
  });
  for (const { options } of Object.values(router.routesById)) {
    if (options.component) options.component = inLanguage(options.component);
    if (options.notFoundComponent) options.notFoundComponent = inLanguage(options.notFoundComponent);
  }
  return router;
}

/** The router keeps what it has drawn: a page is drawn again, its state kept, when another language is spoken. */
function inLanguage<P extends object>(Page: ComponentType<P>) {
  return function InLanguage(given: P) {
    useLanguage();
    return <Page {...given} />;
  };
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
