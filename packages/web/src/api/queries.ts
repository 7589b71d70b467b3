import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Query, withQuery } from './client.ts';
import type {
  AgencyFamily,
  AllProcesses,
  ApiKey,
  AuditDetail,
  AuditPage,
  Branch,
  Certificate,
  CheckedMove,
  Choices,
  ContentState,
  ContractActivity,
  DeliveryChoice,
  DeliveryDetail,
  DeliveryPage,
  Estimate,
  Facets,
  FieldList,
  Figures,
  FollowedProcess,
  FoundEntry,
  History,
  JobList,
  KeptSearch,
  MoveChoice,
  NodeCounts,
  OperationDetail,
  OperationFiles,
  OperationPage,
  ProcessDetail,
  ProcessMove,
  ProcessPage,
  RecordForm,
  RecordHistory,
  RecordUses,
  ReferentialList,
  ReferentialPage,
  ReferentialRecord,
  RegisterPage,
  RegisterStatement,
  RegisterTotals,
  RuleFacets,
  RuleList,
  SavedDraft,
  SchemaElements,
  SearchList,
  ServiceList,
  Session,
  ShownUnit,
  StartedOperation,
  StatementDetail,
  StatementPage,
  StorageStrategies,
  TenantEntry,
  TransferDetail,
  TransferPage,
  TreePath,
  UnitCount,
  UnitPage,
  UploadList,
  ViewDraft,
  ViewList,
  VocabularyUse,
} from './types.ts';

/** What the screens ask of the service, and how long an answer is good. */

const RUNNING_MS = 700;
const QUIET_MS = 10_000;

const at = (tenant: number, path: string) => `/tenants/${tenant}${path}`;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call<Session>('GET', '/session', { signal }),
  staleTime: 60_000,
});

/** Follows what runs, and looks for what others deposit. */
export const transfersQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['transfers', tenant, query],
    queryFn: ({ signal }) =>
      call<TransferPage>('GET', withQuery(at(tenant, '/transfers'), query), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (state.data === undefined) return false;
      return state.data.transfers.some((transfer) => transfer.state === 'RUNNING') ? RUNNING_MS : QUIET_MS;
    },
  });

export const transferQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['transfer', tenant, id],
    queryFn: ({ signal }) =>
      call<TransferDetail>('GET', at(tenant, `/transfers/${encodeURIComponent(id)}`), { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.state === 'COMPLETED') return false;
      return state.data.state === 'RUNNING' ? RUNNING_MS : QUIET_MS;
    },
  });

/** Uploads of one's own that wait for their rest. */
export const uploadsQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['uploads', tenant],
    queryFn: ({ signal }) => call<UploadList>('GET', at(tenant, '/uploads'), { signal }),
    staleTime: 0,
  });

export const figuresQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['figures', tenant],
    queryFn: ({ signal }) => call<Figures>('GET', at(tenant, '/figures'), { signal }),
    refetchInterval: QUIET_MS,
  });

export const logbookQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['logbook', tenant, query],
    queryFn: ({ signal }) =>
      call<OperationPage>('GET', withQuery(at(tenant, '/operations'), query), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: QUIET_MS,
  });

/** Address of the logbook as CSV. */
export const logbookExport = (tenant: number, filter: Query) =>
  withQuery(`/api/v1${at(tenant, '/operations/export')}`, filter);

export const operationQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['operation', tenant, id],
    queryFn: ({ signal }) =>
      call<OperationDetail>('GET', at(tenant, `/operations/${encodeURIComponent(id)}`), { signal }),
    refetchInterval: ({ state }) => (state.data?.isRunning ? RUNNING_MS : false),
  });

export const operationFilesQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['operation files', tenant, id],
    queryFn: ({ signal }) =>
      call<OperationFiles>('GET', at(tenant, `/operations/${encodeURIComponent(id)}/files`), { signal }),
  });

/** Address of a file that an operation has left; a package that is delivered is that of its delivery. */
export const operationFile = (tenant: number, id: string, key: string) =>
  key === 'dip'
    ? deliveryContent(tenant, id)
    : `/api/v1${at(tenant, `/operations/${encodeURIComponent(id)}/files/${encodeURIComponent(key)}`)}`;

/** Whoever looks at the whole list need not see each step. */
const FOLLOWED_MS = 2_000;
const paceOf = (processes: readonly FollowedProcess[]) =>
  processes.some(({ state }) => state === 'RUNNING') ? FOLLOWED_MS : QUIET_MS;

export const processesQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['processes', tenant, query],
    queryFn: ({ signal }) => call<ProcessPage>('GET', withQuery(at(tenant, '/processes'), query), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data === undefined ? false : paceOf(state.data.processes)),
  });

/** Address of the operations as CSV. */
export const processesExport = (tenant: number, filter: Query) =>
  withQuery(`/api/v1${at(tenant, '/processes/export')}`, filter);

/** Operations of all the safes in which the person follows them. */
export const allProcessesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['all processes', query],
    queryFn: ({ signal }) => call<AllProcesses>('GET', withQuery('/processes', query), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data === undefined ? false : paceOf(state.data.processes)),
  });

const processAddress = (tenant: number, id: string) => at(tenant, `/processes/${encodeURIComponent(id)}`);

export const processQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['process', tenant, id],
    queryFn: ({ signal }) => call<ProcessDetail>('GET', processAddress(tenant, id), { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.state === 'COMPLETED') return false;
      return paceOf([state.data]);
    },
  });

/** @param category null: all operations of the safe */
export const holdProcesses = (tenant: number, category: string | null) =>
  call<void>('PUT', at(tenant, '/processes/holds'), { body: { category } });

export const releaseProcesses = (tenant: number, category: string | null) =>
  call<void>('DELETE', at(tenant, '/processes/holds'), { body: { category } });

export const jobsQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['jobs', tenant],
    queryFn: ({ signal }) => call<JobList>('GET', at(tenant, '/processes/jobs'), { signal }),
  });

export const moveProcess = (tenant: number, id: string, move: ProcessMove) =>
  call<ProcessDetail>('POST', `${processAddress(tenant, id)}/moves`, { body: { move } });

export const searchQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['units', tenant, query],
    queryFn: ({ signal }) => call<UnitPage>('GET', withQuery(at(tenant, '/units'), query), { signal }),
    placeholderData: keepPreviousData,
  });

/** How many a search finds, exactly: asked apart, since the list does not wait for it. */
export const countQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['count', tenant, query],
    queryFn: ({ signal }) => call<UnitCount>('GET', withQuery(at(tenant, '/units/count'), query), { signal }),
    retry: false,
  });

/** Address of what a search finds, as CSV. */
export const searchExport = (tenant: number, query: Query) =>
  `/api/v1${withQuery(at(tenant, '/units/export'), query)}`;

const SETTLED_MS = 300_000;

/** What criteria can be about. */
export const fieldsQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['unit fields', tenant],
    queryFn: ({ signal }) => call<FieldList>('GET', at(tenant, '/units/fields'), { signal }),
    staleTime: SETTLED_MS,
  });

export const rulesQuery = (tenant: number, category: string) =>
  queryOptions({
    queryKey: ['unit rules', tenant, category],
    queryFn: ({ signal }) =>
      call<RuleList>('GET', withQuery(at(tenant, '/units/rules'), { category }), { signal }),
    staleTime: SETTLED_MS,
  });

const savedAddress = (tenant: number, id = '') =>
  at(tenant, `/saved-searches${id === '' ? '' : `/${encodeURIComponent(id)}`}`);

export const savedQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['saved searches', tenant],
    queryFn: ({ signal }) => call<SearchList>('GET', savedAddress(tenant), { signal }),
  });

export const saveSearch = (tenant: number, draft: SavedDraft) =>
  call<KeptSearch>('POST', savedAddress(tenant), { body: draft });
export const replaceSaved = (tenant: number, id: string, draft: SavedDraft) =>
  call<void>('PUT', savedAddress(tenant, id), { body: draft });
export const deleteSaved = (tenant: number, id: string) => call<void>('DELETE', savedAddress(tenant, id));

const viewsAddress = (tenant: number, list: string, id = '') =>
  at(tenant, `/saved-views/${encodeURIComponent(list)}${id === '' ? '' : `/${encodeURIComponent(id)}`}`);

/** Views of a list that the person keeps. */
export const viewsQuery = (tenant: number, list: string) =>
  queryOptions({
    queryKey: ['saved views', tenant, list],
    queryFn: ({ signal }) => call<ViewList>('GET', viewsAddress(tenant, list), { signal }),
  });

export const saveView = (tenant: number, list: string, draft: ViewDraft) =>
  call<KeptSearch>('POST', viewsAddress(tenant, list), { body: draft });
export const replaceView = (tenant: number, list: string, id: string, draft: ViewDraft) =>
  call<void>('PUT', viewsAddress(tenant, list, id), { body: draft });
export const deleteView = (tenant: number, list: string, id: string) =>
  call<void>('DELETE', viewsAddress(tenant, list, id));

export const facetsQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['facets', tenant, query],
    queryFn: ({ signal }) => call<Facets>('GET', withQuery(at(tenant, '/units/facets'), query), { signal }),
    placeholderData: keepPreviousData,
  });

/** @param day of the ends, `yyyy-MM-dd`; '' for today */
export const ruleFacetsQuery = (tenant: number, category: string, day: string, query: Query) =>
  queryOptions({
    queryKey: ['rule facets', tenant, category, day, query],
    queryFn: ({ signal }) =>
      call<RuleFacets>('GET', withQuery(at(tenant, '/units/facets/rules'), { ...query, category, at: day }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

/** Starts the computation of what holds by inheritance for all that a search finds. */
export const computeRules = (tenant: number, search: Query) =>
  call<StartedOperation>('POST', at(tenant, '/units/computed-rules'), { body: { search } });

/** How many nodes of a branch come at once. */
export const BRANCH_PAGE = 200;

const ofPlans = (plans: boolean) => (plans ? { plans: 'true' } : {});

/**
 * @param parent '' for the top of the tree
 * @param page from 0
 * @param plans of holding and filing units alone
 */
export const branchQuery = (tenant: number, parent: string, page: number, plans = false) =>
  queryOptions({
    queryKey: ['branch', tenant, parent, page, plans],
    queryFn: ({ signal }) =>
      call<Branch>(
        'GET',
        withQuery(at(tenant, '/tree'), {
          ...{ parent, offset: page * BRANCH_PAGE, limit: BRANCH_PAGE },
          ...ofPlans(plans),
        }),
        { signal },
      ),
  });

/** The way from the top of the tree down to a unit; empty when the tree does not lead there. */
export const pathQuery = (tenant: number, id: string, plans = false) =>
  queryOptions({
    queryKey: ['path', tenant, id, plans],
    queryFn: ({ signal }) =>
      call<TreePath>('GET', withQuery(at(tenant, `/tree/path/${encodeURIComponent(id)}`), ofPlans(plans)), {
        signal,
      }),
  });

/** How much of what a search finds lies under nodes of the tree. @param nodes a hundred at most */
export const nodeCountsQuery = (tenant: number, nodes: readonly string[], query: Query) =>
  queryOptions({
    queryKey: ['node counts', tenant, nodes, query],
    queryFn: ({ signal }) =>
      call<NodeCounts>('GET', withQuery(at(tenant, '/tree/counts'), { ...query, nodes: nodes.join(',') }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const unitQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['unit', tenant, id],
    queryFn: ({ signal }) =>
      call<ShownUnit>('GET', at(tenant, `/units/${encodeURIComponent(id)}`), { signal }),
  });

export const childrenQuery = (tenant: number, id: string, page: { offset: number; limit: number }) =>
  queryOptions({
    queryKey: ['children', tenant, id, page],
    queryFn: ({ signal }) =>
      call<UnitPage>('GET', withQuery(at(tenant, `/units/${encodeURIComponent(id)}/children`), page), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const historyQuery = (tenant: number, kind: 'units' | 'groups', id: string) =>
  queryOptions({
    queryKey: ['history', tenant, kind, id],
    queryFn: ({ signal }) =>
      call<History>('GET', at(tenant, `/${kind}/${encodeURIComponent(id)}/history`), { signal }),
  });

export const estimateQuery = (tenant: number, choice: DeliveryChoice) =>
  queryOptions({
    queryKey: ['estimate', tenant, choice],
    queryFn: ({ signal }) =>
      call<Estimate>('POST', at(tenant, '/deliveries/estimate'), { body: choice, signal }),
    placeholderData: keepPreviousData,
  });

/** What is changed is checked as it is now. */
export const moveCheckQuery = (tenant: number, choice: MoveChoice) =>
  queryOptions({
    queryKey: ['move-check', tenant, choice],
    queryFn: ({ signal }) =>
      call<CheckedMove>('POST', at(tenant, '/reclassifications/check'), { body: choice, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const deliveriesQuery = (tenant: number, page: { offset: number; limit: number }) =>
  queryOptions({
    queryKey: ['deliveries', tenant, page],
    queryFn: ({ signal }) =>
      call<DeliveryPage>('GET', withQuery(at(tenant, '/deliveries'), page), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.deliveries.some(({ state: each }) => each === 'RUNNING') ? RUNNING_MS : QUIET_MS,
  });

export const deliveryQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['delivery', tenant, id],
    queryFn: ({ signal }) =>
      call<DeliveryDetail>('GET', at(tenant, `/deliveries/${encodeURIComponent(id)}`), { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.state === 'COMPLETED') return false;
      return state.data.state === 'RUNNING' ? RUNNING_MS : QUIET_MS;
    },
  });

export const auditsQuery = (tenant: number, question: Query) =>
  queryOptions({
    queryKey: ['audits', tenant, question],
    queryFn: ({ signal }) => call<AuditPage>('GET', withQuery(at(tenant, '/audits'), question), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.audits.some(({ state: each }) => each === 'RUNNING') ? RUNNING_MS : QUIET_MS,
  });

export const auditQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['audit', tenant, id],
    queryFn: ({ signal }) =>
      call<AuditDetail>('GET', at(tenant, `/audits/${encodeURIComponent(id)}`), { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.state === 'COMPLETED') return false;
      return state.data.state === 'RUNNING' ? RUNNING_MS : QUIET_MS;
    },
  });

/** Address of an audit's report. */
export const auditReport = (tenant: string, id: string) =>
  `/api/v1${at(Number(tenant), `/audits/${encodeURIComponent(id)}/report`)}`;

/** Address of a delivery's package. */
export const deliveryContent = (tenant: number, id: string) =>
  `/api/v1${at(tenant, `/deliveries/${encodeURIComponent(id)}/content`)}`;

export const statementsQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['statements', tenant, query],
    queryFn: ({ signal }) =>
      call<StatementPage>('GET', withQuery(at(tenant, '/probative-values'), query), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.statements.some(({ state: each }) => each === 'RUNNING') ? RUNNING_MS : QUIET_MS,
  });

export const statementQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['statement', tenant, id],
    queryFn: ({ signal }) => call<StatementDetail>('GET', statementAddress(tenant, id), { signal }),
    refetchInterval: ({ state }) => {
      if (state.data === undefined || state.data.state === 'COMPLETED') return false;
      return state.data.state === 'RUNNING' ? RUNNING_MS : QUIET_MS;
    },
  });

const statementAddress = (tenant: number, id: string) =>
  at(tenant, `/probative-values/${encodeURIComponent(id)}`);

/** Asks for a statement of probative value. */
export const askStatement = (tenant: number, body: object) =>
  call<StartedOperation>('POST', at(tenant, '/probative-values'), { body });

/** Address of a statement's file. */
export const statementFile = (tenant: number, id: string) => `/api/v1${statementAddress(tenant, id)}/report`;

/** Address of an object's bytes. */
export const contentAddress = (tenant: number, object: string, disposition: 'inline' | 'attachment') =>
  `/api/v1${withQuery(at(tenant, `/objects/${encodeURIComponent(object)}/content`), { disposition })}`;

/** Address of a document of a transfer. */
export const transferDocument = (tenant: number, id: string, document: 'reply' | 'manifest') =>
  `/api/v1${at(tenant, `/transfers/${encodeURIComponent(id)}/${document}`)}`;

export const referentialsQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['referentials', tenant],
    queryFn: ({ signal }) => call<ReferentialList>('GET', at(tenant, '/referentials'), { signal }),
    staleTime: 60_000,
  });

export const referentialAddress = (tenant: number, kind: string) =>
  at(tenant, `/referentials/${encodeURIComponent(kind)}`);

export const referentialQuery = (tenant: number, kind: string, query: Query) =>
  queryOptions({
    queryKey: ['referential', tenant, kind, query],
    queryFn: ({ signal }) =>
      call<ReferentialPage>('GET', withQuery(referentialAddress(tenant, kind), query), { signal }),
    // What another referential holds is nothing to show meanwhile.
    placeholderData: (before, last) => (last?.queryKey[2] === kind ? before : undefined),
  });

export const recordQuery = (tenant: number, kind: string, id: string) =>
  queryOptions({
    queryKey: ['referential', tenant, kind, 'record', id],
    queryFn: ({ signal }) => call<ReferentialRecord>('GET', recordAddress(tenant, kind, id), { signal }),
  });

export const recordUsesQuery = (tenant: number, kind: string, id: string) =>
  queryOptions({
    queryKey: ['referential', tenant, kind, 'uses', id],
    queryFn: ({ signal }) => call<RecordUses>('GET', `${recordAddress(tenant, kind, id)}/uses`, { signal }),
  });

export const contractActivityQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['referential', tenant, 'ingest-contracts', 'activity', id],
    queryFn: ({ signal }) =>
      call<ContractActivity>('GET', at(tenant, `/ingest-contracts/${encodeURIComponent(id)}/activity`), {
        signal,
      }),
  });

/** What the names of strategies in management contracts stand for. */
export const storageStrategiesQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['storage-strategies', tenant],
    queryFn: ({ signal }) => call<StorageStrategies>('GET', at(tenant, '/storage-strategies'), { signal }),
  });

/** What stands on an entry of the vocabulary, in all the safes that one sees. */
export const vocabularyUseQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['referential', tenant, 'ontologies', 'use', id],
    queryFn: ({ signal }) =>
      call<VocabularyUse>('GET', at(tenant, `/ontologies/${encodeURIComponent(id)}/use`), { signal }),
  });

export const agencyFamilyQuery = (tenant: number, id: string) =>
  queryOptions({
    // What another record says of this one changes with the referential.
    queryKey: ['referential', tenant, 'agencies', 'family', id],
    queryFn: ({ signal }) =>
      call<AgencyFamily>('GET', at(tenant, `/agencies/${encodeURIComponent(id)}/family`), { signal }),
  });

/** Address of the notice of an agency in EAC-CPF. */
export const noticeAddress = (tenant: number, id: string) =>
  `/api/v1${at(tenant, `/agencies/${encodeURIComponent(id)}/eac-cpf`)}`;

export const mergeAddress = (tenant: number, id: string) =>
  at(tenant, `/agencies/${encodeURIComponent(id)}/merge`);

/** Address of the notices of all that are listed. */
export const noticesAddress = (tenant: number, wanted: Query) =>
  `/api/v1${withQuery(at(tenant, '/agencies/eac-cpf'), wanted)}`;

export const recordHistoryQuery = (tenant: number, kind: string, id: string) =>
  queryOptions({
    queryKey: ['referential', tenant, kind, 'history', id],
    queryFn: ({ signal }) =>
      call<RecordHistory>('GET', `${recordAddress(tenant, kind, id)}/history`, { signal }),
  });

export const schemaQuery = (tenant: number) =>
  queryOptions({
    // What is imported into the referential, or taken from it, is asked for again with it.
    queryKey: ['referential', tenant, 'schema', 'elements'],
    queryFn: ({ signal }) => call<SchemaElements>('GET', at(tenant, '/schema'), { signal }),
  });

/** Address of the whole schema as CSV. */
export const schemaExport = (tenant: number) => `/api/v1${at(tenant, '/schema/export')}`;

export const formQuery = (tenant: number, kind: string) =>
  queryOptions({
    queryKey: ['referential form', tenant, kind],
    queryFn: ({ signal }) => call<RecordForm>('GET', `${referentialAddress(tenant, kind)}/form`, { signal }),
    staleTime: 60_000,
  });

/** @param query the field, words, and the tenant of what is chosen where it is another */
export const choicesQuery = (tenant: number, kind: string, query: Query) =>
  queryOptions({
    queryKey: ['referential choices', tenant, kind, query],
    queryFn: ({ signal }) =>
      call<Choices>('GET', withQuery(`${referentialAddress(tenant, kind)}/choices`, query), { signal }),
    placeholderData: (before) => before,
    staleTime: QUIET_MS,
  });

export const recordAddress = (tenant: number, kind: string, id: string) =>
  `${referentialAddress(tenant, kind)}/records/${encodeURIComponent(id)}`;

export const registerAddress = (tenant: number) => at(tenant, '/register');

export const registerTotalsQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['register', tenant, 'totals', query],
    queryFn: ({ signal }) =>
      call<RegisterTotals>('GET', withQuery(registerAddress(tenant), query), { signal }),
    placeholderData: keepPreviousData,
  });

export const registerEntriesQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['register', tenant, 'entries', query],
    queryFn: ({ signal }) =>
      call<RegisterPage>('GET', withQuery(`${registerAddress(tenant)}/entries`, query), { signal }),
    placeholderData: keepPreviousData,
  });

export const registerStatementQuery = (tenant: number, query: Query) =>
  queryOptions({
    queryKey: ['register', tenant, 'statement', query],
    queryFn: ({ signal }) =>
      call<RegisterStatement>('GET', withQuery(`${registerAddress(tenant)}/statement`, query), { signal }),
  });

export const registerEntryQuery = (tenant: number, id: string) =>
  queryOptions({
    queryKey: ['register', tenant, 'entry', id],
    queryFn: ({ signal }) =>
      call<FoundEntry>('GET', `${registerAddress(tenant)}/entries/${encodeURIComponent(id)}`, { signal }),
  });

export const tenantsQuery = queryOptions({
  queryKey: ['platform', 'tenants'],
  queryFn: ({ signal }) => call<TenantEntry[]>('GET', '/platform/tenants', { signal }),
});

const LOOK_AGAIN_MS = 5_000;

/** Looked at again as long as documents are being read. */
export const contentQuery = (tenant: number) =>
  queryOptions({
    queryKey: ['platform', 'content', tenant],
    queryFn: ({ signal }) => call<ContentState>('GET', `/platform/tenants/${tenant}/content`, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && (data.waiting > 0 || data.sweeping) ? LOOK_AGAIN_MS : false,
  });

export const keysQuery = queryOptions({
  queryKey: ['platform', 'keys'],
  queryFn: ({ signal }) => call<ApiKey[]>('GET', '/platform/keys', { signal }),
});

export const servicesQuery = queryOptions({
  queryKey: ['platform', 'services'],
  queryFn: ({ signal }) => call<ServiceList>('GET', '/platform/services', { signal }),
  staleTime: SETTLED_MS,
});

export const certificatesQuery = queryOptions({
  queryKey: ['platform', 'certificates'],
  queryFn: ({ signal }) => call<Certificate[]>('GET', '/platform/certificates', { signal }),
});
