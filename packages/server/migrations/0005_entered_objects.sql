-- What each entry brought in of each format: the service's figures are read from a few rows for each transfer, however
-- many archives there are.

create table entered_objects (
  tenant integer not null,
  opi text collate "C" not null,
  agency text collate "C" not null,         -- '': none was named
  physical boolean not null,                -- described only: kept on paper or otherwise outside
  format text collate "C" not null,         -- PUID; '': not identified
  format_name text,
  objects bigint not null,
  bytes bigint not null,
  primary key (tenant, opi, physical, format)
);

alter table entered_objects enable row level security;
alter table entered_objects force row level security;
create policy of_tenant on entered_objects
  using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert, update, delete on entered_objects to perenne_app;

-- What entered before this table was there; tenant by tenant, since its owner too sees one tenant at a time.
do $$
declare
  one integer;
begin
  for one in select tenant from tenant loop
    perform set_config('perenne.tenant', one::text, true);
    insert into entered_objects (tenant, opi, agency, physical, format, format_name, objects, bytes)
    select tenant, opi, coalesce(min(sp), ''), object ? 'PhysicalId',
           coalesce(object -> 'FormatIdentification' ->> 'FormatId', ''),
           max(object -> 'FormatIdentification' ->> 'FormatLitteral'), count(*),
           sum(case when object ? 'PhysicalId' then 0 else coalesce((object ->> 'Size')::bigint, 0) end)
    from object_group, jsonb_array_elements(doc -> 'qualifiers') qualifier,
         jsonb_array_elements(qualifier -> 'versions') object
    where tenant = one
    group by 1, 2, 4, 5;
  end loop;
  perform set_config('perenne.tenant', '', true);
end $$;
