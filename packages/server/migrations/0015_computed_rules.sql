-- What holds for units by inheritance, as it was computed and is searched (docs/decisions/0009). In a table of its own:
-- a computation that wrote into the rows of the units would write all their indexes anew.

create table computed_rules (
  tenant integer not null,
  id text collate "C" not null,             -- of a unit; one without a row was never asked for
  rules jsonb,                              -- null: to compute (again)
  -- Latest end of each category, so that what has ended is found by an index.
  storage_end timestamptz,
  appraisal_end timestamptz,
  dissemination_end timestamptz,
  access_end timestamptz,
  reuse_end timestamptz,
  classification_end timestamptz,
  hold_end timestamptz,
  primary key (tenant, id)
);
create index computed_rules_obsolete on computed_rules (tenant, id) where rules is null;
create index computed_rules_rules on computed_rules using gin (tenant, rules jsonb_path_ops);
create index computed_rules_storage on computed_rules (tenant, storage_end) where storage_end is not null;
create index computed_rules_appraisal on computed_rules (tenant, appraisal_end) where appraisal_end is not null;
create index computed_rules_dissemination on computed_rules (tenant, dissemination_end)
  where dissemination_end is not null;
create index computed_rules_access on computed_rules (tenant, access_end) where access_end is not null;
create index computed_rules_reuse on computed_rules (tenant, reuse_end) where reuse_end is not null;
create index computed_rules_classification on computed_rules (tenant, classification_end)
  where classification_end is not null;
create index computed_rules_hold on computed_rules (tenant, hold_end) where hold_end is not null;

alter table computed_rules enable row level security;
alter table computed_rules force row level security;
create policy of_tenant on computed_rules using (tenant = perenne_tenant()) with check (tenant = perenne_tenant());
grant select, insert, update, delete on computed_rules to perenne_app;

-- Nothing was ever computed there.
alter table unit drop column valid_computed_rules, drop column computed_rules;
