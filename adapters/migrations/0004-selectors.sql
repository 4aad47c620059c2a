-- Selectors that no author wrote: what elements looked like, what was found by likeness, what people decided about it,
-- and the answers that wait for such a decision.
create table element_fingerprint (
  portal text not null,
  -- <portal>/<page>, as in the selector file
  page text not null,
  element text not null,
  -- domain/fingerprint.ts: structure and static words, no patient data
  fingerprint jsonb not null,
  seen_at timestamptz not null,
  primary key (portal, page, element)
);

create table learned_selector (
  id uuid primary key,
  portal text not null,
  page text not null,
  element text not null,
  -- domain/learned-selector.ts
  selector jsonb not null,
  selector_key text not null,
  state text not null check (state in ('proposed', 'approved', 'rejected')),
  -- to the element last seen, 0 to 1; and the next best
  likeness real not null,
  runner_up real not null,
  proposed_at timestamptz not null,
  decided_by uuid references reviewer (id),
  decided_at timestamptz,
  unique (portal, page, element, selector_key)
);

create table quarantined_answer (
  work_item_id uuid primary key references work_item (id),
  -- an item that was taken again since has outlived it
  attempt integer not null,
  -- null: the portal gave no answer but a business exception; it is asked again once decided
  result jsonb,
  fields jsonb not null,
  code text,
  evidence_id uuid references evidence (id),
  answered_at timestamptz not null
);

create table quarantine_reason (
  work_item_id uuid not null references quarantined_answer (work_item_id) on delete cascade,
  learned_selector_id uuid not null references learned_selector (id),
  primary key (work_item_id, learned_selector_id)
);
create index quarantine_reason_selector on quarantine_reason (learned_selector_id);
