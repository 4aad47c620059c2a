-- People's sign-in: what is tried, what is wrong, second factors, single sign-on, and sessions that one can see and end.
alter table reviewer add column disabled_at timestamptz;
-- given by an administrator: its owner chooses another before anything else
alter table reviewer add column must_change_password boolean not null default false;
alter table reviewer add column signed_in_at timestamptz;

-- the authenticator's secret, AES-256-GCM; offered: not yet proved by a code
alter table reviewer add column totp_secret bytea;
alter table reviewer add column totp_offered bytea;
alter table reviewer add column totp_offered_at timestamptz;
-- the last time step whose code was taken: no code twice
alter table reviewer add column totp_step bigint;

-- who this is to the identity provider
alter table reviewer add column sso_issuer text;
alter table reviewer add column sso_subject text;
create unique index reviewer_sso on reviewer (sso_issuer, sso_subject);

create table recovery_code (
  reviewer_id uuid not null references reviewer (id) on delete cascade,
  -- keyed mark of the code; the code is kept nowhere
  mark text not null,
  spent_at timestamptz,
  primary key (reviewer_id, mark)
);

-- sessions of before end: they know neither their device nor how they began
delete from reviewer_session;
alter table reviewer_session add column id uuid not null unique;
alter table reviewer_session add column began_by text not null check (began_by in ('password', 'single-sign-on'));
alter table reviewer_session add column device text not null;
alter table reviewer_session add column address text not null;
create index reviewer_session_person on reviewer_session (reviewer_id);

-- a right password that waits for its second factor, or a visit at the identity provider
create table sign_in_step (
  -- sha256 of the cookie's token
  token_hash text primary key,
  reviewer_id uuid references reviewer (id) on delete cascade,
  -- of a visit at the identity provider: its state, nonce and verifier, AES-256-GCM
  sealed bytea,
  begun_at timestamptz not null
);

-- wrong tries that nothing has made good yet, over all hosts
create table sign_in_try (
  -- keyed mark of a name, an address or a known device: what was typed as a name may be a password
  mark text primary key,
  -- keyed mark of the name that was typed; null for an address
  whose text,
  failures integer not null,
  last_at timestamptz not null,
  wait_until timestamptz
);
create index sign_in_try_whose on sign_in_try (whose);
