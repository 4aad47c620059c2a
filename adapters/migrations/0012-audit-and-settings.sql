-- The audit trail is only ever added to, and chained: each link holds the hash of the link before and of its own entry.
-- Links are made when a transaction commits, under one lock that nothing waits behind: chain order is commit order.
create table audit_link (
  seq bigint primary key,
  audit_id bigint not null unique,
  -- the hash of link seq - 1; zeros for the first
  previous bytea not null,
  -- HMAC-SHA256 under a key that only a process with the master key gives its session; else SHA-256, which no check accepts
  hash bytea not null
);

create function audit_part(part text) returns text language sql immutable as $$
  select octet_length(part) || ':' || part || ','
$$;

create function audit_hash(seq bigint, previous bytea, entry audit) returns bytea language plpgsql stable as $$
declare
  content bytea := convert_to(
    audit_part(seq::text) || audit_part(encode(previous, 'hex')) || audit_part(entry.id::text)
      || audit_part((extract(epoch from entry.at) * 1000000)::bigint::text)
      || audit_part(entry.actor) || audit_part(entry.action) || audit_part(entry.subject) || audit_part(entry.detail::text),
    'UTF8');
  -- the inner and the outer block of HMAC-SHA256, 64 bytes each, as hex
  pads text := coalesce(current_setting('claimwright.audit_pads', true), '');
begin
  if length(pads) <> 256 then
    return sha256(content);
  end if;
  return sha256(decode(substr(pads, 129), 'hex') || sha256(decode(substr(pads, 1, 128), 'hex') || content));
end
$$;

create function audit_chain(entry audit) returns void language plpgsql as $$
declare
  last audit_link;
  before bytea := decode(repeat('00', 32), 'hex');
begin
  -- spells CLAU; let go at the end of the transaction, which is about to come
  perform pg_advisory_xact_lock(1129070933);
  select * into last from audit_link order by seq desc limit 1;
  before := coalesce(last.hash, before);
  insert into audit_link (seq, audit_id, previous, hash)
  values (coalesce(last.seq, 0) + 1, entry.id, before, audit_hash(coalesce(last.seq, 0) + 1, before, entry));
end
$$;

create function audit_chained() returns trigger language plpgsql as $$
begin
  perform audit_chain(new);
  return null;
end
$$;

create function audit_kept() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is only ever added to.' using errcode = 'restrict_violation';
end
$$;

do $$
declare
  entry audit;
begin
  for entry in select * from audit order by id loop
    perform audit_chain(entry);
  end loop;
end
$$;

create constraint trigger audit_chained after insert on audit deferrable initially deferred
  for each row execute function audit_chained();
create trigger audit_kept before update or delete or truncate on audit for each statement execute function audit_kept();
create trigger audit_link_kept before update or delete or truncate on audit_link
  for each statement execute function audit_kept();

create index audit_at on audit (at, id);
create index audit_actor on audit (actor, id);
create index audit_action on audit (action, id);

-- What an administrator set in the review app: typed and checked by domain/office-settings.ts. Missing = as the environment says.
create table office_setting (
  key text primary key,
  value jsonb not null,
  set_at timestamptz not null,
  set_by uuid references reviewer (id)
);

-- What an administrator changed of a register file, portal by portal and payer by payer: the changed fields alone.
create table register_override (
  kind text not null check (kind in ('portal', 'payer')),
  name text not null,
  changes jsonb not null,
  set_at timestamptz not null,
  set_by uuid references reviewer (id),
  primary key (kind, name)
);
