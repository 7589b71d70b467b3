-- The units of a tenant in parts, so that ten thousand of what a sixth of them share are found in the first of these
-- (docs/decisions/0016). What entered before is one part; nothing of it is written anew.
alter table unit add column part integer not null default 0;

-- What operations added to parts. Only ever added to: entries of a tenant never wait for each other here.
create table unit_part (
  tenant integer not null,
  part integer not null,
  operation text collate "C" not null,
  units bigint not null,
  primary key (tenant, part, operation)
);

alter table unit_part enable row level security;
alter table unit_part force row level security;
create policy of_tenant on unit_part
  using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert on unit_part to perenne_app;

-- Tenant by tenant, since its owner too sees one at a time.
do $$
declare
  one integer;
begin
  for one in select tenant from tenant loop
    perform set_config('perenne.tenant', one::text, true);
    insert into unit_part (tenant, part, operation, units)
      select tenant, 0, '', count(*) from unit where tenant = one group by tenant;
  end loop;
  perform set_config('perenne.tenant', '', true);
end $$;

drop index unit_search;
create index unit_search on unit using gin (tenant, part, us, text, content jsonb_path_ops);
