-- What each agency sees by attachment alone, as it was day by day (spec model.md 10.3): a record is written and never
-- changed.

create table accession_register_symbolic (
  tenant integer not null,
  id text collate "C" not null,
  agency text collate "C" not null,
  created_at timestamptz not null,
  doc jsonb not null,
  primary key (tenant, id)
);
create index accession_register_symbolic_in_order on accession_register_symbolic (tenant, created_at, agency);

alter table accession_register_symbolic enable row level security;
alter table accession_register_symbolic force row level security;
create policy of_tenant on accession_register_symbolic
  using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert on accession_register_symbolic to perenne_app;
