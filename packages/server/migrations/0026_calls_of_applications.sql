-- Calls of applications, by their key or certificate and by day (UTC): how many there were, and when the last was made.
create table credential_use (
  digest bytea not null,                    -- of api_key or certificate
  day date not null,
  calls bigint not null,
  last_at timestamptz not null,
  primary key (digest, day)
);
grant select, insert, update on credential_use to perenne_app;
