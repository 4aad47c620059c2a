-- Logins over many hosts: who holds a login's session, second factors, dates that come due, learned pace.
create table login_lease (
  login_id uuid primary key references login (id) on delete cascade,
  -- a worker process
  holder uuid not null,
  -- rises with each change of holder: what an earlier holder would still keep is refused
  fence bigint not null,
  -- by the database's clock, which all hosts share
  held_until timestamptz not null
);

-- the last time step whose authenticator code was given to the portal
alter table login add column totp_step bigint;
-- passwords that the portal rejected since it last let us in, over all secrets that the login has had
alter table login add column portal_rejections integer not null default 0;
alter table login add column secret_at timestamptz;
alter table login add column confirmed_at timestamptz;
alter table login add column keep_alive_at timestamptz;
update login set secret_at = created_at, confirmed_at = created_at;

create table spent_backup_code (
  login_id uuid not null references login (id) on delete cascade,
  -- sha256 of login and code; a spent code opens nothing
  mark text not null,
  spent_at timestamptz not null,
  primary key (login_id, mark)
);

create table mailed_code (
  login_id uuid primary key references login (id) on delete cascade,
  requested_at timestamptz not null,
  -- the mailbox as it was before the portal was asked: the mail comes after this one
  mailbox_generation text not null,
  last_uid bigint not null,
  -- AES-256-GCM; null until the mail is there, or after the portal refused it
  code bytea,
  good_until timestamptz
);

create table code_request (
  id uuid primary key,
  login_id uuid not null references login (id) on delete cascade,
  -- the run that asks; null when a person tries the login
  work_item_id uuid references work_item (id),
  attempt integer,
  digits integer not null,
  asked_at timestamptz not null,
  closes_at timestamptz not null,
  -- AES-256-GCM; there from a person's answer until the waiting page takes it, a second or two
  code bytea,
  answered_by uuid references reviewer (id),
  answered_at timestamptz,
  ended_at timestamptz
);
create index code_request_login on code_request (login_id, asked_at);

-- what the portal taught us about pace: least time between two look-ups of the portal, over all hosts
alter table portal_health add column gap_ms integer;
alter table portal_health add column gap_until timestamptz;
alter table portal_health add column next_at timestamptz;

create table login_day (
  login_id uuid not null references login (id) on delete cascade,
  -- in the portal's time zone
  day date not null,
  lookups integer not null,
  primary key (login_id, day)
);
