-- Packages that persons send in several sittings (docs/decisions/0008). The bytes lie in the workspace; `received` of
-- them are durable. An upload whose operation exists has been taken in.

create table upload (
  tenant integer not null,
  id text collate "C" not null,
  account text not null,
  workflow text not null,
  file_name text not null,
  -- Date of the file where it was chosen, milliseconds: with its name and size it tells whether it is the same.
  file_modified bigint,
  size bigint not null check (size > 0),
  received bigint not null check (received between 0 and size),
  created_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (tenant, id)
);

alter table upload enable row level security;
alter table upload force row level security;
create policy of_tenant on upload using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert, update, delete on upload to perenne_app;
