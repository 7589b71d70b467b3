-- Whether anything lies under a unit, for a page of the tree at once: by the first parent, which is mostly the only
-- one. Units of several parents have an index of their own.
create index unit_first_parent on unit (tenant, (up[1]));
create index unit_shared on unit using gin (tenant, up) where cardinality(up) > 1;
