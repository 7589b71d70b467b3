-- One index answers what is asked of ancestors, words and values at once (docs/decisions/0014). Indexes that each begin
-- with the tenant are never combined: PostgreSQL takes two that share a condition to be alternatives (choose_bitmap_and).
create index unit_search on unit using gin (tenant, us, text, content jsonb_path_ops);

drop index unit_us;
drop index unit_text;
drop index unit_content;
