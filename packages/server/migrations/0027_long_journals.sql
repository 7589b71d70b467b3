-- Journals and operations by the hundred thousand: what screens ask of them is answered by an index.

-- The ingest contract that an entry's manifest names, as its journal says it: JSON text, with its quotation marks. A column
-- of its own, since a policy lets no index be used through a function that may leak (decision 2), and since counting what a
-- contract has served for must not read the journals of all the others.
alter table logbook_operation add column agreement text collate "C" generated always as (
  case when process_type in ('INGEST', 'INGEST_TEST') then
    substring(
      coalesce(master ->> 'rightsStatementIdentifier', '') || coalesce(master ->> 'evDetData', '')
      from '"ArchivalAgreement":("(?:[^"\\]|\\.)*")')
  end) stored;
-- Answers by itself, without the journals: `type` is what the policies look at.
create index logbook_operation_agreement on logbook_operation (tenant, agreement, started_at desc, id desc)
  include (process_type, outcome, type) where agreement is not null;

-- The latest operations of a workflow: its deliveries in a list, and how long it usually takes.
create index operation_workflow on operation (tenant, workflow, created_at desc, id desc);
-- How many there are, by state and outcome, and of which categories.
create index operation_counted on operation (tenant, state, status, created_at desc, process_type);
create index operation_category on operation (tenant, process_type, created_at desc, id desc);
create index logbook_operation_category on logbook_operation (tenant, process_type, started_at desc, id);
