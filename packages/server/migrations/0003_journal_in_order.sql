-- Results of actions are told in the logbook member by member, in their order, also by a worker that goes on after
-- another's death: jsonb does not keep it.
alter table operation_journal alter column result type json using result::json;
