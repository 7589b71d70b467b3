-- What an operation changed in a record, line by line: journals of imports speak of the whole referential alone.

alter table referential_change add column changes text;
