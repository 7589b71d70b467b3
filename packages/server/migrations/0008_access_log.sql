-- Who read which object, under contracts that want it known (spec security-and-scale.md 7.1).
create table access_log (
  tenant integer not null,
  -- Of the call, or of the delivery that took the object along: a step that runs again writes nothing twice.
  request text collate "C" not null,
  object text collate "C" not null,
  at timestamptz not null,
  line jsonb not null,
  primary key (tenant, request, object)
);
create index access_log_in_order on access_log (tenant, at, request, object);

alter table access_log enable row level security;
alter table access_log force row level security;
create policy of_tenant on access_log using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
-- Nobody changes what is written.
grant select, insert on access_log to perenne_app;
