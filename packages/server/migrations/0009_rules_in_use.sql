-- Which units declare a rule: asked before a rule goes or changes, and by searches on rules. The publication of 100,000
-- units takes half a second more for it.

create index unit_management on unit using gin (tenant, management jsonb_path_ops);
