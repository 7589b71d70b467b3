-- Searches that persons keep for themselves: the criteria as the own API takes them, under a name.

create table saved_search (
  tenant integer not null,
  account text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  search jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant, account, id)
);
create unique index saved_search_name on saved_search (tenant, account, lower(name));

alter table saved_search enable row level security;
alter table saved_search force row level security;
create policy of_tenant on saved_search using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert, update, delete on saved_search to perenne_app;
