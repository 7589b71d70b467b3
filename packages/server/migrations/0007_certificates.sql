-- Certificates of applications and of persons. Like keys they belong to the platform: who a caller is must be known
-- before any tenant is. They are never deleted, so that journals stay explicable; revocation is a date.

create table certificate (
  digest bytea primary key,                 -- SHA-256 of the DER
  context text,                             -- null: of a person
  label text not null,
  der bytea not null,
  subject text not null,
  issuer text not null,
  serial text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
grant select, insert, update on certificate to perenne_app;

alter table api_key add column expires_at timestamptz;
