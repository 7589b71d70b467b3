-- The units that lie in no other, for the tree of the holdings: few among many.

create index unit_root on unit (tenant, title, id) where up = '{}';
