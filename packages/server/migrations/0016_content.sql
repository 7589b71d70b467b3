-- Full text inside documents (docs/decisions/0010): derived from the objects, and made again from them at any time.

-- Whether documents are read and searched in a tenant; and the group after which a sweep goes on that puts all its
-- documents into the queue, null when there is none. Archives that are already there are read too.
alter table tenant add column content_search boolean not null default true;
alter table tenant add column content_sweep text collate "C";
update tenant set content_sweep = '';

create text search configuration perenne_en (copy = english);
alter text search configuration perenne_en alter mapping for hword, hword_part, word with unaccent, english_stem;
create text search configuration perenne_de (copy = german);
alter text search configuration perenne_de alter mapping for hword, hword_part, word with unaccent, german_stem;
create text search configuration perenne_es (copy = spanish);
alter text search configuration perenne_es alter mapping for hword, hword_part, word with unaccent, spanish_stem;
create text search configuration perenne_it (copy = italian);
alter text search configuration perenne_it alter mapping for hword, hword_part, word with unaccent, italian_stem;

-- Lexemes of an analysed text in the language of its document; French ones are those of descriptions.
create function perenne_content_lexemes(language text, analysed text) returns tsvector
  language sql immutable parallel safe strict
  return case language
    when 'en' then to_tsvector('perenne_en'::regconfig, analysed)
    when 'de' then to_tsvector('perenne_de'::regconfig, analysed)
    when 'es' then to_tsvector('perenne_es'::regconfig, analysed)
    when 'it' then to_tsvector('perenne_it'::regconfig, analysed)
    else perenne_lexemes(analysed) end;

-- As perenne_query, for documents of a language.
create function perenne_content_query(language text, analysed text, operator text, prefix boolean) returns tsquery
  language sql immutable parallel safe strict
  as $$
    select string_agg(
      case when before is null then '' when operator = '<->' then '<' || place - before || '>' else operator end
        || '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''''
        || case when prefix and after is null then ':*' else '' end,
      '' order by place)::tsquery
    from (
      select lexeme, place, lag(place) over (order by place) as before, lead(place) over (order by place) as after
      from unnest(perenne_content_lexemes(language, analysed)) as l(lexeme, places, weights), unnest(places) as place
    ) words
  $$;

-- Passages of a text in which the words of the query stand between U+0001 and U+0002, which no kept text has.
create function perenne_content_headline(language text, passage text, words tsquery) returns text
  language sql immutable parallel safe strict
  return ts_headline(
    case language
      when 'en' then 'perenne_en'::regconfig
      when 'de' then 'perenne_de'::regconfig
      when 'es' then 'perenne_es'::regconfig
      when 'it' then 'perenne_it'::regconfig
      else 'perenne_fr'::regconfig end,
    passage, words,
    E'StartSel="\x01", StopSel="\x02", MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "');

-- What is still to be read. No policy: workers look across tenants. It holds identifiers only.
create table content_queue (
  tenant integer not null,
  object text collate "C" not null,
  object_group text collate "C" not null,
  usage text collate "C" not null,          -- BinaryMaster, Dissemination…
  format text collate "C" not null,         -- PUID
  due_at timestamptz not null,              -- not taken before: the end of a worker's lease, or of a pause after a failure
  holder text,                              -- the worker that has it, and never the same twice
  taken integer not null default 0,         -- times that a worker took it and gave no answer
  failed integer not null default 0,        -- times that it could not be read for a reason of ours
  primary key (tenant, object)
);
create index content_queue_due on content_queue (due_at);

create table object_content (
  tenant integer not null,
  object text collate "C" not null,
  category text collate "C" not null default 'objects' check (category = 'objects'),
  object_group text collate "C" not null,
  usage text collate "C" not null,
  format text collate "C" not null,
  state text collate "C" not null check (state in ('EXTRACTED', 'NOT_EXTRACTABLE')),
  reason text collate "C",                  -- why not (content/not-extractable.ts)
  language text collate "C",
  characters integer not null,
  is_cut boolean not null,                  -- the document has more than is kept
  extracted_at timestamptz not null,
  primary key (tenant, object),
  -- The text goes with the bytes, whoever removes them.
  foreign key (tenant, category, object) references placement (tenant, category, name) on delete cascade
);

-- Texts in pieces: positions of words are exact in each, and an excerpt is made of one. They overlap by some words.
create table content_part (
  tenant integer not null,
  object text collate "C" not null,
  part integer not null,
  object_group text collate "C" not null,
  usage text collate "C" not null,
  language text collate "C" not null,
  text text not null,
  words tsvector generated always as (perenne_content_lexemes(language, perenne_analyse(text))) stored,
  primary key (tenant, object, part),
  foreign key (tenant, object) references object_content (tenant, object) on delete cascade
);
create index content_part_words on content_part using gin (tenant, language, words);
create index content_part_group on content_part (tenant, object_group);

do $$
declare
  name text;
begin
  foreach name in array array['object_content', 'content_part'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy of_tenant on %I using (tenant = perenne_tenant()) with check (tenant = perenne_tenant())', name);
  end loop;
end $$;
grant select, insert, update, delete on content_queue, object_content, content_part to perenne_app;
