-- Units sorted by title, as the query language has it (spec dsl.md 11): upwards by the first of a title's words in the
-- order of their lexemes, downwards by the last. Indexed, so that a page of millions is read in its order.

create function perenne_first_word(value text) returns text
  language sql immutable parallel safe strict
  return (select min(word collate "C") from unnest(tsvector_to_array(perenne_lexemes(perenne_analyse(value)))) word);

create function perenne_last_word(value text) returns text
  language sql immutable parallel safe strict
  return (select max(word collate "C") from unnest(tsvector_to_array(perenne_lexemes(perenne_analyse(value)))) word);

create index unit_first_word on unit (tenant, perenne_first_word(title) collate "C", id);
create index unit_last_word on unit (tenant, perenne_last_word(title) collate "C" desc nulls last, id);
