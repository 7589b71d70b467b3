-- Which operations made and changed a record of a referential: the journals, whose form is the reference system's, do
-- not say it of every kind.

create table referential_change (
  tenant integer not null,
  kind text collate "C" not null,
  identifier text collate "C" not null,
  operation text collate "C" not null,
  primary key (tenant, kind, identifier, operation)
);

alter table referential_change enable row level security;
alter table referential_change force row level security;
create policy of_tenant on referential_change
  using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert on referential_change to perenne_app;
