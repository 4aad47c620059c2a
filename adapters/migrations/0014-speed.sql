-- Speed: lists of the inbox and reports are answered from their indexes, whatever they filter by.

-- Each order of the inbox with all that a filter asks for, so that a row that is passed over is not fetched.
drop index review_item_by_age;
drop index review_item_by_due;
drop index review_item_by_amount;
drop index review_item_by_score;
drop index review_item_by_touch;
drop index review_item_by_payer;
create index review_item_by_age on review_item (opened_at, id)
  include (kind, code, portal, payer_sort, due_sort, amount_sort, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;
create index review_item_by_due on review_item (due_sort, id)
  include (kind, code, portal, payer_sort, amount_sort, opened_at, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;
create index review_item_by_amount on review_item (amount_sort, id)
  include (kind, code, portal, payer_sort, due_sort, opened_at, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;
create index review_item_by_score on review_item (score, id)
  include (kind, code, portal, payer_sort, due_sort, amount_sort, opened_at, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;
create index review_item_by_touch on review_item (touched_at, id)
  include (kind, code, portal, payer_sort, due_sort, amount_sort, opened_at, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;
create index review_item_by_payer on review_item (payer_sort, id)
  include (kind, code, portal, due_sort, amount_sort, opened_at, assigned_to, claimed_by, claimed_at, postponed_until) where resolution is null;

drop index report_review_item_resolved;
create index report_review_item_resolved on review_item (resolved_at) include (opened_at, resolved_by, work_item_id);

drop index claim_open;
create index claim_open on claim (service_from, submitted_on) include (billed_cents) where closed_at is null;

-- A day's picture of the open claims without their payers: what the report draws.
create table aging_total (
  day date not null references aging_day (day) on delete cascade,
  bucket text not null,
  claims integer not null,
  billed_cents bigint not null,
  primary key (day, bucket)
);
insert into aging_total (day, bucket, claims, billed_cents)
  select day, bucket, sum(claims), sum(billed_cents) from aging_snapshot group by 1, 2;

create function aging_totals_up() returns trigger language plpgsql as $$
begin
  insert into aging_total as t (day, bucket, claims, billed_cents)
    select day, bucket, sum(claims), sum(billed_cents) from taken group by 1, 2
    on conflict (day, bucket) do update set claims = t.claims + excluded.claims, billed_cents = t.billed_cents + excluded.billed_cents;
  return null;
end $$;
create trigger aging_totals_up after insert on aging_snapshot referencing new table as taken for each statement execute function aging_totals_up();
