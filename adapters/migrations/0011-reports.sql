-- Reports: what work takes by hand, a picture of the open claims each day, indexes for what is counted over days.
create table baseline_minutes (
  -- one inquiry of a kind, one claim of a remittance, or one exception that a person deals with
  kind text primary key check (kind in ('eligibility', 'claim-status', 'remittance', 'exception')),
  minutes double precision not null check (minutes between 0 and 600),
  set_by uuid references reviewer (id),
  set_at timestamptz not null
);

-- a day of which a picture was taken, even when no claim was open
create table aging_day (
  day date primary key,
  taken_at timestamptz not null
);
create table aging_snapshot (
  day date not null references aging_day (day) on delete cascade,
  payer text not null,
  -- of domain/aging.ts; unknown: neither a service nor a submission date
  bucket text not null check (bucket in ('0-30', '31-60', '61-90', '91-120', '120+', 'unknown')),
  claims integer not null,
  billed_cents bigint not null,
  primary key (day, payer, bucket)
);

create index report_work_item_asked on work_item (asked_at) include (portal, payer, kind);
-- those without an end are looked for too: what was open when a day began
create index report_work_item_ended on work_item (ended_at) include (asked_at, started_at, portal, payer, kind, state, code);
create index report_review_item_opened on review_item (opened_at) include (resolved_at, resolution, resolved_by);
create index report_review_item_resolved on review_item (resolved_at) include (opened_at);
create index report_review_item_subject on review_item (subject, opened_at);
create index report_payment_claim_posted on payment_claim (posted_at) where posted_at is not null;
create index report_payment_payer on payment (payer_key, taken_at);
create index report_denial_item_opened on denial_item (opened_at);
create index report_denial_item_closed on denial_item (closed_at) where closed_at is not null;
create index report_remittance_document_received on remittance_document (received_at);
