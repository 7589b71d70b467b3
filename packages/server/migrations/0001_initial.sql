-- The archive's first schema. Conventions:
--   every customers' table begins with the tenant, in its key and in its policy;
--   identifiers and keyset columns are COLLATE "C", titles sort by French rules;
--   times are given by the service, never by now();
--   no trigger, no recursive query, so that the same schema can be distributed by tenant.

create extension if not exists unaccent;
create extension if not exists btree_gin;

create collation if not exists perenne_french (provider = icu, locale = 'fr-FR');

create text search configuration perenne_fr (copy = french);
alter text search configuration perenne_fr
  alter mapping for hword, hword_part, word with unaccent, french_stem;

-- Lexemes of an analysed text. The stop words that PostgreSQL's list lacks, or that lose their accent
-- before the stop list sees them, are taken out here. Version 1: a change rewrites every unit's `text`.
create function perenne_lexemes(analysed text) returns tsvector
  language sql immutable parallel safe strict
  return ts_delete(
    to_tsvector('perenne_fr'::regconfig, analysed),
    array['le', 'les', 'a', 'ete', 'etes', 'meme', 'l', 'd', 'qu', 's', 'j', 'n', 'm', 't', 'c']);

-- Twin of `analyse` (catalogue/analysed-text.ts), for values that are already stored.
create function perenne_analyse(value text) returns text
  language sql immutable parallel safe strict
  return left(
    regexp_replace(
      regexp_replace(
        regexp_replace(
          normalize(value, NFC),
          '</?[A-Za-z][A-Za-z0-9]*([ \t\r\n][^<>]*)?/?>', ' ', 'g'),
        '[\x01-\x20!-/:-@\[-`{-\x7f]+', ' ', 'g'),
      '[0-9]+', ' \& ', 'g'),
    200000);

-- Scalars that a path finds in a document, as texts; arrays on the way are transparent.
create function perenne_values(document jsonb, path jsonpath) returns setof text
  language sql immutable parallel safe strict rows 2
  as $$
    select value #>> '{}' from jsonb_path_query(document, path, '{}', true) value
    where jsonb_typeof(value) in ('string', 'number', 'boolean')
  $$;

-- Lexemes of all the values of one member.
create function perenne_field_lexemes(document jsonb, path jsonpath) returns tsvector
  language sql immutable parallel safe strict
  as $$
    select perenne_lexemes(perenne_analyse(string_agg(value, ' '))) from perenne_values(document, path) value
  $$;

-- Full-text query out of an analysed text, through the same lexemes as the index: to_tsquery and its kin would
-- keep the words that perenne_lexemes takes out. `operator` is '&', '|' or '<->' (neighbours, at their
-- distances); with `prefix` the last word may be a beginning. Without a lexeme it is null: nothing matches.
create function perenne_query(analysed text, operator text, prefix boolean) returns tsquery
  language sql immutable parallel safe strict
  as $$
    select string_agg(
      case when before is null then '' when operator = '<->' then '<' || place - before || '>' else operator end
        || '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''''
        || case when prefix and after is null then ':*' else '' end,
      '' order by place)::tsquery
    from (
      select lexeme, place, lag(place) over (order by place) as before, lead(place) over (order by place) as after
      from unnest(perenne_lexemes(analysed)) as l(lexeme, places, weights), unnest(places) as place
    ) words
  $$;

-- Texts of journals that hold JSON; one that does not is as if absent.
create function perenne_json(value text) returns jsonb
  language plpgsql immutable parallel safe strict
  as $$
    begin
      return value::jsonb;
    exception when others then
      return null;
    end
  $$;

-- The JSON texts of an operation's master record and events, read: [{"evDetData": {…}, "agIdExt": {…}}…].
create function perenne_details(master jsonb, events jsonb) returns jsonb
  language sql immutable parallel safe strict
  as $$
    select jsonb_agg(jsonb_build_object(
      'evDetData', perenne_json(event ->> 'evDetData'),
      'agIdExt', perenne_json(event ->> 'agIdExt'),
      'rightsStatementIdentifier', perenne_json(event ->> 'rightsStatementIdentifier')))
    from jsonb_array_elements(events || master) event
  $$;

-- The tenant of the transaction; null outside any: policies then show nothing.
create function perenne_tenant() returns integer
  language sql stable parallel safe
  return nullif(current_setting('perenne.tenant', true), '')::integer;

----------------------------------------------------------------------------------------------------
-- The installation

create table tenant (
  tenant integer primary key,
  name text not null,
  administration boolean not null default false,
  created_at timestamptz not null
);

create table node (
  number integer generated always as identity primary key,
  started_at timestamptz not null
);

create table setting (
  name text primary key,
  value jsonb not null
);

----------------------------------------------------------------------------------------------------
-- Identity

create table api_key (
  digest bytea primary key,                 -- SHA-256 of the key: the key itself is nowhere
  label text not null,
  context text not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table account (
  id text collate "C" primary key,
  email text not null,
  name text not null,
  password text not null,                   -- scrypt, with its parameters and salt
  active boolean not null default true,
  created_at timestamptz not null
);
create unique index account_email on account (lower(email));

create table account_right (
  account text collate "C" not null references account (id) on delete cascade,
  tenant integer not null,
  role text not null,                       -- R1 to R5 (spec frontoffice.md A.1)
  access_contract text,                     -- null: the internal, full one
  primary key (account, tenant)
);

create table session (
  digest bytea primary key,                 -- SHA-256 of the cookie's value
  account text collate "C" not null references account (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz not null,
  expires_at timestamptz not null
);

create table sign_in_failure (
  email text not null,
  at timestamptz not null
);
create index sign_in_failure_recent on sign_in_failure (email, at);

----------------------------------------------------------------------------------------------------
-- Referentials: agencies, rules, formats, contracts, contexts, profiles, ontology… one document a record

create table referential (
  tenant integer not null,
  kind text collate "C" not null,           -- 'agency', 'rule', 'format', 'ontology', 'access-contract'…
  identifier text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  doc jsonb not null,
  primary key (tenant, kind, identifier)
);
create index referential_doc on referential using gin (tenant, kind, doc jsonb_path_ops);

create table counter (
  tenant integer not null,
  name text collate "C" not null,
  value bigint not null,
  primary key (tenant, name)
);

----------------------------------------------------------------------------------------------------
-- Operations: the journal of steps, and the queue from which workers lease them

create table operation (
  tenant integer not null,
  id text collate "C" not null,
  workflow text collate "C" not null,       -- DEFAULT_WORKFLOW, HOLDING_SCHEME…
  type text collate "C" not null,           -- PROCESS_SIP_UNITARY, HOLDINGSCHEME…
  process_type text collate "C" not null,   -- INGEST, MASTERDATA…
  state text collate "C" not null,          -- PAUSE, RUNNING, COMPLETED
  status text collate "C" not null,         -- UNKNOWN, STARTED, OK, WARNING, KO, FATAL
  sound_status text collate "C" not null,  -- status without technical failures: what it was before one
  step_by_step boolean not null default false,
  next_step integer not null default 0,
  request text collate "C",                 -- a move asked for while a worker holds it: PAUSE, CANCEL
  context text,                             -- application context of the caller
  parameters jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant, id)
);
create index operation_recent on operation (tenant, created_at desc, id);
create index operation_state on operation (tenant, state, created_at desc);

-- One row per finished action or chunk of an action, written in the transaction of its effects.
create table operation_journal (
  tenant integer not null,
  operation text collate "C" not null,
  step integer not null,
  action integer not null,
  chunk integer not null default -1,        -- -1: the whole action
  result jsonb not null,
  ended_at timestamptz not null,
  primary key (tenant, operation, step, action, chunk)
);

-- No policy: workers look for work across tenants. It holds identifiers only.
create table work_queue (
  tenant integer not null,
  operation text collate "C" not null,
  queued_at timestamptz not null,
  holder text,
  lease_until timestamptz,
  fence bigint not null default 0,
  primary key (tenant, operation)
);
create index work_queue_order on work_queue (queued_at);

create table logbook_operation (
  tenant integer not null,
  id text collate "C" not null,
  type text collate "C" not null,
  process_type text collate "C" not null,
  started_at timestamptz not null,
  persisted_at timestamptz not null,
  outcome text collate "C" not null,        -- of the last event
  version integer not null default 0,
  master jsonb not null,                    -- members of the master record (spec model.md 6.1) but events
  events jsonb not null default '[]',
  primary key (tenant, id)
);
create index logbook_operation_recent on logbook_operation (tenant, started_at desc, id);
create index logbook_operation_master on logbook_operation using gin (tenant, master jsonb_path_ops);

----------------------------------------------------------------------------------------------------
-- Archival storage: where each thing lies

create table placement (
  tenant integer not null,
  category text collate "C" not null,       -- 'objects', 'reports', 'manifests', 'profiles', 'backups'…
  name text collate "C" not null,           -- object's identifier, '<operation>.xml'…
  operation text collate "C",
  strategy text collate "C" not null,
  container text collate "C" not null,      -- path of the file or pack on every offer
  entry_offset bigint,                      -- first byte within the pack; null: the file is the thing
  size bigint not null,
  digest bytea not null,                    -- SHA-512
  offers text[] not null,
  primary key (tenant, category, name)
);
create index placement_operation on placement (tenant, operation);

create table pack (
  tenant integer not null,
  container text collate "C" not null,
  category text collate "C" not null,
  operation text collate "C" not null,
  entries integer not null,
  size bigint not null,
  digest bytea not null,
  offers text[] not null,
  primary key (tenant, container)
);
create index pack_operation on pack (tenant, operation);

----------------------------------------------------------------------------------------------------
-- Data management: units, object groups, their life cycles, registers

create table unit (
  tenant integer not null,
  id text collate "C" not null,
  opi text collate "C" not null,
  unit_type text collate "C" not null,
  og text collate "C",
  sp text collate "C",
  sps text[] collate "C" not null,
  up text[] collate "C" not null,
  us text[] collate "C" not null,
  uds jsonb not null,                       -- ancestors by distance: {"1": [...], "2": [...]}
  ops text[] collate "C" not null,
  opts text[] collate "C" not null default '{}',
  min_depth integer not null,
  max_depth integer not null,
  seda_version text collate "C" not null,
  implementation_version text collate "C" not null,
  strategy text collate "C" not null,
  management_contract text collate "C",
  version integer not null default 0,
  atomic_version integer not null default 0,
  graph_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  valid_computed_rules boolean,
  computed_rules jsonb,
  elimination jsonb,
  history jsonb,
  management jsonb not null,
  content jsonb not null,                   -- descriptive members at its root (spec seda.md 7.3)
  title text collate perenne_french,
  text tsvector not null,                   -- lexemes of every analysed value of `content` and `management`
  primary key (tenant, id)
);
create index unit_opi on unit (tenant, opi);
create index unit_og on unit (tenant, og) where og is not null;
create index unit_title on unit (tenant, title, id);
create index unit_up on unit using gin (tenant, up);
create index unit_us on unit using gin (tenant, us);
create index unit_text on unit using gin (tenant, text);
create index unit_content on unit using gin (tenant, content jsonb_path_ops);

create table object_group (
  tenant integer not null,
  id text collate "C" not null,
  opi text collate "C" not null,
  sp text collate "C",
  sps text[] collate "C" not null,
  up text[] collate "C" not null,
  us text[] collate "C" not null,
  ops text[] collate "C" not null,
  opts text[] collate "C" not null default '{}',
  profile text not null default '',
  nb_objects integer not null,
  seda_version text collate "C" not null,
  implementation_version text collate "C" not null,
  strategy text collate "C" not null,
  version integer not null default 0,
  atomic_version integer not null default 0,
  graph_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  doc jsonb not null,                       -- {"FileInfo": …, "qualifiers": [{"qualifier", "_nbc", "versions": [...]}]} (spec seda.md 8)
  primary key (tenant, id)
);
create index object_group_opi on object_group (tenant, opi);
create index object_group_us on object_group using gin (tenant, us);
create index object_group_doc on object_group using gin (tenant, doc jsonb_path_ops);

-- One row per element and operation, in the compact form of docs/decisions/0004.
create table life_cycle (
  tenant integer not null,
  kind text collate "C" not null,           -- 'unit', 'group'
  id text collate "C" not null,
  operation text collate "C" not null,
  at timestamptz not null,
  events jsonb not null,
  primary key (tenant, kind, id, operation)
);

create table accession_register_detail (
  tenant integer not null,
  id text collate "C" not null,
  agency text collate "C" not null,
  opi text collate "C" not null,
  created_at timestamptz not null,
  doc jsonb not null,
  primary key (tenant, id),
  unique (tenant, agency, opi)
);

create table accession_register_summary (
  tenant integer not null,
  agency text collate "C" not null,
  id text collate "C" not null,
  created_at timestamptz not null,
  doc jsonb not null,
  primary key (tenant, agency)
);

----------------------------------------------------------------------------------------------------
-- Staging: what an operation has made and nobody sees yet. COPY is refused under row-level security,
-- so these have no policy; the tenant and the operation are in every statement.

create table staged_unit (
  tenant integer not null,
  operation text collate "C" not null,
  id text collate "C" not null,
  og text collate "C",
  sps text[] collate "C" not null,
  up text[] collate "C" not null,
  us text[] collate "C" not null,
  uds jsonb not null,
  max_depth integer not null,
  at timestamptz not null,
  management jsonb not null,
  content jsonb not null,
  extra jsonb not null,                     -- members that most units have not: history, management contract, computed rules
  analysed text not null,
  text tsvector generated always as (perenne_lexemes(analysed)) stored,
  life_cycle jsonb not null
);
create index staged_unit_operation on staged_unit (tenant, operation);

create table staged_group (
  tenant integer not null,
  operation text collate "C" not null,
  id text collate "C" not null,
  at timestamptz not null,
  profile text not null,
  nb_objects integer not null,
  up text[] collate "C" not null,
  us text[] collate "C" not null,
  sps text[] collate "C" not null,
  doc jsonb not null,
  life_cycle jsonb not null
);
create index staged_group_operation on staged_group (tenant, operation);

create table staged_placement (
  tenant integer not null,
  operation text collate "C" not null,
  category text collate "C" not null,
  name text collate "C" not null,
  strategy text collate "C" not null,
  container text collate "C" not null,
  entry_offset bigint,
  size bigint not null,
  digest bytea not null,
  offers text[] not null
);
create index staged_placement_operation on staged_placement (tenant, operation);

----------------------------------------------------------------------------------------------------
-- Row-level security behind the service's own conditions

do $$
declare
  name text;
begin
  foreach name in array array[
    'referential', 'counter', 'operation', 'operation_journal', 'logbook_operation', 'placement', 'pack',
    'unit', 'object_group', 'life_cycle', 'accession_register_detail', 'accession_register_summary']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy of_tenant on %I using (tenant = perenne_tenant()) with check (tenant = perenne_tenant())', name);
  end loop;
end $$;

-- Imports of the vocabulary and of the formats concern everyone: every tenant may read their journal.
create policy of_platform on logbook_operation for select using (
  tenant = 1 and type in ('IMPORT_ONTOLOGY', 'STP_REFERENTIAL_FORMAT_IMPORT', 'STP_DELETE_FORMAT'));

grant usage on schema public to perenne_app;
grant select, insert, update, delete on all tables in schema public to perenne_app;
grant usage on all sequences in schema public to perenne_app;
revoke insert, update, delete on setting from perenne_app;
grant insert, update on setting to perenne_app;
