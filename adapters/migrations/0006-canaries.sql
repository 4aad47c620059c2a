-- Known members and claims that tell whether a portal answers as it did, and what stops and restarts a portal's line.
create table canary (
  login_id uuid not null references login (id) on delete cascade,
  kind text not null check (kind in ('eligibility', 'claim-status')),
  -- set by a person, or learned from the last good answer
  origin text not null check (origin in ('set', 'learned')),
  payer text not null,
  -- AES-256-GCM of the inquiry
  sealed bytea not null,
  set_at timestamptz not null,
  -- to be asked before the login's next look-up
  due_at timestamptz,
  asked_at timestamptz,
  passed_at timestamptz,
  -- what it last ended with; null: passed, or never asked
  code text,
  primary key (login_id, kind)
);

-- what the faults in a row were of: a drift fault each time, a system fault once for each work item
alter table portal_health add column fault_keys text[] not null default '{}';
-- kinds of look-ups that the faults were met in: only a canary of each of them lets the portal go on
alter table portal_health add column fault_kinds text[] not null default '{}';
-- "not found" in a row, and since when
alter table portal_health add column not_found_streak integer not null default 0;
alter table portal_health add column not_found_since timestamptz;
-- when a paused portal is tried again by canary, and how often it went on by itself of late
alter table portal_health add column canary_at timestamptz;
alter table portal_health add column canary_tries integer not null default 0;
alter table portal_health add column resumes integer not null default 0;
alter table portal_health add column resumed_at timestamptz;
