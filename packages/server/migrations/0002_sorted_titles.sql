-- Units sorted by title, as the query language has it (spec dsl.md 11): upwards by the first of a title's words in the
-- order of their lexemes, downwards by the last. Indexed, so that a page of millions is read in its order. The words
-- are made while the entry is staged: to make them at the publication would take twice as long as the rest of it.

-- Lexemes of an analysed title in their order, which is that of "C" and of a tsvector.
create function perenne_title_words(analysed text) returns text[]
  language sql immutable parallel safe strict
  return tsvector_to_array(perenne_lexemes(analysed));

alter table unit add column title_words text[] collate "C";
create index unit_first_word on unit (tenant, (title_words[1]), id);
create index unit_last_word on unit (tenant, (title_words[cardinality(title_words)]) desc nulls last, id);

alter table staged_unit
  add column title text,
  add column analysed_title text,
  add column title_words text[] collate "C" generated always as (perenne_title_words(analysed_title)) stored;
