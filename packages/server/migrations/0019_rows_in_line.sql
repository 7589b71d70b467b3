-- Searches in one member are answered by the index, and rows are read as they lie (docs/decisions/0014).

-- Whole and as they are, up to what a page holds: to take a document out of line costs more than to look into it.
alter table unit set (toast_tuple_target = 8160);
alter table staged_unit set (toast_tuple_target = 8160);

-- Words of members, `=<key>=<lexeme>`, of their analysed texts (catalogue/member-words.ts). Longer ones are no lexemes.
create function perenne_member_lexemes(members text) returns tsvector
  language sql immutable parallel safe strict
  as $$
    select coalesce(array_to_tsvector(array_agg('=' || split_part(member, E'\x02', 1) || '=' || lexeme)), '')
    from string_to_table(members, E'\x03') as member, unnest(perenne_lexemes(split_part(member, E'\x02', 2)))
    where octet_length(lexeme) < 2000
  $$;

-- As before, and a fourth part: the other members, one by one.
create or replace function perenne_unit_lexemes(analysed text) returns tsvector
  language sql immutable parallel safe strict
  return setweight(perenne_lexemes(split_part(analysed, E'\x01', 1)), 'A')
    || setweight(perenne_lexemes(split_part(analysed, E'\x01', 2)), 'B')
    || perenne_lexemes(split_part(analysed, E'\x01', 3))
    || case split_part(analysed, E'\x01', 4) when '' then ''
       else perenne_member_lexemes(split_part(analysed, E'\x01', 4)) end;

-- As perenne_query, of the words of one member.
create function perenne_member_query(analysed text, operator text, member text) returns tsquery
  language sql immutable parallel safe strict
  as $$
    select string_agg(
      '''=' || member || '=' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''', operator)::tsquery
    from unnest(perenne_lexemes(analysed))
    where octet_length(lexeme) < 2000
  $$;

-- What entered before is written anew. Which members are analysed the vocabulary says, and may say otherwise later:
-- words of all are put there, those that nobody asks for too. Tenant by tenant, since its owner too sees one at a time.
create function pg_temp.member_texts(document jsonb, path text[]) returns table (member text, value text)
  language sql immutable
  as $$
    with recursive part(path, value) as (
      select path, document
      union all
      select case when inner_.name is null then part.path else part.path || inner_.name end, inner_.value
      from part, lateral (
        select key, value from jsonb_each(case jsonb_typeof(part.value) when 'object' then part.value else '{}' end)
        union all
        select null, value
        from jsonb_array_elements(case jsonb_typeof(part.value) when 'array' then part.value else '[]' end)
      ) as inner_(name, value))
    select left(encode(sha256(convert_to(array_to_string(path, E'\x01'), 'UTF8')), 'hex'), 10),
           perenne_analyse(string_agg(value #>> '{}', ' '))
    from part where jsonb_typeof(value) in ('string', 'number', 'boolean') group by path
  $$;

create function pg_temp.member_words(content jsonb, management jsonb) returns tsvector
  language sql immutable
  as $$
    select case when sum(length(member) + 1 + length(value)) > 20000 then 'm0'
           else perenne_member_lexemes(string_agg(member || E'\x02' || value, E'\x03')) end
    from (select * from pg_temp.member_texts(content - array['Title', 'Description'], '{}')
          union all
          select * from pg_temp.member_texts(management, array['#management'])) members
  $$;

do $$
declare
  one integer;
begin
  for one in select tenant from tenant loop
    perform set_config('perenne.tenant', one::text, true);
    update unit set content = content || '{}',
                    text = text || coalesce(pg_temp.member_words(content, management), '')
    where tenant = one;
  end loop;
  perform set_config('perenne.tenant', '', true);
end $$;
