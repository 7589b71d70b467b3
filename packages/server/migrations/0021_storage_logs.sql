-- What is written to the offers and removed from them (spec operations.md 15.5), a row for each container: the lines of
-- what a pack holds come from the index beside it, when the log is backed up (docs/decisions/0015). Rows go with their
-- backup, which lies on the offers.
create table storage_log (
  tenant integer not null,
  id bigint generated always as identity,
  at timestamptz not null,                  -- of the outcome; without one, of the beginning
  event text collate "C" not null,          -- CREATE, DELETE
  container text collate "C" not null,
  outcome text collate "C",                 -- OK, KO; null: under way, or its process died
  agents jsonb,                             -- by offer: {"offer-fs-1": "OK"}
  packed boolean,                           -- of a CREATE: an index lies beside it
  size bigint,
  digest bytea,                             -- SHA-512
  contents bytea,                           -- of a DELETE: the index of the pack, which goes with it
  primary key (tenant, id)
);
create index storage_log_in_order on storage_log (tenant, at, id) where outcome is not null;
create index storage_log_begun on storage_log (tenant, at) where outcome is null;
create index storage_log_removals on storage_log (tenant, container) where contents is not null;

-- Intervals of the logs that are closed: (started, ended]. What is logged later is later than the last of them, so that
-- each line belongs to exactly one.
create table storage_log_interval (
  tenant integer not null,
  kind text collate "C" not null,           -- write, access
  ended timestamptz not null,
  started timestamptz not null,
  operation text collate "C" not null,      -- that backs it up
  stored boolean not null default false,
  primary key (tenant, kind, ended)
);

do $$
declare
  name text;
begin
  foreach name in array array['storage_log', 'storage_log_interval']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy of_tenant on %I using (tenant = perenne_tenant()) with check (tenant = perenne_tenant())', name);
  end loop;
end $$;
grant select, insert, update, delete on storage_log to perenne_app;
grant select, insert, update on storage_log_interval to perenne_app;
