-- Operations that an operator holds back (spec api.md 6.6, ProcessPause): of a tenant, of a type, of both, or all.
-- It belongs to the platform: an order may be about every tenant. Null: any.
create table operation_hold (
  held_tenant integer,
  process_type text collate "C",
  since timestamptz not null,
  unique nulls not distinct (held_tenant, process_type)
);
grant select, insert, delete on operation_hold to perenne_app;

-- The queue belongs to no tenant and cannot look at operations: it knows itself what they are.
alter table work_queue add column process_type text collate "C" not null default '';
