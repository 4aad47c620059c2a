-- The inbox: what people sort, filter and count by stands on the item itself, so that a hundred thousand open items answer at once.

-- Days within which a payer takes a claim or hears an appeal; kept from config/payers at each start.
create table payer_limit (
  -- as domain/payer-names.ts knows the payer
  payer text primary key,
  name text not null,
  timely_filing_days integer not null,
  appeal_days integer
);

alter table review_item add column kind text
  check (kind in ('eligibility', 'claim-status', 'remittance', 'login', 'code', 'portal'));
alter table review_item add column payer text;
alter table review_item add column amount_cents bigint;
-- the day after which it is too late, and what runs out then; null when not known
alter table review_item add column due_on date;
alter table review_item add column due_why text check (due_why in ('visit', 'timely-filing', 'appeal', 'correction'));
-- domain/urgency.ts: the day to work it, as days since 1970; the smallest first
alter table review_item add column score double precision not null default 0;
-- false: due_on and score wait for the next start
alter table review_item add column is_weighed boolean not null default false;
-- names and numbers to search by; never shown
alter table review_item add column words tsvector not null default '';
alter table review_item add column touched_at timestamptz;
-- one more with each change, whoever makes it
alter table review_item add column version bigint not null default 1;
-- whose work it is; who holds it at the moment stands in claimed_by
alter table review_item add column assigned_to uuid references reviewer (id);
alter table review_item add column escalated_at timestamptz;
-- out of the way until then
alter table review_item add column postponed_until timestamptz;
alter table review_item add column labels text[] not null default '{}';

-- Words without case, accents and marks; review/api/inbox-where.ts makes a search into the same.
create function search_words(variadic texts text[]) returns tsvector language sql immutable as $$
  select array_to_tsvector(coalesce(array_agg(distinct word) filter (where word <> ''), '{}'))
  from unnest(texts) given, regexp_split_to_table(regexp_replace(
    translate(lower(given), 'áàâäãåéèêëíìîïóòôöõúùûüñç', 'aaaaaaeeeeiiiiooooouuuunc'), '[^a-z0-9 ]', '', 'g'), ' +') word
$$;

-- What an item is about, from what it was opened for. A login's or portal's item is about no one patient.
create function item_facts(about text, work uuid, paper uuid, paid uuid) returns table (
  kind text, payer text, amount_cents bigint, words tsvector,
  visit_on date, served_on date, remitted_on date, appeal_by date, correct_by date, timely_filing_days integer, appeal_days integer
) language sql stable as $$
  select
    case when about like 'login:%' then 'login' when about like 'code:%' then 'code' when about like 'work-item:%' then w.kind
      when paper is not null then 'remittance' else 'portal' end,
    coalesce(w.payer, p.payer_key),
    coalesce(c.billed_cents, (w.inquiry ->> 'billedCents')::bigint, pc.paid_cents, p.amount_cents),
    search_words(replace(w.inquiry -> 'member' ->> 'lastName', '-', ' '), w.inquiry -> 'member' ->> 'firstName',
      w.inquiry -> 'member' ->> 'memberId', w.inquiry ->> 'patientControlNumber', w.inquiry ->> 'payerClaimControlNumber',
      replace(pc.document -> 'patient' ->> 'lastName', '-', ' '), pc.document -> 'patient' ->> 'firstName',
      pc.document -> 'patient' ->> 'memberId', pc.patient_control_number, pc.payer_claim_control_number, p.number),
    (w.inquiry ->> 'serviceDate')::date,
    coalesce(c.service_from, (w.inquiry ->> 'serviceFrom')::date),
    p.paid_on, d.appeal_by, d.correct_by, l.timely_filing_days, l.appeal_days
  from (select 1) one
    left join work_item w on w.id = work and about like 'work-item:%'
    left join payment p on p.id = paid
    left join payment_claim pc on pc.id = case when about like 'payment-claim:%' then substr(about, 15)::uuid end
    left join claim c on c.id = coalesce(w.claim_id, pc.claim_id)
    left join payer_limit l on l.payer = coalesce(w.payer, p.payer_key)
    left join lateral (
      select min(n.appeal_by) as appeal_by, min(n.correct_by) as correct_by from denial_item n
      where n.closed_at is null and (n.payment_claim_id = pc.id or n.claim_id = c.id)
    ) d on true
$$;

update review_item r set kind = f.kind, payer = f.payer, amount_cents = f.amount_cents, words = f.words,
  touched_at = coalesce(r.claimed_at, r.opened_at), score = extract(epoch from r.opened_at) / 86400 + 30
from review_item i cross join lateral item_facts(i.subject, i.work_item_id, i.document_id, i.payment_id) f
where i.id = r.id;
alter table review_item alter column kind set not null;
alter table review_item alter column touched_at set not null;

-- What is sorted by has a value in each row: what is not known comes last.
alter table review_item add column due_sort date not null generated always as (coalesce(due_on, date '9999-12-31')) stored;
alter table review_item add column amount_sort bigint not null generated always as (coalesce(amount_cents, -1)) stored;
alter table review_item add column payer_sort text not null generated always as (coalesce(payer, '')) stored;

drop index review_item_open;
create index review_item_by_age on review_item (opened_at, id) where resolution is null;
create index review_item_by_due on review_item (due_sort, id) where resolution is null;
create index review_item_by_amount on review_item (amount_sort, id) where resolution is null;
create index review_item_by_score on review_item (score, id) where resolution is null;
create index review_item_by_touch on review_item (touched_at, id) where resolution is null;
create index review_item_by_payer on review_item (payer_sort, id) where resolution is null;
create index review_item_decided on review_item (opened_at, id) where resolution is not null;
create index review_item_code on review_item (code, kind, portal) where resolution is null;
create index review_item_portal on review_item (portal) where resolution is null;
create index review_item_assigned on review_item (assigned_to) where resolution is null and assigned_to is not null;
create index review_item_held on review_item (claimed_by) where resolution is null and claimed_by is not null;
create index review_item_escalated on review_item (escalated_at) where resolution is null and escalated_at is not null;
create index review_item_postponed on review_item (postponed_until) where resolution is null and postponed_until is not null;
create index review_item_labels on review_item using gin (labels) where resolution is null;
create index review_item_words on review_item using gin (words);

-- What people say about an item; the reason of a postponement, a forwarding or an escalation is one too.
create table item_note (
  id uuid primary key,
  place bigint not null generated always as identity,
  review_item_id uuid not null references review_item (id) on delete cascade,
  author uuid not null references reviewer (id),
  at timestamptz not null,
  kind text not null check (kind in ('note', 'postponed', 'forwarded', 'escalated', 'assigned')),
  text text not null
);
create index item_note_item on item_note (review_item_id, place);

create table item_mention (
  note_id uuid not null references item_note (id) on delete cascade,
  reviewer_id uuid not null references reviewer (id),
  read_at timestamptz,
  primary key (note_id, reviewer_id)
);
create index item_mention_unread on item_mention (reviewer_id) where read_at is null;

-- A filter with a name; it never holds what was searched for.
create table inbox_view (
  id uuid primary key,
  owner uuid not null references reviewer (id),
  name text not null,
  is_shared boolean not null,
  filter jsonb not null,
  made_at timestamptz not null,
  unique (owner, name)
);

-- What was done to many items at once, as each stood before and the version each had after: it can be undone for half a minute.
create table bulk_action (
  id uuid primary key,
  person uuid not null references reviewer (id),
  kind text not null check (kind in ('assign', 'label', 'postpone', 'resolve')),
  at timestamptz not null,
  undo_until timestamptz not null,
  before jsonb not null,
  undone_at timestamptz
);

-- Work that is given out by itself: off until a supervisor turns it on.
create table work_sharing (
  is_one boolean primary key default true check (is_one),
  is_on boolean not null default false
);
insert into work_sharing default values;
create table work_sharer (
  reviewer_id uuid primary key references reviewer (id)
);

create function review_item_counts_up() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger review_item_counts_up before update on review_item for each row execute function review_item_counts_up();

-- Tells every host which items changed, once the change stands: ids and versions, nothing of a patient.
create function tell_of_items() returns trigger language plpgsql as $$
declare
  many bigint;
  told text;
begin
  select count(*), string_agg(id || ':' || version, ',') into many, told from (select id, version from changed limit 51) first_ones;
  if many > 0 then
    perform pg_notify('review_items', case when many > 50 then '*' else told end);
  end if;
  return null;
end $$;
create trigger review_items_opened after insert on review_item referencing new table as changed for each statement execute function tell_of_items();
create trigger review_items_changed after update on review_item referencing new table as changed for each statement execute function tell_of_items();

create function tell_of_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('review_items', 'sessions');
  return null;
end $$;
create trigger sessions_ended after delete on reviewer_session for each statement execute function tell_of_sessions();
