-- Archived object groups that an entry changes: it gains units or objects (spec ingest.md 9.2, 9.5).

-- One operation at a time changes a group: the versions that it numbers are the next ones until it has ended.
create table claimed_group (
  tenant integer not null,
  id text collate "C" not null,
  operation text collate "C" not null,
  primary key (tenant, id)
);
create index claimed_group_operation on claimed_group (tenant, operation);

alter table claimed_group enable row level security;
alter table claimed_group force row level security;
create policy of_tenant on claimed_group
  using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert, delete on claimed_group to perenne_app;

-- Version of the archived group of which this row is the next form; null: a new group. `up`, `us` and `sps` are then
-- what the group gains.
alter table staged_group add column changes integer;
