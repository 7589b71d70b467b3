-- A log whose backup came late is secured all the same (spec operations.md 15.5).
alter table storage_log_interval add column secured boolean not null default false;
