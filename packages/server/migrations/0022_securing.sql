-- Securing of journals (docs/proof.md).

-- When a piece of a life cycle became visible: `at` is the instant at which it was made, which an entry publishes later.
-- The beginning of the transaction that makes it so, to the millisecond as the service reads it: the one time that the
-- database gives, since it is compared with what the database says of transactions that are under way.
alter table life_cycle add column published_at timestamptz;
-- Of the rows that there are: by the type's change and not by an update, which row-level security would let see none.
alter table life_cycle alter column published_at type timestamptz using at;
alter table life_cycle alter column published_at set not null;
alter table life_cycle alter column published_at set default date_trunc('milliseconds', transaction_timestamp());
-- Rows lie in the order in which they were published: a B-tree would cost each entry what is read once an hour.
create index life_cycle_published on life_cycle using brin (published_at) with (autosummarize = on);

-- Beginning of the oldest transaction that is under way in this database: what was given a time before it is visible,
-- or never will be. As its owner, since the application's role is not told of the transactions of others.
create function perenne_oldest_transaction() returns timestamptz
  language sql stable security definer set search_path = pg_catalog
  as $$
    select min(xact_start) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
  $$;
