-- Four eyes: what one person may not post alone, what a second person said of it, and what was taken back or opened again.
-- The limits; one row. Cents, null: no limit.
create table four_eyes (
  is_only boolean primary key default true check (is_only),
  -- cash of one posting
  posting_cents bigint check (posting_cents >= 0),
  -- written off on one claim: contractual and other adjustments
  write_off_cents bigint check (write_off_cents >= 0),
  -- reversals and recoupments
  is_take_back boolean not null,
  -- `settings`, or `reviewer:<id>` who overrode them: the settings change it no more
  decided_by text not null default 'settings',
  decided_at timestamptz
);
insert into four_eyes (posting_cents, write_off_cents, is_take_back) values (500000, 100000, true);

create table approval (
  id uuid primary key,
  review_item_id uuid not null references review_item (id),
  payment_id uuid not null references payment (id),
  -- take-back, write-off, amount
  reasons text[] not null check (cardinality(reasons) > 0),
  cash_cents bigint not null,
  write_off_cents bigint not null,
  -- AES-256-GCM of what the first person decided, with the note and what it would book
  sealed bytea not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected', 'withdrawn')),
  proposed_by uuid not null references reviewer (id),
  proposed_at timestamptz not null,
  decided_by uuid references reviewer (id),
  decided_at timestamptz,
  -- of a rejection
  decision_note text,
  check ((state = 'proposed') = (decided_by is null)),
  check ((state = 'proposed') = (decided_at is null)),
  constraint approval_by_another check (decided_by is null or (decided_by = proposed_by) = (state = 'withdrawn'))
);
create unique index approval_one_open on approval (review_item_id) where state = 'proposed';
create index approval_open on approval (proposed_at) where state = 'proposed';

create function approval_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.state = 'proposed' and (old.id, old.review_item_id, old.payment_id, old.reasons, old.cash_cents, old.write_off_cents, old.sealed,
        old.proposed_by, old.proposed_at)
      = (new.id, new.review_item_id, new.payment_id, new.reasons, new.cash_cents, new.write_off_cents, new.sealed,
        new.proposed_by, new.proposed_at)
    then
      return new;
    end if;
  end if;
  raise exception 'What was proposed and what was said of it are kept as they are.';
end $$;
create trigger approval_is_kept before update or delete on approval for each row execute function approval_is_kept();
create trigger approval_is_not_emptied before truncate on approval for each statement execute function approval_is_kept();

-- A posting that takes claims back: it leaves nothing of them but unapplied cash.
alter table posting add column undoes boolean not null default false;

-- Postings that one person may not make alone, with the approval that each has.
create table second_person (
  posting_id uuid primary key references posting (id),
  reasons text[] not null,
  cash_cents bigint not null,
  write_off_cents bigint not null,
  approval_id uuid unique references approval (id)
);

create function second_person_is_needed() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from posting where id in (select posting_id from added) and (actor <> 'robot' or undoes)) then
    return null;
  end if;
  if exists (select 1 from added a join posting g on g.id = a.posting_id where g.undoes and a.payment_claim_id is null)
    or exists (
      select 1 from ledger_entry e
      where e.kind <> 'unapplied' and e.payment_claim_id in
        (select a.payment_claim_id from added a join posting g on g.id = a.posting_id where g.undoes)
      group by e.payment_claim_id, e.kind, e.line_number, e.group_code, e.reason, e.reference having sum(e.amount_cents) <> 0
    )
  then
    raise exception 'What takes a claim back leaves nothing of it but unapplied cash: nothing was posted.' using errcode = 'CW003';
  end if;
  insert into second_person (posting_id, reasons, cash_cents, write_off_cents)
  select booked.posting_id, booked.reasons, booked.cash, booked.written_off from (
    select each.posting_id, sum(each.cash)::bigint as cash, max(each.written_off)::bigint as written_off,
      array_remove(array[
        case when bool_or(l.is_take_back and each.net < 0) then 'take-back' end,
        case when max(each.written_off) > max(l.write_off_cents) then 'write-off' end,
        case when sum(each.cash) > max(l.posting_cents) then 'amount' end
      ], null) as reasons
    from (
      select e.posting_id,
        coalesce(sum(e.amount_cents) filter (where e.kind in ('payment', 'take-back')), 0) as net,
        greatest(coalesce(sum(e.amount_cents) filter (where e.kind in ('payment', 'interest')), 0), 0) as cash,
        greatest(coalesce(sum(e.amount_cents) filter (where e.kind in ('contractual', 'other-adjustment')), 0), 0) as written_off
      from ledger_entry e join posting g on g.id = e.posting_id
      where e.posting_id in (select posting_id from added) and g.actor <> 'robot' and not g.undoes
      group by e.posting_id, e.payment_claim_id
    ) each cross join four_eyes l
    group by each.posting_id
  ) booked where cardinality(booked.reasons) > 0
  on conflict (posting_id) do update
    set reasons = excluded.reasons, cash_cents = excluded.cash_cents, write_off_cents = excluded.write_off_cents;
  return null;
end $$;
create trigger second_person_is_needed after insert on ledger_entry
  referencing new table as added for each statement execute function second_person_is_needed();

-- Checked when the transaction ends, so that what would be posted is known before anybody is asked.
create function second_person_is_there() returns trigger language plpgsql as $$
begin
  if not exists (
    select 1 from second_person s join posting g on g.id = s.posting_id join approval a on a.id = s.approval_id
    where s.posting_id = new.posting_id and a.state = 'approved' and a.decided_by <> a.proposed_by and a.payment_id = g.payment_id
      and g.actor = 'reviewer:' || a.proposed_by and a.reasons = s.reasons and a.cash_cents = s.cash_cents
      and a.write_off_cents = s.write_off_cents
  ) then
    raise exception 'A second person must approve this posting: nothing was posted.' using errcode = 'CW002';
  end if;
  return null;
end $$;
create constraint trigger second_person_is_there after insert or update on second_person
  deferrable initially deferred for each row execute function second_person_is_there();

create function review_trail_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'The trail of decisions is only ever added to.';
end $$;
create trigger second_person_is_kept before delete or truncate on second_person
  for each statement execute function review_trail_is_kept();

-- A claim of a payment as it stood before a person had it taken back.
create table reversal (
  payment_claim_id uuid not null references payment_claim (id),
  -- from 1: how often this claim was taken back
  turn integer not null,
  -- the reversing entries
  posting_id uuid not null references posting (id),
  review_item_id uuid not null references review_item (id),
  state text not null check (state in ('posted', 'released')),
  claim_id uuid references claim (id),
  posted_at timestamptz,
  -- remittance/1 claim, as it was posted
  document jsonb not null,
  reason text not null,
  reversed_by uuid not null references reviewer (id),
  reversed_at timestamptz not null,
  primary key (payment_claim_id, turn)
);
create index reversal_posting on reversal (posting_id);
create index reversal_item on reversal (review_item_id);
create trigger reversal_is_kept before update or delete or truncate on reversal
  for each statement execute function review_trail_is_kept();

-- A decided item that was opened again: its decision stays as it was, the new item goes on.
create table reopening (
  item_id uuid primary key references review_item (id),
  new_item_id uuid not null references review_item (id),
  reason text not null,
  reopened_by uuid not null references reviewer (id),
  reopened_at timestamptz not null
);
create index reopening_new on reopening (new_item_id);
create trigger reopening_is_kept before update or delete or truncate on reopening
  for each statement execute function review_trail_is_kept();

-- Answers that a person typed. The standing one is the result too; a withdrawn one is here alone.
create table person_answer (
  id uuid primary key,
  work_item_id uuid not null references work_item (id),
  review_item_id uuid not null references review_item (id),
  result jsonb not null,
  answered_by uuid not null references reviewer (id),
  answered_at timestamptz not null,
  -- the claim's state, text and times before
  claim_before jsonb,
  withdrawn_by uuid references reviewer (id),
  withdrawn_at timestamptz
);
create unique index person_answer_standing on person_answer (work_item_id) where withdrawn_at is null;

-- A denial that a portal tells of, before any remittance.
alter table denial_item alter column payment_claim_id drop not null;
alter table denial_item add column work_item_id uuid references work_item (id);
alter table denial_item add check (payment_claim_id is not null or work_item_id is not null);
create unique index denial_item_work on denial_item (work_item_id) where closed_at is null;
