-- Beside searches, views of any list: which list it is of (searches are of the archives), and its columns.
alter table saved_search add column list text collate "C" not null default 'archives';
alter table saved_search add column columns text;
drop index saved_search_name;
create unique index saved_search_name on saved_search (tenant, account, list, lower(name));
