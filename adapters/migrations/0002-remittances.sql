-- Remittances: documents and their pages, payments, the ledger, denials, deposits, remembered codes.
create table remittance_document (
  id uuid primary key,
  -- of the file's bytes; they are kept encrypted in the data folder under this name
  sha256 text not null unique,
  source text not null check (source in ('cli', 'folder', 'api')),
  -- AES-256-GCM: people put patients' names into file names
  file_name bytea not null,
  size_bytes bigint not null,
  media_type text,
  -- null until it was read
  kind text check (kind in ('paper-eob', 'era-835', 'not-a-remittance')),
  -- 0 for an 835; null until it was opened
  page_count integer,
  -- read: understood, not posted yet. posted: nothing waits for a person. review: something does.
  -- failed: the machine is at fault, it may be tried again. refused: no remittance, or no file that can be read.
  state text not null check (state in ('received', 'reading', 'read', 'posted', 'review', 'failed', 'refused')),
  -- false: it was only to be read
  is_to_post boolean not null default true,
  attempt integer not null default 0,
  tries integer not null default 0,
  code text,
  message text,
  available_at timestamptz not null,
  received_at timestamptz not null,
  started_at timestamptz,
  read_at timestamptz,
  ended_at timestamptz,
  -- remittance/1, null until read
  document jsonb
);
create index remittance_document_open on remittance_document (available_at) where state in ('received', 'reading', 'read');

create table remittance_page (
  document_id uuid not null references remittance_document (id) on delete cascade,
  -- from 1
  page integer not null,
  state text not null check (state in ('waiting', 'seen', 'blank', 'failed')),
  attempt integer not null default 0,
  tries integer not null default 0,
  -- what stopped it: a code of domain/exceptions.ts
  code text,
  message text,
  -- domain/page.ts
  sight jsonb,
  -- the upright, cleaned picture that boxes refer to: AES-256-GCM, in the data folder
  image_file text,
  -- tells repeated pages of one file
  fingerprint text,
  seen_at timestamptz,
  primary key (document_id, page)
);

-- What a bank or an EFT notice says was paid in; optional.
create table deposit (
  id uuid primary key,
  reference text not null,
  -- as domain/payment-identity.ts makes numbers plain
  number_key text not null,
  date date not null,
  amount_cents bigint not null,
  imported_at timestamptz not null,
  unique (number_key, date, amount_cents)
);

-- A payer's own code that a person of the office has translated once.
create table remembered_code (
  -- as domain/payer-names.ts knows the payer
  payer text not null,
  printed_code text not null,
  -- the payer's words for it when the choice was made; empty when it prints none
  legend text not null default '',
  group_code text not null,
  reason text not null,
  remarks jsonb not null default '[]',
  -- `reviewer:<id>`
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (payer, printed_code, legend)
);

create table payment (
  id uuid primary key,
  document_id uuid not null references remittance_document (id),
  -- index in the document's payments
  place integer not null,
  -- of domain/payment-identity.ts; null when the payment cannot be told from another
  identity text,
  -- the same payment, posted from another document or another place: this row has no ledger of its own
  same_as uuid references payment (id),
  number text,
  number_key text not null,
  -- as domain/payer-names.ts knows the payer
  payer_key text not null,
  paid_on date,
  amount_cents bigint,
  -- held: the whole payment waits. part: some of its claims wait. attached: see same_as.
  state text not null check (state in ('posted', 'part', 'held', 'attached')),
  exceptions jsonb not null,
  -- remittance/1 without the claims, as it was posted
  document jsonb not null,
  taken_at timestamptz not null,
  posted_at timestamptz,
  unique (document_id, place),
  check ((state = 'attached') = (same_as is not null))
);
create unique index payment_once on payment (identity) where same_as is null;
create index payment_number on payment (number_key);
create index payment_amount on payment (amount_cents, paid_on);

create table payment_claim (
  id uuid primary key,
  payment_id uuid not null references payment (id),
  -- index in the payment's claims
  place integer not null,
  claim_id uuid references claim (id),
  -- held: its cash is unapplied. released: it was held, and a person had it posted
  state text not null check (state in ('posted', 'held', 'released')),
  patient_control_number text,
  payer_claim_control_number text,
  status_code text,
  billed_cents bigint,
  paid_cents bigint,
  -- 1 primary, 2 secondary, 3 tertiary
  level smallint not null,
  -- the payer it was crossed over to, as domain/payer-names.ts knows it
  crossover_to text,
  -- left of the charge in this payer's account; null when unknown
  remaining_cents bigint,
  exceptions jsonb not null,
  notes jsonb not null,
  -- remittance/1 claim, as it was posted
  document jsonb not null,
  -- a reversal: what it takes back
  reverses uuid references payment_claim (id),
  posted_at timestamptz,
  unique (payment_id, place)
);
create index payment_claim_claim on payment_claim (claim_id);
create index payment_claim_payer_number on payment_claim (payer_claim_control_number);
create unique index payment_claim_reversed_once on payment_claim (reverses) where state <> 'held';

-- One transaction's work on the ledger: the first of a payment, then one for each release.
create table posting (
  id uuid primary key,
  payment_id uuid not null references payment (id),
  -- from 1
  part integer not null,
  -- the payment's identity and what is posted: a second time breaks it
  idempotency_key text not null unique,
  -- `robot` or `reviewer:<id>`
  actor text not null,
  posted_at timestamptz not null,
  unique (payment_id, part)
);

create table ledger_entry (
  id bigint generated always as identity primary key,
  posting_id uuid not null references posting (id),
  payment_id uuid not null references payment (id),
  payment_claim_id uuid references payment_claim (id),
  claim_id uuid references claim (id),
  line_number integer,
  kind text not null check (kind in ('payment', 'contractual', 'patient-responsibility', 'other-payer', 'other-adjustment',
    'interest', 'take-back', 'provider-adjustment', 'unapplied')),
  group_code text,
  reason text,
  reference text,
  amount_cents bigint not null,
  -- the claim of an earlier payment whose money is taken back at payer level
  recovers uuid references payment_claim (id),
  idempotency_key text not null unique
);
create index ledger_entry_payment on ledger_entry (payment_id);
create index ledger_entry_payment_claim on ledger_entry (payment_claim_id);
create index ledger_entry_claim on ledger_entry (claim_id);

create function ledger_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only: post a reversing entry instead.';
end $$;
create trigger ledger_is_kept before update or delete or truncate on ledger_entry for each statement execute function ledger_is_kept();
create trigger posting_is_kept before update or delete or truncate on posting for each statement execute function ledger_is_kept();

-- After every statement that adds entries, the cash of each payment touched is the payment's amount.
create function ledger_ties() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from payment p
    where p.id in (select payment_id from added)
      and p.amount_cents is distinct from (
        select coalesce(sum(e.amount_cents), 0) from ledger_entry e
        where e.payment_id = p.id and e.kind in ('payment', 'interest', 'take-back', 'provider-adjustment', 'unapplied')
      )
  ) then
    raise exception 'The entries do not add up to the payment: nothing was posted.' using errcode = 'CW001';
  end if;
  return null;
end $$;
create trigger ledger_ties after insert on ledger_entry referencing new table as added for each statement execute function ledger_ties();

create table denial_item (
  id uuid primary key,
  payment_claim_id uuid not null references payment_claim (id),
  claim_id uuid references claim (id),
  -- of our claim, from 1; null: the whole claim, or not known
  line_number integer,
  code text not null,
  -- domain/denial-routes.ts
  category text not null,
  step text not null,
  first_action text not null,
  group_code text,
  reason text,
  remarks jsonb not null,
  amount_cents bigint not null,
  appeal_by date,
  correct_by date,
  opened_at timestamptz not null,
  -- worked, or taken back by the payer itself
  closed_at timestamptz
);
create index denial_item_open on denial_item (appeal_by) where closed_at is null;
create index denial_item_claim on denial_item (claim_id);
create index denial_item_payment_claim on denial_item (payment_claim_id);

alter table review_item add document_id uuid references remittance_document (id);
alter table review_item add payment_id uuid references payment (id);
create index review_item_document on review_item (document_id);
create index review_item_payment on review_item (payment_id);

-- Claims as a remittance names them; the same expressions stand in adapters/candidates.ts.
create index claim_number_key on claim (ltrim(regexp_replace(upper(patient_control_number), '[^A-Z0-9]', '', 'g'), '0'));
create index claim_member_key on claim (ltrim(regexp_replace(upper(member_id), '[^A-Z0-9]', '', 'g'), '0'));
create index claim_from_amount on claim (service_from, billed_cents);
create index claim_to_amount on claim (service_to, billed_cents);
create index claim_name_start on claim (left(regexp_replace(upper(document -> 'patient' ->> 'lastName'), '[^A-Z]', '', 'g'), 4));
