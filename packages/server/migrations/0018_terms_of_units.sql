-- What the index knows of a unit beside its words (docs/decisions/0011): which of them stand in its title (label A) and
-- in its description (label B), so that a search in these need not analyse the values of every unit that has the word
-- somewhere; and the days that its description names, as words, so that a range of dates of any member has candidates.

-- Lexemes of a unit's analysed text, whose three parts (title, description, all else) are divided by U+0001.
create function perenne_unit_lexemes(analysed text) returns tsvector
  language sql immutable parallel safe strict
  return setweight(perenne_lexemes(split_part(analysed, E'\x01', 1)), 'A')
    || setweight(perenne_lexemes(split_part(analysed, E'\x01', 2)), 'B')
    || perenne_lexemes(split_part(analysed, E'\x01', 3));

-- As perenne_query, of words that have the label.
create function perenne_query(analysed text, operator text, prefix boolean, label text) returns tsquery
  language sql immutable parallel safe strict
  as $$
    select string_agg(
      case when before is null then '' when operator = '<->' then '<' || place - before || '>' else operator end
        || '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''':'
        || case when prefix and after is null then '*' else '' end || label,
      '' order by place)::tsquery
    from (
      select lexeme, place, lag(place) over (order by place) as before, lead(place) over (order by place) as after
      from unnest(perenne_lexemes(analysed)) as l(lexeme, places, weights), unnest(places) as place
    ) words
  $$;

alter table staged_unit drop column text;
alter table staged_unit add column text tsvector generated always as (perenne_unit_lexemes(analysed)) stored;

-- What entered before; tenant by tenant, since its owner too sees one tenant at a time.
do $$
declare
  one integer;
begin
  for one in select tenant from tenant loop
    perform set_config('perenne.tenant', one::text, true);
    update unit set text =
      coalesce(setweight(perenne_field_lexemes(content, '$.Title[*]'), 'A'), '')
      || coalesce(setweight(perenne_field_lexemes(content, '$.Description[*]'), 'B'), '')
      || text
      || array_to_tsvector(array(
        select distinct case when day ~ '^\d{4}-\d\d-\d\d' then 'd' || replace(left(day, 10), '-', '') else 'd0' end
        from (select value #>> '{}' as day
              from jsonb_path_query(content, 'strict $.** ? (@.type() == "string")', '{}', true) value) texts
        where day ~ '^[-+]?\d{4,}-\d\d'))
    where tenant = one;
  end loop;
  perform set_config('perenne.tenant', '', true);
end $$;

-- What one agency produced, in the order of pages, counted without the rows themselves.
create index unit_agency on unit (tenant, sp, id);
