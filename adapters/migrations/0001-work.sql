-- Every durable thing of the first product. Times are timestamptz, money is integer cents, days are date.
create table import_file (
  id uuid primary key,
  sha256 text not null unique,
  kind text not null check (kind in ('claims', 'schedule')),
  file_name text not null,
  imported_at timestamptz not null,
  rows_read integer not null,
  rows_new integer not null
);

create table claim (
  id uuid primary key,
  import_file_id uuid not null references import_file (id),
  -- sha256 of payer, provider, patient control number, frequency, dates and amount: the same claim in two files is one row
  identity text not null unique,
  kind text not null,
  patient_control_number text not null,
  payer text not null,
  portal text,
  member_id text,
  billed_cents bigint not null,
  service_from date,
  service_to date,
  submitted_on date,
  document jsonb not null,
  -- the last known state of domain/claim-status.ts, null before the first answer
  state text,
  state_text text,
  asked_at timestamptz,
  closed_at timestamptz
);
create index claim_open on claim (service_from) where closed_at is null;
create index claim_number on claim (patient_control_number);

create table appointment (
  id uuid primary key,
  import_file_id uuid not null references import_file (id),
  identity text not null unique,
  payer text not null,
  portal text,
  service_date date not null,
  document jsonb not null
);
create index appointment_day on appointment (service_date);

create table login (
  id uuid primary key,
  portal text not null,
  label text not null,
  -- AES-256-GCM; see adapters/vault.ts
  secret bytea not null,
  secret_version integer not null default 1,
  -- what the secret's owner chose on the provider page, no secret
  provider_npi text,
  -- submits of this secret since the last success: those the portal rejected, and those whose answer nobody saw
  rejected_submits integer not null default 0,
  unseen_submits integer not null default 0,
  submit_budget integer not null default 2,
  sign_ins integer not null default 0,
  paused_code text,
  paused_at timestamptz,
  -- AES-256-GCM of the browser's storage state
  session bytea,
  session_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null,
  unique (portal, label)
);

create table portal_health (
  portal text primary key,
  -- drift or system faults in a row
  fault_streak integer not null default 0,
  paused_code text,
  paused_at timestamptz
);

create table selector_drift (
  portal text not null,
  page text not null,
  element text not null,
  alternative integer not null,
  seen bigint not null,
  last_seen_at timestamptz not null,
  primary key (portal, page, element, alternative)
);

create table work_item (
  id uuid primary key,
  -- the order in which it was asked for, e.g. by a sweep's plan
  place bigint generated always as identity,
  -- sha256 of payer, provider, member, claim, purpose and day
  dedupe_key text not null unique,
  kind text not null check (kind in ('eligibility', 'claim-status')),
  state text not null check (state in ('queued', 'running', 'waiting', 'done', 'review', 'failed')),
  portal text not null,
  login_id uuid not null references login (id),
  payer text not null,
  inquiry jsonb not null,
  claim_id uuid references claim (id),
  appointment_id uuid references appointment (id),
  -- BullMQ priority: 0 first
  priority integer not null default 0,
  attempt integer not null default 0,
  tries integer not null default 0,
  -- the code that the item ended or waits with; null when done
  code text,
  message text,
  available_at timestamptz not null,
  asked_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index work_item_open on work_item (login_id, available_at) where state in ('queued', 'running', 'waiting');
create index work_item_state on work_item (state, kind);
create index work_item_claim on work_item (claim_id);

create table evidence (
  id uuid primary key,
  work_item_id uuid not null references work_item (id),
  attempt integer not null,
  -- a file of this name under the evidence folder, AES-256-GCM; null when none could be kept
  file_name text,
  sha256 text,
  media_type text,
  -- AES-256-GCM of the read values, their boxes and selectors, and the steps
  trail bytea,
  taken_at timestamptz not null,
  keep_until timestamptz not null
);
create index evidence_item on evidence (work_item_id);
create index evidence_age on evidence (keep_until);

create table result (
  work_item_id uuid primary key references work_item (id),
  attempt integer not null,
  kind text not null,
  result jsonb not null,
  fields jsonb not null,
  evidence_id uuid references evidence (id),
  answered_at timestamptz not null
);

create table review_item (
  id uuid primary key,
  code text not null,
  portal text,
  -- one open item per subject: work-item:<id>, login:<id>, page:<portal>/<page>, portal:<portal>
  subject text not null,
  work_item_id uuid references work_item (id),
  login_id uuid references login (id),
  message text not null,
  evidence_id uuid references evidence (id),
  -- how many work items have met it while it was open
  met integer not null default 1,
  opened_at timestamptz not null,
  claimed_by uuid,
  claimed_at timestamptz,
  -- resolved, sent-back
  resolution text check (resolution in ('resolved', 'sent-back')),
  resolution_note text,
  resolved_by uuid,
  resolved_at timestamptz
);
create unique index review_item_one_open on review_item (subject) where resolution is null;
create index review_item_open on review_item (opened_at) where resolution is null;
create index review_item_work on review_item (work_item_id);

create table reviewer (
  id uuid primary key,
  name text not null unique,
  password_hash text not null,
  created_at timestamptz not null
);
alter table review_item add foreign key (claimed_by) references reviewer (id);
alter table review_item add foreign key (resolved_by) references reviewer (id);

create table reviewer_session (
  -- sha256 of the cookie's token
  token_hash text primary key,
  reviewer_id uuid not null references reviewer (id),
  created_at timestamptz not null,
  used_at timestamptz not null
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  -- no patient data: ids, codes and counts
  detail jsonb not null default '{}'
);
create index audit_subject on audit (subject);
