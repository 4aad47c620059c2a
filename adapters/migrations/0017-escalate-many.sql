-- Many items are put before a supervisor at once, and taken back at once.
alter table bulk_action drop constraint bulk_action_kind_check;
alter table bulk_action add constraint bulk_action_kind_check check (kind in ('assign', 'escalate', 'label', 'postpone', 'resolve'));
